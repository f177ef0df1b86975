/*
 * Looks up the member that a request is for, or creates it
 * (GroupMetadataManager#getOrMaybeSubscribeDynamicConsumerGroupMember, #getOrMaybeSubscribeStaticConsumerGroupMember).
 */
import { type Failure, failed } from '../../../protocol/index.ts'
import { fencedEpoch, joinEpoch, leaveForAWhileEpoch, unknownMember } from '../modern/membership.ts'
import { isWithin, type TopicPartitionList } from '../modern/partitions.ts'
import { type Draft, deadlinesOf } from './context.ts'
import type { ConsumerGroup } from './group.ts'
import { type ConsumerMember, newMember } from './member.ts'
import { allOfMember, currentRecord, memberRecord, targetRecord } from './records.ts'

interface Claim {
  readonly memberId: string
  readonly instanceId: string | null
  /** Null for a classic protocol member, whose generation is checked elsewhere. */
  readonly memberEpoch: number | null
  readonly owned: readonly TopicPartitionList[] | null
  /** Whether the member may be created. */
  readonly isJoining: boolean
}

export function claimedMember(group: ConsumerGroup, claim: Claim, draft: Draft): ConsumerMember | Failure {
  return claim.instanceId === null ? dynamicMember(group, claim) : staticMember(group, claim, claim.instanceId, draft)
}

function dynamicMember(group: ConsumerGroup, claim: Claim): ConsumerMember | Failure {
  const { memberId, isJoining } = claim
  const member = group.members.get(memberId) ?? (isJoining ? newMember(memberId) : undefined)
  if (member === undefined) return unknownMember(group.groupId, memberId)
  return epochFault(member, claim) ?? member
}

function staticMember(group: ConsumerGroup, claim: Claim, instanceId: string, draft: Draft): ConsumerMember | Failure {
  const { memberId, memberEpoch, isJoining } = claim
  const known = group.staticMember(instanceId)
  if (!isJoining) {
    if (known === undefined) return unknownInstance(instanceId)
    return fencedInstance(known, memberId, instanceId) ?? epochFault(known, claim) ?? known
  }
  if (known === undefined) return group.members.get(memberId) ?? newMember(memberId)
  const isNewProtocol = memberEpoch !== null && known.classic === null
  if (isNewProtocol && known.memberEpoch !== leaveForAWhileEpoch) return unreleasedInstance(known, memberId, instanceId)
  return replace(group, known, memberId, draft)
}

/** A static member rejoins: the new member takes over the old one's partitions and starts again at the join epoch. */
function replace(group: ConsumerGroup, old: ConsumerMember, memberId: string, draft: Draft): ConsumerMember {
  const { groupId } = group
  const member = { ...old, memberId, memberEpoch: joinEpoch, previousMemberEpoch: joinEpoch }
  draft.records.push(
    ...allOfMember(groupId, old.memberId),
    memberRecord(groupId, member),
    targetRecord(groupId, memberId, group.targetOf(old.memberId)),
    currentRecord(groupId, member)
  )
  if (memberId !== old.memberId) draft.cancelled.push(...deadlinesOf(groupId, old.memberId))
  return member
}

/** Also accepts the previous epoch, from a member that missed the response with its new one. */
function epochFault(member: ConsumerMember, { memberEpoch, owned }: Claim): Failure | null {
  if (memberEpoch === null || memberEpoch === joinEpoch || memberEpoch === member.memberEpoch) return null
  if (memberEpoch > member.memberEpoch) return fencedEpoch('consumer', memberEpoch, member.memberEpoch)
  const isLate = memberEpoch === member.previousMemberEpoch && isWithin(owned, member.assigned)
  return isLate ? null : fencedEpoch('consumer', memberEpoch, member.memberEpoch)
}

export const unknownInstance = (instanceId: string): Failure =>
  failed('UNKNOWN_MEMBER_ID', `Instance id ${instanceId} is unknown.`)

export function fencedInstance(known: ConsumerMember, memberId: string, instanceId: string): Failure | null {
  if (known.memberId === memberId) return null
  return failed(
    'FENCED_INSTANCE_ID',
    `Static member ${memberId} with instance id ${instanceId} was fenced by member ${known.memberId}.`
  )
}

const unreleasedInstance = (known: ConsumerMember, memberId: string, instanceId: string): Failure =>
  failed(
    'UNRELEASED_INSTANCE_ID',
    `Static member ${memberId} with instance id ${instanceId} cannot join the group because the instance id is owned by ` +
      `${known.memberId} member.`
  )
