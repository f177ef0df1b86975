/*
 * Owns replacing segments by others so that a crash at any moment leaves one or the other, in Kafka's steps and with its
 * suffixes.
 * Source: org.apache.kafka.storage.internals.log.LocalLog#replaceSegments, LogLoader.
 */
import type { DiskEntry } from '../../env/index.ts'
import { entryLastOffset } from '../../records/index.ts'
import type { FileLog } from '../log.ts'
import { scanBatches } from '../segment/scan.ts'
import type { Segment } from '../segment/segment.ts'
import { deleteLater, makeSegment } from './log-segments.ts'

/**
 * Puts `cleaned`, whose files are whole and synced under `.cleaned`, in the place of `old`, which are neighbours in the log.
 * @throws DiskError
 */
export function replaceSegments(log: FileLog, old: readonly Segment[], cleaned: readonly Segment[]): void {
  const { disk } = log.shared.env
  // The last one first: a crash in between leaves a `.swap` only if everything behind it is renamed too.
  for (const segment of [...cleaned].reverse()) segment.changeSuffix('.swap')
  disk.syncDirectory(log.directory)
  const index = log.segments.indexOf(old[0] as Segment)
  log.segments.splice(index, old.length, ...cleaned)
  try {
    for (const segment of old) deleteLater(log, segment)
    // A power loss must not bring back one that was replaced, beside what replaced it.
    disk.syncDirectory(log.directory)
    for (const segment of cleaned) segment.changeSuffix('')
    disk.syncDirectory(log.directory)
  } catch (error) {
    // Half of it is done: what a crash leaves here is what recovery finishes.
    log.writer.fail(error)
    throw error
  }
}

/** Finishes or undoes what a crash interrupted: `.deleted` and `.cleaned` go, a complete `.swap` takes its place. */
export function settleRenames(log: FileLog): DiskEntry[] {
  const { disk } = log.shared.env
  const path = (name: string) => disk.join(log.directory, name)
  const entries = disk.list(log.directory).filter((entry) => !entry.isDirectory)
  const isLeftover = ({ name }: DiskEntry) => /\.(?:deleted|cleaned|tmp)$/.test(name)
  const swapped = entries.filter(({ name }) => name.endsWith('.swap'))
  const cleaned = entries
    .filter(({ name }) => name.endsWith('.log.cleaned'))
    .map(({ name }) => Number(name.slice(0, 20)))
  for (const { name } of entries.filter(isLeftover)) disk.remove(path(name))
  if (swapped.length === 0) return entries.filter((entry) => !isLeftover(entry))
  // A swap that began while others of its group were still `.cleaned` did not happen.
  const least = Math.min(...cleaned)
  for (const { name } of swapped) if (Number(name.slice(0, 20)) >= least) disk.remove(path(name))
  for (const { name } of swapped) {
    const match = /^(\d{20})\.log\.swap$/.exec(name)
    if (match !== null && disk.exists(path(name))) removeReplaced(log, Number(match[1]), entries)
  }
  for (const { name } of swapped) {
    if (disk.exists(path(name))) disk.rename(path(name), path(name.slice(0, -'.swap'.length)))
  }
  return disk.list(log.directory).filter((entry) => !entry.isDirectory)
}

/** The segments that a swapped-in one replaces are those that begin inside of its offsets. */
function removeReplaced(log: FileLog, offset: number, entries: readonly DiskEntry[]): void {
  const { disk } = log.shared.env
  const segment = makeSegment(log, offset)
  segment.suffix = '.swap'
  const size = disk.stat(segment.logPath)?.size ?? 0
  let endOffset = offset + 1
  for (const { buffer, at } of scanBatches(log.shared.pool.file(segment.logPath), 0, size)) {
    endOffset = entryLastOffset(buffer, at) + 1
  }
  log.shared.pool.forget(segment.logPath)
  for (const { name } of entries) {
    const match = /^(\d{20})\.(?:log|index|timeindex|txnindex)$/.exec(name)
    if (match !== null && Number(match[1]) >= offset && Number(match[1]) < endOffset) {
      disk.remove(disk.join(log.directory, name))
    }
  }
}
