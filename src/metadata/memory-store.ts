/*
 * The cluster's keys in memory: revisions, compare-and-set, watches, leases. The local store adds persistence. Does not know what
 * the keys mean.
 */
import type { Env, Timer } from '../env/index.ts'
import { type Entry, type KeyChange, KeyMirror, type Planned } from './key-mirror.ts'
import { tooLarge } from './limits.ts'
import type { Compare, LeaseId, MetadataStore, Operation, TransactionResult } from './store.ts'

interface Lease {
  readonly ttlMs: number
  timer: Timer
}

const nothingStaged: ReadonlyMap<string, Entry | null> = new Map()

export class MemoryMetadataStore extends KeyMirror implements MetadataStore {
  protected readonly env: Env
  readonly #leases = new Map<LeaseId, Lease>()

  constructor(env: Env) {
    super()
    this.env = env
  }

  async transaction(compare: readonly Compare[], operations: readonly Operation[]): Promise<TransactionResult> {
    const error = tooLarge(compare, operations)
    if (error !== null) return { succeeded: false, revision: this.revision, error, isTooLarge: true }
    const isLost = operations.some((each) => 'put' in each && each.lease !== undefined && !this.#leases.has(each.lease))
    if (isLost) return { succeeded: false, revision: this.revision, error: 'the lease is gone' }
    return this.commit(compare, operations)
  }

  /** Like `transaction`, without a size limit. */
  protected async commit(compare: readonly Compare[], operations: readonly Operation[]): Promise<TransactionResult> {
    const planned = this.plan(compare, operations, this.revision)
    if (planned === undefined) return { succeeded: false, revision: this.revision }
    if (planned.changes.length > 0) this.apply(planned)
    return { succeeded: true, revision: this.revision }
  }

  /**
   * The changes of a transaction at `revision`; undefined if a comparison fails. `staged` holds earlier changes that have not
   * been applied yet, with null for deleted keys.
   */
  protected plan(
    compare: readonly Compare[],
    operations: readonly Operation[],
    revision: number,
    staged: ReadonlyMap<string, Entry | null> = nothingStaged
  ): Planned | undefined {
    const entryOf = (key: string) => {
      const found = staged.get(key)
      return found === undefined ? this.entries.get(key) : (found ?? undefined)
    }
    const holds = (each: Compare) => {
      const entry = entryOf(each.key)
      return 'exists' in each ? (entry !== undefined) === each.exists : (entry?.modRevision ?? 0) === each.modRevision
    }
    if (!compare.every(holds)) return undefined
    const changes: KeyChange[] = []
    const leased = new Map<string, LeaseId>()
    for (const operation of operations) {
      if ('put' in operation) {
        changes.push({ key: operation.put, value: operation.value })
        if (operation.lease !== undefined) leased.set(operation.put, operation.lease)
      } else if ('delete' in operation) {
        if (entryOf(operation.delete) !== undefined) changes.push({ key: operation.delete, value: null })
      } else {
        const { deletePrefix } = operation
        for (const key of this.entries.keys())
          if (key.startsWith(deletePrefix) && staged.get(key) !== null) changes.push({ key, value: null })
        for (const [key, entry] of staged)
          if (key.startsWith(deletePrefix) && entry !== null && !this.entries.has(key))
            changes.push({ key, value: null })
      }
    }
    return { revision: revision + 1, changes, leased }
  }

  async grantLease(ttlMs: number): Promise<LeaseId> {
    const id = this.env.random.uuid()
    this.#leases.set(id, { ttlMs, timer: this.#expiry(id, ttlMs) })
    return id
  }

  #expiry(id: LeaseId, ttlMs: number): Timer {
    return this.env.timers.after(ttlMs, () => void this.revokeLease(id))
  }

  async keepAlive(id: LeaseId): Promise<boolean> {
    const lease = this.#leases.get(id)
    if (lease === undefined) return false
    lease.timer.cancel()
    lease.timer = this.#expiry(id, lease.ttlMs)
    return true
  }

  async revokeLease(id: LeaseId): Promise<void> {
    const lease = this.#leases.get(id)
    if (lease === undefined) return
    lease.timer.cancel()
    this.#leases.delete(id)
    const keys = [...this.entries].filter(([, entry]) => entry.lease === id).map(([key]) => key)
    if (keys.length > 0)
      await this.commit(
        [],
        keys.map((key) => ({ delete: key }))
      )
  }

  abandon(): void {}

  async close(): Promise<void> {
    for (const { timer } of this.#leases.values()) timer.cancel()
    this.#leases.clear()
    this.watchers.clear()
  }
}
