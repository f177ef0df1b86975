/**
 * Goal: a follower that appends what a leader's Fetch gave has the leader's log, its high watermark and its start, and gives
 * back what a new leader does not have. Two partitions in memory; `fetchOnce` is all that a fetcher will have to do.
 */

import type { PartitionLog } from '../../../src/log/index.ts'
import { initialPartition, type PartitionImage } from '../../../src/metadata/index.ts'
import { isFailure } from '../../../src/protocol/index.ts'
import { entryLastOffset, entryPositions, recordsOf } from '../../../src/records/index.ts'
import { FetchRounds, type FollowedPartition } from '../../../src/replica/fetch-round.ts'
import { ReplicaPartition } from '../../../src/replica/partition.ts'
import { ReplicationThrottle } from '../../../src/replica/throttle.ts'
import { errorOf, got } from '../../kit/failures.ts'
import { batch, logConfig, memoryStore, testEnv, topicId } from '../../kit/logs.ts'

const own = { origin: 'coordinator', acks: 1 } as const
const led = (leader: number, leaderEpoch: number): PartitionImage => ({
  ...initialPartition([1, 2]),
  leader,
  leaderEpoch,
  partitionEpoch: leaderEpoch
})

function brokers({ isAlive = true } = {}) {
  const { store } = memoryStore()
  const make = (brokerId: number) => {
    const log = store.create(`broker-${brokerId}`, 0, topicId, logConfig)
    const partition = new ReplicaPartition({
      env: testEnv(),
      brokerId,
      topic: 't',
      topicId,
      partition: 0,
      log,
      image: led(1, 0),
      minInSyncReplicas: () => 1,
      rules: { nowMs: () => 0, lagTimeMaxMs: () => 30_000, epochOf: () => (isAlive ? 0 : undefined) },
      moveStart: async (of, offset) => of.moveStartOffset(offset),
      mayJoin: () => {},
      traffic: []
    })
    return { brokerId, partition, log }
  }
  const [one, two] = [make(1), make(2)]
  const elect = (leader: number, epoch: number) => {
    for (const { partition } of [one, two]) partition.update(led(leader, epoch))
  }
  return { one, two, elect }
}

type Broker = ReturnType<typeof brokers>['one']

const written = (log: PartitionLog) =>
  new Promise<void>((resolve) => log.whenWritten(log.logEndOffset, () => resolve()))

/** One Fetch of a follower, and what it does with the answer. */
async function fetchOnce(leader: Broker, follower: Broker): Promise<string> {
  const { leaderEpoch } = follower.partition
  const state = follower.partition.follower(leaderEpoch)
  if (isFailure(state)) return state.error
  const { fetchOffset, lastFetchedEpoch, currentLeaderEpoch, logStartOffset: ownStart } = state.position(leaderEpoch)
  leader.partition.followerReached(follower.brokerId, fetchOffset, ownStart)
  const read = await leader.partition.read(fetchOffset, {
    maxBytes: 1 << 20,
    atLeastOneBatch: true,
    isolation: 'written',
    currentLeaderEpoch,
    lastFetchedEpoch
  })
  const after = follower.partition.follower(leaderEpoch)
  if (isFailure(after)) return after.error
  if (isFailure(read)) {
    const { logStartOffset } = leader.partition
    if (read.error !== 'OFFSET_OUT_OF_RANGE' || fetchOffset >= logStartOffset) return read.error
    after.startAnewAt(logStartOffset)
    return 'begun anew'
  }
  if (read.divergingEpoch !== null) {
    after.truncateTo(read.divergingEpoch)
    return 'cut'
  }
  if (read.data === null) return 'no data'
  const { highWatermark, logStartOffset } = read
  const failure = after.append({ records: Buffer.concat(read.data.chunks), highWatermark, logStartOffset })
  read.data.release()
  await written(follower.log)
  return failure?.error ?? 'taken'
}

async function valuesIn(log: PartitionLog): Promise<string[]> {
  const values: string[] = []
  for (let from = log.logStartOffset; from < log.logEndOffset; ) {
    const read = await log.read(from, { maxBytes: 1 << 20, atLeastOneBatch: true, upToOffset: log.logEndOffset })
    if ('error' in read) throw new Error(read.error)
    const bytes = Buffer.concat(read.chunks)
    read.release()
    for (const at of entryPositions(bytes)) {
      for (const { offset, value } of recordsOf(bytes, at)) if (offset >= from) values.push(String(value))
      from = entryLastOffset(bytes, at) + 1
    }
  }
  return values
}

test('a follower has what the leader has, and makes it committed by asking for more', async () => {
  const { one, two } = brokers()
  one.partition.append(batch(['a', 'b']), own)
  one.partition.append(batch(['c']), own)
  await written(one.log)
  const acknowledged = one.partition.whenAcknowledged(3, -1, 1_000)
  expect(await fetchOnce(one, two)).toBe('taken')
  expect([one.partition.highWatermark, two.partition.highWatermark, two.log.logEndOffset]).toEqual([0, 0, 3])
  expect(await fetchOnce(one, two)).toBe('taken')
  expect([one.partition.highWatermark, two.partition.highWatermark]).toEqual([3, 3])
  expect(await acknowledged).toBeNull()
  expect(await valuesIn(two.log)).toEqual(['a', 'b', 'c'])
})

test('what a leader alone had is cut off when it follows the next, which goes on where both agree', async () => {
  const { one, two, elect } = brokers()
  one.partition.append(batch(['a']), own)
  await written(one.log)
  await fetchOnce(one, two)
  one.partition.append(batch(['lost', 'too']), own)
  await written(one.log)
  elect(2, 1)
  two.partition.append(batch(['b']), own)
  await written(two.log)
  expect(await fetchOnce(two, one)).toBe('cut')
  expect(one.log.logEndOffset).toBe(1)
  expect(await fetchOnce(two, one)).toBe('taken')
  expect(await valuesIn(one.log)).toEqual(['a', 'b'])
  expect(one.log.endOffsetForEpoch(0)).toEqual({ leaderEpoch: 0, endOffset: 1 })
})

test('several epochs that the leader never saw are cut one after another', async () => {
  const { one, two, elect } = brokers()
  one.partition.append(batch(['a']), own)
  await written(one.log)
  await fetchOnce(one, two)
  elect(2, 1)
  two.partition.append(batch(['second']), own)
  elect(1, 2)
  one.partition.append(batch(['third']), own)
  elect(1, 3)
  one.partition.append(batch(['fourth']), own)
  await written(one.log)
  elect(2, 4)
  two.partition.append(batch(['fifth']), own)
  await written(two.log)
  const steps: string[] = []
  while (one.log.logEndOffset !== two.log.logEndOffset || steps.at(-1) !== 'taken')
    steps.push(await fetchOnce(two, one))
  expect(steps).toContain('cut')
  expect(await valuesIn(one.log)).toEqual(['a', 'second', 'fifth'])
})

test('an answer of an epoch that is over is not taken', async () => {
  const { one, two, elect } = brokers()
  const { partition } = two
  expect(errorOf(partition.follower(0))).toBeNull()
  expect(errorOf(one.partition.follower(0))).toBe('NOT_LEADER_OR_FOLLOWER')
  elect(1, 1)
  expect(errorOf(partition.follower(0))).toBe('FENCED_LEADER_EPOCH')
  elect(2, 2)
  expect(errorOf(partition.follower(2))).toBe('NOT_LEADER_OR_FOLLOWER')
})

test('the start follows the leader, and whoever is behind it begins there', async () => {
  const { one, two } = brokers()
  for (const text of ['a', 'b', 'c', 'd']) one.partition.append(batch([text]), own)
  await written(one.log)
  await fetchOnce(one, two)
  await fetchOnce(one, two)
  expect(await one.partition.deleteBefore(2)).toBe(2)
  await fetchOnce(one, two)
  expect([two.log.logStartOffset, await valuesIn(two.log)]).toEqual([2, ['c', 'd']])
  const late = brokers().two
  expect(await fetchOnce(one, late)).toBe('begun anew')
  expect(await fetchOnce(one, late)).toBe('taken')
  expect([late.log.logStartOffset, await valuesIn(late.log)]).toEqual([2, ['c', 'd']])
})

describe('records are deleted', () => {
  const settled = () => new Promise((resolve) => setImmediate(resolve))

  /** Four records on both, the first two deleted on the leader; and what the one who asked was told, which is nothing while it waits. */
  async function deleted(isAlive = true, timeoutMs = 60_000) {
    const all = brokers({ isAlive })
    const { one, two } = all
    for (const text of ['a', 'b', 'c', 'd']) one.partition.append(batch([text]), own)
    await written(one.log)
    await fetchOnce(one, two)
    await fetchOnce(one, two)
    await one.partition.deleteBefore(2)
    const told: (string | null)[] = []
    const asked = one.partition.whenDeleted(2, timeoutMs)
    void asked.then((failure) => told.push(errorOf(failure)))
    await settled()
    return { ...all, told, asked }
  }

  test('once the follower has said that its log starts there too', async () => {
    const { one, two, told } = await deleted()
    expect([told, one.partition.lowWatermark]).toEqual([[], 0])
    // It takes the start with one Fetch, and tells of it with the next.
    await fetchOnce(one, two)
    await settled()
    expect([told, two.log.logStartOffset]).toEqual([[], 2])
    await fetchOnce(one, two)
    await settled()
    expect([told, one.partition.lowWatermark]).toEqual([[null], 2])
  })

  test('without a follower whose broker is gone', async () => {
    const { one, told } = await deleted(false)
    expect([told, one.partition.lowWatermark]).toEqual([[null], 2])
  })

  test('not in time, or not by a leader that leads no more', async () => {
    const late = await deleted(true, 0)
    expect(errorOf(await late.asked)).toBe('REQUEST_TIMED_OUT')
    const other = await deleted()
    other.elect(2, 1)
    expect(errorOf(await other.asked)).toBe('NOT_LEADER_OR_FOLLOWER')
  })
})

test('where the start of the leader lies within a batch, a follower that begins there takes the whole batch', async () => {
  const { one } = brokers()
  one.partition.append(batch(['a', 'b', 'c']), own)
  one.partition.append(batch(['d']), own)
  await written(one.log)
  await fetchOnce(one, brokers().two)
  one.partition.followerReached(2, 4)
  expect(await one.partition.deleteBefore(2)).toBe(2)
  const late = brokers().two
  expect(await fetchOnce(one, late)).toBe('begun anew')
  expect(await fetchOnce(one, late)).toBe('taken')
  expect([late.log.logStartOffset, late.log.logEndOffset]).toEqual([2, 4])
  expect(await valuesIn(late.log)).toEqual(['c', 'd'])
})

test('the end that a new leader tells is known once it has committed what earlier leaders may have', async () => {
  const { one, two, elect } = brokers()
  one.partition.append(batch(['a', 'b']), own)
  await written(one.log)
  await fetchOnce(one, two)
  await fetchOnce(one, two)
  one.partition.append(batch(['c']), own)
  await written(one.log)
  await fetchOnce(one, two)
  one.partition.followerReached(2, 3)
  expect([one.partition.highWatermark, one.partition.isEndKnown]).toEqual([3, true])
  elect(2, 1)
  expect([two.partition.highWatermark, two.partition.isEndKnown]).toEqual([2, false])
  two.partition.followerReached(1, 3)
  expect([two.partition.highWatermark, two.partition.isEndKnown]).toEqual([3, true])
})

test('a leader is not told of what is still on its way to the disk, nor is the next leader', async () => {
  const { one, two, elect } = brokers()
  one.partition.append(batch(['a', 'b']), own)
  await written(one.log)
  const read = got(await one.log.read(0, { maxBytes: 1_000, atLeastOneBatch: true, upToOffset: 2 }))
  const records = Buffer.concat(read.chunks)
  const told = (rounds: FetchRounds) =>
    rounds
      .next({ partitionBytes: 1_000 })
      ?.topics.flatMap(({ partitions }) => partitions.map(({ fetchOffset }) => Number(fetchOffset))) ?? []
  const rounds = new FetchRounds()
  rounds.add(two.partition)
  expect([rounds.unsettled(), told(rounds)]).toEqual([[], [0]])
  expect(got(two.partition.follower(0)).append({ records, highWatermark: 0, logStartOffset: 0 })).toBeNull()
  expect([two.log.writtenOffset, two.log.logEndOffset]).toEqual([0, 2])
  elect(1, 1)
  const next = new FetchRounds()
  next.add(two.partition)
  expect(next.unsettled()).toEqual([two.partition])
  expect(told(next)).toEqual([])
  await written(two.log)
  expect([next.unsettled(), told(next)]).toEqual([[], [2]])
})

test('a partition whose log was opened anew is followed on, though the one before goes after it came', () => {
  const rounds = new FetchRounds()
  const [before, after] = [brokers().two.partition, brokers().two.partition]
  rounds.add(before)
  rounds.add(after)
  expect([rounds.remove(before), [...rounds.all]]).toEqual([false, [after]])
  expect([rounds.remove(after), rounds.size]).toEqual([true, 0])
})

test('bytes that are damaged on the way are not taken', async () => {
  const { one, two } = brokers()
  one.partition.append(batch(['a']), own)
  await written(one.log)
  const read = await one.log.read(0, { maxBytes: 1_000, atLeastOneBatch: true, upToOffset: 1 })
  const records = Buffer.concat(got(read).chunks)
  records[records.length - 1]! ^= 1
  const state = got(two.partition.follower(0))
  expect(errorOf(state.append({ records, highWatermark: 1, logStartOffset: 0 }))).toBe('CORRUPT_MESSAGE')
  expect([two.log.logEndOffset, two.log.highWatermark]).toEqual([0, 0])
})

test('a broker that led for an epoch without records follows the next leader', async () => {
  const { one, two, elect } = brokers()
  one.partition.append(batch(['a']), own)
  await written(one.log)
  await fetchOnce(one, two)
  elect(2, 1)
  elect(1, 2)
  one.partition.append(batch(['b']), own)
  await written(one.log)
  expect(two.log.latestLeaderEpoch).toBe(1)
  expect(await fetchOnce(one, two)).toBe('cut')
  expect(two.log.latestLeaderEpoch).toBe(0)
  expect(await fetchOnce(one, two)).toBe('taken')
  expect(await valuesIn(two.log)).toEqual(['a', 'b'])
})

describe('throttled replicas', () => {
  const throttle = (bytesPerSecond = 100) => {
    const time = { nowMs: 0 }
    const made = new ReplicationThrottle({
      nowMs: () => time.nowMs,
      bytesPerSecond: () => bytesPerSecond,
      windows: () => 11,
      windowMs: () => 1_000,
      isThrottled: (_, partition) => partition === 0
    })
    return { time, throttle: made }
  }

  test('the rate is taken over the time since the oldest window, and over one window at least', () => {
    const { time, throttle: of } = throttle()
    expect(of.isExceeded).toBe(false)
    of.record(100)
    expect(of.isExceeded).toBe(false)
    of.record(900)
    expect(of.isExceeded).toBe(true)
    time.nowMs = 9_999
    expect(of.isExceeded).toBe(true)
    time.nowMs = 10_000
    expect(of.isExceeded).toBe(false)
    of.record(200)
    expect(of.isExceeded).toBe(true)
    // The first window is forgotten 11 windows after its last record.
    time.nowMs = 11_000
    expect(of.isExceeded).toBe(true)
    time.nowMs = 12_000
    expect(of.isExceeded).toBe(false)
  })

  test('without a rate nothing is too much', () => {
    const { throttle: of } = throttle(Number.POSITIVE_INFINITY)
    of.record(1e12)
    expect(of.isExceeded).toBe(false)
  })

  test('a follower leaves out what is throttled and behind, while too much was copied', () => {
    const { time, throttle: of } = throttle()
    const rounds = new FetchRounds(of)
    const made = [0, 1, 2].map((partition) => followed(partition))
    for (const { partition } of made) rounds.add(partition)
    const asked = () => {
      const next = rounds.next({ partitionBytes: 1_000 })
      const partitions = next?.topics.flatMap((topic) => topic.partitions.map(({ partition }) => partition)) ?? []
      return { partitions, forgotten: next?.forgottenTopicsData?.flatMap((topic) => topic.partitions) ?? [] }
    }
    const answer = (index: number, bytes: number, highWatermark: number) => {
      const one = made[index]
      if (one === undefined) throw new Error('no such partition')
      one.comes(bytes)
      rounds.take(one.partition, {
        partitionIndex: index,
        errorCode: 0,
        highWatermark: BigInt(highWatermark),
        logStartOffset: 0n,
        divergingEpoch: { epoch: -1, endOffset: -1n },
        records: Buffer.alloc(bytes)
      } as unknown as Parameters<FetchRounds['take']>[1])
    }
    expect(asked()).toEqual({ partitions: [0, 1, 2], forgotten: [] })
    rounds.answered({ errorCode: 0, sessionId: 7 } as Parameters<FetchRounds['answered']>[0])
    answer(0, 1_000, 5_000)
    answer(1, 1_000, 5_000)
    expect(asked()).toEqual({ partitions: [1], forgotten: [0] })
    time.nowMs = 9_999
    answer(1, 1_000, 5_000)
    expect(asked()).toEqual({ partitions: [1], forgotten: [] })
    time.nowMs = 10_000
    expect(asked()).toEqual({ partitions: [0], forgotten: [] })
    // It has all that is committed: it counts as in sync, whatever else is copied.
    answer(0, 1_500, 2_500)
    expect(of.isExceeded).toBe(true)
    expect(asked()).toEqual({ partitions: [0], forgotten: [] })
  })

  function followed(index: number) {
    let end = 0
    let coming = 0
    const partition = {
      topic: 't',
      topicId,
      partition: index,
      leaderId: 2,
      leaderEpoch: 0,
      highWatermark: 0,
      isOffline: false,
      get logEndOffset() {
        return end
      },
      whenWritten: (_: number, done: (failure: null) => void) => done(null),
      follower: () => ({
        isSettled: true,
        position: () => ({ fetchOffset: end, lastFetchedEpoch: 0, logStartOffset: 0 }),
        append: () => {
          end += coming
          return null
        }
      })
    }
    const comes = (bytes: number) => {
      coming = bytes
    }
    return { partition: partition as unknown as FollowedPartition, comes }
  }
})
