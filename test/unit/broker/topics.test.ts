/** Goal: a topic is there for everybody, or not at all, at once. Method: requests to a broker in memory, some at the same time. */
import { batchOf, Harness, type HarnessClient } from '../../kit/harness.ts'
import { produce } from '../../kit/produce-and-fetch.ts'

let harness: Harness
let client: HarnessClient
beforeEach(async () => {
  harness = await Harness.start()
  client = harness.connect()
})
afterEach(() => harness[Symbol.asyncDispose]())

const create = (from: HarnessClient, names: readonly string[], numPartitions = 1) =>
  from.call('CreateTopics', 7, {
    topics: names.map((name) => ({ name, numPartitions, replicationFactor: 1, assignments: [], configs: [] })),
    timeoutMs: 1000
  })
const errors = async (answer: ReturnType<typeof create>) => (await answer).topics.map(({ errorCode }) => errorCode)

test('a topic takes records from another connection the moment its creation is answered', async () => {
  const other = harness.connect()
  await create(client, ['t'], 3)
  expect(await produce(other, 't', batchOf(['a']), { partition: 2 })).toMatchObject({ error: 'NONE', baseOffset: 0n })
})

test('of many that make the same topic at once, one does and the others are told', async () => {
  const clients = Array.from({ length: 10 }, () => harness.connect())
  const codes = (await Promise.all(clients.map((each) => errors(create(each, ['t']))))).flat()
  expect(codes.sort((a, b) => a - b)).toEqual([0, ...Array(9).fill(36)])
})

test('a topic that somebody else makes meanwhile does not keep the others of the request from being made', async () => {
  const [first, second] = await Promise.all([
    errors(create(client, ['a', 'b'])),
    errors(create(harness.connect(), ['b', 'c']))
  ])
  expect([first, second]).toEqual([
    [0, 0],
    [36, 0]
  ])
  expect([...harness.broker.image.topics].map(({ name }) => name).sort()).toEqual(['a', 'b', 'c'])
})

test('many that ask for a topic which is not there get the same one', async () => {
  const ask = (from: HarnessClient) =>
    from.call('Metadata', 12, { topics: [{ name: 'auto' }], allowAutoTopicCreation: true })
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(harness.connect())))
  const ids = new Set(answers.map(({ topics }) => topics[0]?.topicId))
  expect([ids.size, answers[0]?.topics[0]?.errorCode]).toEqual([1, 0])
})

test('a deleted topic is gone by name and by id, and one of its name that comes after it is another, empty', async () => {
  const topicId = await harness.createTopic('t')
  await produce(client, 't', batchOf(['old']))
  const gone = await client.call('DeleteTopics', 6, { topics: [{ name: null, topicId }], timeoutMs: 1000 })
  expect(gone.responses[0]).toMatchObject({ name: 't', errorCode: 0 })
  expect(await produce(client, 't', batchOf(['x']))).toMatchObject({ error: 'UNKNOWN_TOPIC_OR_PARTITION' })
  expect(await harness.createTopic('t')).not.toBe(topicId)
  expect(await produce(client, 't', batchOf(['new']))).toMatchObject({ error: 'NONE', baseOffset: 0n })
})

test('new partitions take records when the growth is answered', async () => {
  await harness.createTopic('t', 1)
  await client.call('CreatePartitions', 3, {
    topics: [{ name: 't', count: 4, assignments: null }],
    timeoutMs: 1000,
    validateOnly: false
  })
  expect(await produce(client, 't', batchOf(['a']), { partition: 3 })).toMatchObject({ error: 'NONE' })
})

test('a config that is accepted has its effect on the next record, and loses it when it is taken back', async () => {
  await harness.createTopic('t')
  const alter = (
    resourceType: number,
    resourceName: string,
    configOperation: number,
    name: string,
    value: string | null
  ) =>
    client.call('IncrementalAlterConfigs', 1, {
      resources: [{ resourceType, resourceName, configs: [{ name, configOperation, value }] }],
      validateOnly: false
    })
  const large = () => produce(client, 't', batchOf(['x'.repeat(2000)]))
  await alter(2, 't', 0, 'max.message.bytes', '1000')
  expect(await large()).toMatchObject({ error: 'MESSAGE_TOO_LARGE' })
  await alter(2, 't', 1, 'max.message.bytes', null)
  expect(await large()).toMatchObject({ error: 'NONE' })
  await alter(4, '', 0, 'message.max.bytes', '1000')
  expect(await large()).toMatchObject({ error: 'MESSAGE_TOO_LARGE' })
  await alter(4, '1', 0, 'message.max.bytes', '3000')
  expect(await large()).toMatchObject({ error: 'NONE' })
})

test('a change that is only validated changes nothing', async () => {
  await client.call('CreateTopics', 7, {
    topics: [{ name: 't', numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }],
    timeoutMs: 1000,
    validateOnly: true
  })
  expect(harness.broker.image.topicCount).toBe(0)
})

test('a request for more partitions than any may have is refused before anything is made for it', async () => {
  expect(await errors(create(client, ['t'], 2_147_483_647))).toEqual([44])
  await harness.createTopic('g')
  const grown = await client.call('CreatePartitions', 3, {
    topics: [{ name: 'g', count: 2_147_483_647, assignments: null }],
    timeoutMs: 1000,
    validateOnly: false
  })
  expect(grown.results[0]).toMatchObject({ errorCode: 44 })
})
