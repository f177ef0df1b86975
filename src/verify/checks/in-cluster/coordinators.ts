import { type ApiName, errorCodes, errorName } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { placedTopic, threeOf } from '../../dialogue/cluster.ts'
import { fetchBody } from '../../dialogue/fetch.ts'
import { produceBody } from '../../dialogue/produce.ts'
import { batchOf } from '../../dialogue/records.ts'
import { alive } from '../../dialogue/streams-groups.ts'
import { addPartition, ended, producer, transactionalId } from '../../dialogue/transactions.ts'
import { equal, found, holds, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

/** Every error in an answer, whatever it is the error of, but 0. */
function errorsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(errorsIn)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return []
  return Object.entries(value).flatMap(([name, field]) => {
    const isError = (name === 'errorCode' || name === 'partitionErrorCode') && field !== 0
    return isError ? [errorName(field as number) ?? `${field}`] : errorsIn(field)
  })
}

const memberId = 'm'
const offsetsOf = (name: string) => [
  { name, partitions: [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }] }
]
const producing = (transactionalId: string) => ({ transactionalId, producerId: 1n, producerEpoch: 0 })

/** Of a group or a transactional id, and of a topic that exists. */
type Body = (key: string, topic: string) => object

/** What belongs to the coordinator of a group. */
const ofGroups: readonly (readonly [api: ApiName, version: number, body: Body])[] = [
  [
    'JoinGroup',
    7,
    (groupId) => ({
      groupId,
      memberId: '',
      sessionTimeoutMs: 30_000,
      rebalanceTimeoutMs: 30_000,
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: Buffer.alloc(0) }]
    })
  ],
  [
    'SyncGroup',
    5,
    (groupId) => ({
      groupId,
      generationId: 1,
      memberId,
      protocolType: 'consumer',
      protocolName: 'range',
      assignments: []
    })
  ],
  ['Heartbeat', 4, (groupId) => ({ groupId, generationId: 1, memberId })],
  ['LeaveGroup', 4, (groupId) => ({ groupId, members: [{ memberId }] })],
  ['OffsetCommit', 8, (groupId, topic) => ({ groupId, topics: offsetsOf(topic) })],
  ['OffsetFetch', 7, (groupId) => ({ groupId, topics: null })],
  ['OffsetFetch', 8, (groupId) => ({ groups: [{ groupId, topics: null }] })],
  ['DescribeGroups', 5, (groupId) => ({ groups: [groupId] })],
  ['DeleteGroups', 2, (groupId) => ({ groupsNames: [groupId] })],
  ['OffsetDelete', 0, (groupId, name) => ({ groupId, topics: [{ name, partitions: [{ partitionIndex: 0 }] }] })],
  [
    'ConsumerGroupHeartbeat',
    0,
    (groupId, topic) => ({
      groupId,
      memberId,
      memberEpoch: 0,
      rebalanceTimeoutMs: 30_000,
      subscribedTopicNames: [topic],
      topicPartitions: []
    })
  ],
  ['ConsumerGroupDescribe', 0, (groupId) => ({ groupIds: [groupId], includeAuthorizedOperations: false })],
  [
    'ShareGroupHeartbeat',
    1,
    (groupId, topic) => ({ groupId, memberId, memberEpoch: 0, subscribedTopicNames: [topic] })
  ],
  ['ShareGroupDescribe', 1, (groupId) => ({ groupIds: [groupId], includeAuthorizedOperations: false })],
  ['DescribeShareGroupOffsets', 0, (groupId) => ({ groups: [{ groupId, topics: null }] })],
  ['StreamsGroupHeartbeat', 0, (groupId) => alive(groupId, memberId, 1)],
  ['StreamsGroupDescribe', 0, (groupId) => ({ groupIds: [groupId], includeAuthorizedOperations: false })],
  [
    'TxnOffsetCommit',
    3,
    (groupId, topic) => ({
      ...producing('x'),
      groupId,
      generationId: -1,
      memberId: '',
      topics: offsetsOf(topic)
    })
  ]
]

/** What belongs to the coordinator of a transactional id. */
const ofTransactions: readonly (readonly [api: ApiName, version: number, body: Body])[] = [
  ['InitProducerId', 4, (transactionalId) => ({ transactionalId, transactionTimeoutMs: 30_000 })],
  ['AddOffsetsToTxn', 3, (id) => ({ ...producing(id), groupId: 'g' })],
  ['EndTxn', 4, (id) => ({ ...producing(id), committed: true })],
  ['DescribeTransactions', 0, (id) => ({ transactionalIds: [id] })]
]

/**
 * The two other brokers refuse the request. Which names the broker under test coordinates is by chance, so that two clusters are not
 * compared by answers that hold them.
 */
async function refusedElsewhere(t: Trial, api: ApiName, version: number, body: object): Promise<void> {
  t.need(api, version)
  const [, b, c] = threeOf(t)
  for (const nodeId of [b, c]) {
    const answer = await (await t.at(nodeId, 'aloof')).call(api, version, body as never)
    equal([...new Set(errorsIn(answer))], ['NOT_COORDINATOR'], `errors at broker ${nodeId}`)
  }
}

async function found3(t: Trial, version: number, keyType: number, key: string) {
  const answers = []
  for (const nodeId of threeOf(t)) {
    // The topic of its coordinators may be made by this very request.
    const answer = await t.until(`a coordinator from broker ${nodeId}`, async () => {
      const client = await t.at(nodeId, 'aloof')
      const whole = await client.call('FindCoordinator', version, {
        ...(version >= 4 ? { coordinatorKeys: [key] } : { key }),
        ...(version >= 1 ? { keyType } : {})
      })
      const one = version >= 4 ? only(whole.coordinators, 'coordinators') : whole
      return one.errorCode === errorCodes.COORDINATOR_NOT_AVAILABLE ? undefined : one
    })
    equal(answer.errorCode, 0, `error at broker ${nodeId}`)
    answers.push({ nodeId: answer.nodeId, host: answer.host, port: answer.port })
  }
  return answers
}

/** Each broker names the same coordinator, by its address. */
async function namedAlike(t: Trial, version: number, keyType: number, key: string): Promise<void> {
  t.need('FindCoordinator', version)
  const [first, ...others] = await found3(t, version, keyType, key)
  for (const other of others) equal(other, first, 'coordinator')
  const broker = found(t.target.brokers, ({ nodeId }) => nodeId === first?.nodeId, 'the coordinator among the brokers')
  equal([first?.host, first?.port], [broker.host, broker.port], 'address')
}

/** A transaction over two partitions that different brokers lead, as far as its end. */
async function written(t: Trial) {
  const [a, b] = threeOf(t)
  const topic = await placedTopic(t, [[a], [b]])
  const by = await producer(t)
  for (const [partition, nodeId] of [a, b].entries()) {
    equal(await addPartition(t, by, topic, 3, partition), 0, 'set-up: error of AddPartitionsToTxn')
    const records = batchOf(t, [`of ${partition}`], {
      producerId: Number(by.producerId),
      producerEpoch: by.epoch,
      baseSequence: 0,
      isTransactional: true
    })
    const body = produceBody(topic, records, { partition, transactionalId: by.transactionalId })
    const { responses } = await t.quietlyAt(nodeId, 'Produce', body, 11)
    equal(responses[0]?.partitionResponses[0]?.errorCode, 0, 'set-up: error of Produce')
  }
  return { topic, by, leaders: [a, b] }
}

/** What each leader shows once the last stable offset is at the end. */
async function settledAt(t: Trial, nodeId: number, topic: Topic, partition: number) {
  return t.until(`the marker at broker ${nodeId}`, async () => {
    const body = fetchBody(topic, 0, { partition, isolationLevel: 1 })
    const { responses } = await t.quietlyAt(nodeId, 'Fetch', body, 12)
    const shown = only(responses[0]?.partitions, 'partitions')
    return shown.lastStableOffset === 2n && shown.highWatermark === 2n ? shown : undefined
  })
}

/** Groups, transactions and share partitions belong to one broker each. */
export const coordinators: Check[] = [
  ...atEveryVersion({
    api: 'FindCoordinator',
    from: 0,
    to: 6,
    kafka43: [0, 6],
    says: 'names the same coordinator of a group from every broker',
    run: async (t, version) => namedAlike(t, version, 0, await t.group())
  }),
  {
    name: 'every broker names the same coordinator of a transactional id',
    api: 'FindCoordinator',
    versions: [3, 4],
    async run(t) {
      const id = await transactionalId(t)
      for (const version of [3, 4]) await namedAlike(t, version, 1, id)
    }
  },
  {
    name: 'every broker names the same coordinator of a share partition’s state',
    api: 'FindCoordinator',
    versions: [6, 6],
    kip: 'KIP-932',
    async run(t) {
      const topic = await t.topic()
      await namedAlike(t, 6, 2, `${t.uniqueName('share')}:${topic.id}:0`)
    }
  },
  ...ofGroups.map(
    ([api, version, body]): Check => ({
      name: `${api} v${version} at a broker that does not coordinate the group is answered NOT_COORDINATOR`,
      api,
      versions: [version, version],
      async run(t) {
        const [topic, groupId] = [await placedTopic(t, [threeOf(t)]), await t.group()]
        await refusedElsewhere(t, api, version, body(groupId, topic.name))
      }
    })
  ),
  ...ofTransactions.map(
    ([api, version, body]): Check => ({
      name: `${api} v${version} at a broker that does not coordinate the transactional id is answered NOT_COORDINATOR`,
      api,
      versions: [version, version],
      async run(t) {
        const { transactionalId: id } = await producer(t)
        await refusedElsewhere(t, api, version, body(id, ''))
      }
    })
  ),
  {
    name: 'AddPartitionsToTxn v3 at a broker that does not coordinate the transactional id is answered NOT_COORDINATOR',
    api: 'AddPartitionsToTxn',
    versions: [3, 3],
    async run(t) {
      const [topic, by] = [await placedTopic(t, [threeOf(t)]), await producer(t)]
      await refusedElsewhere(t, 'AddPartitionsToTxn', 3, {
        v3AndBelowTransactionalId: by.transactionalId,
        v3AndBelowProducerId: 1n,
        v3AndBelowProducerEpoch: 0,
        v3AndBelowTopics: [{ name: topic.name, partitions: [0] }]
      })
    }
  },
  {
    name: 'ListGroups at each broker lists the groups that it coordinates, and no others',
    api: 'ListGroups',
    versions: [4, 4],
    async run(t) {
      const groupId = await t.group()
      const topic = await t.topic()
      const partitions = [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }]
      const answer = await t.quietly('OffsetCommit', { groupId, topics: [{ name: topic.name, partitions }] }, 7)
      equal(errorsIn(answer), [], 'set-up: errors of OffsetCommit')
      for (const nodeId of threeOf(t)) {
        const { errorCode, groups } = await t.quietlyAt(nodeId, 'ListGroups', {}, 4)
        const isListed = groups.some((one) => one.groupId === groupId)
        equal([errorCode, isListed], [0, nodeId === t.target.nodeId], `error and listed at broker ${nodeId}`)
      }
    }
  },
  {
    name: 'ListTransactions at each broker lists the transactional ids that it coordinates, and no others',
    api: 'ListTransactions',
    versions: [0, 0],
    async run(t) {
      const { transactionalId: id } = await producer(t)
      for (const nodeId of threeOf(t)) {
        const { errorCode, transactionStates } = await t.quietlyAt(
          nodeId,
          'ListTransactions',
          { stateFilters: [], producerIdFilters: [] },
          0
        )
        const isListed = transactionStates.some((one) => one.transactionalId === id)
        equal([errorCode, isListed], [0, nodeId === t.target.nodeId], `error and listed at broker ${nodeId}`)
      }
    }
  },
  {
    name: 'a transaction over partitions of two leaders is committed at both',
    api: 'EndTxn',
    versions: [5, 5],
    kip: 'KIP-98',
    async run(t) {
      const { topic, by, leaders } = await written(t)
      await ended(t, by, true, { version: 4 })
      for (const [partition, nodeId] of leaders.entries()) {
        const shown = await settledAt(t, nodeId, topic, partition)
        equal(shown.abortedTransactions ?? [], [], `aborted transactions at broker ${nodeId}`)
      }
    }
  },
  {
    name: 'a transaction over partitions of two leaders is aborted at both',
    api: 'EndTxn',
    versions: [5, 5],
    kip: 'KIP-98',
    async run(t) {
      const { topic, by, leaders } = await written(t)
      await ended(t, by, false, { version: 4 })
      for (const [partition, nodeId] of leaders.entries()) {
        const { abortedTransactions } = await settledAt(t, nodeId, topic, partition)
        const aborted = (abortedTransactions ?? []).map((one) => [one.producerId, one.firstOffset])
        equal(aborted, [[by.producerId, 0n]], `aborted transactions at broker ${nodeId}`)
      }
    }
  },
  {
    name: 'producer ids are different, whichever brokers give them',
    api: 'InitProducerId',
    versions: [4, 4],
    kip: 'KIP-98',
    async run(t) {
      const ids: bigint[] = []
      for (const nodeId of [...threeOf(t), ...threeOf(t)]) {
        const answer = await t.until(`a producer id of broker ${nodeId}`, async () => {
          const asked = { transactionalId: null, transactionTimeoutMs: 60_000 }
          const one = await t.quietlyAt(nodeId, 'InitProducerId', asked, 4)
          return one.errorCode === 0 ? one : undefined
        })
        ids.push(answer.producerId)
      }
      holds(new Set(ids).size === ids.length, 'different ids', ids)
    }
  }
]
