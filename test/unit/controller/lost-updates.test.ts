/**
 * Goal: of two brokers that change the same metadata at once neither loses the other's change. Method: a store that lets another
 * broker write between what this one read and what it writes.
 */
import { createRealEnv } from '../../../src/env/real/index.ts'
import {
  type Compare,
  type ConfigType,
  encodeTopic,
  keys,
  MemoryMetadataStore,
  type Operation
} from '../../../src/metadata/index.ts'
import { zeroUuid } from '../../../src/wire/index.ts'
import { Harness } from '../../kit/harness.ts'
import { nameOf } from '../../kit/produce-and-fetch.ts'

/** Runs what another broker does just before each transaction, as long as there is something. */
class InterleavingStore extends MemoryMetadataStore {
  readonly others: (() => Promise<void>)[] = []

  override async transaction(compare: readonly Compare[], operations: readonly Operation[]) {
    await this.others.shift()?.()
    return super.transaction(compare, operations)
  }

  /** As the other broker writes. */
  async write(...operations: Operation[]): Promise<void> {
    await super.commit([], operations)
  }

  /** Changes the configs of a resource as a broker does that reads and writes them in one turn. */
  async merge(type: ConfigType, name: string, more: Readonly<Record<string, string>>): Promise<void> {
    const put = keys.config(type, name)
    const now = JSON.parse((await this.get(put))?.value ?? '{}')
    await this.write({ put, value: JSON.stringify({ ...now, ...more }) })
  }
}

async function start() {
  const metadata = new InterleavingStore(createRealEnv({ unref: true }))
  const harness = await Harness.start({ metadata })
  return { metadata, harness, client: harness.connect(), image: harness.broker.image }
}

const twice = (run: () => Promise<void>) => [run, run]

test('configs that another broker sets meanwhile stay, and lists are added to what it made of them', async () => {
  const { metadata, harness, client, image } = await start()
  await using _ = harness
  await harness.createTopic('t', 1, { 'cleanup.policy': 'compact' })
  let n = 0
  metadata.others.push(...twice(() => metadata.merge('topics', 't', { 'retention.ms': String(++n) })))
  const answer = await client.call('IncrementalAlterConfigs', 1, {
    validateOnly: false,
    resources: [
      {
        resourceType: 2,
        resourceName: 't',
        configs: [
          { name: 'segment.ms', configOperation: 0, value: '5' },
          { name: 'cleanup.policy', configOperation: 2, value: 'delete' }
        ]
      }
    ]
  })
  expect(answer.responses.map(({ errorCode }) => nameOf(errorCode))).toEqual(['NONE'])
  expect(Object.fromEntries(image.configs('topics', 't'))).toEqual({
    'cleanup.policy': 'compact,delete',
    'retention.ms': '2',
    'segment.ms': '5'
  })
})

test('AlterConfigs replaces what another broker set meanwhile, and is judged against it', async () => {
  const { metadata, harness, client, image } = await start()
  await using _ = harness
  await harness.createTopic('t')
  metadata.others.push(() => metadata.merge('topics', 't', { 'retention.ms': '1' }))
  const configs = [{ name: 'segment.ms', value: '5' }]
  const resources = [{ resourceType: 2, resourceName: 't', configs }]
  await client.call('AlterConfigs', 2, { validateOnly: false, resources })
  expect(Object.fromEntries(image.configs('topics', 't'))).toEqual({ 'segment.ms': '5' })
})

test('a topic that another broker deletes meanwhile is given no configs', async () => {
  const { metadata, harness, client, image } = await start()
  await using _ = harness
  await harness.createTopic('t')
  metadata.others.push(() => metadata.write({ delete: keys.topic('t') }))
  const configs = [{ name: 'segment.ms', configOperation: 0, value: '5' }]
  const resources = [{ resourceType: 2, resourceName: 't', configs }]
  const answer = await client.call('IncrementalAlterConfigs', 1, { validateOnly: false, resources })
  expect(answer.responses.map(({ errorCode }) => nameOf(errorCode))).toEqual(['UNKNOWN_TOPIC_OR_PARTITION'])
  expect(image.configNames('topics')).toEqual([])
})

test('quotas of one entity that two brokers set are both there', async () => {
  const { metadata, harness, client, image } = await start()
  await using _ = harness
  const entity = '[["user","u"]]'
  metadata.others.push(...twice(() => metadata.merge('client-quotas', entity, { request_percentage: '7' })))
  const answer = await client.call('AlterClientQuotas', 1, {
    validateOnly: false,
    entries: [
      {
        entity: [{ entityType: 'user', entityName: 'u' }],
        ops: [{ key: 'producer_byte_rate', value: 9, remove: false }]
      }
    ]
  })
  expect(answer.entries.map(({ errorCode }) => nameOf(errorCode))).toEqual(['NONE'])
  const values = { request_percentage: '7', producer_byte_rate: '9' }
  expect(Object.fromEntries(image.configs('client-quotas', entity))).toEqual(values)
})

test('credentials of one user that two brokers store are both there', async () => {
  const { metadata, harness, client, image } = await start()
  await using _ = harness
  metadata.others.push(() => metadata.merge('users', 'u', { 'SCRAM-SHA-512': 'iterations=5000' }))
  const upsertion = {
    name: 'u',
    mechanism: 1,
    iterations: 4096,
    salt: Buffer.from('s'),
    saltedPassword: Buffer.from('p')
  }
  const answer = await client.call('AlterUserScramCredentials', 0, { deletions: [], upsertions: [upsertion] })
  expect(answer.results.map(({ errorCode }) => nameOf(errorCode))).toEqual(['NONE'])
  expect([...image.configs('users', 'u').keys()].sort()).toEqual(['SCRAM-SHA-256', 'SCRAM-SHA-512'])
})

const other = { topicId: 'AAAAAAAAAAAAAAAAAAAABQ', isInternal: false }
const assignment = { sets: [{ replicas: [1], directories: [] }], of: Uint32Array.of(0, 0, 0) }

test('a topic that another broker grew meanwhile is not made smaller again', async () => {
  const { metadata, harness, client, image } = await start()
  await using _ = harness
  const topicId = await harness.createTopic('t')
  const grown = { put: keys.topic('t'), value: encodeTopic({ ...other, topicId, assignment }) }
  metadata.others.push(() => metadata.write(grown))
  const topics = [{ name: 't', count: 2, assignments: null }]
  const answer = await client.call('CreatePartitions', 3, { timeoutMs: 1_000, validateOnly: false, topics })
  expect(answer.results.map(({ errorCode }) => nameOf(errorCode))).toEqual(['INVALID_PARTITIONS'])
  expect(image.topic('t')?.partitions).toHaveLength(3)
})

test('a topic that another broker deletes and makes anew meanwhile is not deleted', async () => {
  const { metadata, harness, client, image } = await start()
  await using _ = harness
  await harness.createTopic('t')
  metadata.others.push(() => metadata.write({ put: keys.topic('t'), value: encodeTopic({ ...other, assignment }) }))
  const answer = await client.call('DeleteTopics', 6, { timeoutMs: 1_000, topics: [{ name: 't', topicId: zeroUuid }] })
  // The one that was meant is gone.
  expect(answer.responses.map(({ errorCode }) => nameOf(errorCode))).toEqual(['NONE'])
  expect(image.topic('t')?.topicId).toBe(other.topicId)
})

test('a topic that another broker grows meanwhile is deleted all the same', async () => {
  const { metadata, harness, client, image } = await start()
  await using _ = harness
  const topicId = await harness.createTopic('t')
  const grown = { put: keys.topic('t'), value: encodeTopic({ ...other, topicId, assignment }) }
  metadata.others.push(() => metadata.write(grown))
  const answer = await client.call('DeleteTopics', 6, { timeoutMs: 1_000, topics: [{ name: 't', topicId: zeroUuid }] })
  expect(answer.responses.map(({ errorCode }) => nameOf(errorCode))).toEqual(['NONE'])
  expect(image.topic('t')).toBeUndefined()
})

test('two brokers never give the same producer id', async () => {
  const { metadata, harness, client } = await start()
  await using _ = harness
  metadata.others.push(() => metadata.write({ put: keys.nextProducerId, value: '5000' }))
  const answer = await client.call('InitProducerId', 4, { transactionalId: null, transactionTimeoutMs: 0 })
  expect([nameOf(answer.errorCode), answer.producerId]).toEqual(['NONE', 5000n])
})

test('no state is written of a partition whose topic another broker deletes meanwhile', async () => {
  const { metadata, harness, client } = await start()
  await using _ = harness
  // Broker 2 leads; 1, which is there and in sync, is preferred.
  const moved = '{"replicas":[1,2],"isr":[1,2],"leader":2,"leaderEpoch":1,"partitionEpoch":1}'
  const assignment = { sets: [{ replicas: [2, 1], directories: [] }], of: Uint32Array.of(0) }
  const topic = { put: keys.topic('t'), value: encodeTopic({ ...other, assignment }) }
  await metadata.write(topic, { put: keys.partition(other.topicId, 0), value: moved })
  // The state stays as it was decided on, and only the topic goes.
  metadata.others.push(() => metadata.write({ delete: keys.topic('t') }))
  const topicPartitions = [{ topic: 't', partitions: [0] }]
  const answer = await client.call('ElectLeaders', 2, { electionType: 0, topicPartitions, timeoutMs: 1_000 })
  const [result] = answer.replicaElectionResults
  expect(result?.partitionResult.map(({ errorCode }) => nameOf(errorCode))).toEqual(['UNKNOWN_TOPIC_OR_PARTITION'])
  expect((await metadata.get(keys.partition(other.topicId, 0)))?.value).toBe(moved)
})
