/**
 * Goal: calls on one connection are answered in order, and whatever goes wrong is a value that says what happened.
 * Method: a scripted peer over a network in memory, with time that only the test moves.
 */
import fc from 'fast-check'
import {
  BrokerConnection,
  type CallFailure,
  type ConnectionSettings,
  FrameConnection,
  isCallFailure,
  parseEndpoint,
  placeOf
} from '../../../src/client/index.ts'
import type { Connection, ConnectionOwner, Env, NetError } from '../../../src/env/index.ts'
import { errorCodes } from '../../../src/protocol/index.ts'
import { MemoryNet } from '../../kit/memory-net.ts'
import { turn, VirtualTime } from '../../kit/virtual-time.ts'
import { everything, type Say, ScriptedBroker } from './scripted-broker.ts'

const host = '127.0.0.1'
const found = { errorCode: 0, errorMessage: null, nodeId: 1, host, port: 1 }

interface Stage {
  readonly time: VirtualTime
  readonly env: Env
  readonly net: MemoryNet
  readonly broker: ScriptedBroker
  open(settings?: Partial<ConnectionSettings>): Promise<BrokerConnection | CallFailure>
}

async function stage(say?: Say): Promise<Stage> {
  const time = new VirtualTime()
  const net = new MemoryNet()
  const env = { ...time.env, net }
  const broker = await ScriptedBroker.start(net, say)
  const open = (settings: Partial<ConnectionSettings> = {}) =>
    BrokerConnection.open(env, { host, port: broker.port }, { clientId: 'test', ...settings })
  return { time, env, net, broker, open }
}

async function connected(say?: Say, settings?: Partial<ConnectionSettings>) {
  const made = await stage(say)
  const connection = await made.open(settings)
  if (isCallFailure(connection)) throw new Error(connection.message)
  return { ...made, connection }
}

const ask = (connection: BrokerConnection, key: string, timeoutMs?: number) =>
  connection.call('FindCoordinator', { coordinatorKeys: [key], keyType: 0 }, { timeoutMs })

test('1,000 calls that are under way at once are answered in order', async () => {
  const { connection, broker } = await connected(({ api, body }) =>
    api === 'FindCoordinator'
      ? { coordinators: [{ ...found, key: (body as { coordinatorKeys: string[] }).coordinatorKeys[0] as string }] }
      : undefined
  )
  const order: string[] = []
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, async (_, n) => {
      const answer = await ask(connection, String(n))
      if (isCallFailure(answer)) throw new Error(answer.message)
      order.push(answer.coordinators[0]?.key ?? '')
      return answer.coordinators[0]?.key
    })
  )
  const wanted = Array.from({ length: 1_000 }, (_, n) => String(n))
  expect(answers).toEqual(wanted)
  expect(order).toEqual(wanted)
  expect(broker.asked.slice(1).map(({ correlationId }) => correlationId)).toEqual(wanted.map((_, n) => n + 2))
})

test('calls fail as values when the peer goes away, and it is said that they may have been done', async () => {
  const { connection, broker } = await connected()
  const calls = [ask(connection, 'a'), ask(connection, 'b')]
  await turn()
  await broker.stop()
  for (const answer of await Promise.all(calls))
    expect(answer).toMatchObject({ error: 'NETWORK_EXCEPTION', mayBeDone: true, code: 'ECONNRESET' })
  expect(connection.lost?.message).toBe(`the connection to ${host}:${broker.port} was lost: read ECONNRESET`)
  expect(await ask(connection, 'c')).toMatchObject({ error: 'NETWORK_EXCEPTION', mayBeDone: false })
  expect(await connection.post('Produce', { acks: 0, timeoutMs: 1, topicData: [] })).toMatchObject({ mayBeDone: false })
})

test('a slow peer times out, which ends the connection and what waits behind', async () => {
  const { connection, time, broker } = await connected()
  const late = ask(connection, 'late', 500)
  const patient = ask(connection, 'patient', 60_000)
  await time.advance(499)
  expect(connection.lost).toBeUndefined()
  await time.advance(1)
  expect(await late).toMatchObject({
    error: 'REQUEST_TIMED_OUT',
    reason: expect.stringMatching(/^FindCoordinator v\d+ timed out after 500 ms$/),
    mayBeDone: true
  })
  expect(await patient).toMatchObject({ error: 'NETWORK_EXCEPTION' })
  await turn()
  expect(broker.sockets[0]?.isClosed).toBe(true)
  expect(time.timerCount).toBe(0)
})

test('each call has its own time, also one that ends before those that were asked before it', async () => {
  const { connection, time } = await connected()
  const patient = ask(connection, 'patient', 60_000)
  const hasty = ask(connection, 'hasty', 100)
  await time.advance(100)
  expect([await hasty, await patient].map((answer) => isCallFailure(answer) && answer.error)).toEqual([
    'REQUEST_TIMED_OUT',
    'NETWORK_EXCEPTION'
  ])
})

test('an answered call leaves no timer, and its time does not end the next one', async () => {
  let isSilent = false
  const { connection, time } = await connected(({ api }) =>
    api === 'FindCoordinator' && !isSilent ? { coordinators: [{ ...found, key: 'k' }] } : undefined
  )
  expect(isCallFailure(await ask(connection, 'quick', 100))).toBe(false)
  expect(time.timerCount).toBe(0)
  isSilent = true
  const next = ask(connection, 'next', 1_000)
  await time.advance(999)
  expect(connection.lost).toBeUndefined()
  await time.advance(1)
  expect(await next).toMatchObject({ error: 'REQUEST_TIMED_OUT' })
})

test('no more than so many calls wait for answers', async () => {
  const { connection, broker } = await connected(undefined, { unansweredMax: 10 })
  const calls = Array.from({ length: 10 }, () => ask(connection, 'x'))
  expect(await ask(connection, 'one more')).toMatchObject({
    error: 'THROTTLING_QUOTA_EXCEEDED',
    mayBeDone: false
  })
  await turn()
  expect(broker.asked).toHaveLength(11)
  connection.close()
  expect(await Promise.all(calls)).toHaveLength(10)
})

test('no more than so many bytes wait for a peer that does not read', async () => {
  const { connection, broker } = await connected(undefined, { unsentBytesMax: 100_000 })
  broker.sockets[0]?.pause()
  const long = 'x'.repeat(30_000)
  const calls = Array.from({ length: 50 }, () => ask(connection, long))
  const refused = await calls[49]
  expect(refused).toMatchObject({ error: 'THROTTLING_QUOTA_EXCEEDED' })
  expect(broker.sockets[0]?.peer.pendingBytes).toBeLessThan(100_000 + 31_000)
  broker.sockets[0]?.resume()
  await turn()
  await turn()
  expect(broker.asked).toHaveLength(5)
})

test.each([
  [
    'another correlation id',
    ({ correlationId }: { correlationId: number }) => answerOf(correlationId + 1, 'ff'.repeat(20))
  ],
  ['an answer that ends too early', ({ correlationId }: { correlationId: number }) => answerOf(correlationId, '00')],
  ['a frame without a correlation id', () => Buffer.from('000000020000', 'hex')],
  ['a negative size', () => Buffer.from('ffffffff', 'hex')]
])('%s ends the connection as CORRUPT_MESSAGE', async (_what, bytesFor) => {
  const { connection } = await connected((asked) => (asked.api === 'FindCoordinator' ? bytesFor(asked) : undefined))
  expect(await ask(connection, 'x')).toMatchObject({ error: 'CORRUPT_MESSAGE', mayBeDone: true })
  expect(connection.lost).toBeDefined()
})

function answerOf(correlationId: number, hex: string): Buffer {
  const body = Buffer.from(hex, 'hex')
  const head = Buffer.alloc(8)
  head.writeInt32BE(4 + body.length, 0)
  head.writeInt32BE(correlationId, 4)
  return Buffer.concat([head, body])
}

test('a connection that cannot be made is a value with its cause', async () => {
  const { env } = await stage()
  const failure = await BrokerConnection.open(env, { host: '::1', port: 7 }, { clientId: null })
  expect(failure).toMatchObject({
    error: 'NETWORK_EXCEPTION',
    code: 'ECONNREFUSED',
    message: 'no broker answers at [::1]:7: connect ECONNREFUSED ::1:7',
    mayBeDone: false
  })
})

test.each([
  ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n'), 'it is an HTTP server'],
  ['TLS', Buffer.from('15030300020246', 'hex'), 'it uses TLS, but this client does not'],
  ['SSH', Buffer.from('SSH-2.0-x\r\n'), "its response starts with 'SSH-'"]
])('a peer that speaks %s is named', async (_what, bytes, reason) => {
  const { open, broker } = await stage(() => bytes)
  expect(await open()).toMatchObject({
    reason,
    message: `the server at ${host}:${broker.port} is not a Kafka broker: ${reason}`
  })
})

test('a peer that does not tell its versions in time is given up', async () => {
  const made = await stage(() => Buffer.alloc(0))
  const opening = made.open({ connectMs: 200 })
  await turn()
  await turn()
  await made.time.advance(200)
  expect(await opening).toMatchObject({ reason: expect.stringContaining('timed out after 200 ms') })
})

describe('versions', () => {
  test('both sides share the highest version below every limit', async () => {
    const ranges = [
      { apiKey: 1, minVersion: 4, maxVersion: 11 },
      { apiKey: 3, minVersion: 0, maxVersion: 99 }
    ]
    const { connection } = await connected(
      ({ api }) => (api === 'ApiVersions' ? { errorCode: 0, apiKeys: ranges } : undefined),
      { versionsMax: { Metadata: 9 } }
    )
    expect([connection.versionOf('Fetch'), connection.versionOf('Metadata')]).toEqual([11, 9])
    expect([connection.supports('Fetch'), connection.supports('Produce')]).toEqual([true, false])
    expect(connection.versionOf('Fetch', 12)).toMatchObject({
      error: 'UNSUPPORTED_VERSION',
      message: expect.stringMatching(/ does not support Fetch v12$/)
    })
    expect(await connection.call('Produce', { acks: 1, timeoutMs: 1, topicData: [] })).toMatchObject({
      error: 'UNSUPPORTED_VERSION'
    })
  })

  test('a value that the version cannot carry is a failure of this call alone', async () => {
    const { connection } = await connected(({ api }) =>
      api === 'ApiVersions'
        ? { errorCode: 0, apiKeys: [{ apiKey: 10, minVersion: 0, maxVersion: 0 }] }
        : { errorCode: 0, nodeId: 1, host, port: 1 }
    )
    const refused = await connection.call('FindCoordinator', { key: 'x', keyType: 1 })
    expect(refused).toMatchObject({ error: 'UNSUPPORTED_VERSION', mayBeDone: false })
    expect(await connection.call('FindCoordinator', { key: 'x' })).toMatchObject({ nodeId: 1 })
  })

  test('the name of the software is told, and a broker that is too old for it is asked anew', async () => {
    const software = { name: 'ottla', version: '1.2.3' }
    const modern = await connected(undefined, { software })
    expect(modern.broker.asked).toMatchObject([
      { api: 'ApiVersions', version: 3, body: { clientSoftwareName: 'ottla', clientSoftwareVersion: '1.2.3' } }
    ])
    const old = await connected(
      ({ version, correlationId }) => {
        if (version === 0) return { errorCode: 0, apiKeys: everything }
        const body = Buffer.alloc(6)
        body.writeInt16BE(errorCodes.UNSUPPORTED_VERSION)
        return answerOf(correlationId, body.toString('hex'))
      },
      { software }
    )
    expect(old.broker.asked.map(({ version }) => version)).toEqual([3, 0])
    expect(old.connection.versionOf('Metadata')).toBeGreaterThan(9)
  })
})

describe('frames', () => {
  /** A connection whose bytes the test gives it, in pieces. */
  class Fed implements Connection {
    readonly local = { host, port: 1 }
    readonly remote = { host, port: 2 }
    readonly pendingBytes = 0
    owner!: ConnectionOwner
    isDestroyed = false
    start(owner: ConnectionOwner) {
      this.owner = owner
    }
    /** Asks for the room of the next read before its bytes come, as Node does. */
    feed(bytes: Uint8Array, pieceBytes = 1 << 20) {
      for (let at = 0; at < bytes.length && !this.isDestroyed; ) {
        const room = this.owner.room()
        const piece = bytes.subarray(at, at + Math.min(pieceBytes, room.length))
        room.set(piece)
        at += piece.length
        this.owner.received(piece.length)
      }
    }
    write = () => true
    pause() {}
    resume() {}
    end() {}
    destroy() {
      this.isDestroyed = true
    }
  }

  function open() {
    const connection = new Fed()
    const frames: Buffer[] = []
    const ends: (NetError | undefined)[] = []
    const opened = new FrameConnection(connection, {
      frame: (frame) => void frames.push(frame),
      ended: (error) => void ends.push(error)
    })
    return { connection, frames, ends, opened }
  }

  const sized = (body: Uint8Array) => {
    const size = Buffer.alloc(4)
    size.writeInt32BE(body.length)
    return Buffer.concat([size, body])
  }

  test('are the same however the bytes are cut', () => {
    const bodies = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 })
    fc.assert(
      fc.property(bodies, fc.integer({ min: 1, max: 100 }), (wanted, pieceBytes) => {
        const { connection, frames } = open()
        connection.feed(Buffer.concat(wanted.map(sized)), pieceBytes)
        expect(frames.map((frame) => frame.toString('hex'))).toEqual(
          wanted.map((body) => Buffer.from(body).toString('hex'))
        )
      }),
      { numRuns: 100 }
    )
  })

  test.each([65_535, 65_536, 70_000, 1 << 20, (1 << 20) + 1, 5_000_000])('of %i bytes are whole', (length) => {
    const body = Buffer.alloc(length, 'a pattern that no piece ends with')
    for (const pieceBytes of [10_007, 65_536, 1 << 22]) {
      const { connection, frames } = open()
      connection.feed(
        Buffer.concat([sized(Buffer.from('before')), sized(body), sized(Buffer.from('after'))]),
        pieceBytes
      )
      expect(frames.map(({ length: bytes }) => bytes)).toEqual([6, length, 5])
      expect(frames[1]?.equals(body)).toBe(true)
    }
  })

  test('that are announced and never come take no memory', () => {
    const { connection } = open()
    const before = process.memoryUsage().arrayBuffers
    const held = Array.from({ length: 20 }, () => {
      const { connection: each } = open()
      each.feed(Buffer.from('1000000000', 'hex'))
      return each
    })
    connection.feed(Buffer.from('1000000000', 'hex'))
    expect(held).toHaveLength(20)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40 << 20)
  })

  test('end once, and nothing is handed out afterwards', () => {
    const { connection, frames, ends, opened } = open()
    connection.feed(
      Buffer.concat([sized(Buffer.from('one')), Buffer.from('ffffffff', 'hex'), sized(Buffer.from('two'))])
    )
    connection.owner.closed()
    opened.close()
    expect([frames.length, ends.map((error) => error?.code)]).toEqual([1, ['NOT_KAFKA']])
    expect([opened.isClosed, connection.isDestroyed]).toEqual([true, true])
  })
})

test('addresses are host:port, [v6]:port or a host alone', () => {
  expect(parseEndpoint('a.example:1')).toEqual({ host: 'a.example', port: 1 })
  expect(parseEndpoint('[::1]:9093')).toEqual({ host: '::1', port: 9093 })
  expect(parseEndpoint('localhost')).toEqual({ host: 'localhost', port: 9092 })
  for (const text of ['', ':9092', 'a:b', 'a:0', 'a:70000', 'a b:1', '::1:9092'])
    expect(parseEndpoint(text)).toBeUndefined()
  expect([placeOf({ host: '::1', port: 2 }), placeOf({ host: 'a', port: 3 })]).toEqual(['[::1]:2', 'a:3'])
})
