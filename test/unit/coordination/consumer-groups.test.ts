/**
 * Goal: what clients cannot see by their answers alone: deadlines, restarts, refusals of the log, and the move between the two
 * protocols. What they can see is in `ottla verify`, which has run on Apache Kafka too.
 */
import { failed, isFailure } from '../../../src/protocol/index.ts'
import { beat, ConsumerMemberClient } from '../../kit/consumer-member.ts'
import { GroupStage, subscription, topicId } from '../../kit/group-stage.ts'
import { turn } from '../../kit/virtual-time.ts'

function stageWith(topics: Readonly<Record<string, number>> = { t: 4 }): GroupStage {
  const stage = new GroupStage()
  for (const [name, partitions] of Object.entries(topics)) stage.setTopic(name, partitions)
  return stage
}

async function joined(stage: GroupStage, memberId: string, options = {}): Promise<ConsumerMemberClient> {
  const client = new ConsumerMemberClient(stage, memberId, options)
  expect(await client.beat()).toBeNull()
  client.reconcile()
  return client
}

/** ConsumerProtocolAssignment v0 of the partitions 0 to 3 of `t`, whose bytes are all letters of ASCII. */
const allOfT = [0, 0, 0, 0, 0, 1, 0, 1, 116, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0]
const assignment = String.fromCharCode(...allOfT)

/** A classic group of one member, which has every partition of `t`. */
async function classicGroup(stage: GroupStage, sessionTimeoutMs = 10_000) {
  const joining = stage.join({ sessionTimeoutMs, rebalanceTimeoutMs: 300_000 })
  await stage.time.advance(3000)
  await stage.time.advance(3000)
  const answer = await joining
  expect((await stage.sync(answer, { [answer.memberId]: assignment })).error).toBe('NONE')
  return answer
}

const describe1 = (stage: GroupStage) => stage.coordinator.describeConsumer('g')

test('what a static member had that left for a while is free when its session ends', async () => {
  const stage = stageWith()
  const gone = await joined(stage, 'gone', { instanceId: 'i' })
  await gone.beat()
  expect(await gone.leave(-2)).toBeNull()
  await stage.time.advance(40_000)
  const heir = await joined(stage, 'heir')
  await stage.time.advance(6_000)
  await heir.beat()
  expect(heir.assigned.size).toBe(4)
})

test('a silent member goes when its session ends, and not before', async () => {
  const stage = stageWith()
  await joined(stage, 'a')
  await stage.time.advance(44_999)
  expect(describe1(stage).members.length).toBe(1)
  await stage.time.advance(1)
  expect(describe1(stage).state).toBe('Empty')
  expect(stage.time.timerCount).toBe(1)
})

test('the session timeout of the group is the one that counts, from the next heartbeat on', async () => {
  const stage = stageWith()
  const one = await joined(stage, 'a')
  stage.configs['consumer.session.timeout.ms'] = 10_000
  await one.beat()
  await stage.time.advance(10_000)
  expect(describe1(stage).members.length).toBe(0)
})

test('after a restart every member has a session again, and one that gives up has its rebalance timeout', async () => {
  const stage = stageWith()
  const one = await joined(stage, 'a', { rebalanceTimeoutMs: 20_000 })
  const two = await joined(stage, 'b', { rebalanceTimeoutMs: 20_000 })
  await one.beat()
  await stage.restart()
  expect(describe1(stage).members.map(({ memberId, memberEpoch }) => [memberId, memberEpoch])).toEqual([
    ['a', 2],
    ['b', 3]
  ])
  await stage.time.advance(20_000)
  expect(describe1(stage).members.map(({ memberId }) => memberId)).toEqual(['b'])
  await two.beat()
  two.reconcile()
  expect(two.owned.size).toBe(4)
  await stage.time.advance(45_000)
  expect(describe1(stage).members).toEqual([])
})

test('a heartbeat that changes nothing writes nothing', async () => {
  const stage = stageWith()
  const one = await joined(stage, 'a')
  const written = stage.partition.logEndOffset
  for (let beats = 0; beats < 5; beats++) await one.beat()
  expect(stage.partition.logEndOffset).toBe(written)
})

test('what the log refuses has changed nothing, and the member may try again', async () => {
  const stage = stageWith()
  stage.partition.refusal = 'KAFKA_STORAGE_ERROR'
  const one = new ConsumerMemberClient(stage, 'a')
  expect(await one.beat()).toBe('NOT_COORDINATOR')
  expect(stage.coordinator.find('g')).toBeUndefined()
  stage.partition.refusal = null
  expect(await one.beat()).toBeNull()
  expect(one.assigned.size).toBe(4)
})

test('an answer waits until what it tells of is acknowledged', async () => {
  const stage = stageWith()
  const one = await joined(stage, 'a')
  stage.partition.isHeld = true
  let isAnswered = false
  const joining = joined(stage, 'b').then(() => {
    isAnswered = true
  })
  const reading = one.beat()
  await turn()
  expect(isAnswered).toBe(false)
  stage.partition.acknowledge()
  await Promise.all([joining, reading])
})

test('a group whose last offset has expired goes when nobody is in it', async () => {
  const stage = new GroupStage({ configs: { 'offsets.retention.minutes': 60 } })
  stage.setTopic('t', 1)
  const one = await joined(stage, 'a')
  expect(await stage.commit('t', 0, 5, { memberId: 'a', generationId: one.epoch })).toBe('NONE')
  await one.leave()
  await stage.time.advance(59 * 60_000)
  expect(stage.coordinator.find('g')).toBeDefined()
  await stage.time.advance(12 * 60_000)
  expect(stage.coordinator.find('g')).toBeUndefined()
})

describe('from the classic protocol and back', () => {
  test('an upgrade ends every deadline of the classic group, and answers who waits in it', async () => {
    const stage = stageWith()
    await classicGroup(stage)
    const waiting = stage.join({ clientId: 'second' })
    await turn()
    expect(await new ConsumerMemberClient(stage, 'new').beat()).toBeNull()
    expect((await waiting).error).toBe('REBALANCE_IN_PROGRESS')
    expect(stage.coordinator.find('g')?.type).toBe('consumer')
    await stage.time.advance(120_000)
    expect(describe1(stage).members).toEqual([])
    expect(stage.faults).toEqual([])
  })

  test.each(['downgrade', 'disabled', 'whatever'])('with the policy %s there is no upgrade', async (policy) => {
    const stage = stageWith()
    await classicGroup(stage)
    stage.texts['group.consumer.migration.policy'] = policy
    const answer = await beat(stage, {
      memberId: 'new',
      rebalanceTimeoutMs: 1000,
      subscribedTopicNames: ['t'],
      topicPartitions: []
    })
    expect(answer).toEqual(
      failed(
        'GROUP_ID_NOT_FOUND',
        'Cannot upgrade classic group g to consumer group because online upgrade is disabled.'
      )
    )
  })

  test('a classic member alone is left: the group is a classic one, also after a restart, and goes on', async () => {
    const stage = stageWith()
    const classic = await classicGroup(stage)
    const one = await joined(stage, 'new')
    await one.leave()
    expect(stage.coordinator.find('g')?.type).toBe('classic')
    await stage.restart()
    const group = stage.coordinator.find('g')
    expect([group?.type, group?.state]).toEqual(['classic', 'Stable'])
    expect(stage.coordinator.describe('g').members.map(({ memberId }) => memberId)).toEqual([classic.memberId])
  })

  test('a member of the new protocol that dies leaves a classic group behind', async () => {
    const stage = stageWith()
    const classic = await classicGroup(stage)
    await joined(stage, 'new')
    const member = { memberId: classic.memberId, generationId: classic.generationId }
    for (let elapsedMs = 0; elapsedMs < 48_000; elapsedMs += 4_000) {
      await stage.time.advance(4_000)
      stage.coordinator.heartbeat({ groupId: 'g', groupInstanceId: null, ...member })
    }
    expect(stage.coordinator.find('g')?.type).toBe('classic')
  })

  test.each([
    ['bidirectional', 'classic'],
    ['downgrade', 'classic'],
    ['upgrade', 'consumer'],
    ['disabled', 'consumer']
  ])('with the policy %s a group in which only classic members are left is a %s group', async (policy, type) => {
    const stage = stageWith()
    await classicGroup(stage)
    const one = await joined(stage, 'new')
    stage.texts['group.consumer.migration.policy'] = policy
    await one.leave()
    expect(stage.coordinator.find('g')?.type).toBe(type)
  })

  test('with the policy disabled no classic member joins a consumer group with members', async () => {
    const stage = stageWith()
    await joined(stage, 'new')
    stage.texts['group.consumer.migration.policy'] = 'disabled'
    expect(await stage.join({ groupInstanceId: 'i1' })).toMatchObject({
      error: 'INCONSISTENT_GROUP_PROTOCOL',
      generationId: -1
    })
    expect(describe1(stage).members.map(({ memberId }) => memberId)).toEqual(['new'])
  })

  test.each([
    ['bidirectional', 'classic'],
    ['downgrade', 'classic'],
    ['upgrade', 'consumer']
  ])(
    'with the policy %s a %s group is left when its last static member comes back as a classic one',
    async (policy, type) => {
      const stage = stageWith()
      stage.texts['group.consumer.migration.policy'] = policy
      await joined(stage, 'new', { instanceId: 'i2' })
      expect((await stage.join({ groupInstanceId: 'i1' })).error).toBe('NONE')
      const back = await stage.join({ groupInstanceId: 'i2' })
      expect(back.error).toBe('NONE')
      expect(stage.coordinator.find('g')?.type).toBe(type)
      // Whoever held the instance id before is fenced in either protocol.
      const old = { memberId: 'new', instanceId: 'i2', memberEpoch: 2, topicPartitions: [] }
      const { error } = (await beat(stage, old)) as { readonly error?: string }
      expect(error).toBe(type === 'classic' ? 'GROUP_ID_NOT_FOUND' : 'FENCED_INSTANCE_ID')
      await stage.restart()
      expect(stage.coordinator.find('g')?.type).toBe(type)
    }
  )

  test('a static classic member comes back in the new protocol, and its instance has one member', async () => {
    const stage = stageWith()
    await joined(stage, 'new', { instanceId: 'i2' })
    const { memberId } = await stage.join({ groupInstanceId: 'i1' })
    const again = await joined(stage, 'newer', { instanceId: 'i1' })
    expect(again.memberId).not.toBe(memberId)
    const members = describe1(stage).members.map((each) => [each.memberId, each.instanceId])
    expect(members).toEqual([
      ['new', 'i2'],
      ['newer', 'i1']
    ])
  })

  test('a downgrade that the log refuses is tried again', async () => {
    const stage = stageWith()
    await classicGroup(stage, 300_000)
    await joined(stage, 'new')
    stage.partition.refusal = 'NOT_ENOUGH_REPLICAS'
    await stage.time.advance(46_000)
    expect(stage.coordinator.find('g')?.type).toBe('consumer')
    stage.partition.refusal = null
    await stage.time.advance(1_000)
    expect(stage.coordinator.find('g')?.type).toBe('classic')
  })
})

describe('regular expressions', () => {
  test('only topics that the client may see are matched, and a member learns of them by its next heartbeat', async () => {
    const stage = stageWith({ a1: 1, a2: 1, b1: 1 })
    const options = { subscribedTopicNames: null, subscribedTopicRegex: 'a.*' }
    const one = new ConsumerMemberClient(stage, 'm', { ...options, maySee: (topic: string) => topic !== 'a2' })
    await one.beat()
    expect(one.assigned.size).toBe(0)
    await turn()
    await one.beat()
    expect(one.assigned.size).toBe(1)
  })

  test('they are matched again ten seconds after the last time at the soonest, and when the interval has passed', async () => {
    const stage = stageWith({ a1: 1 })
    const one = new ConsumerMemberClient(stage, 'm', { subscribedTopicNames: null, subscribedTopicRegex: 'a.*' })
    await one.beat()
    await turn()
    await one.beat()
    stage.setTopic('a2', 1)
    for (let beats = 0; beats < 2; beats++) {
      await one.beat()
      await turn()
    }
    expect(one.assigned.size).toBe(1)
    await stage.time.advance(10_001)
    for (let beats = 0; beats < 2; beats++) {
      await one.beat()
      await turn()
    }
    expect(one.assigned.size).toBe(2)
  })

  test('one that nobody uses any more is forgotten', async () => {
    const stage = stageWith({ a1: 1 })
    const one = new ConsumerMemberClient(stage, 'm', { subscribedTopicNames: null, subscribedTopicRegex: 'a.*' })
    await one.beat()
    await turn()
    await one.leave()
    const group = stage.coordinator.find('g')
    expect(group?.isSubscribedTo('a1')).toBe(false)
    expect(isFailure(await stage.coordinator.deleteGroup('g'))).toBe(false)
  })
})

describe('what no client of sense sends', () => {
  test('owned partitions by the hundred thousand are no reason to fence, and leave nothing behind', async () => {
    const stage = stageWith()
    const one = await joined(stage, 'a')
    await one.beat()
    const other = await new ConsumerMemberClient(stage, 'b', { groupId: 'other' }).beat()
    expect(other).toBeNull()
    const partitions = Array.from({ length: 100_000 }, (_, partition) => partition)
    const written = stage.partition.batches.length
    const topicPartitions = [...'tuvw'].map((name) => ({ topicId: topicId(name), partitions }))
    expect(await one.beat({ topicPartitions })).toBeNull()
    expect(stage.partition.batches.length).toBe(written)
    expect(stage.coordinator.describeConsumer('other').members).toHaveLength(1)
  })

  test.each([
    ['of no length', Buffer.alloc(0)],
    ['cut off in the names', subscription('t').subarray(0, 9)],
    ['that claims two billion names', Buffer.from([0, 0, 0x7f, 0xff, 0xff, 0xff, 0, 1, 116])]
  ])('a classic subscription %s is refused by a consumer group, which goes on', async (_, metadata) => {
    const stage = stageWith()
    const one = await joined(stage, 'a')
    const protocols = [{ name: 'range', metadata }]
    expect((await stage.join({ protocols })).error).toBe('UNKNOWN_SERVER_ERROR')
    expect(await one.beat()).toBeNull()
    expect(describe1(stage).members.map(({ memberId }) => memberId)).toEqual(['a'])
    expect(stage.faults).toEqual([])
  })
})
