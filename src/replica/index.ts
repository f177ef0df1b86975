/** The door of the replica room: partitions above their logs. */
export { FetchSessions, type FetchSession, noSession, sessionKey, type SessionOutcome, type SessionPartition } from './fetch-session.ts'
export { ReplicaStore, type ReplicaStoreOptions } from './replica-store.ts'
export type { Partition, PartitionRead, PartitionReadOptions, Replicas } from './replicas.ts'
