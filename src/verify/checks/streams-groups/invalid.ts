import type { ErrorName } from '../../../protocol/index.ts'
import type { Check } from '../../check.ts'
import {
  alive,
  api,
  type Body,
  beat,
  has,
  internal,
  joined,
  joining,
  streamsGroup,
  subtopology
} from '../../dialogue/streams-groups.ts'
import { equal, errorIs } from '../../expect.ts'

/** What is wrong with a joining request, whatever the group: Kafka's error and words. */
const joins: readonly (readonly [says: string, body: Partial<Body>, error: ErrorName, message: string])[] = [
  ['an empty member id', { memberId: '' }, 'INVALID_REQUEST', "MemberId can't be empty."],
  ['a blank rack id', { rackId: ' ' }, 'INVALID_REQUEST', "RackId can't be empty."],
  ['an instance id', { instanceId: 'i' }, 'INVALID_REQUEST', 'Static membership is not yet supported.'],
  ['offsets of tasks', { taskOffsets: [] }, 'INVALID_REQUEST', 'TaskOffsets are not supported yet.'],
  ['end offsets of tasks', { taskEndOffsets: [] }, 'INVALID_REQUEST', 'TaskEndOffsets are not supported yet.'],
  [
    'a warm-up task',
    { warmupTasks: [{ subtopologyId: '0', partitions: [0] }] },
    'INVALID_REQUEST',
    'WarmupTasks are not supported yet.'
  ],
  [
    'no rebalance timeout',
    { rebalanceTimeoutMs: -1 },
    'INVALID_REQUEST',
    'RebalanceTimeoutMs must be provided in first request.'
  ],
  ['no list of tasks', { activeTasks: null }, 'INVALID_REQUEST', 'ActiveTasks must be empty when (re-)joining.'],
  [
    'standby tasks',
    { standbyTasks: [{ subtopologyId: '0', partitions: [0] }] },
    'INVALID_REQUEST',
    'StandbyTasks must be empty when (re-)joining.'
  ],
  ['no topology', { topology: null }, 'INVALID_REQUEST', 'Topology must be non-null when (re-)joining.'],
  [
    'a source topic by a regular expression',
    { topology: { epoch: 0, subtopologies: [subtopology('0', { sourceTopicRegex: ['a.*'] })] } },
    'INVALID_REQUEST',
    'Regular expressions for source topics are not supported yet.'
  ],
  [
    'a changelog with a number of partitions',
    { topology: { epoch: 0, subtopologies: [subtopology('0', { stateChangelogTopics: [internal('log', 2)] })] } },
    'STREAMS_INVALID_TOPOLOGY',
    'Changelog topic log must have an undefined partition count, but it is set to 2.'
  ],
  [
    'an internal topic of Kafka',
    { topology: { epoch: 0, subtopologies: [subtopology('0', { sourceTopics: ['__consumer_offsets'] })] } },
    'STREAMS_INVALID_TOPOLOGY',
    'Use of Kafka internal topics __consumer_offsets in a Kafka Streams topology is prohibited.'
  ],
  [
    'a name that no topic can have',
    { topology: { epoch: 0, subtopologies: [subtopology('0', { sourceTopics: ['a b'] })] } },
    'STREAMS_INVALID_TOPOLOGY',
    'Topic names a b are not valid topic names.'
  ],
  [
    'a member epoch of -3',
    { memberEpoch: -3 },
    'INVALID_REQUEST',
    'MemberEpoch is -3, but must be greater than or equal to -2.'
  ],
  ['a member that leaves for a while', { memberEpoch: -2 }, 'INVALID_REQUEST', "InstanceId can't be null."],
  [
    'a topology after joining',
    { memberEpoch: 2 },
    'INVALID_REQUEST',
    'Topology can only be provided when (re-)joining.'
  ]
]

/** What is wrong with a heartbeat of a member that has two tasks in epoch 2. */
const beats: readonly (readonly [says: string, memberEpoch: number, body: Partial<Body>, error: ErrorName])[] = [
  ['a newer epoch', 9, {}, 'FENCED_MEMBER_EPOCH'],
  ['an older epoch', 1, has('0', [0]), 'FENCED_MEMBER_EPOCH'],
  ['another member', 2, { memberId: 'nobody' }, 'UNKNOWN_MEMBER_ID'],
  ['a task that there is not', 2, has('0', [7]), 'INVALID_REQUEST'],
  ['a subtopology that there is not', 2, has('x', [0]), 'INVALID_REQUEST'],
  ['tasks of one type alone', 2, { activeTasks: [] }, 'INVALID_REQUEST'],
  ['nobody who leaves', -1, { memberId: 'nobody' }, 'UNKNOWN_MEMBER_ID']
]

export const invalidStreams: Check[] = [
  ...joins.map(
    ([says, body, error, message]): Check => ({
      name: `StreamsGroupHeartbeat of ${says} is answered ${error}`,
      api,
      versions: [0, 0],
      async run(t) {
        const answer = await beat(t, { ...joining(t.uniqueName('g'), 'a', subtopology('0')), ...body })
        errorIs(answer.errorCode, error, 'error')
        equal(answer.errorMessage, message, 'message')
      }
    })
  ),
  ...beats.map(
    ([says, memberEpoch, body, error]): Check => ({
      name: `StreamsGroupHeartbeat of ${says} is answered ${error}, and the group goes on`,
      api,
      versions: [0, 0],
      async run(t) {
        const topic = await t.topic({ partitions: 2 })
        const groupId = await streamsGroup(t)
        await joined(t, joining(groupId, 'a', subtopology('0', { sourceTopics: [topic.name] })))
        errorIs((await beat(t, alive(groupId, 'a', memberEpoch, body))).errorCode, error, 'error')
        errorIs((await beat(t, alive(groupId, 'a', 2))).errorCode, 'NONE', 'error of the next heartbeat')
      }
    })
  ),
  {
    name: 'StreamsGroupHeartbeat of a group that is not there is answered GROUP_ID_NOT_FOUND',
    api,
    versions: [0, 0],
    async run(t) {
      const groupId = t.uniqueName('g')
      const answer = await beat(t, alive(groupId, 'a', 1))
      errorIs(answer.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
      equal(answer.errorMessage, `Streams group ${groupId} not found.`, 'message')
    }
  }
]
