import { buildBatch } from '../../src/records/index.ts'
import type { OneConnection } from './one-connection.ts'

interface Open {
  readonly transactionalId: string
  readonly topic: string
  readonly partition?: number
  /** Of Produce; from 12 on the partition becomes part of the transaction by it. */
  readonly version?: number
  readonly timestamp?: number
}

/** Takes a transactional id and writes one record in a transaction, which stays open. */
export async function openTransaction(client: OneConnection, options: Open) {
  const { transactionalId, topic, partition = 0, version = 12, timestamp = Date.now() } = options
  await client.ask('FindCoordinator', 4, { coordinatorKeys: [transactionalId], keyType: 1 })
  const by = await client.ask('InitProducerId', 5, { transactionalId, transactionTimeoutMs: 60_000 })
  const producer = { producerId: Number(by.producerId), producerEpoch: by.producerEpoch }
  const records = buildBatch([{ timestamp, value: Buffer.from('x') }], {
    ...producer,
    baseSequence: 0,
    isTransactional: true
  })
  const topicData = [{ name: topic, partitionData: [{ index: partition, records }] }]
  const { responses } = await client.ask('Produce', version, { transactionalId, acks: -1, timeoutMs: 1_000, topicData })
  expect([by.errorCode, responses[0]?.partitionResponses[0]?.errorCode]).toEqual([0, 0])
  return producer
}
