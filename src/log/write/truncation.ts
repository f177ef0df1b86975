/*
 * Truncates a log partly or fully and moves its log start offset: segments, indexes, epochs, producer state and waiters.
 * Never awaits, and never leaves a partial entry.
 */
import { baseOffset, entryLastOffset, entryMaxTimestamp } from '../../records/index.ts'
import { loadProducersAt, removeSnapshotsFrom, removeStraySnapshots } from '../producers/producer-snapshots.ts'
import { scanBatches } from '../segment/scan.ts'
import { beginSegment, removeSegment } from '../state/log-segments.ts'
import type { LogParts } from './log-parts.ts'

/** For followers. @throws DiskError */
export function truncateTo(log: LogParts, offset: number): void {
  const { state, services } = log
  const { recoveryPoint } = state
  lowerRecoveryPoint(log, offset)
  changing(log, () => cutTo(log, offset))
  if (state.recoveryPoint < recoveryPoint) services.saveCheckpoints()
}

/**
 * No records to truncate. But an epoch that began at the log end, in which this broker led and appended nothing, is not in the
 * leader's log: until it is removed, every Fetch diverges there (kafka.log.UnifiedLog#truncateTo).
 */
export function forgetEmptyEpochs({ state, sideFiles }: LogParts, offset: number): void {
  if (state.epochs.truncateFromEnd(offset)) sideFiles.epochsCut()
}

/** For followers that share no records with their leader. @throws DiskError */
export function truncateFully(log: LogParts, offset: number): void {
  lowerRecoveryPoint(log, 0)
  changing(log, () => startAnewAt(log, offset))
  log.services.saveCheckpoints()
}

/** Made durable before truncating: a power loss during it can leave any subset of segments, and recovery must see the gaps. */
function lowerRecoveryPoint({ state, services }: LogParts, offset: number): void {
  if (state.recoveryPoint <= offset) return
  state.lowerRecoveryPointTo(offset)
  services.saveCheckpoints()
}

/** If this fails part way, the log's state is unknown until its files are reopened. @throws DiskError */
function changing({ writer }: LogParts, work: () => void): void {
  try {
    work()
  } catch (error) {
    writer.fail(error)
    throw error
  }
}

/** After a failed write: the file may hold part of the records at or after `offset`. @throws DiskError */
export function takeBackTo(log: LogParts, offset: number): void {
  const { producers } = log.state
  const firsts = producers.firstsFrom(offset)
  cutTo(log, offset)
  for (const batch of firsts) producers.refuse(batch)
}

/** Only moves forward. The next retention run removes segments entirely below `offset`. @throws DiskError */
export function moveStart(log: LogParts, offset: number): void {
  const { state, sideFiles } = log
  if (offset <= state.logStartOffset) return
  if (offset > state.logEndOffset) truncateFully(log, offset)
  state.moveStartTo(offset)
  if (state.epochs.truncateFromStart(offset)) sideFiles.noteNewEpochs()
  log.startMoved?.()
}

/** Keeps whole entries below `offset`; removes an entry that contains it, and all unwritten records. @throws DiskError */
function cutTo({ state, services, sideFiles, writer }: LogParts, wantedOffset: number): void {
  const { pool, env } = services
  const offset = Math.min(wantedOffset, state.writtenEnd)
  state.beginTruncation()
  const { length } = state.segments
  while (state.segments.length > 1 && state.active.baseOffset > offset) {
    removeSegment(state, services, state.active)
    // Where records may be missing by right, a start does not see that a power loss brought back the later ones only.
    if (state.config.cleanupPolicy.compact) env.disk.syncDirectory(state.directory)
  }
  const { active } = state
  const file = pool.file(active.logPath)
  // From the last index entry that stays: what is behind it has its times noted again.
  let position = active.indexes.offsets.positionOf(offset - 1)
  let endOffset = Math.max(active.baseOffset, Math.min(offset, state.logEndOffset))
  const times: (readonly [timestamp: number, offset: number])[] = []
  // Up to the last whole entry: behind it may be the part of one that a full disk still took.
  for (const batch of scanBatches(file, position, Math.min(state.bytesInFile(active), file.size()))) {
    if (entryLastOffset(batch.buffer, batch.at) >= offset) {
      endOffset = Math.min(offset, baseOffset(batch.buffer, batch.at))
      break
    }
    position = batch.position + batch.size
    times.push([entryMaxTimestamp(batch.buffer, batch.at), entryLastOffset(batch.buffer, batch.at)])
  }
  const hasMore = state.segments.length < length || file.size() > position
  active.truncateTo(endOffset, position)
  if (hasMore) {
    // With a power loss it must not come back among what is written from now on.
    pool.file(active.logPath).syncSync()
    env.disk.syncDirectory(state.directory)
  }
  for (const [timestamp, last] of times) active.noteTimestamp(timestamp, last)
  state.cutTo(endOffset)
  if (state.epochs.truncateFromEnd(endOffset)) sideFiles.epochsCut()
  sideFiles.forgetSnapshot()
  removeStraySnapshots(state, services)
  writer.resumeAt(endOffset, position, writer.syncedEnd)
  loadProducersAt(state, services, endOffset)
  writer.refuseBeyond(endOffset)
}

/** Removes all records; the next record gets `offset`. @throws DiskError */
export function startAnewAt({ state, services, sideFiles, writer }: LogParts, offset: number): void {
  state.beginTruncation()
  while (state.segments.length > 0) removeSegment(state, services, state.active)
  // An older one than the new start would be read as what is known of producers there.
  removeSnapshotsFrom(state, services, 0)
  state.producers.clear()
  state.epochs.clear()
  // With it the names are synced: nothing of before comes back with the next power loss.
  sideFiles.saveEpochs()
  state.startAnewAt(offset)
  sideFiles.forgetSnapshot()
  state.addSegment(beginSegment(state, services, offset, services.env.clock.wallMs()))
  writer.resumeAt(offset, 0, offset)
  writer.refuseBeyond(offset)
}
