import type { Env, Logger } from '../../env/index.ts'
import type { LogStoreConfig } from '../contract.ts'
import type { NewDirectories } from './durable-files.ts'
import type { FilePool } from './file-pool.ts'
import type { Reserve } from './reserve.ts'

/** What all logs of a store share to work on its files. */
export interface StoreServices {
  readonly env: Env
  /** The log directory, which holds those of the partitions. */
  readonly directory: string
  readonly pool: FilePool
  readonly newDirectories: NewDirectories
  readonly settings: LogStoreConfig
  /** What a disk or a client can cause again and again is written once a minute at most. */
  readonly logger: Logger
  /**
   * Makes the recovery points durable: where one moves back, a start must not believe in what is written again below the old
   * one (kafka.log.LogManager#truncateTo). @throws DiskError
   */
  readonly saveCheckpoints: () => void
  /** Given up bit by bit where a full disk would keep room from being made. */
  readonly reserve: Reserve
  /** Told when the disk refuses something; undefined where there is one log directory. */
  readonly troubled: (() => void) | undefined
  /** Removes files after `ms`, or sooner when the disk is full; not when the store is closed before. */
  readonly deleteLater: (ms: number, remove: () => void) => void
}
