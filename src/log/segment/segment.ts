/*
 * One segment of a log: its size, indexes, time range and files. The active segment grows; a rolled one is never written again.
 * Never assigns offsets and never waits.
 */
import type { Disk } from '../../env/index.ts'
import type { LogConfig } from '../contract.ts'
import type { FilePool } from '../disk/file-pool.ts'
import { OffsetIndex, offsetEntryBytes } from './offset-index.ts'
import { TimeIndex, timeEntryBytes } from './time-index.ts'
import { type AbortedEntry, abortedFromBytes, abortedToBytes } from './txn-index.ts'

export const segmentName = (baseOffset: number) => String(baseOffset).padStart(20, '0')

interface SegmentIndexes {
  readonly offsets: OffsetIndex
  readonly times: TimeIndex
  aborted: AbortedEntry[]
}

export class Segment {
  readonly baseOffset: number
  readonly #of: { readonly directory: string }
  #logPath = ''
  #logPathSuffix: string | undefined
  #logPathDirectory = ''
  readonly #disk: Disk
  readonly #pool: FilePool
  /** '' or '.cleaned', '.swap', '.deleted'. */
  suffix = ''
  /** Size of the log file in bytes, including appends not yet written. */
  sizeBytes = 0
  maxTimestamp = -1
  offsetOfMaxTimestamp = -1
  /** Timestamp of the first batch, from which segment.ms counts; undefined while empty. */
  firstTimestamp: number | undefined
  /** Creation time in wall milliseconds, for segments without timestamps. */
  createdMs = 0
  /** The part of segment.jitter.ms subtracted from segment.ms for this segment. */
  rollJitterMs = 0
  readonly #repair: (segment: Segment) => void
  readonly #wrote: (path: string) => void
  #indexes: SegmentIndexes | undefined
  #bytesSinceIndexEntry = 0
  #hasUnsavedIndexes = false
  #isPreallocated = false
  /** The indexes were rebuilt because their files, which the next start may trust, are corrupt. */
  areRepaired = false
  /** Whether the indexes were used since the last sweep. */
  #wereIndexesUsed = false

  constructor(options: {
    readonly disk: Disk
    readonly pool: FilePool
    /** The log's identity; its directory may be renamed. */
    readonly of: { readonly directory: string }
    readonly baseOffset: number
    /** Rebuilds the indexes if their files are missing or corrupt. */
    readonly repair: (segment: Segment) => void
    /** Called for each index file that was written but not synced. */
    readonly wrote: (path: string) => void
  }) {
    this.baseOffset = options.baseOffset
    this.#of = options.of
    this.#disk = options.disk
    this.#pool = options.pool
    this.#repair = options.repair
    this.#wrote = options.wrote
  }

  path(kind: 'log' | 'index' | 'timeindex' | 'txnindex'): string {
    return this.#disk.join(this.#of.directory, `${segmentName(this.baseOffset)}.${kind}${this.suffix}`)
  }

  /** Every write and read needs the path, so it is joined once per suffix and directory. */
  get logPath(): string {
    const { directory } = this.#of
    if (this.#logPathSuffix !== this.suffix || this.#logPathDirectory !== directory) {
      this.#logPathSuffix = this.suffix
      this.#logPathDirectory = directory
      this.#logPath = this.path('log')
    }
    return this.#logPath
  }

  get hasUnsavedIndexes(): boolean {
    return this.#hasUnsavedIndexes
  }

  get isPreallocated(): boolean {
    return this.#isPreallocated
  }

  /** Creates the file of a new segment, with `preallocateBytes` of space, and empty indexes. @throws DiskError */
  begin(createdMs: number, preallocateBytes: number): void {
    this.createdMs = createdMs
    this.resetIndexes()
    const file = this.#pool.create(this.logPath)
    if (file.size() > 0) file.truncate(0)
    this.#isPreallocated = preallocateBytes > 0
    if (this.#isPreallocated) file.truncate(preallocateBytes)
  }

  /** Frees unused preallocated space. */
  trim(): void {
    this.#pool.file(this.logPath).truncate(this.sizeBytes)
    this.#isPreallocated = false
  }

  resetIndexes(): void {
    this.#indexes = { offsets: new OffsetIndex(this.baseOffset), times: new TimeIndex(this.baseOffset), aborted: [] }
    this.#bytesSinceIndexEntry = 0
    this.maxTimestamp = -1
    this.offsetOfMaxTimestamp = -1
    this.firstTimestamp = undefined
    this.#hasUnsavedIndexes = true
  }

  /** Reads the index files on first use. Undefined if they are missing or corrupt and must be rebuilt from the log. */
  tryIndexes(): SegmentIndexes | undefined {
    this.#wereIndexesUsed = true
    if (this.#indexes !== undefined) return this.#indexes
    const offsetBytes = this.#read('index')
    const timeBytes = this.#read('timeindex')
    if (offsetBytes === undefined || timeBytes === undefined) return undefined
    const offsets = OffsetIndex.fromBytes(offsetBytes, this.baseOffset, this.sizeBytes)
    const times = TimeIndex.fromBytes(timeBytes, this.baseOffset)
    const aborted = this.readAborted()
    if (offsets === undefined || times === undefined || aborted === undefined) return undefined
    this.#indexes = { offsets, times, aborted }
    return this.#indexes
  }

  #read(kind: 'index' | 'timeindex' | 'txnindex'): Buffer | undefined {
    const path = this.path(kind)
    return this.#disk.exists(path) ? Buffer.from(this.#disk.readFile(path)) : undefined
  }

  /** Aborted transactions from their file: none if there is no file, undefined if it is corrupt. */
  readAborted(): AbortedEntry[] | undefined {
    return this.#indexes?.aborted ?? abortedFromBytes(this.#read('txnindex') ?? Buffer.alloc(0))
  }

  get hasIndexFiles(): boolean {
    return this.#disk.exists(this.path('index')) && this.#disk.exists(this.path('timeindex'))
  }

  get indexes(): SegmentIndexes {
    const found = this.tryIndexes()
    if (found !== undefined) return found
    this.#repair(this)
    return this.#indexes as SegmentIndexes
  }

  /** Unloads the indexes of a rolled segment; they are read again when needed. */
  unloadIndexes(): void {
    if (!this.#hasUnsavedIndexes) this.#indexes = undefined
  }

  /** Unloads them if they were not used since the last sweep. */
  sweepIndexes(): void {
    if (!this.#wereIndexesUsed) this.unloadIndexes()
    this.#wereIndexesUsed = false
  }

  /** Finds the latest timestamp of a segment that was opened from the end of its time index, without loading the index. */
  knowTimes(): void {
    if (this.maxTimestamp >= 0 || this.sizeBytes === 0) return
    const last = this.#indexes === undefined ? this.#readLastTime() : undefined
    const times = last ?? this.indexes.times
    this.maxTimestamp = times.lastTimestamp
    this.offsetOfMaxTimestamp = times.count === 0 ? -1 : times.lastOffset
  }

  /** Undefined if the file is not complete and valid. */
  #readLastTime(): TimeIndex | undefined {
    const path = this.path('timeindex')
    const bytes = this.#disk.stat(path)?.size ?? 0
    if (bytes < timeEntryBytes || bytes % timeEntryBytes !== 0) return undefined
    const entry = Buffer.alloc(timeEntryBytes)
    const file = this.#disk.open(path, 'read')
    try {
      file.readSync(entry, 0, timeEntryBytes, bytes - timeEntryBytes)
    } finally {
      file.close()
    }
    return entry.every((byte) => byte === 0) ? undefined : TimeIndex.fromBytes(entry, this.baseOffset)
  }

  areIndexesFull(indexBytesMax: number): boolean {
    const { offsets, times } = this.indexes
    return offsets.bytes + offsetEntryBytes > indexBytesMax || times.bytes + timeEntryBytes > indexBytesMax
  }

  /**
   * Whether an entry of `bytes` must go to a new segment. Source: org.apache.kafka.storage.internals.log.LogSegment#shouldRoll.
   */
  isRollDue(config: LogConfig, bytes: number, timestamp: number, nowMs: number, lastOffset: number): boolean {
    const isOutOfReach = lastOffset - this.baseOffset > 0x7fffffff
    if (this.sizeBytes === 0 || isOutOfReach) return isOutOfReach
    if (this.sizeBytes + bytes > config.segmentBytes || this.areIndexesFull(config.segmentIndexBytes)) return true
    const { firstTimestamp } = this
    const ageMs = firstTimestamp !== undefined && timestamp >= 0 ? timestamp - firstTimestamp : nowMs - this.createdMs
    const isLagBound = config.cleanupPolicy.compact && config.maxCompactionLagMs > 0
    const ageMaxMs = isLagBound ? Math.min(config.segmentMs, config.maxCompactionLagMs) : config.segmentMs
    return ageMs > ageMaxMs - this.rollJitterMs
  }

  /** A record of the segment has it. */
  noteTimestamp(timestamp: number, offset: number): void {
    if (timestamp <= this.maxTimestamp) return
    this.maxTimestamp = timestamp
    this.offsetOfMaxTimestamp = offset
  }

  /** Adds an entry of `bytes` at the end. Its index entry, if one is due, points to its start. */
  append(
    lastOffset: number,
    bytes: number,
    maxTimestamp: number,
    offsetOfMaxTimestamp: number,
    indexIntervalBytes: number,
    indexBytesMax: number
  ): void {
    this.noteTimestamp(maxTimestamp, offsetOfMaxTimestamp)
    if (this.firstTimestamp === undefined && maxTimestamp >= 0) this.firstTimestamp = maxTimestamp
    if (this.#bytesSinceIndexEntry > indexIntervalBytes && !this.areIndexesFull(indexBytesMax)) {
      const { offsets, times } = this.indexes
      offsets.append(lastOffset, this.sizeBytes)
      times.maybeAppend(this.maxTimestamp, this.offsetOfMaxTimestamp)
      this.#bytesSinceIndexEntry = 0
      this.#hasUnsavedIndexes = true
    }
    this.#bytesSinceIndexEntry += bytes
    this.sizeBytes += bytes
  }

  addAborted(entry: AbortedEntry): void {
    this.indexes.aborted.push(entry)
    this.#hasUnsavedIndexes = true
  }

  /** Writes the index files, trimmed as Kafka does; `isFinal` adds an entry for the last timestamp. @throws DiskError */
  saveIndexes(isFinal: boolean, isDurable = false): void {
    const { offsets, times, aborted } = this.indexes
    if (isFinal && this.maxTimestamp >= 0) {
      const before = times.count
      times.maybeAppend(this.maxTimestamp, this.offsetOfMaxTimestamp)
      if (times.count !== before) this.#hasUnsavedIndexes = true
    }
    if (!this.#hasUnsavedIndexes) return
    const mustReplace = isDurable || this.areRepaired
    this.#save('index', offsets.toBytes(), mustReplace)
    this.#save('timeindex', times.toBytes(), mustReplace)
    if (aborted.length > 0 || this.#disk.exists(this.path('txnindex')))
      this.#save('txnindex', abortedToBytes(aborted), mustReplace)
    this.#hasUnsavedIndexes = false
    this.areRepaired = false
  }

  #save(kind: 'index' | 'timeindex' | 'txnindex', bytes: Buffer, isDurable: boolean): void {
    const path = this.path(kind)
    const before = this.#read(kind) ?? Buffer.alloc(0)
    if (isDurable || !before.equals(bytes.subarray(0, before.length))) {
      // Rebuilt or truncated: a power loss may leave a mix of old and new, which startup does not notice below the recovery
      // point.
      this.#disk.writeFileAtomic(path, bytes)
      return
    }
    const file = this.#disk.open(path, 'create')
    try {
      file.truncate(bytes.length)
      if (bytes.length > 0) file.write([bytes], 0)
    } catch (error) {
      // The next start would trust a partial index, but rebuilds a missing one.
      this.#disk.remove(path)
      throw error
    } finally {
      file.close()
    }
    this.#wrote(path)
  }

  /**
   * Drops everything at or above `offset`, which is at `position` in the file. The caller must note again the timestamps of the
   * remaining records after the last index entry. @throws DiskError
   */
  truncateTo(offset: number, position: number): void {
    const { offsets, times } = this.indexes
    offsets.truncateTo(offset)
    times.truncateTo(offset)
    this.indexes.aborted = this.indexes.aborted.filter((entry) => entry.lastOffset < offset)
    this.sizeBytes = position
    this.#bytesSinceIndexEntry = 0
    this.maxTimestamp = times.lastTimestamp
    this.offsetOfMaxTimestamp = times.count === 0 ? -1 : times.lastOffset
    if (position === 0) this.firstTimestamp = undefined
    this.#hasUnsavedIndexes = true
    this.#isPreallocated = false
    this.#pool.file(this.logPath).truncate(position)
  }

  /** Renames all files from one suffix to another; `.swap` and `.deleted` are Kafka's names. @throws DiskError */
  changeSuffix(suffix: string): void {
    this.#pool.forget(this.logPath)
    const name = this.#disk.join(this.#of.directory, segmentName(this.baseOffset))
    // Records last: if a rename failed, a second call continues with the remaining files.
    for (const kind of ['index', 'timeindex', 'txnindex', 'log'] as const)
      if (this.#disk.exists(this.path(kind))) this.#disk.rename(this.path(kind), `${name}.${kind}${suffix}`)
    this.suffix = suffix
  }

  removeFiles(): void {
    this.#pool.forget(this.logPath)
    for (const kind of ['log', 'index', 'timeindex', 'txnindex'] as const) this.#disk.remove(this.path(kind))
  }
}
