/*
 * Members leaving by request (GroupMetadataManager#consumerGroupLeave, #classicGroupLeaveToConsumerGroup).
 */
import { type ErrorName, type Failure, isFailure } from '../../../protocol/index.ts'
import type { LeaveAnswer, LeavingMember } from '../classic/leave.ts'
import { leaveForAWhileEpoch, unknownMember } from '../modern/membership.ts'
import type { EpochedPartitions } from '../modern/partitions.ts'
import type { GroupRecord } from '../records.ts'
import type { ConsumerGroup } from './group.ts'
import type { ConsumerMember } from './member.ts'
import { fencedInstance, unknownInstance } from './members.ts'
import { currentRecord } from './records.ts'

interface Leaving {
  readonly member: ConsumerMember
  /** Records that keep the place of a static member that leaves temporarily. If empty, the member leaves permanently. */
  readonly records: readonly GroupRecord[]
}

export function leaving(
  group: ConsumerGroup,
  by: { readonly memberId: string; readonly memberEpoch: number; readonly instanceId: string | null }
): Leaving | Failure {
  const { memberId, memberEpoch, instanceId } = by
  if (instanceId === null) {
    const member = group.members.get(memberId)
    return member === undefined ? unknownMember(group.groupId, memberId) : { member, records: [] }
  }
  const member = group.staticMember(instanceId)
  if (member === undefined) return unknownInstance(instanceId)
  const fenced = fencedInstance(member, memberId, instanceId)
  if (fenced !== null) return fenced
  if (memberEpoch !== leaveForAWhileEpoch) return { member, records: [] }
  const away: ConsumerMember = {
    ...member,
    memberEpoch: leaveForAWhileEpoch,
    assigned: fromEpochZero(member.assigned),
    pendingRevocation: new Map()
  }
  return { member, records: [currentRecord(group.groupId, away)] }
}

/** A returning static member has a new id and epoch, and may commit offsets for this one's partitions. */
function fromEpochZero(assigned: EpochedPartitions): EpochedPartitions {
  return new Map(
    [...assigned].map(([topicId, epochs]) => [topicId, new Map([...epochs.keys()].map((each) => [each, 0]))])
  )
}

export function leavingClassic(
  group: ConsumerGroup,
  members: readonly LeavingMember[]
): { readonly answer: LeaveAnswer; readonly gone: ConsumerMember[] } {
  const gone = new Map<string, ConsumerMember>()
  const left = members.map(({ memberId, groupInstanceId }) => {
    const member = leavingMember(group, memberId, groupInstanceId)
    const error: ErrorName = isFailure(member) ? member.error : 'NONE'
    if (!isFailure(member)) gone.set(member.memberId, member)
    return { memberId, groupInstanceId, error }
  })
  return { answer: { error: 'NONE', members: left }, gone: [...gone.values()] }
}

function leavingMember(
  group: ConsumerGroup,
  memberId: string,
  groupInstanceId: string | null
): ConsumerMember | Failure {
  if (groupInstanceId === null) return group.members.get(memberId) ?? unknownMember(group.groupId, memberId)
  const member = group.staticMember(groupInstanceId)
  if (member === undefined) return unknownInstance(groupInstanceId)
  // An admin client only gives the instance id.
  return (memberId === '' ? null : fencedInstance(member, memberId, groupInstanceId)) ?? member
}
