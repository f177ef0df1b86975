/*
 * Format of the metadata snapshot: all keys at one revision, with a checksum. Does not touch the disk.
 */
import { crc32c } from '../wire/index.ts'
import { formVersion, NewerFormError } from './change-log.ts'

export interface Snapshot {
  /** Absent in format 0, which has no checksum. */
  readonly version?: number
  /** CRC-32C of revision and entries as JSON. */
  readonly crc?: number
  readonly revision: number
  /** Key, value, and the revision that wrote it. */
  readonly entries: readonly (readonly [string, string, number])[]
}

const crcOf = ({ revision, entries }: Snapshot) => crc32c(Buffer.from(JSON.stringify([revision, entries])))

/** @throws NewerFormError, or Error that describes the damage */
export function parseSnapshot(bytes: Buffer): Snapshot {
  const content = JSON.parse(bytes.toString()) as Snapshot
  if ((content.version ?? 0) > formVersion) throw new NewerFormError(content.version)
  if (!Number.isSafeInteger(content.revision) || !Array.isArray(content.entries)) throw new Error('fields are missing')
  if (content.crc !== undefined && content.crc !== crcOf(content)) throw new Error('its checksum does not match')
  return content
}

export const snapshotText = (content: Pick<Snapshot, 'revision' | 'entries'>): string =>
  JSON.stringify({ version: formVersion, crc: crcOf(content), ...content })
