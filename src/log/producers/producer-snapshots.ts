/*
 * Writes, finds and loads a log's `.snapshot` files, which hold producer state at an offset. Does not decide what a producer may
 * append.
 */
import { baseOffset, RecordsError } from '../../records/index.ts'
import { replaceFile } from '../disk/durable-files.ts'
import type { StoreServices } from '../disk/store-services.ts'
import { scanBatches } from '../segment/scan.ts'
import { type Segment, segmentName } from '../segment/segment.ts'
import { factsOf } from './batch-facts.ts'
import type { ProducerStates } from './producer-state.ts'

type Services = Pick<StoreServices, 'env' | 'pool' | 'logger'>

/** The part of a log's state that snapshots are written from and loaded into. */
interface ProducersLog {
  readonly directory: string
  readonly producers: ProducerStates
  readonly segments: readonly Segment[]
  readonly logEndOffset: number
  readonly unsyncedFiles: { readonly add: (path: string) => void }
  segmentIndexOf(offset: number): number
  bytesInFile(segment: Segment): number
}

export function snapshotPath(log: ProducersLog, services: Services, offset: number): string {
  return services.env.disk.join(log.directory, `${segmentName(offset)}.snapshot`)
}

/** Writes producer state at the log end offset. */
export function saveSnapshot(log: ProducersLog, services: Services): void {
  const path = snapshotPath(log, services, log.logEndOffset)
  const { disk } = services.env
  const content = log.producers.toSnapshot()
  if (disk.exists(path)) {
    // For producers whose records were deleted, the snapshot is all that remains: after a power loss one of the two must exist.
    disk.writeFileAtomic(path, content)
    return
  }
  replaceFile(disk, path, content)
  log.unsyncedFiles.add(path)
}

/** Offsets that have a snapshot, newest first. */
function snapshotOffsets(log: ProducersLog, services: Services): number[] {
  return services.env.disk
    .list(log.directory)
    .map(({ name }) => /^(\d{20})\.snapshot$/.exec(name))
    .filter((match) => match !== null)
    .map((match) => Number(match[1]))
    .sort((a, b) => b - a)
}

/** Producer state at `offset`, from the newest snapshot at or below it and the batches after that. */
export function loadProducersAt(log: ProducersLog, services: Services, offset: number, states = log.producers): void {
  const { disk } = services.env
  states.clear()
  const begin = log.segments[0]?.baseOffset ?? offset
  let from = begin
  for (const at of snapshotOffsets(log, services)) {
    if (at > offset) continue
    // Anything between the snapshot and the first record, such as a transaction marker, is unknown.
    if (at < begin) break
    const path = snapshotPath(log, services, at)
    if (states.load(Buffer.from(disk.readFile(path)))) {
      from = at
      break
    }
    services.logger.warn('ignoring a damaged producer snapshot', { path })
    disk.remove(path)
  }
  if (from < offset) replayProducers(log, services, states, from, offset)
}

function replayProducers(
  log: ProducersLog,
  services: Services,
  states: ProducerStates,
  from: number,
  to: number
): void {
  for (let n = log.segmentIndexOf(from); n < log.segments.length; n++) {
    const segment = log.segments[n] as Segment
    if (segment.baseOffset >= to) return
    const start = segment.indexes.offsets.positionOf(from)
    const file = services.pool.file(segment.logPath)
    for (const { buffer, at } of scanBatches(file, start, log.bytesInFile(segment))) {
      const offset = baseOffset(buffer, at)
      if (offset >= to) return
      if (offset < from) continue
      const facts = factsOf(buffer, at)
      if (facts.producerId < 0) continue
      try {
        states.update(facts, offset)
      } catch (error) {
        if (!(error instanceof RecordsError)) throw error
        const fields = { path: segment.logPath, offset, error: error.message }
        services.logger.error('skipping a damaged transaction marker', fields)
      }
    }
  }
}

/** Call when the log has lost records that snapshots at or above `offset` include. */
export function removeSnapshotsFrom(log: ProducersLog, services: Services, offset: number): void {
  for (const at of snapshotOffsets(log, services))
    if (at >= offset) services.env.disk.remove(snapshotPath(log, services, at))
}

/**
 * Keeps the newest snapshot and those at segment base offsets; no others are needed. Returns true if any were beyond the log end
 * offset: they describe lost records, and must not come back.
 */
export function removeStraySnapshots(log: ProducersLog, services: Services): boolean {
  const begins = new Set(log.segments.map((segment) => segment.baseOffset))
  const all = snapshotOffsets(log, services)
  const [newest, ...older] = all.filter((offset) => {
    if (offset <= log.logEndOffset) return true
    services.env.disk.remove(snapshotPath(log, services, offset))
    return false
  })
  for (const offset of older) if (!begins.has(offset)) services.env.disk.remove(snapshotPath(log, services, offset))
  return (all[0] ?? 0) > (newest ?? log.logEndOffset) && (all[0] ?? 0) > log.logEndOffset
}
