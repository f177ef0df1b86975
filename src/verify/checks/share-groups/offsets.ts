import { atEveryVersion, type Check } from '../../check.ts'
import { assigned, described, joined, ShareReader, shared, shareGroup, startAt } from '../../dialogue/share-groups.ts'
import { equal, errorIs, only, present } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

const alteration = (says: string, run: Check['run']): Check => ({
  name: `AlterShareGroupOffsets v0 ${says}`,
  api: 'AlterShareGroupOffsets',
  versions: [0, 0],
  run
})

const deletion = (says: string, run: Check['run']): Check => ({
  name: `DeleteShareGroupOffsets v0 ${says}`,
  api: 'DeleteShareGroupOffsets',
  versions: [0, 0],
  run
})

const at = (topicName: string, ...offsets: (readonly [partition: number, offset: number])[]) => ({
  topicName,
  partitions: offsets.map(([partitionIndex, offset]) => ({ partitionIndex, startOffset: BigInt(offset) }))
})

const alter = (t: Trial, groupId: string, ...topics: ReturnType<typeof at>[]) =>
  t.call('AlterShareGroupOffsets', 0, { groupId, topics })

const remove = (t: Trial, groupId: string, ...topics: string[]) =>
  t.call('DeleteShareGroupOffsets', 0, { groupId, topics: topics.map((topicName) => ({ topicName })) })

async function starts(t: Trial, groupId: string, topic: string, partitions: readonly number[], version = 1) {
  const asked = { groupId, topics: [{ topicName: topic, partitions: [...partitions] }] }
  const { groups } = await t.call('DescribeShareGroupOffsets', version, { groups: [asked] })
  const group = only(groups, 'groups')
  equal([group.errorCode, group.errorMessage], [0, null], 'error of DescribeShareGroupOffsets')
  return only(group.topics, 'topics').partitions
}

/** A classic group, by one committed offset. */
async function classicGroup(t: Trial): Promise<string> {
  const topic = await t.topic()
  const groupId = await t.group()
  const partitions = [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }]
  await t.until('the committed offset', async () => {
    const answer = await t.quietly('OffsetCommit', { groupId, topics: [{ name: topic.name, partitions }] }, 8)
    return answer.topics[0]?.partitions[0]?.errorCode === 0
  })
  return groupId
}

export const shareOffsets: Check[] = [
  alteration('makes a group that there is not', async (t) => {
    const topic = await t.topic({ partitions: 2 })
    const groupId = await t.group()
    await startAt(t, groupId, topic)
    const answer = await alter(t, groupId, at(topic.name, [0, 3], [1, 4]))
    equal([answer.errorCode, answer.errorMessage], [0, null], 'error')
    const told = only(answer.responses, 'topics')
    equal([told.topicName, told.topicId], [topic.name, topic.id], 'topic')
    equal(
      told.partitions.map(({ errorCode, errorMessage }) => [errorCode, errorMessage]),
      [
        [0, null],
        [0, null]
      ],
      'rows'
    )
    equal(
      (await starts(t, groupId, topic.name, [0, 1])).map(({ startOffset }) => startOffset),
      [3n, 4n],
      'offsets'
    )
    const group = await described(t, groupId)
    equal([group.groupState, group.groupEpoch, group.assignmentEpoch], ['Empty', 1, 1], 'group')
  }),
  alteration('has members go on from there', async (t) => {
    const { topic, groupId } = await shared(t)
    const client = await t.connect()
    equal(await new ShareReader(t, groupId, topic, client).acquire(), [[0, 9, 1]], 'acquired')
    client.close()
    await t.sleep(500)
    equal((await alter(t, groupId, at(topic.name, [0, 6]))).errorCode, 0, 'error')
    const rows: number[][] = []
    const second = new ShareReader(t, groupId, topic)
    await t.until('records', async () => {
      const answer = await second.fetch({ polls: true, changed: { maxWaitMs: 300 } })
      for (const { partitions } of answer.responses)
        for (const { acquiredRecords } of partitions)
          for (const { firstOffset, lastOffset } of acquiredRecords)
            rows.push([Number(firstOffset), Number(lastOffset)])
      return rows.length > 0
    })
    equal([rows[0]?.[0], rows.at(-1)?.[1]], [6, 9], 'acquired')
  }),
  alteration('tells of each partition that there is not', async (t) => {
    const topic = await t.topic()
    const groupId = await t.group()
    const answer = await alter(t, groupId, at(topic.name, [0, 1], [7, 1]))
    const rows = only(answer.responses, 'topics').partitions
    errorIs(rows.find(({ partitionIndex }) => partitionIndex === 0)?.errorCode, 'NONE', 'error of 0')
    errorIs(rows.find(({ partitionIndex }) => partitionIndex === 7)?.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'of 7')
  }),
  alteration('tells of a topic that there is not', async (t) => {
    const groupId = await t.group()
    const answer = await alter(t, groupId, at(t.uniqueName('none'), [0, 1]))
    equal(answer.errorCode, 0, 'error')
    const row = only(only(answer.responses, 'topics').partitions, 'partitions')
    errorIs(row.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error of the partition')
    equal(row.errorMessage, 'This server does not host this topic-partition.', 'words')
  }),
  alteration('of no topics makes no group', async (t) => {
    const groupId = await t.group()
    equal((await alter(t, groupId)).errorCode, 0, 'error')
    errorIs((await described(t, groupId)).errorCode, 'GROUP_ID_NOT_FOUND', 'error of ShareGroupDescribe')
  }),
  alteration('of a group with members is answered NON_EMPTY_GROUP', async (t) => {
    const topic = await t.topic()
    const { groupId } = await joined(t, await shareGroup(t), [topic.name])
    const answer = await alter(t, groupId, at(topic.name, [0, 1]))
    errorIs(answer.errorCode, 'NON_EMPTY_GROUP', 'error')
    equal([answer.errorMessage, answer.responses], ['The group is not empty.', []], 'words and topics')
  }),
  alteration('of a group of another kind is answered GROUP_ID_NOT_FOUND', async (t) => {
    const groupId = await classicGroup(t)
    const topic = await t.topic()
    const answer = await alter(t, groupId, at(topic.name, [0, 1]))
    errorIs(answer.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
    equal(answer.errorMessage, `Group ${groupId} is not a share group.`, 'words')
  }),
  alteration('without a group id is answered INVALID_GROUP_ID', async (t) => {
    const topic = await t.topic()
    const answer = await alter(t, '', at(topic.name, [0, 1]))
    errorIs(answer.errorCode, 'INVALID_GROUP_ID', 'error')
    equal(answer.errorMessage, 'The group id is invalid.', 'words')
  }),
  alteration('takes the last offset that it says of a partition', async (t) => {
    const topic = await t.topic()
    const groupId = await t.group()
    equal((await alter(t, groupId, at(topic.name, [0, 5], [0, 6]))).errorCode, 0, 'error')
    equal(
      (await starts(t, groupId, topic.name, [0])).map(({ startOffset }) => startOffset),
      [6n],
      'offset'
    )
  }),
  deletion('has the group forget a topic', async (t) => {
    const { topic, groupId } = await shared(t, { startOffset: 4 })
    const answer = await remove(t, groupId, topic.name)
    equal([answer.errorCode, answer.errorMessage], [0, null], 'error')
    const told = only(answer.responses, 'topics')
    equal([told.topicName, told.topicId, told.errorCode, told.errorMessage], [topic.name, topic.id, 0, null], 'topic')
    equal(
      (await starts(t, groupId, topic.name, [0])).map(({ startOffset }) => startOffset),
      [-1n],
      'offset'
    )
    equal((await described(t, groupId)).groupState, 'Empty', 'state')
  }),
  deletion('of a topic that the group never read tells UNKNOWN_TOPIC_OR_PARTITION', async (t) => {
    const { groupId } = await shared(t)
    // Another group has read it, so that the coordinator has heard of it: Kafka's hears of a new topic after others do.
    const { topic: other } = await shared(t)
    const told = only((await remove(t, groupId, other.name)).responses, 'topics')
    errorIs(told.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    equal(told.errorMessage, 'There is no offset information to delete.', 'words')
  }),
  deletion('of a topic that there is not tells UNKNOWN_TOPIC_OR_PARTITION', async (t) => {
    const { groupId } = await shared(t)
    const told = only((await remove(t, groupId, t.uniqueName('none'))).responses, 'topics')
    errorIs(told.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    equal(told.errorMessage, 'This server does not host this topic-partition.', 'words')
  }),
  deletion('deletes what can be deleted, and tells of the rest', async (t) => {
    const { topic, groupId } = await shared(t)
    const none = t.uniqueName('none')
    const { responses } = await remove(t, groupId, none, topic.name)
    equal(
      responses.map(({ topicName, errorCode }) => [topicName, errorCode]),
      [
        [topic.name, 0],
        [none, 3]
      ],
      'topics'
    )
  }),
  deletion('of no topics does nothing', async (t) => {
    const { groupId } = await shared(t)
    const answer = await remove(t, groupId)
    equal([answer.errorCode, answer.responses], [0, []], 'error and topics')
  }),
  deletion('of a group with members is answered NON_EMPTY_GROUP', async (t) => {
    const topic = await t.topic()
    const { groupId } = await joined(t, await shareGroup(t), [topic.name])
    const answer = await remove(t, groupId, topic.name)
    errorIs(answer.errorCode, 'NON_EMPTY_GROUP', 'error')
    equal([answer.errorMessage, answer.responses], ['The group is not empty.', []], 'words and topics')
  }),
  deletion('of a group that there is not is answered GROUP_ID_NOT_FOUND', async (t) => {
    const groupId = await t.group()
    const answer = await remove(t, groupId, 'x')
    errorIs(answer.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
    equal(answer.errorMessage, `Group ${groupId} not found.`, 'words')
  }),
  deletion('of a group of another kind is answered GROUP_ID_NOT_FOUND', async (t) => {
    const groupId = await classicGroup(t)
    const answer = await remove(t, groupId, 'x')
    errorIs(answer.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
    equal(answer.errorMessage, `Group ${groupId} is not a share group.`, 'words')
  }),
  deletion('without a group id is answered INVALID_GROUP_ID', async (t) => {
    errorIs((await remove(t, '', 'x')).errorCode, 'INVALID_GROUP_ID', 'error')
  }),
  ...atEveryVersion({
    api: 'DescribeShareGroupOffsets',
    from: 0,
    to: 1,
    kafka43: [0, 1],
    says: 'tells where a group starts',
    async run(t, version) {
      const { topic, groupId } = await shared(t, { startOffset: 4 })
      const row = only(await starts(t, groupId, topic.name, [0], version), 'partitions')
      equal([row.partitionIndex, row.startOffset, row.leaderEpoch], [0, 4n, 0], 'partition')
      equal([row.errorCode, row.errorMessage], [0, null], 'error')
      if (version >= 1) equal(row.lag, 6n, 'lag')
    }
  }),
  {
    name: 'DescribeShareGroupOffsets v1 counts the records that a group still has to do with',
    api: 'DescribeShareGroupOffsets',
    versions: [1, 1],
    async run(t) {
      const { topic, groupId } = await shared(t)
      const reader = new ShareReader(t, groupId, topic)
      await reader.acquire()
      await reader.settle([{ firstOffset: 0n, lastOffset: 1n, acknowledgeTypes: [1] }])
      await reader.settle([{ firstOffset: 6n, lastOffset: 7n, acknowledgeTypes: [1] }])
      // The write of the first two moves the start, which is told by the next write alone.
      const row = only(await starts(t, groupId, topic.name, [0]), 'partitions')
      equal([row.startOffset, row.lag], [2n, 6n], 'start and lag')
    }
  },
  {
    name: 'DescribeShareGroupOffsets v1 of no topics tells of all that the group has read',
    api: 'DescribeShareGroupOffsets',
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const member = await joined(t, await shareGroup(t), [topic.name])
      await assigned(t, member, 2)
      const { groups } = await t.call('DescribeShareGroupOffsets', 1, {
        groups: [{ groupId: member.groupId, topics: null }]
      })
      const told = only(only(groups, 'groups').topics, 'topics')
      equal(told.topicName, topic.name, 'topic')
      const rows = [...told.partitions].sort((a, b) => a.partitionIndex - b.partitionIndex)
      equal(
        rows.map(({ partitionIndex, startOffset, lag }) => [partitionIndex, startOffset, lag]),
        [
          [0, -1n, -1n],
          [1, -1n, -1n]
        ],
        'rows'
      )
    }
  },
  {
    name: 'DescribeShareGroupOffsets v1 of a group that there is not tells that it starts nowhere',
    api: 'DescribeShareGroupOffsets',
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic()
      const groupId = await t.group()
      const row = present((await starts(t, groupId, topic.name, [0]))[0], 'partition')
      equal([row.startOffset, row.lag, row.errorCode], [-1n, -1n, 0], 'partition')
    }
  },
  {
    name: 'DescribeShareGroupOffsets v1 of a group of another kind tells that it starts nowhere',
    api: 'DescribeShareGroupOffsets',
    versions: [1, 1],
    async run(t) {
      const groupId = await classicGroup(t)
      const { groups } = await t.call('DescribeShareGroupOffsets', 1, { groups: [{ groupId, topics: null }] })
      const group = only(groups, 'groups')
      equal([group.errorCode, group.topics], [0, []], 'error and topics')
    }
  }
]
