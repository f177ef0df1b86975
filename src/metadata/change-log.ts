/*
 * Owns the form of the metadata's write-ahead log: records of changes, and telling a write that was cut off from damage.
 * Never touches the disk.
 */
import { crc32c } from '../wire/index.ts'
import type { KeyChange } from './key-mirror.ts'

/**
 * The newest form of log and snapshot that this code reads; files without a version are 0. Form 1 has a key for each partition
 * (`migrate.ts`).
 */
export const formVersion = 2
/** Length and CRC-32C before each record. */
const headBytes = 8

export interface ChangeRecord {
  readonly revision: number
  /** Absent: 0, which has neither `after` nor `durable`. */
  readonly version?: number
  /** The revision of the record before it, in this log or in the snapshot. */
  readonly after?: number
  /** Everything up to this revision was on the disk when the record was written. */
  readonly durable?: number
  readonly changes: readonly KeyChange[]
}

/** A newer Ottla wrote this: it is not damaged, and nothing may be repaired. */
export class NewerFormError extends Error {
  constructor(version: number | undefined) {
    super(`was written by a newer Ottla, in form ${version}; this one reads forms up to ${formVersion}`)
    this.name = 'NewerFormError'
  }
}

/** How the text of each record begins. */
const opening = Buffer.from('{"revision":')

export function encodeRecord({ revision, after, durable, changes }: Required<Omit<ChangeRecord, 'version'>>): Buffer[] {
  const payload = Buffer.from(JSON.stringify({ revision, version: formVersion, after, durable, changes }))
  const head = Buffer.alloc(headBytes)
  head.writeUInt32BE(payload.length, 0)
  head.writeUInt32BE(crc32c(payload), 4)
  return [head, payload]
}

/** The whole record at a position, and where it ends. */
function recordAt(bytes: Buffer, at: number): { readonly record: ChangeRecord; readonly end: number } | undefined {
  if (at < 0 || at + headBytes > bytes.length) return undefined
  const end = at + headBytes + bytes.readUInt32BE(at)
  const payload = bytes.subarray(at + headBytes, end)
  // Zeros, which a power loss leaves, would be a record of no bytes with the right checksum.
  if (payload.length === 0 || end > bytes.length || crc32c(payload) !== bytes.readUInt32BE(at + 4)) return undefined
  return { record: JSON.parse(payload.toString()) as ChangeRecord, end }
}

interface ReadChanges {
  /** In order, of revisions that rise. */
  readonly records: readonly ChangeRecord[]
  /** Where the last record before the first fault ends. */
  readonly end: number
  /** What is wrong at `end` although later changes were acknowledged; undefined when only the last writes are cut off. */
  readonly damage: string | undefined
}

/**
 * Reads the changes after `revision`, the snapshot's. A write that never reached the disk may leave whole records of later
 * writes behind it, of which nobody was told either. But a record that was written when the missing one was durable proves
 * damage. With `salvage` the records behind it are read all the same. @throws NewerFormError
 */
export function readChanges(bytes: Buffer, revision: number, salvage: boolean): ReadChanges {
  const records: ChangeRecord[] = []
  let last = revision
  let damage: string | undefined
  let end = 0
  for (let at = 0; at < bytes.length; ) {
    const found = recordAt(bytes, at) ?? provenBehind(bytes, at, last)
    if (found === undefined) break
    const { record } = found
    if ((record.version ?? 0) > formVersion) throw new NewerFormError(record.version)
    if ('start' in found)
      damage ??= `is damaged between positions ${at} and ${found.start}, before changes that are whole`
    else if (record.revision > last && (record.after ?? last) > last) {
      if (!proves(record, last) && damage === undefined) break
      damage ??= `goes on after revision ${record.after}, but what is known ends at revision ${last}: a snapshot or changes are missing`
    }
    if (damage !== undefined && !salvage) break
    if (record.revision > last) {
      records.push(record)
      last = record.revision
    }
    at = found.end
    if (damage === undefined) end = at
  }
  return { records, end, damage }
}

/** Was a change after `last` on the disk when the record was written? Forms without the answer are taken at the safe side. */
const proves = ({ durable = Number.POSITIVE_INFINITY }: ChangeRecord, last: number): boolean => durable > last

/** The first record after a fault which proves that a change after `last` was on the disk. */
function provenBehind(
  bytes: Buffer,
  fault: number,
  last: number
): { readonly record: ChangeRecord; readonly start: number; readonly end: number } | undefined {
  for (let text = bytes.indexOf(opening, fault); text >= 0; text = bytes.indexOf(opening, text + 1)) {
    const start = text - headBytes
    const found = start > fault ? recordAt(bytes, start) : undefined
    if (found !== undefined && found.record.revision > last && proves(found.record, last)) return { ...found, start }
  }
  return undefined
}
