import type { ClassicGroup } from './group.ts'

/** What does not hold of a classic group between two commands; null when all is well. */
export function brokenInvariant(group: ClassicGroup): string | null {
  const { state, members, staticMembers, leaderId, pendingJoin, pendingSync } = group
  const all = [...members.values()]
  const waiting = all.filter(({ awaitingJoin }) => awaitingJoin !== null).length
  if (waiting !== group.awaitingJoinCount)
    return `${waiting} members wait to join, ${group.awaitingJoinCount} are counted`
  // A static member that comes back to a stable group waits until the log has its new id (KIP-345).
  const isHeld = all.some(({ awaitingJoin, groupInstanceId }) => awaitingJoin !== null && groupInstanceId === null)
  if (isHeld && state !== 'PreparingRebalance') return `members wait to join while it is ${state}`
  if (all.some(({ awaitingSync }) => awaitingSync !== null) && state !== 'CompletingRebalance')
    return `members wait for their assignment while it is ${state}`
  if (state === 'Empty' && members.size > 0) return 'it is empty and has members'
  if ((state === 'Stable' || state === 'CompletingRebalance') && (members.size === 0 || group.protocolName === null))
    return `it is ${state} with ${members.size} members and protocol ${group.protocolName}`
  if (members.size > 0 && (leaderId === null || !members.has(leaderId))) return `its leader ${leaderId} is no member`
  const lost = [...staticMembers].find(([instanceId, id]) => members.get(id)?.groupInstanceId !== instanceId)
  if (lost !== undefined) return `the static member ${lost[0]} is not ${lost[1]}`
  if (all.filter(({ groupInstanceId }) => groupInstanceId !== null).length !== staticMembers.size)
    return 'a static member is not listed'
  if ([...pendingSync].some((id) => !members.has(id))) return 'somebody who is no member has to ask for an assignment'
  if ([...pendingJoin].some((id) => members.has(id))) return 'a member is still expected to join'
  return group.hasTrueCounts ? null : 'its counts of protocols are not those of its members'
}
