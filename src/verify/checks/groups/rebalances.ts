import { errorCodes } from '../../../protocol/index.ts'
import type { Check } from '../../check.ts'
import { commit, fetched } from '../../dialogue/committed.ts'
import {
  describeGroup,
  join,
  joined,
  stableGroup,
  stableMember,
  stateOf,
  sync,
  userDataOf
} from '../../dialogue/groups.ts'
import { equal, errorIs, holds } from '../../expect.ts'

export const rebalances: Check[] = [
  {
    name: 'the leader’s JoinGroup makes a stable group rebalance, since it may want another assignment',
    api: 'JoinGroup',
    versions: [4, 7],
    async run(t) {
      const [leader, other] = await stableGroup(t, await t.group(), 2)
      holds(leader !== undefined && other !== undefined, 'two members')
      const { groupId } = leader
      const leading = join(t, groupId, { client: leader.client, memberId: leader.memberId })
      await t.until('the rebalance', async () => (await stateOf(t, groupId)) === 'PreparingRebalance')
      const following = await join(t, groupId, { client: other.client, memberId: other.memberId })
      equal(
        [(await leading).generationId, following.generationId],
        [leader.generationId + 1, leader.generationId + 1],
        'generations'
      )
    }
  },
  {
    name: 'a follower’s JoinGroup with changed metadata makes the group rebalance',
    api: 'JoinGroup',
    versions: [4, 7],
    async run(t) {
      const [leader, other] = await stableGroup(t, await t.group(), 2)
      holds(leader !== undefined && other !== undefined, 'two members')
      const { groupId } = leader
      const protocols = { range: 'another subscription' }
      const following = join(t, groupId, { client: other.client, memberId: other.memberId, protocols })
      await t.until('the rebalance', async () => (await stateOf(t, groupId)) === 'PreparingRebalance')
      const leading = await join(t, groupId, { client: leader.client, memberId: leader.memberId })
      equal((await following).errorCode, 0, 'error of the follower')
      const seen = leading.members.map((member) => userDataOf(member.metadata)).sort()
      equal(seen, ['another subscription', 'metadata'], 'metadata that the leader sees')
    }
  },
  {
    name: 'a static leader that restarts is told to skip the assignment, and still sees the members',
    api: 'JoinGroup',
    versions: [9, 9],
    kip: 'KIP-814',
    async run(t) {
      const groupId = await t.group()
      const before = await stableMember(t, groupId, { instanceId: 'pod-1', version: 9 })
      const again = await join(t, groupId, { instanceId: 'pod-1', version: 9, client: await t.connect() })
      equal(
        [again.errorCode, again.generationId, again.skipAssignment],
        [0, before.generationId, true],
        'error, generation, skip'
      )
      equal([again.leader, again.members.length], [again.memberId, 1], 'leader and number of members')
    }
  },
  {
    name: 'a group whose leader has not assigned yet is shown as CompletingRebalance, without metadata',
    api: 'DescribeGroups',
    versions: [5, 5],
    async run(t) {
      const groupId = await t.group()
      await joined(t, groupId)
      const group = await describeGroup(t, groupId)
      equal(
        [group.groupState, group.protocolType, group.protocolData],
        ['CompletingRebalance', 'consumer', ''],
        'state and protocol'
      )
      equal(
        group.members.map(({ memberMetadata, memberAssignment }) => [memberMetadata.length, memberAssignment.length]),
        [[0, 0]],
        'bytes of metadata and assignment'
      )
    }
  },
  {
    name: 'a commit before the leader has assigned is answered REBALANCE_IN_PROGRESS',
    api: 'OffsetCommit',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      const member = await joined(t, groupId)
      errorIs(await commit(t, groupId, topic, { offset: 1, member }), 'REBALANCE_IN_PROGRESS', 'error')
    }
  },
  {
    name: 'a commit while members are joining again is still taken, so that no work is done twice',
    api: 'OffsetCommit',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      const member = await stableMember(t, groupId)
      const client = await t.connect()
      const joining = joined(t, groupId, { client })
      await t.until('the rebalance', async () => (await stateOf(t, groupId)) === 'PreparingRebalance')
      equal(await commit(t, groupId, topic, { offset: 6, member }), 0, 'error')
      equal((await fetched(t, groupId, topic)).committedOffset, 6n, 'offset')
      await join(t, groupId, { memberId: member.memberId })
      equal((await joining).errorCode, 0, 'error of the other member')
    }
  },
  {
    name: 'a member that joined with its id but had it lapse starts over: pending members count for nobody',
    api: 'JoinGroup',
    versions: [4, 7],
    kip: 'KIP-394',
    async run(t) {
      const groupId = await t.group()
      const pending = await join(t, groupId)
      errorIs(pending.errorCode, 'MEMBER_ID_REQUIRED', 'error')
      const member = await stableMember(t, groupId, { client: await t.connect(), version: 4 })
      equal(
        (await describeGroup(t, groupId)).members.map((one) => one.memberId),
        [member.memberId],
        'members'
      )
    }
  },
  {
    name: 'a pending member id may be given back with LeaveGroup',
    api: 'LeaveGroup',
    versions: [3, 3],
    kip: 'KIP-394',
    async run(t) {
      const groupId = await t.group()
      const { memberId } = await join(t, groupId)
      const answer = await t.call('LeaveGroup', 3, { groupId, members: [{ memberId }] })
      equal([answer.errorCode, answer.members[0]?.errorCode], [0, 0], 'errors')
      errorIs((await join(t, groupId, { memberId })).errorCode, 'UNKNOWN_MEMBER_ID', 'error of JoinGroup afterwards')
    }
  },
  {
    name: 'a group may be of another protocol type than consumer, such as that of Kafka Connect',
    api: 'JoinGroup',
    versions: [7, 7],
    async run(t) {
      const groupId = await t.group()
      await stableMember(t, groupId, { protocolType: 'connect', protocols: { sessioned: 'x' } })
      const group = await describeGroup(t, groupId)
      equal([group.groupState, group.protocolType, group.protocolData], ['Stable', 'connect', 'sessioned'], 'group')
    }
  },
  {
    name: 'OffsetDelete is refused with NON_EMPTY_GROUP while a group that is not of consumers has members',
    api: 'OffsetDelete',
    versions: [0, 0],
    kip: 'KIP-496',
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      const member = await stableMember(t, groupId, { protocolType: 'connect' })
      await commit(t, groupId, topic, { member })
      const topics = [{ name: topic.name, partitions: [{ partitionIndex: 0 }] }]
      errorIs((await t.call('OffsetDelete', 0, { groupId, topics })).errorCode, 'NON_EMPTY_GROUP', 'error')
    }
  },
  {
    name: 'OffsetDelete of a topic that no member is subscribed to works while the group is at work',
    api: 'OffsetDelete',
    versions: [0, 0],
    kip: 'KIP-496',
    async run(t) {
      const [groupId, topic, other] = [await t.group(), await t.topic(), await t.topic()]
      const member = await stableMember(t, groupId, { topics: [other.name] })
      await commit(t, groupId, topic, { member, offset: 3 })
      const topics = [{ name: topic.name, partitions: [{ partitionIndex: 0 }] }]
      const answer = await t.call('OffsetDelete', 0, { groupId, topics })
      equal([answer.errorCode, answer.topics[0]?.partitions[0]?.errorCode], [0, 0], 'errors')
      equal((await fetched(t, groupId, topic)).committedOffset, -1n, 'offset')
    }
  },
  {
    name: 'a group starts anew after its last member left: the next generation has a higher number',
    api: 'JoinGroup',
    versions: [4, 7],
    async run(t) {
      const groupId = await t.group()
      const first = await stableMember(t, groupId, { version: 4 })
      await t.call('LeaveGroup', 3, { groupId, members: [{ memberId: first.memberId }] })
      const second = await stableMember(t, groupId)
      holds(second.generationId > first.generationId, 'generation', [first.generationId, second.generationId])
    }
  },
  {
    name: 'the offsets of many partitions are committed and fetched in one request each',
    api: 'OffsetCommit',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic({ partitions: 40 })]
      const indexes = Array.from({ length: 40 }, (_, index) => index)
      const partitions = indexes.map((index) => ({
        partitionIndex: index,
        committedOffset: BigInt(index * 10),
        committedMetadata: `m${index}`
      }))
      const answer = await t.call('OffsetCommit', 7, { groupId, topics: [{ name: topic.name, partitions }] })
      equal(
        answer.topics[0]?.partitions.filter((partition) => partition.errorCode !== 0),
        [],
        'errors'
      )
      const kept = await t.call('OffsetFetch', 7, {
        groupId,
        topics: [{ name: topic.name, partitionIndexes: indexes }]
      })
      const found = kept.topics[0]?.partitions.map((p) => [p.partitionIndex, Number(p.committedOffset), p.metadata])
      equal(
        found,
        indexes.map((index) => [index, index * 10, `m${index}`]),
        'partitions, offsets and metadata'
      )
    }
  },
  {
    name: 'a partition that does not exist fails alone in an OffsetCommit',
    api: 'OffsetCommit',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      const at = (partitionIndex: number) => ({ partitionIndex, committedOffset: 5n, committedMetadata: '' })
      const answer = await t.call('OffsetCommit', 7, {
        groupId,
        topics: [{ name: topic.name, partitions: [at(3), at(0)] }]
      })
      const errors = answer.topics.flatMap((one) => one.partitions.map((p) => [p.partitionIndex, p.errorCode]))
      equal(
        errors.sort(),
        [
          [0, 0],
          [3, errorCodes.UNKNOWN_TOPIC_OR_PARTITION]
        ],
        'partitions and errors'
      )
      equal((await fetched(t, groupId, topic)).committedOffset, 5n, 'offset of the one that exists')
    }
  },
  {
    name: 'SyncGroup from the leader a second time does not change what was assigned',
    api: 'SyncGroup',
    versions: [4, 4],
    async run(t) {
      const member = await stableMember(t, await t.group())
      const again = await sync(t, member, { [member.memberId]: 'something else' })
      equal([again.errorCode, Buffer.from(again.assignment).toString()], [0, 'mine'], 'error and assignment')
    }
  },
  {
    name: 'DeleteGroups with an empty group id is answered INVALID_GROUP_ID or GROUP_ID_NOT_FOUND',
    api: 'DeleteGroups',
    versions: [1, 1],
    async run(t) {
      const answer = await t.call('DeleteGroups', 1, { groupsNames: [''] })
      errorIs(answer.results[0]?.errorCode, ['INVALID_GROUP_ID', 'GROUP_ID_NOT_FOUND'], 'error')
    }
  }
]
