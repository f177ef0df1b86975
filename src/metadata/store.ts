/**
 * The cluster's metadata as a small key-value store with etcd's semantics: a single revision counter, transactions with
 * comparisons, watches from a revision, leases. `local-store.ts` keeps it in one directory, `etcd/` in an etcd shared by several
 * brokers.
 *
 * The contract below is checked by `metadataStoreContract` in the tests, which every store must pass.
 */
export interface KeyValue {
  readonly key: string
  readonly value: string
  /** Revision of the last change of this key. */
  readonly modRevision: number
}

export type Compare =
  | { readonly key: string; readonly modRevision: number }
  /** modRevision 0 means that the key does not exist. */
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
 * `error` is set if the change was refused, with a one-line reason: it could not be made durable, or with `isTooLarge` it exceeds
 * `storeLimits`. Nothing was changed then: no `get`, `list` or watcher of this store ever sees it, nor does the next process,
 * unless the power fails before the next change. An image fed by a watch is unchanged.
 */
export interface TransactionResult {
  /** False if a comparison failed, or if there is an `error`. */
  readonly succeeded: boolean
  /** This store's watchers have been notified of everything up to this revision, whatever the outcome. */
  readonly revision: number
  readonly error?: string
  readonly isTooLarge?: true
}

/** Changes after the requested revision have been compacted: read everything with `list` and watch from there. */
export interface Compacted {
  readonly compactedRevision: number
}

export interface MetadataStore {
  get(key: string): Promise<KeyValue | undefined>
  /** Everything under a prefix, in key order, at one revision. */
  list(prefix: string): Promise<{ readonly revision: number; readonly entries: readonly KeyValue[] }>
  /**
   * All or nothing. Concurrent transactions are applied in any order. Resolves once the change is durable and this store's
   * watchers have been notified; nobody sees it before it is durable. If a comparison failed, the watchers have been notified of
   * the change that broke it, so a caller can look at its image again and retry.
   *
   * A disk failure, a change of too many bytes and an expired lease are reported as `error`. Rejects only for a bug of the
   * caller, such as more operations than `storeLimits` allows, or a key that is put twice or both put and deleted in one
   * transaction.
   */
  transaction(compare: readonly Compare[], operations: readonly Operation[]): Promise<TransactionResult>
  /**
   * Calls `changed` for every revision after `fromRevision`, in order, once each. Returns `Compacted` if some of them are gone.
   */
  watch(prefix: string, fromRevision: number, changed: (change: Change) => void): { cancel(): void } | Compacted
  /** Keys put with a lease are deleted, all in one change, `ttlMs` milliseconds after its last keep-alive. */
  grantLease(ttlMs: number): Promise<LeaseId>
  /** False if the lease has expired. */
  keepAlive(lease: LeaseId): Promise<boolean>
  /** Deletes the lease's keys immediately, however many there are. */
  revokeLease(lease: LeaseId): Promise<void>
  /** Writes nothing any more, not even in `close`: the directory no longer belongs to us. Later transactions are refused. */
  abandon(): void
  close(): Promise<void>
}
