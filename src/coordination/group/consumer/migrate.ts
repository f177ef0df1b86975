/*
 * Online migration between the classic and the new protocol: the first member with the new protocol upgrades a classic group, and a
 * consumer group is downgraded when the last one leaves
 * (GroupMetadataManager#convertToConsumerGroup, #convertToClassicGroup).
 */
import {
  consumerProtocolAssignment,
  consumerProtocolSubscription,
  type Failure,
  failed
} from '../../../protocol/index.ts'
import { DecodeError, Reader, Writer } from '../../../wire/index.ts'
import { ClassicGroup } from '../classic/group.ts'
import { recordOfGroup, subscribedTopics } from '../classic/group-metadata.ts'
import { ClassicMember, noAssignment } from '../classic/member.ts'
import { nothing, type TopicPartitions, withEpoch } from '../modern/partitions.ts'
import type { TopicsView } from '../modern/topics.ts'
import { type GroupRecord, groupRecord } from '../records.ts'
import { type ConsumerContext, type Draft, sessionTimer } from './context.ts'
import { ConsumerGroup } from './group.ts'
import { type ConsumerMember, newMember } from './member.ts'
import { currentRecord, epochRecord, memberRecord, removalsOf, targetEpochRecord, targetRecord } from './records.ts'

const consumerType = 'consumer'

/** Reads the version at the start of a member's metadata or assignment, capped at the newest known one. */
function protocolVersion(bytes: Uint8Array, newest: number): number {
  const version = new Reader(bytes).i16()
  if (version < 0) throw new DecodeError('BAD_VERSION', 0, `version ${version}`)
  return Math.min(version, newest)
}

export function readSubscription(metadata: Uint8Array) {
  const version = protocolVersion(metadata, consumerProtocolSubscription.maxVersion)
  const reader = new Reader(metadata)
  reader.i16()
  return consumerProtocolSubscription.decode(reader, version)
}

/** Encodes an assignment for a classic protocol member, in the version of its own metadata. */
export function classicAssignment(topics: TopicsView, assigned: TopicPartitions, metadata: Uint8Array): Buffer {
  const version = protocolVersion(metadata, consumerProtocolAssignment.maxVersion)
  const assignedPartitions = [...assigned].flatMap(([topicId, partitions]) => {
    const topic = topics.topicById(topicId)
    return topic === undefined ? [] : [{ topic: topic.name, partitions: [...partitions].sort((a, b) => a - b) }]
  })
  const value = { assignedPartitions, userData: null }
  const writer = new Writer(2 + consumerProtocolAssignment.size(value, version))
  writer.i16(version)
  consumerProtocolAssignment.encode(writer, value, version)
  return Buffer.concat(writer.finish())
}

function upgradeRefusal({ policy, groupSizeMax }: ConsumerContext, group: ClassicGroup): Failure | null {
  const refused = (why: string) =>
    failed('GROUP_ID_NOT_FOUND', `Cannot upgrade classic group ${group.groupId} to consumer group because ${why}.`)
  if (!policy.canUpgrade) return refused('online upgrade is disabled')
  if (!group.usesConsumerProtocol) return refused('the group does not use the consumer embedded protocol')
  return group.members.size > groupSizeMax ? refused('the group size exceeds the consumer group maximum size') : null
}

/** Converts a classic group with members to a consumer group, and drafts its records. */
export function upgraded(context: ConsumerContext, group: ClassicGroup, draft: Draft): ConsumerGroup | Failure {
  const refusal = upgradeRefusal(context, group)
  if (refusal !== null) return refusal
  try {
    return fromClassic(context, group, draft)
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    return failed(
      'GROUP_ID_NOT_FOUND',
      `Cannot upgrade classic group ${group.groupId} to consumer group because the embedded consumer protocol is malformed.`
    )
  }
}

function fromClassic(context: ConsumerContext, classic: ClassicGroup, draft: Draft): ConsumerGroup | Failure {
  const { groupId, generationId } = classic
  const group = new ConsumerGroup(groupId)
  group.groupEpoch = generationId
  group.assignmentEpoch = generationId
  for (const member of classic.members.values()) {
    const assigned = assignmentOf(context.topics, member.assignment)
    if (assigned === null) return customAssignor(groupId)
    const subscription = readSubscription(member.metadata(classic.protocolName))
    group.setTarget(member.memberId, assigned)
    group.setMember({
      ...newMember(member.memberId),
      memberEpoch: generationId,
      previousMemberEpoch: generationId,
      instanceId: member.groupInstanceId,
      rackId: subscription.rackId || null,
      rebalanceTimeoutMs: member.rebalanceTimeoutMs,
      clientId: member.clientId,
      clientHost: member.clientHost,
      subscribedTopics: new Set(subscription.topics),
      assigned: withEpoch(assigned, generationId),
      classic: { sessionTimeoutMs: member.sessionTimeoutMs, protocols: member.protocols }
    })
  }
  group.metadataHash = context.hashes.ofGroup(group.subscriptions.topics)
  draft.records.push(groupRecord(groupId, null), ...recordsOf(group))
  for (const { memberId, sessionTimeoutMs } of classic.members.values())
    draft.timers.push(sessionTimer(context, groupId, memberId, sessionTimeoutMs))
  return group
}

const customAssignor = (groupId: string): Failure =>
  failed(
    'GROUP_ID_NOT_FOUND',
    `Cannot upgrade classic group ${groupId} to consumer group because an unsupported custom assignor is in use. ` +
      'Please refer to the documentation or switch to a default assignor before re-attempting the upgrade.'
  )

/** Returns null if a custom client-side assignor has added user data, which would be lost. */
function assignmentOf(topics: TopicsView, bytes: Uint8Array): TopicPartitions | null {
  if (bytes.length === 0) return nothing
  const version = protocolVersion(bytes, consumerProtocolAssignment.maxVersion)
  const reader = new Reader(bytes)
  reader.i16()
  const { assignedPartitions, userData } = consumerProtocolAssignment.decode(reader, version)
  if (userData !== null && userData.length > 0) return null
  const assigned = new Map<string, Set<number>>()
  for (const { topic, partitions } of assignedPartitions) {
    const known = topics.topic(topic)
    if (known !== undefined) assigned.set(known.topicId, new Set(partitions))
  }
  return assigned
}

function recordsOf(group: ConsumerGroup): GroupRecord[] {
  const { groupId } = group
  const members = [...group.members.values()]
  return [
    ...members.map((member) => memberRecord(groupId, member)),
    epochRecord(groupId, group.groupEpoch, group.metadataHash),
    ...members.map(({ memberId }) => targetRecord(groupId, memberId, group.targetOf(memberId))),
    targetEpochRecord(groupId, group.assignmentEpoch, group.assignmentTimestampMs),
    ...members.map((member) => currentRecord(groupId, member))
  ]
}

/** Whether the group must be downgraded once these members have left. */
export function isDowngradeDue(
  { policy, classicGroupSizeMax }: ConsumerContext,
  group: ConsumerGroup,
  leaving: readonly ConsumerMember[]
): boolean {
  const left = group.members.size - leaving.length
  return left > 0 && left <= classicGroupSizeMax && policy.canDowngrade && group.isClassicWithout(leaving)
}

/** Whether the group must be downgraded once a classic protocol member replaces this one. */
export function isDowngradeDueFor(
  { policy, classicGroupSizeMax }: ConsumerContext,
  group: ConsumerGroup,
  replaced: ConsumerMember
): boolean {
  const isLast = group.classicMembers === group.members.size - 1 && replaced.classic === null
  return isLast && policy.canDowngrade && group.members.size <= classicGroupSizeMax
}

export interface Downgrade {
  readonly classic: ClassicGroup
  readonly records: readonly GroupRecord[]
}

/** A member that replaces another one with the same instance id. */
interface Joining {
  readonly member: ConsumerMember
  readonly replaced: ConsumerMember
}

/** Converts a consumer group to a classic group, with its target assignment. */
export function downgraded(
  { topics, nowMs }: Pick<ConsumerContext, 'topics' | 'nowMs'>,
  group: ConsumerGroup,
  leaving: readonly ConsumerMember[],
  joining: Joining | null = null
): Downgrade {
  const { groupId } = group
  const classic = new ClassicGroup(groupId, nowMs())
  const gone = new Set(leaving.map(({ memberId }) => memberId))
  if (joining !== null) gone.add(joining.replaced.memberId)
  const staying = [...group.members.values()].filter(({ memberId }) => !gone.has(memberId))
  const members = joining === null ? staying : [...staying, joining.member]
  for (const member of members) classic.add(classicMember(member), null)
  classic.state = 'Stable'
  classic.generationId = group.groupEpoch
  classic.protocolName = classic.selectProtocol()
  classic.subscribedTopics = subscribedTopics(classic)
  for (const member of classic.members.values()) {
    const ownerId = member.memberId === joining?.member.memberId ? joining.replaced.memberId : member.memberId
    member.assignment = classicAssignment(topics, group.targetOf(ownerId), member.metadata(classic.protocolName))
  }
  const memberIds = [...group.members.keys()].map((memberId) =>
    memberId === joining?.replaced.memberId ? joining.member.memberId : memberId
  )
  const records = [
    ...removalsOf(groupId, memberIds, [...group.resolved.keys()]),
    groupRecord(groupId, recordOfGroup(classic))
  ]
  return { classic, records }
}

function classicMember(member: ConsumerMember): ClassicMember {
  const { memberId, instanceId: groupInstanceId, clientId, clientHost, rebalanceTimeoutMs, classic } = member
  const { sessionTimeoutMs, protocols } = classic ?? { sessionTimeoutMs: 0, protocols: [] }
  const facts = { memberId, groupInstanceId, clientId, clientHost, protocolType: consumerType, protocols }
  return new ClassicMember({ ...facts, rebalanceTimeoutMs, sessionTimeoutMs, assignment: noAssignment })
}
