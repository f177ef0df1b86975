// Records what Apache Kafka writes for share groups, for test/unit/broker/share-groups.test.ts: the requests of a script, then
// the records of __consumer_offsets and __share_group_state.
//   node test/differential/record-share.mjs HOST PORT > test/fixtures/share-records-4.3.1.jsonl
// against a fresh broker with offsets.topic.num.partitions=1, share.coordinator.state.topic.num.partitions=1 and
// share.coordinator.snapshot.update.records.per.snapshot=2. In requests ID stands for the id of the topic, EPOCH for the member
// epoch and NEXT for the share session epoch that follow the member's last answer; a step with `until` is sent again until its
// answer has that.
import { setTimeout as pause } from 'node:timers/promises'
import { createRealEnv } from '../../dist/env/real/index.js'
import { buildBatch, entryPositions, readRecords } from '../../dist/records/index.js'
import { Client } from '../../dist/verify/client.js'

const client = await Client.open(
  createRealEnv(),
  { host: process.argv[2], port: Number(process.argv[3]) },
  { clientId: 'gold', transcript: undefined, index: 0 }
)
const call = (api, version, body) => client.call(/** @type {any} */ (api), version, body)
const topic = 'gold'
const groupId = 'gold-share'

const created = await call('CreateTopics', 7, {
  topics: [{ name: topic, numPartitions: 3, replicationFactor: 1, assignments: [], configs: [] }],
  timeoutMs: 10_000,
  validateOnly: false
})
const { topicId } = created.topics[0]
await pause(1000)

const beat = (memberId, memberEpoch, more = {}) => [
  'ShareGroupHeartbeat',
  1,
  { groupId, memberId, memberEpoch, rackId: null, subscribedTopicNames: null, ...more }
]
const joins = { subscribedTopicNames: [topic] }
const limits = { maxWaitMs: 500, minBytes: 1, maxBytes: 1_000_000, maxRecords: 20, batchSize: 20 }
const fetched = (memberId, partitionIndex, /** @type {number | string} */ shareSessionEpoch = 'NEXT') => [
  'ShareFetch',
  2,
  {
    ...{ groupId, memberId, shareSessionEpoch, ...limits, forgottenTopicsData: [] },
    topics: [{ topicId: 'ID', partitions: [{ partitionIndex, acknowledgementBatches: [] }] }]
  }
]
const acknowledged = (memberId, partitionIndex, ...batches) => [
  'ShareAcknowledge',
  2,
  {
    ...{ groupId, memberId, shareSessionEpoch: 'NEXT', isRenewAck: batches.some((batch) => batch.includes(4, 2)) },
    topics: [
      {
        topicId: 'ID',
        partitions: [
          {
            partitionIndex,
            acknowledgementBatches: batches.map(([firstOffset, lastOffset, ...acknowledgeTypes]) => ({
              ...{ firstOffset: BigInt(firstOffset), lastOffset: BigInt(lastOffset), acknowledgeTypes }
            }))
          }
        ]
      }
    ]
  }
]
const closed = (memberId) => ['ShareAcknowledge', 2, { groupId, memberId, shareSessionEpoch: -1, topics: [] }]
const altered = (group, ...offsets) => [
  'AlterShareGroupOffsets',
  0,
  {
    groupId: group,
    topics: [
      {
        topicName: topic,
        partitions: offsets.map(([partitionIndex, startOffset]) => ({
          ...{ partitionIndex, startOffset: BigInt(startOffset) }
        }))
      }
    ]
  }
]
const values = Array.from({ length: 20 }, (_, n) => ({
  timestamp: 1_700_000_000_000 + n,
  key: null,
  value: Buffer.of(n)
}))

/** @type {any[]} */
const script = [
  ['FindCoordinator', 1, { keyType: 0, key: groupId }, 'coordinator'],
  [
    'IncrementalAlterConfigs',
    1,
    {
      resources: [
        {
          ...{ resourceType: 32, resourceName: groupId },
          configs: [
            { name: 'share.auto.offset.reset', configOperation: 0, value: 'earliest' },
            { name: 'share.assignment.interval.ms', configOperation: 0, value: '0' }
          ]
        }
      ],
      validateOnly: false
    }
  ],
  [
    'Produce',
    12,
    {
      ...{ transactionalId: null, acks: -1, timeoutMs: 5000 },
      topicData: [{ name: topic, partitionData: [{ index: 0, records: buildBatch(values) }] }]
    }
  ],
  beat('m1', 0, { ...joins, rackId: 'r1' }),
  [...beat('m1', 'EPOCH'), 'assigned'],
  beat('m2', 0, joins),
  [...beat('m1', 'EPOCH'), 'assigned'],
  beat('m2', 'EPOCH', { rackId: 'r2' }),
  [...fetched('m1', 0, 0), 'acquired'],
  acknowledged('m1', 0, [0, 3, 1]),
  acknowledged('m1', 0, [4, 5, 2], [6, 6, 3], [7, 8, 1, 2]),
  [...fetched('m2', 0, 0), 'acquired'],
  acknowledged('m2', 0, [4, 5, 1]),
  acknowledged('m1', 0, [9, 9, 4]),
  acknowledged('m1', 0, [9, 12, 1]),
  acknowledged('m2', 0, [8, 8, 3]),
  closed('m1'),
  closed('m2'),
  beat('m1', -1),
  beat('m2', -1),
  altered(groupId, [0, 2], [1, 0]),
  ['DeleteShareGroupOffsets', 0, { groupId, topics: [{ topicName: topic }] }],
  altered(groupId, [2, 0]),
  ['DeleteGroups', 2, { groupsNames: [groupId] }],
  altered('gold-other', [0, 5]),
  ['DeleteTopics', 5, { topicNames: [topic], timeoutMs: 10_000 }]
]

const has = {
  coordinator: ({ errorCode }) => errorCode === 0,
  assigned: ({ assignment }) => (assignment?.topicPartitions.length ?? 0) > 0,
  acquired: ({ responses }) => responses.some(({ partitions }) => partitions[0].acquiredRecords.length > 0)
}
const epochs = new Map()
const filled = (value, memberId) => {
  if (value === 'ID') return topicId
  if (value === 'EPOCH' || value === 'NEXT') return epochs.get(`${value} ${memberId}`)
  if (Array.isArray(value)) return value.map((each) => filled(each, memberId))
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filled(each, memberId)]))
}
/** Bytes and 64-bit integers keep their kind. */
const plain = (_, value) => {
  if (typeof value === 'bigint') return { i64: String(value) }
  return value?.type === 'Buffer' ? { bytes: Buffer.from(value.data).toString('hex') } : value
}
const errorsOf = (value) => JSON.stringify(value, plain).match(/"(?:errorCode|acknowledgeErrorCode)":[^0]\d*/g)

console.log(JSON.stringify({ topicId }))
for (const [api, version, request, until] of script) {
  console.log(JSON.stringify({ api, version, request, until }, plain))
  const { memberId } = request
  for (;;) {
    const sent = filled(request, memberId)
    const answer = await call(api, version, sent)
    if (api === 'ShareGroupHeartbeat') epochs.set(`EPOCH ${memberId}`, answer.memberEpoch)
    if (api.startsWith('Share') && 'shareSessionEpoch' in sent)
      epochs.set(`NEXT ${memberId}`, sent.shareSessionEpoch + 1)
    const errors = errorsOf(answer)
    if (until === undefined && errors !== null) throw new Error(`${api}: ${errors} ${JSON.stringify(answer, plain)}`)
    if (until === undefined || has[until](answer)) break
    // A session that is open is gone on with.
    if ('shareSessionEpoch' in request) request.shareSessionEpoch = 'NEXT'
    await pause(200)
  }
}
await pause(3000)
for (const log of ['__consumer_offsets', '__share_group_state']) {
  const { responses } = await call('Fetch', 12, {
    ...{ replicaId: -1, maxWaitMs: 0, minBytes: 0, maxBytes: 10_000_000, isolationLevel: 0 },
    ...{ sessionId: 0, sessionEpoch: -1, forgottenTopicsData: [], rackId: '' },
    topics: [
      {
        topic: log,
        partitions: [
          {
            ...{ partition: 0, currentLeaderEpoch: -1, fetchOffset: 0n, lastFetchedEpoch: -1 },
            ...{ logStartOffset: -1n, partitionMaxBytes: 10_000_000 }
          }
        ]
      }
    ]
  })
  const { records } = responses[0].partitions[0]
  for (const at of entryPositions(records))
    for (const { key, value } of readRecords(records.subarray(at, at + 12 + records.readInt32BE(at + 8))))
      console.log(JSON.stringify({ log, key: key?.toString('hex') ?? '', value: value?.toString('hex') ?? null }))
}
process.exit(0)
