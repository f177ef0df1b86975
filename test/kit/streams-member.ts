import type { GroupStage } from './group-stage.ts'

type Command = Parameters<GroupStage['coordinator']['streamsHeartbeat']>[0]
export type Topology = NonNullable<Command['topology']>
type Subtopology = Topology['subtopologies'][number]

/** A subtopology that reads one topic and keeps state, where a test says nothing else. */
export const subtopology = (subtopologyId: string, changed: Partial<Subtopology> = {}): Subtopology => ({
  subtopologyId,
  sourceTopics: ['in'],
  sourceTopicRegex: [],
  stateChangelogTopics: [],
  repartitionSinkTopics: [],
  repartitionSourceTopics: [],
  copartitionGroups: [],
  ...changed
})

export const internal = (name: string, partitions = 0) => ({ name, partitions, replicationFactor: 0, topicConfigs: [] })

export const topology = (...subtopologies: Subtopology[]): Topology => ({ epoch: 0, subtopologies })

/** One StreamsGroupHeartbeat that says nothing but what it is given. */
export const streamsBeat = (stage: GroupStage, changed: Partial<Command>) =>
  stage.coordinator.streamsHeartbeat({
    groupId: 'g',
    memberId: 'a',
    memberEpoch: 0,
    endpointInformationEpoch: 0,
    instanceId: null,
    rackId: null,
    rebalanceTimeoutMs: -1,
    topology: null,
    activeTasks: null,
    standbyTasks: null,
    warmupTasks: null,
    processId: null,
    userEndpoint: null,
    clientTags: null,
    taskOffsets: null,
    taskEndOffsets: null,
    shutdownApplication: false,
    clientId: 'c',
    clientHost: '/127.0.0.1',
    ...changed
  })

/** A member joins with a process of its own and no tasks. */
export const joinStreams = (stage: GroupStage, changed: Partial<Command> = {}) =>
  streamsBeat(stage, {
    rebalanceTimeoutMs: 30_000,
    topology: topology(subtopology('0')),
    activeTasks: [],
    standbyTasks: [],
    warmupTasks: [],
    processId: `process of ${changed.memberId ?? 'a'}`,
    ...changed
  })
