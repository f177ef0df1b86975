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

export interface MetadataStore {
  get(key: string): Promise<KeyValue | undefined>
  /** Everything under a prefix, in key order, at one revision. */
  list(prefix: string): Promise<{ readonly revision: number; readonly entries: readonly KeyValue[] }>
  /** All or nothing. Resolves when the change is durable and this store's watchers have been told. */
  transaction(
    compare: readonly Compare[],
    operations: readonly Operation[]
  ): Promise<{ readonly succeeded: boolean; readonly revision: number }>
  /** Calls `changed` for every revision after `fromRevision`, in order, each once. */
  watch(prefix: string, fromRevision: number, changed: (change: Change) => void): { cancel(): void }
  grantLease(ttlMs: number): Promise<LeaseId>
  /** False when the lease is gone. */
  keepAlive(lease: LeaseId): Promise<boolean>
  revokeLease(lease: LeaseId): Promise<void>
  /** Writes nothing any more, at `close` neither: its directory is not ours. Later transactions are refused. */
  abandon(): void
  close(): Promise<void>
}
