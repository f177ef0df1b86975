import type { StreamsGroupHeartbeatRequestInput } from '../../src/protocol/index.ts'
import { internal, subtopology } from './streams-member.ts'

const groupId = 'gold-streams'
const quiet = { groupId, memberEpoch: 0, endpointInformationEpoch: 0, shutdownApplication: false }
const joins = {
  ...quiet,
  rebalanceTimeoutMs: 30_000,
  topology: {
    epoch: 0,
    subtopologies: [subtopology('0', { sourceTopics: ['words'], stateChangelogTopics: [internal('words-log')] })]
  },
  activeTasks: [],
  standbyTasks: [],
  warmupTasks: []
}
const has = (active: readonly number[], standby: readonly number[]) => ({
  activeTasks: active.length === 0 ? [] : [{ subtopologyId: '0', partitions: active }],
  standbyTasks: standby.length === 0 ? [] : [{ subtopologyId: '0', partitions: standby }],
  warmupTasks: []
})
const endpoint = { userEndpoint: { host: 'h', port: 80 }, clientTags: [{ key: 'zone', value: 'z' }], rackId: 'r' }

/** Two members come to share four tasks and their standbys, and leave one after the other. */
export const streamsScript: readonly StreamsGroupHeartbeatRequestInput[] = [
  { ...joins, ...endpoint, memberId: 'a', processId: 'pa' },
  { ...joins, memberId: 'b', processId: 'pb', clientTags: [] },
  { ...quiet, memberId: 'a', memberEpoch: 2, ...has([0, 1, 2, 3], []) },
  { ...quiet, memberId: 'a', memberEpoch: 2, ...has([0, 1], []) },
  { ...quiet, memberId: 'a', memberEpoch: 3, ...has([0, 1], []) },
  { ...quiet, memberId: 'b', memberEpoch: 3, ...has([], [0, 1]) },
  { ...quiet, memberId: 'b', memberEpoch: -1 },
  { ...quiet, memberId: 'a', memberEpoch: 3, ...has([0, 1], [2, 3]) },
  { ...quiet, memberId: 'a', memberEpoch: 3, ...has([0, 1], []) },
  { ...quiet, memberId: 'a', memberEpoch: 4, ...has([0, 1], []) },
  { ...quiet, memberId: 'a', memberEpoch: -1 }
]
