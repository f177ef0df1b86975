import { consumerProtocolSubscription, type GroupMetadataValueInput } from '../../../protocol/index.ts'
import { DecodeError, Reader } from '../../../wire/index.ts'
import { ClassicGroup } from './group.ts'
import { ClassicMember, noAssignment } from './member.ts'

/** Restores a group from the record written when it was last stable or empty (GroupMetadataManager#replay). Copies its bytes. */
export function groupFromRecord(groupId: string, value: GroupMetadataValueInput): ClassicGroup {
  const group = new ClassicGroup(groupId, 0)
  const { currentStateTimestamp = -1n, leader, protocol, protocolType } = value
  group.stateTimestampMs = currentStateTimestamp === -1n ? null : Number(currentStateTimestamp)
  group.generationId = value.generation
  group.protocolName = protocol
  group.leaderId = leader
  for (const member of value.members) {
    const { memberId, groupInstanceId = null, clientId, clientHost, rebalanceTimeout = -1, sessionTimeout } = member
    const protocols = [{ name: protocol ?? '', metadata: Buffer.from(member.subscription) }]
    const facts = { memberId, groupInstanceId, clientId, clientHost, protocolType, protocols }
    const rebalanceTimeoutMs = rebalanceTimeout === -1 ? sessionTimeout : rebalanceTimeout
    const assignment = Buffer.from(member.assignment)
    group.add(new ClassicMember({ ...facts, rebalanceTimeoutMs, sessionTimeoutMs: sessionTimeout, assignment }), null)
  }
  group.protocolType = protocolType === '' ? null : protocolType
  group.state = group.members.size === 0 ? 'Empty' : 'Stable'
  if (group.leaderId !== null && !group.members.has(group.leaderId)) group.electAnyLeader()
  group.subscribedTopics = subscribedTopics(group)
  return group
}

/** Creates the group's record. `assignments` are the leader's new ones; by default, the members' current ones. */
export function recordOfGroup(
  group: ClassicGroup,
  assignments: ReadonlyMap<string, Uint8Array> | null = null
): GroupMetadataValueInput {
  return {
    protocolType: group.protocolType ?? '',
    generation: group.generationId,
    protocol: group.protocolName,
    leader: group.leaderId,
    currentStateTimestamp: BigInt(group.stateTimestampMs ?? -1),
    members: [...group.members.values()].map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      rebalanceTimeout: member.rebalanceTimeoutMs,
      sessionTimeout: member.sessionTimeoutMs,
      subscription: member.metadata(group.protocolName),
      assignment: assignments === null ? member.assignment : (assignments.get(member.memberId) ?? noAssignment)
    }))
  }
}

/** Returns null if the group does not use the consumer protocol, or a member's metadata is not a subscription. */
export function subscribedTopics(group: ClassicGroup): ReadonlySet<string> | null {
  if (!group.usesConsumerProtocol) return null
  const topics = new Set<string>()
  if (group.members.size === 0) return topics
  if (group.protocolName === null) return null
  try {
    for (const member of group.members.values()) {
      const reader = new Reader(member.metadata(group.protocolName))
      reader.i16()
      // Version 0 is a prefix of every later version.
      for (const topic of consumerProtocolSubscription.decode(reader, 0).topics) topics.add(topic)
    }
    return topics
  } catch (error) {
    if (error instanceof DecodeError) return null
    throw error
  }
}
