/*
 * Owns the log directories of a broker that has several, or is one of a cluster: their opening, which of them can be used, and
 * what becomes of one that fails or is somebody else's. Knows no partition.
 * Source: kafka.log.LogManager; KIP-112, KIP-858.
 */
import { DiskError, type Logger, OttlaError, type Timer } from '../../env/index.ts'
import type { LogStoreConfig, PartitionLog } from '../contract.ts'
import { asDiskError } from '../disk/disk-errors.ts'
import type { Reserve } from '../disk/reserve.ts'
import type { FileLog } from '../log.ts'
import { FileStore, type FileStoreOptions } from './file-store.ts'

/** How often a directory that failed is tried again. */
const retryMs = 5_000
/** How often a directory is looked at to which nothing is written, as often as Kafka writes a checkpoint to each. */
const lookMs = 5_000

/** A log directory as a start found it. */
export interface FoundDirectory {
  readonly path: string
  /** Undefined: it cannot be used, and was told of. */
  readonly id: string | undefined
  readonly foldsCase?: boolean
  readonly reserve?: Reserve | undefined
}

export interface DirectoriesOptions extends Omit<FileStoreOptions, 'directory' | 'foldsCase' | 'reserve' | 'troubled'> {
  /** One or more. */
  readonly found: readonly FoundDirectory[]
  /** Whether a directory that failed is there again: it can be written to, and is the one with this id. */
  readonly isThere: (path: string, id: string) => boolean
  /** Whether a directory still seems to be there, as far as that can be told without writing. */
  readonly seemsThere: (path: string) => boolean
}

export interface Directory {
  readonly path: string
  readonly id: string
  /** Undefined: it could not be used at the start. */
  readonly store: FileStore | undefined
  readonly isOffline: boolean
  /** Somebody else may have it: nothing is written to it any more. */
  readonly isLost: boolean
}

interface DirectoryState extends Directory {
  isOffline: boolean
  isLost: boolean
}

/** What is told of them. */
interface DirectoriesListener {
  /** A directory failed, or can be used again. */
  changed(): void
  /** A log failed whose directory is there. */
  failedAlone(log: PartitionLog): void
  /** A log took the place of one that failed. */
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

  /** The disk refused something in this directory, by which a log may have failed. */
  troubled(path: string, failed?: FileLog): void {
    // It is still being opened.
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

  /** The directory is somebody else's, or gone: nothing is written to it any more. */
  lose(path: string, why: string): void {
    const directory = this.#stateOf(path)
    directory.isLost = true
    directory.store?.abandon()
    if (!directory.isOffline) this.#fail(directory, why)
  }

  /** No directory fails or comes back any more. Returns false where it was stopped before. */
  stop(): boolean {
    const wasStopped = this.#isStopped
    this.#isStopped = true
    this.#retry?.cancel()
    this.#look?.cancel()
    return !wasStopped
  }
}

const mayComeBack = ({ store, isOffline, isLost }: Directory): boolean => store !== undefined && isOffline && !isLost

/** What one of so many directories gets of what a broker may use. */
function shareOf(settings: LogStoreConfig, count: number): LogStoreConfig {
  return Object.create(settings, {
    tailCacheBytes: { get: () => Math.floor(settings.tailCacheBytes / count) },
    openFilesMax: { get: () => Math.floor(settings.openFilesMax / count) },
    cleanerDedupeBufferBytes: { get: () => Math.floor(settings.cleanerDedupeBufferBytes / count) },
    cleanerIoMaxBytesPerSecond: { get: () => settings.cleanerIoMaxBytesPerSecond / count }
  }) as LogStoreConfig
}
