import type { Compare, Operation } from './store.ts'

/**
 * The limits of one transaction. They are the defaults of etcd 3.4 (`--max-txn-ops`, `--max-request-bytes`). Every store enforces
 * them, so that whatever works on a local store works on etcd.
 */
export const storeLimits = {
  /** For comparisons and operations separately. */
  operationsMax: 128,
  /** UTF-8 bytes of all keys and values, plus `overheadBytes` for each comparison and operation. */
  transactionBytesMax: 1.5 * 1024 * 1024,
  /** UTF-8 bytes of one value. */
  valueBytesMax: 1024 * 1024,
  overheadBytes: 64
} as const

const keyOf = (operation: Operation): string =>
  'put' in operation ? operation.put : 'delete' in operation ? operation.delete : operation.deletePrefix

/** The overhead of one operation or comparison in `transactionBytesMax`. */
export function bytesOf(part: Operation | Compare): number {
  if ('key' in part) return storeLimits.overheadBytes + Buffer.byteLength(part.key)
  const valueBytes = 'put' in part ? Buffer.byteLength(part.value) : 0
  return storeLimits.overheadBytes + Buffer.byteLength(keyOf(part)) + valueBytes
}

/**
 * Why a transaction is too large for any store; null if it is not. Sizes may depend on clients, so this is a value. The number of
 * operations and their keys depend on the caller alone, so those errors are bugs. @throws Error for too many comparisons or
 * operations, and for a key that is put twice or both put and deleted
 */
export function tooLarge(compare: readonly Compare[], operations: readonly Operation[]): string | null {
  const { operationsMax, transactionBytesMax, valueBytesMax } = storeLimits
  if (compare.length > operationsMax || operations.length > operationsMax)
    throw new Error(
      `a transaction of ${compare.length} comparisons and ${operations.length} operations: at most ${operationsMax}`
    )
  mustNotMeet(operations)
  let bytes = 0
  for (const part of compare) bytes += bytesOf(part)
  for (const operation of operations) {
    const size = bytesOf(operation)
    if ('put' in operation && size - storeLimits.overheadBytes > valueBytesMax) {
      const valueBytes = Buffer.byteLength(operation.value)
      if (valueBytes > valueBytesMax) return `a value of ${valueBytes} bytes: at most ${valueBytesMax} are kept`
    }
    bytes += size
  }
  return bytes > transactionBytesMax ? `a change of ${bytes} bytes: at most ${transactionBytesMax} are kept` : null
}

/** @throws Error */
function mustNotMeet(operations: readonly Operation[]): void {
  if (operations.length < 2) return
  const puts = new Set<string>()
  for (const operation of operations) {
    if (!('put' in operation)) continue
    if (puts.has(operation.put)) throw new Error(`a transaction puts ${operation.put} twice`)
    puts.add(operation.put)
  }
  for (const operation of operations) {
    if ('put' in operation) continue
    const isMet =
      'delete' in operation
        ? puts.has(operation.delete)
        : [...puts].some((key) => key.startsWith(operation.deletePrefix))
    if (isMet) throw new Error(`a transaction puts a key and deletes it: ${keyOf(operation)}`)
  }
}

/** Splits operations into groups that each fit into a transaction without comparisons. */
export function inTransactions(operations: readonly Operation[]): Operation[][] {
  const groups: Operation[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const operation of operations) {
    const size = bytesOf(operation)
    let group = groups.at(-1)
    if (
      group === undefined ||
      group.length === storeLimits.operationsMax ||
      bytes + size > storeLimits.transactionBytesMax
    ) {
      group = []
      groups.push(group)
      bytes = 0
    }
    group.push(operation)
    bytes += size
  }
  return groups
}
