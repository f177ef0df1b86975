/**
 * The cluster's metadata as a small key-value store with etcd's semantics: one revision counter, transactions that compare
 * before they write, watches from a revision, leases. `local-store.ts` keeps it in one directory, `etcd/` in an
 * etcd that several brokers share.
 *
 * The contract below is checked by `metadataStoreContract` in the tests, which every store has to pass.
 */
export interface KeyValue {
  readonly key: string
  readonly value: string
  /** Revision of the last change of this key. */
  readonly modRevision: number
}

export type Compare =
  | { readonly key: string; readonly modRevision: number }
  /** modRevision 0 stands for "does not exist". */
  | { readonly key: string; readonly exists: boolean }

export type Operation =
  | { readonly put: string; readonly value: string; readonly lease?: LeaseId }
  | { readonly delete: string }
  | { readonly deletePrefix: string }

export type LeaseId = string

export interface Change {
  readonly revision: number
  readonly changes: readonly /** `modRevision` where it is not the revision of the whole: a store that lost sight of some changes tells them as one. */
  (
    | { readonly key: string; readonly value: string; readonly modRevision?: number }
    | { readonly key: string; readonly value: null; readonly modRevision?: undefined }
  )[]
}

/**
 * `error` is set when the change was refused, and is one line that says why: it could not be made durable, or with `isTooLarge`
 * it is larger than `storeLimits`. Then nothing was changed: no `get`, `list` or watcher of this store ever sees it, nor does
 * the next process, unless the power fails before the next change. An image that is fed by a watch is what it was.
 */
export interface TransactionResult {
  /** False when a comparison did not hold, and when there is an `error`. */
  readonly succeeded: boolean
  /** This store's watchers have been told of everything up to here, whatever came of the transaction. */
  readonly revision: number
  readonly error?: string
  readonly isTooLarge?: true
}

/** The changes after the revision asked for are no longer kept: read everything anew with `list` and watch from there. */
export interface Compacted {
  readonly compactedRevision: number
}

export interface MetadataStore {
  get(key: string): Promise<KeyValue | undefined>
  /** Everything under a prefix, in key order, at one revision. */
  list(prefix: string): Promise<{ readonly revision: number; readonly entries: readonly KeyValue[] }>
  /**
   * All or nothing. Two that are under way at the same time may come in either order. Resolves when the change is durable and
   * this store's watchers have been told; nobody sees it before it is durable. When a comparison did not hold, the watchers have been told of the change that broke it, so that a caller may look
   * at its image again and try once more.
   *
   * A disk that fails, a change of too many bytes and a lease that is gone are told as `error`. It rejects only for a defect, such as more operations
   * than `storeLimits` allows, or a key that is put twice or both put and deleted in one transaction.
   */
  transaction(compare: readonly Compare[], operations: readonly Operation[]): Promise<TransactionResult>
  /** Calls `changed` for every revision after `fromRevision`, in order, each once. `Compacted` when some of them are not kept. */
  watch(prefix: string, fromRevision: number, changed: (change: Change) => void): { cancel(): void } | Compacted
  /** Keys that are put with a lease are deleted, all in one change, `ttlMs` milliseconds after the lease was last kept alive. */
  grantLease(ttlMs: number): Promise<LeaseId>
  /** False when the lease is gone. */
  keepAlive(lease: LeaseId): Promise<boolean>
  /** Deletes the keys of the lease now, however many they are. */
  revokeLease(lease: LeaseId): Promise<void>
  /** Writes nothing any more, at `close` neither: its directory is not ours. Later transactions are refused. */
  abandon(): void
  close(): Promise<void>
}
