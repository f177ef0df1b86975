/**
 * Goal: a consumer group writes the records that Apache Kafka 4.3.1 writes, and reads them. Method: what Kafka wrote for a script of
 * heartbeats is in a fixture; the same script runs here, on topics with the same ids. The order of topics in a record is that of a
 * Java map and means nothing, so it is not compared; nor is the time of an assignment.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type GroupRecord, groupRecords } from '../../../src/coordination/group/records.ts'
import { GroupState } from '../../../src/coordination/group/state.ts'
import { readRecords } from '../../../src/records/index.ts'
import { type BeatOptions, beat } from '../../kit/consumer-member.ts'
import { GroupStage } from '../../kit/group-stage.ts'

const written = gunzipSync(readFileSync('test/fixtures/consumer-group-records-4.3.1.jsonl.gz'))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as [string, string | null])
  .map(([key, value]) => ({ key: Buffer.from(key, 'hex'), value: value === null ? null : Buffer.from(value, 'hex') }))

const groupId = 'gold'
const [idA, idB] = ['xVqAwciDSP2j-Ot7SJuYOA', 'v8LLXeLcTo-nVLkEiHgE9w']
const all = Array.from({ length: 200 }, (_, partition) => partition)
const joins = { memberEpoch: 0, rebalanceTimeoutMs: 30_000, topicPartitions: [] }
const both = ['hash-b', 'hash-a']

const script: readonly BeatOptions[] = [
  { ...joins, memberId: 'm1', instanceId: 'i1', rackId: 'r1', subscribedTopicNames: both },
  { ...joins, memberId: 'm2', subscribedTopicNames: ['hash-a'], serverAssignor: 'range' },
  {
    memberId: 'm1',
    instanceId: 'i1',
    memberEpoch: 2,
    topicPartitions: [
      { topicId: idA, partitions: [0, 1] },
      { topicId: idB, partitions: all }
    ]
  },
  { memberId: 'm2', memberEpoch: 3, topicPartitions: [] },
  { memberId: 'm1', instanceId: 'i1', memberEpoch: -2 },
  { ...joins, memberId: 'm3', instanceId: 'i1', subscribedTopicNames: both },
  { memberId: 'm2', memberEpoch: -1 }
]

function decoded({ key, value }: { readonly key: Buffer | null; readonly value: Buffer | null }): GroupRecord {
  const record = groupRecords.decode(key, value)
  if (record === null) throw new Error(`not a record: ${key?.toString('hex')}`)
  return record
}

/** Topics in the order of their ids, without the time. */
const plain = (record: GroupRecord): unknown =>
  JSON.parse(
    JSON.stringify(record, (name, value) => {
      if (name === 'assignmentTimestamp') return 0
      if (typeof value === 'bigint') return String(value)
      const isTopics = Array.isArray(value) && value.every((each) => typeof each === 'object' && 'topicId' in each)
      return isTopics ? [...value].sort((a, b) => (a.topicId < b.topicId ? -1 : 1)) : value
    })
  )

async function writtenHere() {
  const stage = new GroupStage()
  stage.setTopic('hash-a', 3, idA)
  stage.setTopic('hash-b', 200, idB)
  for (const options of script) await beat(stage, { groupId, clientId: 'gold', ...options })
  return stage.partition.batches.flatMap((batch) => readRecords(batch))
}

test('the same heartbeats write what Kafka wrote, in its order', async () => {
  const here = await writtenHere()
  expect(here.map((record) => plain(decoded(record)))).toEqual(written.map((record) => plain(decoded(record))))
})

test('what Kafka wrote is read and written again byte for byte', () => {
  expect(written.length).toBeGreaterThan(20)
  for (const record of written) {
    const { key, value } = groupRecords.encode(decoded(record), 0)
    expect([key, value]).toEqual([record.key, record.value])
  }
})

test('a load of what Kafka wrote gives the group as it was', () => {
  const state = new GroupState(() => 0)
  for (const [offset, record] of written.entries()) state.replay(decoded(record), { offset, producerId: -1 })
  const group = state.consumer(groupId)
  expect([group?.groupEpoch, group?.assignmentEpoch, [...(group?.members.keys() ?? [])]]).toEqual([4, 3, ['m3']])
  expect(group?.state).toBe('Assigning')
  expect(group?.isHeld(idA, 0)).toBe(true)
  expect(group?.isHeld(idA, 2)).toBe(false)
})

test('a group that was never assigned stands at epoch 1 in both counts (TargetAssignmentMetadata.INITIAL)', () => {
  const state = new GroupState(() => 0)
  const record: GroupRecord = { kind: 'consumerGroup', key: { groupId }, value: { epoch: 1, metadataHash: 0n } }
  state.replay(record, { offset: 0, producerId: -1 })
  expect(state.consumer(groupId)).toMatchObject({ groupEpoch: 1, assignmentEpoch: 1, assignmentTimestampMs: 0 })
})
