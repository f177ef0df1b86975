import type {
  StreamsGroupDescribeResponse,
  StreamsGroupHeartbeatRequestInput,
  StreamsGroupHeartbeatResponse
} from '../../protocol/index.ts'
import { equal, only } from '../expect.ts'
import type { Trial } from '../trial.ts'
import { configured } from './consumer-groups.ts'
import { heardOfTopics } from './coordinator.ts'

export const api = 'StreamsGroupHeartbeat'

export type Body = StreamsGroupHeartbeatRequestInput
type Topology = NonNullable<Body['topology']>
type Subtopology = Topology['subtopologies'][number]

/** A group whose assignments are made at once: neither the first waits for more members, nor one for the next. */
export async function streamsGroup(t: Trial, configs: Readonly<Record<string, string>> = {}): Promise<string> {
  const groupId = await t.group()
  const atOnce = { 'streams.initial.rebalance.delay.ms': '0', 'streams.assignment.interval.ms': '0' }
  await configured(t, groupId, { ...atOnce, ...configs })
  return groupId
}

export const subtopology = (subtopologyId: string, changed: Partial<Subtopology> = {}): Subtopology => ({
  subtopologyId,
  sourceTopics: [],
  sourceTopicRegex: [],
  stateChangelogTopics: [],
  repartitionSinkTopics: [],
  repartitionSourceTopics: [],
  copartitionGroups: [],
  ...changed
})

export const internal = (name: string, partitions = 0) => ({ name, partitions, replicationFactor: 0, topicConfigs: [] })

/** What a member says that joins. */
export const joining = (groupId: string, memberId: string, ...subtopologies: Subtopology[]): Body => ({
  groupId,
  memberId,
  memberEpoch: 0,
  endpointInformationEpoch: 0,
  rebalanceTimeoutMs: 30_000,
  topology: { epoch: 0, subtopologies },
  activeTasks: [],
  standbyTasks: [],
  warmupTasks: [],
  processId: `process of ${memberId}`,
  clientTags: [],
  shutdownApplication: false
})

/** Alive, and nothing else; `changed` says more. */
export const alive = (groupId: string, memberId: string, memberEpoch: number, changed: Partial<Body> = {}): Body => ({
  groupId,
  memberId,
  memberEpoch,
  endpointInformationEpoch: 0,
  shutdownApplication: false,
  ...changed
})

/** What a member has. */
export const has = (subtopologyId: string, partitions: readonly number[]) => ({
  activeTasks: partitions.length === 0 ? [] : [{ subtopologyId, partitions }],
  standbyTasks: [],
  warmupTasks: []
})

export async function beat(t: Trial, body: Body): Promise<StreamsGroupHeartbeatResponse> {
  if (body.memberEpoch === 0) await heardOfTopics(t, body.groupId)
  return t.call(api, 0, body)
}

export async function joined(t: Trial, body: Body): Promise<StreamsGroupHeartbeatResponse> {
  const answer = await beat(t, body)
  equal([answer.errorCode, answer.errorMessage], [0, null], 'error of the joining heartbeat')
  return answer
}

export async function described(t: Trial, groupId: string): Promise<StreamsGroupDescribeResponse['groups'][number]> {
  const answer = await t.call('StreamsGroupDescribe', 0, { groupIds: [groupId], includeAuthorizedOperations: false })
  return only(answer.groups, 'groups')
}
