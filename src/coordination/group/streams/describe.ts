/*
 * Describes a group for StreamsGroupDescribe (StreamsGroup#asDescribedGroup).
 */
import type { ErrorName } from '../../../protocol/index.ts'
import type { Group } from '../group.ts'
import type { InternalTopic } from './configure.ts'
import { StreamsGroup } from './group.ts'
import type { StreamsMember } from './member.ts'
import { sortedList, type TaskList } from './tasks.ts'
import type { Subtopology } from './topology.ts'

interface DescribedTopic {
  readonly name: string
  readonly partitions: number
  readonly replicationFactor: number
  readonly topicConfigs: readonly { readonly key: string; readonly value: string }[]
}

interface DescribedSubtopology {
  readonly subtopologyId: string
  readonly sourceTopics: readonly string[]
  readonly repartitionSinkTopics: readonly string[]
  readonly stateChangelogTopics: readonly DescribedTopic[]
  readonly repartitionSourceTopics: readonly DescribedTopic[]
}

interface DescribedTasks {
  readonly activeTasks: readonly TaskList[]
  readonly standbyTasks: readonly TaskList[]
  readonly warmupTasks: readonly TaskList[]
}

type DescribedStreamsMember = Pick<
  StreamsMember,
  | 'memberId'
  | 'memberEpoch'
  | 'instanceId'
  | 'rackId'
  | 'clientId'
  | 'clientHost'
  | 'topologyEpoch'
  | 'processId'
  | 'userEndpoint'
> & {
  readonly clientTags: readonly { readonly key: string; readonly value: string }[]
  readonly assignment: DescribedTasks
  readonly targetAssignment: DescribedTasks
}

export interface DescribedStreamsGroup {
  readonly groupId: string
  readonly error: ErrorName
  readonly errorMessage: string | null
  readonly state: string
  readonly groupEpoch: number
  readonly assignmentEpoch: number
  readonly topology: { readonly epoch: number; readonly subtopologies: readonly DescribedSubtopology[] } | null
  readonly members: readonly DescribedStreamsMember[]
}

export const notDescribedStreams = (
  groupId: string,
  error: ErrorName,
  errorMessage: string | null = null
): DescribedStreamsGroup => ({
  groupId,
  error,
  errorMessage,
  state: '',
  groupEpoch: 0,
  assignmentEpoch: 0,
  topology: null,
  members: []
})

export function describeStreamsGroup(group: Group | undefined, groupId: string): DescribedStreamsGroup {
  if (group === undefined) return notDescribedStreams(groupId, 'GROUP_ID_NOT_FOUND', `Group ${groupId} not found.`)
  if (!(group instanceof StreamsGroup))
    return notDescribedStreams(groupId, 'GROUP_ID_NOT_FOUND', `Group ${groupId} is not a streams group.`)
  const topology = describedTopology(group)
  if (topology === null) return notDescribedStreams(groupId, 'UNKNOWN_SERVER_ERROR')
  const { state, groupEpoch, assignmentEpoch } = group
  const members = [...group.members.values()].map((member) => describedMember(group, member))
  return { groupId, error: 'NONE', errorMessage: null, state, groupEpoch, assignmentEpoch, topology, members }
}

/** Describes the topology, with the partition counts of internal topics once it is configured. */
function describedTopology({ topology, configured }: StreamsGroup): DescribedStreamsGroup['topology'] {
  if (topology === null) return null
  const { epoch } = topology
  if (configured?.fault === null && configured.subtopologies !== null)
    return {
      epoch,
      subtopologies: [...configured.subtopologies.values()].map((subtopology) => ({
        subtopologyId: subtopology.subtopologyId,
        sourceTopics: [...subtopology.sourceTopics].sort(),
        repartitionSinkTopics: [...subtopology.repartitionSinks].sort(),
        stateChangelogTopics: subtopology.changelogs.map(internal).sort(byName),
        repartitionSourceTopics: subtopology.repartitionSources.map(internal).sort(byName)
      }))
    }
  const told = (topics: Subtopology['stateChangelogTopics']): DescribedTopic[] => [...topics].sort(byName)
  const byId = [...topology.subtopologies].sort((a, b) => (a.subtopologyId < b.subtopologyId ? -1 : 1))
  return {
    epoch,
    subtopologies: byId.map((subtopology) => ({
      subtopologyId: subtopology.subtopologyId,
      sourceTopics: [...subtopology.sourceTopics].sort(),
      repartitionSinkTopics: [...subtopology.repartitionSinkTopics].sort(),
      stateChangelogTopics: told(subtopology.stateChangelogTopics),
      repartitionSourceTopics: told(subtopology.repartitionSourceTopics)
    }))
  }
}

const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1)

const internal = ({ name, partitions, replicationFactor, configs }: InternalTopic): DescribedTopic => ({
  name,
  partitions,
  replicationFactor,
  topicConfigs: [...configs].map(([key, value]) => ({ key, value }))
})

function describedMember(group: StreamsGroup, member: StreamsMember): DescribedStreamsMember {
  const { memberId, clientTags, assigned } = member
  const { memberEpoch, instanceId, rackId, clientId, clientHost, topologyEpoch, processId, userEndpoint } = member
  return {
    ...{ memberId, memberEpoch, instanceId, rackId, clientId, clientHost, topologyEpoch, processId, userEndpoint },
    clientTags: [...clientTags].map(([key, value]) => ({ key, value })),
    assignment: describedTasks(assigned),
    targetAssignment: describedTasks(group.targetOf(memberId))
  }
}

const describedTasks = (
  tasks: Pick<StreamsMember['assigned'], 'active' | 'standby' | 'warmup'> | ReturnType<StreamsGroup['targetOf']>
): DescribedTasks => ({
  activeTasks: sortedList(tasks.active),
  standbyTasks: sortedList(tasks.standby),
  warmupTasks: sortedList(tasks.warmup)
})
