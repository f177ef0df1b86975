/** The door of the log room: partition logs on disk or in memory, and the store that holds them. */
export { FileStore, type FileStoreOptions, type FoundPartition, openFileStore, partitionsIn } from './file-store.ts'
export { createMemoryDisk } from './memory-disk.ts'
export { openMemoryStore } from './memory-store.ts'
export { Reserve } from './reserve.ts'
export { Slices } from './slices.ts'
export type {
  AbortedTransaction,
  AppendOrigin,
  AppendResult,
  CompressionType,
  LogConfig,
  LogStore,
  LogStoreConfig,
  PartitionLog,
  ProducerState,
  ReadLimits,
  ReadResult,
  TimestampOffset
} from './store.ts'
