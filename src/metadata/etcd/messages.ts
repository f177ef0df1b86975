/** What is said to etcd and what it answers, as the JSON gateway of its v3 API writes it. A field with its default is left out. */
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
  /** More of the same events follows in the next answer. */
  readonly fragment?: boolean
  readonly events?: readonly WatchEvent[]
}

export interface WatchEvent {
  /** Absent: a put. */
  readonly type?: 'PUT' | 'DELETE'
  readonly kv: KeyValueMessage
}

const base64 = (bytes: Buffer | string): string => Buffer.from(bytes as string).toString('base64')

/** Keys of this broker below the prefix that etcd has them under. */
export class KeySpace {
  readonly #prefix: string

  constructor(prefix: string) {
    this.#prefix = prefix
  }

  key(key: string): string {
    return base64(this.#prefix + key)
  }

  /** Everything whose key begins so. */
  range(prefix: string): { readonly key: string; readonly range_end: string } {
    const begin = Buffer.from(this.#prefix + prefix)
    const end = Buffer.from(begin)
    // UTF-8 has no byte 0xff, so that the last one can be counted up.
    end.writeUInt8(end.readUInt8(end.length - 1) + 1, end.length - 1)
    return { key: base64(begin), range_end: base64(end) }
  }

  /** Undefined for a key that is no text: it is not ours. */
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

  /** Reads when a key was changed last and, where it is asked for, its value. */
  lookUp(key: string, hasValue: boolean): object {
    return { request_range: { key: this.key(key), keys_only: !hasValue } }
  }
}

export const textOf = ({ value = '' }: KeyValueMessage): string => Buffer.from(value, 'base64').toString()

/** int64 comes as text; a revision fits a double for longer than etcd lives. */
export const numberOf = (text: string | undefined): number => Number(text ?? 0)

/** Absent where it hangs on none. */
export const leaseOf = ({ lease }: KeyValueMessage): string | undefined => (lease === '0' ? undefined : lease)
