/** Requests to etcd and its answers, in the JSON of its v3 gateway. Fields with default values are omitted. */
import type { Compare, Operation } from '../store.ts'

interface Header {
  readonly cluster_id?: string
  readonly revision?: string
}

interface KeyValueMessage {
  /** Base64. */
  readonly key?: string
  /** Base64. */
  readonly value?: string
  readonly mod_revision?: string
  readonly lease?: string
}

export interface RangeAnswer {
  readonly header?: Header
  readonly kvs?: readonly KeyValueMessage[]
  readonly more?: boolean
}

export interface TransactionAnswer {
  readonly header?: Header
  readonly succeeded?: boolean
  readonly responses?: readonly {
    readonly response_range?: RangeAnswer
    readonly response_delete_range?: { readonly deleted?: string }
  }[]
}

export interface LeaseAnswer {
  readonly header?: Header
  readonly ID?: string
  readonly TTL?: string
}

export interface WatchAnswer {
  readonly header?: Header
  readonly created?: boolean
  readonly canceled?: boolean
  readonly compact_revision?: string
  readonly cancel_reason?: string
  /** The next answer contains more events of the same revision. */
  readonly fragment?: boolean
  readonly events?: readonly WatchEvent[]
}

export interface WatchEvent {
  /** Absent for a put. */
  readonly type?: 'PUT' | 'DELETE'
  readonly kv: KeyValueMessage
}

const base64 = (bytes: Buffer | string): string => Buffer.from(bytes as string).toString('base64')

/** Converts between our keys and etcd's, which have a prefix. */
export class KeySpace {
  readonly #prefix: string

  constructor(prefix: string) {
    this.#prefix = prefix
  }

  key(key: string): string {
    return base64(this.#prefix + key)
  }

  /** The range of all keys with this prefix. */
  range(prefix: string): { readonly key: string; readonly range_end: string } {
    const begin = Buffer.from(this.#prefix + prefix)
    const end = Buffer.from(begin)
    // UTF-8 never contains the byte 0xff, so the last byte can be incremented.
    end.writeUInt8(end.readUInt8(end.length - 1) + 1, end.length - 1)
    return { key: base64(begin), range_end: base64(end) }
  }

  /** Undefined for a key that is not valid text, which cannot be ours. */
  keyOf(message: KeyValueMessage): string | undefined {
    const bytes = Buffer.from(message.key ?? '', 'base64')
    const text = bytes.toString()
    return Buffer.from(text).equals(bytes) ? text.slice(this.#prefix.length) : undefined
  }

  compare(compare: Compare): object {
    const key = this.key(compare.key)
    if (!('exists' in compare))
      return { key, target: 'MOD', result: 'EQUAL', mod_revision: String(compare.modRevision) }
    return { key, target: 'CREATE', result: compare.exists ? 'GREATER' : 'EQUAL', create_revision: '0' }
  }

  operation(operation: Operation): object {
    if ('delete' in operation) return { request_delete_range: { key: this.key(operation.delete) } }
    if ('deletePrefix' in operation) return { request_delete_range: this.range(operation.deletePrefix) }
    const { put, value, lease = '0' } = operation
    return { request_put: { key: this.key(put), value: base64(value), lease } }
  }

  /** Reads a key's mod revision and, on request, its value. */
  lookUp(key: string, hasValue: boolean): object {
    return { request_range: { key: this.key(key), keys_only: !hasValue } }
  }
}

export const textOf = ({ value = '' }: KeyValueMessage): string => Buffer.from(value, 'base64').toString()

/** int64 values arrive as text. A double holds any revision that an etcd will ever reach. */
export const numberOf = (text: string | undefined): number => Number(text ?? 0)

/** Absent if the key has no lease. */
export const leaseOf = ({ lease }: KeyValueMessage): string | undefined => (lease === '0' ? undefined : lease)
