import type { Check } from '../../check.ts'
import { describeGroup, heartbeat, join, leave, stableMember, stateOf, sync } from '../../dialogue/groups.ts'
import { equal, errorIs, holds, only } from '../../expect.ts'

export const staticMembers: Check[] = [
  {
    name: 'a static member joins at once: it is not asked to come back with a member id',
    api: 'JoinGroup',
    versions: [5, 9],
    kip: 'KIP-345',
    async run(t) {
      for (const version of [5, 9]) {
        const answer = await join(t, await t.group(), { version, instanceId: 'pod-1' })
        errorIs(answer.errorCode, 'NONE', `error in version ${version}`)
        equal(only(answer.members, 'members').groupInstanceId, 'pod-1', 'instance id')
        holds(answer.memberId.startsWith('pod-1-'), 'member id begins with the instance id', answer.memberId)
      }
    }
  },
  {
    name: 'a static member that restarts gets a new member id and its old assignment, without a rebalance',
    api: 'JoinGroup',
    versions: [7, 7],
    kip: 'KIP-345',
    async run(t) {
      const groupId = await t.group()
      const before = await stableMember(t, groupId, { instanceId: 'pod-1' })
      const again = await join(t, groupId, { instanceId: 'pod-1', client: await t.connect() })
      equal([again.errorCode, again.generationId], [0, before.generationId], 'error and generation')
      holds(again.memberId !== before.memberId, 'a new member id', again.memberId)
      const given = await sync(
        t,
        { groupId, memberId: again.memberId, generationId: again.generationId },
        {},
        { instanceId: 'pod-1' }
      )
      equal([given.errorCode, Buffer.from(given.assignment).toString()], [0, 'mine'], 'error and assignment')
      equal(await stateOf(t, groupId), 'Stable', 'state')
    }
  },
  {
    name: 'the member that a restarted static member replaced is fenced: FENCED_INSTANCE_ID',
    api: 'Heartbeat',
    versions: [3, 3],
    kip: 'KIP-345',
    async run(t) {
      const groupId = await t.group()
      const before = await stableMember(t, groupId, { instanceId: 'pod-1' })
      await join(t, groupId, { instanceId: 'pod-1', client: await t.connect() })
      errorIs(await heartbeat(t, before), 'FENCED_INSTANCE_ID', 'error of Heartbeat')
      const given = await sync(t, before, {}, { instanceId: 'pod-1' })
      errorIs(given.errorCode, 'FENCED_INSTANCE_ID', 'error of SyncGroup')
      const rejoin = await join(t, groupId, { instanceId: 'pod-1', memberId: before.memberId })
      errorIs(rejoin.errorCode, 'FENCED_INSTANCE_ID', 'error of JoinGroup')
    }
  },
  {
    name: 'the replaced member of an instance id cannot commit: FENCED_INSTANCE_ID',
    api: 'OffsetCommit',
    versions: [7, 7],
    kip: 'KIP-345',
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      const before = await stableMember(t, groupId, { instanceId: 'pod-1' })
      await join(t, groupId, { instanceId: 'pod-1', client: await t.connect() })
      const partitions = [{ partitionIndex: 0, committedOffset: 5n, committedMetadata: '' }]
      const answer = await t.call('OffsetCommit', 7, {
        groupId,
        generationIdOrMemberEpoch: before.generationId,
        memberId: before.memberId,
        groupInstanceId: 'pod-1',
        topics: [{ name: topic.name, partitions }]
      })
      errorIs(answer.topics[0]?.partitions[0]?.errorCode, 'FENCED_INSTANCE_ID', 'error')
    }
  },
  {
    name: 'a static member is taken out by its instance id alone, as an operator does it',
    api: 'LeaveGroup',
    versions: [3, 3],
    kip: 'KIP-345',
    async run(t) {
      const groupId = await t.group()
      await stableMember(t, groupId, { instanceId: 'pod-1' })
      errorIs(await leave(t, { groupId, memberId: '', instanceId: 'pod-1' }), 'NONE', 'error')
      equal(await stateOf(t, groupId), 'Empty', 'state')
    }
  },
  {
    name: 'LeaveGroup of an instance id that the group does not know is answered UNKNOWN_MEMBER_ID',
    api: 'LeaveGroup',
    versions: [3, 3],
    kip: 'KIP-345',
    async run(t) {
      const groupId = await t.group()
      await stableMember(t, groupId, { instanceId: 'pod-1' })
      errorIs(await leave(t, { groupId, memberId: '', instanceId: 'pod-2' }), 'UNKNOWN_MEMBER_ID', 'error')
    }
  },
  {
    name: 'LeaveGroup with a wrong member id for an instance id is answered FENCED_INSTANCE_ID',
    api: 'LeaveGroup',
    versions: [3, 3],
    kip: 'KIP-345',
    async run(t) {
      const groupId = await t.group()
      await stableMember(t, groupId, { instanceId: 'pod-1' })
      errorIs(await leave(t, { groupId, memberId: 'made-up', instanceId: 'pod-1' }), 'FENCED_INSTANCE_ID', 'error')
    }
  },
  {
    name: 'Heartbeat with an instance id that the group does not know is answered UNKNOWN_MEMBER_ID',
    api: 'Heartbeat',
    versions: [3, 3],
    kip: 'KIP-345',
    async run(t) {
      const member = await stableMember(t, await t.group())
      errorIs(await heartbeat(t, { ...member, instanceId: 'pod-9' }), 'UNKNOWN_MEMBER_ID', 'error')
    }
  },
  {
    name: 'a group shows the instance ids of its static members',
    api: 'DescribeGroups',
    versions: [5, 5],
    kip: 'KIP-345',
    async run(t) {
      const groupId = await t.group()
      await stableMember(t, groupId, { instanceId: 'pod-1' })
      equal(only((await describeGroup(t, groupId, 5)).members, 'members').groupInstanceId, 'pod-1', 'instance id')
    }
  },
  {
    name: 'two static members with different instance ids are two members',
    api: 'JoinGroup',
    versions: [7, 7],
    kip: 'KIP-345',
    async run(t) {
      const groupId = await t.group()
      const first = await stableMember(t, groupId, { instanceId: 'pod-1' })
      const client = await t.connect()
      const joining = join(t, groupId, { instanceId: 'pod-2', client })
      await t.until('the rebalance', async () => (await stateOf(t, groupId)) === 'PreparingRebalance')
      const again = await join(t, groupId, { instanceId: 'pod-1', memberId: first.memberId })
      const second = await joining
      equal([again.errorCode, second.errorCode], [0, 0], 'errors')
      equal(again.members.map((member) => member.groupInstanceId).sort(), ['pod-1', 'pod-2'], 'instance ids')
    }
  }
]
