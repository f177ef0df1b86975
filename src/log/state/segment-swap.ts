/*
 * Replaces segments so that a crash at any moment leaves either the old or the new ones, with Kafka's steps and suffixes. Source:
 * org.apache.kafka.storage.internals.log.LocalLog#replaceSegments, LogLoader.
 */
import type { DiskEntry } from '../../env/index.ts'
import { entryLastOffset } from '../../records/index.ts'
import type { StoreServices } from '../disk/store-services.ts'
import { scanBatches } from '../segment/scan.ts'
import type { Segment } from '../segment/segment.ts'
import { deleteLater, makeSegment } from './log-segments.ts'
import type { LogState } from './log-state.ts'

/**
 * Replaces `old`, which are adjacent, with `cleaned`, whose files are complete and synced under `.cleaned`. @throws DiskError if
 * only part is done: file names then no longer match their contents. The log must not continue; recovery completes the swap as
 * after a crash.
 */
export function replaceSegments(
  log: LogState,
  services: StoreServices,
  old: readonly Segment[],
  cleaned: readonly Segment[]
): void {
  const { disk } = services.env
  // Last one first: a crash in between leaves a `.swap` only if every later one is renamed too.
  for (const segment of [...cleaned].reverse()) segment.changeSuffix('.swap')
  disk.syncDirectory(log.directory)
  log.replaceSegments(old, cleaned)
  for (const segment of old) deleteLater(log, services, segment)
  // A power loss must not bring back a replaced segment beside its replacement.
  disk.syncDirectory(log.directory)
  for (const segment of cleaned) segment.changeSuffix('')
  disk.syncDirectory(log.directory)
}

/** Completes or undoes an interrupted swap: removes `.deleted` and `.cleaned`, and puts a complete `.swap` in place. */
export function settleRenames(log: LogState, services: StoreServices): DiskEntry[] {
  const { disk } = services.env
  const path = (name: string) => disk.join(log.directory, name)
  const entries = disk.list(log.directory).filter((entry) => !entry.isDirectory)
  const isLeftover = ({ name }: DiskEntry) => /\.(?:deleted|cleaned|tmp)$/.test(name)
  const swapped = entries.filter(({ name }) => name.endsWith('.swap'))
  const cleaned = entries
    .filter(({ name }) => name.endsWith('.log.cleaned'))
    .map(({ name }) => Number(name.slice(0, 20)))
  for (const { name } of entries.filter(isLeftover)) disk.remove(path(name))
  if (swapped.length === 0) return entries.filter((entry) => !isLeftover(entry))
  // If other segments of the group are still `.cleaned`, the swap did not happen.
  const least = Math.min(...cleaned)
  for (const { name } of swapped) if (Number(name.slice(0, 20)) >= least) disk.remove(path(name))
  for (const { name } of swapped) {
    const match = /^(\d{20})\.log\.swap$/.exec(name)
    if (match !== null && disk.exists(path(name))) removeReplaced(log, services, Number(match[1]), entries)
  }
  for (const { name } of swapped) {
    if (disk.exists(path(name))) disk.rename(path(name), path(name.slice(0, -'.swap'.length)))
  }
  return disk.list(log.directory).filter((entry) => !entry.isDirectory)
}

/** A swapped-in segment replaces the segments whose base offsets are within its offsets. */
function removeReplaced(log: LogState, services: StoreServices, offset: number, entries: readonly DiskEntry[]): void {
  const { disk } = services.env
  const segment = makeSegment(log, services, offset)
  segment.suffix = '.swap'
  const size = disk.stat(segment.logPath)?.size ?? 0
  let endOffset = offset + 1
  for (const { buffer, at } of scanBatches(services.pool.file(segment.logPath), 0, size)) {
    endOffset = entryLastOffset(buffer, at) + 1
  }
  services.pool.forget(segment.logPath)
  for (const { name } of entries) {
    const match = /^(\d{20})\.(?:log|index|timeindex|txnindex)$/.exec(name)
    if (match !== null && Number(match[1]) >= offset && Number(match[1]) < endOffset) {
      disk.remove(disk.join(log.directory, name))
    }
  }
}
