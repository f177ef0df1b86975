/*
 * Effect of a ConsumerGroupHeartbeat on its group, and the response (GroupMetadataManager#consumerGroupHeartbeat).
 * Only decides: replaying the records changes the group.
 */
import { type Failure, failed, isFailure } from '../../../protocol/index.ts'
import type { Decision } from '../../runtime/decision.ts'
import {
  type HeartbeatAnswer,
  isBlank,
  joinEpoch,
  leaveEpoch,
  leaveForAWhileEpoch,
  sameNames
} from '../modern/membership.ts'
import { sameEpochs, type TopicPartitionList, toList } from '../modern/partitions.ts'
import type { GroupRecord } from '../records.ts'
import { type ConsumerContext, type Draft, sessionTimer } from './context.ts'
import { nextEpoch, nextTarget } from './epochs.ts'
import type { ConsumerGroup } from './group.ts'
import { type ConsumerMember, sameMember } from './member.ts'
import { claimedMember } from './members.ts'
import { reconcile } from './reconcile.ts'
import { memberRecord } from './records.ts'
import { noteRegex, type RegexChange } from './regex.ts'

export interface ConsumerHeartbeat {
  readonly apiVersion: number
  readonly groupId: string
  readonly memberId: string
  readonly memberEpoch: number
  readonly instanceId: string | null
  readonly rackId: string | null
  /** -1 means unchanged, as does null in the fields below. */
  readonly rebalanceTimeoutMs: number
  readonly subscribedTopicNames: readonly string[] | null
  readonly subscribedTopicRegex: string | null
  readonly serverAssignor: string | null
  readonly topicPartitions: readonly TopicPartitionList[] | null
  readonly clientId: string
  readonly clientHost: string
  /** Whether the client is authorized to see a topic. */
  readonly maySee: (topic: string) => boolean
}

/** GroupCoordinatorService#throwIfConsumerGroupHeartbeatRequestIsInvalid. */
export function heartbeatFault(command: ConsumerHeartbeat, assignors: readonly string[]): Failure | null {
  const invalid = (message: string) => failed('INVALID_REQUEST', message)
  const { apiVersion, memberEpoch, serverAssignor } = command
  const needsId = apiVersion >= 1 || memberEpoch > 0 || memberEpoch === leaveEpoch
  if (needsId && isBlank(command.memberId)) return invalid("MemberId can't be empty.")
  if (isBlank(command.groupId)) return invalid("GroupId can't be empty.")
  if (isBlank(command.instanceId)) return invalid("InstanceId can't be empty.")
  if (isBlank(command.rackId)) return invalid("RackId can't be empty.")
  if (memberEpoch === joinEpoch) {
    if (command.rebalanceTimeoutMs === -1) return invalid('RebalanceTimeoutMs must be provided in first request.')
    if (command.topicPartitions === null || command.topicPartitions.length > 0)
      return invalid('TopicPartitions must be empty when (re-)joining.')
    if (command.subscribedTopicNames === null && command.subscribedTopicRegex === null)
      return invalid('Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.')
  } else if (memberEpoch === leaveForAWhileEpoch) {
    if (command.instanceId === null) return invalid("InstanceId can't be null.")
  } else if (memberEpoch < leaveForAWhileEpoch) {
    return invalid('MemberEpoch is invalid.')
  }
  if (serverAssignor === null || assignors.includes(serverAssignor)) return null
  const supported = assignors.join(', ')
  return failed(
    'UNSUPPORTED_ASSIGNOR',
    `ServerAssignor ${serverAssignor} is not supported. Supported assignors: ${supported}.`
  )
}

interface Beat {
  readonly context: ConsumerContext
  readonly group: ConsumerGroup
  readonly command: ConsumerHeartbeat
  readonly draft: Draft
}

/** Handles a heartbeat of a joining or existing member. */
export function heartbeat(
  beat: Beat
): Decision<GroupRecord, { readonly beat: HeartbeatAnswer; readonly regex: RegexChange }> {
  const { context, group, command, draft } = beat
  const { groupId, memberEpoch, rebalanceTimeoutMs, subscribedTopicNames, subscribedTopicRegex } = command
  const isJoining = memberEpoch === joinEpoch
  const isFull = group.members.size >= context.groupSizeMax && !group.members.has(command.memberId)
  if (isFull) return groupIsFull(context)
  const memberId = command.memberId === '' ? context.newMemberId() : command.memberId
  const { instanceId, topicPartitions: owned } = command
  const before = claimedMember(group, { memberId, instanceId, memberEpoch, owned, isJoining }, draft)
  if (isFailure(before)) return before
  const after = updated(before, command)
  const hasNewNames = noteMember(groupId, before, after, draft)
  const regex = noteRegex(group, before, after, draft)
  if (isFailure(regex)) return regex
  const change = { before, after }
  const epoch = nextEpoch(context, group, change, hasNewNames || regex.isResolved, draft)
  const target = nextTarget(context, group, change, epoch, draft)
  if (isFailure(target)) return target
  const hasSubscriptionChanged = hasNewNames || regex.isChanged
  const member = reconcile(context, { group, member: after, ...target, hasSubscriptionChanged, owned }, draft)
  if (isFailure(member)) return member
  draft.timers.push(sessionTimer(context, groupId, memberId))
  const isFullRequest =
    rebalanceTimeoutMs !== -1 && (subscribedTopicNames !== null || subscribedTopicRegex !== null) && owned !== null
  const showsAssignment = isJoining || isFullRequest || !sameEpochs(before.assigned, member.assigned)
  return draft.decision({
    beat: {
      memberId,
      memberEpoch: member.memberEpoch,
      heartbeatIntervalMs: context.heartbeatIntervalMs(groupId),
      assignment: showsAssignment ? toList(member.assigned) : null
    },
    regex
  })
}

export const groupIsFull = ({ groupSizeMax }: ConsumerContext): Failure =>
  failed('GROUP_MAX_SIZE_REACHED', `The consumer group has reached its maximum capacity of ${groupSizeMax} members.`)

/** Returns the updated member, or the same object if the request changes nothing, as is usual. */
function updated(member: ConsumerMember, command: ConsumerHeartbeat): ConsumerMember {
  const { subscribedTopicNames, rebalanceTimeoutMs, clientId, clientHost } = command
  const isPlain =
    subscribedTopicNames === null &&
    command.subscribedTopicRegex === null &&
    command.serverAssignor === null &&
    command.rackId === null &&
    rebalanceTimeoutMs === -1 &&
    (command.instanceId === null || command.instanceId === member.instanceId)
  if (isPlain && member.classic === null && clientId === member.clientId && clientHost === member.clientHost)
    return member
  return {
    ...member,
    instanceId: command.instanceId ?? member.instanceId,
    rackId: command.rackId ?? member.rackId,
    rebalanceTimeoutMs: rebalanceTimeoutMs === -1 ? member.rebalanceTimeoutMs : rebalanceTimeoutMs,
    serverAssignor: command.serverAssignor ?? member.serverAssignor,
    subscribedTopics: subscribedTopicNames === null ? member.subscribedTopics : new Set(subscribedTopicNames),
    subscribedRegex: command.subscribedTopicRegex ?? member.subscribedRegex,
    clientId,
    clientHost,
    classic: null
  }
}

/** Adds a record if the member's metadata has changed. Returns true if its subscribed topic names have. */
export function noteMember(groupId: string, before: ConsumerMember, after: ConsumerMember, draft: Draft): boolean {
  if (sameMember(before, after)) return false
  draft.records.push(memberRecord(groupId, after))
  return !sameNames(before.subscribedTopics, after.subscribedTopics)
}
