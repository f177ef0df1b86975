import { jest } from '@jest/globals'
import type { Partition } from '../../../src/replica/index.ts'
import { batchOf, Harness, type HarnessClient } from '../../kit/harness.ts'
import { asked, fetch, produce } from '../../kit/produce-and-fetch.ts'
import { turn, VirtualTime } from '../../kit/virtual-time.ts'

const time = new VirtualTime()
let harness: Harness
let client: HarnessClient
let topicId: string
beforeAll(async () => {
  harness = await Harness.start({ env: time.env })
  topicId = await harness.createTopic('t', 3)
  await harness.createTopic('empty', 2)
  client = harness.connect()
  for (const text of ['a', 'b', 'c']) await produce(client, 't', batchOf([text]))
})
afterAll(() => harness[Symbol.asyncDispose]())

/** Answers whether a promise is settled after everything that is due has run. */
async function isDone(promise: Promise<unknown>): Promise<boolean> {
  let done = false
  void promise.then(() => {
    done = true
  })
  for (let round = 0; round < 5; round++) await turn()
  return done
}

test.each([4, 5, 6, 7, 8, 9, 10, 11, 12])('v%i answers the batches from an offset on', async (version) => {
  const { told } = await fetch(client, 't', [asked(0, 1)], { version })
  expect(told[0]).toMatchObject({ error: 'NONE', values: ['b', 'c'], highWatermark: 3n, lastStableOffset: 3n })
})

test.each([0, 1, 2, 3])('v%i is answered in a message format that it knows', async (version) => {
  const { told } = await fetch(client, 't', [asked(0, 0)], { version })
  const records = told[0]?.records as Buffer
  expect([told[0]?.values, records[16]]).toEqual([['a', 'b', 'c'], version < 2 ? 0 : 1])
})

test.each([13, 15, 18])('v%i knows topics by id', async (version) => {
  const { told } = await fetch(client, '', [asked(0, 2)], { version, topicId })
  expect(told[0]).toMatchObject({ error: 'NONE', values: ['c'] })
})

test('an id of no topic is UNKNOWN_TOPIC_ID', async () => {
  const { told } = await fetch(client, '', [asked(0, 0)], { version: 13, topicId: 'TKwO6bbqSE-cgKVY7G_NSQ' })
  expect(told[0]?.error).toBe('UNKNOWN_TOPIC_ID')
})

test('zstd is answered as it is from v4 on, and UNSUPPORTED_COMPRESSION_TYPE where the format cannot hold it', async () => {
  await harness.createTopic('zstd')
  await produce(client, 'zstd', batchOf(['z'], { codec: 'zstd' }))
  const answers = []
  for (const version of [3, 4, 12]) answers.push((await fetch(client, 'zstd', [asked(0, 0)], { version })).told[0])
  expect(answers.map((told) => [told?.error, told?.values])).toEqual([
    ['UNSUPPORTED_COMPRESSION_TYPE', []],
    ['NONE', ['z']],
    ['NONE', ['z']]
  ])
})

describe('errors', () => {
  test.each([
    ['an offset behind the end', asked(0, 4), 'OFFSET_OUT_OF_RANGE'],
    ['a negative offset', asked(0, -1), 'OFFSET_OUT_OF_RANGE'],
    ['an older leader epoch', asked(0, 0, { currentLeaderEpoch: 5 }), 'UNKNOWN_LEADER_EPOCH'],
    ['a last fetched epoch that never was', asked(0, 3, { lastFetchedEpoch: 7 }), 'OFFSET_OUT_OF_RANGE'],
    ['a partition that is not there', asked(5, 0), 'UNKNOWN_TOPIC_OR_PARTITION'],
    ['a size below zero', asked(0, 0, { partitionMaxBytes: -1 }), 'UNKNOWN_SERVER_ERROR']
  ])('%s is answered at once', async (_, partition, error) => {
    const answer = fetch(client, 't', [partition], { maxWaitMs: 60_000, minBytes: 1_000 })
    expect((await answer).told[0]).toMatchObject({ error, highWatermark: -1n, values: [] })
  })

  test('a reader that has more of an epoch than there was is told where it diverges', async () => {
    const { told } = await fetch(client, 't', [asked(0, 5, { lastFetchedEpoch: 0 })], { maxWaitMs: 60_000 })
    expect(told[0]).toMatchObject({ error: 'NONE', values: [], divergingEpoch: { epoch: 0, endOffset: 3n } })
  })

  test('a client that says that it is a replica reads nothing', async () => {
    const plain = await fetch(client, 't', [asked(0, 0)], { replicaId: 1 })
    const epoch = await fetch(client, 't', [asked(0, 0, { currentLeaderEpoch: 0 })], { replicaId: 1 })
    const newer = await fetch(client, '', [asked(0, 0)], { version: 15, topicId, replicaState: { replicaId: 1 } })
    expect([plain, epoch, newer].map(({ told }) => [told[0]?.error, told[0]?.values])).toEqual([
      ['NOT_LEADER_OR_FOLLOWER', []],
      ['UNKNOWN_LEADER_EPOCH', []],
      ['NOT_LEADER_OR_FOLLOWER', []]
    ])
    expect(harness.broker.replicas.find('t', 0)?.highWatermark).toBe(3)
  })
})

describe('limits', () => {
  test('the first batch is answered whole whatever the limits say, and only the first', async () => {
    await produce(client, 't', batchOf(['one']), { partition: 1 })
    const { told } = await fetch(client, 't', [asked(0, 0, { partitionMaxBytes: 1 }), asked(1, 0)], { maxBytes: 1 })
    expect(told.map(({ values }) => values)).toEqual([['a'], []])
  })

  test('the size of the whole answer is shared by its partitions', async () => {
    const oneBatch = batchOf(['a']).length
    const { told } = await fetch(client, 't', [asked(0, 1), asked(1, 0)], { maxBytes: oneBatch + 2 })
    expect(told.map(({ values }) => values)).toEqual([['b'], []])
  })

  test('before v3 a message that is too large comes torn, so that the consumer notices', async () => {
    const { told } = await fetch(client, 't', [asked(0, 0, { partitionMaxBytes: 20 })], { version: 2 })
    const records = told[0]?.records as Buffer
    expect([records.length, records.readInt32BE(8)]).toEqual([12, 0x7fffffff])
  })

  test('of a partition that is named twice, the last counts', async () => {
    const { told } = await fetch(client, 't', [asked(0, 2), asked(0, 1)])
    expect(told.map(({ values }) => values)).toEqual([['b', 'c']])
  })
})

describe('long polls', () => {
  test('wait for the first byte, and not a moment longer', async () => {
    const { promise, produced } = await waiting(0)
    await produced('now')
    expect((await promise).told[0]?.values).toEqual(['now'])
  })

  test('answer nothing when the time is over', async () => {
    const end = harness.broker.replicas.find('empty', 0)?.highWatermark as number
    const promise = fetch(harness.connect(), 'empty', [asked(0, end)], { maxWaitMs: 500 })
    expect(await isDone(promise)).toBe(false)
    await time.advance(499)
    expect(await isDone(promise)).toBe(false)
    await time.advance(1)
    expect((await promise).told[0]).toMatchObject({ error: 'NONE', values: [] })
  })

  test('wait until there are as many bytes as asked, over all partitions', async () => {
    const { promise, produced } = await waiting(batchOf(['12']).length * 2)
    await produced('12')
    expect(await isDone(promise)).toBe(false)
    await produced('34', 1)
    expect((await promise).told.map(({ values }) => values)).toEqual([['12'], ['34']])
  })

  test('do not wait for more bytes than an answer may hold', async () => {
    const promise = fetch(client, 't', [asked(0, 0)], { maxWaitMs: 60_000, minBytes: 1 << 20, maxBytes: 100 })
    expect(await isDone(promise)).toBe(true)
  })

  test('a read that checks its last epoch waits too', async () => {
    const promise = fetch(harness.connect(), 't', [asked(0, 3, { lastFetchedEpoch: 0 })], { maxWaitMs: 100 })
    expect(await isDone(promise)).toBe(false)
    await time.advance(100)
    expect(await isDone(promise)).toBe(true)
  })

  test('end when the topic is deleted, with the error', async () => {
    await harness.createTopic('doomed')
    const promise = fetch(harness.connect(), 'doomed', [asked(0, 0)], { maxWaitMs: 60_000 })
    expect(await isDone(promise)).toBe(false)
    const topic = harness.broker.image.topic('doomed')
    if (topic !== undefined) await harness.broker.topics.delete(topic)
    expect((await promise).told[0]?.error).toBe('UNKNOWN_TOPIC_OR_PARTITION')
  })

  test('leave nothing behind when the connection closes', async () => {
    await turn()
    const before = time.timerCount
    const own = harness.connect()
    const promise = fetch(own, 'empty', [asked(0, 99)], { maxWaitMs: 60_000 }).catch(() => {})
    void fetch(own, 't', [asked(0, 3)], { maxWaitMs: 60_000 }).catch(() => {})
    await isDone(promise)
    expect(time.timerCount).toBe(before + 1)
    own.close()
    await turn()
    expect(time.timerCount).toBe(before)
  })

  test('a thousand at once hear of a record, of the time and of their connection, and leave nothing behind', async () => {
    const crowd = 1_000
    await harness.createTopic('crowd')
    await turn()
    const before = time.timerCount
    const park = async (fetchOffset: number, maxWaitMs: number) => {
      const clients = Array.from({ length: crowd }, () => harness.connect())
      const polls = Promise.allSettled(
        clients.map((own) => fetch(own, 'crowd', [asked(0, fetchOffset)], { maxWaitMs }))
      )
      expect(await isDone(polls)).toBe(false)
      expect(time.timerCount).toBe(before + crowd)
      return { clients, polls }
    }
    const told = async (polls: Promise<PromiseSettledResult<Awaited<ReturnType<typeof fetch>>>[]>) =>
      new Set((await polls).map((poll) => (poll.status === 'fulfilled' ? poll.value.told[0]?.values.join() : 'lost')))

    const woken = await park(0, 60_000)
    await produce(client, 'crowd', batchOf(['now']))
    expect(await told(woken.polls)).toEqual(new Set(['now']))
    expect(time.timerCount).toBe(before)

    const late = await park(1, 500)
    await time.advance(500)
    expect(await told(late.polls)).toEqual(new Set(['']))
    expect(time.timerCount).toBe(before)

    const gone = await park(1, 60_000)
    for (const own of gone.clients) own.close()
    await turn()
    expect(time.timerCount).toBe(before)
    // Nobody is left to be woken.
    const partition = harness.broker.replicas.find('crowd', 0) as Partition
    const looks = jest.spyOn(partition, 'availableBytes')
    await produce(client, 'crowd', batchOf(['unheard']))
    await turn()
    expect(looks).not.toHaveBeenCalled()
  })

  /** A poll at the ends of both partitions of `empty`. */
  async function waiting(minBytes: number) {
    const { replicas } = harness.broker
    const ends = [0, 1].map((n) => replicas.find('empty', n)?.highWatermark as number)
    const own = harness.connect()
    const promise = fetch(own, 'empty', [asked(0, ends[0] as number), asked(1, ends[1] as number)], {
      maxWaitMs: 60_000,
      minBytes: Math.max(1, minBytes)
    })
    expect(await isDone(promise)).toBe(false)
    const produced = (text: string, partition = 0) => produce(client, 'empty', batchOf([text]), { partition })
    return { promise, produced }
  }
})

describe('sessions', () => {
  const open = async (own: HarnessClient) =>
    fetch(own, 't', [asked(0, 3), asked(2, 0)], { sessionId: 0, sessionEpoch: 0 })

  test('tell only what changed', async () => {
    const own = harness.connect()
    const { sessionId, told } = await open(own)
    expect([sessionId > 0, told.length]).toEqual([true, 2])
    const nothing = await fetch(own, 't', [], { sessionId, sessionEpoch: 1 })
    expect([nothing.sessionId, nothing.told]).toEqual([sessionId, []])
    await produce(client, 't', batchOf(['new']), { partition: 2 })
    const { told: changed } = await fetch(own, 't', [], { sessionId, sessionEpoch: 2 })
    expect(changed.map(({ partitionIndex, values }) => [partitionIndex, values])).toEqual([[2, ['new']]])
  })

  test('forget partitions, and end with the last of them', async () => {
    const own = harness.connect()
    const { sessionId } = await open(own)
    const forgottenTopicsData = [{ topic: 't', partitions: [0, 2] }]
    const last = await fetch(own, 't', [], { sessionId, sessionEpoch: 1, forgottenTopicsData })
    const gone = await fetch(own, 't', [], { sessionId, sessionEpoch: 2 })
    expect([last.sessionId, gone.error]).toEqual([0, 'FETCH_SESSION_ID_NOT_FOUND'])
  })

  test('an epoch that does not follow is INVALID_FETCH_SESSION_EPOCH', async () => {
    const own = harness.connect()
    const { sessionId } = await open(own)
    expect((await fetch(own, 't', [], { sessionId, sessionEpoch: 2 })).error).toBe('INVALID_FETCH_SESSION_EPOCH')
  })

  test('a session by names is not one by ids', async () => {
    const own = harness.connect()
    const { sessionId } = await open(own)
    const answer = await fetch(own, '', [], { version: 13, sessionId, sessionEpoch: 1 })
    expect(answer.error).toBe('FETCH_SESSION_TOPIC_ID_ERROR')
  })

  test('the final epoch closes the session', async () => {
    const own = harness.connect()
    const { sessionId } = await open(own)
    const { size } = harness.broker.fetchSessions
    await fetch(own, 't', [], { sessionId, sessionEpoch: -1 })
    expect(harness.broker.fetchSessions.size).toBe(size - 1)
  })

  test('an error is told each time until it is over', async () => {
    const own = harness.connect()
    const first = await fetch(own, 't', [asked(0, 99), asked(1, 0)], { sessionId: 0, sessionEpoch: 0 })
    const { sessionId } = first
    const again = await fetch(own, 't', [], { sessionId, sessionEpoch: 1 })
    expect([first, again].map(({ told }) => told.find((each) => each.partitionIndex === 0)?.error)).toEqual([
      'OFFSET_OUT_OF_RANGE',
      'OFFSET_OUT_OF_RANGE'
    ])
  })

  describe('of many partitions look only at what has something new', () => {
    const count = 120
    let topics = 0
    /** A session at the ends of as many partitions, all of which were told and rest. */
    async function resting(own = harness.connect()) {
      const topic = `many-${topics++}`
      await harness.createTopic(topic, count)
      const all = Array.from({ length: count }, (_, n) => asked(n, 0))
      const { sessionId } = await fetch(own, topic, all, { sessionId: 0, sessionEpoch: 0 })
      let sessionEpoch = 0
      const next = async (more = {}, by = own, named: Parameters<typeof fetch>[2] = []) =>
        (await fetch(by, topic, named, { sessionId, sessionEpoch: ++sessionEpoch, ...more })).told
      const partitions = [0, 1].map((n) => harness.broker.replicas.find(topic, n) as Partition)
      const looks = partitions.map((each) => jest.spyOn(each, 'isReadErrorAt'))
      return { topic, own, next, looks, partitions }
    }

    test('as a record, also one that comes while the session waits', async () => {
      const { topic, next, looks } = await resting()
      expect(await next()).toEqual([])
      const promise = next({ maxWaitMs: 60_000 })
      expect(await isDone(promise)).toBe(false)
      await produce(client, topic, batchOf(['new']), { partition: 1 })
      expect((await promise).map(({ partitionIndex, values }) => [partitionIndex, values])).toEqual([[1, ['new']]])
      expect(looks.map(({ mock }) => mock.calls.length > 0)).toEqual([false, true])
    })

    test('as an error, and a start of the log', async () => {
      const { topic, own, next, partitions } = await resting()
      await produce(client, topic, batchOf(['old']), { partition: 0 })
      const [told] = await next()
      expect(await next({}, own, [asked(0, 1)])).toEqual([])
      await partitions[0]?.deleteBefore(1)
      const [moved] = await next()
      const image = harness.broker.image.topic(topic)
      if (image !== undefined) await harness.broker.topics.delete(image)
      const gone = await next()
      expect([told?.values, moved?.logStartOffset, gone.length, gone[7]?.error]).toEqual([
        ['old'],
        1n,
        count,
        'UNKNOWN_TOPIC_OR_PARTITION'
      ])
    })

    test('as a broker that is fenced, until it is not', async () => {
      const { next } = await resting()
      harness.broker.replicas.fence(true)
      const fenced = await next()
      harness.broker.replicas.fence(false)
      expect([fenced.length, fenced[0]?.error, (await next()).length, (await next()).length]).toEqual([
        count,
        'NOT_LEADER_OR_FOLLOWER',
        count,
        0
      ])
    })

    test('and go on over another connection', async () => {
      const { topic, own, next, partitions } = await resting()
      own.close()
      await turn()
      const other = harness.connect()
      expect(await next({}, other)).toEqual([])
      await produce(client, topic, batchOf(['new']), { partition: 1 })
      expect((await next({}, other)).map(({ values }) => values)).toEqual([['new']])
      expect(partitions[0]?.isServing).toBe(true)
    })
  })
})
