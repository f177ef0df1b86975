import type { Check } from '../../check.ts'
import { heartbeat, join, joined, leave, stableMember, stateOf, sync } from '../../dialogue/groups.ts'
import { equal, errorIs } from '../../expect.ts'

export const groupErrors: Check[] = [
  {
    name: 'JoinGroup with an empty group id is answered INVALID_GROUP_ID',
    api: 'JoinGroup',
    versions: [3, 7],
    async run(t) {
      for (const version of [3, 7])
        errorIs((await join(t, '', { version })).errorCode, 'INVALID_GROUP_ID', `error in version ${version}`)
    }
  },
  {
    name: 'JoinGroup with a session timeout under the broker’s minimum is answered INVALID_SESSION_TIMEOUT',
    api: 'JoinGroup',
    versions: [7, 7],
    async run(t) {
      const answer = await join(t, await t.group(), { sessionTimeoutMs: 1 })
      errorIs(answer.errorCode, 'INVALID_SESSION_TIMEOUT', 'error')
    }
  },
  {
    name: 'JoinGroup with a session timeout over the broker’s maximum is answered INVALID_SESSION_TIMEOUT',
    api: 'JoinGroup',
    versions: [7, 7],
    async run(t) {
      const answer = await join(t, await t.group(), { sessionTimeoutMs: 2_147_483_647 })
      errorIs(answer.errorCode, 'INVALID_SESSION_TIMEOUT', 'error')
    }
  },
  {
    name: 'JoinGroup with a member id that the group does not know is answered UNKNOWN_MEMBER_ID',
    api: 'JoinGroup',
    versions: [3, 7],
    async run(t) {
      for (const version of [3, 7]) {
        const answer = await join(t, await t.group(), { version, memberId: 'made-up' })
        errorIs(answer.errorCode, 'UNKNOWN_MEMBER_ID', `error in version ${version}`)
      }
    }
  },
  {
    name: 'JoinGroup with another protocol type than the group’s is answered INCONSISTENT_GROUP_PROTOCOL',
    api: 'JoinGroup',
    versions: [7, 7],
    async run(t) {
      const groupId = await t.group()
      await stableMember(t, groupId)
      const answer = await join(t, groupId, { client: await t.connect(), protocolType: 'connect' })
      errorIs(answer.errorCode, 'INCONSISTENT_GROUP_PROTOCOL', 'error')
    }
  },
  {
    name: 'JoinGroup with no protocol in common with the group is answered INCONSISTENT_GROUP_PROTOCOL',
    api: 'JoinGroup',
    versions: [7, 7],
    async run(t) {
      const groupId = await t.group()
      await stableMember(t, groupId)
      const answer = await join(t, groupId, { client: await t.connect(), protocols: { sticky: 'x' } })
      errorIs(answer.errorCode, 'INCONSISTENT_GROUP_PROTOCOL', 'error')
    }
  },
  {
    name: 'JoinGroup with no protocols at all is answered INCONSISTENT_GROUP_PROTOCOL',
    api: 'JoinGroup',
    versions: [7, 7],
    async run(t) {
      errorIs((await join(t, await t.group(), { protocols: {} })).errorCode, 'INCONSISTENT_GROUP_PROTOCOL', 'error')
    }
  },
  {
    name: 'JoinGroup with an empty protocol type is answered INCONSISTENT_GROUP_PROTOCOL',
    api: 'JoinGroup',
    versions: [7, 7],
    async run(t) {
      errorIs((await join(t, await t.group(), { protocolType: '' })).errorCode, 'INCONSISTENT_GROUP_PROTOCOL', 'error')
    }
  },
  {
    name: 'an error of JoinGroup leaves the member id as it was sent',
    api: 'JoinGroup',
    versions: [7, 7],
    async run(t) {
      const answer = await join(t, await t.group(), { memberId: 'made-up' })
      equal(
        [answer.memberId, answer.generationId, answer.members],
        ['made-up', -1, []],
        'member id, generation, members'
      )
    }
  },
  {
    name: 'SyncGroup of a generation that is not the present one is answered ILLEGAL_GENERATION',
    api: 'SyncGroup',
    versions: [4, 4],
    async run(t) {
      const member = await stableMember(t, await t.group())
      const answer = await sync(t, { ...member, generationId: 7 })
      errorIs(answer.errorCode, 'ILLEGAL_GENERATION', 'error')
      equal(answer.assignment.length, 0, 'bytes of the assignment')
    }
  },
  {
    name: 'SyncGroup of a member that the group does not know is answered UNKNOWN_MEMBER_ID',
    api: 'SyncGroup',
    versions: [4, 4],
    async run(t) {
      const member = await stableMember(t, await t.group())
      errorIs((await sync(t, { ...member, memberId: 'made-up' })).errorCode, 'UNKNOWN_MEMBER_ID', 'error')
    }
  },
  {
    name: 'SyncGroup of a group that does not exist is answered UNKNOWN_MEMBER_ID',
    api: 'SyncGroup',
    versions: [4, 4],
    async run(t) {
      const groupId = await t.group()
      errorIs((await sync(t, { groupId, memberId: 'x', generationId: 1 })).errorCode, 'UNKNOWN_MEMBER_ID', 'error')
    }
  },
  {
    name: 'SyncGroup that names another protocol than was chosen is answered INCONSISTENT_GROUP_PROTOCOL',
    api: 'SyncGroup',
    versions: [4, 5],
    kip: 'KIP-559',
    async run(t) {
      const member = await stableMember(t, await t.group())
      const answer = await sync(t, member, {}, { version: 5, protocolType: 'consumer', protocolName: 'other' })
      errorIs(answer.errorCode, 'INCONSISTENT_GROUP_PROTOCOL', 'error')
    }
  },
  {
    name: 'SyncGroup with an empty group id is answered INVALID_GROUP_ID',
    api: 'SyncGroup',
    versions: [4, 4],
    async run(t) {
      errorIs((await sync(t, { groupId: '', memberId: 'x', generationId: 1 })).errorCode, 'INVALID_GROUP_ID', 'error')
    }
  },
  {
    name: 'SyncGroup while the group rebalances is answered REBALANCE_IN_PROGRESS',
    api: 'SyncGroup',
    versions: [4, 4],
    async run(t) {
      const groupId = await t.group()
      const member = await stableMember(t, groupId)
      const client = await t.connect()
      const joining = joined(t, groupId, { client, rebalanceTimeoutMs: 2000 })
      await t.until('the rebalance', async () => (await stateOf(t, groupId)) === 'PreparingRebalance')
      errorIs((await sync(t, member)).errorCode, 'REBALANCE_IN_PROGRESS', 'error')
      await leave(t, member)
      equal((await joining).errorCode, 0, 'error of the member that joined')
    }
  },
  {
    name: 'Heartbeat of another generation is answered ILLEGAL_GENERATION',
    api: 'Heartbeat',
    versions: [3, 3],
    async run(t) {
      const member = await stableMember(t, await t.group())
      errorIs(await heartbeat(t, { ...member, generationId: 9 }), 'ILLEGAL_GENERATION', 'error')
    }
  },
  {
    name: 'Heartbeat of a member that the group does not know is answered UNKNOWN_MEMBER_ID',
    api: 'Heartbeat',
    versions: [3, 3],
    async run(t) {
      const member = await stableMember(t, await t.group())
      errorIs(await heartbeat(t, { ...member, memberId: 'made-up' }), 'UNKNOWN_MEMBER_ID', 'error')
    }
  },
  {
    name: 'Heartbeat to a group that does not exist is answered UNKNOWN_MEMBER_ID',
    api: 'Heartbeat',
    versions: [0, 3],
    async run(t) {
      const groupId = await t.group()
      for (const version of [0, 3]) {
        errorIs(
          await heartbeat(t, { groupId, memberId: 'x', generationId: 1 }, version),
          'UNKNOWN_MEMBER_ID',
          `error in version ${version}`
        )
      }
    }
  },
  {
    name: 'Heartbeat with an empty group id is answered INVALID_GROUP_ID',
    api: 'Heartbeat',
    versions: [3, 3],
    async run(t) {
      errorIs(await heartbeat(t, { groupId: '', memberId: 'x', generationId: 1 }), 'INVALID_GROUP_ID', 'error')
    }
  },
  {
    name: 'a heartbeat before SyncGroup counts: the group waits for its leader’s assignment',
    api: 'Heartbeat',
    versions: [3, 3],
    async run(t) {
      const groupId = await t.group()
      const { memberId, generationId } = await joined(t, groupId)
      errorIs(await heartbeat(t, { groupId, memberId, generationId }), 'NONE', 'error')
    }
  },
  {
    name: 'LeaveGroup of a member that the group does not know is answered UNKNOWN_MEMBER_ID',
    api: 'LeaveGroup',
    versions: [0, 3],
    async run(t) {
      const groupId = await t.group()
      await stableMember(t, groupId)
      for (const version of [0, 3])
        errorIs(
          await leave(t, { groupId, memberId: 'made-up' }, version),
          'UNKNOWN_MEMBER_ID',
          `error in version ${version}`
        )
    }
  },
  {
    name: 'LeaveGroup of a group that does not exist is answered UNKNOWN_MEMBER_ID',
    api: 'LeaveGroup',
    versions: [0, 3],
    async run(t) {
      const groupId = await t.group()
      for (const version of [0, 3])
        errorIs(await leave(t, { groupId, memberId: 'x' }, version), 'UNKNOWN_MEMBER_ID', `error in version ${version}`)
    }
  },
  {
    name: 'LeaveGroup with an empty group id is answered INVALID_GROUP_ID',
    api: 'LeaveGroup',
    versions: [3, 3],
    async run(t) {
      errorIs(await leave(t, { groupId: '', memberId: 'x' }), 'INVALID_GROUP_ID', 'error')
    }
  }
]
