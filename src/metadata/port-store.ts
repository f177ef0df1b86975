/*
 * The metadata store as seen by a broker on another thread: a mirror of all keys, kept up to date by messages; writes and leases
 * are sent to the real store. Messages keep their order, so the changes behind an answer arrive before it.
 */
import { messageOf, type Port } from '../env/index.ts'
import { KeyMirror } from './key-mirror.ts'
import { keys } from './keys.ts'
import type { Change, Compare, KeyValue, LeaseId, MetadataStore, Operation, TransactionResult } from './store.ts'

type Question =
  | { readonly ask: 'transaction'; readonly compare: readonly Compare[]; readonly operations: readonly Operation[] }
  | { readonly ask: 'grantLease'; readonly ttlMs: number }
  | { readonly ask: 'keepAlive' | 'revokeLease'; readonly lease: LeaseId }
  /** Whether the store can be reached. The mirror is then at least as new as the question. */
  | { readonly ask: 'reach' }

type Told =
  | { readonly snapshot: Awaited<ReturnType<MetadataStore['list']>> }
  | { readonly change: Change }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }

/** Serves a store over the port until `cancel`. Rejects with Error if it cannot be read. */
export async function serveStore(store: MetadataStore, port: Port): Promise<{ cancel(): void }> {
  const send = (told: Told) => port.send(told)
  const answer = (question: Question): Promise<unknown> => {
    if (question.ask === 'transaction') return store.transaction(question.compare, question.operations)
    if (question.ask === 'grantLease') return store.grantLease(question.ttlMs)
    if (question.ask === 'reach') return store.get(keys.clusterId).then(() => undefined)
    return question.ask === 'keepAlive' ? store.keepAlive(question.lease) : store.revokeLease(question.lease)
  }
  for (;;) {
    const snapshot = await store.list('')
    send({ snapshot })
    const watch = store.watch('', snapshot.revision, (change) => send({ change }))
    if (!('cancel' in watch)) continue
    port.receive((message) => {
      const { id, ...question } = message as Question & { readonly id: number }
      answer(question as Question).then(
        (value) => send({ id, value }),
        (error) => send({ id, error: messageOf(error) })
      )
    })
    return watch
  }
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

const closed = 'the store is closed'

export class PortMetadataStore extends KeyMirror implements MetadataStore {
  readonly #port: Port
  readonly #waiting = new Map<number, Waiting>()
  #nextId = 0
  #isClosed = false
  #opened: () => void = () => {}

  private constructor(port: Port) {
    super()
    this.#port = port
  }

  /** Resolves once the mirror has everything that the store on the other thread has. */
  static async open(port: Port): Promise<PortMetadataStore> {
    const store = new PortMetadataStore(port)
    await new Promise<void>((resolve) => {
      store.#opened = resolve
      port.receive((message) => store.#take(message as Told))
    })
    return store
  }

  #take(told: Told): void {
    if (this.#isClosed) return
    if ('change' in told) {
      const { revision, changes } = told.change
      this.apply({ revision, changes, leased: new Map() })
    } else if ('snapshot' in told) {
      const { revision, entries } = told.snapshot
      this.entries.clear()
      for (const { key, value, modRevision } of entries) this.entries.set(key, { value, modRevision, lease: undefined })
      this.revision = revision
      this.compactedRevision = revision
      this.#opened()
    } else {
      const waiting = this.#waiting.get(told.id)
      this.#waiting.delete(told.id)
      if ('error' in told) waiting?.reject(new Error(told.error))
      else waiting?.resolve(told.value)
    }
  }

  #ask<T>(question: Question): Promise<T> {
    if (this.#isClosed) return Promise.reject(new Error(closed))
    const id = this.#nextId++
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      this.#port.send({ id, ...question })
    })
  }

  override async get(key: string): Promise<KeyValue | undefined> {
    await this.#ask({ ask: 'reach' })
    return super.get(key)
  }

  override async list(prefix: string): ReturnType<MetadataStore['list']> {
    await this.#ask({ ask: 'reach' })
    return super.list(prefix)
  }

  async transaction(compare: readonly Compare[], operations: readonly Operation[]): Promise<TransactionResult> {
    try {
      return await this.#ask<TransactionResult>({ ask: 'transaction', compare, operations })
    } catch (error) {
      if (this.#isClosed) return { succeeded: false, revision: this.revision, error: closed }
      throw error
    }
  }

  grantLease(ttlMs: number): Promise<LeaseId> {
    return this.#ask({ ask: 'grantLease', ttlMs })
  }

  keepAlive(lease: LeaseId): Promise<boolean> {
    return this.#ask({ ask: 'keepAlive', lease })
  }

  revokeLease(lease: LeaseId): Promise<void> {
    return this.#ask({ ask: 'revokeLease', lease })
  }

  abandon(): void {
    this.#isClosed = true
    this.watchers.clear()
    for (const { reject } of this.#waiting.values()) reject(new Error(closed))
    this.#waiting.clear()
  }

  async close(): Promise<void> {
    this.abandon()
    this.#port.close()
  }
}
