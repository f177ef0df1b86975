/*
 * Owns a log's `.snapshot` files: writing what is known of producers at an offset, and finding it again. Never decides what a
 * producer may append.
 */
import { baseOffset, RecordsError } from '../../records/index.ts'
import type { FileLog } from '../log.ts'
import { scanBatches } from '../segment/scan.ts'
import { type Segment, segmentName } from '../segment/segment.ts'
import { replaceFile } from '../store/checkpoints.ts'
import { factsOf } from './batch-facts.ts'
import type { ProducerStates } from './producer-state.ts'

export function snapshotPath(log: FileLog, offset: number): string {
  return log.shared.env.disk.join(log.directory, `${segmentName(offset)}.snapshot`)
}

/** Writes what is known of producers at the log's end. */
export function saveSnapshot(log: FileLog): void {
  const path = snapshotPath(log, log.logEndOffset)
  const { disk } = log.shared.env
  const content = log.producerStates.toSnapshot()
  if (disk.exists(path)) {
    // Of producers whose records were deleted it is all that is left: a power loss must find the one or the other.
    disk.writeFileAtomic(path, content)
    return
  }
  replaceFile(disk, path, content)
  log.unsyncedFiles.add(path)
}

/** Offsets that have a snapshot, the newest first. */
function snapshotOffsets(log: FileLog): number[] {
  return log.shared.env.disk
    .list(log.directory)
    .map(({ name }) => /^(\d{20})\.snapshot$/.exec(name))
    .filter((match) => match !== null)
    .map((match) => Number(match[1]))
    .sort((a, b) => b - a)
}

/** Producer state at `offset`, from the newest snapshot at or below it and the batches behind that. */
export function loadProducersAt(log: FileLog, offset: number, states = log.producerStates): void {
  const { disk } = log.shared.env
  states.clear()
  const begin = log.segments[0]?.baseOffset ?? offset
  let from = begin
  for (const at of snapshotOffsets(log)) {
    if (at > offset) continue
    // What came between it and the first record, such as the end of a transaction, nobody can tell.
    if (at < begin) break
    const path = snapshotPath(log, at)
    if (states.load(Buffer.from(disk.readFile(path)))) {
      from = at
      break
    }
    log.shared.report(`${path} is not a whole snapshot; an older one or the records are read instead`)
    disk.remove(path)
  }
  if (from < offset) replayProducers(log, states, from, offset)
}

function replayProducers(log: FileLog, states: ProducerStates, from: number, to: number): void {
  for (let n = log.segmentIndexOf(from); n < log.segments.length; n++) {
    const segment = log.segments[n] as Segment
    if (segment.baseOffset >= to) return
    const start = segment.indexes.offsets.positionOf(from)
    const file = log.shared.pool.file(segment.logPath)
    for (const { buffer, at } of scanBatches(file, start, log.writtenBytes(segment))) {
      const offset = baseOffset(buffer, at)
      if (offset >= to) return
      if (offset < from) continue
      const facts = factsOf(buffer, at)
      if (facts.producerId < 0) continue
      try {
        states.update(facts, offset)
      } catch (error) {
        if (!(error instanceof RecordsError)) throw error
        log.shared.report(
          `${segment.logPath}: the marker at offset ${offset} is damaged (${error.message}); it is passed over`
        )
      }
    }
  }
}

/** For when the log has lost records that those at or above `offset` know of. */
export function removeSnapshotsFrom(log: FileLog, offset: number): void {
  for (const at of snapshotOffsets(log)) if (at >= offset) log.shared.env.disk.remove(snapshotPath(log, at))
}

/**
 * Keeps those where a segment begins, and the newest: all others can no longer be of use. True when there were any beyond
 * the log's end: they tell of what is no longer there, and must not come back.
 */
export function removeStraySnapshots(log: FileLog): boolean {
  const begins = new Set(log.segments.map((segment) => segment.baseOffset))
  const all = snapshotOffsets(log)
  const [newest, ...older] = all.filter((offset) => {
    if (offset <= log.logEndOffset) return true
    log.shared.env.disk.remove(snapshotPath(log, offset))
    return false
  })
  for (const offset of older) if (!begins.has(offset)) log.shared.env.disk.remove(snapshotPath(log, offset))
  return (all[0] ?? 0) > (newest ?? log.logEndOffset) && (all[0] ?? 0) > log.logEndOffset
}
