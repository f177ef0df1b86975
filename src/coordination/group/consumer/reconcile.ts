/*
 * Owns how a member comes from what it has to what it is to have: it gives up first, and gets what others have given up
 * (org.apache.kafka.coordinator.group.modern.consumer.CurrentAssignmentBuilder). No partition is ever given to two.
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
  /** As it is about to be but for its assignment. */
  readonly member: ConsumerMember
  readonly targetEpoch: number
  readonly target: TopicPartitions
  readonly hasSubscriptionChanged: boolean
  /** What the member says that it has; null when it does not say. */
  readonly owned: readonly TopicPartitionList[] | null
}

/** The member with its next assignment; a record and a deadline are drafted where it is another than before. */
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

/** What the member is to be next, whatever it was: `topicIds` are those that it is subscribed to. */
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
      // A newer version of the software wrote this state: only a member without partitions can go on from it.
      return owned === null || owned.length > 0 ? unknownState : towardsTarget(input, topicIds, targetEpoch)
  }
}

const unknownState = failed(
  'FENCED_MEMBER_EPOCH',
  'The consumer group member is in a unknown state. The member must abandon all its partitions and rejoin.'
)

/** A member that does not say what it has still has everything. */
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

/** Topics that it is not subscribed to any more are taken from it at once, before a new assignment is made. */
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
    // What it gives up itself it may get again.
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

/** Topics of what is to be, then those that are only in what is. */
function* topicsOfBoth(target: TopicPartitions, assigned: EpochedPartitions): Iterable<string> {
  yield* target.keys()
  for (const topicId of assigned.keys()) if (!target.has(topicId)) yield topicId
}

const noPartitions: ReadonlySet<number> = new Set()
