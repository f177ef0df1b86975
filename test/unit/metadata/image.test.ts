/** Goal: the image says what the keys say, however they came to be. Method: examples, and a random history against a reload. */
import fc from 'fast-check'
import {
  keys,
  loadImage,
  MemoryMetadataStore,
  type MetadataImage,
  type Operation
} from '../../../src/metadata/index.ts'
import { memoryEnv } from '../../kit/memory-env.ts'

const idOf = (n: number) => `topicid-${String(n).padStart(14, '0')}`
const partition = { replicas: [1], isr: [1], leader: 1, leaderEpoch: 0, partitionEpoch: 0 }

function makeTopic(name: string, topicId: string, count: number): Operation[] {
  return [
    { put: keys.topic(name), value: JSON.stringify({ topicId, partitions: count, internal: name.startsWith('__') }) },
    ...Array.from({ length: count }, (_, n) => ({ put: keys.partition(name, n), value: JSON.stringify(partition) }))
  ]
}

const dropTopic = (name: string): Operation[] => [
  { delete: keys.topic(name) },
  { deletePrefix: `${keys.topic(name)}/` },
  { delete: keys.config('topics', name) }
]

const told = (image: MetadataImage) => ({
  topics: [...image.topics].sort((a, b) => (a.name < b.name ? -1 : 1)),
  byId: [...image.topics].map(({ topicId }) => image.topicById(topicId)?.name).sort(),
  configs: image
    .configNames('topics')
    .sort()
    .map((name) => [name, [...image.configs('topics', name)]]),
  brokers: [...image.brokers]
})

async function watched() {
  const store = new MemoryMetadataStore(memoryEnv().env)
  const { image } = await loadImage(store)
  const deltas: ReturnType<MetadataImage['apply']>[] = []
  store.watch('/', image.revision, (change) => void deltas.push(image.apply(change)))
  return { store, image, deltas }
}

test('a topic is there by name and by id with all its partitions at once', async () => {
  const { store, image, deltas } = await watched()
  await store.transaction([], makeTopic('orders', idOf(1), 3))
  expect(image.topic('orders')).toMatchObject({ topicId: idOf(1), isInternal: false })
  expect(image.topic('orders')?.partitions).toHaveLength(3)
  expect(image.topicById(idOf(1))?.name).toBe('orders')
  expect(deltas).toHaveLength(1)
  expect(deltas[0]?.topics.map(({ name }) => name)).toEqual(['orders'])
})

test('a topic that is deleted and made again in one change has its new id alone, and the old one is told as deleted', async () => {
  const { store, image, deltas } = await watched()
  await store.transaction([], makeTopic('t', idOf(1), 2))
  await store.transaction([], [...dropTopic('t'), ...makeTopic('t', idOf(2), 1)])
  expect(image.topicById(idOf(1))).toBeUndefined()
  expect(image.topicById(idOf(2))?.partitions).toHaveLength(1)
  expect(deltas[1]?.deletedTopics.map(({ topicId }) => topicId)).toEqual([idOf(1)])
  expect(deltas[1]?.topics.map(({ topicId }) => topicId)).toEqual([idOf(2)])
})

test('a new leader of one partition is told as a change of its topic', async () => {
  const { store, image, deltas } = await watched()
  await store.transaction([], makeTopic('t', idOf(1), 2))
  const value = JSON.stringify({ ...partition, leader: -1, leaderEpoch: 4 })
  await store.transaction([], [{ put: keys.partition('t', 1), value }])
  expect(image.topic('t')?.partitions.map(({ leader }) => leader)).toEqual([1, -1])
  expect(deltas[1]?.topics).toHaveLength(1)
})

test('configs have names with any character, and the default of all brokers has none', async () => {
  const { store, image } = await watched()
  await store.transaction(
    [],
    [
      { put: keys.config('groups', 'a/b ü'), value: '{"consumer.session.timeout.ms":"50000"}' },
      { put: keys.config('brokers', ''), value: '{"log.retention.ms":"1"}' }
    ]
  )
  expect(image.configs('groups', 'a/b ü').get('consumer.session.timeout.ms')).toBe('50000')
  expect(image.configNames('groups')).toEqual(['a/b ü'])
  expect(image.configs('brokers', '').get('log.retention.ms')).toBe('1')
  expect(image.configs('brokers', '1').size).toBe(0)
})

test('an image that followed a random history equals one that is loaded at its end', async () => {
  const step = fc.tuple(
    fc.constantFrom('make', 'drop', 'config', 'broker'),
    fc.constantFrom('a', 'b', '__c'),
    fc.integer({ min: 1, max: 3 })
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { store, image } = await watched()
      for (const [n, [kind, name, count]] of steps.entries()) {
        if (kind === 'make')
          await store.transaction([{ key: keys.topic(name), exists: false }], makeTopic(name, idOf(n), count))
        else if (kind === 'drop') await store.transaction([], dropTopic(name))
        else if (kind === 'config')
          await store.transaction([], [{ put: keys.config('topics', name), value: `{"x":"${count}"}` }])
        else
          await store.transaction(
            [],
            [
              count === 3
                ? { delete: keys.broker(1) }
                : { put: keys.broker(1), value: `{"id":1,"rack":"${count}","epoch":0,"endpoints":[]}` }
            ]
          )
      }
      expect(told(image)).toEqual(told((await loadImage(store)).image))
      expect(image.topicCount).toBe([...image.topics].length)
    }),
    { numRuns: 100 }
  )
})
