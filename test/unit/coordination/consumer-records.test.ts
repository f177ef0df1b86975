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
import { encodedRecord } from '../../kit/encoded-record.ts'
import { GroupStage, subscription } from '../../kit/group-stage.ts'
import { turn } from '../../kit/virtual-time.ts'

/** Keys and values that Kafka wrote, in the order of its log. */
const recorded = (fixture: string) =>
  gunzipSync(readFileSync(`test/fixtures/${fixture}-4.3.1.jsonl.gz`))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as [string, string | null])
    .map(([key, value]) => ({ key: Buffer.from(key, 'hex'), value: value === null ? null : Buffer.from(value, 'hex') }))

const written = recorded('consumer-group-records')
/** A classic group of a static member, which becomes a consumer group, and a classic one again. */
const moves = recorded('group-moves')

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

/** Topics in the order of their ids, without times. */
const plain = (record: GroupRecord): unknown =>
  JSON.parse(
    JSON.stringify(record, (name, value) => {
      if (name === 'assignmentTimestamp' || name === 'currentStateTimestamp') return 0
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
  for (const record of [...written, ...moves]) {
    const { key, value } = encodedRecord(groupRecords, decoded(record), 0)
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

describe('a classic group that becomes a consumer group, and a classic one again', () => {
  const movedId = 'AFLr8edeShichAY9wCd-jQ'
  const protocols = [{ name: 'range', metadata: subscription('hash-a') }]

  /** ConsumerProtocolAssignment v0 of `hash-a`. */
  function assignmentOf(partitions: readonly number[]): Buffer {
    const counts = [partitions.length, ...partitions].flatMap((count) => [0, 0, 0, count])
    const head = [0, 0, 0, 0, 0, 1, 0, 6, ...Buffer.from('hash-a')]
    return Buffer.from([...head, ...counts, 255, 255, 255, 255])
  }

  /** Kafka removes members in the order of a Java map: here those of one kind that follow each other are put in the order of their ids. */
  function tombstonesSorted(records: readonly GroupRecord[]): GroupRecord[] {
    const sorted: GroupRecord[] = []
    const isAfter = (a: GroupRecord | undefined, b: GroupRecord) =>
      a !== undefined && a.kind === b.kind && a.value === null && b.value === null && rankOf(a) > rankOf(b)
    for (const record of records) {
      let at = sorted.length
      while (isAfter(sorted[at - 1], record)) at--
      sorted.splice(at, 0, record)
    }
    return sorted
  }

  const rankOf = ({ key }: GroupRecord) => ('memberId' in key && key.memberId.startsWith('i1-') ? 1 : 0)

  /** Where ids are drawn, each is named by the order in which it comes up. */
  function named(records: readonly GroupRecord[]): unknown[] {
    const ids = new Map<string, string>()
    const drawn = /(i1-)?[0-9a-f]{8}-[0-9a-f-]{27}|"memberId":"[\w-]{22}"|"(leader)":"[\w-]{22}"/g
    const id = /(i1-)?[0-9a-f]{8}-[0-9a-f-]{27}|[\w-]{22}/g
    const nameOf = (found: string) => ids.get(found) ?? ids.set(found, `member ${ids.size}`).get(found) ?? ''
    return tombstonesSorted(records).map((record) =>
      JSON.parse(JSON.stringify(plain(record)).replace(drawn, (found) => found.replace(id, nameOf)))
    )
  }

  async function movedHere() {
    const stage = new GroupStage({ configs: { 'group.initial.rebalance.delay.ms': 0 } })
    stage.setTopic('hash-a', 4, movedId)
    const join = async (groupInstanceId: string, memberId = '') => {
      const joining = stage.join({
        groupId: 'mixed',
        memberId,
        groupInstanceId,
        protocols,
        clientId: 'gold',
        sessionTimeoutMs: 45_000,
        rebalanceTimeoutMs: 30_000
      })
      await stage.time.advance(0)
      return joining
    }
    type Joined = Awaited<ReturnType<typeof join>>
    const sync = (groupInstanceId: string, { memberId, generationId }: Joined, shares: Record<string, number[]> = {}) =>
      stage.coordinator.sync({
        groupId: 'mixed',
        memberId,
        groupInstanceId,
        generationId,
        protocolType: 'consumer',
        protocolName: 'range',
        assignments: Object.entries(shares).map(([id, share]) => ({ memberId: id, assignment: assignmentOf(share) }))
      })
    const ofNew = { groupId: 'mixed', clientId: 'gold', memberId: 'm2', instanceId: 'i2' }
    const one = await join('i1')
    await sync('i1', one, { [one.memberId]: [0, 1, 2, 3] })
    await beat(stage, { ...ofNew, rebalanceTimeoutMs: 30_000, subscribedTopicNames: ['hash-a'], topicPartitions: [] })
    const again = await join('i1', one.memberId)
    await sync('i1', again)
    await beat(stage, { ...ofNew, memberEpoch: 2, topicPartitions: [] })
    await beat(stage, { ...ofNew, memberEpoch: 2, topicPartitions: [{ topicId: movedId, partitions: [2, 3] }] })
    const two = await join('i2')
    const third = join('i1', one.memberId)
    await turn()
    await stage.time.advance(30_000)
    await sync('i1', await third, { [one.memberId]: [0, 1], [two.memberId]: [2, 3] })
    return stage.partition.batches.flatMap((batch) => readRecords(batch)).map(decoded)
  }

  test('it writes what Kafka wrote, in its order', async () => {
    expect(named(await movedHere())).toEqual(named(moves.map(decoded)))
  })

  test('a load at any point of it gives the kind of group that it was', () => {
    const state = new GroupState(() => 0)
    const kinds = moves.map((record, offset) => {
      state.replay(decoded(record), { offset, producerId: -1 })
      return state.consumer('mixed') === undefined ? 'other' : 'consumer'
    })
    expect(kinds.indexOf('consumer')).toBe(3)
    expect(kinds.lastIndexOf('consumer')).toBe(moves.length - 4)
  })
})
