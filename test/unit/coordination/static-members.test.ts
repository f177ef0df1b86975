import type { JoinAnswer } from '../../../src/coordination/index.ts'
import { GroupStage, subscription } from '../../kit/group-stage.ts'

async function stableStaticGroup(stage: GroupStage): Promise<{ leader: JoinAnswer; other: JoinAnswer }> {
  const joining = [stage.join({ groupInstanceId: 'pod-0' }), stage.join({ groupInstanceId: 'pod-1' })]
  await stage.time.advance(6000)
  const [leader, other] = await Promise.all(joining)
  if (leader === undefined || other === undefined) throw new Error('no group')
  await Promise.all([stage.sync(leader, { [leader.memberId]: 'zero', [other.memberId]: 'one' }), stage.sync(other)])
  return { leader, other }
}

const sync = (stage: GroupStage, member: JoinAnswer, groupInstanceId: string) =>
  stage.coordinator.sync({
    ...member,
    groupId: 'g',
    groupInstanceId,
    protocolType: null,
    protocolName: null,
    assignments: []
  })

describe('static members (KIP-345)', () => {
  test('a follower that restarts keeps its part without a rebalance, and its old id is fenced', async () => {
    const stage = new GroupStage()
    const { leader, other } = await stableStaticGroup(stage)
    const back = await stage.join({ groupInstanceId: 'pod-1' })
    expect(back).toMatchObject({
      error: 'NONE',
      generationId: 1,
      skipAssignment: false,
      leader: leader.memberId,
      members: []
    })
    expect(back.memberId).not.toBe(other.memberId)
    expect(Buffer.from((await sync(stage, back, 'pod-1')).assignment).toString()).toBe('one')
    expect(stage.coordinator.heartbeat({ ...other, groupId: 'g', groupInstanceId: 'pod-1' })).toMatchObject({
      error: 'FENCED_INSTANCE_ID'
    })
    expect(stage.heartbeat(leader)).toBe('NONE')
  })

  test('a leader that restarts is told to skip the assignment from version 9, and before that it is led by its former id', async () => {
    const stage = new GroupStage()
    const { leader } = await stableStaticGroup(stage)
    const back = await stage.join({ groupInstanceId: 'pod-0' })
    expect(back).toMatchObject({ skipAssignment: true, leader: back.memberId })
    expect(back.members).toHaveLength(2)
    const old = await stage.join({ groupInstanceId: 'pod-0', supportsSkippingAssignment: false })
    expect(old).toMatchObject({ skipAssignment: false, leader: back.memberId, members: [] })
    expect(old.leader).not.toBe(leader.memberId)
  })

  test('coming back with a protocol that changes the choice rebalances', async () => {
    const stage = new GroupStage()
    const both = [
      { name: 'range', metadata: subscription('t') },
      { name: 'sticky', metadata: subscription('t') }
    ]
    const joining = [stage.join({ groupInstanceId: 'pod-0', protocols: both })]
    await stage.time.advance(3000)
    const [leader] = await Promise.all(joining)
    if (leader === undefined) throw new Error('no group')
    await stage.sync(leader)
    const back = await stage.join({ groupInstanceId: 'pod-0', protocols: [...both].reverse() })
    expect(back).toMatchObject({ error: 'NONE', generationId: 2, protocolName: 'sticky' })
  })

  test('a static member that is silent during a rebalance keeps its place until its session ends', async () => {
    const stage = new GroupStage()
    const { leader, other } = await stableStaticGroup(stage)
    const again = stage.join({ memberId: leader.memberId, groupInstanceId: 'pod-0', rebalanceTimeoutMs: 6000 })
    stage.coordinator.heartbeat({ ...other, groupId: 'g', groupInstanceId: 'pod-1' })
    await stage.time.advance(9000)
    expect(stage.coordinator.describe('g').members.map(({ groupInstanceId }) => groupInstanceId)).toEqual([
      'pod-0',
      'pod-1'
    ])
    await stage.time.advance(20_000)
    expect(await again).toMatchObject({ generationId: 2 })
    expect(stage.coordinator.describe('g').members.map(({ groupInstanceId }) => groupInstanceId)).not.toContain('pod-1')
  })

  test('an operator removes one by its instance id alone', async () => {
    const stage = new GroupStage()
    await stableStaticGroup(stage)
    const gone = { memberId: '', groupInstanceId: 'pod-1', reason: null }
    expect(stage.coordinator.leave('g', [gone, gone])).toMatchObject({
      error: 'NONE',
      members: [{ error: 'NONE' }, { error: 'UNKNOWN_MEMBER_ID' }]
    })
    expect(stage.coordinator.describe('g')).toMatchObject({
      state: 'PreparingRebalance',
      members: [{ groupInstanceId: 'pod-0' }]
    })
  })

  test('a take-over that cannot be written is undone', async () => {
    const stage = new GroupStage()
    const { other } = await stableStaticGroup(stage)
    stage.partition.refusal = 'KAFKA_STORAGE_ERROR'
    expect(await stage.join({ groupInstanceId: 'pod-1' })).toMatchObject({ error: 'NOT_COORDINATOR' })
    expect(stage.coordinator.heartbeat({ ...other, groupId: 'g', groupInstanceId: 'pod-1' })).toBeNull()
  })
})
