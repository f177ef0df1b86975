/*
 * Reconciles a member's current assignment with its target: it first revokes partitions, then gets those that other members have
 * released (org.apache.kafka.coordinator.group.modern.consumer.CurrentAssignmentBuilder). No partition ever has two owners.
 */
import { type Failure, failed, isFailure } from '../../../protocol/index.ts'
import {
  type EpochedPartitions,
  epochsOf,
  nothing,
  partitionsOf,
  type TopicPartitionList,
  type TopicPartitions
} from '../modern/partitions.ts'
import { type ConsumerContext, type Draft, revocationDeadline, revocationTimer } from './context.ts'
import type { ConsumerGroup } from './group.ts'
import { type ConsumerMember, sameMember } from './member.ts'
import { currentRecord } from './records.ts'

interface Reconciliation {
  readonly group: ConsumerGroup
  /** The member after the pending change, except for its assignment. */
  readonly member: ConsumerMember
  readonly targetEpoch: number
  readonly target: TopicPartitions
  readonly hasSubscriptionChanged: boolean
  /** Partitions that the member reports as owned; null if not reported. */
  readonly owned: readonly TopicPartitionList[] | null
}

/** Returns the member with its next assignment. If that has changed, drafts a record and a deadline. */
export function reconcile(context: ConsumerContext, input: Reconciliation, draft: Draft): ConsumerMember | Failure {
  const { group, member, targetEpoch, hasSubscriptionChanged } = input
  if (!hasSubscriptionChanged && member.state === 'stable' && member.memberEpoch === targetEpoch) return member
  const next = nextMember(input, idsOf(context, group.topicsOf(member)))
  if (isFailure(next) || sameMember(next, member)) return next
  const { groupId } = group
  draft.records.push(currentRecord(groupId, next))
  if (next.classic !== null) return next
  if (next.state === 'unrevoked') draft.timers.push(revocationTimer(context, groupId, next))
  else if (member.state === 'unrevoked') draft.cancelled.push(revocationDeadline(groupId, next.memberId))
  return next
}

function idsOf({ topics }: ConsumerContext, names: ReadonlySet<string>): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const name of names) {
    const topic = topics.topic(name)
    if (topic !== undefined) ids.add(topic.topicId)
  }
  return ids
}

/** Returns the member's next state. `topicIds` are its subscribed topics. */
function nextMember(input: Reconciliation, topicIds: ReadonlySet<string>): ConsumerMember | Failure {
  const { member, targetEpoch, hasSubscriptionChanged, owned } = input
  const { memberEpoch } = member
  switch (member.state) {
    case 'stable':
      if (memberEpoch !== targetEpoch) return towardsTarget(input, topicIds, memberEpoch)
      return hasSubscriptionChanged ? withoutUnsubscribed(input, topicIds) : member
    case 'unrevoked':
      if (!stillOwns(owned, member.pendingRevocation)) return towardsTarget(input, topicIds, memberEpoch)
      return hasSubscriptionChanged ? withoutUnsubscribed(input, topicIds) : member
    case 'unreleased':
      return towardsTarget(input, topicIds, memberEpoch)
    case 'unknown':
      // A newer software version wrote this state. Only a member without partitions can continue from it.
      return owned === null || owned.length > 0 ? unknownState : towardsTarget(input, topicIds, targetEpoch)
  }
}

const unknownState = failed(
  'FENCED_MEMBER_EPOCH',
  'The consumer group member is in a unknown state. The member must abandon all its partitions and rejoin.'
)

/** Whether the member still owns revoked partitions. If it does not report its partitions, it still owns all of them. */
function stillOwns(owned: readonly TopicPartitionList[] | null, revoked: EpochedPartitions): boolean {
  if (owned === null) return true
  return owned.some(({ topicId, partitions }) => {
    const epochs = epochsOf(revoked, topicId)
    return partitions.some((partition) => epochs.has(partition))
  })
}

const inEpoch = (member: ConsumerMember, memberEpoch: number): ConsumerMember => ({
  ...member,
  memberEpoch,
  previousMemberEpoch: member.memberEpoch
})

/** Revokes topics that the member is no longer subscribed to immediately, without waiting for a new target assignment. */
function withoutUnsubscribed({ member, owned }: Reconciliation, topicIds: ReadonlySet<string>): ConsumerMember {
  const assigned = new Map(member.assigned)
  const pendingRevocation = new Map(member.pendingRevocation)
  for (const [topicId, epochs] of member.assigned) {
    if (topicIds.has(topicId)) continue
    assigned.delete(topicId)
    pendingRevocation.set(topicId, new Map([...epochsOf(pendingRevocation, topicId), ...epochs]))
  }
  if (assigned.size === member.assigned.size) return member
  const next = inEpoch({ ...member, assigned }, member.memberEpoch)
  return stillOwns(owned, pendingRevocation) ? { ...next, state: 'unrevoked', pendingRevocation } : next
}

function towardsTarget(
  { group, member, target, targetEpoch, owned }: Reconciliation,
  topicIds: ReadonlySet<string>,
  memberEpoch: number
): ConsumerMember {
  const assigned = new Map<string, ReadonlyMap<number, number>>()
  const pendingRevocation = new Map<string, ReadonlyMap<number, number>>()
  const added = new Map<string, Map<number, number>>()
  let hasUnreleased = false
  for (const topicId of topicsOfBoth(target, member.assigned)) {
    const wanted = topicIds.has(topicId) ? partitionsOf(target, topicId) : noPartitions
    const has = epochsOf(member.assigned, topicId)
    const kept = new Map<number, number>()
    const lost = new Map<number, number>()
    for (const [partition, epoch] of has) (wanted.has(partition) ? kept : lost).set(partition, epoch)
    // The member can get back partitions that it is still revoking itself.
    const own = epochsOf(member.pendingRevocation, topicId)
    const free = new Map<number, number>()
    for (const partition of wanted) {
      if (has.has(partition)) continue
      if (!group.isHeld(topicId, partition) || own.has(partition)) free.set(partition, targetEpoch)
      else hasUnreleased = true
    }
    if (kept.size > 0) assigned.set(topicId, kept)
    if (lost.size > 0) pendingRevocation.set(topicId, lost)
    if (free.size > 0) added.set(topicId, free)
  }
  const previousMemberEpoch = member.memberEpoch
  if (pendingRevocation.size > 0 && stillOwns(owned, pendingRevocation))
    return { ...member, memberEpoch, previousMemberEpoch, state: 'unrevoked', assigned, pendingRevocation }
  for (const [topicId, epochs] of added) {
    const kept = assigned.get(topicId)
    assigned.set(topicId, kept === undefined ? epochs : new Map([...kept, ...epochs]))
  }
  const state = hasUnreleased ? 'unreleased' : 'stable'
  return { ...member, memberEpoch: targetEpoch, previousMemberEpoch, state, assigned, pendingRevocation: nothing }
}

/** Topics of the target, followed by those that are only in the current assignment. */
function* topicsOfBoth(target: TopicPartitions, assigned: EpochedPartitions): Iterable<string> {
  yield* target.keys()
  for (const topicId of assigned.keys()) if (!target.has(topicId)) yield topicId
}

const noPartitions: ReadonlySet<number> = new Set()
