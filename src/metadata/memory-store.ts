/*
 * Owns the keys of a cluster in memory: revisions, compare-and-set, watches, leases. The local store keeps the same on disk.
 * Never knows what the keys mean.
 */
import type { Env, Timer } from '../env/index.ts'
import { tooLarge } from './limits.ts'
import type {
  Change,
  Compacted,
  Compare,
  KeyValue,
  LeaseId,
  MetadataStore,
  Operation,
  TransactionResult
} from './store.ts'

export interface Entry {
  readonly value: string
  readonly modRevision: number
  readonly lease: LeaseId | undefined
}

interface Lease {
  readonly ttlMs: number
  timer: Timer
}

export type KeyChange = Change['changes'][number]

/** A change that was decided and not applied yet. */
export interface Planned {
  readonly revision: number
  readonly changes: readonly KeyChange[]
  readonly leased: ReadonlyMap<string, LeaseId>
}

const nothingStaged: ReadonlyMap<string, Entry | null> = new Map()

export class MemoryMetadataStore implements MetadataStore {
  protected readonly env: Env
  protected readonly entries = new Map<string, Entry>()
  protected revision = 0
  /** Changes up to this revision are no longer kept. */
  protected compactedRevision = 0
  readonly #watchers = new Set<{ readonly prefix: string; readonly changed: (change: Change) => void }>()
  readonly #leases = new Map<LeaseId, Lease>()
  #history: Change[] = []

  constructor(env: Env) {
    this.env = env
  }

  async get(key: string): Promise<KeyValue | undefined> {
    const entry = this.entries.get(key)
    return entry === undefined ? undefined : { key, value: entry.value, modRevision: entry.modRevision }
  }

  async list(prefix: string): Promise<{ readonly revision: number; readonly entries: readonly KeyValue[] }> {
    const entries: KeyValue[] = []
    for (const [key, { value, modRevision }] of this.entries)
      if (key.startsWith(prefix)) entries.push({ key, value, modRevision })
    entries.sort((a, b) => (a.key < b.key ? -1 : 1))
    return { revision: this.revision, entries }
  }

  async transaction(compare: readonly Compare[], operations: readonly Operation[]): Promise<TransactionResult> {
    const error = tooLarge(compare, operations)
    if (error !== null) return { succeeded: false, revision: this.revision, error, isTooLarge: true }
    const isLost = operations.some((each) => 'put' in each && each.lease !== undefined && !this.#leases.has(each.lease))
    if (isLost) return { succeeded: false, revision: this.revision, error: 'the lease is gone' }
    return this.commit(compare, operations)
  }

  /** As `transaction`, however large it is. */
  protected async commit(compare: readonly Compare[], operations: readonly Operation[]): Promise<TransactionResult> {
    const planned = this.plan(compare, operations, this.revision)
    if (planned === undefined) return { succeeded: false, revision: this.revision }
    if (planned.changes.length > 0) this.apply(planned)
    return { succeeded: true, revision: this.revision }
  }

  /**
   * What a transaction would change behind `revision`; undefined when a comparison does not hold. `staged` has changes that are
   * to come before it and are not applied yet: null for a key that they delete.
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

  /** Makes a planned change what everybody reads, and tells the watchers. */
  protected apply({ revision, changes, leased }: Planned): void {
    this.revision = revision
    for (const { key, value } of changes) {
      if (value === null) this.entries.delete(key)
      else this.entries.set(key, { value, modRevision: revision, lease: leased.get(key) })
    }
    const change: Change = { revision, changes }
    this.#history.push(change)
    if (this.#history.length > 1000) {
      this.#history = this.#history.slice(-500)
      this.compactedRevision = (this.#history[0] as Change).revision - 1
    }
    for (const { prefix, changed } of [...this.#watchers]) tell(prefix, change, changed)
  }

  watch(prefix: string, fromRevision: number, changed: (change: Change) => void): { cancel(): void } | Compacted {
    if (fromRevision < this.compactedRevision) return { compactedRevision: this.compactedRevision }
    for (const change of this.#history) if (change.revision > fromRevision) tell(prefix, change, changed)
    const watcher = { prefix, changed }
    this.#watchers.add(watcher)
    return { cancel: () => void this.#watchers.delete(watcher) }
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
    this.#watchers.clear()
  }
}

function tell(prefix: string, change: Change, changed: (change: Change) => void): void {
  const own = prefix === '' ? change.changes : change.changes.filter(({ key }) => key.startsWith(prefix))
  if (own.length > 0) changed({ revision: change.revision, changes: own })
}
