import type { ConsumerGroupHeartbeatRequestInput, ErrorName } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
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
import { equal, errorIs, holds, present } from '../../expect.ts'

type Body = Partial<ConsumerGroupHeartbeatRequestInput>

/** What is wrong with a request, whatever the group: Kafka's error and words. */
const invalid: readonly (readonly [says: string, body: Body, error: ErrorName, message: string])[] = [
  ['an empty member id', { memberId: '' }, 'INVALID_REQUEST', "MemberId can't be empty."],
  ['a blank member id', { memberId: '  ' }, 'INVALID_REQUEST', "MemberId can't be empty."],
  ['an empty instance id', { instanceId: '' }, 'INVALID_REQUEST', "InstanceId can't be empty."],
  ['a blank instance id', { instanceId: ' ' }, 'INVALID_REQUEST', "InstanceId can't be empty."],
  ['an empty rack id', { rackId: '' }, 'INVALID_REQUEST', "RackId can't be empty."],
  [
    'no rebalance timeout at joining',
    { rebalanceTimeoutMs: -1 },
    'INVALID_REQUEST',
    'RebalanceTimeoutMs must be provided in first request.'
  ],
  [
    'no list of partitions at joining',
    { topicPartitions: null },
    'INVALID_REQUEST',
    'TopicPartitions must be empty when (re-)joining.'
  ],
  [
    'partitions at joining',
    { topicPartitions: [{ topicId: 'AAAAAAAAAAAAAAAAAAAAAQ', partitions: [0] }] },
    'INVALID_REQUEST',
    'TopicPartitions must be empty when (re-)joining.'
  ],
  [
    'no subscription at joining',
    { subscribedTopicNames: null },
    'INVALID_REQUEST',
    'Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.'
  ],
  ['a member epoch of -3', { memberEpoch: -3 }, 'INVALID_REQUEST', 'MemberEpoch is invalid.'],
  [
    'a member that leaves for a while without an instance id',
    { memberEpoch: -2 },
    'INVALID_REQUEST',
    "InstanceId can't be null."
  ],
  [
    'an assignor that there is not',
    { serverAssignor: 'sticky' },
    'UNSUPPORTED_ASSIGNOR',
    'ServerAssignor sticky is not supported. Supported assignors: uniform, range.'
  ],
  [
    'an empty assignor',
    { serverAssignor: '' },
    'UNSUPPORTED_ASSIGNOR',
    'ServerAssignor  is not supported. Supported assignors: uniform, range.'
  ]
]

export const heartbeats: Check[] = [
  ...atEveryVersion({
    api,
    from: 0,
    to: 1,
    kafka43: [0, 1],
    says: 'lets a member join, which gets every partition of its topic',
    async run(t, version) {
      const topic = await t.topic({ partitions: 3 })
      const groupId = await consumerGroup(t)
      const one = new ConsumerMember(t, groupId, { topics: [topic.name], version })
      const answer = await one.join()
      errorIs(answer.errorCode, 'NONE', 'error')
      equal([answer.memberId, answer.memberEpoch, answer.errorMessage], [one.memberId, 2, null], 'member')
      holds(answer.heartbeatIntervalMs > 0, 'heartbeat interval', answer.heartbeatIntervalMs)
      equal(answer.assignment?.topicPartitions, [{ topicId: topic.id, partitions: [0, 1, 2] }], 'assignment')
    }
  }),
  ...atEveryVersion({
    api,
    from: 0,
    to: 1,
    kafka43: [0, 1],
    says: 'answers a member that is alive without an assignment where nothing changed',
    async run(t, version) {
      const topic = await t.topic()
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [topic.name], version })
      const answer = await one.report()
      errorIs(answer.errorCode, 'NONE', 'error')
      equal([answer.memberEpoch, answer.assignment], [2, null], 'epoch and assignment')
    }
  }),
  ...atEveryVersion({
    api,
    from: 0,
    to: 1,
    kafka43: [0, 1],
    says: 'lets a member leave',
    async run(t, version) {
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [t.uniqueName('none')], version })
      const answer = await one.leave()
      errorIs(answer.errorCode, 'NONE', 'error')
      equal([answer.memberId, answer.memberEpoch, answer.heartbeatIntervalMs], [one.memberId, -1, 0], 'answer')
      equal((await described(t, groupId)).groupState, 'Empty', 'state')
    }
  }),
  {
    name: 'ConsumerGroupHeartbeat v0 gives a member that has no id one, which is 22 characters long',
    api,
    versions: [0, 0],
    kip: 'KIP-848',
    async run(t) {
      const groupId = await consumerGroup(t)
      const answer = await t.aside(api, 0, joining(groupId, '', [t.uniqueName('none')]))
      errorIs(answer.errorCode, 'NONE', 'error')
      const memberId = present(answer.memberId, 'member id')
      equal(memberId.length, 22, 'length of the id')
      errorIs((await t.aside(api, 0, { groupId, memberId, memberEpoch: -1 })).errorCode, 'NONE', 'error of leaving')
    }
  },
  ...invalid.map(
    ([says, body, error, message]): Check => ({
      name: `ConsumerGroupHeartbeat with ${says} is answered ${error}`,
      api,
      versions: [1, 1],
      async run(t) {
        const groupId = await consumerGroup(t)
        const answer = await beat(t, { ...joining(groupId, 'm', ['t']), ...body })
        errorIs(answer.errorCode, error, 'error')
        equal(answer.errorMessage, message, 'message')
      }
    })
  ),
  {
    name: 'ConsumerGroupHeartbeat with an empty group id is answered INVALID_REQUEST',
    api,
    versions: [0, 1],
    async run(t) {
      for (const version of [0, 1]) {
        const answer = await beat(t, joining('', 'm', ['t']), { version })
        errorIs(answer.errorCode, 'INVALID_REQUEST', `error in version ${version}`)
        equal(answer.errorMessage, "GroupId can't be empty.", 'message')
      }
    }
  },
  ...[1, 7].map(
    (memberEpoch): Check => ({
      name: `a heartbeat in epoch ${memberEpoch} of a group that is not there is answered GROUP_ID_NOT_FOUND`,
      api,
      versions: [1, 1],
      async run(t) {
        const groupId = await t.group()
        const answer = await beat(t, { groupId, memberId: 'm', memberEpoch })
        errorIs(answer.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
        equal(answer.errorMessage, `Consumer group ${groupId} not found.`, 'message')
      }
    })
  ),
  {
    name: 'leaving a consumer group that is not there is answered GROUP_ID_NOT_FOUND',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await t.group()
      const answer = await beat(t, { groupId, memberId: 'm', memberEpoch: -1 })
      errorIs(answer.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
      equal(answer.errorMessage, `Group ${groupId} not found.`, 'message')
    }
  },
  ...[1, -1].map(
    (memberEpoch): Check => ({
      name: `a heartbeat of a stranger in epoch ${memberEpoch} is answered UNKNOWN_MEMBER_ID`,
      api,
      versions: [1, 1],
      async run(t) {
        const groupId = await consumerGroup(t)
        await member(t, groupId, { topics: ['none'] })
        const answer = await beat(t, { groupId, memberId: 'stranger', memberEpoch })
        errorIs(answer.errorCode, 'UNKNOWN_MEMBER_ID', 'error')
        equal(answer.errorMessage, `Member stranger is not a member of group ${groupId}.`, 'message')
      }
    })
  ),
  {
    name: 'a heartbeat in an epoch that the member has not reached is answered FENCED_MEMBER_EPOCH',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: ['none'] })
      const answer = await one.beat({ memberEpoch: 5 })
      errorIs(answer.errorCode, 'FENCED_MEMBER_EPOCH', 'error')
      holds(
        present(answer.errorMessage, 'message').includes('greater member epoch (5)'),
        'message',
        answer.errorMessage
      )
    }
  },
  {
    name: 'a heartbeat in the epoch before is accepted from a member that has only what it was assigned',
    api,
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [topic.name] })
      const two = await member(t, groupId, { topics: [topic.name] })
      await balanced(t, [one, two], [1, 1])
      const answer = await beat(t, {
        groupId,
        memberId: one.memberId,
        memberEpoch: one.epoch - 1,
        topicPartitions: one.owned
      })
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(answer.memberEpoch, one.epoch, 'epoch')
    }
  },
  {
    name: 'a heartbeat in the epoch before is fenced from a member that does not say what it has',
    api,
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [topic.name] })
      const two = await member(t, groupId, { topics: [topic.name] })
      await balanced(t, [one, two], [1, 1])
      const answer = await beat(t, { groupId, memberId: one.memberId, memberEpoch: one.epoch - 1 })
      errorIs(answer.errorCode, 'FENCED_MEMBER_EPOCH', 'error')
      holds(present(answer.errorMessage, 'message').includes('smaller member epoch'), 'message', answer.errorMessage)
    }
  },
  {
    name: 'a member that joins again in epoch 0 keeps its assignment, which it is told',
    api,
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [topic.name] })
      const answer = await one.join()
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(
        [answer.memberEpoch, answer.assignment?.topicPartitions],
        [2, [{ topicId: topic.id, partitions: [0, 1] }]],
        'answer'
      )
    }
  },
  {
    name: 'a heartbeat that says everything is answered with the assignment',
    api,
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic()
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [topic.name] })
      const { owned } = one
      const answer = await one.beat({
        rebalanceTimeoutMs: 30_000,
        subscribedTopicNames: [topic.name],
        topicPartitions: owned
      })
      equal(answer.assignment?.topicPartitions, owned, 'assignment')
    }
  },
  {
    name: 'a member of a topic that is not there joins with an empty assignment',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      const answer = await new ConsumerMember(t, groupId, { topics: [t.uniqueName('none')] }).join()
      errorIs(answer.errorCode, 'NONE', 'error')
      equal([answer.memberEpoch, answer.assignment?.topicPartitions], [2, []], 'answer')
    }
  },
  {
    name: 'a member that is subscribed to nothing joins with an empty assignment',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      const answer = await new ConsumerMember(t, groupId, { topics: [] }).join()
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(answer.assignment?.topicPartitions, [], 'assignment')
    }
  },
  {
    name: 'a topic that is made later is assigned to the member that waits for it',
    api,
    versions: [1, 1],
    async run(t) {
      const name = t.topicName()
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [name] })
      await t.quietly('CreateTopics', {
        topics: [{ name, numPartitions: 2, replicationFactor: 1, assignments: [], configs: [] }],
        timeoutMs: 10_000
      })
      await balanced(t, [one], [2])
      equal(one.epoch, 3, 'epoch')
    }
  },
  {
    name: 'partitions that a topic gets later are assigned',
    api,
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic({ partitions: 1 })
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [topic.name] })
      await t.quietly('CreatePartitions', {
        topics: [{ name: topic.name, count: 3, assignments: null }],
        timeoutMs: 10_000,
        validateOnly: false
      })
      await balanced(t, [one], [3])
      equal(one.partitions, [0, 1, 2], 'partitions')
    }
  },
  {
    name: 'a topic that is deleted is taken from the member',
    api,
    versions: [1, 1],
    async run(t) {
      const [kept, gone] = [await t.topic(), await t.topic()]
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [kept.name, gone.name] })
      equal(one.partitions.length, 2, 'partitions at first')
      await t.quietly('DeleteTopics', { topicNames: [gone.name], timeoutMs: 10_000 }, 5)
      await balanced(t, [one], [1])
      equal(one.owned, [{ topicId: kept.id, partitions: [0] }], 'what is left')
    }
  }
]
