import { errorCodes } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { describeGroup, heartbeat, stableMember, stateOf, userDataOf } from '../../dialogue/groups.ts'
import { equal, errorIs, found, holds, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

const noOperations = -2147483648

/** Makes a group exist without members: by a committed offset. */
async function emptyGroup(t: Trial): Promise<string> {
  const [groupId, topic] = [await t.group(), await t.topic()]
  const partitions = [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }]
  await t.quietly('OffsetCommit', { groupId, topics: [{ name: topic.name, partitions }] }, 7)
  return groupId
}

async function coordinatorOf(t: Trial, key: string, version: number, keyType = 0) {
  const answer = await t.call('FindCoordinator', version, {
    ...(version >= 4 ? { coordinatorKeys: [key] } : { key }),
    ...(version >= 1 ? { keyType } : {})
  })
  return version >= 4 ? only(answer.coordinators, 'coordinators') : answer
}

export const groupAdministration: Check[] = [
  ...atEveryVersion({
    api: 'FindCoordinator',
    from: 0,
    to: 6,
    kafka43: [0, 6],
    says: 'names a broker that coordinates the group, with its address',
    async run(t, version) {
      t.need('FindCoordinator', version)
      const groupId = await t.group()
      const answer = await coordinatorOf(t, groupId, version)
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(answer.nodeId, t.target.nodeId, 'broker')
      holds(answer.host.length > 0 && answer.port > 0, 'address', [answer.host, answer.port])
    }
  }),
  {
    name: 'FindCoordinator v4 answers for several groups at once',
    api: 'FindCoordinator',
    versions: [4, 4],
    kip: 'KIP-699',
    async run(t) {
      const groups = [await t.group(), await t.group(), await t.group()]
      const answer = await t.call('FindCoordinator', 4, { keyType: 0, coordinatorKeys: groups })
      equal(
        answer.coordinators.map((one) => [one.key, one.errorCode]).sort(),
        groups.map((key) => [key, 0]).sort(),
        'keys and errors'
      )
    }
  },
  {
    name: 'FindCoordinator of an unknown kind of key is answered INVALID_REQUEST',
    api: 'FindCoordinator',
    versions: [1, 4],
    async run(t) {
      for (const version of [1, 4]) {
        errorIs((await coordinatorOf(t, 'x', version, 9)).errorCode, 'INVALID_REQUEST', `error in version ${version}`)
      }
    }
  },
  ...atEveryVersion({
    api: 'DescribeGroups',
    from: 0,
    to: 6,
    kafka43: [0, 6],
    says: 'shows a stable group with its members',
    async run(t, version) {
      const groupId = await t.group()
      const member = await stableMember(t, groupId)
      const group = await describeGroup(t, groupId, version)
      errorIs(group.errorCode, 'NONE', 'error')
      equal(
        [group.groupId, group.groupState, group.protocolType, group.protocolData],
        [groupId, 'Stable', 'consumer', 'range'],
        'group'
      )
      equal(group.authorizedOperations, noOperations, 'operations that were not asked for')
      const one = only(group.members, 'members')
      equal([one.memberId, one.groupInstanceId, one.clientId], [member.memberId, null, 'ottla-verify'], 'member')
      equal(
        [userDataOf(one.memberMetadata), Buffer.from(one.memberAssignment).toString()],
        ['metadata', 'mine'],
        'metadata and assignment'
      )
      holds(one.clientHost.startsWith('/'), 'client host, as Java writes addresses', one.clientHost)
    }
  }),
  {
    name: 'DescribeGroups of a group that does not exist shows it as Dead',
    api: 'DescribeGroups',
    versions: [0, 5],
    async run(t) {
      const groupId = await t.group()
      for (const version of [0, 5]) {
        const group = await describeGroup(t, groupId, version)
        equal(
          [group.errorCode, group.groupState, group.members],
          [0, 'Dead', []],
          `error, state and members in version ${version}`
        )
      }
    }
  },
  {
    name: 'DescribeGroups v6 of a group that does not exist is answered GROUP_ID_NOT_FOUND',
    api: 'DescribeGroups',
    versions: [6, 6],
    kip: 'KIP-1043',
    async run(t) {
      t.need('DescribeGroups', 6)
      const group = await describeGroup(t, await t.group(), 6)
      errorIs(group.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
      equal(group.groupState, 'Dead', 'state')
    }
  },
  {
    name: 'DescribeGroups shows a group that only has offsets as Empty',
    api: 'DescribeGroups',
    versions: [5, 5],
    async run(t) {
      const group = await describeGroup(t, await emptyGroup(t))
      equal([group.errorCode, group.groupState, group.protocolType, group.members], [0, 'Empty', '', []], 'group')
    }
  },
  {
    name: 'DescribeGroups tells what the client may do when it asks',
    api: 'DescribeGroups',
    versions: [5, 5],
    kip: 'KIP-430',
    async run(t) {
      const groupId = await emptyGroup(t)
      const answer = await t.call('DescribeGroups', 5, { groups: [groupId], includeAuthorizedOperations: true })
      const group = only(answer.groups, 'groups')
      equal(
        [group.errorCode, group.authorizedOperations & 0b1001000],
        [0, 0b1001000],
        'error and bits of read and delete'
      )
    }
  },
  {
    name: 'DescribeGroups answers for several groups, each by itself',
    api: 'DescribeGroups',
    versions: [5, 5],
    async run(t) {
      const [there, missing] = [await emptyGroup(t), await t.group()]
      const answer = await t.call('DescribeGroups', 5, { groups: [there, missing] })
      const stateIn = (id: string) => found(answer.groups, (group) => group.groupId === id, id).groupState
      equal([stateIn(there), stateIn(missing)], ['Empty', 'Dead'], 'states')
    }
  },
  ...atEveryVersion({
    api: 'ListGroups',
    from: 0,
    to: 5,
    kafka43: [0, 5],
    says: 'lists a group with its protocol type',
    async run(t, version) {
      t.need('ListGroups', version)
      const groupId = await t.group()
      await stableMember(t, groupId)
      const answer = await t.call('ListGroups', version, {})
      errorIs(answer.errorCode, 'NONE', 'error')
      const group = found(answer.groups, (one) => one.groupId === groupId, 'the group')
      equal(group.protocolType, 'consumer', 'protocol type')
      equal(
        [group.groupState, group.groupType.toLowerCase()],
        [version >= 4 ? 'Stable' : '', version >= 5 ? 'classic' : ''],
        'state (from version 4 on) and type (from version 5 on)'
      )
    }
  }),
  {
    name: 'ListGroups lists only groups in the states that are asked for, whatever the case of their letters',
    api: 'ListGroups',
    versions: [4, 4],
    kip: 'KIP-518',
    async run(t) {
      const [stable, empty] = [await t.group(), await emptyGroup(t)]
      await stableMember(t, stable)
      const listed = async (state: string) => {
        const answer = await t.call('ListGroups', 4, { statesFilter: [state] })
        return answer.groups.map((group) => group.groupId).filter((id) => id === stable || id === empty)
      }
      equal(
        [await listed('Stable'), await listed('empty'), await listed('Dead')],
        [[stable], [empty], []],
        'groups by state'
      )
    }
  },
  {
    name: 'ListGroups lists only groups of the types that are asked for',
    api: 'ListGroups',
    versions: [5, 5],
    kip: 'KIP-848',
    async run(t) {
      const groupId = await emptyGroup(t)
      const listed = async (type: string) => {
        const answer = await t.call('ListGroups', 5, { typesFilter: [type] })
        return answer.groups.some((group) => group.groupId === groupId)
      }
      equal([await listed('classic'), await listed('consumer')], [true, false], 'listed as classic, as consumer')
    }
  },
  ...atEveryVersion({
    api: 'DeleteGroups',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'removes an empty group and its offsets',
    async run(t, version) {
      const groupId = await emptyGroup(t)
      const answer = only((await t.call('DeleteGroups', version, { groupsNames: [groupId] })).results, 'groups')
      equal([answer.groupId, answer.errorCode], [groupId, 0], 'group and error')
      equal(await stateOf(t, groupId), 'Dead', 'state')
      const left = await t.quietly('OffsetFetch', { groupId, topics: null }, 7)
      equal(left.topics, [], 'offsets')
    }
  }),
  {
    name: 'DeleteGroups of a group with members is answered NON_EMPTY_GROUP and leaves it alone',
    api: 'DeleteGroups',
    versions: [1, 1],
    kip: 'KIP-229',
    async run(t) {
      const groupId = await t.group()
      const member = await stableMember(t, groupId)
      const answer = await t.call('DeleteGroups', 1, { groupsNames: [groupId] })
      errorIs(only(answer.results, 'groups').errorCode, 'NON_EMPTY_GROUP', 'error')
      errorIs(await heartbeat(t, member), 'NONE', 'error of a heartbeat afterwards')
    }
  },
  {
    name: 'DeleteGroups of a group that does not exist is answered GROUP_ID_NOT_FOUND',
    api: 'DeleteGroups',
    versions: [1, 1],
    kip: 'KIP-229',
    async run(t) {
      const answer = await t.call('DeleteGroups', 1, { groupsNames: [await t.group()] })
      errorIs(only(answer.results, 'groups').errorCode, 'GROUP_ID_NOT_FOUND', 'error')
    }
  },
  {
    name: 'DeleteGroups answers for several groups, each by itself',
    api: 'DeleteGroups',
    versions: [1, 1],
    kip: 'KIP-229',
    async run(t) {
      const [there, missing, busy] = [await emptyGroup(t), await t.group(), await t.group()]
      await stableMember(t, busy)
      const { results } = await t.call('DeleteGroups', 1, { groupsNames: [missing, busy, there] })
      const errorOf = (id: string) => found(results, (one) => one.groupId === id, id).errorCode
      equal(
        [errorOf(there), errorOf(missing), errorOf(busy)],
        [0, errorCodes.GROUP_ID_NOT_FOUND, errorCodes.NON_EMPTY_GROUP],
        'errors'
      )
    }
  }
]
