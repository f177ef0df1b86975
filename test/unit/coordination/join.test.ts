import { GroupStage, subscription } from '../../kit/group-stage.ts'
import { turn } from '../../kit/virtual-time.ts'

const pending = Symbol('pending')
const now = (promise: Promise<unknown>): Promise<unknown> => Promise.race([promise, turn().then(() => pending)])

describe('joining a classic group', () => {
  test('the first join is answered after the initial delay, later ones prolong it up to the rebalance timeout', async () => {
    const stage = new GroupStage()
    const first = stage.join({ rebalanceTimeoutMs: 5000 })
    await stage.time.advance(2000)
    const second = stage.join({ rebalanceTimeoutMs: 5000 })
    await stage.time.advance(1000)
    expect(await now(first)).toBe(pending)
    await stage.time.advance(2000)
    expect(await first).toMatchObject({
      error: 'NONE',
      generationId: 1,
      protocolName: 'range',
      protocolType: 'consumer'
    })
    const answers = [await first, await second]
    expect(answers.map(({ members }) => members.length).sort()).toEqual([0, 2])
    expect(new Set(answers.map(({ leader }) => leader)).size).toBe(1)
  })

  test('a new member of version 4 and later has to come again with the id that it is given', async () => {
    const stage = new GroupStage()
    const told = await stage.join({ requiresKnownMemberId: true, clientId: 'consumer' })
    expect(told.error).toBe('MEMBER_ID_REQUIRED')
    expect(told.memberId).toMatch(/^consumer-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    const again = stage.join({ memberId: told.memberId, requiresKnownMemberId: true })
    await stage.time.advance(3000)
    expect(await again).toMatchObject({ error: 'NONE', memberId: told.memberId, leader: told.memberId })
  })

  test('a member id that was given out and not used is forgotten after the session timeout', async () => {
    const stage = new GroupStage()
    const told = await stage.join({ requiresKnownMemberId: true, sessionTimeoutMs: 6000 })
    await stage.time.advance(6000)
    expect(await stage.join({ memberId: told.memberId })).toMatchObject({ error: 'UNKNOWN_MEMBER_ID' })
  })

  test.each([
    ['an unknown member id in no group', { memberId: 'nobody' }, 'UNKNOWN_MEMBER_ID'],
    ['an empty group id', { groupId: '' }, 'INVALID_GROUP_ID'],
    ['a session timeout that is too short', { sessionTimeoutMs: 5999 }, 'INVALID_SESSION_TIMEOUT'],
    ['a session timeout that is too long', { sessionTimeoutMs: 1_800_001 }, 'INVALID_SESSION_TIMEOUT'],
    ['no protocol', { protocols: [] }, 'INCONSISTENT_GROUP_PROTOCOL'],
    ['no protocol type', { protocolType: '' }, 'INCONSISTENT_GROUP_PROTOCOL']
  ])('%s is refused', async (_what, command, error) => {
    expect(await new GroupStage().join(command)).toMatchObject({ error, generationId: -1 })
  })

  test('a member without a protocol that the others have, or of another type, is refused', async () => {
    const stage = new GroupStage()
    await stage.stableGroup(1)
    expect(await stage.join({ protocols: [{ name: 'sticky', metadata: subscription('t') }] })).toMatchObject({
      error: 'INCONSISTENT_GROUP_PROTOCOL'
    })
    expect(await stage.join({ protocolType: 'connect' })).toMatchObject({ error: 'INCONSISTENT_GROUP_PROTOCOL' })
  })

  test('the protocol that most members prefer of those that all have is chosen', async () => {
    const stage = new GroupStage()
    const lists = [
      ['a', 'b', 'c'],
      ['b', 'c'],
      ['c', 'b', 'x']
    ]
    const joining = lists.map((names) =>
      stage.join({ protocols: names.map((name) => ({ name, metadata: subscription(name) })) })
    )
    await stage.time.advance(20_000)
    expect((await Promise.all(joining)).map(({ protocolName }) => protocolName)).toEqual(['b', 'b', 'b'])
  })

  test('a slow member of one group does not hold up another group', async () => {
    const stage = new GroupStage()
    const slow = stage.join({ groupId: 'slow' })
    await stage.stableGroup(2, { groupId: 'quick' })
    expect(await stage.join({ groupId: 'quick', memberId: 'nobody' })).toMatchObject({ error: 'UNKNOWN_MEMBER_ID' })
    await stage.time.advance(3000)
    expect(await slow).toMatchObject({ error: 'NONE' })
  })

  test('whoever does not come back within the rebalance timeout is out', async () => {
    const stage = new GroupStage()
    const [leader, other] = await stage.stableGroup(2)
    if (leader === undefined || other === undefined) throw new Error('no group')
    const rejoined = stage.join({ memberId: leader.memberId })
    for (let elapsedMs = 0; elapsedMs < 20_000; elapsedMs += 4000) {
      await stage.time.advance(4000)
      if (elapsedMs < 16_000) expect(stage.heartbeat(other)).toBe('REBALANCE_IN_PROGRESS')
    }
    expect(await rejoined).toMatchObject({ error: 'NONE', generationId: 2 })
    expect((await rejoined).members).toHaveLength(1)
    expect(stage.heartbeat(other)).toBe('UNKNOWN_MEMBER_ID')
  })

  test('a join that waits is answered when the same member joins again', async () => {
    const stage = new GroupStage()
    const [leader, other] = await stage.stableGroup(2)
    if (leader === undefined || other === undefined) throw new Error('no group')
    const first = stage.join({ memberId: leader.memberId })
    const second = stage.join({ memberId: leader.memberId })
    expect(await first).toMatchObject({ error: 'REBALANCE_IN_PROGRESS' })
    const third = stage.join({ memberId: other.memberId })
    expect(await second).toMatchObject({ error: 'NONE', generationId: 2 })
    expect(await third).toMatchObject({ error: 'NONE', generationId: 2 })
  })

  test('a group that has its largest size refuses more', async () => {
    const stage = new GroupStage({ configs: { 'group.max.size': 2 } })
    await stage.stableGroup(2)
    expect(await stage.join({})).toMatchObject({ error: 'GROUP_MAX_SIZE_REACHED', memberId: '' })
  })

  test('a follower that asks again in a stable group gets the generation that it is in', async () => {
    const stage = new GroupStage()
    const [, follower] = await stage.stableGroup(2)
    if (follower === undefined) throw new Error('no group')
    expect(await stage.join({ memberId: follower.memberId })).toMatchObject({
      error: 'NONE',
      generationId: 1,
      members: []
    })
  })

  test('a group that cannot be written is not made', async () => {
    const stage = new GroupStage()
    stage.partition.refusal = 'NOT_ENOUGH_REPLICAS'
    expect(await stage.join({})).toMatchObject({ error: 'COORDINATOR_NOT_AVAILABLE' })
    expect(stage.coordinator.list()).toEqual([])
  })

  test('members keep copies: a buffer that is used again changes nothing', async () => {
    const stage = new GroupStage()
    const metadata = subscription('t')
    const joining = stage.join({ protocols: [{ name: 'range', metadata }] })
    metadata.fill(0)
    await stage.time.advance(3000)
    expect(Buffer.from((await joining).members[0]?.metadata ?? [])).toEqual(subscription('t'))
  })
})
