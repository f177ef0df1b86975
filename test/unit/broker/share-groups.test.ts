/**
 * Goal: share groups as clients meet them: what a member does wrong is answered with Kafka's error, and no other group notices.
 * Method: whole brokers in memory, requests as a client encodes them.
 */
import { errorCodes, type ShareFetchRequestInput } from '../../../src/protocol/index.ts'
import { batchOf, Harness, type HarnessClient } from '../../kit/harness.ts'

const ack = (first: number, last: number, ...acknowledgeTypes: number[]) => ({
  firstOffset: BigInt(first),
  lastOffset: BigInt(last),
  acknowledgeTypes
})

/** A broker with a topic of ten records, and groups that begin at the first of them. */
async function stage(groupIds: readonly string[], config: Readonly<Record<string, number>> = {}) {
  const harness = await Harness.start({ config })
  const topicId = await harness.createTopic('t')
  const client = harness.connect()
  for (const groupId of groupIds) {
    await client.call('FindCoordinator', 1, { keyType: 0, key: groupId })
    const topics = [{ topicName: 't', partitions: [{ partitionIndex: 0, startOffset: 0n }] }]
    const altered = await client.call('AlterShareGroupOffsets', 0, { groupId, topics })
    expect(altered.responses[0]?.partitions[0]?.errorCode).toBe(0)
  }
  const produce = (count: number) =>
    client.call('Produce', 12, {
      transactionalId: null,
      acks: -1,
      timeoutMs: 5000,
      topicData: [
        {
          name: 't',
          partitionData: [{ index: 0, records: batchOf(Array.from({ length: count }, (_, index) => `v${index}`)) }]
        }
      ]
    })
  const fetch = (by: HarnessClient, groupId: string, memberId: string, more: Partial<ShareFetchRequestInput> = {}) =>
    by.call('ShareFetch', 2, {
      groupId,
      memberId,
      shareSessionEpoch: 0,
      maxWaitMs: 0,
      minBytes: 1,
      maxBytes: 1_000_000,
      maxRecords: 500,
      batchSize: 500,
      topics: [{ topicId, partitions: [{ partitionIndex: 0, acknowledgementBatches: [] }] }],
      forgottenTopicsData: [],
      ...more
    })
  const acknowledge = async (
    groupId: string,
    memberId: string,
    shareSessionEpoch: number,
    acknowledgementBatches: readonly ReturnType<typeof ack>[]
  ) => {
    const topics = [{ topicId, partitions: [{ partitionIndex: 0, acknowledgementBatches }] }]
    const answer = await client.call('ShareAcknowledge', 2, { groupId, memberId, shareSessionEpoch, topics })
    return answer.responses[0]?.partitions[0]
  }
  return { harness, client, produce, fetch, acknowledge }
}

const rowsOf = (answer: Awaited<ReturnType<Awaited<ReturnType<typeof stage>>['fetch']>>) =>
  (answer.responses[0]?.partitions[0]?.acquiredRecords ?? []).map(({ firstOffset, lastOffset, deliveryCount }) => [
    Number(firstOffset),
    Number(lastOffset),
    deliveryCount
  ])

test('100,000 acknowledgements of what nobody acquired are refused, and other groups go on', async () => {
  const { harness, client, produce, fetch, acknowledge } = await stage(['bad', 'good'])
  await using _ = harness
  await produce(10)
  expect(rowsOf(await fetch(client, 'good', 'm'))).toEqual([[0, 9, 1]])
  await fetch(client, 'bad', 'm', { topics: [] })
  const many = Array.from({ length: 100_000 }, (_, index) => ack(index, index, 1))
  expect((await acknowledge('bad', 'm', 1, many))?.errorCode).toBe(errorCodes.UNKNOWN_TOPIC_OR_PARTITION)
  expect(rowsOf(await fetch(client, 'bad', 'other'))).toEqual([[0, 9, 1]])
  expect((await acknowledge('bad', 'm', 2, many))?.errorCode).toBe(errorCodes.INVALID_RECORD_STATE)
  const wide = [{ ...ack(0, 0, 1), lastOffset: 2n ** 62n }]
  expect((await acknowledge('bad', 'm', 3, wide))?.errorCode).toBe(errorCodes.INVALID_REQUEST)
  expect((await acknowledge('good', 'm', 1, [ack(0, 9, 1)]))?.errorCode).toBe(0)
})

test('a session beyond the limit is refused, and one that ends makes room', async () => {
  const config = { 'group.share.max.size': 10, 'group.share.max.share.sessions': 10 }
  const { harness, client, fetch } = await stage(['g'], config)
  await using _ = harness
  for (let index = 0; index < 10; index++) expect((await fetch(client, 'g', `m${index}`)).errorCode).toBe(0)
  expect((await fetch(client, 'g', 'c')).errorCode).toBe(errorCodes.SHARE_SESSION_LIMIT_REACHED)
  expect((await fetch(client, 'g', 'm3', { shareSessionEpoch: -1, topics: [] })).errorCode).toBe(0)
  expect((await fetch(client, 'g', 'c')).errorCode).toBe(0)
})

test('a connection that closes while its fetch waits locks nothing, and one that closes later gives back what it had', async () => {
  const { harness, client, produce, fetch } = await stage(['g'])
  await using _ = harness
  const leaving = harness.connect()
  void fetch(leaving, 'g', 'a', { maxWaitMs: 60_000 }).catch(() => null)
  await fetch(client, 'g', 'b')
  leaving.close()
  await produce(10)
  const holder = harness.connect()
  expect(rowsOf(await fetch(holder, 'g', 'c'))).toEqual([[0, 9, 1]])
  holder.close()
  expect(rowsOf(await fetch(client, 'g', 'd', { maxWaitMs: 5000 }))).toEqual([[0, 9, 2]])
})
