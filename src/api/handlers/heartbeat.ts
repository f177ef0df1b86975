import { errorCodes, failed } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/** Heartbeat (12): keeps a member of a classic group alive and tells it about a rebalance. v3 adds static members (KIP-345). */
export const heartbeat: Handler<'Heartbeat'> = (request, context) => {
  const isAllowed = context.may('READ', 'GROUP', request.groupId)
  const refusal = isAllowed ? context.groups.heartbeat(request) : failed('GROUP_AUTHORIZATION_FAILED')
  return { errorCode: errorCodes[refusal?.error ?? 'NONE'] }
}
