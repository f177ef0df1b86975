/** The door of the replica room: partitions above their logs. */
export {
  type FetchSession,
  FetchSessions,
  noSession,
  type SessionOutcome,
  type SessionPartition,
  sessionKey,
  sessionPartitionsMax
} from './fetch-session.ts'
export { ReplicaStore, type ReplicaStoreOptions } from './replica-store.ts'
export type { Partition, PartitionRead, PartitionReadOptions, Replicas } from './replicas.ts'
export type { Traffic } from './traffic.ts'
