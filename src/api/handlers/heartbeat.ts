import { errorCodes } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/** Heartbeat (12): a member of a classic group lives, and learns of a rebalance. v3 knows static members (KIP-345). */
export const heartbeat: Handler<'Heartbeat'> = (request, context) => {
  const isAllowed = context.may('READ', 'GROUP', request.groupId)
  return { errorCode: errorCodes[isAllowed ? context.groups.heartbeat(request) : 'GROUP_AUTHORIZATION_FAILED'] }
}
