/**
 * Goal: every frame that was read is handled, or its client is refused, whatever stopped the taking of frames and however that
 * ends; and a client sees what it did in the order in which it did it. Method: a connection without a socket that is given
 * hundreds of requests in one read, for each reason to stop and each way in which the stop is lifted.
 */

import { createRealEnv } from '../../../src/env/real/index.ts'
import { type Failure, failed } from '../../../src/protocol/index.ts'
import { Admission } from '../../../src/server/admission.ts'
import type { ConnectionCore } from '../../../src/server/connection.ts'
import { type AnyHandler, answered, type FakeConnection, open as openOne, request } from '../../kit/fake-connection.ts'

const count = 500
const ids = Array.from({ length: count }, (_, id) => id)
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve))

const cores: ConnectionCore[] = []
const admissions: Admission[] = []
afterEach(() => {
  for (const admission of admissions.splice(0)) admission.stop()
  for (const core of cores.splice(0)) core.destroy()
})

function open(...what: Parameters<typeof openOne>): ReturnType<typeof openOne> {
  const opened = openOne(...what)
  cores.push(opened.core)
  return opened
}

/** Lets the connection go on until it has no more to do. */
async function rest(turns = 40): Promise<void> {
  for (let n = 0; n < turns; n++) await turn()
}

const produce = (id: number, acks = -1) =>
  request('Produce', 3, id, {
    acks,
    timeoutMs: 1,
    topicData: [{ name: 't', partitionData: [{ index: 0, records: Buffer.alloc(20, id) }] }]
  })
const heartbeat = (id: number) => request('Heartbeat', 0, id, { groupId: 'g', generationId: 1, memberId: 'm' })
const fetch = (id: number) => request('Fetch', 4, id, { maxWaitMs: 1, minBytes: 1, topics: [] })
const burst = (frames: (id: number) => Buffer) => Buffer.concat(ids.map(frames))

const produced = { responses: [] }

/** A broker that notes what it handled; `held` has the answers that it did not give yet. */
function broker(answerOf: (acks: number) => unknown = (acks) => (acks === 0 ? null : produced)) {
  const handled: string[] = []
  const held: (() => void)[] = []
  const note =
    (name: string, answer: AnyHandler): AnyHandler =>
    (body, context) => {
      handled.push(name)
      return answer(body, context)
    }
  const letGo = () => {
    for (const run of held.splice(0)) run()
  }
  const later = (answer: unknown) => new Promise((resolve) => held.push(() => resolve(answer)))
  return {
    handled,
    note,
    letGo,
    later,
    handlers: {
      Produce: note('Produce', ({ acks }: { acks: number }) => answerOf(acks)),
      Heartbeat: note('Heartbeat', () => ({ errorCode: 0 })),
      Fetch: note('Fetch', (_body, { connection }) => {
        // As the real one, it lets go when the connection is to end.
        connection.onClosed(letGo)
        return later({ responses: [] })
      })
    }
  }
}

describe('a burst in one read is handled whole', () => {
  test.each([
    ['acks 0, done at once', (id: number) => produce(id, 0), [] as number[]],
    ['acks 1, answered at once', (id: number) => produce(id, 1), ids],
    ['requests that are answered at once', heartbeat, ids],
    [
      'a mixture',
      (id: number) => (id % 3 === 0 ? produce(id, 0) : id % 3 === 1 ? heartbeat(id) : produce(id, 1)),
      ids.filter((id) => id % 3 !== 0)
    ]
  ])('%s', async (_what, frames, expected) => {
    const { handled, handlers } = broker()
    const { connection, lines } = open(handlers)
    connection.feed(burst(frames))
    await rest()
    expect(handled).toHaveLength(count)
    expect(answered(connection)).toEqual(expected)
    expect(connection.paused).toBe(false)
    expect(lines).toEqual([])
  })

  test('in turns, so that others are served between', async () => {
    const { handled, handlers } = broker()
    const { connection } = open(handlers)
    connection.feed(burst(heartbeat))
    expect(handled.length).toBeLessThanOrEqual(64)
    expect(connection.paused).toBe(true)
    const counts: number[] = []
    for (let n = 0; n < 10; n++) {
      await turn()
      counts.push(handled.length)
    }
    for (const [n, taken] of counts.entries()) expect(taken - (counts[n - 1] ?? 0)).toBeLessThanOrEqual(128)
    expect(counts.at(-1)).toBe(count)
  })

  test('requests whose answers take microtasks only do not keep others from their turn', async () => {
    const { handled } = broker()
    const answer: AnyHandler = async () => {
      handled.push('Heartbeat')
      await undefined
      return { errorCode: 0 }
    }
    const { connection } = open({ Heartbeat: answer })
    connection.feed(burst(heartbeat))
    await turn()
    expect(handled.length).toBeLessThan(count)
    await rest()
    expect(answered(connection)).toEqual(ids)
  })
})

interface Stop {
  readonly handlers: Parameters<typeof openOne>[0]
  readonly options?: Parameters<typeof openOne>[1]
  readonly frame: (id: number) => Buffer
  readonly handled: readonly unknown[]
  /** Ends what stops the taking of frames, until it comes again. */
  lift(connection: FakeConnection): void
}

/** A Produce handler whose answers come when the test says so. */
function holding(answer: unknown = produced) {
  const own = broker()
  return { ...own, lift: own.letGo, handlers: { Produce: own.note('Produce', () => own.later(answer)) } }
}

/** Why frames are not taken. */
const stops: Record<string, () => Stop> = {
  'answers that are waited for': () => ({ ...holding(), frame: (id) => produce(id) }),
  'acks 0 that are waited for': () => ({ ...holding(null), frame: (id) => produce(id, 0) }),
  'a request that none may overtake': () => {
    const own = broker()
    return { ...own, lift: own.letGo, frame: (id) => (id % 50 === 0 ? fetch(id) : produce(id, 0)) }
  },
  'a request that waits for the records before it': () => {
    const own = holding()
    const handlers = { ...own.handlers, Heartbeat: own.note('Heartbeat', () => ({ errorCode: 0 })) }
    return { ...own, handlers, frame: (id) => (id % 5 === 0 ? heartbeat(id) : produce(id)) }
  },
  'a request that waits for what those without an answer do': () => {
    const own = broker()
    const handler: AnyHandler = (_body, { connection }) => {
      own.handled.push('Produce')
      const done = connection.takesEffectLater()
      void own.later(undefined).then(() => done(null))
      return null
    }
    const handlers = { ...own.handlers, Produce: handler }
    return { ...own, lift: own.letGo, handlers, frame: (id) => (id % 5 === 0 ? heartbeat(id) : produce(id, 0)) }
  },
  'an ordered part that takes time': () => {
    const own = broker()
    const handler: AnyHandler = (_body, context) => {
      own.handled.push('Produce')
      if (own.handled.length % 50 !== 1) return null
      context.ordersUntil(own.later(undefined))
      return own.later(null)
    }
    return { ...own, lift: own.letGo, handlers: { Produce: handler }, frame: (id) => produce(id, 0) }
  },
  'an ordered part that outlasts its answer': () => {
    const own = broker()
    const handler: AnyHandler = (_body, context) => {
      own.handled.push('Produce')
      if (own.handled.length % 50 !== 1) return produced
      context.ordersUntil(own.later(undefined))
      return Promise.resolve(produced)
    }
    return { ...own, lift: own.letGo, handlers: { Produce: handler }, frame: (id) => produce(id) }
  },
  'answers that the client does not read': () => {
    const own = broker()
    const groups = [
      { errorCode: 0, groupId: 'x'.repeat(30_000), groupState: '', protocolType: '', protocolData: '', members: [] }
    ]
    return {
      ...own,
      handlers: { DescribeGroups: own.note('DescribeGroups', () => ({ groups })) },
      frame: (id) => request('DescribeGroups', 0, id, { groups: ['g'] }),
      lift(connection) {
        connection.drain()
        connection.reads = false
      }
    }
  },
  'answers behind one that is waited for, and too many to hold': () => {
    const own = broker()
    const many = { responses: [{ name: 'x'.repeat(30_000), partitionResponses: [] }] }
    let first = true
    const handler = own.note('Produce', () => {
      if (!first) return many
      first = false
      return own.later(produced)
    })
    return { ...own, lift: own.letGo, handlers: { Produce: handler }, frame: (id) => produce(id) }
  },
  'no memory for a large frame behind them': () => {
    const own = holding()
    const admission = new Admission(createRealEnv(), 200_000)
    admissions.push(admission)
    admission.take(190_000)
    return {
      ...own,
      options: { admission },
      frame: (id) => (id < count - 1 ? produce(id) : Buffer.concat([produce(id), half()]))
    }
  }
}

/** A frame of 10 MB that never comes whole. */
function half(): Buffer {
  const bytes = Buffer.alloc(150_000)
  bytes.writeInt32BE(10 << 20)
  return bytes
}

describe.each(Object.entries(stops))('frames that were read and stopped at %s', (why, stopOf) => {
  async function whole(stop: Stop, connection: FakeConnection): Promise<void> {
    for (let left = 20; left > 0; ) {
      const before = stop.handled.length
      stop.lift(connection)
      await turn()
      if (stop.handled.length === before) left--
    }
  }

  test('are handled when that ends', async () => {
    const stop = stopOf()
    const { connection, lines } = open(stop.handlers, stop.options)
    if (why.includes('read')) connection.reads = false
    connection.feed(burst(stop.frame))
    expect(stop.handled.length).toBeLessThan(count)
    expect(connection.paused).toBe(true)
    await whole(stop, connection)
    expect(stop.handled).toHaveLength(count)
    expect(connection.undelivered).toBe(0)
    expect(lines).toEqual([])
  })

  test('are handled and answered when the client sends no more', async () => {
    const stop = stopOf()
    const { connection, lines } = open(stop.handlers, stop.options)
    if (why.includes('read')) connection.reads = false
    connection.feed(burst(stop.frame))
    connection.endInput()
    expect(connection.ended).toBe(false)
    await whole(stop, connection)
    expect(stop.handled).toHaveLength(count)
    expect(lines).toEqual([])
  })

  test('are handled when the broker stops', async () => {
    const stop = stopOf()
    const { connection, core, lines } = open(stop.handlers, stop.options)
    if (why.includes('read')) connection.reads = false
    connection.feed(burst(stop.frame))
    const read = connection.undelivered
    core.drain()
    expect(connection.paused).toBe(true)
    expect(core.isDrained).toBe(false)
    await whole(stop, connection)
    expect(connection.undelivered).toBe(read)
    if (read === 0) expect(stop.handled).toHaveLength(count)
    connection.drain()
    await turn()
    expect(core.isDrained).toBe(true)
    expect(lines).toEqual([])
  })
})

test('acks 0 requests that were read are handled though the client resets the connection', async () => {
  const own = holding(null)
  const { connection, lines } = open(own.handlers)
  connection.feed(burst((id) => produce(id, 0)))
  connection.reset()
  for (let n = 0; n < 40; n++) {
    own.letGo()
    await turn()
  }
  expect(own.handled).toHaveLength(count)
  expect(lines).toEqual([])
})

test('of a connection that was reset nothing is handled behind an answer that reaches nobody, and all is given back', async () => {
  const own = broker()
  let released = 0
  const handler: AnyHandler = (body: { acks: number }, context) => {
    own.handled.push('Produce')
    context.onSent(() => released++)
    return body.acks === 0 ? null : produced
  }
  const { connection, core } = open({ Produce: handler })
  connection.feed(burst((id) => produce(id, id === 100 ? 1 : 0)))
  connection.reset()
  await rest()
  expect(own.handled.length).toBeGreaterThan(100)
  expect(own.handled.length).toBeLessThan(count)
  expect(released).toBe(own.handled.length)
  expect(core.isDrained).toBe(true)
})

test('requests without an answer whose effects are to come hold up other APIs alone, and one that fails closes the connection', async () => {
  const own = broker()
  const effects: ((failure: Failure | null) => void)[] = []
  const handler = own.note('Produce', (_body, { connection }) => {
    effects.push(connection.takesEffectLater())
    return null
  })
  const { connection } = open({ ...own.handlers, Produce: handler })
  connection.feed(Buffer.concat([...ids.slice(0, 100).map((id) => produce(id, 0)), heartbeat(100)]))
  await rest()
  expect(own.handled).toEqual(Array.from({ length: 100 }, () => 'Produce'))
  for (const done of effects.splice(1)) done(null)
  await rest()
  expect(answered(connection)).toEqual([])
  effects[0]?.(null)
  await rest()
  expect(answered(connection)).toEqual([100])
  connection.feed(Buffer.concat([produce(101, 0), heartbeat(102)]))
  effects[1]?.(failed('KAFKA_STORAGE_ERROR'))
  await rest()
  expect(answered(connection)).toEqual([100])
  expect(connection.destroyed).toBe(true)
})

test('a half-closed client is answered, also when it waits long, and then the connection ends', async () => {
  const own = broker()
  const { connection } = open(own.handlers)
  connection.feed(Buffer.concat([heartbeat(0), fetch(1)]))
  connection.endInput()
  await rest(3)
  expect(answered(connection)).toEqual([0])
  expect(connection.ended).toBe(false)
  own.letGo()
  await rest(3)
  expect(answered(connection)).toEqual([0, 1])
  expect(connection.ended).toBe(true)
})

test.each([0, 1, -1])('a request sees the records that a Produce before it with acks %i wrote', async (acks) => {
  let written = 0
  const own = broker()
  const handler = own.note('Produce', () => own.later(acks === 0 ? null : produced))
  const seen: number[] = []
  const look: AnyHandler = () => {
    seen.push(written)
    return { topics: [] }
  }
  const { connection } = open({ Produce: handler, ListOffsets: look })
  const list = request('ListOffsets', 1, 9, { replicaId: -1, topics: [] })
  connection.feed(Buffer.concat([produce(1, acks), produce(2, acks), list]))
  await rest(3)
  expect(own.handled).toHaveLength(2)
  expect(seen).toEqual([])
  written = 2
  own.letGo()
  await rest(3)
  expect(seen).toEqual([2])
})

test('commits overlap each other, and nothing else', async () => {
  const own = broker()
  const handlers = { ...own.handlers, OffsetCommit: own.note('OffsetCommit', () => own.later({ topics: [] })) }
  const { connection } = open(handlers)
  const commit = (id: number) => request('OffsetCommit', 2, id, { groupId: 'g', topics: [] })
  const frames = [commit(0), commit(1), heartbeat(2), fetch(3), commit(4), commit(5)]
  connection.feed(Buffer.concat(frames))
  await rest(3)
  expect(own.handled).toEqual(['OffsetCommit', 'OffsetCommit'])
  own.letGo()
  await rest(3)
  expect(own.handled.slice(2)).toEqual(['Heartbeat', 'Fetch'])
  own.letGo()
  await rest(3)
  expect(own.handled.slice(4)).toEqual(['OffsetCommit', 'OffsetCommit'])
  own.letGo()
  await rest(3)
  expect(answered(connection)).toEqual([0, 1, 2, 3, 4, 5])
})
