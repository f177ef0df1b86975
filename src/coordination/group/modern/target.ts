/*
 * Computes a target assignment (org.apache.kafka.coordinator.group.modern.TargetAssignmentBuilder): collects members and their current
 * targets, runs the assignor, and compares the results.
 */
import { type Failure, isFailure } from '../../../protocol/index.ts'
import type { AssignedMember, Assignor } from '../../assignors/assignor.ts'
import type { ModernGroup, ModernMember } from './group.ts'
import { nothing, samePartitions, type TopicPartitions } from './partitions.ts'
import type { SubscriptionType } from './subscriptions.ts'
import type { TopicsView } from './topics.ts'

interface TargetInput<M extends ModernMember> {
  readonly group: ModernGroup<M>
  readonly assignor: Assignor
  readonly topics: TopicsView
  readonly type: SubscriptionType
  /** The member after the pending change. */
  readonly updated: M
  /** The member it replaces, if that has a different id. */
  readonly replacedId: string | null
  /** Names of all topics that a member is subscribed to, by name or regular expression. */
  readonly topicsOf: (member: M) => ReadonlySet<string>
}

interface Target {
  /** Target assignments that have changed, by member. */
  readonly changed: ReadonlyMap<string, TopicPartitions>
  readonly ofUpdated: TopicPartitions
}

/**
 * Whether a new assignment is due. Bursts of joins are batched into one. If the wall clock is set back, the group does not wait until it
 * has caught up.
 */
export function isAssignmentDue(lastMs: number, intervalMs: number, nowMs: number): boolean {
  return lastMs === 0 || intervalMs === 0 || nowMs >= lastMs + intervalMs || nowMs < lastMs
}

export function computeTarget<M extends ModernMember>(input: TargetInput<M>): Target | Failure {
  const { group, assignor, topics, type, updated, replacedId, topicsOf } = input
  const idsOf = new Map<ReadonlySet<string>, ReadonlySet<string>>()
  const { target } = group
  const assignedTo =
    replacedId === null
      ? (memberId: string): TopicPartitions => target.get(memberId) ?? nothing
      : (memberId: string): TopicPartitions =>
          target.get(memberId === updated.memberId ? replacedId : memberId) ?? nothing
  const memberOf = (memberId: string): AssignedMember | undefined => {
    const member = memberId === updated.memberId ? updated : group.members.get(memberId)
    if (member === undefined) return undefined
    const names = topicsOf(member)
    const topicIds = idsOf.get(names) ?? existing(topics, names)
    idsOf.set(names, topicIds)
    return { instanceId: member.instanceId, topicIds, topicCount: names.size, assigned: assignedTo(memberId) }
  }
  const order = group.memberIdsWith(updated.memberId)
  const memberIds = replacedId === null ? order : order.filter((memberId) => memberId !== replacedId)
  const assigned = assignor({
    memberIds,
    members: { get: memberOf },
    assignedTo,
    type,
    assignedOf: (topicId) => group.targetOwners.get(topicId) ?? nobody,
    partitionCount: (topicId) => topics.topicById(topicId)?.partitions.length ?? -1
  })
  if (isFailure(assigned)) return assigned
  const changed = new Map<string, TopicPartitions>()
  // Members that joined while no assignment was due have no target yet, and get one even if it is empty.
  const mayLack = target.size < group.members.size
  const { mayDiffer } = assigned
  const isKnown = !mayLack && mayDiffer?.includes(updated.memberId) === true
  for (const memberId of isKnown ? mayDiffer : memberIds) {
    const before = target.get(memberId)
    const after = assigned.get(memberId) ?? nothing
    if (before === undefined || !samePartitions(before, after)) changed.set(memberId, after)
  }
  return { changed, ofUpdated: assigned.get(updated.memberId) ?? nothing }
}

const nobody: ReadonlyMap<number, string> = new Map()

function existing(topics: TopicsView, names: ReadonlySet<string>): ReadonlySet<string> {
  const topicIds = new Set<string>()
  for (const name of names) {
    const topic = topics.topic(name)
    if (topic !== undefined) topicIds.add(topic.topicId)
  }
  return topicIds
}
