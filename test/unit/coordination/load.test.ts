import { readFileSync } from 'node:fs'
import { type GroupRecord, groupRecords, offsetRemoval } from '../../../src/coordination/group/records.ts'
import { isFailure } from '../../../src/protocol/index.ts'
import {
  buildBatch,
  buildMarker,
  entryPositions,
  isControl,
  lastOffset,
  readRecords
} from '../../../src/records/index.ts'
import { encodedRecord } from '../../kit/encoded-record.ts'
import { GroupStage, topicId } from '../../kit/group-stage.ts'
import { turn } from '../../kit/virtual-time.ts'

/** Logs of __consumer_offsets as Apache Kafka 4.3.1 left them: classic and KIP-848 groups, a deleted one, a transaction. */
const kafkaLog = (partition: number): Buffer =>
  readFileSync(new URL(`../../fixtures/consumer-offsets-4.3.1/${partition}.log`, import.meta.url))

async function openedByKafka(): Promise<GroupStage> {
  const stage = new GroupStage({ partitions: 3 })
  for (const partition of stage.partitions) {
    const log = kafkaLog(partition.partition)
    for (const at of entryPositions(log)) {
      const batch = log.subarray(at, at + 12 + log.readInt32BE(at + 8))
      partition.batches.push(Buffer.from(batch))
      partition.logEndOffset = lastOffset(batch, 0) + 1
    }
  }
  await stage.restart()
  return stage
}

const fetchAll = async (stage: GroupStage, groupId: string) => {
  const answer = await stage.coordinator.fetchOffsets({
    groupId,
    memberId: null,
    memberEpoch: -1,
    requireStable: false,
    topics: null
  })
  return Object.fromEntries(
    answer.topics.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset, metadata }) => [
        `${topic}-${partition}`,
        metadata === '' ? Number(offset) : `${offset} ${metadata}`
      ])
    )
  )
}

describe('a directory of Apache Kafka', () => {
  test('its groups are there, those of other protocols as empty ones', async () => {
    const stage = await openedByKafka()
    const listed = stage.coordinator.list()
    if (isFailure(listed)) throw new Error(listed.error)
    expect([...listed].sort((a, b) => (a.groupId < b.groupId ? -1 : 1))).toEqual([
      { groupId: 'classic-group', protocolType: 'consumer', state: 'Empty', type: 'classic' },
      { groupId: 'new-group', protocolType: 'consumer', state: 'Empty', type: 'consumer' },
      { groupId: 'standalone', protocolType: '', state: 'Empty', type: 'classic' },
      { groupId: 'txn-group', protocolType: '', state: 'Empty', type: 'classic' }
    ])
    expect(stage.coordinator.find('classic-group')).toMatchObject({ generationId: 2 })
    expect(stage.faults).toEqual([])
  })

  test('their offsets are there, those of a committed transaction too', async () => {
    const stage = await openedByKafka()
    expect(await fetchAll(stage, 'classic-group')).toEqual({
      'codecs-0': 150,
      'codecs-1': '7 métadonnées',
      'txn-0': 54
    })
    expect(await fetchAll(stage, 'new-group')).toEqual({
      'codecs-0': 150,
      'codecs-1': '7 métadonnées',
      'txn-0': 54,
      'txn-1': 54
    })
    expect(await fetchAll(stage, 'standalone')).toEqual({ 'idempotent-0': 5 })
    expect(await fetchAll(stage, 'txn-group')).toEqual({ 'codecs-0': '42 in txn' })
    expect(await fetchAll(stage, 'deleted-group')).toEqual({})
  })

  test("our records are Kafka's byte for byte", () => {
    let compared = 0
    for (const partition of [0, 1, 2]) {
      const log = kafkaLog(partition)
      for (const at of entryPositions(log)) {
        if (isControl(log, at)) continue
        for (const { key, value, timestamp } of readRecords(log.subarray(at, at + 12 + log.readInt32BE(at + 8)))) {
          const record = groupRecords.decode(key, value)
          if (record?.kind !== 'group' && record?.kind !== 'offset') continue
          const written = encodedRecord(groupRecords, record, timestamp)
          expect([written.key, written.value]).toEqual([key, value])
          compared++
        }
      }
    }
    expect(compared).toBeGreaterThan(20)
  })

  test('a consumer group without members gives way to a classic one that joins, and takes its records along', async () => {
    const stage = await openedByKafka()
    const joining = stage.join({ groupId: 'new-group' })
    await stage.time.advance(3000)
    const member = await joining
    expect(member).toMatchObject({ error: 'NONE', generationId: 1 })
    await stage.sync(member, { [member.memberId]: 'all' }, 'new-group')
    expect(stage.coordinator.describe('new-group')).toMatchObject({
      state: 'Stable',
      members: [{ memberId: member.memberId }]
    })
    await stage.restart()
    expect(stage.coordinator.find('new-group')).toMatchObject({ type: 'classic', generationId: 1 })
    expect(await fetchAll(stage, 'new-group')).toMatchObject({ 'codecs-0': 150 })
  })

  test('a consumer group can be deleted, and its offsets reset by an administrator', async () => {
    const stage = await openedByKafka()
    expect(await stage.commit('codecs', 0, 3, { groupId: 'new-group' })).toBe('NONE')
    expect(await stage.commit('codecs', 0, 4, { groupId: 'new-group', memberId: 'm', generationId: 2 })).toBe(
      'UNKNOWN_MEMBER_ID'
    )
    expect(await fetchAll(stage, 'new-group')).toMatchObject({ 'codecs-0': 3 })
    expect(await stage.coordinator.deleteGroup('new-group')).toBeNull()
    await stage.restart()
    expect(stage.coordinator.find('new-group')).toBeUndefined()
    const removed = stage.partitions[2]
      ?.records()
      .filter(({ value }) => value === null)
      .map(({ key }) => key?.readInt16BE(0))
    // The head of the group, type 3, goes last: Kafka would not load a group whose members are still there.
    expect(removed?.at(-1)).toBe(3)
  })
})

describe('loading', () => {
  test('members that were there have one session to come back, with the assignment that they had', async () => {
    const stage = new GroupStage()
    const [leader, other] = await stage.stableGroup(2)
    if (leader === undefined || other === undefined) throw new Error('no group')
    await stage.restart()
    expect(stage.coordinator.describe('g')).toMatchObject({ state: 'Stable', protocolName: 'range' })
    expect(Buffer.from((await stage.sync(other)).assignment).toString()).toBe(`part of ${other.memberId}`)
    await stage.time.advance(6000)
    expect(stage.heartbeat(leader)).toBe('NONE')
    await stage.time.advance(6000)
    expect(stage.coordinator.describe('g').members.map(({ memberId }) => memberId)).toEqual([leader.memberId])
  })

  test('a log is read a part at a time, and until then clients are told to come again', async () => {
    const stage = new GroupStage()
    for (let partition = 0; partition < 50; partition++) await stage.commit('t', partition, partition)
    stage.partition.chunkBytes = 1
    stage.partition.reads = 0
    const restarted = stage.restart()
    expect(await stage.fetch('t', 0)).toBe('COORDINATOR_LOAD_IN_PROGRESS')
    expect(await stage.commit('t', 0, 1)).toBe('COORDINATOR_LOAD_IN_PROGRESS')
    expect(await stage.join({})).toMatchObject({ error: 'COORDINATOR_LOAD_IN_PROGRESS' })
    expect(stage.coordinator.list()).toMatchObject({ error: 'COORDINATOR_LOAD_IN_PROGRESS' })
    // Whoever loads cannot tell yet whether the member is good.
    expect(stage.heartbeat({ memberId: 'm', generationId: 1 })).toBe('NONE')
    await restarted
    expect(stage.partition.reads).toBe(50)
    expect(await stage.fetch('t', 49)).toBe(49)
  })

  test('an empty log is loaded at once', async () => {
    expect(await new GroupStage().fetch('t', 0)).toBe(-1)
  })

  test('a simple group whose offsets were all removed is gone, as Kafka before 4.0 deleted it without a record of its own', async () => {
    const stage = new GroupStage()
    const value = { offset: 1n, metadata: '', commitTimestamp: 0n, topicId: topicId('t') }
    const append = (record: GroupRecord) => stage.partition.append(buildBatch([encodedRecord(groupRecords, record, 0)]))
    const key = { topic: 't', partition: 0 }
    append({ kind: 'offset', key: { group: 'kept', ...key }, value })
    append({ kind: 'offset', key: { group: 'deleted', ...key }, value })
    append(offsetRemoval('deleted', 't', 0))
    await stage.restart()
    expect(stage.coordinator.list()).toMatchObject([{ groupId: 'kept' }])
  })

  test('what cannot be read is passed over, and what comes after counts', async () => {
    const stage = new GroupStage()
    await stage.commit('t', 0, 1)
    const unknown = [Buffer.of(0, 99, 1), Buffer.of(0), Buffer.of(0, 1, 0, 5), null].map((key) => ({
      key,
      value: Buffer.of(1),
      timestamp: 0
    }))
    stage.partition.append(buildBatch(unknown))
    stage.partition.append(buildBatch([{ key: Buffer.from('0001'), value: Buffer.from('value'), timestamp: 0 }]))
    stage.partition.batches.at(-1)?.fill(0x7f, 61)
    await stage.commit('t', 1, 2)
    await stage.restart()
    expect([await stage.fetch('t', 0), await stage.fetch('t', 1)]).toEqual([1, 2])
    expect(stage.faults).toHaveLength(1)
  })

  test('when leadership moves, whoever waits is sent on, and the next leader begins from the log', async () => {
    const stage = new GroupStage()
    const waiting = stage.join({})
    stage.partition.isLeader = false
    stage.coordinator.refresh()
    expect(await waiting).toMatchObject({ error: 'NOT_COORDINATOR' })
    expect(await stage.fetch('t', 0)).toBe('NOT_COORDINATOR')
    stage.partition.isLeader = true
    stage.partition.leaderEpoch++
    stage.coordinator.refresh()
    await stage.loaded()
    expect(await stage.commit('t', 0, 1)).toBe('NONE')
  })

  test('a commit that was under way when leadership moved is not told to be good', async () => {
    const stage = new GroupStage()
    stage.partition.isHeld = true
    const commit = stage.commit('t', 0, 1)
    stage.partition.leaderEpoch++
    stage.coordinator.refresh()
    stage.partition.acknowledge()
    expect(await commit).toBe('NOT_COORDINATOR')
  })

  test('before the topic is there, nobody coordinates', async () => {
    const stage = new GroupStage({ partitions: 0 })
    expect(await stage.commit('t', 0, 1)).toBe('NOT_COORDINATOR')
    expect(stage.coordinator.list()).toEqual([])
    expect(stage.coordinator.partitionFor('g')).toBe(-1)
  })

  test('stopping leaves no timer behind', async () => {
    const stage = new GroupStage()
    await stage.stableGroup(3)
    void stage.join({ groupId: 'other' })
    stage.coordinator.stop()
    expect(stage.time.timerCount).toBe(0)
  })
})

describe('offsets in transactions', () => {
  const key = (partition: number) => encodedRecord(groupRecords, offsetRemoval('g', 't', partition), 0).key ?? null
  const commit = (partition: number, offset: number) => {
    const value = { offset: BigInt(offset), metadata: '', commitTimestamp: 0n, topicId: topicId('t') }
    return encodedRecord(groupRecords, { kind: 'offset', key: { group: 'g', topic: 't', partition }, value }, 0)
  }
  const inTransaction = (producerId: number, partition: number, offset: number) =>
    buildBatch([commit(partition, offset)], { producerId, producerEpoch: 0, baseSequence: 0, isTransactional: true })
  const marker = (producerId: number, type: 'COMMIT' | 'ABORT') =>
    buildMarker({ type, producerId, producerEpoch: 0, coordinatorEpoch: 0, timestampMs: 0 })

  async function loadedFrom(...batches: readonly Buffer[]): Promise<GroupStage> {
    const stage = new GroupStage()
    for (const batch of batches) stage.partition.append(batch)
    await stage.restart()
    return stage
  }

  test('count when the transaction is committed, and do not when it is aborted or open', async () => {
    const stage = await loadedFrom(
      inTransaction(1, 0, 10),
      inTransaction(2, 1, 20),
      inTransaction(3, 2, 30),
      marker(1, 'COMMIT'),
      marker(2, 'ABORT')
    )
    expect([await stage.fetch('t', 0), await stage.fetch('t', 1), await stage.fetch('t', 2)]).toEqual([10, -1, -1])
  })

  test('a marker that is written while the broker runs counts at once', async () => {
    const stage = await loadedFrom(inTransaction(1, 0, 10), inTransaction(2, 1, 20))
    const complete = (producerId: number, result: 'COMMIT' | 'ABORT') =>
      stage.coordinator.completeTransaction(0, {
        producerId,
        producerEpoch: 0,
        result,
        coordinatorEpoch: 0,
        transactionVersion: 0
      })
    expect([complete(1, 'COMMIT'), complete(2, 'ABORT')].filter(isFailure)).toEqual([])
    const offsets = () => Promise.all([0, 1].map((partition) => stage.fetch('t', partition, { requireStable: true })))
    expect(await offsets()).toEqual([10, -1])
    await stage.restart()
    expect(await offsets()).toEqual([10, -1])
  })

  test('whoever wants stable offsets is told of an open transaction', async () => {
    const stage = await loadedFrom(buildBatch([commit(0, 5), commit(1, 6)]), inTransaction(3, 0, 30))
    expect([
      await stage.fetch('t', 0, { requireStable: true }),
      await stage.fetch('t', 1, { requireStable: true })
    ]).toEqual(['UNSTABLE_OFFSET_COMMIT', 6])
    expect(await stage.fetch('t', 0)).toBe(5)
  })

  test('a later plain commit is not overtaken by the end of the transaction', async () => {
    const stage = await loadedFrom(inTransaction(1, 0, 10), buildBatch([commit(0, 11)]), marker(1, 'COMMIT'))
    expect(await stage.fetch('t', 0)).toBe(11)
  })

  test('a removal takes what is pending along', async () => {
    const stage = await loadedFrom(
      inTransaction(1, 0, 10),
      buildBatch([{ key: key(0), value: null, timestamp: 0 }]),
      marker(1, 'COMMIT')
    )
    expect(await stage.fetch('t', 0)).toBe(-1)
  })

  test('an open transaction keeps a group from expiring', async () => {
    const stage = await loadedFrom(inTransaction(1, 0, 10))
    await stage.time.advance(20 * 24 * 3_600_000)
    await turn()
    expect(stage.coordinator.list()).toHaveLength(1)
    expect(await stage.coordinator.deleteGroup('g')).toBeNull()
    expect(await stage.fetch('t', 0, { requireStable: true })).toBe(-1)
  })
})
