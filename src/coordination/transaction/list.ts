/* Owns which transactional ids ListTransactions shows (TransactionStateManager#listTransactionStates; KIP-664, KIP-994, KIP-1152). */
import type { Transaction } from './transaction.ts'

export interface ListFilter {
  /** Empty: all. */
  readonly producerIds: ReadonlySet<number>
  /** Names of states; null: all. */
  readonly states: ReadonlySet<string> | null
  /** Only those that were begun longer ago than this; negative: all. */
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
