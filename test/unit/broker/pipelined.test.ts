/**
 * Goal: what a client sees is in the order of its own requests on a connection (promise O4), for every API whose answer depends
 * on what was done before it. Method: pairs of requests that arrive in one turn of the loop, against a broker in memory.
 */
import type { ApiName, RequestInputMap, ResponseMap } from '../../../src/protocol/index.ts'
import { buildBatch } from '../../../src/records/index.ts'
import { Harness, type HarnessClient } from '../../kit/harness.ts'

let harness: Harness
let count = 0

beforeAll(async () => {
  harness = await Harness.start()
})
afterAll(() => harness[Symbol.asyncDispose]())

async function stage(): Promise<{ readonly client: HarnessClient; readonly topic: string }> {
  const topic = `t${count++}`
  await harness.createTopic(topic)
  return { client: harness.connect(), topic }
}

const batch = () => {
  const records = ['x', 'y', 'z'].map((value) => ({ timestamp: 1, value: Buffer.from(value) }))
  return buildBatch(records, { producerId: 7n, producerEpoch: 0, baseSequence: 0 })
}
const produceOf = (topic: string, acks: number): RequestInputMap['Produce'] => ({
  acks,
  timeoutMs: 1000,
  topicData: [{ name: topic, partitionData: [{ index: 0, records: batch() }] }]
})

/** A request that tells of the three records, and how. */
interface Look<K extends ApiName> {
  readonly name: K
  readonly version: number
  readonly body: (topic: string) => RequestInputMap[K]
  readonly seen: (answer: ResponseMap[K]) => unknown
  readonly expected: unknown
}
const look = <K extends ApiName>(given: Look<K>) => given as unknown as Look<ApiName>

const at = (topic: string, timestamp: bigint) => ({
  replicaId: -1,
  topics: [{ name: topic, partitions: [{ partitionIndex: 0, timestamp }] }]
})

const looks: readonly Look<ApiName>[] = [
  look({
    name: 'ListOffsets',
    version: 7,
    body: (topic) => at(topic, -1n),
    seen: (answer) => answer.topics[0]?.partitions[0]?.offset,
    expected: 3n
  }),
  look({
    name: 'ListOffsets',
    version: 7,
    body: (topic) => at(topic, -3n),
    seen: (answer) => answer.topics[0]?.partitions[0]?.timestamp,
    expected: 1n
  }),
  look({
    name: 'Fetch',
    version: 4,
    body: (topic) => ({
      maxWaitMs: 0,
      minBytes: 1,
      maxBytes: 1 << 20,
      topics: [{ topic, partitions: [{ partition: 0, fetchOffset: 0n, partitionMaxBytes: 1 << 20 }] }]
    }),
    seen: (answer) => answer.responses[0]?.partitions[0]?.highWatermark,
    expected: 3n
  }),
  look({
    name: 'DeleteRecords',
    version: 1,
    body: (topic) => ({ timeoutMs: 1000, topics: [{ name: topic, partitions: [{ partitionIndex: 0, offset: -1n }] }] }),
    seen: (answer) => answer.topics[0]?.partitions[0]?.lowWatermark,
    expected: 3n
  }),
  look({
    name: 'DescribeProducers',
    version: 0,
    body: (topic) => ({ topics: [{ name: topic, partitionIndexes: [0] }] }),
    seen: (answer) => answer.topics[0]?.partitions[0]?.activeProducers[0]?.lastSequence,
    expected: 2
  }),
  look({
    name: 'DescribeLogDirs',
    version: 1,
    body: (topic) => ({ topics: [{ topic, partitions: [0] }] }),
    seen: (answer) => Number(answer.results[0]?.topics[0]?.partitions[0]?.partitionSize) > 0,
    expected: true
  }),
  look({
    name: 'OffsetForLeaderEpoch',
    version: 2,
    body: (topic) => ({ topics: [{ topic, partitions: [{ partition: 0, currentLeaderEpoch: -1, leaderEpoch: 0 }] }] }),
    seen: (answer) => answer.topics[0]?.partitions[0]?.endOffset,
    expected: 3n
  })
]

describe.each([0, 1, -1])('behind a Produce with acks %i', (acks) => {
  test.each(looks.map((each) => [each.name, each] as const))('%s sees its records', async (_name, each) => {
    const { client, topic } = await stage()
    const produced = acks === 0 ? client.post('Produce', 7, produceOf(topic, 0)) : held(client, topic, acks)
    const answer = await client.call(each.name, each.version, each.body(topic) as never)
    expect(each.seen(answer as never)).toEqual(each.expected)
    await produced
  })
})

/** Answered only with the end of the turn. */
const held = (client: HarnessClient, topic: string, acks: number) => client.call('Produce', 7, produceOf(topic, acks))

test('what one request made, the next one finds: topics, configs, offsets, and their end', async () => {
  const client = harness.connect()
  const topic = { name: 'made', numPartitions: 2, replicationFactor: 1, assignments: [], configs: [] }
  const metadata = () => client.call('Metadata', 9, { topics: [{ name: 'made' }], allowAutoTopicCreation: false })
  const created = client.call('CreateTopics', 5, { timeoutMs: 1000, topics: [topic] })
  const afterMade = metadata()
  const grown = client.call('CreatePartitions', 1, {
    timeoutMs: 1000,
    validateOnly: false,
    topics: [{ name: 'made', count: 3, assignments: null }]
  })
  const afterGrown = metadata()
  const configs = [{ name: 'retention.ms', configOperation: 0, value: '77' }]
  const altered = client.call('IncrementalAlterConfigs', 0, {
    validateOnly: false,
    resources: [{ resourceType: 2, resourceName: 'made', configs }]
  })
  const resources = [{ resourceType: 2, resourceName: 'made', configurationKeys: ['retention.ms'] }]
  const afterAltered = client.call('DescribeConfigs', 1, { resources })
  const deleted = client.call('DeleteTopics', 1, { topicNames: ['made'], timeoutMs: 1000 })
  const afterDeleted = metadata()
  await Promise.all([created, grown, altered, deleted])
  expect((await afterMade).topics[0]?.partitions).toHaveLength(2)
  expect((await afterGrown).topics[0]?.partitions).toHaveLength(3)
  expect((await afterAltered).results[0]?.configs[0]?.value).toBe('77')
  expect((await afterDeleted).topics[0]?.errorCode).toBe(3)
})

test('a committed offset is found by the request behind its commit', async () => {
  const { client, topic } = await stage()
  await client.call('FindCoordinator', 0, { key: 'g' })
  const partitions = [{ partitionIndex: 0, committedOffset: 5n, committedMetadata: null }]
  const commit = () => client.call('OffsetCommit', 2, { groupId: 'g', topics: [{ name: topic, partitions }] })
  const fetch = () => client.call('OffsetFetch', 1, { groupId: 'g', topics: [{ name: topic, partitionIndexes: [0] }] })
  // Its coordinator may be loading still.
  while ((await commit()).topics[0]?.partitions[0]?.errorCode !== 0);
  partitions[0] = { partitionIndex: 0, committedOffset: 9n, committedMetadata: null }
  const [, fetched] = await Promise.all([commit(), fetch()])
  expect(fetched.topics[0]?.partitions[0]?.committedOffset).toBe(9n)
})
