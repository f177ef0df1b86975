import { ProducerIds } from '../../../src/controller/producer-ids.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { MemoryMetadataStore } from '../../../src/metadata/index.ts'
import type { Failure } from '../../../src/protocol/index.ts'
import { batchOf, Harness, type HarnessClient } from '../../kit/harness.ts'
import { nameOf, produce } from '../../kit/produce-and-fetch.ts'

let harness: Harness
let client: HarnessClient
beforeAll(async () => {
  harness = await Harness.start()
  await harness.createTopic('t')
  client = harness.connect()
})
afterAll(() => harness[Symbol.asyncDispose]())

const init = async (version: number, more: { transactionalId?: string; producerId?: bigint } = {}) => {
  const body = { transactionalId: null, transactionTimeoutMs: 1_000, ...more }
  const { errorCode, producerId, producerEpoch } = await client.call('InitProducerId', version, body)
  return { error: nameOf(errorCode), producerId, producerEpoch }
}

test('each idempotent producer gets an id of its own', async () => {
  const ids = []
  for (const version of [0, 1, 2, 3, 4, 5]) ids.push((await init(version)).producerId)
  expect(new Set(ids).size).toBe(6)
})

test('a producer id without its epoch is INVALID_REQUEST, as is an empty transactional id', async () => {
  expect((await init(4, { producerId: 5n })).error).toBe('INVALID_REQUEST')
  expect((await init(4, { transactionalId: '' })).error).toBe('INVALID_REQUEST')
})

test('a transactional producer is told to find its coordinator first', async () => {
  expect(await init(4, { transactionalId: 'tx' })).toEqual({
    error: 'NOT_COORDINATOR',
    producerId: -1n,
    producerEpoch: -1
  })
})

test('no id is given twice: not by brokers that share the metadata, not over restarts', async () => {
  const store = new MemoryMetadataStore(createRealEnv())
  const allocators = [new ProducerIds(store), new ProducerIds(store)]
  const ids: (number | Failure)[] = []
  for (let round = 0; round < 1_500; round++) ids.push(...(await Promise.all(allocators.map((each) => each.next()))))
  ids.push(await new ProducerIds(store).next())
  expect(new Set(ids).size).toBe(3_001)
})

test('DescribeProducers tells who writes, and where from', async () => {
  await produce(client, 't', batchOf(['a', 'b'], { producerId: 77, producerEpoch: 2, baseSequence: 0 }))
  const answer = await client.call('DescribeProducers', 0, { topics: [{ name: 't', partitionIndexes: [0, 4] }] })
  const [known, unknown] = answer.topics[0]?.partitions ?? []
  expect(known?.activeProducers).toEqual([
    expect.objectContaining({ producerId: 77n, producerEpoch: 2, lastSequence: 1, currentTxnStartOffset: -1n })
  ])
  expect(nameOf(unknown!.errorCode)).toBe('UNKNOWN_TOPIC_OR_PARTITION')
})
