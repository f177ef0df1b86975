/* Filters transactions for ListTransactions (TransactionStateManager#listTransactionStates; KIP-664, KIP-994, KIP-1152). */
import type { Transaction } from './transaction.ts'

export interface ListFilter {
  /** Empty means all. */
  readonly producerIds: ReadonlySet<number>
  /** Names of states; null means all. */
  readonly states: ReadonlySet<string> | null
  /** Only transactions that have been open for longer than this; negative means all. */
  readonly durationMs: number
  readonly matchesId: (transactionalId: string) => boolean
}

export function isListed(transaction: Transaction, filter: ListFilter, nowMs: number): boolean {
  const { producerIds, states, durationMs, matchesId } = filter
  if (producerIds.size > 0 && !producerIds.has(transaction.producerId)) return false
  if (states !== null && !states.has(transaction.state)) return false
  if (durationMs >= 0 && nowMs - transaction.startedMs <= durationMs) return false
  return matchesId(transaction.transactionalId)
}
