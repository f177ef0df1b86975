/*
 * The cluster's keys as known to this process: values with their revisions, recent changes, and watchers. Does not know where
 * changes come from.
 */
import type { Change, Compacted, KeyValue, LeaseId } from './store.ts'

export interface Entry {
  readonly value: string
  readonly modRevision: number
  readonly lease: LeaseId | undefined
}

export type KeyChange = Change['changes'][number]

/** A change that has been decided but not applied. */
export interface Planned {
  readonly revision: number
  readonly changes: readonly KeyChange[]
  readonly leased: ReadonlyMap<string, LeaseId>
}

interface Watcher {
  readonly prefix: string
  readonly changed: (change: Change) => void
}

/** How many changes are kept for watches from an earlier revision. */
const historyMin = 500
const historyMax = 1_000

export class KeyMirror {
  protected readonly entries = new Map<string, Entry>()
  protected revision = 0
  /** Changes up to this revision have been dropped. */
  protected compactedRevision = 0
  protected readonly watchers = new Set<Watcher>()
  #history: Change[] = []
  readonly #untold: { readonly change: Change; readonly watchers: readonly Watcher[] }[] = []
  #isTelling = false

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

  watch(prefix: string, fromRevision: number, changed: (change: Change) => void): { cancel(): void } | Compacted {
    if (fromRevision < this.compactedRevision) return { compactedRevision: this.compactedRevision }
    for (const change of this.#history) if (change.revision > fromRevision) tell(prefix, change, changed)
    const watcher = { prefix, changed }
    this.watchers.add(watcher)
    return { cancel: () => void this.watchers.delete(watcher) }
  }

  /** Makes a change visible to readers and notifies the watchers. */
  protected apply({ revision, changes, leased }: Planned): void {
    this.revision = revision
    for (const change of changes) {
      const { key, value } = change
      if (value === null) this.entries.delete(key)
      else this.entries.set(key, { value, modRevision: change.modRevision ?? revision, lease: leased.get(key) })
    }
    const change: Change = { revision, changes }
    this.#history.push(change)
    if (this.#history.length > historyMax) {
      this.#history = this.#history.slice(-historyMin)
      this.compactedRevision = (this.#history[0] as Change).revision - 1
    }
    this.#untold.push({ change, watchers: [...this.watchers] })
    this.#tellAll()
  }

  /**
   * A watcher may write in its callback. Its change is reported after everyone has been notified of the earlier ones, in order.
   */
  #tellAll(): void {
    if (this.#isTelling) return
    this.#isTelling = true
    try {
      for (let next = this.#untold.shift(); next !== undefined; next = this.#untold.shift())
        for (const watcher of next.watchers)
          if (this.watchers.has(watcher)) tell(watcher.prefix, next.change, watcher.changed)
    } finally {
      this.#isTelling = false
    }
  }
}

function tell(prefix: string, change: Change, changed: (change: Change) => void): void {
  const own = prefix === '' ? change.changes : change.changes.filter(({ key }) => key.startsWith(prefix))
  if (own.length > 0) changed({ revision: change.revision, changes: own })
}
