import { errorCodes, failed } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/** Heartbeat (12): a member of a classic group lives, and learns of a rebalance. v3 knows static members (KIP-345). */
export const heartbeat: Handler<'Heartbeat'> = (request, context) => {
  const isAllowed = context.may('READ', 'GROUP', request.groupId)
  const refusal = isAllowed ? context.groups.heartbeat(request) : failed('GROUP_AUTHORIZATION_FAILED')
  return { errorCode: errorCodes[refusal?.error ?? 'NONE'] }
}
