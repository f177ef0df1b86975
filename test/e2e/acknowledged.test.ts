/**
 * Goal: acknowledged means kept (promises D1, D4, O1, O2, I1). Method: an idempotent producer writes one record at a time and
 * repeats what was not acknowledged; the broker is killed with SIGKILL while requests are under way, again and again, and
 * restarted on the same directory. At the end the log holds each record once, at the offset that was acknowledged.
 */
import { errorCodes } from '../../src/protocol/index.ts'
import { batchSize, buildBatch, recordsOf } from '../../src/records/index.ts'
import { BrokerProcess } from '../kit/broker-process.ts'
import { OneConnection } from '../kit/one-connection.ts'

const broker = new BrokerProcess()
const topic = 'kept'

beforeAll(() => broker.start(['--topic', `${topic}:1`]))
afterAll(() => broker.remove())

const produceRequest = (producerId: bigint, sequence: number) => ({
  transactionalId: null,
  acks: -1,
  timeoutMs: 10_000,
  topicData: [
    {
      name: topic,
      partitionData: [
        {
          index: 0,
          records: buildBatch([{ timestamp: Date.now(), value: Buffer.from(`record ${sequence}`) }], {
            producerId,
            producerEpoch: 0,
            baseSequence: sequence
          })
        }
      ]
    }
  ]
})

async function endOffset(client: OneConnection, timestamp: bigint): Promise<number> {
  const request = { replicaId: -1, topics: [{ name: topic, partitions: [{ partitionIndex: 0, timestamp }] }] }
  const { topics } = await client.ask('ListOffsets', 1, request)
  return Number(topics[0]?.partitions[0]?.offset)
}

async function readAll(client: OneConnection, end: number): Promise<string[]> {
  const seen: string[] = []
  while (seen.length < end) {
    const partition = { partition: 0, fetchOffset: BigInt(seen.length), partitionMaxBytes: 1 << 20 }
    const { responses } = await client.ask('Fetch', 4, {
      maxWaitMs: 100,
      minBytes: 1,
      topics: [{ topic, partitions: [partition] }]
    })
    const records = (responses[0]?.partitions[0]?.records ?? Buffer.alloc(0)) as Buffer
    for (let at = 0; at < records.length; at += batchSize(records, at)) {
      for (const record of recordsOf(records, at)) {
        if (Number(record.offset) < seen.length) continue
        expect(Number(record.offset)).toBe(seen.length)
        seen.push(String(record.value))
      }
    }
  }
  return seen
}

test('every acknowledged record is at its offset, once, after any number of kills', async () => {
  let client = await OneConnection.open(broker.port)
  const { producerId } = await client.ask('InitProducerId', 0, { transactionalId: null, transactionTimeoutMs: 0 })
  const kills = 6
  const perRound = 40
  let acknowledged = 0
  for (let round = 0; round <= kills; round++) {
    // Killed after some acknowledgements, while the next request is on its way.
    let killAfter = round === kills ? Number.POSITIVE_INFINITY : acknowledged + 5 + round * 5
    const until = acknowledged + perRound
    while (acknowledged < until) {
      const isDue = acknowledged === killAfter
      if (isDue) killAfter = Number.POSITIVE_INFINITY
      const killed = isDue ? broker.stop('SIGKILL') : undefined
      try {
        const { responses } = await client.ask('Produce', 7, produceRequest(producerId, acknowledged))
        const answer = responses[0]?.partitionResponses[0]
        expect(answer?.errorCode).toBe(errorCodes.NONE)
        expect(Number(answer?.baseOffset)).toBe(acknowledged)
        acknowledged++
        if (killed === undefined) continue
      } catch (error) {
        if (killed === undefined) throw error
      }
      await killed
      client.close()
      await broker.start()
      client = await OneConnection.open(broker.port)
      expect(await endOffset(client, -1n)).toBeGreaterThanOrEqual(acknowledged)
      expect(await endOffset(client, -2n)).toBe(0)
    }
  }
  const end = await endOffset(client, -1n)
  expect(end).toBe(acknowledged)
  expect(await readAll(client, end)).toEqual(Array.from({ length: end }, (_, n) => `record ${n}`))
  client.close()
})

test('what DeleteRecords removed does not come back after a kill', async () => {
  let client = await OneConnection.open(broker.port)
  const partitions = [{ partitionIndex: 0, offset: 17n }]
  await client.ask('DeleteRecords', 0, { topics: [{ name: topic, partitions }], timeoutMs: 1000 })
  client.close()
  await broker.stop('SIGKILL')
  await broker.start()
  client = await OneConnection.open(broker.port)
  expect(await endOffset(client, -2n)).toBe(17)
  client.close()
})
