import type { Env } from '../../env/index.ts'
import type { LogStoreConfig } from '../contract.ts'
import type { NewDirectories } from '../disk/durable-files.ts'
import type { FilePool } from '../disk/file-pool.ts'
import type { Reserve } from '../disk/reserve.ts'
import type { FileLog } from '../log.ts'
import type { ReadBuffers } from '../read/read-buffers.ts'
import type { ReadPace } from '../read/read-pace.ts'
import type { Backlog } from '../write/backlog.ts'
import type { RecordChecks } from '../write/record-checks.ts'
import type { TailCache } from '../write/tail-cache.ts'
import type { WritePace } from '../write/write-pace.ts'
import type { WriteScheduler } from '../write/write-scheduler.ts'

/** What all logs of a store share. */
export interface LogServices {
  readonly env: Env
  readonly pool: FilePool
  readonly cache: TailCache
  readonly buffers: ReadBuffers
  readonly readPace: ReadPace
  readonly writePace: WritePace
  readonly backlog: Backlog
  readonly checks: RecordChecks
  readonly scheduler: WriteScheduler
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
