/*
 * Classic protocol members of a consumer group: their JoinGroup, SyncGroup and Heartbeat requests move them through the same epochs as
 * a ConsumerGroupHeartbeat does (GroupMetadataManager#classicGroupJoinToConsumerGroup and related methods).
 */
import { type Failure, failed, isFailure } from '../../../protocol/index.ts'
import { DecodeError } from '../../../wire/index.ts'
import type { Timer } from '../../runtime/decision.ts'
import type { JoinCommand } from '../classic/join.ts'
import { type JoinAnswer, joinError, type SyncAnswer } from '../classic/member.ts'
import type { HeartbeatCommand, SyncCommand } from '../classic/sync.ts'
import { type TopicPartitionList, withoutEpochs } from '../modern/partitions.ts'
import type { TopicsView } from '../modern/topics.ts'
import type { GroupRecord } from '../records.ts'
import { type ConsumerContext, type Draft, joinDeadline, sessionTimer, syncDeadline } from './context.ts'
import { nextEpoch, nextTarget } from './epochs.ts'
import type { ConsumerGroup } from './group.ts'
import { groupIsFull, noteMember } from './heartbeat.ts'
import type { ConsumerMember } from './member.ts'
import { claimedMember, fencedInstance } from './members.ts'
import { classicAssignment, type Downgrade, downgraded, isDowngradeDueFor, readSubscription } from './migrate.ts'
import { reconcile } from './reconcile.ts'
import { noteRegex } from './regex.ts'

const consumerType = 'consumer'

/** Outcome of a JoinGroup: a response, and the resulting classic group if the join downgrades the consumer group. */
interface Joined {
  readonly answer: JoinAnswer
  readonly downgrade: (Downgrade & { readonly rebalances: boolean }) | null
}

interface ClassicJoin {
  readonly context: ConsumerContext
  readonly group: ConsumerGroup
  readonly command: JoinCommand
  readonly draft: Draft
}

export function joinConsumerGroup(join: ClassicJoin): Joined | Failure {
  const { context, group, command, draft } = join
  const { policy } = context
  if (!policy.canUpgrade && !policy.canDowngrade) return failed('INCONSISTENT_GROUP_PROTOCOL')
  const isUnknown = command.memberId === ''
  const memberId = isUnknown ? context.newMemberId() : command.memberId
  if (group.members.size >= context.groupSizeMax && !group.members.has(memberId)) return groupIsFull(context)
  const names = command.protocols.map(({ name }) => name)
  if (!group.supportsClassic(command.protocolType, names)) return failed('INCONSISTENT_GROUP_PROTOCOL')
  const { groupInstanceId: instanceId } = command
  if (isUnknown && instanceId === null && command.requiresKnownMemberId)
    return { answer: joinError('MEMBER_ID_REQUIRED', memberId), downgrade: null }
  const isJoining = instanceId === null || isUnknown
  const replaced = group.staticMember(instanceId)
  const before = claimedMember(group, { memberId, instanceId, memberEpoch: null, owned: [], isJoining }, draft)
  return isFailure(before) ? before : rejoin(join, before, replaced)
}

function rejoin(
  { context, group, command, draft }: ClassicJoin,
  before: ConsumerMember,
  replaced: ConsumerMember | undefined
): Joined | Failure {
  const joined = updated(context, before, command)
  if (isFailure(joined)) return joined
  const { after, owned } = joined
  const { groupId } = group
  const hasNewNames = noteMember(groupId, before, after, draft)
  const regex = noteRegex(group, before, after, draft)
  if (isFailure(regex)) return regex
  const isChanged = hasNewNames || regex.isChanged
  const change = { before, after }
  const epoch = nextEpoch(context, group, change, isChanged, draft)
  const target = nextTarget(context, group, change, epoch, draft)
  if (isFailure(target)) return target
  const member = reconcile(
    context,
    { group, member: after, ...target, hasSubscriptionChanged: isChanged, owned },
    draft
  )
  if (isFailure(member)) return member
  if (replaced !== undefined && isDowngradeDueFor(context, group, replaced)) {
    const rebalances = group.assignmentEpoch < epoch.epoch
    const downgrade = downgraded(context, group, [], { member, replaced })
    // As in Kafka, a member without an assignment yet gets epoch 0, so that its next request makes it rejoin.
    return { answer: answerOf(member), downgrade: { ...downgrade, rebalances } }
  }
  const { memberId } = member
  draft.cancelled.push(joinDeadline(groupId, memberId))
  draft.timers.push(
    sessionTimer(context, groupId, memberId, command.sessionTimeoutMs),
    classicTimer(context, syncDeadline(groupId, memberId), groupId, member, 'it did not send SyncGroup in time')
  )
  return { answer: answerOf(member), downgrade: null }
}

function classicTimer(
  context: ConsumerContext,
  name: string,
  groupId: string,
  { memberId, rebalanceTimeoutMs }: ConsumerMember,
  reason: string
): Timer<GroupRecord> {
  return { name, afterMs: rebalanceTimeoutMs, decide: () => context.expire(groupId, memberId, reason) }
}

const protocolNameOf = (member: ConsumerMember): string => member.classic?.protocols[0]?.name ?? ''

function answerOf(member: ConsumerMember): JoinAnswer {
  return {
    error: 'NONE',
    generationId: member.memberEpoch,
    protocolType: consumerType,
    protocolName: protocolNameOf(member),
    leader: '',
    skipAssignment: false,
    memberId: member.memberId,
    members: []
  }
}

/** Returns the member updated from its JoinGroup, whose bytes are copied. */
function updated(
  { topics }: ConsumerContext,
  member: ConsumerMember,
  command: JoinCommand
): { readonly after: ConsumerMember; readonly owned: readonly TopicPartitionList[] } | Failure {
  const { groupInstanceId, rebalanceTimeoutMs, sessionTimeoutMs, clientId, clientHost, protocols } = command
  try {
    const subscription = readSubscription(protocols[0]?.metadata ?? new Uint8Array(0))
    const after: ConsumerMember = {
      ...member,
      instanceId: groupInstanceId ?? member.instanceId,
      rackId: subscription.rackId || member.rackId,
      rebalanceTimeoutMs: rebalanceTimeoutMs === -1 ? member.rebalanceTimeoutMs : rebalanceTimeoutMs,
      subscribedTopics: new Set(subscription.topics),
      subscribedRegex: '',
      clientId,
      clientHost,
      classic: {
        sessionTimeoutMs,
        protocols: protocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) }))
      }
    }
    return { after, owned: ownedOf(topics, subscription.ownedPartitions) }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    return failed('UNKNOWN_SERVER_ERROR', 'Malformed embedded consumer protocol in subscription deserialization.')
  }
}

function ownedOf(
  topics: TopicsView,
  owned: readonly { readonly topic: string; readonly partitions: readonly number[] }[]
): TopicPartitionList[] {
  return owned.flatMap(({ topic, partitions }) => {
    const topicId = topics.topic(topic)?.topicId
    return topicId === undefined ? [] : [{ topicId, partitions }]
  })
}

/** Returns the requesting member if it uses the classic protocol and is in this generation. */
function classicMember(
  group: ConsumerGroup,
  by: { readonly memberId: string; readonly groupInstanceId: string | null; readonly generationId: number }
): ConsumerMember | Failure {
  const { memberId, groupInstanceId, generationId } = by
  const member = groupInstanceId === null ? group.members.get(memberId) : group.staticMember(groupInstanceId)
  if (member === undefined) return failed('UNKNOWN_MEMBER_ID')
  const fenced = groupInstanceId === null ? null : fencedInstance(member, memberId, groupInstanceId)
  if (fenced !== null) return fenced
  if (member.classic === null) return failed('UNKNOWN_MEMBER_ID')
  return generationId === member.memberEpoch ? member : failed('ILLEGAL_GENERATION')
}

interface Answered<A> {
  readonly answer: A
  readonly timers: readonly Timer<GroupRecord>[]
  readonly cancelled: readonly string[]
}

/** Whether this is a join deadline, which is set once and not extended by each request. */
export const isJoinTimer = ({ name }: { readonly name: string }): boolean => name.startsWith('consumer join ')

const lateJoin = 'it did not rejoin within its rebalance timeout'

/** Responds to SyncGroup. Each member already has its own assignment, so none has to wait for a leader. */
export function syncConsumerGroup(
  context: ConsumerContext,
  group: ConsumerGroup,
  command: SyncCommand
): Answered<SyncAnswer> | Failure {
  const member = classicMember(group, command)
  if (isFailure(member)) return member
  const { protocolType, protocolName } = command
  const isOther =
    (protocolType !== null && protocolType !== consumerType) ||
    (protocolName !== null && protocolName !== protocolNameOf(member))
  if (isOther) return failed('INCONSISTENT_GROUP_PROTOCOL')
  const { groupId } = group
  const { memberId } = member
  if (group.assignmentEpoch > member.memberEpoch && member.state !== 'unrevoked') {
    const timer = classicTimer(context, joinDeadline(groupId, memberId), groupId, member, lateJoin)
    const answer = {
      error: 'REBALANCE_IN_PROGRESS' as const,
      protocolType: null,
      protocolName: null,
      assignment: noBytes
    }
    return { answer, timers: [timer], cancelled: [] }
  }
  const metadata = member.classic?.protocols[0]?.metadata ?? noBytes
  const assignment = classicAssignment(context.topics, withoutEpochs(member.assigned), metadata)
  return {
    answer: { error: 'NONE', protocolType, protocolName, assignment },
    timers: [sessionTimer(context, groupId, memberId, member.classic?.sessionTimeoutMs)],
    cancelled: [syncDeadline(groupId, memberId)]
  }
}

const noBytes = new Uint8Array(0)

/** Tells a classic protocol member to rejoin if it has partitions to revoke or to get. */
export function heartbeatConsumerGroup(
  context: ConsumerContext,
  group: ConsumerGroup,
  command: HeartbeatCommand
): Answered<Failure | null> | Failure {
  const member = classicMember(group, command)
  if (isFailure(member)) return member
  const { groupId } = group
  const { memberId, memberEpoch, state } = member
  const session = sessionTimer(context, groupId, memberId, member.classic?.sessionTimeoutMs)
  const isToJoin =
    memberEpoch < group.assignmentEpoch || state === 'unrevoked' || (state === 'unreleased' && !group.isWaiting(member))
  if (!isToJoin) return { answer: null, timers: [session], cancelled: [] }
  const join = classicTimer(context, joinDeadline(groupId, memberId), groupId, member, lateJoin)
  return { answer: failed('REBALANCE_IN_PROGRESS'), timers: [session, join], cancelled: [] }
}
