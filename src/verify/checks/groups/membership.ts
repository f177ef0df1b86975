import { errorCodes } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import {
  describeGroup,
  heartbeat,
  join,
  joined,
  leave,
  stableGroup,
  stableMember,
  stateOf,
  sync,
  userDataOf
} from '../../dialogue/groups.ts'
import { equal, errorIs, found, holds, only } from '../../expect.ts'

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString()

export const membership: Check[] = [
  ...atEveryVersion({
    api: 'JoinGroup',
    from: 0,
    to: 9,
    kafka43: [0, 9],
    says: 'makes the first member of a group its leader and tells it the members',
    async run(t, version) {
      const groupId = await t.group()
      const first = await join(t, groupId, { version })
      if (version >= 4) {
        errorIs(first.errorCode, 'MEMBER_ID_REQUIRED', 'error of the first JoinGroup (from version 4 on)')
        holds(first.memberId.length > 0, 'member id to join with', first.memberId)
      }
      const answer = version >= 4 ? await join(t, groupId, { version, memberId: first.memberId }) : first
      errorIs(answer.errorCode, 'NONE', 'error')
      equal([answer.generationId, answer.protocolName], [1, 'range'], 'generation and protocol')
      equal(
        [answer.leader, answer.protocolType],
        [answer.memberId, version >= 7 ? 'consumer' : null],
        'leader and protocol type (from version 7 on)'
      )
      equal(answer.skipAssignment, false, 'skip assignment')
      const member = only(answer.members, 'members')
      equal(
        [member.memberId, member.groupInstanceId, userDataOf(member.metadata)],
        [answer.memberId, null, 'metadata'],
        'the member'
      )
      holds(answer.memberId.startsWith('ottla-verify-'), 'member id begins with the client id', answer.memberId)
    }
  }),
  ...atEveryVersion({
    api: 'SyncGroup',
    from: 0,
    to: 5,
    kafka43: [0, 5],
    says: 'hands out what the leader assigned',
    async run(t, version) {
      const groupId = await t.group()
      const { memberId, generationId } = await joined(t, groupId)
      const member = { groupId, memberId, generationId }
      const answer = await sync(
        t,
        member,
        { [memberId]: 'work' },
        { version, protocolType: 'consumer', protocolName: 'range' }
      )
      equal([answer.errorCode, text(answer.assignment)], [0, 'work'], 'error and assignment')
      equal(
        [answer.protocolType, answer.protocolName],
        version >= 5 ? ['consumer', 'range'] : [null, null],
        'protocol (from version 5 on)'
      )
    }
  }),
  ...atEveryVersion({
    api: 'Heartbeat',
    from: 0,
    to: 4,
    kafka43: [0, 4],
    says: 'keeps a member of a stable group alive',
    async run(t, version) {
      const member = await stableMember(t, await t.group())
      errorIs(await heartbeat(t, member, version), 'NONE', 'error')
    }
  }),
  ...atEveryVersion({
    api: 'LeaveGroup',
    from: 0,
    to: 5,
    kafka43: [0, 5],
    says: 'lets a member go, and the group is empty',
    async run(t, version) {
      const member = await stableMember(t, await t.group())
      errorIs(await leave(t, member, version), 'NONE', 'error')
      errorIs(await heartbeat(t, member), 'UNKNOWN_MEMBER_ID', 'error of a heartbeat afterwards')
      equal(await stateOf(t, member.groupId), 'Empty', 'state')
    }
  }),
  {
    name: 'a second member makes the group rebalance: the first learns it by its heartbeat and both get a share',
    api: 'JoinGroup',
    versions: [7, 7],
    async run(t) {
      const groupId = await t.group()
      const first = await stableMember(t, groupId)
      const client = await t.connect()
      const { memberId } = await join(t, groupId, { client })
      const waiting = join(t, groupId, { client, memberId })
      await t.until('the rebalance', async () => (await stateOf(t, groupId)) === 'PreparingRebalance')
      errorIs(await heartbeat(t, first), 'REBALANCE_IN_PROGRESS', 'error of the heartbeat')
      const again = await join(t, groupId, { memberId: first.memberId })
      const second = await waiting
      equal(
        [again.errorCode, second.errorCode, again.generationId, second.generationId],
        [0, 0, 2, 2],
        'errors and generations'
      )
      equal([again.leader, second.leader], [first.memberId, first.memberId], 'leader')
      equal(
        again.members.map((member) => member.memberId).sort(),
        [first.memberId, memberId].sort(),
        'members that the leader sees'
      )
      equal(second.members, [], 'members that the other sees')
      const following = sync(t, { groupId, memberId, generationId: 2 }, {}, { client })
      const leading = await sync(
        t,
        { groupId, memberId: first.memberId, generationId: 2 },
        { [first.memberId]: 'A', [memberId]: 'B' }
      )
      equal([text(leading.assignment), text((await following).assignment)], ['A', 'B'], 'assignments')
    }
  },
  {
    name: 'three members become stable with one leader, one generation and a share each',
    api: 'JoinGroup',
    versions: [4, 7],
    async run(t) {
      const groupId = await t.group()
      const members = await stableGroup(t, groupId, 3)
      equal(new Set(members.map((member) => member.generationId)).size, 1, 'generations')
      const described = await describeGroup(t, groupId)
      equal([described.groupState, described.members.length], ['Stable', 3], 'state and number of members')
      const shares = described.members.map((member) => text(member.memberAssignment)).sort()
      equal(shares, ['part-0', 'part-1', 'part-2'], 'assignments')
    }
  },
  {
    name: 'when a member leaves, the others are told to rebalance',
    api: 'LeaveGroup',
    versions: [3, 3],
    async run(t) {
      const [leader, other] = await stableGroup(t, await t.group(), 2)
      holds(leader !== undefined && other !== undefined, 'two members')
      errorIs(await leave(t, other), 'NONE', 'error of LeaveGroup')
      errorIs(await heartbeat(t, leader), 'REBALANCE_IN_PROGRESS', 'error of the heartbeat')
      const again = await join(t, leader.groupId, { client: leader.client, memberId: leader.memberId })
      equal([again.errorCode, again.members.length], [0, 1], 'error and members')
      equal(again.generationId, leader.generationId + 1, 'generation')
    }
  },
  {
    name: 'when the leader leaves, another member leads',
    api: 'LeaveGroup',
    versions: [3, 3],
    async run(t) {
      const [leader, other] = await stableGroup(t, await t.group(), 2)
      holds(leader !== undefined && other !== undefined, 'two members')
      await leave(t, leader)
      const again = await join(t, other.groupId, { client: other.client, memberId: other.memberId })
      equal([again.errorCode, again.leader], [0, other.memberId], 'error and leader')
    }
  },
  {
    name: 'the protocol that all members have in common is chosen, by most of their votes',
    api: 'JoinGroup',
    versions: [7, 7],
    async run(t) {
      const groupId = await t.group()
      const first = await stableMember(t, groupId, { protocols: { fancy: 'a', plain: 'b' } })
      const client = await t.connect()
      const protocols = { plain: 'c' }
      const { memberId } = await join(t, groupId, { client, protocols })
      const waiting = join(t, groupId, { client, memberId, protocols })
      await t.until('the rebalance', async () => (await stateOf(t, groupId)) === 'PreparingRebalance')
      const again = await join(t, groupId, { memberId: first.memberId, protocols: { fancy: 'a', plain: 'b' } })
      equal([again.protocolName, (await waiting).protocolName], ['plain', 'plain'], 'protocol')
      equal(again.members.map((member) => userDataOf(member.metadata)).sort(), ['b', 'c'], 'metadata for that protocol')
    }
  },
  {
    name: 'a follower’s JoinGroup with the same metadata does not disturb a stable group',
    api: 'JoinGroup',
    versions: [4, 7],
    async run(t) {
      const [, follower] = await stableGroup(t, await t.group(), 2)
      holds(follower !== undefined, 'a follower')
      const again = await join(t, follower.groupId, { client: follower.client, memberId: follower.memberId })
      equal([again.errorCode, again.generationId], [0, follower.generationId], 'error and generation')
      equal(await stateOf(t, follower.groupId), 'Stable', 'state')
    }
  },
  {
    name: 'a follower’s SyncGroup before the leader’s waits for it',
    api: 'SyncGroup',
    versions: [4, 4],
    async run(t) {
      const groupId = await t.group()
      const [leader, other] = await stableGroup(t, groupId, 2)
      holds(leader !== undefined && other !== undefined, 'two members')
      const joining = [leader, other].map(({ client, memberId }, index) =>
        join(t, groupId, { client, memberId, protocols: { range: `changed-${index}` } })
      )
      const [first] = await Promise.all(joining)
      const generationId = first?.generationId ?? -1
      let answered = false
      const following = sync(t, { ...other, generationId }, {}, { client: other.client }).finally(() => {
        answered = true
      })
      await t.sleep(100)
      equal(answered, false, 'answered before the leader')
      await sync(
        t,
        { ...leader, generationId },
        { [leader.memberId]: 'L', [other.memberId]: 'F' },
        { client: leader.client }
      )
      equal(text((await following).assignment), 'F', 'assignment')
    }
  },
  {
    name: 'SyncGroup may be asked again in a stable group and gives the same assignment',
    api: 'SyncGroup',
    versions: [4, 4],
    async run(t) {
      const member = await stableMember(t, await t.group())
      const again = await sync(t, member)
      equal([again.errorCode, text(again.assignment)], [0, 'mine'], 'error and assignment')
    }
  },
  {
    name: 'a member that the leader forgot gets an empty assignment',
    api: 'SyncGroup',
    versions: [4, 4],
    async run(t) {
      const groupId = await t.group()
      const { memberId, generationId } = await joined(t, groupId)
      const answer = await sync(t, { groupId, memberId, generationId }, {})
      equal([answer.errorCode, answer.assignment.length], [0, 0], 'error and bytes of the assignment')
    }
  },
  {
    name: 'members of a batched LeaveGroup are answered one by one',
    api: 'LeaveGroup',
    versions: [4, 4],
    kip: 'KIP-345',
    async run(t) {
      const member = await stableMember(t, await t.group())
      const members = [{ memberId: member.memberId }, { memberId: 'nobody' }]
      const answer = await t.call('LeaveGroup', 4, { groupId: member.groupId, members })
      equal(answer.errorCode, 0, 'error of the group')
      const errorOf = (id: string) => found(answer.members, (one) => one.memberId === id, id).errorCode
      equal([errorOf(member.memberId), errorOf('nobody')], [0, errorCodes.UNKNOWN_MEMBER_ID], 'errors of the members')
    }
  },
  {
    name: 'a member that sends no heartbeat within its session timeout is taken out',
    api: 'Heartbeat',
    versions: [3, 3],
    async run(t) {
      const groupId = await t.group()
      const member = await stableMember(t, groupId, { sessionTimeoutMs: 6000 })
      await t.until('the group to be empty', async () => (await stateOf(t, groupId)) === 'Empty')
      errorIs(await heartbeat(t, member), 'UNKNOWN_MEMBER_ID', 'error of a late heartbeat')
    }
  },
  {
    name: 'a member that sends heartbeats outlives its session timeout',
    api: 'Heartbeat',
    versions: [3, 3],
    async run(t) {
      const groupId = await t.group()
      const member = await stableMember(t, groupId, { sessionTimeoutMs: 6000 })
      const errors: number[] = []
      for (let index = 0; index < 5; index++) {
        await t.sleep(1600)
        errors.push(await heartbeat(t, member))
      }
      equal(errors, [0, 0, 0, 0, 0], 'errors of the heartbeats')
      equal(await stateOf(t, groupId), 'Stable', 'state')
    }
  },
  {
    name: 'a member that does not join again within the rebalance timeout is left behind',
    api: 'JoinGroup',
    versions: [7, 7],
    async run(t) {
      const groupId = await t.group()
      const slow = await stableMember(t, groupId, { rebalanceTimeoutMs: 1000 })
      const client = await t.connect()
      const answer = await joined(t, groupId, { client, rebalanceTimeoutMs: 1000 })
      equal([answer.errorCode, answer.members.length], [0, 1], 'error and members')
      errorIs(await heartbeat(t, { ...slow, client }), 'UNKNOWN_MEMBER_ID', 'error of the slow member')
    }
  }
]
