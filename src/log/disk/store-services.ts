import type { Env, Logger } from '../../env/index.ts'
import type { LogStoreConfig } from '../contract.ts'
import type { NewDirectories } from './durable-files.ts'
import type { FilePool } from './file-pool.ts'
import type { Reserve } from './reserve.ts'

/** Services that all logs of a store share for working with its files. */
export interface StoreServices {
  readonly env: Env
  /** The log directory, which contains the partition directories. */
  readonly directory: string
  readonly pool: FilePool
  readonly newDirectories: NewDirectories
  readonly settings: LogStoreConfig
  /** Rate-limits messages that a disk or client can trigger repeatedly to one per minute. */
  readonly logger: Logger
  /**
   * Makes the recovery points durable. If one moves back, startup must not trust records rewritten below the old one
   * (kafka.log.LogManager#truncateTo). @throws DiskError
   */
  readonly saveCheckpoints: () => void
  /** Released bit by bit if a full disk prevents operations that free space. */
  readonly reserve: Reserve
  /** Called when the disk reports an error; undefined if there is only one log directory. */
  readonly troubled: (() => void) | undefined
  /** Removes files after `ms`, or sooner if the disk is full; does not run if the store is closed first. */
  readonly deleteLater: (ms: number, remove: () => void) => void
}
