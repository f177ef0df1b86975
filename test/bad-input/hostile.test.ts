/**
 * Goal: nothing that comes over the network ends the broker, starves another client or takes memory that its own bytes do not
 * justify (promises S1 to S6). Method: raw sockets against the real command in a process of its own, whose resident memory is
 * read where /proc tells it, with a well-behaved client that must be answered within two seconds after each offence.
 */
import { existsSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import {
  type ApiName,
  apis,
  decodeResponse,
  encodeRequest,
  errorCodes,
  type RequestInputMap
} from '../../src/protocol/index.ts'
import { buildBatch, setCrc } from '../../src/records/index.ts'
import { BrokerProcess } from '../kit/broker-process.ts'

const broker = new BrokerProcess()
const spentMsMax = 2000
const sockets: Socket[] = []

beforeAll(() => broker.start(['--topic', 'victim:1', '--topic', 'small:1']))
afterAll(() => broker.remove())
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(broker.port, '127.0.0.1', () => resolve(socket))
    socket.on('error', reject)
    socket.unref()
    sockets.push(socket)
  })
}

const closed = (socket: Socket) =>
  new Promise<void>((resolve) => {
    socket.removeAllListeners('error')
    socket.on('error', () => {})
    socket.on('close', () => resolve())
    socket.resume()
  })

/** The next whole frame, without its size. */
function frameFrom(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0)
    const onData = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      if (bytes.length < 4 || bytes.length < 4 + bytes.readInt32BE(0)) return
      socket.off('data', onData)
      resolve(bytes.subarray(4, 4 + bytes.readInt32BE(0)))
    }
    socket.on('data', onData)
    socket.once('close', () => reject(new Error('closed before an answer')))
  })
}

/** Resolves after `count` frames, each of which was told. */
function framesFrom(socket: Socket, count: number, told: (frame: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0)
    let left = count
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      while (bytes.length >= 4 && bytes.length >= 4 + bytes.readInt32BE(0)) {
        const end = 4 + bytes.readInt32BE(0)
        told(bytes.subarray(4, end))
        bytes = bytes.subarray(end)
        if (--left === 0) resolve()
      }
    })
    socket.once('close', () => reject(new Error('closed before an answer')))
  })
}

/** A good client: it is answered, before the broker has spent much on others. */
async function othersAreServed(): Promise<void> {
  const since = broker.spentMs
  const socket = await open()
  const frame = Buffer.concat(
    encodeRequest('Metadata', 9, { correlationId: 7, clientId: 'good' }, { topics: [{ name: 'victim' }] })
  )
  socket.write(frame)
  const { correlationId, value } = decodeResponse('Metadata', 9, await frameFrom(socket))
  expect(correlationId).toBe(7)
  expect(value.topics[0]?.errorCode).toBe(0)
  expect(broker.spentMs - since).toBeLessThan(spentMsMax)
  socket.destroy()
}

/** Resident megabytes of the broker; undefined where the platform does not tell. */
function residentMb(): number | undefined {
  const path = `/proc/${broker.pid}/status`
  if (!existsSync(path)) return undefined
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(path, 'utf8'))?.[1]) / 1024
}

async function growthMb(offend: () => Promise<void>): Promise<number> {
  const before = residentMb() ?? 0
  await offend()
  return (residentMb() ?? 0) - before
}

const sized = (size: number, rest: Uint8Array = Buffer.alloc(0)) => {
  const head = Buffer.alloc(4)
  head.writeInt32BE(size)
  return Buffer.concat([head, rest])
}

/** A request header of version 2 with no client id and no tags. */
function flexibleHeader(key: number, version: number): Buffer {
  const header = Buffer.alloc(11)
  header.writeInt16BE(key, 0)
  header.writeInt16BE(version, 2)
  header.writeInt32BE(1, 4)
  header.writeInt16BE(-1, 8)
  return header
}

describe('frames', () => {
  test.each([
    ['a negative size', sized(-1)],
    ['a size over socket.request.max.bytes', sized(0x7fffffff)],
    ['an unknown API', sized(14, Buffer.from('03e7000000000001ffff', 'hex').subarray(0, 10))],
    ['an unknown version', sized(10, Buffer.from('00000063000000010000', 'hex'))],
    ['TLS on the plain port', Buffer.from('1603010200010001fc0303', 'hex')],
    ['HTTP on the plain port', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')]
  ])('%s closes the connection, and others notice nothing', async (_what, bytes) => {
    const socket = await open()
    const gone = closed(socket)
    socket.write(bytes)
    if (bytes.length < 4 + Math.max(0, bytes.readInt32BE(0)) && bytes.readInt32BE(0) < 1000) socket.end()
    await gone
    await othersAreServed()
  })

  test('forty announced frames of 100 MB that never come reserve no memory', async () => {
    const growth = await growthMb(async () => {
      const held = await Promise.all(Array.from({ length: 40 }, open))
      for (const socket of held) socket.write(sized(100_000_000, Buffer.alloc(1000)))
      await othersAreServed()
    })
    expect(growth).toBeLessThan(40)
  })

  test('a frame that never ends does not keep another client waiting', async () => {
    const socket = await open()
    socket.write(sized(1000, Buffer.from('0000000300000001', 'hex')))
    await othersAreServed()
  })
})

describe('bodies', () => {
  test('random and truncated bodies of every API close at most their own connection', async () => {
    let seed = 12345
    const next = () => {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff
      return seed
    }
    for (const api of Object.values(apis)) {
      for (const version of [api.minVersion, api.maxVersion]) {
        const socket = await open()
        const gone = closed(socket)
        const body = Buffer.from(Array.from({ length: next() % 200 }, () => next() & 0xff))
        socket.end(sized(11 + body.length, Buffer.concat([flexibleHeader(api.key, version), body])))
        await gone
      }
    }
    await othersAreServed()
  })

  test('counts larger than the frame are refused before anything is made for them', async () => {
    const growth = await growthMb(async () => {
      for (const count of ['7fffffff', '00ffffff', '80000000']) {
        const socket = await open()
        const gone = closed(socket)
        // Metadata v1: an array of topics with a count that lies.
        socket.write(sized(14, Buffer.concat([flexibleHeader(3, 1).subarray(0, 10), Buffer.from(count, 'hex')])))
        socket.end()
        await gone
      }
    })
    expect(growth).toBeLessThan(30)
    await othersAreServed()
  })

  test('millions of tiny tagged fields cost no more than their bytes justify', async () => {
    // ApiVersions v3: two empty compact strings, then tags of no bytes with rising numbers.
    const count = 4_000_000
    const tags = Buffer.alloc(count * 6)
    let at = 0
    for (let tag = 0; tag < count; tag++) {
      for (let rest = tag; ; rest >>>= 7) {
        tags[at++] = rest > 0x7f ? (rest & 0x7f) | 0x80 : rest
        if (rest <= 0x7f) break
      }
      tags[at++] = 0
    }
    const countBytes = Buffer.from([
      (count & 0x7f) | 0x80,
      ((count >> 7) & 0x7f) | 0x80,
      ((count >> 14) & 0x7f) | 0x80,
      count >> 21
    ])
    const body = Buffer.concat([Buffer.from([1, 1]), countBytes, tags.subarray(0, at)])
    const growth = await growthMb(async () => {
      const socket = await open()
      const gone = closed(socket)
      socket.write(sized(11 + body.length, Buffer.concat([flexibleHeader(18, 3), body])))
      socket.end()
      await gone
      await othersAreServed()
    })
    expect(growth).toBeLessThan(400)
  })
})

interface ShareAcknowledgeBatch {
  readonly firstOffset: bigint
  readonly lastOffset: bigint
  readonly acknowledgeTypes: number[]
}

describe('requests that name much', () => {
  async function ask<K extends ApiName>(socket: Socket, name: K, version: number, body: RequestInputMap[K]) {
    socket.write(Buffer.concat(encodeRequest(name, version, { correlationId: 1, clientId: 'bad' }, body)))
    return decodeResponse(name, version, await frameFrom(socket)).value
  }

  test('a request that names more than a cluster has ends its connection; V8 would wait for millions of answers for ever', async () => {
    const socket = await open()
    const gone = closed(socket)
    const groupsNames = Array.from({ length: 600_000 }, (_, n) => String(n))
    socket.write(
      Buffer.concat(encodeRequest('DeleteGroups', 2, { correlationId: 1, clientId: 'bad' }, { groupsNames }))
    )
    await gone
    await othersAreServed()
  })

  test('100,000 acknowledgements of what nobody acquired are refused within bounded memory', async () => {
    const socket = await open()
    const member = { groupId: 'flooded', memberId: 'AAAAAAAAAAAAAAAAAAAAAQ' }
    await ask(socket, 'FindCoordinator', 4, { coordinatorKeys: ['flooded'], keyType: 0 })
    for (let memberEpoch = 0, isAssigned = false; !isAssigned; ) {
      const beat = { ...member, memberEpoch, subscribedTopicNames: ['victim'] }
      const answer = await ask(socket, 'ShareGroupHeartbeat', 1, beat)
      expect(answer.errorCode).toBe(0)
      memberEpoch = answer.memberEpoch
      isAssigned = (answer.assignment?.topicPartitions.length ?? 0) > 0
    }
    const { topics } = await ask(socket, 'Metadata', 12, { topics: [{ name: 'victim' }] })
    const topicId = topics[0]?.topicId ?? ''
    const partitionsOf = (acknowledgementBatches: ShareAcknowledgeBatch[]) => [
      { topicId, partitions: [{ partitionIndex: 0, acknowledgementBatches }] }
    ]
    const limits = { maxWaitMs: 0, minBytes: 0, maxBytes: 1_000_000, maxRecords: 500, batchSize: 500 }
    const begun = { ...member, ...limits, shareSessionEpoch: 0, topics: partitionsOf([]), forgottenTopicsData: [] }
    expect((await ask(socket, 'ShareFetch', 1, begun)).errorCode).toBe(0)
    const flood = Array.from({ length: 100_000 }, (_, n) => {
      const offset = BigInt(n * 2)
      return { firstOffset: offset, lastOffset: offset, acknowledgeTypes: [1] }
    })
    const growth = await growthMb(async () => {
      const answer = await ask(socket, 'ShareAcknowledge', 1, {
        ...member,
        shareSessionEpoch: 1,
        topics: partitionsOf(flood)
      })
      expect(answer.responses[0]?.partitions[0]?.errorCode).toBe(errorCodes.INVALID_RECORD_STATE)
    })
    expect(growth).toBeLessThan(200)
    await othersAreServed()
  })
})

async function produce(records: Buffer, topic = 'victim'): Promise<number> {
  const socket = await open()
  const data = {
    transactionalId: null,
    acks: 1,
    timeoutMs: 5000,
    topicData: [{ name: topic, partitionData: [{ index: 0, records }] }]
  }
  socket.write(Buffer.concat(encodeRequest('Produce', 7, { correlationId: 1, clientId: 'bad' }, data)))
  const { value } = decodeResponse('Produce', 7, await frameFrom(socket))
  return value.responses[0]?.partitionResponses[0]?.errorCode ?? -1
}

/** A batch whose gzip content is 900 MB of zeros, as a hundred members: one would take seconds to compress. */
function makeBomb(): Buffer {
  const head = buildBatch([{ timestamp: 1, value: Buffer.alloc(1) }])
  const packed = gzipSync(Buffer.alloc(9_000_000), { level: 9 })
  const batch = Buffer.concat([head.subarray(0, 61), ...Array.from({ length: 100 }, () => packed)])
  batch.writeInt32BE(batch.length - 12, 8)
  batch.writeInt16BE(1, 21)
  setCrc(batch, 0)
  return batch
}

describe('records', () => {
  const bomb = makeBomb()

  test('a decompression bomb is refused with an error of Kafka, within bounded memory', async () => {
    const growth = await growthMb(async () => {
      expect(await produce(bomb)).not.toBe(0)
    })
    expect(growth).toBeLessThan(400)
    await othersAreServed()
  })

  test('others are answered while bombs are taken apart, and requests behind one keep their order', async () => {
    const answers: string[] = []
    const offender = await open()
    const request = (records: Buffer, correlationId: number) =>
      Buffer.concat(
        encodeRequest(
          'Produce',
          7,
          { correlationId, clientId: 'bad' },
          {
            transactionalId: null,
            acks: 1,
            timeoutMs: 5000,
            topicData: [{ name: 'victim', partitionData: [{ index: 0, records }] }]
          }
        )
      )
    const last = 4
    const text = (value: string) => buildBatch([{ timestamp: Date.now(), value: Buffer.from(value) }])
    const bombs = Array.from({ length: last }, (_, n) => request(Buffer.from(bomb), n))
    // The others ask while the broker has the second bomb.
    let other: Promise<unknown> | undefined
    await new Promise<void>((resolve, reject) => {
      framesFrom(offender, last + 1, (frame) => {
        answers.push(`offender ${frame.readInt32BE(0)}`)
        other ??= othersAreServed().then(() => answers.push('other'))
      }).then(resolve, reject)
      offender.write(Buffer.concat([...bombs, request(text('behind'), last)]))
    })
    await other
    expect(answers[1]).toBe('other')
    expect(answers.filter((each) => each !== 'other')).toEqual([0, 1, 2, 3, 4].map((n) => `offender ${n}`))
  })

  test('a batch with a wrong checksum, a lying count or a flipped byte never reaches the log', async () => {
    const good = () => buildBatch([{ timestamp: Date.now(), value: Buffer.from('x'.repeat(50)) }])
    const crc = good()
    crc[20] = (crc[20] ?? 0) ^ 1
    const count = good()
    count.writeInt32BE(99, 57)
    setCrc(count, 0)
    const content = good()
    content[80] = (content[80] ?? 0) ^ 0xff
    for (const batch of [crc, content]) expect(await produce(batch)).toBe(errorCodes.CORRUPT_MESSAGE)
    expect(await produce(count)).toBe(errorCodes.INVALID_RECORD)
    expect(await produce(good())).toBe(0)
  })

  test('a record over max.message.bytes and a topic name that Kafka would refuse are answered', async () => {
    const large = buildBatch([{ timestamp: Date.now(), value: Buffer.alloc(1_100_000) }])
    expect(await produce(large)).toBe(errorCodes.MESSAGE_TOO_LARGE)
    const socket = await open()
    const topics = [{ name: 'no/such name', numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }]
    socket.write(Buffer.concat(encodeRequest('CreateTopics', 5, { correlationId: 1, clientId: null }, { topics })))
    const { value } = decodeResponse('CreateTopics', 5, await frameFrom(socket))
    expect(value.topics[0]?.errorCode).toBe(errorCodes.INVALID_TOPIC_EXCEPTION)
  })
})

describe('load', () => {
  test('10,000 pipelined requests of a client that never reads stop at back-pressure', async () => {
    const request = Buffer.concat(
      encodeRequest(
        'DescribeConfigs',
        4,
        { correlationId: 1, clientId: 'greedy' },
        {
          resources: [{ resourceType: 4, resourceName: '1', configurationKeys: null }],
          includeSynonyms: true,
          includeDocumentation: true
        }
      )
    )
    const growth = await growthMb(async () => {
      const socket = await open()
      socket.pause()
      socket.on('error', () => {})
      socket.write(Buffer.concat(Array.from({ length: 10_000 }, () => request)))
      await othersAreServed()
      await othersAreServed()
    })
    // Answered without bound they would take many times as much. Newer versions of Node let more garbage stand than Node 20.
    expect(growth).toBeLessThan(200)
  })

  test('2,000 connections cost less than 100 MiB, and are all served', async () => {
    let held: Socket[] = []
    const growth = await growthMb(async () => {
      held = await Promise.all(Array.from({ length: 2000 }, open))
      await othersAreServed()
    })
    expect(growth).toBeLessThan(100)
    const last = held.at(-1) as Socket
    last.write(Buffer.concat(encodeRequest('ApiVersions', 0, { correlationId: 3, clientId: null }, {})))
    expect(decodeResponse('ApiVersions', 0, await frameFrom(last)).correlationId).toBe(3)
  })
})
