import { DiskError, silentLogger } from '../../../src/env/index.ts'
import type { LogStore } from '../../../src/log/index.ts'
import {
  type ImageDelta,
  initialPartition,
  type MetadataImage,
  type PartitionImage,
  type TopicImage
} from '../../../src/metadata/index.ts'
import { isFailure } from '../../../src/protocol/index.ts'
import { ReplicaStore } from '../../../src/replica/index.ts'
import { emptyDelta } from '../../kit/empty-delta.ts'
import { logConfig, memoryStore, testEnv, topicId } from '../../kit/logs.ts'

const ledBy = (leader: number, replicas = [leader]): PartitionImage => ({ ...initialPartition(replicas), leader })
const topic = (name: string, partitions: readonly PartitionImage[], id = topicId): TopicImage => ({
  name,
  topicId: id,
  isInternal: false,
  partitions
})
const delta = (changes: Partial<ImageDelta>): ImageDelta => ({ ...emptyDelta, ...changes })

function make(change: (logs: LogStore) => LogStore = (logs) => logs) {
  const topics = new Map<string, TopicImage>()
  const lines: unknown[] = []
  const logs = change(memoryStore().store)
  const configs = new Map<string, number>()
  const store = new ReplicaStore({
    env: testEnv(),
    brokerId: 1,
    logs,
    image: () => ({ topic: (name: string) => topics.get(name) }) as unknown as MetadataImage,
    logConfigOf: (name) => ({ ...logConfig, retentionMs: configs.get(name) ?? -1 }),
    minInSyncReplicasOf: () => 1,
    lagTimeMaxMs: () => 30_000,
    writeInSync: async (changes) => changes.map(() => true),
    log: { ...silentLogger, error: (_, fields) => lines.push(fields) }
  })
  const apply = (changes: Partial<ImageDelta>) => {
    for (const { name } of changes.deletedTopics ?? []) topics.delete(name)
    for (const each of changes.topics ?? []) topics.set(each.name, each)
    store.apply(delta(changes))
  }
  return { store, apply, logs, lines, configs }
}

const leads = (store: ReplicaStore, name: string, partition: number) => {
  const found = store.leader(name, partition)
  return isFailure(found) ? found.error : found.partition
}

test('logs are there as soon as the image says so, for the partitions of this broker alone', () => {
  const { store, apply, logs } = make()
  apply({ topics: [topic('t', [ledBy(1), ledBy(2), ledBy(2, [2, 1])])] })
  expect([0, 1, 2, 3].map((n) => leads(store, 't', n))).toEqual([
    0,
    'NOT_LEADER_OR_FOLLOWER',
    'NOT_LEADER_OR_FOLLOWER',
    'UNKNOWN_TOPIC_OR_PARTITION'
  ])
  expect([0, 1, 2].map((n) => logs.find('t', n) !== undefined)).toEqual([true, false, true])
  expect([...store.all].map(({ partition }) => partition)).toEqual([0, 2])
})

test('a topic that grows keeps the partitions that it has', () => {
  const { store, apply } = make()
  apply({ topics: [topic('t', [ledBy(1)])] })
  const first = store.find('t', 0)
  apply({ topics: [topic('t', [ledBy(1), ledBy(1)])] })
  expect([store.find('t', 0) === first, store.find('t', 1)?.partition]).toEqual([true, 1])
})

test('a topic that is deleted and made anew in one change starts empty', () => {
  const { store, apply, logs } = make()
  const before = topic('t', [ledBy(1)])
  apply({ topics: [before] })
  const old = store.find('t', 0)
  apply({ deletedTopics: [before], topics: [topic('t', [ledBy(1)], 'AAAAAAAAAAAAAAAAAAAABQ')] })
  expect([store.find('t', 0) === old, logs.find('t', 0)?.topicId]).toEqual([false, 'AAAAAAAAAAAAAAAAAAAABQ'])
})

test('configs reach the logs of the topic that changed', () => {
  const { apply, logs, configs } = make()
  apply({ topics: [topic('t', [ledBy(1)]), topic('u', [ledBy(1)], 'AAAAAAAAAAAAAAAAAAAABQ')] })
  configs.set('t', 5).set('u', 7)
  apply({ configs: [{ type: 'topics', name: 't' }] })
  expect([logs.find('t', 0)?.config.retentionMs, logs.find('u', 0)?.config.retentionMs]).toEqual([5, -1])
})

test('a partition whose log cannot be made is KAFKA_STORAGE_ERROR, and the others go on', () => {
  const { store, apply, lines } = make((logs) => ({
    ...logs,
    find: () => undefined,
    create: (name, partition, id, config) => {
      if (partition === 0) throw new DiskError('NO_SPACE', 't-0', 'no space left on device')
      return logs.create(name, partition, id, config)
    }
  }))
  apply({ topics: [topic('t', [ledBy(1), ledBy(1)])] })
  expect([leads(store, 't', 0), leads(store, 't', 1)]).toEqual(['KAFKA_STORAGE_ERROR', 1])
  expect(lines).toEqual([{ topic: 't', partition: 0, error: expect.stringContaining('no space left') }])
  store.stop()
})
