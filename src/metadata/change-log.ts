/*
 * Format of the metadata's write-ahead log: records of changes, and how to tell an interrupted write from damage. Does not touch
 * the disk.
 */
import { crc32c } from '../wire/index.ts'
import type { KeyChange } from './key-mirror.ts'

/**
 * Newest log and snapshot format that this code can read. Files without a version are format 0. Format 1 has a key for each
 * partition (`migrate.ts`).
 */
export const formVersion = 2
/** Length and CRC-32C in front of each record. */
const headBytes = 8

export interface ChangeRecord {
  readonly revision: number
  /** Absent in format 0, which has neither `after` nor `durable`. */
  readonly version?: number
  /** Revision of the previous record, in this log or in the snapshot. */
  readonly after?: number
  /** Everything up to this revision was durable when the record was written. */
  readonly durable?: number
  readonly changes: readonly KeyChange[]
}

/** The file was written by a newer Ottla. It is not damaged, and must not be repaired. */
export class NewerFormError extends Error {
  constructor(version: number | undefined) {
    super(`was written by a newer Ottla, in form ${version}; this one reads forms up to ${formVersion}`)
    this.name = 'NewerFormError'
  }
}

/** The beginning of each record's text. */
const opening = Buffer.from('{"revision":')

export function encodeRecord({ revision, after, durable, changes }: Required<Omit<ChangeRecord, 'version'>>): Buffer[] {
  const payload = Buffer.from(JSON.stringify({ revision, version: formVersion, after, durable, changes }))
  const head = Buffer.alloc(headBytes)
  head.writeUInt32BE(payload.length, 0)
  head.writeUInt32BE(crc32c(payload), 4)
  return [head, payload]
}

/** A whole record at a position, and where it ends. */
function recordAt(bytes: Buffer, at: number): { readonly record: ChangeRecord; readonly end: number } | undefined {
  if (at < 0 || at + headBytes > bytes.length) return undefined
  const end = at + headBytes + bytes.readUInt32BE(at)
  const payload = bytes.subarray(at + headBytes, end)
  // A power loss can leave zeros, which would otherwise be valid records of zero bytes.
  if (payload.length === 0 || end > bytes.length || crc32c(payload) !== bytes.readUInt32BE(at + 4)) return undefined
  return { record: JSON.parse(payload.toString()) as ChangeRecord, end }
}

interface ReadChanges {
  /** In order of increasing revision. */
  readonly records: readonly ChangeRecord[]
  /** End of the last record before the first fault. */
  readonly end: number
  /** The damage at `end` if later changes were acknowledged; undefined if only the last writes are incomplete. */
  readonly damage: string | undefined
}

/**
 * Reads the changes after `revision`, the snapshot's. A write that never reached the disk can be followed by whole records of
 * later writes that were not acknowledged either. A record written when the missing one was durable, however, proves damage. With
 * `salvage`, the records after the damage are read anyway. @throws NewerFormError
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

/**
 * Whether a change after `last` was durable when the record was written. Formats without this information count as yes, to be
 * safe.
 */
const proves = ({ durable = Number.POSITIVE_INFINITY }: ChangeRecord, last: number): boolean => durable > last

/** The first record after a fault that proves that a change after `last` was durable. */
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
