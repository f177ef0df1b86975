import { coordinatorPartition, javaHash } from '../../../src/coordination/index.ts'
import { failed, isFailure } from '../../../src/protocol/index.ts'
import { ConsumerMemberClient } from '../../kit/consumer-member.ts'
import { GroupStage, topicId } from '../../kit/group-stage.ts'
import { joinStreams, streamsBeat } from '../../kit/streams-member.ts'
import { turn } from '../../kit/virtual-time.ts'

const minutesMs = 60_000

describe('committed offsets', () => {
  test('an offset without a member makes a simple group, and is there after a restart', async () => {
    const stage = new GroupStage()
    expect(await stage.commit('t', 3, 42, { metadata: 'grüße' })).toBe('NONE')
    expect(stage.coordinator.list()).toEqual([{ groupId: 'g', protocolType: '', state: 'Empty', type: 'classic' }])
    await stage.restart()
    const answer = await stage.coordinator.fetchOffsets({
      groupId: 'g',
      memberId: null,
      memberEpoch: -1,
      requireStable: false,
      topics: null
    })
    expect(answer).toMatchObject({
      error: 'NONE',
      topics: [
        { topic: 't', partitions: [{ partition: 3, offset: 42n, leaderEpoch: -1, metadata: 'grüße', error: 'NONE' }] }
      ]
    })
    expect(stage.coordinator.list()).toEqual([{ groupId: 'g', protocolType: '', state: 'Empty', type: 'classic' }])
  })

  test('what was never committed is -1, in a group that is there or not', async () => {
    const stage = new GroupStage()
    expect(await stage.fetch('t', 0)).toBe(-1)
    await stage.commit('t', 0, 1)
    expect(await stage.fetch('t', 1)).toBe(-1)
  })

  test('an offset of a topic that was made anew under its name does not count', async () => {
    const stage = new GroupStage()
    await stage.commit('t', 0, 7)
    expect(await stage.fetch('t', 0, { topicId: topicId('another') })).toBe(-1)
    expect(await stage.fetch('t', 0)).toBe(7)
  })

  test('metadata may be as long as the config says, in UTF-16 units', async () => {
    const stage = new GroupStage({ configs: { 'offset.metadata.max.bytes': 4 } })
    expect(await stage.commit('t', 0, 1, { metadata: 'üüüü' })).toBe('NONE')
    expect(await stage.commit('t', 0, 2, { metadata: 'üüüüü' })).toBe('OFFSET_METADATA_TOO_LARGE')
    expect(await stage.fetch('t', 0)).toBe(1)
  })

  test('only members of the current generation commit for a group that has members', async () => {
    const stage = new GroupStage()
    const [leader] = await stage.stableGroup(1)
    if (leader === undefined) throw new Error('no group')
    expect(await stage.commit('t', 0, 5, leader)).toBe('NONE')
    expect(await stage.commit('t', 0, 6, { ...leader, generationId: 0 })).toBe('ILLEGAL_GENERATION')
    expect(await stage.commit('t', 0, 6, { memberId: leader.memberId })).toBe('ILLEGAL_GENERATION')
    expect(await stage.commit('t', 0, 6, { memberId: 'nobody', generationId: 1 })).toBe('UNKNOWN_MEMBER_ID')
    expect(await stage.commit('t', 0, 6)).toBe('UNKNOWN_MEMBER_ID')
    expect(await stage.commit('t', 0, 6, { groupId: 'none', generationId: 1 })).toBe('GROUP_ID_NOT_FOUND')
    void stage.join({})
    expect(await stage.commit('t', 0, 8, leader)).toBe('NONE')
    expect(await stage.fetch('t', 0)).toBe(8)
  })

  test('while members wait for their assignment nobody commits', async () => {
    const stage = new GroupStage()
    const joining = stage.join({})
    await stage.time.advance(3000)
    expect(await stage.commit('t', 0, 5, await joining)).toBe('REBALANCE_IN_PROGRESS')
  })

  test('an offset that the log refuses is not there', async () => {
    const stage = new GroupStage()
    await stage.commit('t', 0, 1)
    stage.partition.refusal = 'KAFKA_STORAGE_ERROR'
    expect(await stage.commit('t', 0, 2)).toBe('NOT_COORDINATOR')
    stage.partition.refusal = null
    expect(await stage.fetch('t', 0)).toBe(1)
  })

  test('an offset is shown when it is acknowledged: nobody sees one that could still be lost', async () => {
    const stage = new GroupStage()
    await stage.commit('t', 0, 1)
    stage.partition.isHeld = true
    const commit = stage.commit('t', 0, 2)
    let seen: unknown
    void stage.fetch('t', 0).then((offset) => {
      seen = offset
    })
    await turn()
    expect(seen).toBeUndefined()
    stage.partition.acknowledge()
    expect(await commit).toBe('NONE')
    await turn()
    expect(seen).toBe(2)
  })

  test('a commit that is not acknowledged in time is not told to be good', async () => {
    const stage = new GroupStage()
    stage.partition.isHeld = true
    const commit = stage.commit('t', 0, 2)
    stage.partition.acknowledge('REQUEST_TIMED_OUT')
    expect(await commit).toBe('COORDINATOR_NOT_AVAILABLE')
  })
})

describe('deleting', () => {
  test('an empty group goes with its offsets, for good', async () => {
    const stage = new GroupStage()
    await stage.commit('t', 0, 1)
    await stage.commit('u', 0, 1)
    expect(await stage.coordinator.deleteGroup('g')).toBeNull()
    expect(stage.coordinator.list()).toEqual([])
    await stage.restart()
    expect(stage.coordinator.list()).toEqual([])
    expect(await stage.coordinator.deleteGroup('g')).toEqual(failed('GROUP_ID_NOT_FOUND'))
  })

  test('a group with members stays', async () => {
    const stage = new GroupStage()
    await stage.stableGroup(1)
    expect(await stage.coordinator.deleteGroup('g')).toEqual(failed('NON_EMPTY_GROUP'))
  })

  test('offsets of topics that are not subscribed may be deleted from a living group', async () => {
    const stage = new GroupStage()
    const [leader] = await stage.stableGroup(1)
    await stage.commit('t', 0, 1, leader)
    await stage.commit('u', 0, 1, leader)
    const topics = [
      { topic: 't', partitions: [0] },
      { topic: 'u', partitions: [0, 1] }
    ]
    expect(await stage.coordinator.deleteOffsets({ groupId: 'g', topics })).toMatchObject([
      { partitions: [{ error: 'GROUP_SUBSCRIBED_TO_TOPIC' }] },
      { partitions: [{ error: 'NONE' }, { error: 'NONE' }] }
    ])
    expect([await stage.fetch('t', 0), await stage.fetch('u', 0)]).toEqual([1, -1])
  })

  test('a living group that is not of consumers keeps all', async () => {
    const stage = new GroupStage()
    await stage.stableGroup(1, { protocolType: 'connect' })
    expect(await stage.coordinator.deleteOffsets({ groupId: 'g', topics: [] })).toEqual(failed('NON_EMPTY_GROUP'))
    expect(await stage.coordinator.deleteOffsets({ groupId: 'none', topics: [] })).toEqual(failed('GROUP_ID_NOT_FOUND'))
  })

  test('offsets of a deleted topic go with it', async () => {
    const stage = new GroupStage()
    await stage.commit('t', 0, 1)
    await stage.commit('u', 0, 1)
    stage.topicDeleted('t')
    expect([await stage.fetch('t', 0), await stage.fetch('u', 0)]).toEqual([-1, 1])
    await stage.restart()
    expect([await stage.fetch('t', 0), await stage.fetch('u', 0)]).toEqual([-1, 1])
  })
})

describe('expiry (KIP-211)', () => {
  const configs = { 'offsets.retention.minutes': 60, 'offsets.retention.check.interval.ms': 10 * minutesMs }

  test('offsets of a simple group go when the retention has passed since each commit, the group with the last', async () => {
    const stage = new GroupStage({ configs })
    await stage.commit('t', 0, 1)
    await stage.time.advance(30 * minutesMs)
    await stage.commit('t', 1, 1)
    await stage.time.advance(31 * minutesMs)
    expect([await stage.fetch('t', 0), await stage.fetch('t', 1)]).toEqual([-1, 1])
    await stage.time.advance(30 * minutesMs)
    expect(stage.coordinator.list()).toEqual([])
    await stage.restart()
    expect(stage.coordinator.list()).toEqual([])
  })

  test('offsets of a group that had members count from when it became empty', async () => {
    const stage = new GroupStage({ configs })
    const [leader] = await stage.stableGroup(1, { sessionTimeoutMs: 1_800_000 })
    if (leader === undefined) throw new Error('no group')
    await stage.commit('t', 0, 1, leader)
    await stage.time.advance(25 * minutesMs)
    await stage.heartbeat(leader)
    await stage.time.advance(25 * minutesMs)
    stage.coordinator.leave('g', [{ memberId: leader.memberId, groupInstanceId: null, reason: null }])
    await stage.time.advance(40 * minutesMs)
    expect(await stage.fetch('t', 0)).toBe(1)
    await stage.time.advance(30 * minutesMs)
    expect(await stage.fetch('t', 0)).toBe(-1)
    expect(stage.coordinator.list()).toEqual([])
  })

  test('in a stable group only topics that nobody reads expire', async () => {
    const stage = new GroupStage({ configs })
    const [leader] = await stage.stableGroup(1, { sessionTimeoutMs: 1_800_000 })
    if (leader === undefined) throw new Error('no group')
    await stage.commit('t', 0, 1, leader)
    await stage.commit('old', 0, 1, leader)
    for (let round = 0; round < 4; round++) {
      await stage.time.advance(20 * minutesMs)
      stage.heartbeat(leader)
    }
    expect([await stage.fetch('t', 0), await stage.fetch('old', 0)]).toEqual([1, -1])
  })

  test('a retention that an old client asked for wins, and survives a restart', async () => {
    const stage = new GroupStage({ configs })
    await stage.commit('t', 0, 1, { retentionMs: BigInt(5 * minutesMs) })
    await stage.commit('t', 1, 1, { retentionMs: BigInt(600 * minutesMs) })
    await stage.restart()
    await stage.time.advance(11 * minutesMs)
    expect([await stage.fetch('t', 0), await stage.fetch('t', 1)]).toEqual([-1, 1])
    await stage.time.advance(120 * minutesMs)
    expect(await stage.fetch('t', 1)).toBe(1)
  })

  test('in a group that rebalances, or whose members are no consumers, nothing expires', async () => {
    const stage = new GroupStage({ configs })
    const slow = { sessionTimeoutMs: 1_800_000, rebalanceTimeoutMs: 1_800_000 }
    const [leader] = await stage.stableGroup(1, slow)
    const [worker] = await stage.stableGroup(1, { ...slow, protocolType: 'connect', groupId: 'connect' })
    if (leader === undefined || worker === undefined) throw new Error('no groups')
    await stage.commit('old', 0, 1, leader)
    await stage.commit('old', 0, 1, { ...worker, groupId: 'connect' })
    for (let round = 0; round < 3; round++) {
      await stage.time.advance(20 * minutesMs)
      stage.heartbeat(leader)
      stage.heartbeat(worker, 'connect')
    }
    void stage.join({ ...slow })
    await stage.time.advance(21 * minutesMs)
    stage.heartbeat(worker, 'connect')
    expect([await stage.fetch('old', 0), await stage.fetch('old', 0, { groupId: 'connect' })]).toEqual([1, 1])
  })

  test('in a consumer group topics that nobody is subscribed to expire; the others and the group when nobody is left', async () => {
    const stage = new GroupStage({ configs: { ...configs, 'consumer.session.timeout.ms': 1_800_000 } })
    stage.setTopic('t', 1)
    stage.setTopic('matched', 1)
    const one = new ConsumerMemberClient(stage, 'a', { subscribedTopicRegex: 'match.*' })
    await one.beat()
    await turn()
    await one.beat()
    const by = { memberId: 'a', generationId: one.epoch }
    for (const topic of ['t', 'matched', 'old']) expect(await stage.commit(topic, 0, 1, by)).toBe('NONE')
    const fetched = () => Promise.all(['t', 'matched', 'old'].map((topic) => stage.fetch(topic, 0)))
    for (let round = 0; round < 5; round++) {
      expect(await fetched()).toEqual([1, 1, 1])
      await stage.time.advance(14 * minutesMs)
      await one.beat()
    }
    expect(await fetched()).toEqual([1, 1, -1])
    await one.leave()
    await stage.time.advance(11 * minutesMs)
    expect(await fetched()).toEqual([-1, -1, -1])
    expect(stage.coordinator.list()).toEqual([])
    await stage.restart()
    expect(stage.coordinator.list()).toEqual([])
  })

  test('a streams group keeps the offsets of its source topics, and goes with its last offset', async () => {
    const stage = new GroupStage({ configs: { ...configs, 'streams.session.timeout.ms': 1_800_000 } })
    stage.setTopic('in', 1)
    const joined = await joinStreams(stage)
    if (isFailure(joined)) throw new Error(joined.error)
    const { memberEpoch } = joined
    const by = { memberId: 'a', generationId: memberEpoch }
    for (const topic of ['in', 'old']) expect(await stage.commit(topic, 0, 1, by)).toBe('NONE')
    for (let round = 0; round < 5; round++) {
      await stage.time.advance(14 * minutesMs)
      await streamsBeat(stage, { memberEpoch })
    }
    expect([await stage.fetch('in', 0), await stage.fetch('old', 0)]).toEqual([1, -1])
    await streamsBeat(stage, { memberEpoch: -1 })
    await stage.time.advance(11 * minutesMs)
    expect(await stage.fetch('in', 0)).toBe(-1)
    expect(stage.coordinator.list()).toEqual([])
  })

  test('what a transaction is about to commit keeps the offset that it replaces, and the group', async () => {
    const stage = new GroupStage({ configs })
    const pending = (groupId: string) =>
      stage.coordinator.commitInTransaction({
        ...{ groupId, memberId: '', groupInstanceId: null, generationId: -1, bumpsEpoch: false, admit: undefined },
        ...{ producerId: 7, producerEpoch: 0, apiVersion: 3 },
        topics: [
          {
            topic: 't',
            topicId: topicId('t'),
            partitions: [{ partition: 0, offset: 9n, leaderEpoch: -1, metadata: '', commitTimestampMs: -1n }]
          }
        ]
      })
    for (const topic of ['t', 'old']) await stage.commit(topic, 0, 1)
    await Promise.all([pending('g'), pending('only pending')])
    await stage.time.advance(90 * minutesMs)
    expect([await stage.fetch('t', 0), await stage.fetch('old', 0)]).toEqual([1, -1])
    expect(stage.coordinator.list()).toMatchObject([{ groupId: 'g' }, { groupId: 'only pending' }])
    stage.coordinator.completeTransaction(0, {
      producerId: 7,
      producerEpoch: 0,
      coordinatorEpoch: 0,
      result: 'ABORT',
      transactionVersion: 1
    })
    await stage.time.advance(11 * minutesMs)
    expect(stage.coordinator.list()).toEqual([])
  })

  test('a share group stays for ever', async () => {
    const stage = new GroupStage({
      configs: {
        ...configs,
        'group.share.max.size': 10,
        'share.assignment.interval.ms': 0,
        'share.session.timeout.ms': 45_000
      }
    })
    stage.setTopic('t', 1)
    const beat = {
      groupId: 'g',
      memberId: 'a',
      rackId: null,
      subscribedTopicNames: ['t'],
      clientId: 'c',
      clientHost: '/h'
    }
    expect(await stage.coordinator.shareHeartbeat({ ...beat, memberEpoch: 0 })).toMatchObject({ memberEpoch: 2 })
    await stage.coordinator.shareHeartbeat({ ...beat, memberEpoch: -1 })
    await stage.time.advance(600 * minutesMs)
    expect(stage.coordinator.list()).toMatchObject([{ groupId: 'g', type: 'share', state: 'Empty' }])
  })
})

describe('the partition of a group', () => {
  test.each([
    ['', 0],
    ['hello', 99_162_322],
    ['polygenelubricants', -0x80000000]
  ])('the hash of %p is that of Java', (text, hash) => {
    expect(javaHash(text)).toBe(hash)
  })

  test('the smallest hash, which has no positive twin, is partition 0', () => {
    expect(coordinatorPartition('polygenelubricants', 50)).toBe(0)
  })

  // From the directory of an Apache Kafka broker with three partitions of __consumer_offsets.
  test.each([
    ['classic-group', 0],
    ['txn-group', 1],
    ['new-group', 2],
    ['deleted-group', 2],
    ['standalone', 2]
  ])('%p is on partition %p of 3', (group, partition) => {
    expect(coordinatorPartition(group, 3)).toBe(partition)
  })
})
