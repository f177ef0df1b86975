import type { Env } from '../env/index.ts'
import type { Backlog } from './backlog.ts'
import type { NewDirectories } from './durable.ts'
import type { FilePool } from './file-pool.ts'
import type { FileLog } from './log.ts'
import type { ReadBuffers } from './read-buffers.ts'
import type { ReadPace } from './read-pace.ts'
import type { RecordChecks } from './record-checks.ts'
import type { Reserve } from './reserve.ts'
import type { LogStoreConfig } from './store.ts'
import type { TailCache } from './tail-cache.ts'
import type { Turn } from './turn.ts'
import type { WritePace } from './write-pace.ts'

/** What all logs of a store share. */
export interface LogShared {
  readonly env: Env
  readonly pool: FilePool
  readonly cache: TailCache
  readonly buffers: ReadBuffers
  readonly readPace: ReadPace
  readonly writePace: WritePace
  readonly backlog: Backlog
  readonly checks: RecordChecks
  readonly turn: Turn
  readonly newDirectories: NewDirectories
  readonly settings: LogStoreConfig
  /** A line for the operator: which file, which offset, what was done. */
  readonly report: (line: string) => void
  /**
   * Makes the recovery points durable: where one moves back, a start must not believe in what is written anew below the old
   * one (kafka.log.LogManager#truncateTo). @throws DiskError
   */
  readonly saveCheckpoints: () => void
  /** Given up bit by bit where a full disk would keep room from being made. */
  readonly reserve: Reserve
  /** Removes files after `ms`, or sooner when the disk is full; not when the store is closed before. */
  readonly deleteLater: (ms: number, remove: () => void) => void
  /** A log failed and answers nothing more: its files are to be read anew. */
  readonly failed: (log: FileLog) => void
}
