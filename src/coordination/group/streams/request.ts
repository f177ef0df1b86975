/*
 * Validates StreamsGroupHeartbeat requests (GroupCoordinatorService#throwIfStreamsGroupHeartbeatRequestIsInvalid and
 * #throwIfStreamsGroupHeartbeatRequestIsUsingUnsupportedFeatures).
 */
import { type Failure, failed, type StreamsGroupTopologyValueInput } from '../../../protocol/index.ts'
import { isBlank, joinEpoch, leaveForAWhileEpoch } from '../modern/membership.ts'
import type { TaskList } from './tasks.ts'

export interface StreamsHeartbeat {
  readonly groupId: string
  readonly memberId: string
  readonly memberEpoch: number
  /** Epoch of the endpoint information that the client has. */
  readonly endpointInformationEpoch: number
  readonly instanceId: string | null
  readonly rackId: string | null
  /** -1 means unchanged, as does null in the fields below. */
  readonly rebalanceTimeoutMs: number
  readonly topology: StreamsGroupTopologyValueInput | null
  readonly activeTasks: readonly TaskList[] | null
  readonly standbyTasks: readonly TaskList[] | null
  readonly warmupTasks: readonly TaskList[] | null
  readonly processId: string | null
  readonly userEndpoint: { readonly host: string; readonly port: number } | null
  readonly clientTags: readonly { readonly key: string; readonly value: string }[] | null
  readonly taskOffsets: readonly unknown[] | null
  readonly taskEndOffsets: readonly unknown[] | null
  readonly shutdownApplication: boolean
  readonly clientId: string
  readonly clientHost: string
}

const invalid = (message: string): Failure => failed('INVALID_REQUEST', message)

export function heartbeatFault(command: StreamsHeartbeat): Failure | null {
  return notSupported(command) ?? malformed(command)
}

function notSupported({ instanceId, taskOffsets, taskEndOffsets, warmupTasks, topology }: StreamsHeartbeat) {
  if (instanceId !== null) return invalid('Static membership is not yet supported.')
  if (taskOffsets !== null) return invalid('TaskOffsets are not supported yet.')
  if (taskEndOffsets !== null) return invalid('TaskEndOffsets are not supported yet.')
  if (warmupTasks !== null && warmupTasks.length > 0) return invalid('WarmupTasks are not supported yet.')
  if (topology?.subtopologies.some(({ sourceTopicRegex }) => sourceTopicRegex.length > 0))
    return invalid('Regular expressions for source topics are not supported yet.')
  return null
}

function malformed(command: StreamsHeartbeat): Failure | null {
  const { memberEpoch, activeTasks, standbyTasks, warmupTasks, topology } = command
  if (isBlank(command.memberId)) return invalid("MemberId can't be empty.")
  if (isBlank(command.groupId)) return invalid("GroupId can't be empty.")
  if (isBlank(command.rackId)) return invalid("RackId can't be empty.")
  if (memberEpoch === joinEpoch) {
    const fault = malformedJoin(command)
    if (fault !== null) return fault
  } else if (memberEpoch === leaveForAWhileEpoch) {
    return invalid("InstanceId can't be null.")
  } else if (memberEpoch < leaveForAWhileEpoch) {
    return invalid(`MemberEpoch is ${memberEpoch}, but must be greater than or equal to -2.`)
  }
  const tasks = [activeTasks, standbyTasks, warmupTasks]
  if (tasks.some((each) => each !== null) && tasks.some((each) => each === null))
    return invalid('If one task-type is non-null, all must be non-null.')
  if (memberEpoch !== joinEpoch && topology !== null) return invalid('Topology can only be provided when (re-)joining.')
  return null
}

function malformedJoin({ rebalanceTimeoutMs, activeTasks, standbyTasks, warmupTasks, topology }: StreamsHeartbeat) {
  if (rebalanceTimeoutMs === -1) return invalid('RebalanceTimeoutMs must be provided in first request.')
  const isNone = (tasks: readonly TaskList[] | null) => tasks !== null && tasks.length === 0
  if (!isNone(activeTasks)) return invalid('ActiveTasks must be empty when (re-)joining.')
  if (!isNone(standbyTasks)) return invalid('StandbyTasks must be empty when (re-)joining.')
  if (!isNone(warmupTasks)) return invalid('WarmupTasks must be empty when (re-)joining.')
  if (topology === null) return invalid('Topology must be non-null when (re-)joining.')
  const fixed = topology.subtopologies
    .flatMap(({ stateChangelogTopics }) => stateChangelogTopics)
    .find(({ partitions }) => partitions !== 0)
  if (fixed === undefined) return null
  const why = `must have an undefined partition count, but it is set to ${fixed.partitions}.`
  return failed('STREAMS_INVALID_TOPOLOGY', `Changelog topic ${fixed.name} ${why}`)
}
