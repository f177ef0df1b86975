import type { PartitionLog } from '../../../src/log/index.ts'
import { initialPartition, type PartitionImage } from '../../../src/metadata/index.ts'
import { type ErrorName, failed } from '../../../src/protocol/index.ts'
import { brokenOffsets } from '../../../src/replica/invariants.ts'
import { ReplicaPartition } from '../../../src/replica/partition.ts'
import { errorOf, got } from '../../kit/failures.ts'
import { batch, logConfig, memoryStore, topicId } from '../../kit/logs.ts'

const alone: PartitionImage = { ...initialPartition([1]), leaderEpoch: 3 }
const three: PartitionImage = { ...initialPartition([1, 2, 3]), leaderEpoch: 3 }
const produceOptions = { origin: 'coordinator', acks: -1 } as const

function make(image: PartitionImage, minInSyncReplicas = 1) {
  const { store } = memoryStore()
  const log = store.create('t', 0, topicId, logConfig)
  return { partition: over(log, image, minInSyncReplicas), log, store }
}

function over(log: PartitionLog, image: PartitionImage, minInSyncReplicas = 1): ReplicaPartition {
  return new ReplicaPartition({
    env: fakeEnv,
    brokerId: 1,
    topic: 't',
    topicId,
    partition: 0,
    log,
    image,
    minInSyncReplicas: () => minInSyncReplicas,
    rules: { nowMs: () => nowMs, lagTimeMaxMs: () => 30_000, epochOf: () => 0 },
    moveStart: async (of, offset) => of.moveStartOffset(offset),
    mayJoin: () => {},
    traffic: []
  })
}

let nowMs = 0
const timers: { ms: number; run: () => void }[] = []
const fakeEnv = {
  timers: {
    after: (ms: number, run: () => void) => {
      timers.push({ ms, run })
      return { cancel: () => {} }
    }
  }
} as never

const written = (log: PartitionLog) => new Promise((resolve) => log.whenWritten(log.logEndOffset, resolve))

test('alone, what is written is committed', async () => {
  const { partition, log } = make(alone)
  expect(errorOf(partition.append(batch(['a', 'b']), produceOptions))).toBeNull()
  expect(partition.highWatermark).toBe(0)
  await written(log)
  expect(partition.highWatermark).toBe(2)
})

test('the high watermark is the least of what all in-sync replicas have', async () => {
  const { partition, log } = make(three)
  partition.append(batch(['a', 'b', 'c']), produceOptions)
  await written(log)
  expect(partition.highWatermark).toBe(0)
  partition.followerReached(2, 3)
  expect(partition.highWatermark).toBe(0)
  partition.followerReached(3, 1)
  expect(partition.highWatermark).toBe(1)
  nowMs += 30_001
  partition.update({ ...three, isr: [1, 2], partitionEpoch: 1 })
  expect(partition.highWatermark).toBe(3)
})

test('who is no replica of the partition moves nothing, nor does a follower go ahead of what is written here', async () => {
  const { partition, log } = make({ ...three, replicas: [1, 2], isr: [1, 2] })
  partition.append(batch(['a']), produceOptions)
  await written(log)
  partition.followerReached(9, 1)
  partition.followerReached(1, 1)
  expect(partition.highWatermark).toBe(0)
  partition.followerReached(2, 50)
  expect(partition.highWatermark).toBe(1)
})

test('acks all is answered when the high watermark passes, in the order of offsets', async () => {
  const { partition, log } = make({ ...three, replicas: [1, 2], isr: [1, 2] })
  const answers: (readonly [number, ErrorName | null])[] = []
  partition.append(batch(['a', 'b']), produceOptions)
  for (const offset of [2, 1])
    void partition.whenAcknowledged(offset, -1, 1_000).then((failure) => answers.push([offset, errorOf(failure)]))
  await written(log)
  partition.followerReached(2, 1)
  await undefined
  expect(answers).toEqual([[1, null]])
  partition.followerReached(2, 2)
  await undefined
  expect(answers).toEqual([
    [1, null],
    [2, null]
  ])
})

test('acks all is REQUEST_TIMED_OUT when followers do not come', async () => {
  const { partition } = make(three)
  partition.append(batch(['a']), produceOptions)
  const answer = partition.whenAcknowledged(1, -1, 700)
  const timer = timers.at(-1)
  expect(timer?.ms).toBe(700)
  timer?.run()
  expect(errorOf(await answer)).toBe('REQUEST_TIMED_OUT')
})

test('who waits is told when the leader moves', async () => {
  const { partition } = make(three)
  partition.append(batch(['a']), produceOptions)
  const answer = partition.whenAcknowledged(1, -1, 1_000)
  let isWoken = false
  partition.onceReadable(() => {
    isWoken = true
  })
  partition.update({ ...three, leader: 2, leaderEpoch: 4 })
  expect([errorOf(await answer), isWoken]).toEqual(['NOT_LEADER_OR_FOLLOWER', true])
  expect(errorOf(partition.append(batch(['b']), produceOptions))).toBe('NOT_LEADER_OR_FOLLOWER')
})

test('too few in-sync replicas refuse acks all and nothing else', () => {
  const { partition } = make({ ...three, isr: [1] }, 2)
  expect(errorOf(partition.append(batch(['a']), produceOptions))).toBe('NOT_ENOUGH_REPLICAS')
  expect(errorOf(partition.append(batch(['a']), { ...produceOptions, acks: 1 }))).toBeNull()
})

test('readers wake once, when there is more to read', async () => {
  const { partition, log } = make(alone)
  let wakes = 0
  partition.onceReadable(() => wakes++)
  const cancelled = partition.onceReadable(() => {
    wakes += 100
  })
  cancelled.cancel()
  for (const text of ['a', 'b']) {
    partition.append(batch([text]), produceOptions)
    await written(log)
  }
  expect(wakes).toBe(1)
})

test('a client reads up to the high watermark, a follower what cannot be taken back any more', async () => {
  const { partition, log } = make(three)
  partition.append(batch(['a']), produceOptions)
  const options = { maxBytes: 1_000, atLeastOneBatch: true, currentLeaderEpoch: -1, lastFetchedEpoch: -1 }
  const bytes = (isolation: 'read_uncommitted' | 'written' | 'log_end') => {
    const read = partition.read(0, { ...options, isolation })
    return read instanceof Promise ? -1 : got(read).data?.bytes
  }
  const size = batch(['a']).length
  expect([bytes('read_uncommitted'), bytes('written'), bytes('log_end')]).toEqual([0, 0, size])
  expect(partition.availableBytes(0, 'written')).toBe(0)
  await written(log)
  expect([bytes('read_uncommitted'), bytes('written')]).toEqual([0, size])
})

test.each([
  [2, 'FENCED_LEADER_EPOCH'],
  [3, null],
  [4, 'UNKNOWN_LEADER_EPOCH'],
  [-1, null]
])('a reader of leader epoch %i meets %s', (epoch, error) => {
  expect(errorOf(make(alone).partition.checkLeaderEpoch(epoch))).toBe(error)
})

test('records are deleted up to the high watermark at most, and not where only compaction may', async () => {
  const { partition, log } = make(alone)
  partition.append(batch(['a', 'b', 'c']), produceOptions)
  await written(log)
  expect(await partition.deleteBefore(4)).toEqual(failed('OFFSET_OUT_OF_RANGE'))
  expect(await partition.deleteBefore(2)).toBe(2)
  expect(await partition.deleteBefore(1)).toBe(2)
  expect(await partition.deleteBefore(-1)).toBe(3)
  log.configure({ ...logConfig, cleanupPolicy: { compact: true, delete: false } })
  expect(await partition.deleteBefore(-1)).toEqual(failed('POLICY_VIOLATION'))
})

test('with too few in sync nothing more is committed', async () => {
  const { partition, log } = make({ ...three, isr: [1] }, 2)
  partition.append(batch(['a']), { ...produceOptions, acks: 1 })
  await written(log)
  for (const id of [2, 3]) partition.followerReached(id, 1)
  expect(partition.highWatermark).toBe(0)
  partition.update({ ...three, isr: [1, 2], partitionEpoch: 1 })
  expect(partition.highWatermark).toBe(1)
})

test('a change of the in-sync replicas is proposed once, until the metadata has it or it was refused', async () => {
  const image = { ...three, isr: [1, 2], partitionEpoch: 1 }
  const { partition, log } = make(image)
  partition.append(batch(['a']), { ...produceOptions, acks: 1 })
  await written(log)
  for (const id of [2, 3]) partition.followerReached(id, 1)
  const proposed = partition.proposeIsr() as readonly number[]
  expect([proposed, partition.proposeIsr()]).toEqual([[1, 2, 3], null])
  // Another partition of the topic has changed.
  partition.update(image)
  expect(partition.proposeIsr()).toBeNull()
  partition.isrRefused(proposed)
  expect(partition.proposeIsr()).toEqual([1, 2, 3])
  partition.update({ ...image, isr: [1, 2, 3], partitionEpoch: 2 })
  expect(partition.proposeIsr()).toBeNull()
  nowMs += 30_001
  partition.append(batch(['b']), { ...produceOptions, acks: 1 })
  partition.followerReached(3, 2)
  expect(partition.proposeIsr()).toEqual([1, 3])
})

test('a replica on its way into the in-sync replicas counts before the metadata has it', async () => {
  const { partition, log } = make({ ...three, isr: [1, 2] })
  partition.append(batch(['a']), { ...produceOptions, acks: 1 })
  await written(log)
  partition.followerReached(3, 0)
  const proposed = partition.proposeIsr() as readonly number[]
  expect(proposed).toEqual([1, 2, 3])
  partition.followerReached(2, 1)
  expect(partition.highWatermark).toBe(0)
  partition.isrRefused(proposed)
  partition.followerReached(2, 1)
  expect(partition.highWatermark).toBe(1)
})

test.each<[string, Partial<PartitionImage>, RegExp]>([
  ['a leader that is not in sync', { isr: [2, 3] }, /leader 1 is not among/],
  ['a broker in sync that is no replica', { isr: [1, 4] }, /4 is in sync/],
  ['a broker that is named twice', { replicas: [1, 2, 2], isr: [1, 2] }, /name a broker twice/],
  ['an older leader epoch', { leaderEpoch: 2 }, /leader epoch 2 comes after 3/],
  ['an older partition epoch', { partitionEpoch: -1 }, /partition epoch -1 comes after 0/],
  ['another leader in the same epoch', { leader: 2 }, /leader 2 follows 1/]
])('an image with %s breaks an invariant', (_, change, message) => {
  const { partition } = make(three)
  expect(() => partition.update({ ...three, ...change })).toThrow(message)
})

test('offsets that pass one another break an invariant', () => {
  const offsets = { logStartOffset: 1, lastStableOffset: 2, highWatermark: 3, logEndOffset: 4 }
  expect(brokenOffsets(offsets)).toBeNull()
  expect(brokenOffsets({ ...offsets, logEndOffset: 2 })).toMatch(/above the log end/)
  expect(brokenOffsets({ ...offsets, logStartOffset: 4 })).toMatch(/below the log start/)
  expect(brokenOffsets({ ...offsets, lastStableOffset: 4 })).toMatch(/above the high watermark/)
})

describe('a follower that has everything, and asks in a session without naming the partition', () => {
  async function rested() {
    const { partition, log } = make(three)
    const clock = { askedMs: nowMs }
    partition.append(batch(['a']), produceOptions)
    await written(log)
    for (const id of [2, 3]) partition.followerReached(id, 1, 0, clock)
    nowMs += 90_000
    clock.askedMs = nowMs
    return { partition, clock }
  }

  test('is in time for what is appended later', async () => {
    const { partition } = await rested()
    partition.append(batch(['b']), produceOptions)
    nowMs += 30_000
    expect(partition.proposeIsr()).toBeNull()
    nowMs += 1
    expect(partition.proposeIsr()).toEqual([1])
  })

  test('hears of a start that retention moved, and of what the metadata says', async () => {
    const { partition, log } = make(three)
    partition.append(batch(['a', 'b']), produceOptions)
    await written(log)
    let heard = 0
    const listen = () => partition.onceReadable(() => heard++, 'written')
    listen()
    log.moveStartOffset(1)
    expect(heard).toBe(1)
    listen()
    partition.update({ ...three, isr: [1, 2], partitionEpoch: 1 })
    expect(heard).toBe(2)
  })
})
