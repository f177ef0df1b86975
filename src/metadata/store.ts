/**
 * The cluster's metadata as a small key-value store with etcd's semantics: one revision counter, transactions that compare
 * before they write, watches from a revision, leases. `local-store.ts` keeps it in one directory; an etcd store comes later.
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
  readonly changes: readonly (
    | { readonly key: string; readonly value: string }
    | { readonly key: string; readonly value: null }
  )[]
}

/**
 * `error` is set when the change could not be made durable, and is one line that says why. Then nothing was changed: no `get`,
 * `list` or watcher of this store ever sees it, nor does the next process, unless the power fails before the next change.
 */
export interface TransactionResult {
  /** False when a comparison did not hold, and when there is an `error`. */
  readonly succeeded: boolean
  readonly revision: number
  readonly error?: string
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
   * All or nothing. Resolves when the change is durable and this store's watchers have been told; nobody sees it before it is
   * durable. A disk that fails is told as `error`; it rejects only for a defect.
   */
  transaction(compare: readonly Compare[], operations: readonly Operation[]): Promise<TransactionResult>
  /** Calls `changed` for every revision after `fromRevision`, in order, each once. `Compacted` when some of them are not kept. */
  watch(prefix: string, fromRevision: number, changed: (change: Change) => void): { cancel(): void } | Compacted
  grantLease(ttlMs: number): Promise<LeaseId>
  /** False when the lease is gone. */
  keepAlive(lease: LeaseId): Promise<boolean>
  revokeLease(lease: LeaseId): Promise<void>
  /** Writes nothing any more, at `close` neither: its directory is not ours. Later transactions are refused. */
  abandon(): void
  close(): Promise<void>
}
