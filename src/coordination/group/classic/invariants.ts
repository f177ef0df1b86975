import type { ClassicGroup } from './group.ts'

/** Returns the violated invariant of a classic group between two commands; null if there is none. */
export function brokenInvariant(group: ClassicGroup): string | null {
  const { state, members, staticMembers, leaderId, pendingJoin, pendingSync } = group
  const all = [...members.values()]
  const waiting = all.filter(({ awaitingJoin }) => awaitingJoin !== null).length
  if (waiting !== group.awaitingJoinCount)
    return `${waiting} members are waiting to join, but the count is ${group.awaitingJoinCount}`
  // A static member that rejoins a stable group waits until its new id is in the log (KIP-345).
  const isHeld = all.some(({ awaitingJoin, groupInstanceId }) => awaitingJoin !== null && groupInstanceId === null)
  if (isHeld && state !== 'PreparingRebalance') return `members are waiting to join in state ${state}`
  if (all.some(({ awaitingSync }) => awaitingSync !== null) && state !== 'CompletingRebalance')
    return `members are waiting to sync in state ${state}`
  if (state === 'Empty' && members.size > 0) return 'group is Empty but has members'
  if ((state === 'Stable' || state === 'CompletingRebalance') && (members.size === 0 || group.protocolName === null))
    return `group is ${state} with ${members.size} members and protocol ${group.protocolName}`
  if (members.size > 0 && (leaderId === null || !members.has(leaderId))) return `leader ${leaderId} is not a member`
  const lost = [...staticMembers].find(([instanceId, id]) => members.get(id)?.groupInstanceId !== instanceId)
  if (lost !== undefined) return `static member ${lost[0]} does not have member id ${lost[1]}`
  if (all.filter(({ groupInstanceId }) => groupInstanceId !== null).length !== staticMembers.size)
    return 'staticMembers lacks a static member'
  if ([...pendingSync].some((id) => !members.has(id))) return 'pendingSync contains a non-member'
  if ([...pendingJoin].some((id) => members.has(id))) return 'pendingJoin contains a member'
  return group.hasTrueCounts ? null : 'protocol counts do not match the members'
}
