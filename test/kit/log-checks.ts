/** Holds an opened log against what is known of it. Each check throws an Error that says what is wrong. */

import type { FileLog } from '../../src/log/log.ts'
import { scanBatches } from '../../src/log/segment/scan.ts'
import type { Segment } from '../../src/log/segment/segment.ts'
import { isFailure } from '../../src/protocol/index.ts'
import { entryLastOffset, entryMaxTimestamp, setBaseOffset } from '../../src/records/index.ts'
import { type Batch, type Entry, type Known, transactionsOf, type Written } from './log-model.ts'

function fail(what: string): never {
  throw new Error(what)
}

/** Where a log begins and ends: `needed` is the end of what must be there. */
export function checkRange(log: FileLog, known: Known, needed: number): void {
  const { logStartOffset: start, logEndOffset: end } = log
  if (log.failed) fail('it did not open')
  if (end < needed) fail(`promised records below ${needed} are lost`)
  if (start < Math.min(known.deletedBelow, end)) fail('deleted records came back')
  if (start > known.logStart && needed > known.logStart) fail('promised records at the start are lost')
}

/** Everything that is there was written, in this order. */
export function checkWritten(log: FileLog, known: Known, found: readonly Batch[]): void {
  const byOffset = new Map(known.batches.map((each) => [each.from, each]))
  let next = 0
  for (const batch of found) {
    const written = byOffset.get(batch.from)
    if (batch.from < next) fail(`offset ${batch.from} comes after ${next - 1}`)
    if (written === undefined) fail(`never written: ${batch.from}`)
    if (!written.bytes.equals(batch.bytes) && !mayBeCompacted(log, known, written, batch))
      fail(`not as it was written: ${batch.from}`)
    const epoch = log.leaderEpochAt(Math.max(batch.from, log.logStartOffset))
    if (epoch !== written.epoch) fail(`epoch ${epoch} at ${batch.from} instead of ${written.epoch}`)
    next = batch.to + 1
  }
}

function mayBeCompacted(log: FileLog, known: Known, written: Written, batch: Batch): boolean {
  if (!log.config.cleanupPolicy.compact || written.from >= known.cleanedBelow) return false
  const isSame = (['to', 'epoch', 'producerId', 'sequence', 'isTransactional'] as const).every(
    (name) => written[name] === batch[name]
  )
  const entries = new Map(written.entries.map((entry) => [entry.offset, entry]))
  const isPart = batch.entries.every(({ offset, key, value }) => {
    const entry = entries.get(offset)
    return entry?.key === key && entry.value === value
  })
  return isSame && isPart && (batch.marker === null || batch.marker === written.marker)
}

/** Where nothing is compacted, nothing is missing. */
export function checkNoHole(log: FileLog, found: readonly Batch[]): void {
  let next = Math.min(log.logStartOffset, found[0]?.from ?? log.logEndOffset)
  for (const batch of found) {
    if (batch.from !== next) fail(`a hole from ${next} to ${batch.from}`)
    next = batch.to + 1
  }
  if (next !== log.logEndOffset) fail(`nothing to be read at ${next}`)
}

/** What compaction cannot have judged yet is there. Of what was not promised, a power loss may leave some and not other. */
export function checkNothingGone(log: FileLog, known: Known, found: readonly Batch[], needed: number): void {
  const there = new Set(found.map(({ from }) => from))
  for (const { from, to } of known.batches)
    if (from >= known.cleanedBelow && to < needed && to >= log.logStartOffset && !there.has(from))
      fail(`the batch at ${from} is gone`)
}

/** For each key the newest record below `needed` is there, or a newer one, or it was a tombstone that may be gone. */
export function checkKeys(log: FileLog, known: Known, found: readonly Batch[], needed: number, nowMs: number): void {
  const { fates } = transactionsOf(known.batches)
  const newest = new Map<string, Entry & { readonly atMs: number }>()
  for (const batch of known.batches) {
    const fate = fates.get(batch.from)
    if (fate !== 'plain' && fate !== 'COMMIT') continue
    for (const entry of batch.entries)
      if (entry.key !== null && entry.offset >= log.logStartOffset && entry.offset < needed)
        newest.set(entry.key, { ...entry, atMs: batch.atMs })
  }
  const last = new Map<string, Entry>()
  for (const batch of found) {
    const fate = fates.get(batch.from)
    if (fate === 'ABORT') continue
    for (const entry of batch.entries)
      if (entry.key !== null && entry.offset >= log.logStartOffset) last.set(entry.key, entry)
  }
  for (const [key, { offset, value, atMs }] of newest) {
    const there = last.get(key)
    if (there !== undefined && there.offset >= offset) continue
    const mayBeGone = value === null && nowMs - atMs >= log.config.deleteRetentionMs
    if (there !== undefined || !mayBeGone)
      fail(
        `key ${key}: ${value === null ? 'the tombstone' : 'the value'} at ${offset} is gone, there is ${there?.offset}`
      )
  }
}

/** What a reader of committed records is given, by the index of aborted transactions and its own rules. */
export function checkCommitted(log: FileLog, known: Known, found: readonly Batch[]): void {
  const { open, fates } = transactionsOf(known.batches)
  const begin = found[0]?.from ?? log.logEndOffset
  const earliest = Math.min(log.logEndOffset, ...open.values())
  const firstOpen = Math.max(log.logStartOffset, earliest)
  if (earliest >= begin && log.firstUnstableOffset !== firstOpen)
    fail(`the first unstable offset is ${log.firstUnstableOffset} instead of ${firstOpen}`)
  for (const { producerId, currentTransactionFirstOffset: first } of log.producers()) {
    const wanted = open.get(producerId) ?? -1
    if (first !== wanted && (wanted < 0 || wanted >= begin))
      fail(`the transaction of producer ${producerId} is open from ${first} instead of ${wanted}`)
  }
  const coming = log
    .abortedTransactions(log.logStartOffset, log.logEndOffset)
    .sort((a, b) => a.firstOffset - b.firstOffset)
  const aborted = new Set<number>()
  for (const { from, to, producerId, isTransactional, marker, entries } of found) {
    while ((coming[0]?.firstOffset ?? Number.POSITIVE_INFINITY) <= to) aborted.add(coming.shift()?.producerId as number)
    if (marker === 'ABORT') aborted.delete(producerId)
    if (marker !== undefined || from >= firstOpen || entries.length === 0) continue
    const isSeen = !(isTransactional && aborted.has(producerId))
    if (isSeen !== (fates.get(from) !== 'ABORT'))
      fail(`the batch at ${from} is ${isSeen ? 'seen' : 'not seen'}, it was ${fates.get(from)}`)
  }
}

/** Every entry of every index points to what it says, and no file is left of what was replaced. */
export function checkIndexes(log: FileLog): void {
  const { disk } = log.services.env
  const names = new Set(log.state.segments.map(({ baseOffset }) => String(baseOffset).padStart(20, '0')))
  for (const { name } of disk.list(log.directory)) {
    const [, base = '', suffix] = /^(\d{20})\.(?:log|index|timeindex|txnindex)(\..*)?$/.exec(name) ?? []
    if (base === '' || suffix === '.after-cut' || suffix === '.deleted') continue
    if (suffix !== undefined || !names.has(base)) fail(`${name} is left over`)
  }
  for (const [n, segment] of log.state.segments.entries())
    checkSegment(log, segment, log.state.segments[n + 1]?.baseOffset ?? log.logEndOffset)
}

function checkSegment(log: FileLog, segment: Segment, end: number): void {
  const { baseOffset: base } = segment
  const batches = new Map<number, { readonly last: number; readonly timestamp: number }>()
  for (const { buffer, at, position } of scanBatches(
    log.services.pool.file(segment.logPath),
    0,
    log.state.bytesInFile(segment)
  ))
    batches.set(position, { last: entryLastOffset(buffer, at), timestamp: entryMaxTimestamp(buffer, at) })
  const { offsets, times, aborted } = segment.indexes
  for (const { last } of batches.values())
    if (last < base || last >= end) fail(`offset ${last} is not of segment ${base}`)
  const offsetBytes = offsets.toBytes()
  for (let at = 0; at < offsetBytes.length; at += 8) {
    const [offset, position] = [base + offsetBytes.readInt32BE(at), offsetBytes.readInt32BE(at + 4)]
    if (batches.get(position)?.last !== offset) fail(`the index of ${base} has ${offset} at ${position}`)
  }
  const timeBytes = times.toBytes()
  for (let at = 0; at < timeBytes.length; at += 12) {
    const [timestamp, offset] = [Number(timeBytes.readBigInt64BE(at)), base + timeBytes.readInt32BE(at + 8)]
    for (const each of batches.values())
      if (each.last < offset && each.timestamp > timestamp)
        fail(`the time index of ${base} has ${timestamp} at ${offset}`)
    if (offset >= end) fail(`the time index of ${base} has offset ${offset}`)
  }
  segment.knowTimes()
  const latest = Math.max(-1, ...[...batches.values()].map(({ timestamp }) => timestamp))
  if (segment.maxTimestamp !== latest)
    fail(`the latest of segment ${base} is ${segment.maxTimestamp} instead of ${latest}`)
  const lasts = new Set([...batches.values()].map(({ last }) => last))
  for (const { lastOffset } of aborted)
    if (!lasts.has(lastOffset)) fail(`no marker at ${lastOffset}, of the index of ${base}`)
}

/**
 * The last five batches of a producer are known: a retry is answered as the first time. Returns the producers' ids from now
 * on: one of which records of `before` were deleted begins anew with another.
 */
export function checkProducers(
  log: FileLog,
  known: Known,
  from: number,
  before: readonly Batch[]
): Pick<Known, 'producerIds' | 'producerIdsGiven'> {
  let { producerIdsGiven } = known
  const inTransaction = new Set(
    log.producers().flatMap((each) => (each.currentTransactionFirstOffset < 0 ? [] : [each.producerId]))
  )
  const producerIds = known.producerIds.map((id) => {
    const own = known.batches.filter((each) => each.producerId === id && each.marker === undefined)
    const hasDeleted = before.some((each) => each.producerId === id && each.marker === undefined && each.from < from)
    if (hasDeleted) return inTransaction.has(id) || id < 0 ? id : producerIdsGiven++
    for (const each of id < 0 ? [] : own.slice(-5)) {
      // Of what compaction may have judged, a start that reads the records anew knows the last batch.
      if (each.from < known.cleanedBelow && each !== own.at(-1)) continue
      const retry = Buffer.from(each.bytes)
      setBaseOffset(retry, 0, 0)
      const result = log.append(retry, { origin: 'client', leaderEpoch: each.epoch, produceVersion: 9 })
      if (isFailure(result) || !result.duplicate || result.firstOffset !== each.from)
        fail(`a retry of the batch at ${each.from} is answered ${JSON.stringify(result)}`)
    }
    return id
  })
  return { producerIds, producerIdsGiven }
}
