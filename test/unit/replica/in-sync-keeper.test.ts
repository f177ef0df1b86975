/** Goal: in-sync replicas come into the metadata by compare-and-set: late followers leave, those that catch up join. */
import { changeInSync, type InSyncChange } from '../../../src/controller/index.ts'
import { silentLogger } from '../../../src/env/index.ts'
import {
  assignmentOf,
  type Compare,
  encodeBroker,
  encodePartition,
  encodeTopic,
  keys,
  loadImage,
  MemoryMetadataStore,
  type Operation
} from '../../../src/metadata/index.ts'
import { type Failure, failed } from '../../../src/protocol/index.ts'
import { ReplicaStore } from '../../../src/replica/index.ts'
import type { ReplicaPartition } from '../../../src/replica/partition.ts'
import { batch, logConfig, memoryStore, topicId } from '../../kit/logs.ts'
import { turn, VirtualTime } from '../../kit/virtual-time.ts'

const lagTimeMaxMs = 30_000
const replicas = [1, 2, 3]

/** Lets somebody else write between what the leader read and what it writes. */
class InterleavingStore extends MemoryMetadataStore {
  other: (() => Promise<unknown>) | undefined

  override async transaction(compare: readonly Compare[], operations: readonly Operation[]) {
    const { other } = this
    this.other = undefined
    await other?.()
    return super.transaction(compare, operations)
  }
}

async function make(assigned: readonly number[] = replicas, minInSync = 1, count = 1) {
  const time = new VirtualTime()
  const metadata = new InterleavingStore(time.env)
  const brokerKey = (id: number) => ({
    put: keys.broker(id),
    value: encodeBroker({ id, rack: null, epoch: 0, endpoints: [] } as never)
  })
  const assignment = assignmentOf(Array.from({ length: count }, () => ({ replicas: assigned, directories: [] })))
  await metadata.transaction(
    [],
    [
      ...replicas.map(brokerKey),
      { put: keys.topic('t'), value: encodeTopic({ topicId, isInternal: false, assignment }) }
    ]
  )
  const { image, delta } = await loadImage(metadata)
  const state = { failure: undefined as Failure | undefined, writes: [] as InSyncChange[] }
  const logs = memoryStore().store
  const store = new ReplicaStore({
    env: time.env,
    brokerId: 1,
    logs,
    image: () => image,
    logConfigOf: () => logConfig,
    minInSyncReplicasOf: () => 1,
    lagTimeMaxMs: () => lagTimeMaxMs,
    writeInSync: async (changes) => {
      const { failure } = state
      state.writes.push(...changes)
      return failure === undefined
        ? changeInSync({ metadata, image }, changes, () => minInSync)
        : changes.map(() => failure)
    },
    log: silentLogger
  })
  metadata.watch('/', image.revision, (change) => store.apply(image.apply(change)))
  store.apply(delta)
  const partition = store.find('t', 0) as ReplicaPartition
  const add = () => partition.append(batch(['x']), { origin: 'coordinator', acks: 1 })
  /** The followers ask for what comes at the log's end, for so long. */
  const followed = async (ids: readonly number[], ms: number) => {
    for (let passedMs = 0; passedMs < ms; passedMs += 1_000) {
      for (const id of ids) partition.followerReached(id, partition.logEndOffset)
      await time.advance(1_000)
      for (let n = 0; n < 5; n++) await turn()
    }
  }
  const isr = () => image.topic('t')?.partitions[0]?.isr
  return { time, metadata, image, store, partition, add, followed, isr, state }
}

test('a follower that is late leaves, and joins when it has caught up', async () => {
  const { add, followed, isr, image, partition } = await make()
  add()
  await followed([2, 3], 2_000)
  add()
  await followed([2], lagTimeMaxMs * 2)
  expect(isr()).toEqual([1, 2])
  expect(image.topic('t')?.partitions[0]).toMatchObject({ leader: 1, leaderEpoch: 0, partitionEpoch: 1 })
  await followed([2, 3], 2_000)
  expect([isr(), partition.isr, partition.highWatermark]).toEqual([replicas, replicas, 2])
})

test('nobody leaves while nothing is appended', async () => {
  const { add, followed, isr, state } = await make()
  add()
  await followed([2, 3], 2_000)
  await followed([], lagTimeMaxMs * 4)
  expect([isr(), state.writes]).toEqual([replicas, []])
})

test('what somebody else wrote first counts, and the leader decides anew on it', async () => {
  const { add, followed, isr, state, metadata, image } = await make()
  add()
  await followed([2, 3], 1_000)
  add()
  // A controller fences broker 2.
  metadata.other = async () => {
    const now = image.topic('t')?.partitions[0]
    if (now === undefined) throw new Error('no partition')
    const value = encodePartition({ ...now, isr: [1, 3], partitionEpoch: 1 }, { replicas, directories: [] })
    await metadata.transaction([], [{ put: keys.partition(topicId, 0), value }, { delete: keys.broker(2) }])
  }
  await followed([2], lagTimeMaxMs * 2)
  expect(state.writes.map(({ partitionEpoch, isr: to }) => [partitionEpoch, to])).toEqual([
    [0, [1, 2]],
    [1, [1]]
  ])
  expect(isr()).toEqual([1])
})

test('a write that fails is tried again the next time', async () => {
  const { add, followed, isr, state, time } = await make()
  add()
  await followed([2, 3], 1_000)
  add()
  state.failure = failed('KAFKA_STORAGE_ERROR', 'full')
  await followed([2], lagTimeMaxMs * 2)
  expect([isr(), state.writes.length > 1]).toEqual([replicas, true])
  state.failure = undefined
  await followed([2], lagTimeMaxMs)
  expect(isr()).toEqual([1, 2])
  expect(time.timerCount).toBe(1)
})

/** Of 200 partitions broker 3 has left the in-sync replicas, and catches up with all of them at once. */
async function manyBehind() {
  const made = await make(replicas, 1, 200)
  const { store, metadata, time, image } = made
  const all = [...store.all] as ReplicaPartition[]
  const fetched = (id: number) => {
    for (const each of all) each.followerReached(id, each.logEndOffset)
  }
  for (let passedMs = 0; passedMs < lagTimeMaxMs * 2; passedMs += 1_000) {
    fetched(2)
    if (passedMs === 0) for (const each of all) each.append(batch(['x']), { origin: 'coordinator', acks: 1 })
    await time.advance(1_000)
    for (let n = 0; n < 9; n++) await turn()
  }
  const { revision } = image
  const joined = () => image.topic('t')?.partitions.filter(({ isr }) => isr.length === 3).length
  return { ...made, before: joined(), revision, joined, fetched, settle: () => settled(time), metadata }
}

async function settled(time: VirtualTime) {
  await time.advance(0)
  for (let n = 0; n < 60; n++) await turn()
}

test('what becomes due at once is written in few transactions', async () => {
  const { before, joined, fetched, settle, image, revision } = await manyBehind()
  fetched(3)
  await settle()
  expect([before, joined(), image.revision - revision]).toEqual([0, 200, 2])
})

test('a partition that somebody else changed does not keep the others from being written', async () => {
  const { joined, fetched, settle, image, metadata } = await manyBehind()
  metadata.other = async () => {
    const now = image.topic('t')?.partitions[7]
    if (now === undefined) throw new Error('no partition')
    const value = encodePartition({ ...now, isr: [1], partitionEpoch: 9 }, { replicas, directories: [] })
    await metadata.transaction([], [{ put: keys.partition(topicId, 7), value }])
  }
  fetched(3)
  await settle()
  expect([joined(), image.topic('t')?.partitions[7]?.isr]).toEqual([199, [1]])
})

test('a broker that registers anew while it joins does not join by what it had', async () => {
  const { joined, fetched, settle, metadata } = await manyBehind()
  const value = encodeBroker({ id: 3, rack: null, epoch: 1, endpoints: [] } as never)
  metadata.other = async () => metadata.transaction([], [{ put: keys.broker(3), value }])
  fetched(3)
  await settle()
  expect(joined()).toBe(0)
  fetched(3)
  await settle()
  expect(joined()).toBe(200)
})

test('a broker that is fenced while it joins does not join', async () => {
  const { add, followed, isr, state, metadata } = await make()
  add()
  await followed([2, 3], 1_000)
  add()
  await followed([2], lagTimeMaxMs * 2)
  expect(isr()).toEqual([1, 2])
  metadata.other = () => metadata.transaction([], [{ delete: keys.broker(3) }])
  await followed([2, 3], 3_000)
  expect([isr(), state.writes.at(-1)?.isr]).toEqual([[1, 2], replicas])
})

test('a replica in a directory that failed does not join by what it had, nor does it get another directory', async () => {
  const { add, followed, image, isr, metadata } = await make()
  add()
  const before = image.topic('t')?.partitions[0]
  if (before === undefined) throw new Error('no partition')
  const placed = { ...before, isr: [1, 2], directories: ['a', 'b', 'c'], partitionEpoch: 1 }
  const registered = (more: object) =>
    encodeBroker({ id: 3, rack: null, epoch: 0, endpoints: [], directories: ['d'], ...more } as never)
  await metadata.transaction(
    [],
    [
      { put: keys.partition(topicId, 0), value: encodePartition(placed, { replicas, directories: [] }) },
      { put: keys.broker(3), value: registered({ lacksDirectories: true }) }
    ]
  )
  await followed([2, 3], 2_000)
  expect([isr(), image.topic('t')?.partitions[0]?.directories]).toEqual([
    [1, 2],
    ['a', 'b', 'c']
  ])
  await metadata.transaction([], [{ put: keys.broker(3), value: registered({}) }])
  await followed([2, 3], 2_000)
  expect([isr(), image.topic('t')?.partitions[0]?.directories]).toEqual([replicas, ['a', 'b', 'd']])
})

test('a stopped store has no timer left', async () => {
  const { store, time } = await make()
  expect(time.timerCount).toBe(1)
  store.stop()
  expect(time.timerCount).toBe(0)
})

test('without followers there is no timer', async () => {
  const { time } = await make([1])
  expect(time.timerCount).toBe(0)
})

test('a move that waits for a replica is over in the change that takes it in', async () => {
  const { add, followed, image, metadata } = await make([1])
  add()
  const before = image.topic('t')?.partitions[0]
  if (before === undefined) throw new Error('no partition')
  const moving = { ...before, replicas: [2, 1], adding: [2], removing: [1], partitionEpoch: 1 }
  const value = encodePartition(moving, before)
  await metadata.transaction([], [{ put: keys.partition(topicId, 0), value }])
  await followed([2], 1_000)
  const { revision: _, ...after } = image.topic('t')?.partitions[0] ?? before
  expect(after).toMatchObject({ replicas: [2], isr: [2], adding: [], removing: [], leader: 2 })
  expect([after.leaderEpoch, after.partitionEpoch]).toEqual([1, 2])
})

test('who is eligible stays so where a move that ends leaves too few in sync', async () => {
  const { add, followed, image, metadata } = await make([1, 3], 2)
  add()
  const before = image.topic('t')?.partitions[0]
  if (before === undefined) throw new Error('no partition')
  const moving = { ...before, replicas: [2, 3, 1], isr: [1], elr: [3], adding: [2], removing: [1], partitionEpoch: 1 }
  await metadata.transaction([], [{ put: keys.partition(topicId, 0), value: encodePartition(moving, before) }])
  await followed([2], 1_000)
  expect(image.topic('t')?.partitions[0]).toMatchObject({ replicas: [2, 3], isr: [2], elr: [3], leader: 2 })
})
