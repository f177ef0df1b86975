import type { ErrorName } from '../../../protocol/index.ts'
import type { Check } from '../../check.ts'
import { balanced, consumerGroup, member } from '../../dialogue/consumer-groups.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

const api = 'OffsetCommit'

interface By {
  readonly memberId?: string
  readonly memberEpoch?: number
  readonly version?: number
  readonly partition?: number | undefined
}

async function commit(t: Trial, groupId: string, topic: Topic, by: By = {}): Promise<number> {
  const { memberId = '', memberEpoch = -1, version = 9, partition = 0 } = by
  const place = version >= 10 ? { topicId: topic.id } : { name: topic.name }
  const partitions = [{ partitionIndex: partition, committedOffset: 7n, committedMetadata: 'm' }]
  const answer = await t.call(api, version, {
    groupId,
    memberId,
    generationIdOrMemberEpoch: memberEpoch,
    topics: [{ ...place, partitions }]
  })
  return only(only(answer.topics, 'topics').partitions, 'partitions').errorCode
}

async function fetchOffset(t: Trial, groupId: string, topic: Topic, by: By = {}) {
  const { memberId = null, memberEpoch = -1, version = 9 } = by
  const place = version >= 10 ? { topicId: topic.id } : { name: topic.name }
  const answer = await t.call('OffsetFetch', version, {
    groups: [{ groupId, memberId, memberEpoch, topics: [{ ...place, partitionIndexes: [0] }] }],
    requireStable: false
  })
  return only(answer.groups, 'groups')
}

const refused: readonly (readonly [says: string, by: (epoch: number, memberId: string) => By, error: ErrorName])[] = [
  ['a stranger', (epoch) => ({ memberId: 'stranger', memberEpoch: epoch }), 'UNKNOWN_MEMBER_ID'],
  ['nobody in particular, while there are members', () => ({}), 'UNKNOWN_MEMBER_ID'],
  ['a member in an epoch to come', (epoch, memberId) => ({ memberId, memberEpoch: epoch + 1 }), 'STALE_MEMBER_EPOCH'],
  ['a member in version 8', (epoch, memberId) => ({ memberId, memberEpoch: epoch, version: 8 }), 'UNSUPPORTED_VERSION'],
  [
    'a member in an epoch before it had the partition',
    (epoch, memberId) => ({ memberId, memberEpoch: epoch - 1 }),
    'STALE_MEMBER_EPOCH'
  ]
]

export const consumerOffsets: Check[] = [
  ...[9, 10].map(
    (version): Check => ({
      name: `OffsetCommit v${version} of a member of a consumer group in its epoch is kept`,
      api,
      versions: [version, version],
      async run(t) {
        const topic = await t.topic()
        const groupId = await consumerGroup(t)
        const { memberId, epoch: memberEpoch } = await member(t, groupId, { topics: [topic.name] })
        errorIs(await commit(t, groupId, topic, { memberId, memberEpoch, version }), 'NONE', 'error')
        const group = await fetchOffset(t, groupId, topic, { memberId, memberEpoch, version })
        errorIs(group.errorCode, 'NONE', 'error of fetching')
        equal(only(only(group.topics, 'topics').partitions, 'partitions').committedOffset, 7n, 'offset')
      }
    })
  ),
  ...refused.map(
    ([says, by, error]): Check => ({
      name: `OffsetCommit for a consumer group by ${says} is answered ${error}`,
      api,
      versions: [8, 9],
      async run(t) {
        const topic = await t.topic()
        const groupId = await consumerGroup(t)
        const one = await member(t, groupId, { topics: [topic.name] })
        errorIs(await commit(t, groupId, topic, by(one.epoch, one.memberId)), error, 'error')
      }
    })
  ),
  {
    name: 'OffsetCommit in an older epoch is kept for a partition that the member had by then',
    api,
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [topic.name] })
      const two = await member(t, groupId, { topics: [topic.name] })
      await balanced(t, [one, two], [1, 1])
      const by = { memberId: one.memberId, memberEpoch: 2 }
      errorIs(
        await commit(t, groupId, topic, { ...by, partition: one.partitions[0] }),
        'NONE',
        'error of what it still has'
      )
      errorIs(
        await commit(t, groupId, topic, { ...by, partition: two.partitions[0] }),
        'STALE_MEMBER_EPOCH',
        'error of what it lost'
      )
    }
  },
  {
    name: 'OffsetCommit for a consumer group without members is kept from anybody',
    api,
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [topic.name] })
      await one.leave()
      errorIs(await commit(t, groupId, topic), 'NONE', 'error')
    }
  },
  {
    name: 'OffsetCommit v9 by a member of a group that is not there is answered GROUP_ID_NOT_FOUND',
    api,
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      errorIs(await commit(t, await t.group(), topic, { memberId: 'm', memberEpoch: 3 }), 'GROUP_ID_NOT_FOUND', 'error')
    }
  },
  ...(
    [
      ['a stranger', { memberId: 'stranger', memberEpoch: 2 }, 'UNKNOWN_MEMBER_ID'],
      ['a member in another epoch', { memberEpoch: 9 }, 'STALE_MEMBER_EPOCH'],
      ['nobody in particular', { memberId: null }, 'NONE']
    ] as const
  ).map(
    ([says, by, error]): Check => ({
      name: `OffsetFetch for a consumer group by ${says} is answered ${error}`,
      api: 'OffsetFetch',
      versions: [9, 9],
      async run(t) {
        const topic = await t.topic()
        const groupId = await consumerGroup(t)
        const { memberId, epoch: memberEpoch } = await member(t, groupId, { topics: [topic.name] })
        const own: By = { memberId, memberEpoch }
        const asked: By = 'memberId' in by && by.memberId === null ? {} : { ...own, ...(by as By) }
        errorIs((await fetchOffset(t, groupId, topic, asked)).errorCode, error, 'error')
      }
    })
  ),
  {
    name: 'OffsetDelete keeps the offsets of a topic that a consumer group is subscribed to',
    api: 'OffsetDelete',
    versions: [0, 0],
    async run(t) {
      const [mine, other] = [await t.topic(), await t.topic()]
      const groupId = await consumerGroup(t)
      await member(t, groupId, { topics: [mine.name] })
      const topics = [mine, other].map(({ name }) => ({ name, partitions: [{ partitionIndex: 0 }] }))
      const answer = await t.call('OffsetDelete', 0, { groupId, topics })
      errorIs(answer.errorCode, 'NONE', 'error')
      const errors = new Map(answer.topics.map(({ name, partitions }) => [name, partitions[0]?.errorCode]))
      errorIs(errors.get(mine.name), 'GROUP_SUBSCRIBED_TO_TOPIC', 'error of its own topic')
      errorIs(errors.get(other.name), 'NONE', 'error of the other topic')
    }
  },
  {
    name: 'DeleteGroups refuses a consumer group with members and deletes one without',
    api: 'DeleteGroups',
    versions: [2, 2],
    async run(t) {
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: ['none'] })
      const deleted = async () =>
        only((await t.call('DeleteGroups', 2, { groupsNames: [groupId] })).results, 'groups').errorCode
      errorIs(await deleted(), 'NON_EMPTY_GROUP', 'error with a member')
      await one.leave()
      errorIs(await deleted(), 'NONE', 'error without')
      errorIs(await deleted(), 'GROUP_ID_NOT_FOUND', 'error once it is gone')
    }
  }
]
