/*
 * Effect of a share group heartbeat: validation, a new group epoch, a new target assignment, and the member's own assignment
 * (GroupMetadataManager#shareGroupHeartbeat).
 */
import { type Failure, failed, isFailure } from '../../../protocol/index.ts'
import { shareAssignor } from '../../assignors/share.ts'
import type { Decision } from '../../runtime/decision.ts'
import {
  fencedEpoch,
  type HeartbeatAnswer,
  isBlank,
  joinEpoch,
  sameNames,
  unknownMember
} from '../modern/membership.ts'
import { samePartitions, type TopicPartitions, toList } from '../modern/partitions.ts'
import { computeTarget, isAssignmentDue } from '../modern/target.ts'
import type { TopicHashes, TopicsView } from '../modern/topics.ts'
import type { GroupRecord } from '../records.ts'
import type { ShareGroup } from './group.ts'
import { newShareMember, type ShareMember, type StatePartitions, sameMetadata } from './member.ts'
import { merged } from './offsets.ts'
import {
  currentRecord,
  epochRecord,
  memberRecord,
  statePartitionsRecord,
  targetEpochRecord,
  targetRecord
} from './records.ts'

export interface ShareHeartbeat {
  readonly groupId: string
  readonly memberId: string
  readonly memberEpoch: number
  /** Null means unchanged, here and below. */
  readonly rackId: string | null
  readonly subscribedTopicNames: readonly string[] | null
  readonly clientId: string
  readonly clientHost: string
}

export interface ShareContext {
  /** Counts a new group epoch. */
  rebalanced(): void
  readonly nowMs: number
  readonly topics: TopicsView
  readonly hashes: TopicHashes
  readonly groupSizeMax: number
  readonly heartbeatIntervalMs: number
  readonly assignmentIntervalMs: number
}

/** GroupCoordinatorService#throwIfShareGroupHeartbeatRequestIsInvalid. */
export function shareHeartbeatFault(command: ShareHeartbeat): Failure | null {
  const invalid = (message: string | null) => failed('INVALID_REQUEST', message)
  if (command.memberId === '') return invalid(null)
  if (isBlank(command.memberId)) return invalid("MemberId can't be empty.")
  if (isBlank(command.groupId)) return invalid("GroupId can't be empty.")
  if (isBlank(command.rackId)) return invalid("RackId can't be empty.")
  const { memberEpoch, subscribedTopicNames } = command
  if (memberEpoch === joinEpoch && (subscribedTopicNames === null || subscribedTopicNames.length === 0))
    return invalid('SubscribedTopicNames must be set in first request.')
  return memberEpoch < -1 ? invalid('MemberEpoch is invalid.') : null
}

interface ShareBeat {
  readonly beat: HeartbeatAnswer
  /** Share partitions to initialize now. They are assigned once initialized. */
  readonly initializing: TopicPartitions
  readonly groupEpoch: number
}

/** Decides without changing the state, except for the metadata deadline. */
export function shareHeartbeat(
  context: ShareContext,
  group: ShareGroup,
  command: ShareHeartbeat
): Decision<GroupRecord, ShareBeat> {
  const { groupId, memberId, memberEpoch, subscribedTopicNames } = command
  const before = claimed(group, command, context.groupSizeMax)
  if (isFailure(before)) return before
  const after: ShareMember = {
    ...before,
    rackId: command.rackId ?? before.rackId,
    subscribedTopics: subscribedTopicNames === null ? before.subscribedTopics : new Set(subscribedTopicNames),
    clientId: command.clientId,
    clientHost: command.clientHost
  }
  const records: GroupRecord[] = []
  const isNew = !group.members.has(memberId)
  if (isNew || !sameMetadata(before, after)) records.push(memberRecord(groupId, after))
  const hasNewTopics = isNew || !sameNames(before.subscribedTopics, after.subscribedTopics)
  const epoch = nextEpoch(context, group, { before, after, hasNewTopics }, records)
  const target = nextTarget(context, group, { before, after, hasNewTopics }, epoch, records)
  if (isFailure(target)) return target
  const member = reconciled(group, after, target)
  if (member !== after) records.push(currentRecord(groupId, member))
  const initializing = toInitialize(context, group, before, after, records)
  const showsAssignment =
    memberEpoch === joinEpoch || subscribedTopicNames !== null || !samePartitions(before.assigned, member.assigned)
  const beat: HeartbeatAnswer = {
    memberId,
    memberEpoch: member.memberEpoch,
    heartbeatIntervalMs: context.heartbeatIntervalMs,
    assignment: showsAssignment ? toList(member.assigned) : null
  }
  return { records, answer: { beat, initializing, groupEpoch: epoch } }
}

function claimed(group: ShareGroup, command: ShareHeartbeat, sizeMax: number): ShareMember | Failure {
  const { groupId, memberId, memberEpoch } = command
  const known = group.members.get(memberId)
  if (known === undefined) {
    if (memberEpoch !== joinEpoch) return unknownMember(groupId, memberId)
    if (group.members.size < sizeMax) return newShareMember(memberId)
    const message = `The share group has reached its maximum capacity of ${sizeMax} members.`
    return failed('GROUP_MAX_SIZE_REACHED', message)
  }
  if (memberEpoch === joinEpoch || memberEpoch === known.memberEpoch) return known
  const isLate = memberEpoch < known.memberEpoch && memberEpoch === known.previousMemberEpoch
  return isLate ? known : fencedEpoch('share', memberEpoch, known.memberEpoch, known.previousMemberEpoch)
}

interface Change {
  readonly before: ShareMember
  readonly after: ShareMember
  readonly hasNewTopics: boolean
}

function nextEpoch(context: ShareContext, group: ShareGroup, change: Change, records: GroupRecord[]): number {
  const { before, after, hasNewTopics } = change
  const isPending = hasUnassigned(group, context.topics)
  if (!hasNewTopics && !isPending && !group.isMetadataOld(context.nowMs)) return group.groupEpoch
  const subscriptions = subscriptionsAfter(group, before, after)
  const hash = context.hashes.ofGroup(subscriptions.topics)
  const isChanged = hasNewTopics || isPending || hash !== group.metadataHash
  const epoch = isChanged ? group.groupEpoch + 1 : group.groupEpoch
  if (isChanged) {
    records.push(epochRecord(group.groupId, epoch, hash))
    context.rebalanced()
  }
  group.metadataSeen(context.nowMs, epoch)
  return epoch
}

function subscriptionsAfter(group: ShareGroup, before: ShareMember, after: ShareMember) {
  const next = group.subscriptions.copy()
  if (group.members.has(before.memberId)) next.named(before.subscribedTopics, -1)
  next.named(after.subscribedTopics, 1)
  return next
}

/** Whether any initialized share partition is not assigned to a member. */
function hasUnassigned(group: ShareGroup, topics: TopicsView): boolean {
  if (group.groupEpoch > group.assignmentEpoch) return false
  for (const [topicId, partitions] of group.statePartitions.initialized) {
    if (!group.isSubscribedTo(topics.topicById(topicId)?.name ?? '')) continue
    for (const partition of partitions) if (!group.targetOwners.get(topicId)?.has(partition)) return true
  }
  return false
}

/** Partitions of subscribed topics that are not initialized at the share coordinator yet. */
function toInitialize(
  { topics }: ShareContext,
  group: ShareGroup,
  before: ShareMember,
  after: ShareMember,
  records: GroupRecord[]
): TopicPartitions {
  const { initializing, initialized, deleting } = group.statePartitions
  const wanted = new Map<string, ReadonlySet<number>>()
  for (const name of subscriptionsAfter(group, before, after).topics) {
    const topic = topics.topic(name)
    if (topic === undefined || deleting.has(topic.topicId)) continue
    const known = initialized.get(topic.topicId)
    const missing = topic.partitions.map((_, index) => index).filter((index) => !known?.has(index))
    if (missing.length > 0) wanted.set(topic.topicId, new Set(missing))
  }
  const added = [...wanted].some(([topicId, partitions]) =>
    [...partitions].some((partition) => !initializing.get(topicId)?.has(partition))
  )
  if (added) {
    const next: StatePartitions = { initializing: merged(initializing, wanted), initialized, deleting }
    records.push(statePartitionsRecord(group.groupId, next, (topicId) => topics.topicById(topicId)?.name))
  }
  return wanted
}

function nextTarget(
  context: ShareContext,
  group: ShareGroup,
  { before, after }: Change,
  epoch: number,
  records: GroupRecord[]
): { readonly epoch: number; readonly assigned: TopicPartitions } | Failure {
  const { groupId, assignmentEpoch, assignmentTimestampMs } = group
  const { nowMs, topics, assignmentIntervalMs } = context
  if (assignmentEpoch >= epoch || !isAssignmentDue(assignmentTimestampMs, assignmentIntervalMs, nowMs))
    return { epoch: assignmentEpoch, assigned: group.targetOf(after.memberId) }
  const memberCount = group.members.size + (group.members.has(after.memberId) ? 0 : 1)
  const computed = computeTarget({
    group,
    assignor: shareAssignor((topicId, partition) => group.isInitialized(topicId, partition)),
    topics,
    type: subscriptionsAfter(group, before, after).typeFor(memberCount),
    updated: after,
    replacedId: null,
    topicsOf: ({ subscribedTopics }) => subscribedTopics
  })
  if (isFailure(computed)) return failed('UNKNOWN_SERVER_ERROR', computed.message)
  for (const [memberId, assigned] of computed.changed) records.push(targetRecord(groupId, memberId, assigned))
  records.push(targetEpochRecord(groupId, epoch, nowMs))
  return { epoch, assigned: computed.ofUpdated }
}

/** Assigns the target immediately: share group members do not have to wait for revocations. */
function reconciled(
  group: ShareGroup,
  member: ShareMember,
  target: { readonly epoch: number; readonly assigned: TopicPartitions }
): ShareMember {
  const isUpToDate = member.memberEpoch === target.epoch && samePartitions(member.assigned, target.assigned)
  if (isUpToDate && group.members.has(member.memberId)) return member
  return {
    ...member,
    memberEpoch: target.epoch,
    previousMemberEpoch: member.memberEpoch,
    assigned: target.assigned
  }
}
