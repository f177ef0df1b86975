import type { Check } from '../../check.ts'
import { api, assigned, beat, described, joined, shareGroup } from '../../dialogue/share-groups.ts'
import { equal, errorIs, only } from '../../expect.ts'

const check = (says: string, run: Check['run']): Check => ({
  name: `ShareGroupHeartbeat ${says}`,
  api,
  versions: [1, 1],
  run
})

/** What is wrong with the request, Kafka's error and words. */
type Invalid = readonly [says: string, body: Record<string, unknown>, message: string | null]

const invalid: Invalid[] = [
  ['an empty member id', { memberId: '' }, null],
  ['a blank group id', { groupId: ' ' }, "GroupId can't be empty."],
  ['an empty rack', { rackId: '' }, "RackId can't be empty."],
  ['no topics at its first', { subscribedTopicNames: null }, 'SubscribedTopicNames must be set in first request.'],
  ['an empty subscription', { subscribedTopicNames: [] }, 'SubscribedTopicNames must be set in first request.'],
  ['an epoch of -2', { memberEpoch: -2 }, 'MemberEpoch is invalid.']
]

export const shareHeartbeats: Check[] = [
  check('v1 lets a member join, which gets partitions once they have a state', async (t) => {
    const topic = await t.topic({ partitions: 3 })
    const groupId = await shareGroup(t)
    const memberId = t.uniqueName('m')
    const first = await beat(t, { groupId, memberId, subscribedTopicNames: [topic.name] })
    equal([first.errorCode, first.memberId, first.memberEpoch], [0, memberId, 2], 'error, member id and epoch')
    equal([first.heartbeatIntervalMs, first.assignment], [5000, { topicPartitions: [] }], 'interval and assignment')
    const member = { groupId, memberId, epoch: 2, partitions: [] }
    await assigned(t, member, 3)
    equal([member.epoch, member.partitions], [3, [0, 1, 2]], 'epoch and partitions')
  }),
  check('tells no assignment while nothing changes', async (t) => {
    const topic = await t.topic()
    const member = await joined(t, await shareGroup(t), [topic.name])
    await assigned(t, member, 1)
    const { groupId, memberId, epoch: memberEpoch } = member
    const next = await beat(t, { groupId, memberId, memberEpoch })
    equal([next.errorCode, next.memberEpoch, next.assignment], [0, 3, null], 'error, epoch and assignment')
    const asked = await beat(t, { groupId, memberId, memberEpoch, subscribedTopicNames: [topic.name] })
    const told = [{ topicId: topic.id, partitions: [0] }]
    equal([asked.errorCode, asked.assignment?.topicPartitions], [0, told], 'when it says its topics again')
  }),
  check('takes the epoch before, and tells the new one', async (t) => {
    const topic = await t.topic()
    const member = await joined(t, await shareGroup(t), [topic.name])
    await assigned(t, member, 1)
    const { groupId, memberId } = member
    const late = await beat(t, { groupId, memberId, memberEpoch: 2 })
    equal([late.errorCode, late.memberEpoch], [0, 3], 'error and epoch')
  }),
  check('lets a member join again with the epoch 0', async (t) => {
    const topic = await t.topic()
    const member = await joined(t, await shareGroup(t), [topic.name])
    await assigned(t, member, 1)
    const { groupId, memberId } = member
    const again = await beat(t, { groupId, memberId, subscribedTopicNames: [topic.name] })
    const told = [{ topicId: topic.id, partitions: [0] }]
    equal([again.errorCode, again.memberEpoch, again.assignment?.topicPartitions], [0, 3, told], 'as before')
  }),
  check('gives one partition to every member', async (t) => {
    const topic = await t.topic()
    const groupId = await shareGroup(t)
    const first = await joined(t, groupId, [topic.name])
    await assigned(t, first, 1)
    const second = await joined(t, groupId, [topic.name])
    await assigned(t, second, 1)
    equal([first.partitions, second.partitions], [[0], [0]], 'partitions')
  }),
  check('gives every partition to somebody', async (t) => {
    const topic = await t.topic({ partitions: 4 })
    const groupId = await shareGroup(t)
    const first = await joined(t, groupId, [topic.name])
    await assigned(t, first, 4)
    const second = await joined(t, groupId, [topic.name], { isAside: true })
    await assigned(t, second, 2)
    await assigned(t, first, 2)
    equal([...first.partitions, ...second.partitions].sort(), [0, 1, 2, 3], 'partitions')
  }),
  check('lets a member leave, and the group is empty', async (t) => {
    const topic = await t.topic()
    const { groupId, memberId } = await joined(t, await shareGroup(t), [topic.name])
    const left = await beat(t, { groupId, memberId, memberEpoch: -1 })
    equal([left.errorCode, left.memberId, left.memberEpoch], [0, memberId, -1], 'error, member id and epoch')
    equal((await described(t, groupId)).groupState, 'Empty', 'state')
    const gone = await beat(t, { groupId, memberId, memberEpoch: -1 })
    errorIs(gone.errorCode, 'UNKNOWN_MEMBER_ID', 'error when it leaves again')
  }),
  check('of a member that changes its topics raises the epoch', async (t) => {
    const [topic, other] = [await t.topic(), await t.topic()]
    const member = await joined(t, await shareGroup(t), [topic.name])
    await assigned(t, member, 1)
    const { groupId, memberId, epoch: memberEpoch } = member
    const changed = await beat(t, { groupId, memberId, memberEpoch, subscribedTopicNames: [topic.name, other.name] })
    equal([changed.errorCode, changed.memberEpoch], [0, 4], 'error and epoch')
    member.epoch = 4
    await assigned(t, member, 2)
  }),
  check('takes a topic that there is not', async (t) => {
    const groupId = await shareGroup(t)
    const answer = await beat(t, { groupId, memberId: 'a', subscribedTopicNames: [t.uniqueName('none')] })
    equal([answer.errorCode, answer.assignment], [0, { topicPartitions: [] }], 'error and assignment')
  }),
  check('of a later epoch than the member has is answered FENCED_MEMBER_EPOCH', async (t) => {
    const topic = await t.topic()
    const { groupId, memberId } = await joined(t, await shareGroup(t), [topic.name])
    const answer = await beat(t, { groupId, memberId, memberEpoch: 9 })
    errorIs(answer.errorCode, 'FENCED_MEMBER_EPOCH', 'error')
  }),
  check('of an earlier epoch than the one before is answered FENCED_MEMBER_EPOCH', async (t) => {
    const topic = await t.topic()
    const member = await joined(t, await shareGroup(t), [topic.name])
    await assigned(t, member, 1)
    const { groupId, memberId } = member
    const answer = await beat(t, { groupId, memberId, memberEpoch: 1 })
    errorIs(answer.errorCode, 'FENCED_MEMBER_EPOCH', 'error')
    const words = 'member epoch (1) than the one known by the group coordinator (3), and it does not match'
    equal(answer.errorMessage?.includes(words), true, 'words')
  }),
  check('of somebody who has not joined is answered UNKNOWN_MEMBER_ID', async (t) => {
    const topic = await t.topic()
    const { groupId } = await joined(t, await shareGroup(t), [topic.name])
    errorIs((await beat(t, { groupId, memberId: 'x', memberEpoch: 1 })).errorCode, 'UNKNOWN_MEMBER_ID', 'error')
  }),
  check('of a group that there is not is answered GROUP_ID_NOT_FOUND', async (t) => {
    const groupId = await t.group()
    for (const [memberEpoch, words] of [
      [1, 'Share group'],
      [-1, 'Group']
    ] as const) {
      const answer = await beat(t, { groupId, memberId: 'x', memberEpoch })
      errorIs(answer.errorCode, 'GROUP_ID_NOT_FOUND', `error of epoch ${memberEpoch}`)
      equal(answer.errorMessage, `${words} ${groupId} not found.`, `words of epoch ${memberEpoch}`)
    }
  }),
  check('tells the interval that the group is given', async (t) => {
    const topic = await t.topic()
    const groupId = await shareGroup(t, { 'share.heartbeat.interval.ms': '7000' })
    const answer = await beat(t, { groupId, memberId: 'a', subscribedTopicNames: [topic.name] })
    equal([answer.errorCode, answer.heartbeatIntervalMs], [0, 7000], 'error and interval')
  }),
  ...invalid.map(
    ([says, body, message]): Check =>
      check(`of ${says} is answered INVALID_REQUEST`, async (t) => {
        const whole = {
          groupId: t.uniqueName('g'),
          memberId: 'a',
          memberEpoch: 0,
          subscribedTopicNames: ['t'],
          ...body
        }
        const answer = await beat(t, whole)
        errorIs(answer.errorCode, 'INVALID_REQUEST', 'error')
        equal(answer.errorMessage, message, 'words')
      })
  ),
  {
    name: 'ShareGroupDescribe v1 tells members, epochs and what each is assigned',
    api: 'ShareGroupDescribe',
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic()
      const member = await joined(t, await shareGroup(t), [topic.name])
      await assigned(t, member, 1)
      const group = await described(t, member.groupId)
      equal([group.errorCode, group.groupState, group.assignorName], [0, 'Stable', 'simple'], 'group')
      equal([group.groupEpoch, group.assignmentEpoch], [3, 3], 'epochs')
      const only1 = only(group.members, 'members')
      equal([only1.memberId, only1.memberEpoch, only1.rackId], [member.memberId, 3, null], 'member')
      equal(only1.subscribedTopicNames, [topic.name], 'topics')
      const told = [{ topicId: topic.id, topicName: topic.name, partitions: [0] }]
      equal(only1.assignment.topicPartitions, told, 'assignment')
    }
  },
  {
    name: 'ShareGroupDescribe of a group that there is not is answered GROUP_ID_NOT_FOUND',
    api: 'ShareGroupDescribe',
    versions: [1, 1],
    async run(t) {
      const groupId = await t.group()
      const group = await described(t, groupId)
      errorIs(group.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
      equal(group.errorMessage, `Group ${groupId} not found.`, 'words')
    }
  },
  {
    name: 'ShareGroupDescribe of no group id is answered INVALID_GROUP_ID',
    api: 'ShareGroupDescribe',
    versions: [1, 1],
    async run(t) {
      errorIs((await described(t, '')).errorCode, 'INVALID_GROUP_ID', 'error')
    }
  },
  {
    name: 'ListGroups v5 tells share groups by their type',
    api: 'ListGroups',
    versions: [5, 5],
    async run(t) {
      const topic = await t.topic()
      const { groupId } = await joined(t, await shareGroup(t), [topic.name])
      const { groups } = await t.aside('ListGroups', 5, { statesFilter: [], typesFilter: ['Share'] })
      const told = groups.filter((group) => group.groupId === groupId)
      equal(told, [{ groupId, protocolType: 'share', groupState: 'Stable', groupType: 'share' }], 'groups')
    }
  },
  {
    name: 'DeleteGroups deletes a share group when nobody is in it',
    api: 'DeleteGroups',
    versions: [2, 2],
    async run(t) {
      const topic = await t.topic()
      const member = await joined(t, await shareGroup(t), [topic.name])
      await assigned(t, member, 1)
      const { groupId, memberId } = member
      const busy = await t.call('DeleteGroups', 2, { groupsNames: [groupId] })
      errorIs(only(busy.results, 'results').errorCode, 'NON_EMPTY_GROUP', 'error while somebody is')
      await beat(t, { groupId, memberId, memberEpoch: -1 })
      const done = await t.call('DeleteGroups', 2, { groupsNames: [groupId] })
      errorIs(only(done.results, 'results').errorCode, 'NONE', 'error')
      errorIs((await described(t, groupId)).errorCode, 'GROUP_ID_NOT_FOUND', 'error of ShareGroupDescribe')
    }
  },
  {
    name: 'OffsetCommit to a share group is refused',
    api: 'OffsetCommit',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      const { groupId } = await joined(t, await shareGroup(t), [topic.name])
      const partitions = [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }]
      const whole = { groupId, generationIdOrMemberEpoch: -1, memberId: '', topics: [{ name: topic.name, partitions }] }
      const answer = await t.call('OffsetCommit', 9, whole)
      errorIs(answer.topics[0]?.partitions[0]?.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
    }
  },
  {
    name: 'DescribeGroups does not know share groups',
    api: 'DescribeGroups',
    versions: [6, 6],
    async run(t) {
      const topic = await t.topic()
      const { groupId } = await joined(t, await shareGroup(t), [topic.name])
      const { groups } = await t.call('DescribeGroups', 6, { groups: [groupId] })
      errorIs(groups[0]?.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
    }
  },
  {
    name: 'JoinGroup into a share group with members is answered INCONSISTENT_GROUP_PROTOCOL',
    api: 'JoinGroup',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      const { groupId } = await joined(t, await shareGroup(t), [topic.name])
      const answer = await t.call('JoinGroup', 9, {
        groupId,
        sessionTimeoutMs: 30_000,
        rebalanceTimeoutMs: 30_000,
        memberId: '',
        protocolType: 'consumer',
        protocols: [{ name: 'range', metadata: Buffer.alloc(10) }]
      })
      errorIs(answer.errorCode, 'INCONSISTENT_GROUP_PROTOCOL', 'error')
    }
  }
]
