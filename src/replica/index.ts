/** The door of the replica room: partitions above their logs. */
export type { AskedPartition } from './asked-partition.ts'
export type {
  GuardedBatch,
  Isolation,
  LogPlace,
  OwnAppend,
  Partition,
  PartitionRead,
  PlaceInLog,
  ReadAnswer,
  Replicas,
  TransactionGuard
} from './contract.ts'
export { type BegunFetch, FetchSessions, finalEpoch, initialEpoch } from './fetch-session.ts'
export type { FetcherSettings } from './leader-fetcher.ts'
export { ReplicaStore } from './replica-store.ts'
export type { SessionWatch } from './session-watch.ts'
export { ReplicationThrottle } from './throttle.ts'
export type { Traffic } from './traffic.ts'
