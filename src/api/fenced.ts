import type { ErrorName } from '../protocol/index.ts'

/** PRODUCER_FENCED is newer than the transactional APIs; older clients know INVALID_PRODUCER_EPOCH instead (KIP-588). */
export const fencedAs = (error: ErrorName, knowsFenced: boolean): ErrorName =>
  error === 'PRODUCER_FENCED' && !knowsFenced ? 'INVALID_PRODUCER_EPOCH' : error
