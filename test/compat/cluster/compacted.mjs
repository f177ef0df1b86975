// What compaction may do to one replica and not to another. All have the last record of each key. A record that two replicas have is
// the same in both. One that a replica lacks is superseded there by a later record of its key, was aborted, or has no key.
// Tombstones and markers stay for `delete.retention.ms`, a day: longer than any run.
import {
  batchSize,
  controlTypeOf,
  isControl,
  isTransactional,
  partitionLeaderEpoch,
  producerEpoch,
  producerId,
  recordsOf
} from '../../../dist/records/index.js'

/**
 * @typedef {{ key: string | null, shown: string, producer: number, isInTransaction: boolean, marker: string | null }} Noted
 * @typedef {{ broker: number, end: number | string, records: Map<number, Noted> }} Replica
 */

/** @param {Map<number, Noted>} records by offset @param {Buffer} batches */
export function noteRecords(records, batches) {
  for (let at = 0; at < batches.length; at += batchSize(batches, at)) {
    const producer = producerId(batches, at)
    const isMarker = isControl(batches, at)
    const isInTransaction = isTransactional(batches, at)
    const batch = [producer, producerEpoch(batches, at), partitionLeaderEpoch(batches, at), isInTransaction, isMarker]
    // A batch that lost all its records keeps its place, and is in no map.
    for (const { offset, timestamp, sequence, key, value, headers } of recordsOf(batches, at)) {
      const base64 = (/** @type {Buffer | null} */ bytes) => bytes?.toString('base64') ?? null
      const told = headers.map((header) => [header.key, base64(header.value)])
      const shown = JSON.stringify([timestamp, sequence, base64(key), base64(value), told, batch])
      const marker = isMarker ? (controlTypeOf(key) ?? 'unknown') : null
      records.set(offset, { key: isMarker ? null : base64(key), shown, producer, isInTransaction, marker })
    }
  }
}

/** The offsets of records whose transaction was aborted, as all replicas together tell. @param {Map<number, Noted>} all */
function abortedIn(all) {
  const open = new Map()
  const aborted = new Set()
  for (const offset of [...all.keys()].sort((a, b) => a - b)) {
    const { producer, isInTransaction, marker } = /** @type {Noted} */ (all.get(offset))
    if (!isInTransaction) continue
    const offsets = open.get(producer) ?? []
    open.set(producer, marker === null ? [...offsets, offset] : [])
    if (marker === 'ABORT') for (const each of offsets) aborted.add(each)
  }
  return aborted
}

/** @param {readonly Replica[]} replicas of one partition. Returns a line for each thing that compaction cannot have done. */
export function comparedCompacted(replicas) {
  const ends = replicas.map(({ end }) => end)
  if (new Set(ends).size > 1 || typeof ends[0] === 'string') return [`replicas end at ${ends.join('; ')}`]
  const all = new Map()
  const wrong = []
  for (const { broker, records } of replicas)
    for (const [offset, record] of records) {
      const known = all.get(offset)
      if (known === undefined) all.set(offset, { ...record, broker })
      else if (known.shown !== record.shown)
        wrong.push(`${offset} is ${known.shown} on ${known.broker}, and ${record.shown} on ${broker}`)
    }
  const aborted = abortedIn(all)
  for (const { broker, records } of replicas) {
    /** @type {Map<string | null, number>} */
    const last = new Map()
    for (const [offset, { key }] of records)
      if (!aborted.has(offset)) last.set(key, Math.max(offset, last.get(key) ?? -1))
    for (const [offset, { key, marker, shown, broker: other }] of all) {
      if (records.has(offset)) continue
      const isGone = marker === null && (key === null || aborted.has(offset) || (last.get(key) ?? -1) > offset)
      if (!isGone) wrong.push(`${broker} lacks ${offset}, which ${other} has, and nothing supersedes it: ${shown}`)
    }
  }
  return wrong
}
