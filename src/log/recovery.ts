/*
 * Owns bringing one partition directory back to life: leftovers of renames, segments, the torn tail after a kill, indexes,
 * epochs, producer state. Called by file-store.ts for each directory. Never drops a sound batch, and reports whatever it drops.
 */
import type { DiskEntry } from '../env/index.ts'
import { baseOffset, entryLastOffset, entryMaxTimestamp, magic, partitionLeaderEpoch } from '../records/index.ts'
import { factsOf } from './batch-facts.ts'
import { EpochCache } from './epoch-cache.ts'
import type { FileLog } from './log.ts'
import { isSound, type ScannedBatch, scanBatches } from './scan.ts'
import type { Segment } from './segment.ts'

export interface OpenedFrom {
  readonly isClean: boolean
  readonly recoveryPoint: number
  readonly logStartOffset: number
  readonly highWatermark: number
}

const known = /^(?:\d{20}\.(?:log|index|timeindex|txnindex|snapshot|(?:log|index|timeindex|txnindex)\.after-cut)|leader-epoch-checkpoint|partition\.metadata)$/

/** Opens what the directory holds; an empty one becomes an empty log. @throws DiskError */
export function openLog(log: FileLog, from: OpenedFrom): void {
  const entries = settleRenames(log)
  for (const { name } of entries) {
    if (!known.test(name) && !name.endsWith('.tmp')) log.shared.report(`${log.directory}: '${name}' is not a file of a log; it is left alone`)
  }
  readEpochs(log)
  log.segments = entries
    .map(({ name }) => /^(\d{20})\.log$/.exec(name))
    .filter((match) => match !== null)
    .map((match) => Number(match[1]))
    .sort((a, b) => a - b)
    .map((offset) => log.makeSegment(offset))
  const { disk } = log.shared.env
  for (const segment of log.segments) segment.sizeBytes = disk.stat(segment.logPath)?.size ?? 0
  log.recoveryPoint = from.recoveryPoint
  if (log.segments.length === 0) {
    log.logStartOffset = log.logEndOffset = Math.max(0, from.logStartOffset)
    log.addSegment(log.logEndOffset, log.shared.env.clock.wallMs())
  } else {
    log.logStartOffset = Math.max(from.logStartOffset, (log.segments[0] as Segment).baseOffset)
    for (const segment of [...log.segments]) if (log.segments.includes(segment)) openSegment(log, segment, from)
  }
  const { active } = log
  if (active.tryIndexes() === undefined) rebuildSegment(log, active)
  active.createdMs = disk.stat(active.logPath)?.modifiedMs ?? log.shared.env.clock.wallMs()
  log.logStartOffset = Math.min(log.logStartOffset, log.logEndOffset)
  if (log.epochs.truncateFromEnd(log.logEndOffset) && log.logEndOffset > 0) log.saveEpochs()
  log.resumeAt(active.sizeBytes)
  log.rebuildProducers()
  log.recoveryPoint = Math.min(from.isClean ? log.logEndOffset : from.recoveryPoint, log.logEndOffset)
  log.highWatermark = Math.min(Math.max(from.highWatermark, log.logStartOffset), log.logEndOffset)
}

/** Finishes or undoes what a crash interrupted: `.deleted` and `.cleaned` go, a complete `.swap` takes its place. */
function settleRenames(log: FileLog): DiskEntry[] {
  const { disk } = log.shared.env
  const path = (name: string) => disk.join(log.directory, name)
  const entries = disk.list(log.directory).filter((entry) => !entry.isDirectory)
  for (const { name } of entries) if (/\.(?:deleted|cleaned|tmp)$/.test(name)) disk.remove(path(name))
  const swaps = entries.map(({ name }) => /^(\d{20})\.log\.swap$/.exec(name)).filter((match) => match !== null)
  for (const match of swaps) finishSwap(log, Number(match[1]), entries)
  for (const { name } of entries) {
    if (name.endsWith('.swap') && disk.exists(path(name))) disk.rename(path(name), path(name.slice(0, -'.swap'.length)))
  }
  return swaps.length > 0 ? disk.list(log.directory) : entries.filter(({ name }) => disk.exists(path(name)))
}

/** The segments that a swapped-in one replaces are those that begin inside of its offsets (kafka.LogLoader). */
function finishSwap(log: FileLog, offset: number, entries: readonly DiskEntry[]): void {
  const { disk } = log.shared.env
  const segment = log.makeSegment(offset)
  segment.suffix = '.swap'
  const size = disk.stat(segment.logPath)?.size ?? 0
  let endOffset = offset + 1
  for (const { buffer, at } of scanBatches(log.shared.pool.file(segment.logPath), 0, size)) endOffset = entryLastOffset(buffer, at) + 1
  log.shared.pool.forget(segment.logPath)
  for (const { name } of entries) {
    const match = /^(\d{20})\.(?:log|index|timeindex|txnindex)$/.exec(name)
    if (match !== null && Number(match[1]) >= offset && Number(match[1]) < endOffset) disk.remove(disk.join(log.directory, name))
  }
}

function readEpochs(log: FileLog): void {
  const { disk } = log.shared.env
  const path = disk.join(log.directory, 'leader-epoch-checkpoint')
  if (!disk.exists(path)) return
  const cache = EpochCache.fromText(Buffer.from(disk.readFile(path)).toString())
  if (cache === undefined) log.shared.report(`${path} is not a leader epoch checkpoint; it is made anew from the records`)
  else log.epochs = cache
}

function openSegment(log: FileLog, segment: Segment, from: OpenedFrom): void {
  const isLast = segment === log.active
  const next = log.segments[log.segments.indexOf(segment) + 1]
  const mayBeTorn = !from.isClean && (next === undefined || next.baseOffset > from.recoveryPoint)
  if (mayBeTorn || segment.tryIndexes() === undefined) {
    rebuildSegment(log, segment)
    return
  }
  if (!isLast) {
    segment.unloadIndexes()
    return
  }
  // After a clean stop only the end of the last segment is read, to know where the log ends.
  const { offsets, times } = segment.indexes
  segment.maxTimestamp = times.lastTimestamp
  segment.offsetOfMaxTimestamp = times.count === 0 ? -1 : times.lastOffset
  log.logEndOffset = segment.baseOffset
  let end = 0
  const file = log.shared.pool.file(segment.logPath)
  for (const batch of scanBatches(file, offsets.positionOf(Number.MAX_SAFE_INTEGER), segment.sizeBytes)) {
    if (entryLastOffset(batch.buffer, batch.at) < segment.baseOffset) break
    noteTime(segment, batch)
    log.logEndOffset = entryLastOffset(batch.buffer, batch.at) + 1
    end = batch.position + batch.size
  }
  if (end !== segment.sizeBytes) rebuildSegment(log, segment)
  else segment.firstTimestamp = firstTimestampOf(log, segment)
}

function firstTimestampOf(log: FileLog, segment: Segment): number | undefined {
  for (const { buffer, at } of scanBatches(log.shared.pool.file(segment.logPath), 0, segment.sizeBytes, 4096)) {
    const timestamp = entryMaxTimestamp(buffer, at)
    return timestamp < 0 ? undefined : timestamp
  }
  return undefined
}

function noteTime(segment: Segment, { buffer, at }: ScannedBatch): void {
  const timestamp = entryMaxTimestamp(buffer, at)
  if (timestamp <= segment.maxTimestamp) return
  segment.maxTimestamp = timestamp
  segment.offsetOfMaxTimestamp = entryLastOffset(buffer, at)
}

/** Reads the segment batch by batch, cuts it where the first unsound one begins, and makes its indexes anew. */
function rebuildSegment(log: FileLog, segment: Segment): void {
  const file = log.shared.pool.file(segment.logPath)
  const fileBytes = file.size()
  segment.sizeBytes = 0
  const aborted = segment.tryIndexes()?.aborted ?? []
  segment.resetIndexes()
  let nextOffset = segment.baseOffset
  const states = makeTransactionView(log, segment)
  for (const batch of scanBatches(file, 0, fileBytes)) {
    if (!isSound(batch, nextOffset)) break
    const { buffer, at } = batch
    const lastOffset = entryLastOffset(buffer, at)
    segment.append(
      { baseOffset: baseOffset(buffer, at), lastOffset, bytes: batch.size, maxTimestamp: entryMaxTimestamp(buffer, at), offsetOfMaxTimestamp: lastOffset },
      log.config.indexIntervalBytes,
      log.config.segmentIndexBytes
    )
    const epoch = magic(buffer, at) === 2 ? partitionLeaderEpoch(buffer, at) : -1
    if (epoch > log.epochs.latest && epoch >= 0) log.epochs.assign(epoch, baseOffset(buffer, at))
    states.take(batch)
    nextOffset = lastOffset + 1
  }
  if (segment.indexes.aborted.length === 0) segment.indexes.aborted = aborted.filter((entry) => entry.lastOffset < nextOffset)
  if (segment.sizeBytes < fileBytes) {
    log.shared.report(
      `${segment.logPath}: ${fileBytes - segment.sizeBytes} bytes from position ${segment.sizeBytes} (offset ${nextOffset}) on are not whole records; they are cut off`
    )
    file.truncate(segment.sizeBytes)
    dropSegmentsAfter(log, segment)
  }
  segment.saveIndexes(segment !== log.active)
  log.logEndOffset = nextOffset
}

/** Rebuilds the aborted transactions of a segment while it is scanned. */
function makeTransactionView(log: FileLog, segment: Segment): { take(batch: ScannedBatch): void } {
  log.producerStates.clear()
  return {
    take({ buffer, at }) {
      const facts = factsOf(buffer, at)
      if (facts.producerId < 0) return
      const completed = log.producerStates.update(facts, baseOffset(buffer, at))
      if (!completed?.isAborted) return
      segment.addAborted({
        producerId: completed.producerId,
        firstOffset: completed.firstOffset,
        lastOffset: completed.lastOffset,
        lastStableOffset: log.producerStates.firstOpenOffset ?? completed.lastOffset + 1
      })
    }
  }
}

/** What follows a cut cannot be reached without a hole: it is set aside, not deleted, so that a person may look at it. */
function dropSegmentsAfter(log: FileLog, segment: Segment): void {
  const index = log.segments.indexOf(segment)
  for (const later of log.segments.splice(index + 1)) {
    log.shared.report(`${later.logPath}: it lies behind the cut and is renamed to .after-cut`)
    later.changeSuffix('.after-cut')
  }
}
