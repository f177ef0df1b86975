import type { JoinAnswer } from '../../coordination/index.ts'
import { type ErrorName, errorCodes, type JoinGroupResponseInput } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/**
 * JoinGroup (11): joins a classic group and responds at the end of the join phase. v1 adds a rebalance timeout (KIP-62), v4 gives
 * a new member its id first (KIP-394), v5 adds static members (KIP-345), v8 a reason (KIP-800), v9 lets a returning leader skip
 * the assignment (KIP-814).
 */
export const joinGroup: Handler<'JoinGroup'> = (request, context) => {
  const { apiVersion, clientId, connection } = context
  const { groupId, memberId } = request
  if (!context.may('READ', 'GROUP', groupId)) return refused('GROUP_AUTHORIZATION_FAILED', apiVersion)
  const answer = context.groups.join({
    groupId,
    memberId,
    groupInstanceId: request.groupInstanceId,
    protocolType: request.protocolType,
    protocols: request.protocols,
    sessionTimeoutMs: request.sessionTimeoutMs,
    rebalanceTimeoutMs: apiVersion === 0 ? request.sessionTimeoutMs : request.rebalanceTimeoutMs,
    clientId: clientId ?? '',
    clientHost: `/${connection.remoteHost}`,
    reason: request.reason,
    requiresKnownMemberId: apiVersion >= 4,
    supportsSkippingAssignment: apiVersion >= 9
  })
  return answer.then((joined) => responseOf(joined, apiVersion))
}

const refused = (error: ErrorName, apiVersion: number): JoinGroupResponseInput => ({
  errorCode: errorCodes[error],
  protocolName: apiVersion >= 7 ? null : '',
  leader: '',
  memberId: '',
  members: []
})

function responseOf(answer: JoinAnswer, apiVersion: number): JoinGroupResponseInput {
  return {
    errorCode: errorCodes[answer.error],
    generationId: answer.generationId,
    protocolType: answer.protocolType,
    protocolName: answer.protocolName ?? (apiVersion >= 7 ? null : ''),
    leader: answer.leader,
    skipAssignment: answer.skipAssignment,
    memberId: answer.memberId,
    members: answer.members
  }
}
