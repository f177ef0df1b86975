import type { ApiName } from '../../../protocol/index.ts'
import type { Check } from '../../check.ts'
import { beat as consumerBeat, joining as consumerJoining } from '../../dialogue/consumer-groups.ts'
import { join as classicJoin, heartbeat, leave, stableMember } from '../../dialogue/groups.ts'
import { alive, beat, described, joined, joining, streamsGroup, subtopology } from '../../dialogue/streams-groups.ts'
import { producer } from '../../dialogue/transactions.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

async function application(t: Trial) {
  const topic = await t.topic({ partitions: 1 })
  const groupId = await streamsGroup(t)
  const join = (memberId: string) => joining(groupId, memberId, subtopology('0', { sourceTopics: [topic.name] }))
  return { topic, groupId, join }
}

const check = (api: ApiName, version: number, says: string, run: Check['run']): Check => ({
  name: `${api} ${says}`,
  api,
  versions: [version, version],
  run
})

const ofOneGroup = (groupId: string) => ({ groupIds: [groupId], includeAuthorizedOperations: false })

/** Commits as a member, or as nobody. */
async function committed(t: Trial, topic: Topic, groupId: string, memberId = '', epoch = -1, version = 9) {
  const partitions = [{ partitionIndex: 0, committedOffset: 7n, committedMetadata: '' }]
  const { topics } = await t.call('OffsetCommit', version, {
    groupId,
    memberId,
    generationIdOrMemberEpoch: epoch,
    topics: [{ name: topic.name, partitions }]
  })
  return topics[0]?.partitions[0]?.errorCode
}

async function fetched(t: Trial, topic: Topic, groupId: string, as: object = {}) {
  const { groups } = await t.call('OffsetFetch', 9, {
    groups: [{ groupId, topics: [{ name: topic.name, partitionIndexes: [0] }], ...as }],
    requireStable: false
  })
  const group = only(groups, 'groups')
  return [group.errorCode, group.topics[0]?.partitions[0]?.committedOffset]
}

const errorOfClassicJoin = async (t: Trial, groupId: string) =>
  (await classicJoin(t, groupId, { version: 3 })).errorCode

export const streamsAndOthers: Check[] = [
  check('JoinGroup', 3, 'of a streams group with members is answered INCONSISTENT_GROUP_PROTOCOL', async (t) => {
    const { groupId, join } = await application(t)
    await joined(t, join('a'))
    errorIs(await errorOfClassicJoin(t, groupId), 'INCONSISTENT_GROUP_PROTOCOL', 'error')
  }),
  check('JoinGroup', 3, 'makes a classic group of an empty streams group', async (t) => {
    const { topic, groupId, join } = await application(t)
    await joined(t, join('a'))
    await committed(t, topic, groupId, 'a', 2)
    await beat(t, alive(groupId, 'a', -1))
    errorIs(await errorOfClassicJoin(t, groupId), 'NONE', 'error')
    errorIs((await described(t, groupId)).errorCode, 'GROUP_ID_NOT_FOUND', 'error of StreamsGroupDescribe')
    equal(await fetched(t, topic, groupId), [0, 7n], 'offset')
  }),
  check('StreamsGroupHeartbeat', 0, 'makes a streams group of an empty classic group', async (t) => {
    const { topic, groupId, join } = await application(t)
    const member = await stableMember(t, groupId)
    errorIs((await beat(t, join('a'))).errorCode, 'GROUP_ID_NOT_FOUND', 'error while it has a member')
    await leave(t, member)
    await committed(t, topic, groupId)
    equal((await joined(t, join('a'))).memberEpoch, 2, 'epoch')
    equal(await fetched(t, topic, groupId), [0, 7n], 'offset')
  }),
  check('StreamsGroupHeartbeat', 0, 'of an empty consumer group is answered GROUP_ID_NOT_FOUND', async (t) => {
    const { topic, groupId, join } = await application(t)
    errorIs((await consumerBeat(t, consumerJoining(groupId, 'c', [topic.name]))).errorCode, 'NONE', 'consumer')
    errorIs((await beat(t, join('a'))).errorCode, 'GROUP_ID_NOT_FOUND', 'error')
    await consumerBeat(t, { groupId, memberId: 'c', memberEpoch: -1 })
    errorIs((await beat(t, join('a'))).errorCode, 'GROUP_ID_NOT_FOUND', 'error once it is empty')
  }),
  check('ConsumerGroupHeartbeat', 1, 'of a streams group is answered GROUP_ID_NOT_FOUND', async (t) => {
    const { topic, groupId, join } = await application(t)
    await joined(t, join('a'))
    const body = consumerJoining(groupId, 'c', [topic.name])
    errorIs((await consumerBeat(t, body)).errorCode, 'GROUP_ID_NOT_FOUND', 'error')
    await beat(t, alive(groupId, 'a', -1))
    errorIs((await consumerBeat(t, body)).errorCode, 'GROUP_ID_NOT_FOUND', 'error once it is empty')
  }),
  check('ShareGroupHeartbeat', 1, 'of a streams group is answered GROUP_ID_NOT_FOUND', async (t) => {
    const { topic, groupId, join } = await application(t)
    await joined(t, join('a'))
    const body = { groupId, memberId: 's', memberEpoch: 0, subscribedTopicNames: [topic.name] }
    errorIs((await t.call('ShareGroupHeartbeat', 1, body)).errorCode, 'GROUP_ID_NOT_FOUND', 'error')
  }),
  check('Heartbeat', 3, 'of a streams group is answered UNKNOWN_MEMBER_ID', async (t) => {
    const { groupId, join } = await application(t)
    await joined(t, join('a'))
    errorIs(await heartbeat(t, { groupId, memberId: 'a', generationId: 2 }), 'UNKNOWN_MEMBER_ID', 'error')
  }),
  check('LeaveGroup', 3, 'of a streams group is answered UNKNOWN_MEMBER_ID', async (t) => {
    const { groupId, join } = await application(t)
    await joined(t, join('a'))
    errorIs(await leave(t, { groupId, memberId: 'a' }), 'UNKNOWN_MEMBER_ID', 'error')
  }),
  check('SyncGroup', 3, 'of a streams group is answered UNKNOWN_MEMBER_ID', async (t) => {
    const { groupId, join } = await application(t)
    await joined(t, join('a'))
    const body = { groupId, generationId: 2, memberId: 'a', assignments: [] }
    errorIs((await t.call('SyncGroup', 3, body)).errorCode, 'UNKNOWN_MEMBER_ID', 'error')
  }),
  check('DescribeGroups', 6, 'of a streams group is answered GROUP_ID_NOT_FOUND', async (t) => {
    const { groupId, join } = await application(t)
    await joined(t, join('a'))
    const group = only((await t.call('DescribeGroups', 6, { groups: [groupId] })).groups, 'groups')
    errorIs(group.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
    equal([group.errorMessage, group.groupState], [`Group ${groupId} is not a classic group.`, 'Dead'], 'message')
  }),
  check('ConsumerGroupDescribe', 1, 'of a streams group is answered GROUP_ID_NOT_FOUND', async (t) => {
    const { groupId, join } = await application(t)
    await joined(t, join('a'))
    const group = only((await t.call('ConsumerGroupDescribe', 1, ofOneGroup(groupId))).groups, 'groups')
    errorIs(group.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
    equal(group.errorMessage, `Group ${groupId} is not a consumer group.`, 'message')
  }),
  check('StreamsGroupDescribe', 0, 'of a classic group is answered GROUP_ID_NOT_FOUND', async (t) => {
    const { groupId } = await application(t)
    await stableMember(t, groupId)
    const group = await described(t, groupId)
    errorIs(group.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
    equal(group.errorMessage, `Group ${groupId} is not a streams group.`, 'message')
  }),
  check('StreamsGroupDescribe', 0, 'answers each group that it is asked for', async (t) => {
    const { groupId, join } = await application(t)
    const nobody = await t.group()
    await joined(t, join('a'))
    // In whatever order.
    const { groups } = await t.aside('StreamsGroupDescribe', 0, {
      groupIds: [nobody, groupId],
      includeAuthorizedOperations: true
    })
    const codes = new Map(groups.map((group) => [group.groupId, group.errorCode]))
    equal([codes.get(groupId), codes.get(nobody)], [0, 69], 'errors')
  }),
  check('StreamsGroupDescribe', 0, 'of an empty group id is answered INVALID_GROUP_ID', async (t) => {
    errorIs((await described(t, '')).errorCode, 'INVALID_GROUP_ID', 'error')
  }),
  check('ListGroups', 5, 'finds streams groups by their state', async (t) => {
    const { groupId, join } = await application(t)
    await joined(t, join('a'))
    const listed = async (statesFilter: readonly string[], typesFilter: readonly string[]) => {
      const { groups } = await t.aside('ListGroups', 5, {
        statesFilter: [...statesFilter],
        typesFilter: [...typesFilter]
      })
      return groups.some((group) => group.groupId === groupId)
    }
    equal(
      [
        await listed(['Stable'], []),
        await listed(['stable'], ['Streams']),
        await listed(['NotReady', 'Reconciling'], ['streams']),
        await listed([], ['consumer'])
      ],
      [true, true, false, false],
      'listed'
    )
  }),
  check(
    'OffsetCommit',
    8,
    'of a member of a streams group in an old version is answered UNSUPPORTED_VERSION',
    async (t) => {
      const { topic, groupId, join } = await application(t)
      await joined(t, join('a'))
      errorIs(await committed(t, topic, groupId, 'a', 2, 8), 'UNSUPPORTED_VERSION', 'error')
    }
  ),
  check('OffsetCommit', 9, 'of nobody is taken while a streams group is empty', async (t) => {
    const { topic, groupId, join } = await application(t)
    await joined(t, join('a'))
    errorIs(await committed(t, topic, groupId), 'UNKNOWN_MEMBER_ID', 'error')
    await beat(t, alive(groupId, 'a', -1))
    errorIs(await committed(t, topic, groupId), 'NONE', 'error')
  }),
  check('OffsetFetch', 9, 'of a member of a streams group wants its epoch', async (t) => {
    const { topic, groupId, join } = await application(t)
    await joined(t, join('a'))
    await committed(t, topic, groupId, 'a', 2)
    const as = async (memberId: string | null, memberEpoch: number) =>
      (await fetched(t, topic, groupId, { memberId, memberEpoch }))[0]
    errorIs(Number(await as('a', 2)), 'NONE', 'its epoch')
    errorIs(Number(await as('a', 1)), 'STALE_MEMBER_EPOCH', 'an older one')
    errorIs(Number(await as('b', 2)), 'UNKNOWN_MEMBER_ID', 'another member')
    errorIs(Number(await as(null, -1)), 'NONE', 'nobody')
  }),
  check('OffsetDelete', 0, 'of what a streams group reads is answered GROUP_SUBSCRIBED_TO_TOPIC', async (t) => {
    const { topic, groupId, join } = await application(t)
    const other = await t.topic()
    await joined(t, join('a'))
    await committed(t, topic, groupId, 'a', 2)
    const remove = async ({ name }: Topic) => {
      const body = { groupId, topics: [{ name, partitions: [{ partitionIndex: 0 }] }] }
      const answer = await t.call('OffsetDelete', 0, body)
      return only(only(answer.topics, 'topics').partitions, 'partitions').errorCode
    }
    errorIs(await remove(topic), 'GROUP_SUBSCRIBED_TO_TOPIC', 'error')
    errorIs(await remove(other), 'NONE', 'error of a topic that it does not read')
    await beat(t, alive(groupId, 'a', -1))
    errorIs(await remove(topic), 'NONE', 'error once it is empty')
    equal(await fetched(t, topic, groupId), [0, -1n], 'offset')
  }),
  check('TxnOffsetCommit', 3, 'of a member of a streams group wants its epoch', async (t) => {
    const { topic, groupId, join } = await application(t)
    await joined(t, join('a'))
    const by = await producer(t)
    const { transactionalId, producerId, epoch } = by
    const added = { transactionalId, producerId, producerEpoch: epoch, groupId }
    errorIs((await t.aside('AddOffsetsToTxn', 3, added)).errorCode, 'NONE', 'AddOffsetsToTxn')
    const commit = async (memberId: string, generationId: number) => {
      const partitions = [{ partitionIndex: 0, committedOffset: 3n, committedMetadata: '' }]
      const topics = [{ name: topic.name, partitions }]
      const answer = await t.aside('TxnOffsetCommit', 3, { ...added, memberId, generationId, topics })
      return answer.topics[0]?.partitions[0]?.errorCode
    }
    errorIs(await commit('a', 2), 'NONE', 'its epoch')
    errorIs(await commit('a', 1), 'ILLEGAL_GENERATION', 'an older one')
    errorIs(await commit('a', 3), 'ILLEGAL_GENERATION', 'a newer one')
    errorIs(await commit('b', 2), 'UNKNOWN_MEMBER_ID', 'another member')
    const end = { transactionalId, producerId, producerEpoch: epoch, committed: false }
    errorIs((await t.aside('EndTxn', 3, end)).errorCode, 'NONE', 'EndTxn')
  }),
  check('DeleteGroups', 2, 'of a streams group leaves nothing of it', async (t) => {
    const { topic, groupId, join } = await application(t)
    await joined(t, join('a'))
    await committed(t, topic, groupId, 'a', 2)
    await beat(t, alive(groupId, 'a', -1))
    errorIs(
      only((await t.call('DeleteGroups', 2, { groupsNames: [groupId] })).results, 'results').errorCode,
      'NONE',
      'error'
    )
    errorIs((await described(t, groupId)).errorCode, 'GROUP_ID_NOT_FOUND', 'error of StreamsGroupDescribe')
    equal(await fetched(t, topic, groupId), [0, -1n], 'offset')
    const other = subtopology('x', { sourceTopics: [topic.name] })
    const answer = await joined(t, joining(groupId, 'a', other))
    equal([answer.memberEpoch, only(answer.activeTasks, 'tasks').subtopologyId], [2, 'x'], 'the next group of the name')
  })
]
