import { atEveryVersion, type Check } from '../../check.ts'
import { commit, fetched } from '../../dialogue/committed.ts'
import { stableMember } from '../../dialogue/groups.ts'
import { equal, errorIs, found, only } from '../../expect.ts'

const strangeId = 'b7Qm0bW1Rr2Wc3s1b0X9dw'

export const committedOffsets: Check[] = [
  ...atEveryVersion({
    api: 'OffsetFetch',
    from: 0,
    to: 10,
    kafka43: [1, 10],
    says: 'gives the committed offset of a group',
    async run(t, version) {
      t.need('OffsetFetch', version)
      const [groupId, topic] = [await t.group(), await t.topic()]
      equal(await commit(t, groupId, topic, { offset: 7, metadata: 'm', leaderEpoch: 0 }), 0, 'error of OffsetCommit')
      if (version < 8) {
        const kept = await fetched(t, groupId, topic, { version })
        equal([kept.errorCode, kept.committedOffset, kept.metadata], [0, 7n, 'm'], 'error, offset and metadata')
        equal(kept.committedLeaderEpoch, version >= 5 ? 0 : -1, 'leader epoch (from version 5 on)')
        return
      }
      const topics = [{ name: topic.name, topicId: topic.id, partitionIndexes: [0] }]
      const answer = await t.call('OffsetFetch', version, { groups: [{ groupId, topics }] })
      const group = only(answer.groups, 'groups')
      equal([group.groupId, group.errorCode], [groupId, 0], 'group and error')
      const kept = only(only(group.topics, 'topics').partitions, 'partitions')
      equal(
        [kept.errorCode, kept.committedOffset, kept.metadata, kept.committedLeaderEpoch],
        [0, 7n, 'm', 0],
        'error, offset, metadata, leader epoch'
      )
    }
  }),
  {
    name: 'a partition without a committed offset is answered -1 and no error',
    api: 'OffsetFetch',
    versions: [1, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      for (const version of [1, 7]) {
        const kept = await fetched(t, groupId, topic, { version })
        equal(
          [kept.errorCode, kept.committedOffset, kept.metadata],
          [0, -1n, ''],
          `error, offset and metadata in version ${version}`
        )
      }
    }
  },
  {
    name: 'OffsetFetch with null for topics gives all that the group has committed',
    api: 'OffsetFetch',
    versions: [2, 8],
    kip: 'KIP-88',
    async run(t) {
      const [groupId, one, two] = [await t.group(), await t.topic({ partitions: 2 }), await t.topic()]
      await commit(t, groupId, one, { partition: 1, offset: 11 })
      await commit(t, groupId, two, { offset: 22 })
      const asked = [
        (await t.call('OffsetFetch', 2, { groupId, topics: null })).topics,
        (await t.call('OffsetFetch', 8, { groups: [{ groupId, topics: null }] })).groups[0]?.topics
      ]
      for (const topics of asked) {
        const all = (topics ?? []).flatMap((topic) =>
          topic.partitions.map((p) => [topic.name, p.partitionIndex, p.committedOffset])
        )
        equal(
          all.sort(),
          [
            [one.name, 1, 11n],
            [two.name, 0, 22n]
          ].sort(),
          'topics, partitions and offsets'
        )
      }
    }
  },
  {
    name: 'OffsetFetch with an empty list of topics gives none',
    api: 'OffsetFetch',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      await commit(t, groupId, topic, { offset: 1 })
      const answer = await t.call('OffsetFetch', 7, { groupId, topics: [] })
      equal([answer.errorCode, answer.topics], [0, []], 'error and topics')
    }
  },
  {
    name: 'OffsetFetch of a group that does not exist gives -1 for what is asked',
    api: 'OffsetFetch',
    versions: [8, 8],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      const answer = await t.call('OffsetFetch', 8, {
        groups: [{ groupId, topics: [{ name: topic.name, partitionIndexes: [0] }] }]
      })
      const group = only(answer.groups, 'groups')
      equal([group.errorCode, group.topics[0]?.partitions[0]?.committedOffset], [0, -1n], 'error and offset')
    }
  },
  {
    name: 'OffsetFetch v8 answers for several groups at once',
    api: 'OffsetFetch',
    versions: [8, 8],
    kip: 'KIP-709',
    async run(t) {
      const [one, two, topic] = [await t.group(), await t.group(), await t.topic()]
      await commit(t, one, topic, { offset: 1 })
      await commit(t, two, topic, { offset: 2 })
      const ask = (groupId: string) => ({ groupId, topics: [{ name: topic.name, partitionIndexes: [0] }] })
      const answer = await t.call('OffsetFetch', 8, { groups: [ask(one), ask(two)] })
      const offsetOf = (id: string) =>
        found(answer.groups, (group) => group.groupId === id, id).topics[0]?.partitions[0]?.committedOffset
      equal([offsetOf(one), offsetOf(two)], [1n, 2n], 'offsets')
    }
  },
  {
    name: 'OffsetFetch that requires stable offsets gives one that no transaction is about',
    api: 'OffsetFetch',
    versions: [7, 7],
    kip: 'KIP-447',
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      await commit(t, groupId, topic, { offset: 3 })
      const topics = [{ name: topic.name, partitionIndexes: [0] }]
      const answer = await t.call('OffsetFetch', 7, { groupId, topics, requireStable: true })
      const kept = answer.topics[0]?.partitions[0]
      equal([kept?.errorCode, kept?.committedOffset], [0, 3n], 'error and offset')
    }
  },
  {
    name: 'offsets of a group outlive its members',
    api: 'OffsetFetch',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      const member = await stableMember(t, groupId)
      await commit(t, groupId, topic, { offset: 12, member })
      await t.call('LeaveGroup', 3, { groupId, members: [{ memberId: member.memberId }] })
      equal((await fetched(t, groupId, topic)).committedOffset, 12n, 'offset')
    }
  },
  {
    name: 'deleting a topic deletes the offsets committed for it',
    api: 'OffsetFetch',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      await commit(t, groupId, topic, { offset: 3 })
      await t.quietly('DeleteTopics', { topicNames: [topic.name], timeoutMs: 5000 }, 5)
      await t.until('the offset to be gone', async () => {
        const topics = [{ name: topic.name, partitionIndexes: [0] }]
        const answer = await t.quietly('OffsetFetch', { groupId, topics }, 7)
        return answer.topics[0]?.partitions[0]?.committedOffset === -1n
      })
    }
  },
  {
    name: 'OffsetFetch by a topic id that nobody has is answered UNKNOWN_TOPIC_ID',
    api: 'OffsetFetch',
    versions: [10, 10],
    kip: 'KIP-848',
    async run(t) {
      t.need('OffsetFetch', 10)
      const groupId = await t.group()
      const topics = [{ topicId: strangeId, partitionIndexes: [0] }]
      const answer = await t.call('OffsetFetch', 10, { groups: [{ groupId, topics }] })
      errorIs(answer.groups[0]?.topics[0]?.partitions[0]?.errorCode, 'UNKNOWN_TOPIC_ID', 'error')
    }
  },
  {
    name: 'OffsetDelete v0 forgets the offset of one partition and keeps the others',
    api: 'OffsetDelete',
    versions: [0, 0],
    kip: 'KIP-496',
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic({ partitions: 2 })]
      await commit(t, groupId, topic, { offset: 1, partition: 0 })
      await commit(t, groupId, topic, { offset: 2, partition: 1 })
      const answer = await t.call('OffsetDelete', 0, {
        groupId,
        topics: [{ name: topic.name, partitions: [{ partitionIndex: 0 }] }]
      })
      equal([answer.errorCode, answer.topics[0]?.partitions[0]?.errorCode], [0, 0], 'errors')
      equal((await fetched(t, groupId, topic)).committedOffset, -1n, 'offset of partition 0')
      equal((await fetched(t, groupId, topic, { partition: 1 })).committedOffset, 2n, 'offset of partition 1')
    }
  },
  {
    name: 'OffsetDelete of a group that does not exist is answered GROUP_ID_NOT_FOUND',
    api: 'OffsetDelete',
    versions: [0, 0],
    kip: 'KIP-496',
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      const answer = await t.call('OffsetDelete', 0, {
        groupId,
        topics: [{ name: topic.name, partitions: [{ partitionIndex: 0 }] }]
      })
      errorIs(answer.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
    }
  },
  {
    name: 'OffsetDelete of a topic that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'OffsetDelete',
    versions: [0, 0],
    kip: 'KIP-496',
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      await commit(t, groupId, topic)
      const answer = await t.call('OffsetDelete', 0, {
        groupId,
        topics: [{ name: t.uniqueName(), partitions: [{ partitionIndex: 0 }] }]
      })
      errorIs(answer.topics[0]?.partitions[0]?.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
      const name = t.uniqueName()
      const ofNone = await t.call('OffsetDelete', 0, { groupId, topics: [{ name, partitions: [] }] })
      equal([ofNone.errorCode, ofNone.topics], [0, [{ name, partitions: [] }]], 'answer to no partition of one')
    }
  },
  {
    name: 'OffsetDelete of a topic that members are subscribed to is answered GROUP_SUBSCRIBED_TO_TOPIC',
    api: 'OffsetDelete',
    versions: [0, 0],
    kip: 'KIP-496',
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      const member = await stableMember(t, groupId, { topics: [topic.name] })
      await commit(t, groupId, topic, { member })
      const answer = await t.call('OffsetDelete', 0, {
        groupId,
        topics: [{ name: topic.name, partitions: [{ partitionIndex: 0 }] }]
      })
      errorIs(answer.topics[0]?.partitions[0]?.errorCode, 'GROUP_SUBSCRIBED_TO_TOPIC', 'error')
    }
  }
]
