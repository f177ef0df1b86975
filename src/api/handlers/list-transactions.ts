import { errorCodes } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'
import { isRe2Pattern } from '../re2-pattern.ts'

/** States of a transaction (org.apache.kafka.coordinator.transaction.TransactionState). */
const states: ReadonlySet<string> = new Set([
  'Empty',
  'Ongoing',
  'PrepareCommit',
  'PrepareAbort',
  'CompleteCommit',
  'CompleteAbort',
  'Dead',
  'PrepareEpochFence'
])

/**
 * ListTransactions (66): none, as long as transactions are not built. v1 filters by duration (KIP-994), v2 by a pattern of
 * the id (KIP-1152). Source: KIP-664.
 */
export const listTransactions: Handler<'ListTransactions'> = (request, { apiVersion }) => {
  const { stateFilters, transactionalIdPattern } = request
  if (apiVersion >= 2 && transactionalIdPattern !== null && !isRe2Pattern(transactionalIdPattern)) {
    return {
      errorCode: errorCodes.INVALID_REGULAR_EXPRESSION,
      unknownStateFilters: [],
      transactionStates: []
    }
  }
  const unknownStateFilters = [...new Set(stateFilters)].filter((state) => !states.has(state))
  return { errorCode: 0, unknownStateFilters, transactionStates: [] }
}
