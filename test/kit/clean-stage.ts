/** A compacted log on a memory disk, under a clock that stands still, for the tests of the cleaner. */

import { type Disk, DiskError, type DiskFile } from '../../src/env/index.ts'
import { createMemoryDisk, type FileStore, type LogConfig, type LogStoreConfig } from '../../src/log/index.ts'
import type { FileLog } from '../../src/log/log.ts'
import {
  baseOffset,
  batchSize,
  buildBatch,
  buildMarker,
  deleteHorizonMs,
  entryLastOffset,
  hasValidChecksum,
  isControl,
  isTransactional,
  producerId,
  readMarker,
  recordsOf
} from '../../src/records/index.ts'
import { got } from './failures.ts'
import { client, fileStore, logConfig, testEnv, topicId } from './logs.ts'

export const compacted: Partial<LogConfig> = { cleanupPolicy: { compact: true, delete: false } }
const started = 1_700_000_000_000

export type Entry = readonly [key: string | null, value: string | null]

export interface SeenBatch {
  readonly from: number
  readonly to: number
  readonly horizonMs: number
  readonly producerId: number
  readonly isTransactional: boolean
  /** Undefined for data. */
  readonly marker: 'ABORT' | 'COMMIT' | null | undefined
  readonly records: readonly string[]
}

export interface Stage {
  readonly log: FileLog
  readonly store: FileStore
  readonly lines: string[]
  readonly disk: Disk
  readonly time: { nowMs: number }
  put(entries: readonly Entry[], options?: Parameters<typeof buildBatch>[1]): number
  mark(type: 'COMMIT' | 'ABORT', producerId: number): void
  roll(): void
  clean(): Promise<void>
  batches(): Promise<SeenBatch[]>
  /** `offset key=value`, in order. */
  records(): Promise<string[]>
  latest(): Promise<Map<string, string | null>>
}

export function stage(
  config: Partial<LogConfig> = {},
  settings: Partial<LogStoreConfig> = {},
  from: { disk?: Disk; time?: { nowMs: number } } = {}
): Stage {
  const time = from.time ?? { nowMs: started }
  const disk = from.disk ?? createMemoryDisk(() => time.nowMs)
  const real = testEnv()
  const env = { ...real, disk, clock: { wallMs: () => time.nowMs, monotonicMs: () => real.clock.monotonicMs() } }
  const whole = { ...logConfig, ...compacted, ...config }
  const { store, lines } = fileStore('/data', whole, { cleanerEnable: true, cleanerBackoffMs: 0, ...settings }, env)
  const log = (store.find('t', 0) ?? store.create('t', 0, topicId, whole)) as FileLog
  log.highWatermark = log.logEndOffset
  const append = (bytes: Buffer) => {
    const isMarker = (bytes[22] as number) & 0x20
    const result = log.append(bytes, isMarker ? { ...client, origin: 'coordinator' } : client)
    log.highWatermark = log.logEndOffset
    return got(result).firstOffset
  }
  const made: Stage = {
    log,
    store,
    lines,
    disk,
    time,
    put: (entries, options = {}) =>
      append(
        buildBatch(
          entries.map(([key, value]) => ({
            timestamp: time.nowMs,
            key: key === null ? null : Buffer.from(key),
            value: value === null ? null : Buffer.from(value)
          })),
          options
        )
      ),
    mark: (type, producerId) =>
      void append(buildMarker({ type, producerId, producerEpoch: 0, coordinatorEpoch: 0, timestampMs: time.nowMs })),
    roll: () => log.roll(time.nowMs),
    clean: () => store.maintain(),
    batches: () => batchesOf(log),
    records: async () => (await batchesOf(log)).flatMap(({ records }) => records),
    latest: async () => latestOf(await batchesOf(log))
  }
  return made
}

async function batchesOf(log: FileLog): Promise<SeenBatch[]> {
  const seen: SeenBatch[] = []
  let next = log.logStartOffset
  while (next < log.logEndOffset) {
    const limits = { maxBytes: 300, atLeastOneBatch: true, upToOffset: Number.MAX_SAFE_INTEGER }
    const read = await log.read(next, limits)
    if ('error' in read) throw new Error(read.error)
    const bytes = Buffer.concat(read.chunks)
    read.release()
    if (bytes.length === 0) throw new Error(`nothing to be read at ${next} of ${log.logEndOffset}`)
    for (let at = 0; at < bytes.length; at += batchSize(bytes, at)) {
      // No `expect` for each of very many: it takes longer than what it looks at.
      if (!hasValidChecksum(bytes, at)) throw new Error(`a batch at ${next} with a wrong checksum`)
      if (entryLastOffset(bytes, at) < next) throw new Error(`a batch before ${next}`)
      const records = isControl(bytes, at)
        ? []
        : [...recordsOf(bytes, at)].map(({ offset, key, value }) => `${offset} ${key}=${value}`)
      seen.push({
        from: baseOffset(bytes, at),
        to: entryLastOffset(bytes, at),
        horizonMs: deleteHorizonMs(bytes, at),
        producerId: producerId(bytes, at),
        isTransactional: isTransactional(bytes, at),
        marker: isControl(bytes, at) ? (readMarker(bytes, at)?.type ?? null) : undefined,
        records
      })
      next = entryLastOffset(bytes, at) + 1
    }
  }
  return seen
}

/** What a read_committed consumer makes of the batches, by its own rules. */
export function committedOf(log: FileLog, batches: readonly SeenBatch[]): SeenBatch[] {
  const coming = log
    .abortedTransactions(log.logStartOffset, log.logEndOffset)
    .sort((a, b) => a.firstOffset - b.firstOffset)
  const aborted = new Set<number>()
  return batches.filter((batch) => {
    while (coming[0] !== undefined && coming[0].firstOffset <= batch.to)
      aborted.add(coming.shift()?.producerId as number)
    if (batch.marker === 'ABORT') aborted.delete(batch.producerId)
    return batch.marker === undefined && !(batch.isTransactional && aborted.has(batch.producerId))
  })
}

export function latestOf(batches: readonly SeenBatch[]): Map<string, string | null> {
  const latest = new Map<string, string | null>()
  for (const line of batches.flatMap(({ records }) => records)) {
    const [, key, value] = /^\d+ (.*?)=(.*)$/.exec(line) as unknown as [string, string, string]
    if (value === 'null') latest.delete(key)
    else latest.set(key, value)
  }
  return latest
}

/** A disk that stops working at its `at`-th change of anything, as if the process were killed there. */
export function dyingDisk(disk: Disk, at: number): Disk & { readonly changes: number; readonly isDead: boolean } {
  let changes = 0
  const step = (path: string) => {
    changes++
    if (changes >= at) throw new DiskError('OTHER', path, `${path}: the process is dead`)
  }
  const fileOf = (file: DiskFile): DiskFile => ({
    path: file.path,
    size: () => file.size(),
    readSync: (into, offset, length, position) => file.readSync(into, offset, length, position),
    read: (into, offset, length, position) => file.read(into, offset, length, position),
    sync: async () => step(file.path),
    syncSync: () => step(file.path),
    close: () => file.close(),
    write(buffers, position) {
      step(file.path)
      file.write(buffers, position)
    },
    async writeLater(buffers, position) {
      this.write(buffers, position)
    },
    truncate(length) {
      step(file.path)
      file.truncate(length)
    }
  })
  return {
    ...disk,
    get changes() {
      return changes
    },
    get isDead() {
      return changes >= at
    },
    open(path, mode) {
      if (mode === 'create' && !disk.exists(path)) step(path)
      else if (changes >= at) throw new DiskError('OTHER', path, `${path}: the process is dead`)
      return fileOf(disk.open(path, mode))
    },
    rename(from, to) {
      step(from)
      disk.rename(from, to)
    },
    remove(path) {
      if (disk.exists(path)) step(path)
      disk.remove(path)
    },
    writeFileAtomic(path, content) {
      step(path)
      disk.writeFileAtomic(path, content)
    },
    syncDirectory: (path) => step(path),
    syncDirectoryLater: async (path) => step(path)
  }
}
