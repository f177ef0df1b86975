import { type ErrorName, errorCodes, type SyncGroupResponseInput } from '../../protocol/index.ts'
import { noBytes } from '../../wire/index.ts'
import type { Handler } from '../context.ts'

/**
 * SyncGroup (14): the leader sends the assignment and every member receives its part. v3 adds static members (KIP-345), v5
 * protocol type and name, which expose a member of another kind (KIP-559).
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
