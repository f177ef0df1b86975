import { type ErrorName, errorCodes, type SyncGroupResponseInput } from '../../protocol/index.ts'
import { noBytes } from '../../wire/index.ts'
import type { Handler } from '../context.ts'

/**
 * SyncGroup (14): the leader brings the assignment, everybody gets its part. v3 knows static members (KIP-345), v5 wants
 * protocol type and name, so that a member of another kind is found out (KIP-559).
 */
export const syncGroup: Handler<'SyncGroup'> = (request, context) => {
  const { apiVersion } = context
  const { groupId, protocolType, protocolName } = request
  if (apiVersion >= 5 && (protocolType === null || protocolName === null)) return refused('INCONSISTENT_GROUP_PROTOCOL')
  if (!context.may('READ', 'GROUP', groupId)) return refused('GROUP_AUTHORIZATION_FAILED')
  return context.groups.sync(request).then((answer) => ({
    errorCode: errorCodes[answer.error],
    protocolType: answer.protocolType,
    protocolName: answer.protocolName,
    assignment: answer.assignment
  }))
}

const refused = (error: ErrorName): SyncGroupResponseInput => ({ errorCode: errorCodes[error], assignment: noBytes })
