import type { LeaveAnswer } from '../../coordination/index.ts'
import { errorCodes, type LeaveGroupResponseInput } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/**
 * LeaveGroup (13): removes members. v3 takes several, and static ones by instance id (KIP-345), v5 adds a reason (KIP-800). Older
 * responses have a single error for the single member.
 */
export const leaveGroup: Handler<'LeaveGroup'> = (request, context) => {
  const { apiVersion } = context
  const { groupId, memberId } = request
  if (!context.may('READ', 'GROUP', groupId)) {
    return responseOf({ error: 'GROUP_AUTHORIZATION_FAILED', members: [] }, apiVersion)
  }
  const members = apiVersion >= 3 ? request.members : [{ memberId, groupInstanceId: null, reason: null }]
  const left = context.groups.leave(groupId, members)
  return left instanceof Promise ? left.then((answer) => responseOf(answer, apiVersion)) : responseOf(left, apiVersion)
}

function responseOf({ error, members }: LeaveAnswer, apiVersion: number): LeaveGroupResponseInput {
  if (apiVersion < 3) return { errorCode: errorCodes[error === 'NONE' ? (members[0]?.error ?? 'NONE') : error] }
  return {
    errorCode: errorCodes[error],
    members: members.map(({ memberId, groupInstanceId, error: each }) => ({
      memberId,
      groupInstanceId,
      errorCode: errorCodes[each]
    }))
  }
}
