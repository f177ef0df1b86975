import type { DescribedGroup, DescribedMember } from '../group.ts'
import type { ClassicGroup } from './group.ts'
import { noAssignment } from './member.ts'

/** What members were given is shown while the group is stable only. */
export function describeClassic(group: ClassicGroup): DescribedGroup {
  const isStable = group.state === 'Stable'
  const members = [...group.members.values()].map((member): DescribedMember => {
    const { memberId, groupInstanceId, clientId, clientHost } = member
    const metadata = isStable ? member.metadata(group.protocolName) : noAssignment
    const assignment = isStable ? member.assignment : noAssignment
    return { memberId, groupInstanceId, clientId, clientHost, metadata, assignment }
  })
  return {
    groupId: group.groupId,
    error: 'NONE',
    state: group.state,
    protocolType: group.protocolType ?? '',
    protocolName: isStable ? (group.protocolName ?? '') : '',
    members
  }
}
