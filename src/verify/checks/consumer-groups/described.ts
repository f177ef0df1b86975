import { atEveryVersion, type Check } from '../../check.ts'
import { consumerGroup, described, member } from '../../dialogue/consumer-groups.ts'
import { stableMember } from '../../dialogue/groups.ts'
import { equal, errorIs, found, holds, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

const api = 'ConsumerGroupDescribe'

async function listed(
  t: Trial,
  groupId: string,
  filters: { readonly states?: string[]; readonly types?: string[] } = {}
) {
  const answer = await t.aside('ListGroups', 5, {
    statesFilter: filters.states ?? [],
    typesFilter: filters.types ?? []
  })
  equal(answer.errorCode, 0, 'error of ListGroups')
  return answer.groups.find((group) => group.groupId === groupId)
}

export const describedConsumers: Check[] = [
  ...atEveryVersion({
    api,
    from: 0,
    to: 1,
    kafka43: [0, 1],
    says: 'shows a group with its epochs and members',
    async run(t, version) {
      const topic = await t.topic({ partitions: 2 })
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [topic.name], instanceId: 'i', rackId: 'r' })
      const group = await described(t, groupId, version)
      errorIs(group.errorCode, 'NONE', 'error')
      equal(
        [group.groupId, group.groupState, group.groupEpoch, group.assignmentEpoch, group.assignorName],
        [groupId, 'Stable', 2, 2, 'uniform'],
        'group'
      )
      const shown = only(group.members, 'members')
      equal(
        [shown.memberId, shown.instanceId, shown.rackId, shown.memberEpoch, shown.clientId],
        [one.memberId, 'i', 'r', 2, 'ottla-verify'],
        'member'
      )
      equal([shown.subscribedTopicNames, shown.subscribedTopicRegex], [[topic.name], ''], 'subscription')
      const all = [{ topicId: topic.id, topicName: topic.name, partitions: [0, 1] }]
      equal([shown.assignment.topicPartitions, shown.targetAssignment.topicPartitions], [all, all], 'assignments')
      if (version >= 1) equal(shown.memberType, 1, 'type of the member')
    }
  }),
  {
    name: 'ConsumerGroupDescribe of a group that is not there is answered GROUP_ID_NOT_FOUND',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await t.group()
      const group = await described(t, groupId)
      errorIs(group.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
      equal([group.errorMessage, group.members], [`Group ${groupId} not found.`, []], 'message and members')
    }
  },
  {
    name: 'ConsumerGroupDescribe of a classic group is answered GROUP_ID_NOT_FOUND',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await t.group()
      await stableMember(t, groupId)
      const group = await described(t, groupId)
      errorIs(group.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
      equal(group.errorMessage, `Group ${groupId} is not a consumer group.`, 'message')
    }
  },
  {
    name: 'ConsumerGroupDescribe of an empty group id is answered INVALID_GROUP_ID',
    api,
    versions: [1, 1],
    async run(t) {
      errorIs((await described(t, '')).errorCode, 'INVALID_GROUP_ID', 'error')
    }
  },
  {
    name: 'ConsumerGroupDescribe answers for several groups, whatever becomes of each',
    api,
    versions: [1, 1],
    async run(t) {
      const [there, not] = [await consumerGroup(t), await t.group()]
      await member(t, there, { topics: ['none'] })
      const answer = await t.call(api, 1, { groupIds: [there, not], includeAuthorizedOperations: false })
      errorIs(found(answer.groups, ({ groupId }) => groupId === there, 'the group').errorCode, 'NONE', 'error')
      errorIs(
        found(answer.groups, ({ groupId }) => groupId === not, 'the other').errorCode,
        'GROUP_ID_NOT_FOUND',
        'its error'
      )
    }
  },
  {
    name: 'ConsumerGroupDescribe tells what the client may do where it asks for that',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      await member(t, groupId, { topics: ['none'] })
      const answer = await t.call(api, 1, { groupIds: [groupId], includeAuthorizedOperations: true })
      holds(only(answer.groups, 'groups').authorizedOperations > 0, 'operations')
    }
  },
  {
    name: 'ConsumerGroupDescribe shows a group that everybody has left as Empty, in a new epoch',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: ['none'] })
      await one.leave()
      const group = await described(t, groupId)
      equal([group.groupState, group.groupEpoch, group.assignmentEpoch, group.members], ['Empty', 3, 2, []], 'group')
    }
  },
  {
    name: 'DescribeGroups does not know consumer groups: GROUP_ID_NOT_FOUND since v6, a dead group before',
    api: 'DescribeGroups',
    versions: [5, 6],
    kip: 'KIP-1043',
    async run(t) {
      const groupId = await consumerGroup(t)
      await member(t, groupId, { topics: ['none'] })
      const now = await t.call('DescribeGroups', 6, { groups: [groupId], includeAuthorizedOperations: false })
      errorIs(now.groups[0]?.errorCode, 'GROUP_ID_NOT_FOUND', 'error since v6')
      equal(now.groups[0]?.errorMessage, `Group ${groupId} is not a classic group.`, 'message')
      const before = only(
        (await t.call('DescribeGroups', 5, { groups: [groupId], includeAuthorizedOperations: false })).groups,
        'groups'
      )
      equal([before.errorCode, before.groupState], [0, 'Dead'], 'before')
    }
  },
  {
    name: 'ListGroups lists a consumer group with its state and type',
    api: 'ListGroups',
    versions: [5, 5],
    async run(t) {
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: ['none'] })
      const stable = await listed(t, groupId)
      equal([stable?.groupState, stable?.groupType, stable?.protocolType], ['Stable', 'consumer', 'consumer'], 'group')
      await one.leave()
      equal((await listed(t, groupId))?.groupState, 'Empty', 'state')
    }
  },
  ...(
    [
      [{ types: ['consumer'] }, true],
      [{ types: ['Consumer'] }, true],
      [{ types: ['classic'] }, false],
      [{ types: ['classic', 'consumer'] }, true],
      [{ states: ['Stable'] }, true],
      [{ states: ['stable'] }, true],
      [{ states: ['Assigning'] }, false],
      [{ states: ['Empty'] }, false],
      [{ states: ['Stable'], types: ['consumer'] }, true],
      [{ states: ['Stable'], types: ['share'] }, false]
    ] as const
  ).map(
    ([filters, isListed]): Check => ({
      name: `ListGroups by ${JSON.stringify(filters)} ${isListed ? 'lists' : 'leaves out'} a stable consumer group`,
      api: 'ListGroups',
      versions: [5, 5],
      async run(t) {
        const groupId = await consumerGroup(t)
        await member(t, groupId, { topics: ['none'] })
        const { states, types } = { states: undefined, types: undefined, ...filters }
        const group = await listed(t, groupId, {
          ...(states && { states: [...states] }),
          ...(types && { types: [...types] })
        })
        equal(group !== undefined, isListed, 'is listed')
      }
    })
  )
]
