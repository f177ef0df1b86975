/** The door of the replica room: partitions above their logs. */
export {
  type FetchSession,
  FetchSessions,
  type SessionPartition,
  sessionKey,
  sessionPartitionsMax
} from './fetch-session.ts'
export { ReplicaStore } from './replica-store.ts'
export type { Partition, PartitionRead, Replicas } from './replicas.ts'
export type { Traffic } from './traffic.ts'
