import type { Check } from '../../check.ts'
import {
  api,
  balanced,
  beat,
  ConsumerMember,
  consumerGroup,
  described,
  joining,
  member
} from '../../dialogue/consumer-groups.ts'
import { equal, errorIs, only } from '../../expect.ts'

export const staticConsumers: Check[] = [
  {
    name: 'a static member that left for a while comes back to what it had, and nobody else gets it meanwhile',
    api,
    versions: [1, 1],
    kip: 'KIP-848',
    async run(t) {
      const topic = await t.topic({ partitions: 4 })
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [topic.name], instanceId: 'a' })
      const two = await member(t, groupId, { topics: [topic.name], instanceId: 'b' })
      await balanced(t, [one, two], [2, 2])
      const left = await one.leave(-2)
      errorIs(left.errorCode, 'NONE', 'error of leaving')
      equal([left.memberId, left.memberEpoch], [one.memberId, -2], 'answer of leaving')
      equal((await two.report()).assignment, null, 'assignment of the other')
      const back = new ConsumerMember(t, groupId, { topics: [topic.name], instanceId: 'a' })
      const answer = await back.join()
      errorIs(answer.errorCode, 'NONE', 'error of coming back')
      equal([back.epoch, back.partitions], [one.epoch, one.partitions], 'epoch and partitions')
    }
  },
  {
    name: 'an instance id that a living member has is answered UNRELEASED_INSTANCE_ID',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: ['none'], instanceId: 'a' })
      const answer = await new ConsumerMember(t, groupId, {
        topics: ['none'],
        instanceId: 'a',
        memberId: 'other'
      }).join()
      errorIs(answer.errorCode, 'UNRELEASED_INSTANCE_ID', 'error')
      const message = `Static member other with instance id a cannot join the group because the instance id is owned by ${one.memberId} member.`
      equal(answer.errorMessage, message, 'message')
    }
  },
  {
    name: 'a member whose instance another has taken is answered FENCED_INSTANCE_ID',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: ['none'], instanceId: 'a' })
      await one.leave(-2)
      const two = await member(t, groupId, { topics: ['none'], instanceId: 'a', memberId: 'two' })
      const answer = await one.beat()
      errorIs(answer.errorCode, 'FENCED_INSTANCE_ID', 'error')
      equal(
        answer.errorMessage,
        `Static member ${one.memberId} with instance id a was fenced by member two.`,
        'message'
      )
      errorIs((await one.leave()).errorCode, 'FENCED_INSTANCE_ID', 'error of leaving')
      errorIs((await two.beat()).errorCode, 'NONE', 'error of the other')
    }
  },
  ...[1, -1, -2].map(
    (memberEpoch): Check => ({
      name: `an instance id that nobody has is answered UNKNOWN_MEMBER_ID in epoch ${memberEpoch}`,
      api,
      versions: [1, 1],
      async run(t) {
        const groupId = await consumerGroup(t)
        await member(t, groupId, { topics: ['none'] })
        const answer = await beat(t, { groupId, memberId: 'm', memberEpoch, instanceId: 'nobody' })
        errorIs(answer.errorCode, 'UNKNOWN_MEMBER_ID', 'error')
        equal(answer.errorMessage, 'Instance id nobody is unknown.', 'message')
      }
    })
  ),
  {
    name: 'a static member that leaves for good frees its instance id',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: ['none'], instanceId: 'a' })
      errorIs((await one.leave()).errorCode, 'NONE', 'error of leaving')
      const two = await member(t, groupId, { topics: ['none'], instanceId: 'a' })
      const shown = only((await described(t, groupId)).members, 'members')
      equal([shown.memberId, shown.instanceId], [two.memberId, 'a'], 'member')
    }
  },
  {
    name: 'a static member that left for a while is shown in epoch -2',
    api: 'ConsumerGroupDescribe',
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: ['none'], instanceId: 'a' })
      await one.leave(-2)
      const shown = only((await described(t, groupId)).members, 'members')
      equal([shown.memberEpoch, shown.instanceId], [-2, 'a'], 'member')
    }
  },
  {
    name: 'LeaveGroup by an instance id alone removes a static member of a consumer group',
    api: 'LeaveGroup',
    versions: [5, 5],
    async run(t) {
      const groupId = await consumerGroup(t)
      await member(t, groupId, { topics: ['none'], instanceId: 'a' })
      const members = [{ memberId: '', groupInstanceId: 'a', reason: null }]
      const answer = await t.call('LeaveGroup', 5, { groupId, members })
      equal([answer.errorCode, only(answer.members, 'members').errorCode], [0, 0], 'errors')
      equal((await described(t, groupId)).groupState, 'Empty', 'state')
    }
  },
  {
    name: 'two static members with instance ids of their own are two members',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      for (const instanceId of ['a', 'b'])
        errorIs(
          (await beat(t, { ...joining(groupId, `m-${instanceId}`, ['none']), instanceId })).errorCode,
          'NONE',
          'error'
        )
      equal((await described(t, groupId)).members.length, 2, 'members')
    }
  }
]
