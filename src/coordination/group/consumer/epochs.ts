/*
 * Decides when a consumer group gets a new epoch and a new target assignment
 * (GroupMetadataManager#updateSubscriptionMetadata, #maybeUpdateTargetAssignment).
 */
import { type Failure, failed, isFailure } from '../../../protocol/index.ts'
import type { TopicPartitions } from '../modern/partitions.ts'
import type { SubscriptionType } from '../modern/subscriptions.ts'
import { computeTarget, isAssignmentDue } from '../modern/target.ts'
import type { ConsumerContext, Draft } from './context.ts'
import { type ConsumerGroup, typeOf } from './group.ts'
import { type ConsumerMember, regexOf } from './member.ts'
import { epochRecord, partitionMetadataRemoval, targetEpochRecord, targetRecord } from './records.ts'

/** A member before and after the pending change. */
interface MemberChange {
  readonly before: ConsumerMember
  readonly after: ConsumerMember
}

interface GroupEpoch {
  readonly epoch: number
  readonly type: SubscriptionType
}

/** Checks the topics if due, and starts a new epoch if they or the subscriptions have changed. */
export function nextEpoch(
  context: ConsumerContext,
  group: ConsumerGroup,
  change: MemberChange,
  isChanged: boolean,
  draft: Draft
): GroupEpoch {
  const nowMs = context.nowMs()
  if (!isChanged && !group.isMetadataOld(nowMs)) return { epoch: group.groupEpoch, type: group.subscriptionType }
  const { before, after } = change
  const subscriptions = group.subscriptionsAfter(before, after)
  const metadataHash = context.hashes.ofGroup(subscriptions.topics)
  const isNew = !group.members.has(after.memberId) && group.staticMember(after.instanceId) === undefined
  const type = typeOf(regexesAfter(group, change), subscriptions, group.members.size + (isNew ? 1 : 0))
  let epoch = group.groupEpoch
  if (isChanged || metadataHash !== group.metadataHash) {
    epoch++
    draft.records.push(epochRecord(group.groupId, epoch, metadataHash))
    context.rebalanced()
  }
  group.metadataSeen(nowMs, epoch)
  if (group.hasPartitionMetadata) draft.records.push(partitionMetadataRemoval(group.groupId))
  return { epoch, type }
}

function regexesAfter(group: ConsumerGroup, { before, after }: MemberChange): ReadonlyMap<string, number> {
  const [old, next] = [regexOf(before), regexOf(after)]
  if (old === next) return group.regexes
  const counts = new Map(group.regexes)
  if (old !== null) {
    const count = (counts.get(old) ?? 0) - 1
    if (count > 0) counts.set(old, count)
    else counts.delete(old)
  }
  if (next !== null) counts.set(next, (counts.get(next) ?? 0) + 1)
  return counts
}

interface TargetAssignment {
  readonly targetEpoch: number
  readonly target: TopicPartitions
}

/** Returns the member's target assignment, after computing a new one if there is a new epoch and an assignment is due. */
export function nextTarget(
  context: ConsumerContext,
  group: ConsumerGroup,
  { before, after }: MemberChange,
  { epoch, type }: GroupEpoch,
  draft: Draft
): TargetAssignment | Failure {
  const { groupId, assignmentEpoch, assignmentTimestampMs } = group
  const nowMs = context.nowMs()
  const isDue = isAssignmentDue(assignmentTimestampMs, context.assignmentIntervalMs(groupId), nowMs)
  if (assignmentEpoch >= epoch || !isDue) return { targetEpoch: assignmentEpoch, target: group.targetOfMember(after) }
  const [fallback = ''] = context.assignors.keys()
  const name = group.preferredAssignor(before, after) ?? fallback
  const assignor = context.assignors.get(name)
  if (assignor === undefined) return failed('UNKNOWN_SERVER_ERROR', `There is no assignor ${name}.`)
  const previousId = after.instanceId === null ? undefined : group.staticMembers.get(after.instanceId)
  const replacedId = previousId === undefined || previousId === after.memberId ? null : previousId
  const { topics } = context
  const topicsOf = (member: ConsumerMember) => group.topicsOf(member)
  const computed = computeTarget({ group, assignor, topics, type, updated: after, replacedId, topicsOf })
  if (isFailure(computed)) {
    const message = `Failed to compute a new target assignment for epoch ${epoch}: ${computed.message}`
    return failed('UNKNOWN_SERVER_ERROR', message)
  }
  for (const [memberId, assigned] of computed.changed) draft.records.push(targetRecord(groupId, memberId, assigned))
  draft.records.push(targetEpochRecord(groupId, epoch, nowMs))
  return { targetEpoch: epoch, target: computed.ofUpdated }
}
