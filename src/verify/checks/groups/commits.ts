import { atEveryVersion, type Check } from '../../check.ts'
import { commit, fetched } from '../../dialogue/committed.ts'
import { stableMember } from '../../dialogue/groups.ts'
import { equal, errorIs } from '../../expect.ts'

const strangeId = 'b7Qm0bW1Rr2Wc3s1b0X9dw'

export const commits: Check[] = [
  ...atEveryVersion({
    api: 'OffsetCommit',
    from: 0,
    to: 10,
    kafka43: [2, 10],
    says: 'keeps an offset with its metadata for the group',
    async run(t, version) {
      t.need('OffsetCommit', version)
      const [groupId, topic] = [await t.group(), await t.topic()]
      equal(await commit(t, groupId, topic, { version, offset: 42, metadata: 'note', leaderEpoch: 0 }), 0, 'error')
      const kept = await fetched(t, groupId, topic)
      equal([kept.errorCode, kept.committedOffset, kept.metadata], [0, 42n, 'note'], 'error, offset and metadata')
      equal(kept.committedLeaderEpoch, version >= 6 ? 0 : -1, 'leader epoch (from version 6 on)')
    }
  }),
  {
    name: 'a later commit replaces the earlier one, also with a smaller offset',
    api: 'OffsetCommit',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      for (const offset of [5, 9, 2]) equal(await commit(t, groupId, topic, { offset }), 0, `error of ${offset}`)
      equal((await fetched(t, groupId, topic)).committedOffset, 2n, 'offset')
    }
  },
  {
    name: 'a member of a stable group commits with its generation',
    api: 'OffsetCommit',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      const member = await stableMember(t, groupId)
      equal(await commit(t, groupId, topic, { offset: 4, member }), 0, 'error')
      equal((await fetched(t, groupId, topic)).committedOffset, 4n, 'offset')
    }
  },
  {
    name: 'a commit of another generation is answered ILLEGAL_GENERATION and keeps the old offset',
    api: 'OffsetCommit',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      const member = await stableMember(t, groupId)
      await commit(t, groupId, topic, { offset: 4, member })
      const error = await commit(t, groupId, topic, { offset: 5, member: { ...member, generationId: 99 } })
      errorIs(error, 'ILLEGAL_GENERATION', 'error')
      equal((await fetched(t, groupId, topic)).committedOffset, 4n, 'offset')
    }
  },
  {
    name: 'a commit of a member that the group does not know is answered UNKNOWN_MEMBER_ID',
    api: 'OffsetCommit',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      const { generationId } = await stableMember(t, groupId)
      errorIs(
        await commit(t, groupId, topic, { member: { memberId: 'made-up', generationId } }),
        'UNKNOWN_MEMBER_ID',
        'error'
      )
    }
  },
  {
    name: 'a commit without a member is refused while the group has members: UNKNOWN_MEMBER_ID',
    api: 'OffsetCommit',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      await stableMember(t, groupId)
      errorIs(await commit(t, groupId, topic, { offset: 1 }), 'UNKNOWN_MEMBER_ID', 'error')
    }
  },
  {
    name: 'a commit with a generation to a group that does not exist is answered ILLEGAL_GENERATION',
    api: 'OffsetCommit',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      errorIs(
        await commit(t, groupId, topic, { member: { memberId: 'x', generationId: 3 } }),
        'ILLEGAL_GENERATION',
        'error'
      )
    }
  },
  {
    name: 'a commit for a topic that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'OffsetCommit',
    versions: [2, 9],
    async run(t) {
      const groupId = await t.group()
      for (const version of [2, 9]) {
        const error = await commit(t, groupId, { name: t.uniqueName(), id: strangeId }, { version })
        errorIs(error, 'UNKNOWN_TOPIC_OR_PARTITION', `error in version ${version}`)
      }
    }
  },
  {
    name: 'OffsetCommit names a topic that does not exist also where it commits no partition of it',
    api: 'OffsetCommit',
    versions: [7, 9],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      const missing = t.uniqueName('missing')
      const topics = [missing, topic.name].map((name) => ({ name, partitions: [] }))
      for (const version of [7, 9]) {
        const body = { groupId, generationIdOrMemberEpoch: -1, memberId: '', topics }
        const answer = await t.call('OffsetCommit', version, body)
        const told = answer.topics.map(({ name, partitions }) => [name, partitions])
        equal(told, [[missing, []]], `topics in version ${version}`)
      }
    }
  },
  {
    name: 'a commit for a partition that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'OffsetCommit',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      errorIs(await commit(t, groupId, topic, { partition: 6 }), 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    }
  },
  {
    name: 'a commit for a topic id that nobody has is answered UNKNOWN_TOPIC_ID',
    api: 'OffsetCommit',
    versions: [10, 10],
    kip: 'KIP-848',
    async run(t) {
      t.need('OffsetCommit', 10)
      const groupId = await t.group()
      errorIs(await commit(t, groupId, { name: '', id: strangeId }, { version: 10 }), 'UNKNOWN_TOPIC_ID', 'error')
    }
  },
  {
    name: 'commit metadata longer than offset.metadata.max.bytes is answered OFFSET_METADATA_TOO_LARGE',
    api: 'OffsetCommit',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      equal(await commit(t, groupId, topic, { metadata: 'm'.repeat(4096) }), 0, 'error of 4,096 characters')
      errorIs(
        await commit(t, groupId, topic, { metadata: 'm'.repeat(4097) }),
        'OFFSET_METADATA_TOO_LARGE',
        'error of 4,097'
      )
    }
  },
  {
    name: 'null as commit metadata is kept as the empty text',
    api: 'OffsetCommit',
    versions: [7, 7],
    async run(t) {
      const [groupId, topic] = [await t.group(), await t.topic()]
      equal(await commit(t, groupId, topic, { offset: 1, metadata: null }), 0, 'error')
      equal((await fetched(t, groupId, topic)).metadata, '', 'metadata')
    }
  },
  {
    name: 'a commit with an empty group id is taken by old versions as that of a lone consumer',
    api: 'OffsetCommit',
    versions: [7, 7],
    async run(t) {
      const topic = await t.topic()
      t.ownGroup('')
      await t.coordinator('')
      errorIs(await commit(t, '', topic, { offset: 1 }), ['NONE', 'INVALID_GROUP_ID'], 'error')
    }
  }
]
