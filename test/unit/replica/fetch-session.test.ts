/** Goal: KIP-227's sessions: slots, epochs, what is kept, and what an incremental answer leaves out. */
import { type Failure, isFailure } from '../../../src/protocol/index.ts'
import {
  type AskedPartition,
  type BegunFetch,
  FetchSessions,
  type Partition,
  type SessionWatch
} from '../../../src/replica/index.ts'
import { zeroUuid } from '../../../src/wire/index.ts'
import { VirtualTime } from '../../kit/virtual-time.ts'

const slotMs = 120_000
const asked = (partition: number, fetchOffset = 0): AskedPartition => ({
  topic: 't',
  topicId: '',
  partition,
  fetchOffset,
  maxBytes: 1_000,
  currentLeaderEpoch: -1,
  lastFetchedEpoch: -1,
  logStartOffset: -1,
  highWatermark: Number.MAX_SAFE_INTEGER,
  toldHighWatermark: -1,
  toldLogStartOffset: -1
})
const partitions = (count: number) => Array.from({ length: count }, (_, n) => asked(n))

function make(slots: number, partitionsMax?: number) {
  const time = new VirtualTime()
  const sessions = new FetchSessions(time.env, () => slots, partitionsMax)
  const ask = (
    sessionId: number,
    sessionEpoch: number,
    named: readonly AskedPartition[] = [],
    forgotten: number[] = [],
    replicaId = -1
  ) =>
    sessions.begin(
      {
        sessionId,
        sessionEpoch,
        usesTopicIds: false,
        forgotten: forgotten.length === 0 ? [] : [{ topic: 't', topicId: zeroUuid, partitions: forgotten }],
        replicaId
      },
      named
    )
  /** The id of a new session, 0 when there is none. */
  const open = (count: number) => (ask(0, 0, partitions(count)) as BegunFetch).sessionId
  return { time, sessions, ask, open }
}

const indexes = (begun: BegunFetch | Failure) =>
  isFailure(begun) ? begun.error : begun.asked.map(({ partition }) => partition)

test('a fetch without a free slot goes on without a session', () => {
  const { sessions, open } = make(2)
  expect([open(1), open(1), open(1)].map((id) => id === 0)).toEqual([false, false, true])
  expect(sessions.size).toBe(2)
})

test('the session that was idle for longest gives its slot away', async () => {
  const { time, ask, open } = make(2)
  const [first, second] = [open(1), open(1)]
  await time.advance(slotMs)
  ask(first, 1)
  await time.advance(1)
  expect(open(1)).not.toBe(0)
  expect(indexes(ask(first, 2))).toEqual([0])
  expect(indexes(ask(second, 1))).toBe('FETCH_SESSION_ID_NOT_FOUND')
})

test('an old session that is in use gives way to a larger one only', async () => {
  const { time, sessions, ask, open } = make(1)
  const session = open(5)
  for (let epoch = 1; epoch <= 3; epoch++) {
    await time.advance(slotMs / 2)
    ask(session, epoch)
  }
  expect(open(5)).toBe(0)
  expect(open(6)).not.toBe(0)
  expect(sessions.size).toBe(1)
})

test('an epoch that does not follow, and the ids of another kind, are refused', () => {
  const { sessions, ask, open } = make(1)
  const session = open(1)
  expect(indexes(ask(session, 2))).toBe('INVALID_FETCH_SESSION_EPOCH')
  expect(
    indexes(
      sessions.begin({ sessionId: session, sessionEpoch: 1, usesTopicIds: true, forgotten: [], replicaId: -1 }, [])
    )
  ).toBe('FETCH_SESSION_TOPIC_ID_ERROR')
  expect(indexes(ask(session, 1))).toEqual([0])
})

test('what a request adds, changes and forgets is kept for the next', () => {
  const { ask, open } = make(1)
  const session = open(3)
  expect(indexes(ask(session, 1, [asked(1, 7), asked(9)], [0]))).toEqual([1, 2, 9])
  const begun = ask(session, 2) as BegunFetch
  expect(begun.asked.map(({ partition, fetchOffset }) => [partition, fetchOffset])).toEqual([
    [1, 7],
    [2, 0],
    [9, 0]
  ])
})

test('a session without partitions gives its slot back, and its last fetch goes on without it', () => {
  const { sessions, ask, open } = make(1)
  const session = open(2)
  expect(ask(session, 1, [], [0, 1])).toMatchObject({ sessionId: 0, asked: [] })
  expect(sessions.size).toBe(0)
})

test('sessions together hold no more partitions than they may', () => {
  const { sessions, ask, open } = make(10, 5)
  const session = open(3)
  expect([open(3), sessions.size]).toEqual([0, 1])
  expect(indexes(ask(session, 1, [asked(3), asked(4)]))).toEqual([0, 1, 2, 3, 4])
  expect(indexes(ask(session, 2, [asked(5)]))).toBe('FETCH_SESSION_ID_NOT_FOUND')
  expect(sessions.size).toBe(0)
})

test('of a partition that is named twice, the last counts, with a session or without', () => {
  const { ask } = make(1)
  const twice = [asked(0, 1), asked(1, 2), asked(0, 3)]
  for (const epoch of [-1, 0]) {
    const begun = ask(0, epoch, twice) as BegunFetch
    expect(begun.asked.map(({ partition, fetchOffset }) => [partition, fetchOffset])).toEqual([
      [0, 3],
      [1, 2]
    ])
  }
})

test('a later answer tells what is new, and what it told comes last the next time', () => {
  const { ask, open } = make(1)
  const session = open(3)
  const answer = (
    epoch: number,
    news: readonly (readonly [partition: number, bytes: number, highWatermark: bigint])[]
  ) => {
    const begun = ask(session, epoch) as BegunFetch
    const of = new Map(news.map(([partition, bytes, highWatermark]) => [partition, { bytes, highWatermark }]))
    const told = begun.toTell(
      begun.asked.map((each) => {
        const { bytes, highWatermark } = of.get(each.partition) ?? { bytes: 0, highWatermark: 5n }
        return { asked: each, answer: { errorCode: 0, highWatermark, logStartOffset: 0n }, bytes }
      })
    )
    return [told.map(({ asked: { partition } }) => partition), indexes(begun)]
  }
  expect(answer(1, [])).toEqual([
    [0, 1, 2],
    [0, 1, 2]
  ])
  expect(answer(2, [])).toEqual([[], [0, 1, 2]])
  expect(answer(3, [[0, 10, 6n]])).toEqual([[0], [0, 1, 2]])
  expect(answer(4, [[1, 0, 9n]])).toEqual([
    [1, 0],
    [1, 2, 0]
  ])
})

describe('a session of a follower', () => {
  test('tells a high watermark and a start again that the follower has not taken', () => {
    const { ask } = make(1)
    const answer = { errorCode: 0, highWatermark: 5n, logStartOffset: 4n }
    const tell = (begun: BegunFetch) =>
      begun.toTell(begun.asked.map((each) => ({ asked: each, answer, bytes: 0 }))).length
    const knowing = (highWatermark: number, logStartOffset: number) => [{ ...asked(0), highWatermark, logStartOffset }]
    const begun = ask(0, 0, knowing(3, 4), [], 2) as BegunFetch
    expect(tell(begun)).toBe(1)
    expect(tell(ask(begun.sessionId, 1, knowing(3, 4), [], 2) as BegunFetch)).toBe(1)
    expect(tell(ask(begun.sessionId, 2, knowing(5, 3), [], 2) as BegunFetch)).toBe(1)
    expect(tell(ask(begun.sessionId, 3, knowing(5, 4), [], 2) as BegunFetch)).toBe(0)
  })

  /** A session of broker 2 with four partitions, all of which rest. */
  function resting() {
    const { sessions, ask } = make(1)
    const news = new Map<number, () => void>()
    const of = (partition: number) =>
      ({
        onceReadable: (run: () => void) => {
          news.set(partition, run)
          return { cancel: () => void news.delete(partition) }
        }
      }) as unknown as Partition
    const named = partitions(4)
    const { sessionId, watch } = ask(0, 0, named, [], 2) as BegunFetch & { readonly watch: SessionWatch }
    for (const each of named) watch.rest(each, of(each.partition))
    const next = (epoch: number, more: readonly AskedPartition[] = [], forgotten: number[] = [], replicaId = 2) =>
      indexes(ask(sessionId, epoch, more, forgotten, replicaId))
    return { sessions, news, named, watch, next, of, sessionId }
  }

  test('looks at what it names and at what has something new, until that rests again', () => {
    const { news, named, watch, next, of } = resting()
    const heard: number[] = []
    const listening = watch.listen(({ partition }) => void heard.push(partition))
    expect(next(1)).toEqual([])
    news.get(3)?.()
    listening.cancel()
    news.get(1)?.()
    expect(heard).toEqual([3])
    expect(next(2, [asked(0, 5)])).toEqual([3, 1, 0])
    watch.rest(named[3] as AskedPartition, of(3))
    watch.goesLast(named[1] as AskedPartition)
    expect([next(3), watch.restingCount]).toEqual([[0, 1], 2])
  })

  test('does not count as asking for what it has no more, and does not listen to it', () => {
    const { news, named, watch, next, sessions, sessionId } = resting()
    const clocks = named.map((each) => watch.clockOf(each))
    watch.askedMs = 10
    news.get(0)?.()
    expect(next(1, [], [0, 2])).toEqual([])
    watch.askedMs = 20
    expect(clocks.map(({ askedMs }) => askedMs)).toEqual([10, 20, 10, 20])
    expect([...news.keys()].filter((n) => n !== 0)).toEqual([1, 3])
    sessions.end(sessionId)
    expect([sessions.size, news.has(1), news.has(3)]).toEqual([0, false, false])
  })

  test('waits for the end of its connection no longer than it lasts itself', () => {
    const { sessions, watch, sessionId } = resting()
    let isWaiting = true
    watch.endsWith({
      cancel: () => {
        isWaiting = false
      }
    })
    expect(isWaiting).toBe(true)
    sessions.end(sessionId)
    expect(isWaiting).toBe(false)
  })

  test('looks at all for whoever is not that follower', () => {
    const { news, next } = resting()
    expect(next(1, [], [], 3)).toEqual([0, 1, 2, 3])
    expect([next(2), news.size]).toEqual([[0, 1, 2, 3], 0])
  })
})
