/** What a test knows of the logs that it wrote: batches in order, how far they are promised, what became of transactions. */
import type { FileLog } from '../../src/log/log.ts'
import {
  baseOffset,
  baseSequence,
  batchSize,
  isControl,
  isTransactional,
  lastOffset,
  partitionLeaderEpoch,
  producerId,
  readMarker,
  recordsOf
} from '../../src/records/index.ts'

export type MarkerType = 'ABORT' | 'COMMIT'

export interface Entry {
  readonly offset: number
  readonly key: string | null
  readonly value: string | null
}

/** A batch as a log has it. */
export interface Batch {
  readonly from: number
  readonly to: number
  readonly epoch: number
  readonly producerId: number
  readonly sequence: number
  readonly isTransactional: boolean
  /** Undefined for data, null for a control batch that compaction emptied. */
  readonly marker: MarkerType | null | undefined
  readonly entries: readonly Entry[]
  readonly bytes: Buffer
}

export interface Written extends Batch {
  readonly timestamp: number
  /** By the clock of the simulation. */
  readonly atMs: number
}

/** What the test knows of a partition. */
export interface Known {
  readonly batches: readonly Written[]
  /** What the log was before it was truncated: a power loss may take the truncation back, as long as nothing durable follows it. */
  readonly histories: readonly (readonly Written[])[]
  /** Told as written: there after a kill. */
  readonly acknowledgedEnd: number
  /** There after a power loss. */
  readonly durableEnd: number
  /** Compaction may have judged what lies below it. */
  readonly cleanedBelow: number
  /** Deleted below it, and told so. */
  readonly deletedBelow: number
  readonly logStart: number
  /** Of the leader, which the metadata keep: it never goes back. */
  readonly leaderEpoch: number
  /** None, two that are idempotent, two that are transactional. */
  readonly producerIds: readonly number[]
  readonly producerIdsGiven: number
}

export const firstTransactional = 3

export const nothingKnown: Known = {
  batches: [],
  histories: [],
  acknowledgedEnd: 0,
  durableEnd: 0,
  cleanedBelow: 0,
  deletedBelow: 0,
  logStart: 0,
  leaderEpoch: 0,
  producerIds: [-1, 0, 1, 2, 3],
  producerIdsGiven: 4
}

export function batchAt(bytes: Buffer, at: number): Batch {
  const isMarker = isControl(bytes, at)
  return {
    from: baseOffset(bytes, at),
    to: lastOffset(bytes, at),
    epoch: partitionLeaderEpoch(bytes, at),
    producerId: producerId(bytes, at),
    sequence: baseSequence(bytes, at),
    isTransactional: isTransactional(bytes, at),
    marker: isMarker ? (readMarker(bytes, at)?.type ?? null) : undefined,
    entries: isMarker ? [] : [...recordsOf(bytes, at)].map(entryOf),
    bytes: Buffer.from(bytes.subarray(at, at + batchSize(bytes, at)))
  }
}

const entryOf = ({ offset, key, value }: { offset: number; key: Buffer | null; value: Buffer | null }): Entry => ({
  offset,
  key: key === null ? null : key.toString(),
  value: value === null ? null : value.toString()
})

const everything = { maxBytes: 1 << 24, atLeastOneBatch: true, upToOffset: Number.MAX_SAFE_INTEGER }

/** All batches that a reader gets from the log's start on. */
export async function contentOf(log: FileLog): Promise<Batch[]> {
  const found: Batch[] = []
  for (let next = log.logStartOffset; next < log.logEndOffset; ) {
    const read = await log.read(next, everything)
    if ('error' in read) throw new Error(`${read.error} at ${next}`)
    const bytes = Buffer.concat(read.chunks)
    read.release()
    if (bytes.length === 0) return found
    for (let at = 0; at < bytes.length; at += batchSize(bytes, at)) {
      found.push(batchAt(bytes, at))
      next = lastOffset(bytes, at) + 1
    }
  }
  return found
}

/** What was written, in the history that the found batches are of. */
export function historyOf({ batches, histories }: Known, found: readonly Batch[]): readonly Written[] {
  const isOf = (history: readonly Written[]) => {
    const bytes = new Map(history.map((each) => [each.from, each.bytes]))
    return found.every((each) => bytes.get(each.from)?.equals(each.bytes))
  }
  return [batches, ...histories].find(isOf) ?? batches
}

export type Fate = 'plain' | 'open' | MarkerType

export interface Transactions {
  /** First offset of each producer's open transaction. */
  readonly open: ReadonlyMap<number, number>
  /** By the first offset of a data batch. */
  readonly fates: ReadonlyMap<number, Fate>
}

/** What became of the transactions in batches that are in order. */
export function transactionsOf(batches: readonly Batch[]): Transactions {
  const open = new Map<number, number[]>()
  const fates = new Map<number, Fate>()
  for (const { from, producerId: id, isTransactional: isIn, marker } of batches) {
    if (marker !== undefined) {
      for (const each of open.get(id) ?? []) if (marker !== null) fates.set(each, marker)
      open.delete(id)
    } else if (!isIn) fates.set(from, 'plain')
    else {
      fates.set(from, 'open')
      open.set(id, [...(open.get(id) ?? []), from])
    }
  }
  return { open: new Map([...open].map(([id, [first]]) => [id, first as number])), fates }
}
