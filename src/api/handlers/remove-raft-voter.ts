import { errorCodes } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'
import { refusedVoter, voterFault } from '../voters.ts'

/** RemoveRaftVoter (81): refused, because the only voter must stay. Source: KIP-853. */
export const removeRaftVoter: Handler<'RemoveRaftVoter'> = (request, context) => {
  const { error, message } = voterFault('Remove', request, context) ?? refusedVoter('Remove', request, context)
  return { errorCode: errorCodes[error], errorMessage: message }
}
