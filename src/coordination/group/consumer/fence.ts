/*
 * Records to write when members leave or time out (GroupMetadataManager#consumerGroupFenceMembers).
 */
import { type ConsumerContext, type Draft, deadlinesOf } from './context.ts'
import type { ConsumerGroup } from './group.ts'
import { type ConsumerMember, regexOf } from './member.ts'
import { allOfMember, epochRecord, regexRemoval } from './records.ts'

/** Removes the members and bumps the group epoch, so that the next heartbeat of another member computes a new assignment. */
export function removeMembers(
  context: ConsumerContext,
  group: ConsumerGroup,
  members: readonly ConsumerMember[],
  draft: Draft
): void {
  const { groupId } = group
  const subscriptions = group.subscriptions.copy()
  const regexes = new Map<string, number>()
  for (const member of members) {
    draft.records.push(...allOfMember(groupId, member.memberId))
    draft.cancelled.push(...deadlinesOf(groupId, member.memberId))
    subscriptions.named(member.subscribedTopics, -1)
    const regex = regexOf(member)
    if (regex !== null) regexes.set(regex, (regexes.get(regex) ?? 0) + 1)
  }
  for (const [regex, count] of regexes) {
    if (group.regexes.get(regex) !== count) continue
    draft.records.push(regexRemoval(groupId, regex))
    subscriptions.matched(group.resolved.get(regex)?.topics ?? [], -1)
  }
  draft.records.push(epochRecord(groupId, group.groupEpoch + 1, context.hashes.ofGroup(subscriptions.topics)))
}
