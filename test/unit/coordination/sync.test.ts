import { GroupStage, subscription } from '../../kit/group-stage.ts'
import { turn } from '../../kit/virtual-time.ts'

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()

async function joinedPair(stage: GroupStage) {
  const joining = [stage.join({ clientId: 'a' }), stage.join({ clientId: 'b' })]
  await stage.time.advance(6000)
  const [leader, other] = await Promise.all(joining)
  if (leader === undefined || other === undefined) throw new Error('no group')
  return { leader, other }
}

describe('the sync phase of a classic group', () => {
  test('followers wait for the assignment of the leader, who may leave somebody out', async () => {
    const stage = new GroupStage()
    const { leader, other } = await joinedPair(stage)
    const waiting = stage.sync(other)
    expect(stage.coordinator.describe('g').state).toBe('CompletingRebalance')
    const own = await stage.sync(leader, { [leader.memberId]: 'all', 'not a member': 'nothing' })
    expect(own).toMatchObject({ error: 'NONE', protocolType: 'consumer', protocolName: 'range' })
    expect(text(own.assignment)).toBe('all')
    expect(text((await waiting).assignment)).toBe('')
    expect(stage.coordinator.describe('g').state).toBe('Stable')
    expect(text((await stage.sync(other)).assignment)).toBe('')
  })

  test('the assignment is given out when the log has acknowledged it, not before', async () => {
    const stage = new GroupStage()
    const { leader, other } = await joinedPair(stage)
    stage.partition.isHeld = true
    let answered = 0
    for (const syncing of [stage.sync(other), stage.sync(leader, { [other.memberId]: 'all' })])
      void syncing.then(() => answered++)
    await turn()
    expect([answered, stage.coordinator.describe('g').state]).toEqual([0, 'CompletingRebalance'])
    stage.partition.acknowledge()
    await turn()
    expect([answered, stage.coordinator.describe('g').state]).toEqual([2, 'Stable'])
  })

  test('an assignment that cannot be written is told to all, and they join again', async () => {
    const stage = new GroupStage()
    const { leader, other } = await joinedPair(stage)
    const waiting = stage.sync(other)
    stage.partition.refusal = 'NOT_ENOUGH_REPLICAS'
    expect(await stage.sync(leader, { [other.memberId]: 'all' })).toMatchObject({ error: 'COORDINATOR_NOT_AVAILABLE' })
    expect(await waiting).toMatchObject({ error: 'COORDINATOR_NOT_AVAILABLE' })
    expect(stage.coordinator.describe('g').state).toBe('PreparingRebalance')
  })

  test('what members were assigned is told until somebody is assigned anew, and their subscriptions while the group is stable', async () => {
    const stage = new GroupStage()
    const { leader, other } = await joinedPair(stage)
    const told = () => {
      const { state, members } = stage.coordinator.describe('g')
      return [state, ...members.map(({ metadata, assignment }) => [metadata.length > 0, assignment.toString()]).sort()]
    }
    const waiting = stage.sync(other)
    await stage.sync(leader, { [leader.memberId]: 'one', [other.memberId]: 'two' })
    await waiting
    expect(told()).toEqual(['Stable', [true, 'one'], [true, 'two']])
    void stage.join({ clientId: 'c' })
    expect(told()).toEqual(['PreparingRebalance', [false, ''], [false, 'one'], [false, 'two']])
  })

  test('whoever joins while others wait for their assignment sends them back to join', async () => {
    const stage = new GroupStage()
    const { other } = await joinedPair(stage)
    const waiting = stage.sync(other)
    void stage.join({ clientId: 'c' })
    expect(await waiting).toMatchObject({ error: 'REBALANCE_IN_PROGRESS', protocolName: null })
  })

  test('members that do not ask for their assignment within the rebalance timeout are out', async () => {
    const stage = new GroupStage()
    const { leader, other } = await joinedPair(stage)
    const waiting = stage.sync(leader, {})
    await waiting
    for (let elapsedMs = 0; elapsedMs < 20_000; elapsedMs += 5000) {
      stage.heartbeat(other)
      stage.heartbeat(leader)
      await stage.time.advance(5000)
    }
    expect(stage.heartbeat(other)).toBe('UNKNOWN_MEMBER_ID')
    expect(stage.heartbeat(leader)).toBe('REBALANCE_IN_PROGRESS')
  })

  test.each([
    ['another generation', { generationId: 2 }, 'ILLEGAL_GENERATION'],
    ['an unknown member', { memberId: 'nobody' }, 'UNKNOWN_MEMBER_ID'],
    ['an unknown group', { groupId: 'none' }, 'UNKNOWN_MEMBER_ID'],
    ['no group', { groupId: '' }, 'INVALID_GROUP_ID'],
    ['an unknown instance', { groupInstanceId: 'pod' }, 'UNKNOWN_MEMBER_ID'],
    ['another protocol type', { protocolType: 'connect' }, 'INCONSISTENT_GROUP_PROTOCOL'],
    ['another protocol', { protocolName: 'sticky' }, 'INCONSISTENT_GROUP_PROTOCOL']
  ])('%s is refused', async (_what, change, error) => {
    const stage = new GroupStage()
    const { leader } = await joinedPair(stage)
    const command = { ...leader, groupId: 'g', groupInstanceId: null, assignments: [], ...change }
    expect(await stage.coordinator.sync(command)).toMatchObject({ error })
  })
})

describe('heartbeats', () => {
  test('a member without heartbeats is lost at the end of its session, one with them stays', async () => {
    const stage = new GroupStage()
    const [leader, other] = await stage.stableGroup(2)
    if (leader === undefined || other === undefined) throw new Error('no group')
    for (let round = 0; round < 3; round++) {
      expect(stage.heartbeat(leader)).toBe('NONE')
      await stage.time.advance(4900 - round)
      if (round === 1) expect(stage.coordinator.describe('g').members).toHaveLength(2)
    }
    await stage.time.advance(1000)
    expect(stage.coordinator.describe('g').members).toHaveLength(1)
    expect(stage.heartbeat(other)).toBe('UNKNOWN_MEMBER_ID')
    expect(stage.heartbeat(leader)).toBe('REBALANCE_IN_PROGRESS')
  })

  test('a commit counts as a heartbeat', async () => {
    const stage = new GroupStage()
    const [leader] = await stage.stableGroup(1)
    if (leader === undefined) throw new Error('no group')
    for (let round = 0; round < 4; round++) {
      await stage.time.advance(9000)
      expect(await stage.commit('t', 0, round, leader)).toBe('NONE')
    }
  })

  test('heartbeats arm no new timers', async () => {
    const stage = new GroupStage()
    const [leader] = await stage.stableGroup(1)
    if (leader === undefined) throw new Error('no group')
    const before = stage.time.timerCount
    for (let round = 0; round < 1000; round++) stage.heartbeat(leader)
    expect(stage.time.timerCount).toBe(before)
  })

  test.each([
    ['another generation', { generationId: 0 }, 'ILLEGAL_GENERATION'],
    ['an unknown member', { memberId: 'nobody' }, 'UNKNOWN_MEMBER_ID'],
    ['an unknown group', { groupId: 'none' }, 'UNKNOWN_MEMBER_ID'],
    ['no group', { groupId: '' }, 'INVALID_GROUP_ID']
  ])('%s is refused', async (_what, change, error) => {
    const stage = new GroupStage()
    const [leader] = await stage.stableGroup(1)
    if (leader === undefined) throw new Error('no group')
    expect(
      stage.coordinator.heartbeat({
        groupId: 'g',
        groupInstanceId: null,
        memberId: leader.memberId,
        generationId: 1,
        ...change
      })
    ).toMatchObject({ error })
  })
})

describe('leaving', () => {
  test('the last to leave empties the group, which the log then says', async () => {
    const stage = new GroupStage()
    const [leader] = await stage.stableGroup(1)
    if (leader === undefined) throw new Error('no group')
    const { memberId } = leader
    expect(stage.coordinator.leave('g', [{ memberId, groupInstanceId: null, reason: 'bye' }])).toMatchObject({
      error: 'NONE',
      members: [{ error: 'NONE' }]
    })
    expect(stage.coordinator.describe('g')).toMatchObject({ state: 'Empty', protocolType: 'consumer', members: [] })
    await stage.restart()
    expect(stage.coordinator.find('g')).toMatchObject({ state: 'Empty', generationId: 2, protocolType: 'consumer' })
  })

  test('several leave in one request and one rebalance follows', async () => {
    const stage = new GroupStage()
    const [leader, ...others] = await stage.stableGroup(4)
    const members = others.slice(0, 2).map(({ memberId }) => ({ memberId, groupInstanceId: null, reason: null }))
    stage.coordinator.leave('g', [...members, { memberId: 'nobody', groupInstanceId: null, reason: null }])
    const stay = [leader, others[2]].map((member) => stage.join({ memberId: member?.memberId ?? '' }))
    expect(await Promise.all(stay)).toMatchObject([{ generationId: 2 }, { generationId: 2 }])
  })

  test('a member id that was only given out may leave too', async () => {
    const stage = new GroupStage()
    const { memberId } = await stage.join({ requiresKnownMemberId: true })
    expect(stage.coordinator.leave('g', [{ memberId, groupInstanceId: null, reason: null }])).toMatchObject({
      members: [{ error: 'NONE' }]
    })
    expect(await stage.join({ memberId })).toMatchObject({ error: 'UNKNOWN_MEMBER_ID' })
  })

  test('of a group that is not there, every member is unknown', () => {
    const member = { memberId: 'a', groupInstanceId: null, reason: null }
    expect(new GroupStage().coordinator.leave('g', [member])).toMatchObject({
      error: 'NONE',
      members: [{ error: 'UNKNOWN_MEMBER_ID' }]
    })
  })
})

test('a subscription that is none is a group whose topics are unknown, not a fault', async () => {
  const stage = new GroupStage()
  await stage.stableGroup(1, { protocols: [{ name: 'range', metadata: Buffer.of(0, 0, 127, 255, 255, 255) }] })
  const deleted = await stage.coordinator.deleteOffsets({ groupId: 'g', topics: [{ topic: 't', partitions: [0] }] })
  expect(deleted).toMatchObject([{ partitions: [{ error: 'GROUP_SUBSCRIBED_TO_TOPIC' }] }])
  expect(subscription('t').length).toBeGreaterThan(6)
})
