/** Goal: the image says what the keys say, however they came to be. Method: examples, and a random history against a reload. */
import fc from 'fast-check'
import {
  assignmentOf,
  type BrokerImage,
  encodeBroker,
  encodePartition,
  encodeTopic,
  extended,
  type ImageDelta,
  initialPartition,
  keys,
  loadImage,
  MemoryMetadataStore,
  type MetadataImage,
  type Operation,
  type PartitionImage
} from '../../../src/metadata/index.ts'
import { emptyDelta } from '../../kit/empty-delta.ts'
import { memoryEnv } from '../../kit/memory-env.ts'

const idOf = (n: number) => `topicid-${String(n).padStart(14, '0')}`
const led = initialPartition([1])

function makeTopic(name: string, topicId: string, count: number): Operation[] {
  const assignment = assignmentOf(Array.from({ length: count }, () => led))
  return [{ put: keys.topic(name), value: encodeTopic({ topicId, isInternal: name.startsWith('__'), assignment }) }]
}

const dropTopic = (name: string, topicId: string): Operation[] => [
  { delete: keys.topic(name) },
  { deletePrefix: keys.partitionsOf(topicId) },
  { delete: keys.config('topics', name) }
]

const putState = (topicId: string, n: number, state: Partial<PartitionImage>): Operation => ({
  put: keys.partition(topicId, n),
  value: encodePartition({ ...led, ...state }, led)
})

const broker = (id: number, more: Partial<BrokerImage> = {}): BrokerImage => ({
  id,
  epoch: 1,
  incarnation: 'i',
  rack: null,
  endpoints: [],
  directories: [],
  isFenced: false,
  ...more
})

const told = (image: MetadataImage) => ({
  topics: [...image.topics].sort((a, b) => (a.name < b.name ? -1 : 1)),
  byId: [...image.topics].map(({ topicId }) => image.topicById(topicId)?.name).sort(),
  configs: image
    .configNames('topics')
    .sort()
    .map((name) => [name, [...image.configs('topics', name)]]),
  brokers: [...image.brokers],
  features: [...image.features].sort(),
  controllerId: image.controllerId,
  revisions: [...image.topics].map(({ name }) => [name, image.topicRevision(name)]).sort()
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

test('a topic that is made again has its new id alone, and the old one is told as deleted', async () => {
  const { store, image, deltas } = await watched()
  await store.transaction([], [...makeTopic('t', idOf(1), 2), putState(idOf(1), 1, { leader: -1 })])
  await store.transaction([], makeTopic('t', idOf(2), 2))
  expect(image.topicById(idOf(1))).toBeUndefined()
  expect(image.topicById(idOf(2))?.partitions.map(({ leader }) => leader)).toEqual([1, 1])
  expect(deltas[1]?.deletedTopics.map(({ topicId }) => topicId)).toEqual([idOf(1)])
  expect(deltas[1]?.topics.map(({ topicId }) => topicId)).toEqual([idOf(2)])
})

test('a new state of one partition is told as that partition alone, and its end as what the assignment says', async () => {
  const { store, image, deltas } = await watched()
  await store.transaction([], makeTopic('t', idOf(1), 3))
  const { revision } = await store.transaction(
    [],
    [putState(idOf(1), 1, { leader: -1, leaderEpoch: 4, isr: [], elr: [1], lastKnownElr: [2] })]
  )
  const [first, second] = image.topic('t')?.partitions ?? []
  expect(second).toEqual({ ...led, leader: -1, leaderEpoch: 4, isr: [], elr: [1], lastKnownElr: [2], revision })
  expect(first).toMatchObject({ leader: 1, revision: 0 })
  expect(deltas[1]?.topics).toEqual([])
  expect(deltas[1]?.partitions.map(({ topic, partition }) => [topic === image.topic('t'), partition])).toEqual([
    [true, 1]
  ])
  await store.transaction([], [{ delete: keys.partition(idOf(1), 1) }])
  expect(image.topic('t')?.partitions[1]).toBe(first)
  expect(deltas[2]?.partitions.map(({ partition }) => partition)).toEqual([1])
})

test('a topic that grows keeps the states that it has, and a state that came before its partition is taken then', async () => {
  const { store, image, deltas } = await watched()
  await store.transaction([], [putState(idOf(1), 0, { leaderEpoch: 1 }), putState(idOf(1), 2, { leaderEpoch: 3 })])
  expect(deltas[0]).toEqual(emptyDelta)
  await store.transaction([], makeTopic('t', idOf(1), 2))
  const epochs = () => image.topic('t')?.partitions.map(({ leaderEpoch }) => leaderEpoch)
  expect(epochs()).toEqual([1, 0])
  await store.transaction([], makeTopic('t', idOf(1), 4))
  expect(epochs()).toEqual([1, 0, 3, 0])
  expect(deltas[2]?.topics).toHaveLength(1)
  expect(deltas[2]?.partitions).toEqual([])
})

test('a partition begins with those in sync that its assignment says, also after the topic has grown', async () => {
  const { store, image } = await watched()
  const sets = [
    { replicas: [3, 1, 2], directories: ['c', 'a', 'b'], isr: [1, 2] },
    { replicas: [3, 1, 2], directories: ['c', 'a', 'b'] }
  ]
  const put = (assignment: ReturnType<typeof assignmentOf>): Operation[] => [
    { put: keys.topic('t'), value: encodeTopic({ topicId: idOf(1), isInternal: false, assignment }) }
  ]
  const begun = () => image.topic('t')?.partitions.map(({ leader, isr, elr }) => ({ leader, isr, elr }))
  const away = { leader: 1, isr: [1, 2], elr: [] }
  const all = { leader: 3, isr: [3, 1, 2], elr: [] }
  await store.transaction([], put(assignmentOf(sets)))
  expect(begun()).toEqual([away, all])
  await store.transaction([], put(extended(image.assignment('t') ?? assignmentOf([]), sets)))
  expect(begun()).toEqual([away, all, away, all])
})

test('partitions that are as their assignment says share one row, whatever their topic', async () => {
  const { store, image } = await watched()
  await store.transaction([], [...makeTopic('a', idOf(1), 1_000), ...makeTopic('b', idOf(2), 1_000)])
  const rows = ['a', 'b'].flatMap((name) => image.topic(name)?.partitions ?? [])
  expect([rows.length, new Set(rows).size]).toEqual([2_000, 1])
})

test('brokers are told as added, changed and removed, and one that is fenced is not alive', async () => {
  const { store, image, deltas } = await watched()
  const put = (each: BrokerImage) => ({ put: keys.broker(each.id), value: encodeBroker(each) })
  const shown = ({ brokers }: ImageDelta) =>
    Object.values(brokers).map((each) => each.map(({ id, epoch }: BrokerImage) => `${id}@${epoch}`).join())
  const endpoints = [{ name: 'INTERNAL', host: 'b1', port: 9093, securityProtocol: 'PLAINTEXT' }]
  await store.transaction(
    [],
    [put(broker(1, { endpoints })), put(broker(2)), { put: keys.controller, value: '{"id":2}' }]
  )
  await store.transaction([], [put(broker(1, { epoch: 5, rack: 'r', isFenced: true })), { delete: keys.broker(2) }])
  await store.transaction([], [{ delete: keys.controller }])
  expect(deltas.map(shown)).toEqual([
    ['1@1,2@1', '', ''],
    ['', '1@5', '2@1'],
    ['', '', '']
  ])
  expect(deltas.map(({ isControllerChanged }) => isControllerChanged)).toEqual([true, false, true])
  expect([image.isAlive(1), image.broker(1)?.rack, image.aliveBrokers, image.controllerId]).toEqual([
    false,
    'r',
    [],
    -1
  ])
})

test('features are told by their names, and their levels are there', async () => {
  const { store, image, deltas } = await watched()
  await store.transaction([], [{ put: keys.feature('group.version'), value: '{"level":1}' }])
  expect([deltas[0]?.features, image.features.get('group.version')]).toEqual([['group.version'], 1])
})

test('a key of an unknown kind is kept apart; a value that cannot be read leaves what was known, or a partition to nobody', async () => {
  const { store, image, deltas } = await watched()
  await store.transaction([], [...makeTopic('t', idOf(1), 1), { put: keys.broker(1), value: encodeBroker(broker(1)) }])
  const unknown = ['/brokers/x', '/brokers/1/more', '/acls/1', '/topics/t/partitions/0', '/configs/races/t', 'x', '/']
  const damaged = [keys.topic('t'), keys.broker(1), keys.config('topics', 't'), keys.partition(idOf(1), 0)]
  await store.transaction(
    [],
    [...unknown, ...damaged].map((put) => ({ put, value: '{' }))
  )
  expect([...(deltas[1]?.unknown ?? [])].sort()).toEqual(unknown.filter((key) => key.startsWith('/')).sort())
  expect(deltas[1]?.damaged.map(({ key }) => key).sort()).toEqual([...damaged].sort())
  // The same whether it was known before or not.
  const nobody = { isr: [], leader: -1, leaderEpoch: 1_000_000 + image.revision, isUnreadable: true }
  expect(image.topic('t')?.partitions).toMatchObject([{ ...nobody, replicas: led.replicas, revision: image.revision }])
  expect([...image.brokers]).toEqual([broker(1)])
  // The directory's own keys are known, though the image has no use for them.
  await store.transaction(
    [],
    [keys.clusterId, keys.ownId, keys.nextProducerId].map((put) => ({ put, value: '1' }))
  )
  expect(deltas[2]).toEqual(emptyDelta)
})

test('a topic whose name no topic may have is told as damaged, and is not there', async () => {
  const { store, image, deltas } = await watched()
  await store.transaction(
    [],
    ['..', 'a b'].flatMap((name, n) => makeTopic(name, idOf(n), 1))
  )
  expect(deltas[0]?.damaged.map(({ key }) => key)).toEqual(['/topics/..', '/topics/a b'])
  expect([image.topicCount, deltas[0]?.topics]).toEqual([0, []])
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
    fc.constantFrom('make', 'drop', 'config', 'broker', 'state', 'grow', 'feature'),
    fc.constantFrom('a', 'b', '__c'),
    fc.integer({ min: 1, max: 3 })
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { store, image } = await watched()
      for (const [n, [kind, name, count]] of steps.entries()) {
        if (kind === 'make')
          await store.transaction([{ key: keys.topic(name), exists: false }], makeTopic(name, idOf(n), count))
        else if (kind === 'drop') await store.transaction([], dropTopic(name, image.topic(name)?.topicId ?? 'none'))
        else if (kind === 'grow') {
          const topic = image.topic(name)
          if (topic !== undefined)
            await store.transaction([], makeTopic(name, topic.topicId, topic.partitions.length + count))
        } else if (kind === 'state') {
          const { topicId = idOf(n) } = image.topic(name) ?? {}
          await store.transaction([], [putState(topicId, count, { leaderEpoch: n })])
        } else if (kind === 'feature')
          await store.transaction([], [{ put: keys.feature(name), value: `{"level":${count}}` }])
        else if (kind === 'config')
          await store.transaction([], [{ put: keys.config('topics', name), value: `{"x":"${count}"}` }])
        else
          await store.transaction(
            [],
            [
              count === 3
                ? { delete: keys.broker(1) }
                : { put: keys.broker(1), value: encodeBroker(broker(1, { rack: `${count}`, epoch: n })) }
            ]
          )
      }
      expect(told(image)).toEqual(told((await loadImage(store)).image))
      expect(image.topicCount).toBe([...image.topics].length)
    }),
    { numRuns: 100 }
  )
})
