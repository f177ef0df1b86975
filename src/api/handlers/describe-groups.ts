import type { DescribedGroup } from '../../coordination/index.ts'
import { errorCodes } from '../../protocol/index.ts'
import { authorizedOperations } from '../../security/index.ts'
import type { Handler, RequestContext } from '../context.ts'

/**
 * DescribeGroups (15): members and assignments of classic groups. v3 adds authorized operations (KIP-430), v4 static members
 * (KIP-345). Before v6 an unknown group is reported as dead, since then as an error (KIP-1043). Each group is described once,
 * where Kafka repeats it as often as it is named: a small request must not be able to ask for any number of copies.
 */
export const describeGroups: Handler<'DescribeGroups'> = (request, context) => {
  return {
    groups: [...new Set(request.groups)].map((groupId) => {
      const isAllowed = context.may('DESCRIBE', 'GROUP', groupId)
      return responseOf(
        isAllowed ? context.groups.describe(groupId) : notAllowed(groupId),
        request.includeAuthorizedOperations,
        context
      )
    })
  }
}

const notAllowed = (groupId: string): DescribedGroup => ({
  groupId,
  error: 'GROUP_AUTHORIZATION_FAILED',
  errorMessage: null,
  state: '',
  protocolType: '',
  protocolName: '',
  members: []
})

function responseOf(group: DescribedGroup, wantsOperations: boolean, context: RequestContext) {
  const { apiVersion } = context
  const { groupId } = group
  const isMissing = group.error === 'GROUP_ID_NOT_FOUND'
  const error = isMissing && apiVersion < 6 ? 'NONE' : group.error
  const showsOperations = wantsOperations && apiVersion >= 3 && error === 'NONE'
  return {
    errorCode: errorCodes[error],
    errorMessage: apiVersion >= 6 ? group.errorMessage : null,
    groupId,
    groupState: group.state,
    protocolType: group.protocolType,
    protocolData: group.protocolName,
    members: group.members.map(({ memberId, groupInstanceId, clientId, clientHost, metadata, assignment }) => ({
      memberId,
      groupInstanceId,
      clientId,
      clientHost,
      memberMetadata: metadata,
      memberAssignment: assignment
    })),
    authorizedOperations: showsOperations ? authorizedOperations(context, 'GROUP', groupId) : undefined
  }
}
