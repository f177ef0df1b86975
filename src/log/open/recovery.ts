/*
 * Opens one partition directory: recovers segments, the torn tail after a kill, indexes, epochs and producer state. Never drops a
 * valid batch, and logs everything it drops.
 */
import type { DiskEntry, DiskFile } from '../../env/index.ts'
import {
  baseOffset,
  entryLastOffset,
  entryMaxTimestamp,
  magic,
  magicAt,
  partitionLeaderEpoch,
  RecordsError
} from '../../records/index.ts'
import { asDiskError } from '../disk/disk-errors.ts'
import type { StoreServices } from '../disk/store-services.ts'
import { factsOf } from '../producers/batch-facts.ts'
import {
  loadProducersAt,
  removeSnapshotsFrom,
  removeStraySnapshots,
  snapshotPath
} from '../producers/producer-snapshots.ts'
import { isSound, type ScannedBatch, scanBatches } from '../segment/scan.ts'
import type { Segment } from '../segment/segment.ts'
import { EpochCache } from '../state/epoch-cache.ts'
import { beginSegment, makeSegment, removeSegment } from '../state/log-segments.ts'
import type { LogState } from '../state/log-state.ts'
import { settleRenames } from '../state/segment-swap.ts'
import type { LogParts } from '../write/log-parts.ts'
import { startAnewAt } from '../write/truncation.ts'
import { resume } from './new-log.ts'

interface OpenedFrom {
  readonly isClean: boolean
  readonly recoveryPoint: number
  /** False if `recoveryPoint` is 0 only because it is unknown. */
  readonly knowsRecoveryPoints: boolean
  readonly logStartOffset: number
  readonly highWatermark: number
}

const known =
  /^(?:\d{20}\.(?:log|index|timeindex|txnindex|snapshot|(?:log|index|timeindex|txnindex)\.after-cut)|leader-epoch-checkpoint|partition\.metadata)$/

/** Opens the log in the directory; an empty directory becomes an empty log. @throws DiskError */
export function openLog(log: LogParts, from: OpenedFrom): void {
  const { state, services, sideFiles } = log
  const { disk, clock } = services.env
  const entries = settleRenames(state, services)
  for (const { name } of entries) {
    if (!known.test(name))
      services.logger.warn('ignoring a file that does not belong to a log', { directory: state.directory, name })
  }
  readEpochs(log)
  findSegments(state, services, entries)
  removeOrphans(state, services, entries)
  state.foundStart(Math.max(0, from.logStartOffset, state.segments[0]?.baseOffset ?? 0))
  removeDeleted(state, services)
  if (state.segments.length === 0) {
    state.foundEnd(state.logStartOffset)
    state.addSegment(beginSegment(state, services, state.logEndOffset, clock.wallMs()))
  }
  const opening = new Opening(state, services, from)
  for (let n = 0; n < state.segments.length; n++) opening.open(state.segments[n] as Segment)
  if (state.logEndOffset < from.recoveryPoint) tellOfLoss(log, from.recoveryPoint)
  if (state.logEndOffset < state.logStartOffset) beginAtStart(log)
  const { active, logStartOffset, logEndOffset } = state
  active.createdMs = disk.stat(active.logPath)?.modifiedMs ?? clock.wallMs()
  if (state.epochs.truncateFromEnd(logEndOffset) || opening.epochsChanged) sideFiles.noteNewEpochs()
  if (state.epochs.truncateFromStart(logStartOffset)) sideFiles.noteNewEpochs()
  const recoveryPoint = Math.min(from.isClean ? logEndOffset : from.recoveryPoint, logEndOffset)
  const highWatermark = Math.min(Math.max(from.highWatermark, logStartOffset), logEndOffset)
  state.opened(recoveryPoint, highWatermark)
  resume(log, disk.exists(snapshotPath(state, services, logEndOffset)))
  if (!opening.knowsProducersAtEnd) loadProducersAt(state, services, logEndOffset)
  if (from.isClean) return
  const hadStrays = removeStraySnapshots(state, services)
  // Truncated bytes must not come back after the next power loss, behind or between records appended from now on.
  if (hadStrays || opening.hasCut) disk.syncDirectory(state.directory)
  syncRecovered(log)
}

/** Neither a kill nor a power loss removes synced records: a person or the disk removed or damaged a file. */
function tellOfLoss({ state, services }: LogParts, recoveryPoint: number): void {
  const { directory, logEndOffset: end } = state
  const fields = { directory, endOffset: end, syncedUpTo: recoveryPoint }
  services.logger.error('records are lost: a log ends before its last synced offset', fields)
}

/**
 * Users deleted all remaining records. New records must not reuse these offsets, or they would count as deleted after the next
 * start.
 */
function beginAtStart(log: LogParts): void {
  const { directory, logStartOffset: start, logEndOffset: end } = log.state
  const fields = { directory, startOffset: start, endOffset: end }
  log.services.logger.warn('a log ends below its log start offset; starting it empty at that offset', fields)
  startAnewAt(log, start)
}

/** After a kill, the kernel may still hold bytes that the previous process did not sync. */
function syncRecovered({ state, services, writer }: LogParts): void {
  const { pool, env, newDirectories } = services
  // If acknowledgements wait for the disk, readers would otherwise not see these records until the next append.
  const mustSync = writer.settledEnd < state.logEndOffset
  state.segments.forEach((segment, n) => {
    const end = state.segments[n + 1]?.baseOffset ?? state.logEndOffset
    if (end <= state.recoveryPoint) return
    if (mustSync) pool.file(segment.logPath).syncSync()
    else if (segment !== state.active) writer.syncLater(segment, end)
  })
  if (!mustSync) return
  env.disk.syncDirectory(state.directory)
  newDirectories.sync()
  writer.resumeAt(state.logEndOffset, state.active.sizeBytes, state.logEndOffset)
}

function findSegments(log: LogState, services: StoreServices, entries: readonly DiskEntry[]): void {
  const offsets = entries
    .map(({ name }) => /^(\d{20})\.log$/.exec(name))
    .filter((match) => match !== null)
    .map((match) => Number(match[1]))
    .sort((a, b) => a - b)
  log.foundSegments(offsets.map((offset) => makeSegment(log, services, offset)))
  for (const segment of log.segments) segment.sizeBytes = services.env.disk.stat(segment.logPath)?.size ?? 0
}

/** A power loss may bring back some of the segments being deleted, with gaps between them that hide transaction markers. */
function removeDeleted(log: LogState, services: StoreServices): void {
  while ((log.segments[1]?.baseOffset ?? Number.POSITIVE_INFINITY) <= log.logStartOffset)
    removeSegment(log, services, log.segments[0] as Segment)
}

/** Removes indexes of segments whose log file does not exist (LogLoader#loadSegmentFiles). */
function removeOrphans(log: LogState, services: StoreServices, entries: readonly DiskEntry[]): void {
  const { disk } = services.env
  const begins = new Set(log.segments.map(({ baseOffset }) => baseOffset))
  for (const { name } of entries) {
    const match = /^(\d{20})\.(?:index|timeindex|txnindex)$/.exec(name)
    if (match !== null && !begins.has(Number(match[1]))) disk.remove(disk.join(log.directory, name))
  }
}

function readEpochs({ state, services, sideFiles }: LogParts): void {
  const { disk } = services.env
  const path = disk.join(state.directory, 'leader-epoch-checkpoint')
  if (!disk.exists(path)) return
  const cache = EpochCache.fromText(Buffer.from(disk.readFile(path)).toString())
  if (cache === undefined)
    services.logger.warn('rebuilding an unreadable leader epoch checkpoint from the records', { path })
  else {
    state.epochs.takeFrom(cache)
    sideFiles.noteEpochsOnDisk()
  }
}

/** Opens the segments of a log in order. */
class Opening {
  readonly #log: LogState
  readonly #services: StoreServices
  readonly #from: OpenedFrom
  epochsChanged = false
  hasCut = false
  /** The last segment that may have lost its tail. */
  #torn: Segment | undefined
  /** The log's producer state covers everything before this offset. */
  #producersAt: number | undefined

  constructor(log: LogState, services: StoreServices, from: OpenedFrom) {
    this.#log = log
    this.#services = services
    this.#from = from
  }

  get knowsProducersAtEnd(): boolean {
    return this.#producersAt === this.#log.logEndOffset
  }

  open(segment: Segment): void {
    const log = this.#log
    const index = log.segments.indexOf(segment)
    const next = log.segments[index + 1]
    const followsTorn = this.#torn !== undefined && this.#torn === log.segments[index - 1]
    if (followsTorn && this.#isBehindHole(segment)) {
      const fields = { path: segment.logPath, fromOffset: log.logEndOffset }
      this.#services.logger.error('records are missing before a segment', fields)
      this.#setAsideFrom(index)
      return
    }
    const mayBeTorn = !this.#from.isClean && (next === undefined || next.baseOffset > this.#from.recoveryPoint)
    if (mayBeTorn) this.#torn = segment
    if (followsTorn) this.#goOnBehindHole(segment)
    if (mayBeTorn) this.#rebuild(segment)
    else if (!segment.hasIndexFiles) this.#rebuild(segment, true)
    else if (next === undefined) this.#openLast(segment)
  }

  /** Whether records before it were lost. Compaction leaves legitimate gaps, but not beyond the recovery point. */
  #isBehindHole({ baseOffset: begin }: Segment): boolean {
    const { config, logEndOffset, logStartOffset } = this.#log
    if (config.cleanupPolicy.compact || !this.#from.knowsRecoveryPoints) return false
    return begin > logEndOffset && begin > logStartOffset
  }

  /**
   * A snapshot there may include lost records, such as a transaction marker. Producer state must follow from the remaining
   * records, now and at the next start.
   */
  #goOnBehindHole({ baseOffset: begin }: Segment): void {
    if (this.#producersAt === undefined || this.#producersAt >= begin) return
    removeSnapshotsFrom(this.#log, this.#services, begin)
    this.#producersAt = begin
    this.hasCut = true
  }

  /** After a clean shutdown, reads only the end of the last segment, to find the log end offset. */
  #openLast(segment: Segment): void {
    const log = this.#log
    if (segment.tryIndexes() === undefined) {
      this.#rebuild(segment)
      return
    }
    segment.knowTimes()
    let nextOffset = segment.baseOffset
    let end = 0
    const file = this.#services.pool.file(segment.logPath)
    const start = segment.indexes.offsets.positionOf(Number.MAX_SAFE_INTEGER)
    for (const batch of scanBatches(file, start, segment.sizeBytes)) {
      if (entryLastOffset(batch.buffer, batch.at) < segment.baseOffset) break
      segment.noteTimestamp(entryMaxTimestamp(batch.buffer, batch.at), entryLastOffset(batch.buffer, batch.at))
      nextOffset = entryLastOffset(batch.buffer, batch.at) + 1
      end = batch.position + batch.size
    }
    if (end !== segment.sizeBytes) {
      this.#rebuild(segment)
      return
    }
    log.foundEnd(nextOffset)
    segment.firstTimestamp = firstTimestampOf(this.#services, segment)
  }

  /**
   * Reads the segment batch by batch, truncates it at the first invalid batch, and rebuilds its indexes. Makes them durable
   * immediately if the next start will trust them.
   */
  #rebuild(segment: Segment, isTrusted = false): void {
    const log = this.#log
    const file = this.#services.pool.file(segment.logPath)
    const fileBytes = file.size()
    segment.sizeBytes = 0
    segment.resetIndexes()
    if (this.#producersAt !== segment.baseOffset) loadProducersAt(log, this.#services, segment.baseOffset)
    let nextOffset = segment.baseOffset
    for (const batch of scanBatches(file, 0, fileBytes)) {
      if (!isSound(batch, nextOffset, segment.baseOffset) || !this.#take(segment, batch)) break
      nextOffset = entryLastOffset(batch.buffer, batch.at) + 1
    }
    log.foundEnd(nextOffset)
    this.#producersAt = nextOffset
    if (segment.sizeBytes < fileBytes) this.#cut(segment, fileBytes, nextOffset)
    if (segment !== log.active) this.#saveIndexes(segment, isTrusted)
  }

  /** On a full disk the indexes stay in memory: records can be read, and the next start rebuilds them. */
  #saveIndexes(segment: Segment, isTrusted: boolean): void {
    const { reserve, logger } = this.#services
    try {
      reserve.spend(() => segment.saveIndexes(true, isTrusted))
    } catch (error) {
      const failure = asDiskError(error)
      if (failure.code !== 'NO_SPACE') throw error
      const fields = { path: segment.logPath, error: failure.message }
      logger.warn('the disk is full; keeping the indexes of a segment in memory', fields)
    }
  }

  /** Returns false if no append could have written this entry. */
  #take(segment: Segment, { buffer, at, size }: ScannedBatch): boolean {
    const log = this.#log
    const offset = baseOffset(buffer, at)
    const lastOffset = entryLastOffset(buffer, at)
    const facts = factsOf(buffer, at)
    const { indexIntervalBytes, segmentIndexBytes } = log.config
    try {
      const completed = facts.producerId >= 0 ? log.producers.update(facts, offset) : undefined
      if (completed?.isAborted) segment.addAborted(completed)
    } catch (error) {
      if (error instanceof RecordsError) return false
      throw error
    }
    segment.append(lastOffset, size, entryMaxTimestamp(buffer, at), lastOffset, indexIntervalBytes, segmentIndexBytes)
    const epoch = magic(buffer, at) === 2 ? partitionLeaderEpoch(buffer, at) : -1
    if (epoch >= 0 && epoch > log.epochs.latest && log.epochs.assign(epoch, offset)) this.epochsChanged = true
    return true
  }

  /**
   * Segments after a truncation would leave a gap. They are set aside rather than deleted, so that an operator can inspect them.
   */
  #cut(segment: Segment, fileBytes: number, nextOffset: number): void {
    const log = this.#log
    const file = this.#services.pool.file(segment.logPath)
    const { sizeBytes } = segment
    if (!isEmptyFrom(file, sizeBytes)) {
      const fields = { path: segment.logPath, position: sizeBytes, offset: nextOffset, bytes: fileBytes - sizeBytes }
      this.#services.logger.warn('truncating an incomplete batch at the end of a segment', fields)
    }
    file.truncate(sizeBytes)
    // Old bytes must not reappear among those written there from now on.
    file.syncSync()
    this.#setAsideFrom(log.segments.indexOf(segment) + 1)
  }

  #setAsideFrom(index: number): void {
    const log = this.#log
    this.hasCut = true
    for (const later of log.takeSegmentsFrom(index)) {
      if (later.sizeBytes === 0) {
        later.removeFiles()
        continue
      }
      this.#services.logger.warn('renamed a segment beyond the damage to .after-cut', { path: later.logPath })
      later.changeSuffix('.after-cut')
    }
  }
}

/** Unused preallocated space is no loss, nor are zeros that a power loss left in an unsynced part. */
function isEmptyFrom(file: DiskFile, position: number): boolean {
  const head = Buffer.alloc(64)
  const filled = file.readSync(head, 0, head.length, position)
  // The start of a torn entry, up to the magic byte, may be zeros too.
  return filled > magicAt && head.every((byte) => byte === 0)
}

function firstTimestampOf(services: StoreServices, segment: Segment): number | undefined {
  const file = services.pool.file(segment.logPath)
  for (const { buffer, at } of scanBatches(file, 0, segment.sizeBytes, 4096)) {
    const timestamp = entryMaxTimestamp(buffer, at)
    return timestamp < 0 ? undefined : timestamp
  }
  return undefined
}
