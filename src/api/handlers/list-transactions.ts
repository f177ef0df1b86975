import { compilePattern, transactionStates } from '../../coordination/index.ts'
import { errorCodes, isFailure } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

const known: ReadonlySet<string> = new Set(transactionStates)

/**
 * ListTransactions (66): the transactional ids coordinated by this broker. v1 filters by duration (KIP-994), v2 by a pattern for
 * the whole id (KIP-1152). Source: KIP-664.
 */
export const listTransactions: Handler<'ListTransactions'> = (request, context) => {
  const { stateFilters, producerIdFilters, durationFilter, transactionalIdPattern } = request
  const matchesAll = context.apiVersion < 2 || transactionalIdPattern === null || transactionalIdPattern === ''
  const pattern = matchesAll ? null : compilePattern(transactionalIdPattern)
  if (typeof pattern === 'string')
    return { errorCode: errorCodes.INVALID_REGULAR_EXPRESSION, unknownStateFilters: [], transactionStates: [] }
  const asked = new Set(stateFilters)
  const unknownStateFilters = [...asked].filter((state) => !known.has(state))
  const found = context.transactions.list({
    producerIds: new Set(producerIdFilters.map(Number)),
    states: asked.size === 0 ? null : asked,
    durationMs: Number(durationFilter),
    matchesId: (id) => pattern?.testExact(id) ?? true
  })
  if (isFailure(found)) return { errorCode: errorCodes[found.error], unknownStateFilters: [], transactionStates: [] }
  return {
    errorCode: 0,
    unknownStateFilters,
    transactionStates: found
      .filter(({ transactionalId }) => context.may('DESCRIBE', 'TRANSACTIONAL_ID', transactionalId))
      .map(({ transactionalId, producerId, state }) => ({
        transactionalId,
        producerId: BigInt(producerId),
        transactionState: state
      }))
  }
}
