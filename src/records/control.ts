/*
 * Control records: transaction markers, and the names of the other types. Does not decode KRaft control records, which only have
 * their type here.
 */
import * as batch from './batch.ts'
import { buildBatch } from './batch-builder.ts'
import { recordsOf } from './entries.ts'
import { RecordsError } from './errors.ts'

/** Control record types by number (kafka.ControlRecordType). */
export const controlTypes = {
  ABORT: 0,
  COMMIT: 1,
  LEADER_CHANGE: 2,
  SNAPSHOT_HEADER: 3,
  SNAPSHOT_FOOTER: 4,
  KRAFT_VERSION: 5,
  KRAFT_VOTERS: 6
} as const

export type ControlType = keyof typeof controlTypes

export interface EndTransactionMarker {
  readonly type: 'ABORT' | 'COMMIT'
  readonly coordinatorEpoch: number
}

export interface MarkerOptions extends EndTransactionMarker {
  readonly producerId: number
  readonly producerEpoch: number
  readonly timestampMs: number
  /** Assigned by the log otherwise. */
  readonly baseOffset?: number
  readonly partitionLeaderEpoch?: number
}

/** A control batch with one marker (KIP-98), as a transaction coordinator writes it. */
export function buildMarker(options: MarkerOptions): Buffer {
  const key = Buffer.alloc(4)
  key.writeInt16BE(controlTypes[options.type], 2)
  const value = Buffer.alloc(6)
  value.writeInt32BE(options.coordinatorEpoch, 2)
  return buildBatch([{ timestamp: options.timestampMs, key, value }], {
    baseOffset: options.baseOffset,
    producerId: options.producerId,
    producerEpoch: options.producerEpoch,
    isTransactional: true,
    isControl: true,
    partitionLeaderEpoch: options.partitionLeaderEpoch
  })
}

/** Type of a control record from its key, or null if it is newer than this table. Throws RecordsError. */
export function controlTypeOf(key: Buffer | null): ControlType | null {
  if (key === null || key.length < 4) throw new RecordsError('INVALID_RECORD', 'control record without a type')
  if (key.readInt16BE(0) < 0) throw new RecordsError('INVALID_RECORD', 'control record of a negative version')
  const type = key.readInt16BE(2)
  const names = Object.keys(controlTypes) as ControlType[]
  return names.find((name) => controlTypes[name] === type) ?? null
}

/** The marker in the control batch at `at`, or null if it has none. Throws RecordsError. */
export function readMarker(buf: Buffer, at = 0): EndTransactionMarker | null {
  if (!batch.isControl(buf, at)) return null
  for (const record of recordsOf(buf, at)) {
    const type = controlTypeOf(record.key)
    if (type !== 'ABORT' && type !== 'COMMIT') return null
    const { value } = record
    if (value === null || value.length < 6) throw new RecordsError('INVALID_RECORD', 'end marker is cut off')
    return { type, coordinatorEpoch: value.readInt32BE(2) }
  }
  return null
}
