/*
 * Computes target assignments (org.apache.kafka.coordinator.group.streams.TargetAssignmentBuilder), and decides when they are due
 * (GroupMetadataManager#maybeUpdateStreamsTargetAssignment).
 */
import { assignStickyTasks } from '../../assignors/sticky-tasks.ts'
import { stringsInJavaOrder } from '../modern/java-order.ts'
import { nothing } from '../modern/partitions.ts'
import { isAssignmentDue } from '../modern/target.ts'
import type { GroupRecord } from '../records.ts'
import type { ConfiguredTopology } from './configure.ts'
import type { StreamsContext } from './context.ts'
import type { StreamsGroup } from './group.ts'
import type { StreamsMember } from './member.ts'
import { type Status, statusCodes } from './partition-counts.ts'
import { targetEpochRecord, targetRecord } from './records.ts'
import { noTasks, sameTasks, type TaskSets } from './tasks.ts'

export const standbyReplicasConfig = 'num.standby.replicas'

interface TargetInput {
  readonly group: StreamsGroup
  readonly epoch: number
  readonly configured: ConfiguredTopology
  readonly configs: ReadonlyMap<string, string>
  /** The member after the pending change; null if no member is changing. */
  readonly updated: StreamsMember | null
  readonly isDelayed: boolean
}

interface Target {
  readonly targetEpoch: number
  readonly target: TaskSets
  readonly records: readonly GroupRecord[]
  /** Why the new assignment is delayed; null if it is not. */
  readonly status: Status | null
}

const delayed = (why: string): Status => ({
  statusCode: statusCodes.assignmentDelayed,
  statusDetail: `Assignment delayed due to the configured ${why}.`
})

/** Returns the member's target assignment, after computing a new one if there is a new epoch and an assignment is due. */
export function nextTarget(context: StreamsContext, input: TargetInput): Target {
  const { group, epoch, updated, isDelayed } = input
  const { groupId, assignmentEpoch: targetEpoch } = group
  if (isDelayed) return { targetEpoch, target: noTasks, records: [], status: delayed('initial rebalance delay') }
  const last = { targetEpoch, target: group.targetOf(updated?.memberId ?? ''), records: [], status: null }
  if (targetEpoch >= epoch) return last
  const nowMs = context.nowMs()
  if (!isAssignmentDue(group.assignmentTimestampMs, context.assignmentIntervalMs(groupId), nowMs))
    return { ...last, status: delayed('assignment interval') }
  const members = new Map(group.members)
  if (updated !== null) members.set(updated.memberId, updated)
  const memberIds = stringsInJavaOrder(members.keys())
  const assigned = assign(input, memberIds, members)
  const records: GroupRecord[] = []
  for (const memberId of memberIds) {
    const before = group.target.get(memberId)
    const after = assigned.get(memberId) ?? noTasks
    if (before === undefined || !sameTasks(before, after)) records.push(targetRecord(groupId, memberId, after))
  }
  records.push(targetEpochRecord(groupId, epoch, nowMs))
  return { targetEpoch: epoch, target: assigned.get(updated?.memberId ?? '') ?? noTasks, records, status: null }
}

function assign(
  { group, configured, configs }: TargetInput,
  memberIds: readonly string[],
  members: ReadonlyMap<string, StreamsMember>
): Map<string, TaskSets> {
  if (configured.fault !== null || configured.subtopologies === null) return new Map()
  const assigned = assignStickyTasks({
    memberIds,
    members: new Map(
      [...members].map(([memberId, { processId }]) => [memberId, { processId, ...group.targetOf(memberId) }])
    ),
    subtopologies: [...configured.subtopologies.values()].map(({ subtopologyId, taskCount, changelogs }) => ({
      subtopologyId,
      taskCount,
      isStateful: changelogs.length > 0
    })),
    standbyReplicas: Number(configs.get(standbyReplicasConfig) ?? 0)
  })
  return new Map([...assigned].map(([memberId, tasks]) => [memberId, { ...tasks, warmup: nothing }]))
}
