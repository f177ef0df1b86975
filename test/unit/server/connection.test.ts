/**
 * Goal: a connection turns any split of a byte stream into the same answers in the same order, and what a client sends or
 * leaves unread is bounded. Method: a connection without a socket that hands out rooms as early as Node does.
 */
import fc from 'fast-check'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { Admission } from '../../../src/server/admission.ts'
import { crc32c } from '../../../src/wire/index.ts'
import { type AnyHandler, answered, open, request, settle } from '../../kit/fake-connection.ts'

const produceAnswer = (records: Uint8Array | null) => ({
  responses: [
    {
      name: 't',
      partitionResponses: [{ index: 0, errorCode: 0, baseOffset: BigInt(crc32c(records ?? new Uint8Array())) }]
    }
  ]
})

/** Handlers whose answers depend on every byte of the request; `later` decides when an asynchronous one goes on. */
function handlers(later: (run: () => void) => void) {
  const wait = () => new Promise<void>((resolve) => later(resolve))
  const produce: AnyHandler = async (body: { topicData: { partitionData: { records: Uint8Array | null }[] }[] }) => {
    const answer = produceAnswer(body.topicData[0]?.partitionData[0]?.records ?? null)
    await wait()
    return answer
  }
  return {
    Produce: produce,
    Heartbeat: (() => ({ errorCode: 0 })) as AnyHandler,
    // Reads its bytes only after a wait: they must be its own by then.
    SyncGroup: (async (body: { assignments: { assignment: Uint8Array }[] }) => {
      await wait()
      return {
        errorCode: 0,
        assignment: Buffer.from([crc32c(body.assignments[0]?.assignment ?? Buffer.alloc(0)) & 0xff])
      }
    }) as AnyHandler
  }
}

const frame = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('produce' as const), bytes: fc.integer({ min: 0, max: 2_000 }) })
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('produce' as const), bytes: fc.integer({ min: 60_000, max: 400_000 }) })
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('sync' as const), bytes: fc.integer({ min: 0, max: 3_000 }) })
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('heartbeat' as const), bytes: fc.constant(0) }) }
)

function bytesOf({ kind, bytes }: { kind: 'produce' | 'sync' | 'heartbeat'; bytes: number }, id: number): Buffer {
  const body = Buffer.alloc(bytes)
  for (let at = 0; at < bytes; at++) body[at] = (at * 7 + id * 13 + (at >> 7)) & 0xff
  if (kind === 'produce') {
    return request('Produce', 3, id, {
      acks: -1,
      timeoutMs: 1,
      topicData: [{ name: 't', partitionData: [{ index: 0, records: body }] }]
    })
  }
  if (kind === 'sync') {
    return request('SyncGroup', 0, id, {
      groupId: 'g',
      generationId: 1,
      memberId: 'm',
      assignments: [{ memberId: 'm', assignment: body }]
    })
  }
  return request('Heartbeat', 0, id, { groupId: 'g', generationId: 1, memberId: 'm' })
}

async function answersOf(stream: Buffer, splits: readonly number[], delays: readonly number[]): Promise<Buffer> {
  const pending: (() => void)[] = []
  let turn = 0
  const { connection } = open(
    handlers((run) => {
      if ((delays[turn++ % delays.length] ?? 0) === 0) run()
      else pending.push(run)
    })
  )
  let at = 0
  for (let n = 0; at < stream.length; n++) {
    const length = splits[n % splits.length] as number
    connection.feed(stream.subarray(at, at + length))
    at += length
    if ((delays[n % delays.length] ?? 0) < 2) pending.shift()?.()
    if (n % 3 === 0) await settle(3)
  }
  for (let idle = 0; idle < 5; idle++) {
    while (pending.length > 0) {
      pending.shift()?.()
      idle = 0
      await settle()
    }
    await settle()
  }
  expect(connection.undelivered).toBe(0)
  return Buffer.concat(connection.written)
}

test('any split of the stream and any delay of the handlers gives the same answers in the same order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(frame, { minLength: 1, maxLength: 12 }),
      fc.array(fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 300_000 })), {
        minLength: 1,
        maxLength: 8
      }),
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 6 }),
      async (frames, splits, delays) => {
        const stream = Buffer.concat(frames.map((each, id) => bytesOf(each, id)))
        // One byte at a time is slow for large streams and says no more.
        const sizes = stream.length > 100_000 ? splits.map((size) => Math.max(size, 500)) : splits
        const whole = await answersOf(stream, [stream.length], [0])
        const inPieces = await answersOf(stream, sizes, delays)
        expect(inPieces.equals(whole)).toBe(true)
      }
    ),
    { numRuns: 150 }
  )
})

test('byte by byte, every frame is answered', async () => {
  const stream = Buffer.concat([0, 1, 2].map((id) => bytesOf({ kind: 'produce', bytes: 100 }, id)))
  const { connection } = open(handlers((run) => run()))
  for (let at = 0; at < stream.length; at++) connection.feed(stream.subarray(at, at + 1))
  await settle()
  expect(answered(connection)).toEqual([0, 1, 2])
})

test('frames as large as clients send them by default go into buffers that come back', async () => {
  const { connection } = open(handlers((run) => run()))
  const frames = [600, 900, 1023].map((kibibytes, id) => bytesOf({ kind: 'produce', bytes: kibibytes << 10 }, id))
  const stream = Buffer.concat(frames)
  const sendAll = async () => {
    for (let at = 0; at < stream.length; at += 300_000) connection.feed(stream.subarray(at, at + 300_000))
    await settle()
  }
  for (let round = 0; round < 2; round++) await sendAll()
  const { allocUnsafeSlow } = Buffer
  let made = 0
  Buffer.allocUnsafeSlow = (size) => {
    if (size > 256 * 1024) made++
    return allocUnsafeSlow(size)
  }
  try {
    for (let round = 0; round < 5; round++) await sendAll()
  } finally {
    Buffer.allocUnsafeSlow = allocUnsafeSlow
  }
  expect(made).toBe(0)
  expect(answered(connection)).toHaveLength(21)
})

test('answers leave in the order of the requests when the last is ready first', async () => {
  const ready: (() => void)[] = []
  const { connection } = open(handlers((run) => ready.push(run)))
  for (const id of [1, 2, 3]) connection.feed(bytesOf({ kind: 'produce', bytes: 10 }, id))
  ready[2]?.()
  await settle()
  expect(answered(connection)).toEqual([])
  ready[0]?.()
  await settle()
  expect(answered(connection)).toEqual([1])
  ready[1]?.()
  await settle()
  expect(answered(connection)).toEqual([1, 2, 3])
})

test('10,000 requests of a client that never reads stop being taken, and all are answered once it reads', async () => {
  let taken = 0
  const big = 'x'.repeat(10_000)
  const { connection } = open({
    Heartbeat: () => {
      taken++
      return { errorCode: 0 }
    },
    DescribeGroups: () => {
      taken++
      return {
        groups: [{ errorCode: 0, groupId: big, groupState: big, protocolType: '', protocolData: '', members: [] }]
      }
    }
  })
  connection.reads = false
  const count = 10_000
  const one = (id: number) => request('DescribeGroups', 0, id, { groups: ['g'] })
  for (let id = 0; id < count; id++) connection.feed(one(id))
  expect(connection.paused).toBe(true)
  expect(taken).toBeLessThan(200)
  expect(connection.pendingBytes).toBeLessThan(3 << 20)
  connection.drain()
  await settle(30_000)
  expect(answered(connection)).toEqual(Array.from({ length: count }, (_, id) => id))
})

test('requests that wait for their answer stop further ones from being taken', async () => {
  let taken = 0
  const { connection } = open({
    Produce: () => {
      taken++
      return new Promise(() => {})
    }
  })
  for (let id = 0; id < 1_000; id++) connection.feed(bytesOf({ kind: 'produce', bytes: 10 }, id))
  expect(taken).toBeLessThanOrEqual(64)
  expect(connection.paused).toBe(true)
})

test('a frame that announces 100 MB and brings little takes little', () => {
  const admission = new Admission(createRealEnv(), 1 << 30)
  const { connection } = open(
    handlers((run) => run()),
    { admission }
  )
  const head = Buffer.alloc(100)
  head.writeInt32BE(100 << 20)
  connection.feed(head)
  expect(admission.usedBytes).toBeGreaterThan(0)
  expect(admission.usedBytes).toBeLessThanOrEqual(8 * 1024)
  for (let sent = 100; sent < 1 << 20; sent += 4_096) connection.feed(Buffer.alloc(4_096))
  expect(admission.usedBytes).toBeLessThanOrEqual(4 << 20)
})

test.each([
  ['a negative size', Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0]), /the request size is negative/],
  ['a size above socket.request.max.bytes', Buffer.from([0x7f, 0, 0, 0, 0, 0]), /socket\.request\.max\.bytes/],
  ['a TLS ClientHello', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]), /TLS/],
  ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\n\r\n'), /HTTP/]
])('%s closes the connection and says so in one line', (_name, bytes, line) => {
  const { connection, lines } = open(handlers((run) => run()))
  connection.feed(bytes)
  expect(connection.destroyed).toBe(true)
  expect(lines.map(({ message }) => message)).toEqual([expect.stringMatching(line)])
})

test.each([
  [
    'an unknown API',
    (() => {
      const bytes = bytesOf({ kind: 'heartbeat', bytes: 0 }, 1)
      bytes.writeInt16BE(999, 4)
      return bytes
    })()
  ],
  [
    'a version that is not served',
    (() => {
      const bytes = bytesOf({ kind: 'heartbeat', bytes: 0 }, 1)
      bytes.writeInt16BE(99, 6)
      return bytes
    })()
  ],
  ['a frame without a header', Buffer.from([0, 0, 0, 0])],
  [
    'a truncated body',
    (() => {
      const bytes = bytesOf({ kind: 'heartbeat', bytes: 0 }, 1)
      const cut = bytes.subarray(0, bytes.length - 3)
      cut.writeInt32BE(cut.length - 4)
      return cut
    })()
  ]
])('%s closes the connection with one line and no stack', (_name, bytes) => {
  const { connection, lines } = open(handlers((run) => run()))
  connection.feed(bytes)
  expect(connection.destroyed).toBe(true)
  expect(lines.map(({ level }) => level)).toEqual(['warn'])
})

test('what was asked before a frame that cannot be read is still answered, what comes after is not taken', async () => {
  const ready: (() => void)[] = []
  const { connection, lines } = open(handlers((run) => ready.push(run)))
  const bad = Buffer.from([0, 0, 0, 1, 0])
  connection.feed(
    Buffer.concat([bytesOf({ kind: 'produce', bytes: 10 }, 1), bad, bytesOf({ kind: 'heartbeat', bytes: 0 }, 2)])
  )
  expect(connection.destroyed).toBe(false)
  ready[0]?.()
  await settle()
  expect(answered(connection)).toEqual([1])
  expect(connection.destroyed).toBe(true)
  expect(lines).toHaveLength(1)
})

test('an ApiVersions of a future version is answered in version 0 with UNSUPPORTED_VERSION, and the connection lives', () => {
  const { connection } = open({
    ApiVersions: () => ({ errorCode: 0, apiKeys: [] }),
    Heartbeat: () => ({ errorCode: 0 })
  })
  const bytes = request('ApiVersions', 3, 7, { clientSoftwareName: 'a', clientSoftwareVersion: '1' })
  bytes.writeInt16BE(50, 6)
  connection.feed(bytes)
  const answer = Buffer.concat(connection.written)
  expect(answer.readInt32BE(4)).toBe(7)
  expect(answer.readInt16BE(8)).toBe(35)
  expect(answer.readInt32BE(10)).toBe(1)
  expect([answer.readInt16BE(14), answer.readInt16BE(16), answer.readInt16BE(18)]).toEqual([18, 0, 4])
  expect(connection.destroyed).toBe(false)
})

test('random bytes never do worse than closing the connection', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 20 }),
      (pieces) => {
        const { connection, lines } = open(handlers((run) => run()))
        for (const piece of pieces) {
          const size = Buffer.alloc(4)
          size.writeInt32BE(piece.length)
          connection.feed(Buffer.concat([size, piece]))
        }
        expect(lines.filter(({ level }) => level === 'error')).toEqual([])
        expect(lines.length).toBeLessThanOrEqual(1)
      }
    ),
    { numRuns: 300 }
  )
})

test.each<[string, AnyHandler]>([
  [
    'throws',
    () => {
      throw new Error('a defect')
    }
  ],
  ['rejects', () => Promise.reject(new Error('a defect'))],
  [
    'answers what cannot be encoded',
    () => ({
      get errorCode() {
        throw new Error('a defect')
      }
    })
  ]
])('a handler that %s is logged once with its stack, and the client is not left waiting', async (_how, handler) => {
  const { connection, lines } = open({ Heartbeat: handler, DescribeGroups: handler })
  connection.feed(bytesOf({ kind: 'heartbeat', bytes: 0 }, 1))
  await settle()
  expect(lines.map(({ level }) => level)).toEqual(['error'])
  expect(Buffer.concat(connection.written).readInt16BE(8)).toBe(-1)
  // An answer that has errors only in its parts says it in each.
  connection.written.length = 0
  connection.feed(request('DescribeGroups', 0, 2, { groups: ['g'] }))
  await settle()
  expect(lines.map(({ level }) => level)).toEqual(['error', 'error'])
  expect(Buffer.concat(connection.written).readInt16BE(12)).toBe(-1)
})

test('what a handler borrowed is given back when the kernel has the answer, or when the connection is lost', async () => {
  let given = 0
  const handler: AnyHandler = (_body, context) => {
    context.onSent(() => {
      given++
    })
    return { errorCode: 0 }
  }
  const { connection, core } = open({ Heartbeat: handler })
  connection.feed(bytesOf({ kind: 'heartbeat', bytes: 0 }, 1))
  expect(given).toBe(1)
  connection.reads = false
  connection.feed(bytesOf({ kind: 'heartbeat', bytes: 0 }, 2))
  expect(given).toBe(1)
  core.destroy()
  await settle()
  expect(given).toBe(2)
})

test('a handler that waits hears that its connection is gone', () => {
  let told = 0
  const { connection, core } = open({
    Fetch: (_body, context) => {
      context.connection.onClosed(() => {
        told++
      })
      return new Promise(() => {})
    }
  })
  connection.feed(request('Fetch', 4, 1, { maxWaitMs: 1, minBytes: 1, topics: [] }))
  core.destroy()
  core.destroy()
  expect(told).toBe(1)
})

test('closing after an answer sends it first, and takes nothing more', async () => {
  let taken = 0
  const { connection } = open({
    Heartbeat: (_body, context) => {
      taken++
      context.connection.closeAfterResponse()
      return { errorCode: 0 }
    }
  })
  connection.feed(
    Buffer.concat([bytesOf({ kind: 'heartbeat', bytes: 0 }, 1), bytesOf({ kind: 'heartbeat', bytes: 0 }, 2)])
  )
  await settle()
  expect(taken).toBe(1)
  expect(answered(connection)).toEqual([1])
  expect(connection.destroyed).toBe(true)
})

test('a stop answers what is under way but does not wait for long polls', async () => {
  const ready: (() => void)[] = []
  const { connection, core } = open({
    ...handlers((run) => ready.push(run)),
    Fetch: () => new Promise(() => {})
  })
  connection.feed(bytesOf({ kind: 'produce', bytes: 10 }, 1))
  connection.feed(request('Fetch', 4, 2, { maxWaitMs: 60_000, minBytes: 1, topics: [] }))
  core.drain()
  expect(core.isDrained).toBe(false)
  expect(connection.ended).toBe(false)
  ready[0]?.()
  await settle()
  expect(answered(connection)).toEqual([1])
  expect(connection.ended).toBe(true)
  expect(core.isDrained).toBe(true)
})
