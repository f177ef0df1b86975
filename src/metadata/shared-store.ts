/*
 * One broker's handle on a store shared by the brokers of a process: its own watches and its own close. Whoever opened the store
 * closes it.
 */
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

/** A store that this broker cannot reach, as if the network were cut. */
const cutOff = 'the metadata store cannot be reached'

export class StoreHandle implements MetadataStore {
  readonly #store: MetadataStore
  readonly #watches = new Set<Watch>()
  #isClosed = false
  #isCutOff = false

  constructor(store: MetadataStore) {
    this.#store = store
  }

  /**
   * Simulates a network cut to the store, or its end. While cut, nothing gets through; missed changes are delivered afterwards,
   * in order.
   */
  set isCutOff(isCutOff: boolean) {
    this.#isCutOff = isCutOff
    if (!isCutOff) for (const watch of this.#watches) watch.catchUp()
  }

  get(key: string): Promise<KeyValue | undefined> {
    return this.#reach(() => this.#store.get(key))
  }

  list(prefix: string): ReturnType<MetadataStore['list']> {
    return this.#reach(() => this.#store.list(prefix))
  }

  async transaction(compare: readonly Compare[], operations: readonly Operation[]): Promise<TransactionResult> {
    if (this.#isClosed || this.#isCutOff) return { succeeded: false, revision: 0, error: this.#why }
    return this.#store.transaction(compare, operations)
  }

  watch(prefix: string, fromRevision: number, changed: (change: Change) => void): { cancel(): void } | Compacted {
    const watch = new Watch(() => this.#isCutOff, changed)
    const watching = this.#store.watch(prefix, fromRevision, (change) => watch.take(change))
    if ('compactedRevision' in watching) return watching
    this.#watches.add(watch)
    watch.cancel = () => {
      this.#watches.delete(watch)
      watching.cancel()
    }
    return watch
  }

  grantLease(ttlMs: number): Promise<LeaseId> {
    return this.#reach(() => this.#store.grantLease(ttlMs))
  }

  keepAlive(lease: LeaseId): Promise<boolean> {
    return this.#reach(() => this.#store.keepAlive(lease))
  }

  revokeLease(lease: LeaseId): Promise<void> {
    return this.#reach(() => this.#store.revokeLease(lease))
  }

  abandon(): void {
    this.#isClosed = true
    for (const watch of [...this.#watches]) watch.cancel()
  }

  async close(): Promise<void> {
    this.abandon()
  }

  get #why(): string {
    return this.#isClosed ? 'the store is closed' : cutOff
  }

  async #reach<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#isClosed || this.#isCutOff) throw new Error(this.#why)
    return ask()
  }
}

/** A watch that queues changes while the store cannot be reached. */
class Watch {
  readonly #isCutOff: () => boolean
  readonly #changed: (change: Change) => void
  #missed: Change[] = []
  cancel: () => void = () => {}

  constructor(isCutOff: () => boolean, changed: (change: Change) => void) {
    this.#isCutOff = isCutOff
    this.#changed = changed
  }

  take(change: Change): void {
    if (this.#isCutOff()) this.#missed.push(change)
    else this.#changed(change)
  }

  catchUp(): void {
    const missed = this.#missed
    this.#missed = []
    for (const change of missed) this.#changed(change)
  }
}
