/*
 * Log directories of a broker that has several, or is in a cluster: opens them, tracks which are online, and handles one
 * that fails or that another process has taken. Knows nothing about partitions.
 * Source: kafka.log.LogManager; KIP-112, KIP-858.
 */
import { DiskError, type Logger, OttlaError, type Timer } from '../../env/index.ts'
import type { LogStoreConfig, PartitionLog } from '../contract.ts'
import { asDiskError } from '../disk/disk-errors.ts'
import type { Reserve } from '../disk/reserve.ts'
import type { FileLog } from '../log.ts'
import { FileStore, type FileStoreOptions } from './file-store.ts'

/** Retry interval for a failed directory. */
const retryMs = 5_000
/** Check interval for a directory without writes, the same interval at which Kafka writes a checkpoint to each. */
const lookMs = 5_000

/** A log directory as found at startup. */
export interface FoundDirectory {
  readonly path: string
  /** Undefined if the directory cannot be used, which has already been reported. */
  readonly id: string | undefined
  readonly foldsCase?: boolean
  readonly reserve?: Reserve | undefined
}

export interface DirectoriesOptions extends Omit<FileStoreOptions, 'directory' | 'foldsCase' | 'reserve' | 'troubled'> {
  /** One or more. */
  readonly found: readonly FoundDirectory[]
  /** Whether a failed directory has recovered: it is writable and has this id. */
  readonly isThere: (path: string, id: string) => boolean
  /** Whether a directory still appears to exist, as far as can be checked without writing. */
  readonly seemsThere: (path: string) => boolean
}

export interface Directory {
  readonly path: string
  readonly id: string
  /** Undefined if the directory could not be used at startup. */
  readonly store: FileStore | undefined
  readonly isOffline: boolean
  /** True once another process may have taken the directory; nothing more is written to it. */
  readonly isLost: boolean
}

interface DirectoryState extends Directory {
  isOffline: boolean
  isLost: boolean
}

/** Callbacks for directory and log events. */
interface DirectoriesListener {
  /** A directory went offline or came back online. */
  changed(): void
  /** A log failed while its directory stayed online. */
  failedAlone(log: PartitionLog): void
  /** A log replaced one that failed. */
  reopened(log: PartitionLog): void
}

export class Directories {
  readonly #options: DirectoriesOptions
  readonly #listener: DirectoriesListener
  readonly #logger: Logger
  readonly #all: readonly DirectoryState[]
  #retry: Timer | undefined
  #look: Timer | undefined
  #isStopped = false

  /** Opens every partition that `configOf` knows. A directory that cannot be opened is offline. @throws OttlaError when none can */
  constructor(options: DirectoriesOptions, listener: DirectoriesListener) {
    this.#options = options
    this.#listener = listener
    this.#logger = options.logger
    const { found } = options
    const settings = shareOf(options.settings, found.length)
    this.#all = found.map((each) => this.#open(each, { ...options, settings }))
    if (this.online.length === 0) {
      const paths = found.map(({ path }) => path).join(', ')
      throw new OttlaError('DATA_DIR_UNREADABLE', `none of the log directories can be used: ${paths}`)
    }
    this.#lookLater()
  }

  #open({ path, id, foldsCase, reserve }: FoundDirectory, options: DirectoriesOptions): DirectoryState {
    const directory = { path, id: id ?? '', store: undefined, isOffline: true, isLost: false }
    if (id === undefined) return directory
    const troubled = (failed?: FileLog) => this.troubled(path, failed)
    try {
      const store = new FileStore({ ...options, directory: path, foldsCase: foldsCase ?? false, reserve, troubled })
      store.reopened = (log) => this.#listener.reopened(log)
      return { ...directory, store, isOffline: false }
    } catch (error) {
      if (options.found.length === 1) throw error
      const fields = { directory: path, error: asDiskError(error).message }
      this.#logger.error('log directory cannot be used; its partitions are offline', fields)
      return directory
    }
  }

  get all(): readonly Directory[] {
    return this.#all
  }

  get online(): readonly Directory[] {
    return this.#all.filter(({ isOffline }) => !isOffline)
  }

  get firstOffline(): Directory | undefined {
    return this.#all.find(({ isOffline }) => isOffline)
  }

  get isAllLost(): boolean {
    return this.#all.every(({ isLost, store }) => isLost || store === undefined)
  }

  at(path: string): Directory {
    return this.#stateOf(path)
  }

  of({ logDirectory }: PartitionLog): Directory {
    return this.#stateOf(logDirectory)
  }

  #stateOf(path: string): DirectoryState {
    const found = this.#all.find((each) => each.path === path)
    if (found === undefined) throw new Error(`${path} is no log directory`)
    return found
  }

  /** Handles a disk error in this directory, which may have failed a log. */
  troubled(path: string, failed?: FileLog): void {
    // The directory is still being opened.
    const directory = this.#all?.find((each) => each.path === path)
    if (directory === undefined || directory.isOffline || this.#isStopped) return
    if (!this.#options.isThere(path, directory.id)) this.#fail(directory, 'it cannot be written to')
    else if (failed !== undefined) this.#listener.failedAlone(failed)
  }

  #lookLater(): void {
    this.#look = this.#options.env.timers.after(lookMs, () => {
      for (const { path } of this.online) if (!this.#options.seemsThere(path)) this.troubled(path)
      if (!this.#isStopped) this.#lookLater()
    })
  }

  #fail(directory: DirectoryState, why: string): void {
    directory.isOffline = true
    const { path, store } = directory
    const fields = { directory: path, why, partitions: store?.count ?? 0 }
    this.#logger.error('log directory failed; its partitions are offline until it recovers', fields)
    store?.failAll(new DiskError('OTHER', path, `the log directory ${path} failed: ${why}`))
    this.#retryLater()
    this.#listener.changed()
  }

  #retryLater(): void {
    if (this.#isStopped || !this.#all.some(mayComeBack)) return
    this.#retry ??= this.#options.env.timers.after(retryMs, () => {
      this.#retry = undefined
      for (const directory of this.#all)
        if (mayComeBack(directory) && this.#options.isThere(directory.path, directory.id)) this.#isBack(directory)
      this.#retryLater()
    })
  }

  #isBack(directory: DirectoryState): void {
    directory.isOffline = false
    this.#logger.info('log directory is usable again', { directory: directory.path })
    this.#listener.changed()
  }

  /** Call when the directory is gone or another process has taken it; nothing more is written to it. */
  lose(path: string, why: string): void {
    const directory = this.#stateOf(path)
    directory.isLost = true
    directory.store?.abandon()
    if (!directory.isOffline) this.#fail(directory, why)
  }

  /** Stops tracking failures and recoveries. Returns false if already stopped. */
  stop(): boolean {
    const wasStopped = this.#isStopped
    this.#isStopped = true
    this.#retry?.cancel()
    this.#look?.cancel()
    return !wasStopped
  }
}

const mayComeBack = ({ store, isOffline, isLost }: Directory): boolean => store !== undefined && isOffline && !isLost

/** The share of a broker-wide limit that each of this many directories gets. */
function shareOf(settings: LogStoreConfig, count: number): LogStoreConfig {
  return Object.create(settings, {
    tailCacheBytes: { get: () => Math.floor(settings.tailCacheBytes / count) },
    openFilesMax: { get: () => Math.floor(settings.openFilesMax / count) },
    cleanerDedupeBufferBytes: { get: () => Math.floor(settings.cleanerDedupeBufferBytes / count) },
    cleanerIoMaxBytesPerSecond: { get: () => settings.cleanerIoMaxBytesPerSecond / count }
  }) as LogStoreConfig
}
