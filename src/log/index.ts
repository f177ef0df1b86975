/** The door of the log room: partition logs on disk or in memory, and the store that holds them. */

export type {
  AbortedTransaction,
  AppendResult,
  BatchProducer,
  CompressionType,
  DirectoryUsage,
  LogConfig,
  LogDirectories,
  LogStore,
  LogStoreConfig,
  PartitionLog,
  ProducerState,
  ReadLimits,
  ReadResult,
  SegmentStart,
  Verification
} from './contract.ts'
export { createMemoryDisk } from './disk/memory-disk.ts'
export { Reserve } from './disk/reserve.ts'
export { cleanStopEpoch } from './store/clean-stop.ts'
export type { FoundDirectory } from './store/directories.ts'
export { FileStore, openFileStore } from './store/file-store.ts'
export { openMemoryStore } from './store/memory-store.ts'
export { type FoundPartition, kafkaMetadataDirectory, partitionsIn } from './store/partition-directories.ts'
export { isSeveralStores, openSeveralStores, type SeveralStores } from './store/several-stores.ts'
export { SlicedWork } from './store/sliced-work.ts'
export { OffsetWaiters } from './write/offset-waiters.ts'
