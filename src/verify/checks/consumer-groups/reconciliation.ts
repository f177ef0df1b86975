import type { Check } from '../../check.ts'
import { api, balanced, configured, consumerGroup, described, member } from '../../dialogue/consumer-groups.ts'
import { equal, errorIs, found, holds } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

/** One member has all four partitions, and another has just joined. */
async function pair(t: Trial, options: { readonly assignor?: string; readonly rebalanceTimeoutMs?: number } = {}) {
  const topic = await t.topic({ partitions: 4 })
  const groupId = await consumerGroup(t)
  const one = await member(t, groupId, { topics: [topic.name], ...options })
  const two = await member(t, groupId, { topics: [topic.name], ...options })
  return { topic, groupId, one, two }
}

const sizes: readonly (readonly [members: number, partitions: number, shares: readonly number[]])[] = [
  [2, 4, [2, 2]],
  [3, 4, [1, 1, 2]],
  [3, 2, [0, 1, 1]],
  [4, 10, [2, 2, 3, 3]],
  [5, 5, [1, 1, 1, 1, 1]]
]

export const reconciliation: Check[] = [
  {
    name: 'a second member gets nothing until the first has given up what it is to lose',
    api,
    versions: [1, 1],
    kip: 'KIP-848',
    async run(t) {
      const { one, two } = await pair(t)
      equal([two.epoch, two.partitions], [3, []], 'the second after joining')
      const told = await one.report()
      equal([told.memberEpoch, one.partitions.length], [2, 2], 'the first, still in its epoch, with less')
      equal((await two.report()).assignment, null, 'assignment of the second meanwhile')
      const done = await one.report()
      equal([done.memberEpoch, done.assignment], [3, null], 'the first after it has given up')
      const given = await two.report()
      equal([given.memberEpoch, two.partitions.length], [3, 2], 'the second then')
      equal([...one.partitions, ...two.partitions].sort(), [0, 1, 2, 3], 'all partitions')
    }
  },
  {
    name: 'a member that does not say what it has is taken to have everything still',
    api,
    versions: [1, 1],
    async run(t) {
      const { one, two } = await pair(t)
      await one.report()
      for (let beats = 0; beats < 3; beats++) equal((await one.beat()).memberEpoch, 2, 'epoch of the first')
      await two.report()
      equal(two.partitions, [], 'partitions of the second')
    }
  },
  {
    name: 'a member that leaves gives its partitions to the others at once',
    api,
    versions: [1, 1],
    async run(t) {
      const { one, two } = await pair(t)
      await balanced(t, [one, two], [2, 2])
      await one.leave()
      const answer = await two.report()
      errorIs(answer.errorCode, 'NONE', 'error')
      equal([two.epoch, two.partitions], [4, [0, 1, 2, 3]], 'the other')
    }
  },
  {
    name: 'a member that does not give up its partitions within its rebalance timeout is removed',
    api,
    versions: [1, 1],
    async run(t) {
      const { one, two } = await pair(t, { rebalanceTimeoutMs: 300 })
      await one.report()
      await t.until('the first is removed', async () => {
        await two.poll()
        return two.partitions.length === 4
      })
      errorIs((await one.beat()).errorCode, 'UNKNOWN_MEMBER_ID', 'error of the first')
    }
  },
  ...sizes.map(
    ([members, partitions, shares]): Check => ({
      name: `${members} members of a topic with ${partitions} partitions have ${shares.join(', ')} of them`,
      api,
      versions: [1, 1],
      async run(t) {
        const topic = await t.topic({ partitions })
        const groupId = await consumerGroup(t)
        const all = []
        for (let index = 0; index < members; index++) all.push(await member(t, groupId, { topics: [topic.name] }))
        await balanced(t, all, shares)
        const owned = all.flatMap((each) => each.partitions).sort((a, b) => a - b)
        equal(
          owned,
          Array.from({ length: partitions }, (_, index) => index),
          'all partitions, each once'
        )
        equal((await described(t, groupId)).groupState, 'Stable', 'state')
      }
    })
  ),
  {
    name: 'the range assignor gives runs of partitions in the order of member ids',
    api,
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic({ partitions: 5 })
      const groupId = await consumerGroup(t)
      const options = { topics: [topic.name], assignor: 'range' }
      const b = await member(t, groupId, { ...options, memberId: 'b' })
      const a = await member(t, groupId, { ...options, memberId: 'a' })
      await balanced(t, [a, b], [2, 3])
      equal(
        [a.partitions, b.partitions],
        [
          [0, 1, 2],
          [3, 4]
        ],
        'partitions'
      )
    }
  },
  {
    name: 'the uniform assignor leaves a member what it has, as far as its share allows',
    api,
    versions: [1, 1],
    async run(t) {
      const { one, two } = await pair(t)
      const before = one.partitions
      await balanced(t, [one, two], [2, 2])
      const kept = one.partitions
      holds(
        kept.every((partition) => before.includes(partition)),
        'what it kept',
        kept
      )
      await two.leave()
      await balanced(t, [one], [4])
      equal(
        kept.every((partition) => one.partitions.includes(partition)),
        true,
        'what it kept in the end'
      )
    }
  },
  {
    name: 'the assignor that most members ask for is the one that is used',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      await member(t, groupId, { topics: ['none'], assignor: 'range' })
      equal((await described(t, groupId)).assignorName, 'range', 'assignor of one member')
      await member(t, groupId, { topics: ['none'], assignor: 'uniform' })
      await member(t, groupId, { topics: ['none'], assignor: 'uniform' })
      equal((await described(t, groupId)).assignorName, 'uniform', 'assignor of three members')
    }
  },
  {
    name: 'members of different topics get the partitions of their own',
    api,
    versions: [1, 1],
    async run(t) {
      const [first, second] = [await t.topic({ partitions: 2 }), await t.topic({ partitions: 2 })]
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [first.name] })
      const two = await member(t, groupId, { topics: [second.name] })
      await balanced(t, [one, two], [2, 2])
      equal(one.owned, [{ topicId: first.id, partitions: [0, 1] }], 'of the first')
      equal(two.owned, [{ topicId: second.id, partitions: [0, 1] }], 'of the second')
    }
  },
  {
    name: 'a member that changes its subscription is taken what it does not want any more, at once',
    api,
    versions: [1, 1],
    async run(t) {
      const [first, second] = [await t.topic(), await t.topic()]
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [first.name] })
      const answer = await one.beat({ subscribedTopicNames: [second.name], topicPartitions: one.owned })
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(answer.assignment?.topicPartitions, [], 'assignment')
      await balanced(t, [one], [1])
      equal([one.epoch, one.owned], [3, [{ topicId: second.id, partitions: [0] }]], 'in the end')
    }
  },
  {
    name: 'a group that waits between two assignments is Assigning meanwhile',
    api,
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const groupId = await consumerGroup(t)
      await configured(t, groupId, { 'consumer.assignment.interval.ms': '5000' })
      await member(t, groupId, { topics: [topic.name] })
      const two = await member(t, groupId, { topics: [topic.name] })
      equal([two.epoch, two.partitions], [2, []], 'the second')
      const group = await described(t, groupId)
      equal([group.groupState, group.groupEpoch, group.assignmentEpoch], ['Assigning', 3, 2], 'group')
    }
  },
  {
    name: 'a group in the middle of a rebalance is Reconciling, and shows what members have and are to have',
    api: 'ConsumerGroupDescribe',
    versions: [1, 1],
    async run(t) {
      const { groupId, one, two } = await pair(t)
      const group = await described(t, groupId)
      equal([group.groupState, group.groupEpoch, group.assignmentEpoch], ['Reconciling', 3, 3], 'group')
      const first = found(group.members, ({ memberId }) => memberId === one.memberId, 'the first')
      const second = found(group.members, ({ memberId }) => memberId === two.memberId, 'the second')
      equal([first.memberEpoch, second.memberEpoch], [2, 3], 'epochs')
      equal(first.assignment.topicPartitions[0]?.partitions.length, 4, 'what the first has')
      equal(first.targetAssignment.topicPartitions[0]?.partitions.length, 2, 'what it is to have')
      equal(second.assignment.topicPartitions, [], 'what the second has')
      equal(second.targetAssignment.topicPartitions[0]?.partitions.length, 2, 'what it is to have')
    }
  }
]
