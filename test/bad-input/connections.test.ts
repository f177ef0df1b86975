/**
 * Goal: at the edges of a connection nothing that was sent is lost in silence, and a client that asks and does not read costs a
 * bounded amount of memory (promises S1 and S5). Method: raw sockets against the real command; what is expected is what Apache
 * Kafka 4.3.1 did with the same bytes.
 */
import { existsSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import {
  type ApiName,
  decodeResponse,
  encodeRequest,
  type RequestInputMap,
  type ResponseMap
} from '../../src/protocol/index.ts'
import { buildBatch, entryPositions } from '../../src/records/index.ts'
import { BrokerProcess } from '../kit/broker-process.ts'

const count = 200
const partitions = 24
/** CROWD=1 npx jest test/bad-input/connections: as many clients as a large broker has. */
const isCrowded = process.env.CROWD !== undefined
const stalledCount = isCrowded ? 100 : 16
const parkedCount = isCrowded ? 1_000 : 100
const broker = new BrokerProcess()
const sockets: Socket[] = []
const topics = ['fin', 'mixed', 'deaf', 'behind', 'empty', 'parked']

beforeAll(() => broker.start([...topics.flatMap((name) => ['--topic', `${name}:1`]), '--topic', `large:${partitions}`]))
afterAll(() => broker.remove())
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

/** A socket that notes what comes and how it ends. */
class Raw {
  readonly socket: Socket
  readonly opened: Promise<void>
  /** How the broker ended it: its end, or the code of an error. */
  readonly ended: Promise<string>
  readonly frames: Buffer[] = []
  #pieces: Buffer[] = []
  #pieceBytes = 0
  #wantedBytes = 4
  readonly #waiting: { count: number; run: (frames: Buffer[]) => void }[] = []

  constructor(port = broker.port) {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    this.socket = socket.unref()
    sockets.push(socket)
    this.opened = new Promise((resolve) => socket.once('connect', () => resolve()))
    this.ended = new Promise((resolve) => {
      socket.once('end', () => resolve('end'))
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
    })
    socket.on('data', (chunk: Buffer) => {
      this.#pieces.push(chunk)
      this.#pieceBytes += chunk.length
      while (this.#pieceBytes >= this.#wantedBytes) this.#cut()
      this.#look()
    })
  }

  /** Joins what came only when it is enough: an answer of 40 MB comes in hundreds of pieces. */
  #cut(): void {
    const bytes = Buffer.concat(this.#pieces)
    this.#wantedBytes = 4 + bytes.readInt32BE(0)
    this.#pieces = [bytes]
    if (bytes.length < this.#wantedBytes) return
    this.frames.push(bytes.subarray(4, this.#wantedBytes))
    this.#pieces = [bytes.subarray(this.#wantedBytes)]
    this.#pieceBytes = bytes.length - this.#wantedBytes
    this.#wantedBytes = 4
  }

  #look(): void {
    const [first] = this.#waiting
    if (first === undefined || this.frames.length < first.count) return
    this.#waiting.shift()?.run(this.frames)
  }

  /** Resolves when so many answers are there. */
  answers(wanted: number): Promise<Buffer[]> {
    return new Promise((run) => {
      this.#waiting.push({ count: wanted, run })
      this.#look()
    })
  }
}

let correlationId = 0
const request = <K extends ApiName>(name: K, version: number, body: RequestInputMap[K]): Buffer =>
  Buffer.concat(encodeRequest(name, version, { correlationId: ++correlationId, clientId: 'edge' }, body))

async function call<K extends ApiName>(name: K, version: number, body: RequestInputMap[K]): Promise<ResponseMap[K]> {
  const raw = new Raw()
  raw.socket.write(request(name, version, body))
  const [frame] = await raw.answers(1)
  raw.socket.destroy()
  return decodeResponse(name, version, frame as Buffer).value
}

const produce = (topic: string, acks: number, partition = 0, value = Buffer.from('v')) =>
  request('Produce', 7, {
    acks,
    timeoutMs: 5000,
    topicData: [{ name: topic, partitionData: [{ index: partition, records: buildBatch([{ timestamp: 1, value }]) }] }]
  })
const list = (topic: string) => ({
  replicaId: -1,
  topics: [{ name: topic, partitions: [{ partitionIndex: 0, timestamp: -1n }] }]
})
const endOf = async (topic: string) =>
  Number((await call('ListOffsets', 5, list(topic))).topics[0]?.partitions[0]?.offset)
const apiVersions = () => request('ApiVersions', 0, {})
const many = (frame: (n: number) => Buffer) => Buffer.concat(Array.from({ length: count }, (_, n) => frame(n)))

test('acks 0 requests of one write are in the log when the client closes at once', async () => {
  const raw = new Raw()
  raw.socket.end(many(() => produce('fin', 0)))
  expect(await raw.ended).toBe('end')
  expect(await endOf('fin')).toBe(count)
})

test('a half-closed client is answered, each request in order, and sees its own records', async () => {
  const raw = new Raw()
  raw.socket.end(
    many((n) => (n % 2 === 0 ? produce('mixed', n % 4 === 0 ? 0 : 1) : request('ListOffsets', 5, list('mixed'))))
  )
  expect(await raw.ended).toBe('end')
  const offsets = raw.frames
    .filter((frame) => frame.length === raw.frames[0]?.length)
    .map((frame) => Number(decodeResponse('ListOffsets', 5, frame).value.topics[0]?.partitions[0]?.offset))
  expect(offsets).toEqual(Array.from({ length: count / 2 }, (_, n) => n + 1))
})

test('a half-closed client that waits for records is answered when its time is over', async () => {
  const raw = new Raw()
  const topic = { topic: 'empty', partitions: [{ partition: 0, fetchOffset: 0n, partitionMaxBytes: 1 }] }
  raw.socket.end(request('Fetch', 4, { maxWaitMs: 300, minBytes: 1, maxBytes: 1, topics: [topic] }))
  expect(await raw.ended).toBe('end')
  expect(raw.frames).toHaveLength(1)
})

test('a client that only writes learns that an acks 0 request of its was refused', async () => {
  const raw = new Raw()
  await raw.opened
  raw.socket.write(Buffer.concat([apiVersions(), produce('deaf', 0), produce('deaf', 0, 99), produce('deaf', 0)]))
  const [how] = await Promise.all([raw.ended, raw.answers(1)])
  expect(['end', 'ECONNRESET']).toContain(how)
  const failed = new Promise((resolve) => raw.socket.once('close', resolve))
  // The end alone says nothing to one that does not read: its next writes fail.
  const write = (): void => {
    if (!raw.socket.destroyed) raw.socket.write(produce('deaf', 0), () => setImmediate(write))
  }
  raw.socket.on('error', () => {})
  write()
  await failed
  expect(await endOf('deaf')).toBe(1)
})

test('bytes behind the body of a request are ignored', async () => {
  for (const frame of [apiVersions(), produce('behind', 1), request('Metadata', 12, { topics: [] })]) {
    const longer = Buffer.concat([frame, Buffer.alloc(5)])
    longer.writeInt32BE(longer.length - 4)
    const raw = new Raw()
    raw.socket.write(Buffer.concat([longer, apiVersions()]))
    expect(await raw.answers(2)).toHaveLength(2)
  }
})

test('what was asked before a request that cannot be read is answered, and then the connection ends', async () => {
  const unknown = apiVersions()
  unknown.writeInt16BE(999, 4)
  const raw = new Raw()
  raw.socket.write(Buffer.concat([apiVersions(), apiVersions(), unknown, apiVersions()]))
  await raw.ended
  expect(raw.frames).toHaveLength(2)
})

test('a connection that waits for an answer is idle too, as in Kafka', async () => {
  const impatient = new BrokerProcess()
  try {
    await impatient.start(['--topic', 'empty:1', '--set', 'connections.max.idle.ms=1000'])
    const raw = new Raw(impatient.port)
    const topic = { topic: 'empty', partitions: [{ partition: 0, fetchOffset: 0n, partitionMaxBytes: 1 }] }
    raw.socket.write(request('Fetch', 4, { maxWaitMs: 600_000, minBytes: 1, maxBytes: 1, topics: [topic] }))
    await raw.ended
    expect(raw.frames).toEqual([])
  } finally {
    await impatient.remove()
  }
})

/** Resident megabytes of the broker; 0 where the platform does not tell. */
function residentMb(): number {
  const path = `/proc/${broker.pid}/status`
  if (!existsSync(path)) return 0
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(path, 'utf8'))?.[1]) / 1024
}

test('many readers that ask for 40 MB and do not read cost a bounded amount; who reads late gets it whole', async () => {
  const value = Buffer.alloc(900_000, 1)
  for (let partition = 0; partition < partitions; partition++) {
    const raw = new Raw()
    raw.socket.write(Buffer.concat([produce('large', 1, partition, value), produce('large', 1, partition, value)]))
    await raw.answers(2)
    raw.socket.destroy()
  }
  const before = residentMb()
  const topic = {
    topic: 'large',
    partitions: Array.from({ length: partitions }, (_, partition) => ({
      partition,
      fetchOffset: 0n,
      partitionMaxBytes: 2 << 20
    }))
  }
  const fetch = () => request('Fetch', 4, { maxWaitMs: 0, minBytes: 1, maxBytes: 50 << 20, topics: [topic] })
  const readers: Raw[] = []
  for (let n = 0; n < stalledCount; n++) {
    const raw = new Raw()
    await raw.opened
    raw.socket.pause()
    raw.socket.write(fetch())
    readers.push(raw)
    await call('ApiVersions', 0, {})
  }
  expect(await endOf('large')).toBe(2)
  expect(residentMb() - before).toBeLessThan(220)
  for (const raw of readers) {
    raw.socket.resume()
    const [frame] = await raw.answers(1)
    const told = decodeResponse('Fetch', 4, frame as Buffer).value.responses[0]?.partitions ?? []
    expect(told.map(({ errorCode }) => errorCode)).toEqual(Array.from({ length: partitions }, () => 0))
    const batches = told.map(({ records }) => [...entryPositions(Buffer.from(records ?? []))].length)
    expect(batches[0]).toBeGreaterThanOrEqual(1)
    raw.socket.destroy()
  }
})

test('parked fetches are answered together, by a record or when their time is over; resets and others go on meanwhile', async () => {
  const park = async (fetchOffset: bigint, maxWaitMs: number): Promise<Raw[]> => {
    const topic = { topic: 'parked', partitions: [{ partition: 0, fetchOffset, partitionMaxBytes: 1 << 20 }] }
    const poll = request('Fetch', 4, { maxWaitMs, minBytes: 1, maxBytes: 1 << 20, topics: [topic] })
    const raws = Array.from({ length: parkedCount }, () => new Raw())
    await Promise.all(raws.map(({ opened }) => opened))
    for (const { socket } of raws) socket.write(poll)
    return raws
  }
  /** The most that the broker does before it answers another client, until all of these are answered. */
  const whileAnswered = async (raws: readonly Raw[]): Promise<number> => {
    let isOver = false
    const all = Promise.all(raws.map((raw) => raw.answers(1))).then(() => {
      isOver = true
    })
    let longestMs = 0
    while (!isOver) {
      const since = broker.spentMs
      await call('ApiVersions', 0, {})
      longestMs = Math.max(longestMs, broker.spentMs - since)
    }
    await all
    return longestMs
  }
  const bytesOf = ({ frames }: Raw) =>
    decodeResponse('Fetch', 4, frames[0] as Buffer).value.responses[0]?.partitions[0]?.records?.length ?? 0

  const woken = await park(0n, 60_000)
  for (const { socket } of woken.slice(0, 20)) socket.resetAndDestroy()
  const rest = woken.slice(20)
  await call('ApiVersions', 0, {})
  const writer = new Raw()
  writer.socket.write(produce('parked', 1))
  const heardMs = await whileAnswered(rest)
  expect(new Set(rest.map(bytesOf))).toEqual(new Set([buildBatch([{ timestamp: 1, value: Buffer.from('v') }]).length]))
  const late = await park(1n, 300)
  const timedMs = await whileAnswered(late)
  expect(new Set(late.map(bytesOf))).toEqual(new Set([0]))
  expect(Math.max(heardMs, timedMs)).toBeLessThan(2_000)
})
