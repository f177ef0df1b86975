import type { ApiName, ErrorName } from '../../../protocol/index.ts'
import type { Check } from '../../check.ts'
import { joining } from '../../dialogue/consumer-groups.ts'
import { kinds, type Made } from '../../dialogue/group-kinds.ts'
import { heartbeat, join, leave, sync } from '../../dialogue/groups.ts'
import { errorIs, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

const named = (groupId: string) => ({ groupIds: [groupId], includeAuthorizedOperations: false })
const nobody = (groupId: string) => ({ groupId, memberId: 'nobody', generationId: 5 })

async function commit(t: Trial, version: number, { groupId, topic }: Made, memberId: string, epoch: number) {
  const partitions = [{ partitionIndex: 0, committedOffset: 8n, committedMetadata: '' }]
  const body = { groupId, memberId, generationIdOrMemberEpoch: epoch, topics: [{ name: topic, partitions }] }
  const { topics } = await t.call('OffsetCommit', version, body)
  return topics[0]?.partitions[0]?.errorCode
}

async function fetched(t: Trial, { groupId, topic }: Made, as: object = {}) {
  const topics = [{ name: topic, partitionIndexes: [0] }]
  const { groups } = await t.call('OffsetFetch', 9, { groups: [{ groupId, topics, ...as }], requireStable: false })
  return only(groups, 'groups').errorCode
}

/** What is asked, in which versions, and the error that comes. */
type Ask = readonly [
  api: ApiName,
  versions: readonly number[],
  what: string,
  ask: (t: Trial, made: Made, version: number) => Promise<number | undefined>
]

const asks = {
  describe: [
    'DescribeGroups',
    [6],
    '',
    async (t, { groupId }, version) =>
      only((await t.call('DescribeGroups', version, { groups: [groupId] })).groups, 'groups').errorCode
  ],
  describeConsumer: [
    'ConsumerGroupDescribe',
    [0, 1],
    '',
    async (t, { groupId }, version) =>
      only((await t.call('ConsumerGroupDescribe', version, named(groupId))).groups, 'groups').errorCode
  ],
  describeShare: [
    'ShareGroupDescribe',
    [1],
    '',
    async (t, { groupId }, version) =>
      only((await t.call('ShareGroupDescribe', version, named(groupId))).groups, 'groups').errorCode
  ],
  describeStreams: [
    'StreamsGroupDescribe',
    [0],
    '',
    async (t, { groupId }, version) =>
      only((await t.call('StreamsGroupDescribe', version, named(groupId))).groups, 'groups').errorCode
  ],
  join: [
    'JoinGroup',
    [2, 9],
    ' with another protocol type',
    async (t, { groupId }, version) => (await join(t, groupId, { version, protocolType: 'other' })).errorCode
  ],
  sync: [
    'SyncGroup',
    [0, 5],
    ' by nobody of it',
    async (t, { groupId }, version) => {
      const options = { version, protocolType: 'consumer', protocolName: 'range' }
      return (await sync(t, nobody(groupId), {}, options)).errorCode
    }
  ],
  heartbeat: [
    'Heartbeat',
    [0, 4],
    ' by nobody of it',
    async (t, { groupId }, version) => heartbeat(t, nobody(groupId), version)
  ],
  leave: [
    'LeaveGroup',
    [0, 5],
    ' by nobody of it',
    async (t, { groupId }, version) => leave(t, nobody(groupId), version)
  ],
  consumerBeat: [
    'ConsumerGroupHeartbeat',
    [0, 1],
    ' by a member with an epoch that it does not have',
    async (t, { groupId, topic }, version) =>
      (
        await t.call('ConsumerGroupHeartbeat', version, {
          ...joining(groupId, 'nobody', [topic]),
          memberEpoch: 5,
          topicPartitions: null
        })
      ).errorCode
  ],
  consumerLeave: [
    'ConsumerGroupHeartbeat',
    [0, 1],
    ' that leaves without having been in it',
    async (t, { groupId }, version) =>
      (await t.call('ConsumerGroupHeartbeat', version, { groupId, memberId: 'nobody', memberEpoch: -1 })).errorCode
  ],
  shareBeat: [
    'ShareGroupHeartbeat',
    [1],
    ' by a member with an epoch that it does not have',
    async (t, { groupId }, version) => {
      const body = { groupId, memberId: 'nobody', memberEpoch: 5, rackId: null, subscribedTopicNames: null }
      return (await t.call('ShareGroupHeartbeat', version, body)).errorCode
    }
  ],
  commitAsNobody: ['OffsetCommit', [2, 9], ' without a member', (t, made, version) => commit(t, version, made, '', -1)],
  commitAsMember: [
    'OffsetCommit',
    [2, 9],
    ' by a member that it does not have',
    (t, made, version) => commit(t, version, made, 'nobody', 5)
  ],
  fetch: ['OffsetFetch', [9], ' without a member', (t, made) => fetched(t, made)],
  fetchAsMember: [
    'OffsetFetch',
    [9],
    ' by a member that it does not have',
    (t, made) => fetched(t, made, { memberId: 'nobody', memberEpoch: 5 })
  ],
  deleteOffsets: [
    'OffsetDelete',
    [0],
    '',
    async (t, { groupId, topic }, version) => {
      const topics = [{ name: topic, partitions: [{ partitionIndex: 0 }] }]
      const answer = await t.call('OffsetDelete', version, { groupId, topics })
      return answer.errorCode !== 0 ? answer.errorCode : answer.topics[0]?.partitions[0]?.errorCode
    }
  ],
  delete: [
    'DeleteGroups',
    [0, 2],
    '',
    async (t, { groupId }, version) =>
      only((await t.call('DeleteGroups', version, { groupsNames: [groupId] })).results, 'results').errorCode
  ]
} satisfies Record<string, Ask>

const order = Object.keys(kinds) as (keyof typeof kinds)[]

/** By what is asked, in the order of the kinds; for the lowest and the highest version where they differ. */
const expected: { readonly [K in keyof typeof asks]: readonly (ErrorName | readonly ErrorName[])[] } = {
  describe: [
    'NONE',
    'NONE',
    'NONE',
    'NONE',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND'
  ],
  describeConsumer: [
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'NONE',
    'NONE',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND'
  ],
  describeShare: [
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'NONE',
    'NONE'
  ],
  describeStreams: [
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND'
  ],
  join: [
    ['NONE', 'MEMBER_ID_REQUIRED'],
    ['NONE', 'MEMBER_ID_REQUIRED'],
    'INCONSISTENT_GROUP_PROTOCOL',
    'INCONSISTENT_GROUP_PROTOCOL',
    ['NONE', 'MEMBER_ID_REQUIRED'],
    'INCONSISTENT_GROUP_PROTOCOL',
    'INCONSISTENT_GROUP_PROTOCOL',
    'INCONSISTENT_GROUP_PROTOCOL'
  ],
  sync: [
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID'
  ],
  heartbeat: [
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID'
  ],
  leave: [
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID'
  ],
  consumerBeat: [
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND'
  ],
  consumerLeave: [
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND'
  ],
  shareBeat: [
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID'
  ],
  commitAsNobody: [
    'NONE',
    'NONE',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'NONE',
    'UNKNOWN_MEMBER_ID',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND'
  ],
  commitAsMember: [
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'UNKNOWN_MEMBER_ID',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND'
  ],
  fetch: ['NONE', 'NONE', 'NONE', 'NONE', 'NONE', 'NONE', 'NONE', 'NONE'],
  fetchAsMember: ['NONE', 'NONE', 'NONE', 'NONE', 'UNKNOWN_MEMBER_ID', 'UNKNOWN_MEMBER_ID', 'NONE', 'NONE'],
  deleteOffsets: [
    'NONE',
    'NONE',
    'GROUP_SUBSCRIBED_TO_TOPIC',
    'NON_EMPTY_GROUP',
    'NONE',
    'GROUP_SUBSCRIBED_TO_TOPIC',
    'GROUP_ID_NOT_FOUND',
    'GROUP_ID_NOT_FOUND'
  ],
  delete: ['NONE', 'NONE', 'NON_EMPTY_GROUP', 'NON_EMPTY_GROUP', 'NONE', 'NON_EMPTY_GROUP', 'NONE', 'NON_EMPTY_GROUP']
}

export const groupKinds: Check[] = Object.entries(asks).flatMap(([name, ask]) => {
  const [api, versions, what, run] = ask as Ask
  return order.map((kind, at): Check => {
    const answers = expected[name as keyof typeof asks][at] ?? 'NONE'
    const [first = 0, last = first] = versions
    return {
      name: `${api} of ${kind}${what} is answered ${typeof answers === 'string' ? answers : answers.join(' and ')}`,
      api,
      versions: [first, last],
      async run(t) {
        for (const [index, version] of versions.entries()) {
          t.need(api, version)
          const made = await kinds[kind](t)
          const error = typeof answers === 'string' ? answers : (answers[index] ?? 'NONE')
          errorIs(await run(t, made, version), error, `error in version ${version}`)
        }
      }
    }
  })
})
