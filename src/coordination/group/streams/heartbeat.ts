/*
 * Effect of a StreamsGroupHeartbeat on its group, and the response (GroupMetadataManager#streamsGroupHeartbeat).
 * Only decides: replaying the records changes the durable state.
 */
import { type Failure, failed, isFailure } from '../../../protocol/index.ts'
import type { Decision, Timer } from '../../runtime/decision.ts'
import { fencedEpoch, joinEpoch, unknownMember } from '../modern/membership.ts'
import type { GroupRecord } from '../records.ts'
import { type ConfiguredTopology, configureTopology, type InternalTopic } from './configure.ts'
import { delayTimer, revocationDeadline, revocationTimer, type StreamsContext, sessionTimer } from './context.ts'
import { type EndpointPartitions, endpointsOf } from './endpoints.ts'
import type { StreamsGroup } from './group.ts'
import { isReconciledTo, newMember, type StreamsMember, sameAssignment, sameMetadata } from './member.ts'
import { type Status, statusCodes } from './partition-counts.ts'
import { nextMember } from './reconcile.ts'
import { currentRecord, epochRecord, memberRecord, topologyRecord } from './records.ts'
import type { StreamsHeartbeat } from './request.ts'
import { nextTarget, standbyReplicasConfig } from './target.ts'
import { answeredList, isListWithin, sameHeld, type TaskList, type TaskSets, tasksFrom } from './tasks.ts'
import { hasRepeatedSubtopology, sameTopology, type Topology, topologyOf } from './topology.ts'

export interface StreamsHeartbeatAnswer {
  readonly memberId: string
  readonly memberEpoch: number
  readonly heartbeatIntervalMs: number
  readonly status: readonly Status[]
  /** Null means unchanged. */
  readonly tasks: {
    readonly activeTasks: readonly TaskList[]
    readonly standbyTasks: readonly TaskList[]
    readonly warmupTasks: readonly TaskList[]
  } | null
  readonly endpointInformationEpoch: number
  /** Null means that the client already has the current endpoints. */
  readonly partitionsByUserEndpoint: readonly EndpointPartitions[] | null
  /** Internal topics to create if the client is authorized. */
  readonly missingTopics: readonly InternalTopic[]
}

interface Beat {
  readonly context: StreamsContext
  readonly group: StreamsGroup
  /** The group does not exist until its first records are replayed. */
  readonly isNewGroup: boolean
  readonly command: StreamsHeartbeat
  /** Tombstones of the group that a new one replaces. Written first. */
  readonly before: readonly GroupRecord[]
}

/** Handles a heartbeat of a joining or existing member. */
export function heartbeat({
  context,
  group,
  isNewGroup,
  command,
  before: making
}: Beat): Decision<GroupRecord, StreamsHeartbeatAnswer> {
  const { groupId, memberId, memberEpoch } = command
  const isJoining = memberEpoch === joinEpoch
  if (isJoining && group.members.size >= context.groupSizeMax) return groupIsFull(context)
  const before = group.members.get(memberId) ?? (isJoining ? newMember(memberId) : undefined)
  if (before === undefined) return unknownMember(group.groupId, memberId)
  const fenced = epochFault(before, command)
  if (fenced !== null) return fenced
  const records = [...making]
  const timers: Timer<GroupRecord>[] = []
  const status: Status[] = []
  const member = updated(before, command)
  const isChanged = !sameMetadata(before, member)
  if (isChanged) records.push(memberRecord(groupId, member))
  const topology = topologyFor(group, command, records)
  if (isFailure(topology)) return topology
  if (group.topology !== null && member.topologyEpoch < group.topology.epoch) status.push(stale(member, group.topology))
  const fitted = fitTopics(context, group, topology)
  if (isFailure(fitted)) return fitted
  const { configured, metadataHash } = fitted
  const isReady = configured.fault === null
  const unknownTask = isReady ? taskFault(configured, command) : null
  if (unknownTask !== null) return unknownTask
  const validatedTopologyEpoch = isReady ? topology.epoch : -1
  const assignmentConfigs = new Map([[standbyReplicasConfig, String(context.standbyReplicas(groupId))]])
  const isNewEpoch =
    isChanged ||
    metadataHash !== group.metadataHash ||
    validatedTopologyEpoch !== group.validatedTopologyEpoch ||
    assignmentConfigs.get(standbyReplicasConfig) !== group.assignmentConfigs.get(standbyReplicasConfig)
  const epoch = group.groupEpoch + (isNewEpoch ? 1 : 0)
  if (isNewEpoch) {
    records.push(epochRecord(groupId, epoch, { metadataHash, validatedTopologyEpoch, assignmentConfigs }))
    context.rebalanced(group, epoch)
  }
  let isDelayed = context.isDelayed(groupId)
  if (group.isEmpty && !isDelayed && context.initialRebalanceDelayMs(groupId) > 0) {
    timers.push(delayTimer(context, groupId))
    isDelayed = true
  }
  const next = nextTarget(context, { group, epoch, configured, configs: assignmentConfigs, updated: member, isDelayed })
  records.push(...next.records)
  if (next.status !== null) status.push(next.status)
  const reconciled = reconcile(context, group, command, { member, ...next })
  if (isFailure(reconciled)) return reconciled
  records.push(...reconciled.records)
  timers.push(...reconciled.timers, sessionTimer(context, groupId, memberId))
  if (command.shutdownApplication) group.requestShutdown(memberId)
  if (configured.fault !== null) status.push(configured.fault)
  if (group.shutdownBy !== null) status.push(shutdown(group.shutdownBy))
  const outcome = { before, member: reconciled.member, configured, status, isNewGroup }
  const answer = answerTo(context, group, command, outcome)
  return { records, timers, cancelled: reconciled.cancelled, answer }
}

interface Outcome {
  readonly before: StreamsMember
  readonly member: StreamsMember
  readonly configured: ConfiguredTopology
  readonly status: readonly Status[]
  readonly isNewGroup: boolean
}

function answerTo(
  context: StreamsContext,
  group: StreamsGroup,
  { memberEpoch, endpointInformationEpoch }: StreamsHeartbeat,
  { before, member, configured, status, isNewGroup }: Outcome
): StreamsHeartbeatAnswer {
  const showsTasks = memberEpoch === joinEpoch || !sameHeld(before.assigned, member.assigned)
  if (showsTasks && member.userEndpoint !== null) group.endpointEpoch++
  const isKnown = group.endpointEpoch === endpointInformationEpoch
  return {
    memberId: member.memberId,
    memberEpoch: member.memberEpoch,
    heartbeatIntervalMs: context.heartbeatIntervalMs(group.groupId),
    status,
    tasks: showsTasks ? answeredTasks(member) : null,
    endpointInformationEpoch: isNewGroup ? 0 : group.endpointEpoch,
    partitionsByUserEndpoint: isKnown ? null : endpointsOf(group, member, configured, context.topics),
    missingTopics: configured.missing
  }
}

interface Reconciled {
  readonly member: StreamsMember
  readonly records: readonly GroupRecord[]
  readonly timers: readonly Timer<GroupRecord>[]
  readonly cancelled: readonly string[]
}

/** Returns the member with its next tasks. If they have changed, adds a record and a deadline. */
function reconcile(
  context: StreamsContext,
  group: StreamsGroup,
  command: StreamsHeartbeat,
  {
    member,
    targetEpoch,
    target
  }: { readonly member: StreamsMember; readonly targetEpoch: number; readonly target: TaskSets }
): Reconciled | Failure {
  const unchanged = { member, records: [], timers: [], cancelled: [] }
  if (isReconciledTo(member, targetEpoch)) return unchanged
  const next = nextMember({ member, targetEpoch, target, owners: group.owners, owned: ownedTasks(command) })
  if (isFailure(next)) return next
  if (sameAssignment(next, member)) return unchanged
  const { groupId } = group
  const records = [currentRecord(groupId, next)]
  if (next.state === 'unrevoked')
    return { member: next, records, timers: [revocationTimer(context, groupId, next)], cancelled: [] }
  return { member: next, records, timers: [], cancelled: [revocationDeadline(groupId, next.memberId)] }
}

const answeredTasks = ({ assigned: { active, standby, warmup } }: StreamsMember) => ({
  activeTasks: answeredList(active),
  standbyTasks: answeredList(standby),
  warmupTasks: answeredList(warmup)
})

const stale = ({ topologyEpoch }: StreamsMember, { epoch }: Topology): Status => ({
  statusCode: statusCodes.staleTopology,
  statusDetail: `The member's topology epoch ${topologyEpoch} is behind the group's topology epoch ${epoch}.`
})

const shutdown = (memberId: string): Status => ({
  statusCode: statusCodes.shutdownApplication,
  statusDetail: `Streams group member ${memberId} encountered a fatal error and requested a shutdown for the entire application.`
})

const groupIsFull = ({ groupSizeMax }: StreamsContext): Failure =>
  failed('GROUP_MAX_SIZE_REACHED', `The streams group has reached its maximum capacity of ${groupSizeMax} members.`)

/** Also accepts the previous epoch, from a member that missed the response with its new one. */
function epochFault(member: StreamsMember, command: StreamsHeartbeat): Failure | null {
  const { memberEpoch, activeTasks, standbyTasks, warmupTasks } = command
  if (memberEpoch === joinEpoch || memberEpoch === member.memberEpoch) return null
  if (memberEpoch > member.memberEpoch) return fencedEpoch('streams', memberEpoch, member.memberEpoch)
  const { active, standby, warmup } = member.assigned
  const isLate =
    memberEpoch === member.previousMemberEpoch &&
    isListWithin(activeTasks, active) &&
    isListWithin(standbyTasks, standby) &&
    isListWithin(warmupTasks, warmup)
  return isLate ? null : fencedEpoch('streams', memberEpoch, member.memberEpoch)
}

function updated(member: StreamsMember, command: StreamsHeartbeat): StreamsMember {
  const { rackId, rebalanceTimeoutMs, topology, clientId, clientHost, processId, userEndpoint, clientTags } = command
  return {
    ...member,
    rackId: rackId ?? member.rackId,
    rebalanceTimeoutMs: rebalanceTimeoutMs === -1 ? member.rebalanceTimeoutMs : rebalanceTimeoutMs,
    topologyEpoch: topology?.epoch ?? member.topologyEpoch,
    clientId,
    clientHost,
    processId: processId ?? member.processId,
    userEndpoint: userEndpoint === null ? member.userEndpoint : { host: userEndpoint.host, port: userEndpoint.port },
    clientTags: clientTags === null ? member.clientTags : new Map(clientTags.map(({ key, value }) => [key, value]))
  }
}

/** Returns the group's topology: the first one that any member sends. */
function topologyFor(group: StreamsGroup, command: StreamsHeartbeat, records: GroupRecord[]): Topology | Failure {
  const { topology: known } = group
  const { topology: told, groupId } = command
  if (told === null) return known ?? failed('UNKNOWN_SERVER_ERROR')
  if (hasRepeatedSubtopology(told) || told.epoch < 0) return failed('UNKNOWN_SERVER_ERROR')
  const topology = topologyOf(told)
  if (known === null) {
    records.push(topologyRecord(groupId, told))
    return topology
  }
  if (known.epoch > topology.epoch || sameTopology(known, topology)) return known
  return failed('INVALID_REQUEST', 'Topology updates are not supported yet.')
}

interface Fitted {
  readonly configured: ConfiguredTopology
  readonly metadataHash: bigint
}

/** Configures the topology for the current topics, if due. */
function fitTopics(
  { hashes, topics, nowMs }: StreamsContext,
  group: StreamsGroup,
  topology: Topology
): Fitted | Failure {
  const { configured, metadataHash } = group
  const isNew = group.topology === null || configured === null
  if (!isNew && !group.isMetadataOld(nowMs())) return { configured, metadataHash }
  const hash = hashes.ofGroup(topology.requiredTopics)
  if (!isNew && hash === metadataHash) return { configured, metadataHash }
  const fitted = configureTopology(topology, topics)
  if (isFailure(fitted)) return fitted
  group.configured = fitted
  return { configured: fitted, metadataHash: hash }
}

function taskFault(configured: ConfiguredTopology, command: StreamsHeartbeat): Failure | null {
  for (const tasks of [command.activeTasks, command.standbyTasks, command.warmupTasks]) {
    for (const { subtopologyId, partitions } of tasks ?? []) {
      const count = configured.subtopologies?.get(subtopologyId)?.taskCount
      if (count === undefined)
        return failed('INVALID_REQUEST', `Subtopology ${subtopologyId} does not exist in the topology.`)
      const wrong = partitions.find((partition) => partition < 0 || partition >= count)
      if (wrong === undefined) continue
      const why = `is invalid. Number of tasks for this subtopology: ${count}`
      return failed('INVALID_REQUEST', `Task ${wrong} for subtopology ${subtopologyId} ${why}`)
    }
  }
  return null
}

function ownedTasks({ activeTasks, standbyTasks, warmupTasks }: StreamsHeartbeat) {
  if (activeTasks === null || standbyTasks === null || warmupTasks === null) return null
  return { active: tasksFrom(activeTasks), standby: tasksFrom(standbyTasks), warmup: tasksFrom(warmupTasks) }
}
