/*
 * Owns the keys of a cluster in memory: revisions, compare-and-set, watches, leases. The local store keeps the same on disk.
 * Called through the MetadataStore interface. Never knows what the keys mean.
 */
import type { Env, Timer } from '../env/index.ts'
import type { Change, Compare, KeyValue, LeaseId, MetadataStore, Operation } from './store.ts'

interface Entry {
  readonly value: string
  readonly modRevision: number
  readonly lease: LeaseId | undefined
}

interface Lease {
  readonly ttlMs: number
  timer: Timer
}

export type KeyChange = Change['changes'][number]

export class MemoryMetadataStore implements MetadataStore {
  protected readonly env: Env
  protected readonly entries = new Map<string, Entry>()
  protected revision = 0
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

  #holds(compare: Compare): boolean {
    const entry = this.entries.get(compare.key)
    return 'exists' in compare
      ? (entry !== undefined) === compare.exists
      : (entry?.modRevision ?? 0) === compare.modRevision
  }

  async transaction(
    compare: readonly Compare[],
    operations: readonly Operation[]
  ): Promise<{ readonly succeeded: boolean; readonly revision: number }> {
    if (!compare.every((each) => this.#holds(each))) return { succeeded: false, revision: this.revision }
    const { changes, leased } = this.#changesOf(operations)
    if (changes.length === 0) return { succeeded: true, revision: this.revision }
    const revision = this.revision + 1
    const durable = this.persist(
      revision,
      changes.filter((change) => !leased.has(change.key))
    )
    this.#apply(revision, changes, leased)
    await durable
    return { succeeded: true, revision }
  }

  #changesOf(operations: readonly Operation[]): {
    readonly changes: KeyChange[]
    readonly leased: ReadonlyMap<string, LeaseId>
  } {
    const changes: KeyChange[] = []
    const leased = new Map<string, LeaseId>()
    for (const operation of operations) {
      if ('put' in operation) {
        changes.push({ key: operation.put, value: operation.value })
        if (operation.lease !== undefined) leased.set(operation.put, operation.lease)
      } else if ('delete' in operation) {
        if (this.entries.has(operation.delete)) changes.push({ key: operation.delete, value: null })
      } else {
        for (const key of this.entries.keys())
          if (key.startsWith(operation.deletePrefix)) changes.push({ key, value: null })
      }
    }
    return { changes, leased }
  }

  /** Makes a change durable; the local store writes it before it is applied. */
  protected persist(_revision: number, _changes: readonly KeyChange[]): Promise<void> | undefined {
    return undefined
  }

  #apply(revision: number, changes: readonly KeyChange[], leased: ReadonlyMap<string, LeaseId>): void {
    this.revision = revision
    for (const { key, value } of changes) {
      if (value === null) this.entries.delete(key)
      else this.entries.set(key, { value, modRevision: revision, lease: leased.get(key) })
    }
    const change: Change = { revision, changes }
    this.#history.push(change)
    if (this.#history.length > 1000) this.#history = this.#history.slice(-500)
    for (const { prefix, changed } of [...this.#watchers]) tell(prefix, change, changed)
  }

  watch(prefix: string, fromRevision: number, changed: (change: Change) => void): { cancel(): void } {
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
      this.#apply(
        this.revision + 1,
        keys.map((key) => ({ key, value: null })),
        new Map()
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
