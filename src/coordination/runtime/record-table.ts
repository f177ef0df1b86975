/*
 * Serializes coordinator records: key and value each start with an int16, followed by Kafka's schema. The key's int16 is the record
 * type, the value's is its version. Each kind supplies its own table of record types.
 */
import type { MessageCodec } from '../../protocol/index.ts'
import type { MessageRecord } from '../../records/index.ts'
import { DecodeError, Reader } from '../../wire/index.ts'
import type { RecordCodec, RecordPlace } from './kind.ts'

/** One record type: its number, its schemas, and the value version that Kafka 4.3 writes. */
export interface RecordRow<Key, Value> {
  readonly type: number
  readonly key: MessageCodec<Key>
  readonly value: MessageCodec<Value>
  versionOf(value: Value): number
  /** An older type with a different key schema and the same value schema. */
  readonly formerly?: { readonly type: number; readonly key: MessageCodec<Key> }
}

type RecordRows = { readonly [kind: string]: RecordRow<unknown, unknown> }

/** A record of a table: `kind` is the name of its row, and a null `value` is a tombstone. */
export type RecordOf<Rows extends RecordRows> = {
  [Kind in keyof Rows & string]: Rows[Kind] extends RecordRow<infer Key, infer Value>
    ? { readonly kind: Kind; readonly key: Key; readonly value: Value | null }
    : never
}[keyof Rows & string]

/** A replay function for each record kind. The compiler checks that none is missing. */
export type ReplayTable<R extends { readonly kind: string }, Place = RecordPlace> = {
  readonly [Kind in R['kind']]: (record: Extract<R, { readonly kind: Kind }>, place: Place) => void
}

export function replayBy<R extends { readonly kind: string }, Place>(
  table: ReplayTable<R, Place>,
  record: R,
  place: Place
): void {
  const replay = table[record.kind as R['kind']] as (record: R, place: Place) => void
  replay(record, place)
}

function decodeValue<T>(codec: MessageCodec<T>, value: Buffer | null): T | null {
  if (value === null) return null
  const reader = new Reader(value)
  const version = reader.i16()
  if (version < 0 || version > codec.maxVersion) reader.fail('BAD_VERSION', `version ${version} of ${codec.name}`)
  return codec.decode(reader, version)
}

interface Known {
  readonly kind: string
  readonly row: RecordRow<unknown, unknown>
  readonly key: MessageCodec<unknown>
}

/** `other` decodes types that have no row. Its reader is positioned after the type. It may throw DecodeError. */
export function recordTable<Rows extends RecordRows, Other = never>(
  rows: Rows,
  other: (recordType: number, reader: Reader, key: Buffer, value: Buffer | null) => Other | null = () => null
): {
  readonly encode: (record: RecordOf<Rows>) => MessageRecord
  readonly decode: RecordCodec<RecordOf<Rows> | Other>['decode']
} {
  const byType = new Map<number, Known>()
  for (const [kind, row] of Object.entries(rows)) {
    byType.set(row.type, { kind, row, key: row.key })
    if (row.formerly !== undefined) byType.set(row.formerly.type, { kind, row, key: row.formerly.key })
  }
  const decodeKnown = (key: Buffer, value: Buffer | null): RecordOf<Rows> | Other | null => {
    const reader = new Reader(key)
    const recordType = reader.i16()
    const known = byType.get(recordType)
    if (known === undefined) return other(recordType, reader, key, value)
    const { kind, row } = known
    return { kind, key: known.key.decode(reader, 0), value: decodeValue(row.value, value) } as RecordOf<Rows>
  }
  return {
    encode(record) {
      const row = rows[record.kind] as RecordRow<unknown, unknown>
      const { value } = record
      const version = value === null ? 0 : row.versionOf(value)
      return {
        key: { codec: row.key, prefix: row.type, value: record.key, version: 0 },
        value: value === null ? null : { codec: row.value, prefix: version, value, version }
      }
    },
    /** Never throws: returns null for a corrupt record, or one newer than this code. Such records stay in the log. */
    decode(key, value) {
      if (key === null) return null
      try {
        return decodeKnown(key, value)
      } catch (error) {
        if (error instanceof DecodeError) return null
        throw error
      }
    }
  }
}
