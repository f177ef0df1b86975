/*
 * Compacts one log once: reads the dirty part for the last offset of each key, rewrites the segments without superseded records,
 * and swaps them in. Never touches the active segment, and gives up without side effects if the log is truncated, removed or
 * fails in the meantime. Source: org.apache.kafka.storage.internals.log.Cleaner.
 */
import type { DiskFile } from '../../env/index.ts'
import {
  type CodecName,
  entryLastOffset,
  entryMaxTimestamp,
  isControl,
  magic,
  RecordsError,
  recordsOf
} from '../../records/index.ts'
import type { StoreServices } from '../disk/store-services.ts'
import { snapshotPath } from '../producers/producer-snapshots.ts'
import { abortedBetween } from '../read/index-queries.ts'
import { isSound, type ScannedBatch, scanBatches } from '../segment/scan.ts'
import type { Segment } from '../segment/segment.ts'
import type { AbortedEntry } from '../segment/txn-index.ts'
import { makeSegment } from '../state/log-segments.ts'
import type { LogState } from '../state/log-state.ts'
import { replaceSegments } from '../state/segment-swap.ts'
import type { LogWriter } from '../write/log-writer.ts'
import type { CleanPace } from './clean-pace.ts'
import type { Cleanable } from './cleanable.ts'
import { CleanedTransactions } from './cleaned-transactions.ts'
import { type CompactionRules, compactBatch } from './compact-batch.ts'
import { KeyOffsets } from './key-offsets.ts'
import { UncleanableError } from './uncleanable-error.ts'

const windowBytes = 256 * 1024

interface RoundOptions {
  readonly cleanable: Cleanable
  readonly pace: CleanPace
  readonly isStopped: () => boolean
}

/** The log has changed since the round began. */
const givenUp = Symbol('given up')

class Round {
  readonly log: LogState
  readonly #services: StoreServices
  readonly #writer: LogWriter
  readonly #cleanable: Cleanable
  readonly #pace: CleanPace
  readonly #isStopped: () => boolean
  readonly #truncations: number

  constructor({ cleanable, pace, isStopped }: RoundOptions) {
    this.log = cleanable.log.state
    this.#services = cleanable.log.services
    this.#writer = cleanable.log.writer
    this.#cleanable = cleanable
    this.#pace = pace
    this.#isStopped = isStopped
    this.#truncations = this.log.truncations
  }

  async run(): Promise<void> {
    const { log } = this
    const keys = await this.#readKeys()
    const endOffset = keys.latestOffset + 1
    const rules: Omit<CompactionRules, 'transactions'> = {
      keys,
      producers: log.producers.lastOfEach(),
      endOffset,
      nowMs: this.#services.env.clock.wallMs(),
      deleteRetentionMs: log.config.deleteRetentionMs,
      levelOf: (codec) => levelOf(log, codec)
    }
    await this.#makeDurable()
    let keep: (entry: AbortedEntry) => void = () => {}
    const transactions = new CleanedTransactions((entry) => keep(entry))
    for (const group of this.#groups(endOffset)) {
      const cleaned = this.#begin(group)
      keep = (entry) => cleaned.addAborted(entry)
      try {
        await this.#rewrite(group, cleaned, { ...rules, transactions })
      } catch (error) {
        cleaned.removeFiles()
        throw error
      }
      this.#swap(group, cleaned)
    }
    log.compactedTo(endOffset)
  }

  /**
   * Superseding records, and later batches of a producer, must survive a power loss before the older ones are removed. Kafka
   * relies on another replica for that.
   */
  async #makeDurable(): Promise<void> {
    const { log } = this
    const { logEndOffset } = log
    await this.#writer.flush()
    this.#check()
    if (log.recoveryPoint < logEndOffset) throw givenUp
  }

  /** The last offset of each key from the first dirty offset on, for as many keys as fit. */
  async #readKeys(): Promise<KeyOffsets> {
    const { log } = this
    const { firstDirtyOffset: from, segments, endOffset } = this.#cleanable
    const keys = new KeyOffsets(endOffset - from, this.#services.settings.cleanerDedupeBufferBytes)
    const transactions = new CleanedTransactions()
    for (let n = log.segmentIndexOf(from); n < segments.length; n++) {
      const segment = segments[n] as Segment
      transactions.add(abortedBetween(log, segment.baseOffset, this.#endOf(n)))
      let hasRoom = true
      await this.#scan(segment, (batch) => {
        hasRoom &&= noteKeys(keys, transactions, batch, from)
        return hasRoom
      })
      if (!hasRoom) return keys
      keys.latestOffset = this.#endOf(n) - 1
    }
    return keys
  }

  #endOf(index: number): number {
    return this.#cleanable.segments[index + 1]?.baseOffset ?? this.#cleanable.endOffset
  }

  /** Groups adjacent segments that fit into one segment (kafka.Cleaner#groupSegmentsBySize). */
  #groups(endOffset: number): Segment[][] {
    const { segmentBytes, segmentIndexBytes } = this.log.config
    const groups: Segment[][] = []
    let bytes = 0
    let indexBytes = 0
    this.#cleanable.segments.forEach((segment, n) => {
      if (segment.baseOffset >= endOffset) return
      const { offsets, times } = segment.indexes
      const group = groups.at(-1)
      const spans = this.#endOf(n) - 1 - (group?.[0]?.baseOffset ?? 0)
      const fits =
        bytes + segment.sizeBytes <= segmentBytes &&
        indexBytes + Math.max(offsets.bytes, times.bytes) <= segmentIndexBytes &&
        spans <= 0x7fffffff
      if (group !== undefined && fits) group.push(segment)
      else {
        groups.push([segment])
        bytes = indexBytes = 0
      }
      bytes += segment.sizeBytes
      indexBytes += Math.max(offsets.bytes, times.bytes)
      segment.unloadIndexes()
    })
    return groups
  }

  #begin(group: readonly Segment[]): Segment {
    const { log } = this
    const [first] = group as [Segment]
    const cleaned = makeSegment(log, this.#services, first.baseOffset)
    cleaned.suffix = '.cleaned'
    cleaned.removeFiles()
    cleaned.begin(first.createdMs, 0)
    return cleaned
  }

  async #rewrite(group: readonly Segment[], cleaned: Segment, rules: CompactionRules): Promise<void> {
    const { log } = this
    const { disk } = this.#services.env
    // If an old segment has this file, the new one gets it too; otherwise the old file could remain after a crash.
    if (group.some((segment) => disk.exists(segment.path('txnindex'))))
      disk.open(cleaned.path('txnindex'), 'create').close()
    const file = disk.open(cleaned.logPath, 'write')
    try {
      const out = new CleanedFile(log, cleaned, file)
      for (const segment of group) {
        const next = log.segments[log.segments.indexOf(segment) + 1] as Segment
        rules.transactions.add(abortedBetween(log, segment.baseOffset, next.baseOffset))
        await this.#scan(segment, ({ buffer, at, size }) => {
          const bytes = compactBatch(rules, buffer, at, size)
          if (bytes !== undefined) out.append(bytes)
          return true
        })
      }
      out.flush()
      cleaned.saveIndexes(true)
      await file.sync()
    } finally {
      file.close()
    }
    for (const kind of ['index', 'timeindex', 'txnindex'] as const) await this.#sync(cleaned.path(kind))
    this.#check()
  }

  async #sync(path: string): Promise<void> {
    const { disk } = this.#services.env
    if (!disk.exists(path)) return
    const file = disk.open(path, 'write')
    try {
      await file.sync()
    } finally {
      file.close()
    }
  }

  /** Visits every entry of a segment, pausing in between, until `visit` stops it. */
  async #scan(segment: Segment, visit: (batch: ScannedBatch) => boolean): Promise<void> {
    this.#check()
    const { sizeBytes, logPath } = segment
    // Uses its own handle: the pool may close a shared one during a pause.
    const file = this.#services.env.disk.open(logPath, 'read')
    let position = 0
    try {
      for (const batch of scanBatches(file, 0, sizeBytes, windowBytes)) {
        if (!isSound(batch, segment.baseOffset)) break
        if (!visit(batch)) return
        position = batch.position + batch.size
        if (!this.#pace.spend(batch.size)) continue
        await this.#pace.rest()
        this.#check()
      }
    } catch (error) {
      if (error instanceof RecordsError) throw this.#uncleanable(segment, position, error.message)
      throw error
    } finally {
      file.close()
    }
    if (position < sizeBytes) throw this.#uncleanable(segment, position, 'it is damaged')
  }

  #uncleanable(segment: Segment, position: number, why: string): UncleanableError {
    return new UncleanableError(`${segment.logPath}: the batch at position ${position} cannot be compacted: ${why}`)
  }

  /** Throws if the log has changed, before any further work on it. */
  #check(): void {
    const { log } = this
    if (this.#isStopped() || log.failed || log.truncations !== this.#truncations) throw givenUp
  }

  #swap(group: readonly Segment[], cleaned: Segment): void {
    const { log } = this
    try {
      replaceSegments(log, this.#services, group, [cleaned])
    } catch (error) {
      // Partly renamed: file names no longer match their contents, and only recovery can sort that out.
      this.#writer.fail(error)
      throw error
    }
    this.#writer.forgetTail()
    cleaned.unloadIndexes()
    for (const { baseOffset } of group.slice(1))
      this.#services.env.disk.remove(snapshotPath(log, this.#services, baseOffset))
  }
}

/** Returns false if the keys of this batch no longer fit. */
function noteKeys(keys: KeyOffsets, transactions: CleanedTransactions, batch: ScannedBatch, from: number): boolean {
  const { buffer, at } = batch
  const isAborted = transactions.take(buffer, at)
  const lastOffset = entryLastOffset(buffer, at)
  if (lastOffset < from) return true
  if (!isAborted && !(magic(buffer, at) === 2 && isControl(buffer, at))) {
    for (const { key, offset } of recordsOf(buffer, at)) {
      if (key !== null && offset >= from && !keys.put(key, offset)) return false
    }
  }
  keys.latestOffset = lastOffset
  return true
}

function levelOf({ config }: LogState, codec: CodecName): number | undefined {
  if (codec === 'gzip') return config.compressionGzipLevel
  if (codec === 'lz4') return config.compressionLz4Level
  return codec === 'zstd' ? config.compressionZstdLevel : undefined
}

/** Writes the file of a compacted segment, one window at a time. */
class CleanedFile {
  readonly #log: LogState
  readonly #segment: Segment
  readonly #file: DiskFile
  readonly #window = Buffer.allocUnsafeSlow(windowBytes)
  #filled = 0
  #position = 0

  constructor(log: LogState, segment: Segment, file: DiskFile) {
    this.#log = log
    this.#segment = segment
    this.#file = file
  }

  /** Copies or writes the bytes before it returns. @throws DiskError */
  append(bytes: Buffer): void {
    const { indexIntervalBytes, segmentIndexBytes } = this.#log.config
    const lastOffset = entryLastOffset(bytes, 0)
    const timestamp = entryMaxTimestamp(bytes, 0)
    this.#segment.append(lastOffset, bytes.length, timestamp, lastOffset, indexIntervalBytes, segmentIndexBytes)
    if (bytes.length > windowBytes - this.#filled) this.flush()
    if (bytes.length > windowBytes) {
      this.#write(bytes)
      return
    }
    this.#filled += bytes.copy(this.#window, this.#filled)
  }

  flush(): void {
    if (this.#filled > 0) this.#write(this.#window.subarray(0, this.#filled))
    this.#filled = 0
  }

  #write(bytes: Buffer): void {
    this.#file.write([bytes], this.#position)
    this.#position += bytes.length
  }
}

/**
 * Compacts the part of the log described by `cleanable`. Returns false if it gave up. Rejects with DiskError or UncleanableError;
 * the log is then unchanged.
 */
export async function cleanLog(options: RoundOptions): Promise<boolean> {
  const { state } = options.cleanable.log
  state.beginCleaning()
  try {
    await new Round(options).run()
    return true
  } catch (error) {
    if (error === givenUp) return false
    throw error
  } finally {
    state.endCleaning()
  }
}
