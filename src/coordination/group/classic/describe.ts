import type { DescribedGroup, DescribedMember } from '../group.ts'
import { type ClassicMember, noAssignment } from './member.ts'

/** The parts of a classic group that are described. */
interface Describable {
  readonly groupId: string
  readonly state: string
  readonly protocolType: string | null
  readonly protocolName: string | null
  readonly members: ReadonlyMap<string, ClassicMember>
}

/** Describes a group. Subscriptions are only included while it is stable; assignments, until they are reset. */
export function describeClassic(group: Describable): DescribedGroup {
  const isStable = group.state === 'Stable'
  const members = [...group.members.values()].map((member): DescribedMember => {
    const { memberId, groupInstanceId, clientId, clientHost } = member
    const metadata = isStable ? member.metadata(group.protocolName) : noAssignment
    return { memberId, groupInstanceId, clientId, clientHost, metadata, assignment: member.assignment }
  })
  return {
    groupId: group.groupId,
    error: 'NONE',
    errorMessage: null,
    state: group.state,
    protocolType: group.protocolType ?? '',
    protocolName: isStable ? (group.protocolName ?? '') : '',
    members
  }
}
