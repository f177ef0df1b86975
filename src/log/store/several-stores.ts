/*
 * Owns the logs of a broker that has several log directories, or is one of a cluster: one store for each, where a new partition goes,
 * and what becomes of a directory that fails. Each directory has its own checkpoints and background work; a move between two is a copy that takes the
 * log's place. Decides no move.
 * Source: kafka.log.LogManager; KIP-113, KIP-858.
 */
import { DiskError, type Env, type Logger, messageOf, OttlaError, type Timer } from '../../env/index.ts'
import type { DirectoryUsage, LogConfig, LogDirectories, LogStore, LogStoreConfig, PartitionLog } from '../contract.ts'
import { asDiskError } from '../disk/disk-errors.ts'
import type { Reserve } from '../disk/reserve.ts'
import type { FileLog } from '../log.ts'
import { FileStore, type FileStoreOptions } from './file-store.ts'
import { settleMoves } from './settle-moves.ts'

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

interface SeveralStoresOptions extends Omit<FileStoreOptions, 'directory' | 'foldsCase' | 'reserve' | 'troubled'> {
  /** One or more. */
  readonly found: readonly FoundDirectory[]
  /** Whether a directory that failed is there again: it can be written to, and is the one with this id. */
  readonly isThere: (path: string, id: string) => boolean
  /** Whether a directory still seems to be there, as far as that can be told without writing. */
  readonly seemsThere: (path: string) => boolean
}

interface Directory {
  readonly path: string
  readonly id: string
  /** Undefined: it could not be used at the start. */
  readonly store: FileStore | undefined
  isOffline: boolean
  /** Somebody else may have it: nothing is written to it any more. */
  isLost: boolean
}

/** Opens every partition that `configOf` knows. A directory that cannot be opened is offline. @throws OttlaError when none can */
export function openSeveralStores(options: SeveralStoresOptions): SeveralStores {
  return new SeveralStores(options)
}

export function isSeveralStores(logs: unknown): logs is SeveralStores {
  return logs instanceof SeveralStores
}

export class SeveralStores implements LogStore, LogDirectories {
  readonly several = this
  changed: () => void = () => {}
  failedAlone: (log: PartitionLog) => void = () => {}
  readonly #env: Env
  readonly #logger: Logger
  readonly #isThere: SeveralStoresOptions['isThere']
  readonly #seemsThere: SeveralStoresOptions['seemsThere']
  readonly #directories: readonly Directory[]
  /** Of each partition, by its name. */
  readonly #placed = new Map<string, Directory>()
  readonly #copies = new Map<string, { readonly copy: FileLog; readonly to: Directory }>()
  readonly #preferred = new Map<string, Directory>()
  #reopened: (log: PartitionLog) => void = () => {}
  #retry: Timer | undefined
  #look: Timer | undefined
  #isClosed = false

  constructor(options: SeveralStoresOptions) {
    this.#env = options.env
    this.#logger = options.logger
    this.#isThere = options.isThere
    this.#seemsThere = options.seemsThere
    const { found, env, logger } = options
    const usable = found.filter(({ id }) => id !== undefined).map(({ path }) => path)
    const isKnown: Parameters<typeof settleMoves>[2]['isKnown'] = (each) => options.configOf(each) !== undefined
    settleMoves(env.disk, usable, { areAll: usable.length === found.length, isKnown, logger })
    const settings = shareOf(options.settings, found.length)
    this.#directories = found.map((each) => this.#open(each, { ...options, settings }))
    if (this.#online.length === 0) {
      const paths = found.map(({ path }) => path).join(', ')
      throw new OttlaError('DATA_DIR_UNREADABLE', `none of the log directories can be used: ${paths}`)
    }
    this.#placeAll()
    this.#lookLater()
  }

  #open({ path, id, foldsCase, reserve }: FoundDirectory, options: FileStoreOptions | SeveralStoresOptions): Directory {
    let directory: Directory = { path, id: id ?? '', store: undefined, isOffline: true, isLost: false }
    if (id === undefined) return directory
    const troubled = (failed?: FileLog) => this.#troubled(path, failed)
    try {
      const store = new FileStore({ ...options, directory: path, foldsCase: foldsCase ?? false, reserve, troubled })
      store.reopened = (log) => this.#reopened(log)
      directory = { ...directory, store, isOffline: false }
    } catch (error) {
      if ('found' in options && options.found.length === 1) throw error
      const fields = { directory: path, error: asDiskError(error).message }
      this.#logger.error('a log directory cannot be used: its partitions are offline', fields)
    }
    return directory
  }

  #placeAll(): void {
    for (const directory of this.#directories)
      for (const log of directory.store?.logs ?? [])
        if (directory.store?.isCopy(log) === false) this.#placed.set(nameOf(log), directory)
    for (const to of this.#directories)
      for (const copy of [...(to.store?.copies ?? [])])
        if (this.#placed.has(copy.name) && !copy.failed && !this.#copies.has(copy.name)) this.#resume(copy, to)
        // Its log may be in a directory that is offline: then it is kept as it is.
        else if (this.#placed.has(copy.name)) to.store?.remove(copy.topic, copy.partition)
  }

  /** What the log lost with the power must not be in its copy, where other records come in its place. */
  #resume(copy: FileLog, to: Directory): void {
    const log = this.find(copy.topic, copy.partition)
    if (log?.failed === false) copy.truncateTo(log.logEndOffset)
    this.#copies.set(copy.name, { copy, to })
  }

  get #online(): readonly Directory[] {
    return this.#directories.filter(({ isOffline }) => !isOffline)
  }

  get #offline(): readonly Directory[] {
    return this.#directories.filter(({ isOffline }) => isOffline)
  }

  get directories(): readonly string[] {
    return this.#directories.map(({ path }) => path)
  }

  get ids(): readonly string[] {
    return this.#online.map(({ id }) => id)
  }

  idsAt(paths: readonly string[]): readonly string[] {
    return this.#online.filter(({ path }) => paths.includes(path)).map(({ id }) => id)
  }

  set reopened(told: (log: PartitionLog) => void) {
    this.#reopened = told
  }

  get reopened(): (log: PartitionLog) => void {
    return this.#reopened
  }

  #at(path: string): Directory {
    const found = this.#directories.find((each) => each.path === path)
    if (found === undefined) throw new Error(`${path} is no log directory`)
    return found
  }

  #of({ logDirectory }: PartitionLog): Directory {
    return this.#at(logDirectory)
  }

  /** @throws DiskError */
  #storeOf({ store, path, isOffline }: Directory): FileStore {
    if (store === undefined || isOffline) throw new DiskError('OTHER', path, `the log directory ${path} is offline`)
    return store
  }

  idOf(log: PartitionLog): string {
    return this.#of(log).id
  }

  // ------------------------------------------------------------------ directories that fail

  /** The disk refused something in this directory, by which a log may have failed. */
  #troubled(path: string, failed?: FileLog): void {
    // It is still being opened.
    const directory = this.#directories?.find((each) => each.path === path)
    if (directory === undefined || directory.isOffline || this.#isClosed) return
    if (!this.#isThere(path, directory.id)) this.#fail(directory, 'it cannot be written to')
    else if (failed !== undefined) this.failedAlone(failed)
  }

  #lookLater(): void {
    this.#look = this.#env.timers.after(lookMs, () => {
      for (const { path } of this.#online) if (!this.#seemsThere(path)) this.#troubled(path)
      if (!this.#isClosed) this.#lookLater()
    })
  }

  #stopLooking(): void {
    this.#isClosed = true
    this.#retry?.cancel()
    this.#look?.cancel()
  }

  #fail(directory: Directory, why: string): void {
    directory.isOffline = true
    const { path, store } = directory
    const fields = { directory: path, why, partitions: store?.count ?? 0 }
    this.#logger.error('a log directory failed: its partitions are offline until it can be used again', fields)
    store?.failAll(new DiskError('OTHER', path, `the log directory ${path} failed: ${why}`))
    this.#retryLater()
    this.changed()
  }

  #retryLater(): void {
    if (this.#isClosed || !this.#directories.some(mayComeBack)) return
    this.#retry ??= this.#env.timers.after(retryMs, () => {
      this.#retry = undefined
      for (const directory of this.#directories)
        if (mayComeBack(directory) && this.#isThere(directory.path, directory.id)) this.#isBack(directory)
      this.#retryLater()
    })
  }

  #isBack(directory: Directory): void {
    directory.isOffline = false
    this.#logger.info('a log directory can be used again', { directory: directory.path })
    this.changed()
  }

  /** The directory is somebody else's, or gone: nothing is written to it any more. */
  lose(path: string, why: string): void {
    const directory = this.#at(path)
    directory.isLost = true
    directory.store?.abandon()
    if (!directory.isOffline) this.#fail(directory, why)
  }

  get isAllLost(): boolean {
    return this.#directories.every(({ isLost, store }) => isLost || store === undefined)
  }

  // ------------------------------------------------------------------ logs

  get logs(): Iterable<PartitionLog> {
    return this.#logs()
  }

  *#logs(): Generator<PartitionLog> {
    for (const { store } of this.#directories)
      for (const log of store?.logs ?? []) if (store?.isCopy(log) === false) yield log
  }

  find(topic: string, partition: number): PartitionLog | undefined {
    return this.#placed.get(`${topic}-${partition}`)?.store?.find(topic, partition)
  }

  create(topic: string, partition: number, topicId: string, config: LogConfig, directoryId?: string): PartitionLog {
    const name = `${topic}-${partition}`
    let refused: DiskError | undefined
    for (const directory of this.#placesFor(name, directoryId)) {
      try {
        const log = this.#storeOf(directory).create(topic, partition, topicId, config)
        this.#placed.set(name, directory)
        this.#preferred.delete(name)
        return log
      } catch (error) {
        refused = asDiskError(error)
        this.#troubled(directory.path)
      }
    }
    throw refused ?? new DiskError('OTHER', name, `no log directory can be used for ${name}`)
  }

  /** @throws DiskError where the log may be in a directory that is offline */
  #placesFor(name: string, directoryId: string | undefined): readonly Directory[] {
    const preferred = this.#preferred.get(name)
    const assigned = this.#directories.find(({ id }) => id !== '' && id === directoryId)
    if (preferred !== undefined && assigned?.isOffline !== true) return [preferred]
    if (assigned !== undefined) return [assigned]
    const [offline] = this.#offline
    if (offline !== undefined)
      throw new DiskError(
        'OTHER',
        offline.path,
        `${name} may be in the log directory ${offline.path}, which is offline`
      )
    return [...this.#directories].sort((a, b) => (a.store?.count ?? 0) - (b.store?.count ?? 0))
  }

  remove(topic: string, partition: number): void {
    this.dropCopy(topic, partition)
    const name = `${topic}-${partition}`
    const directory = this.#placed.get(name)
    this.#placed.delete(name)
    this.#preferred.delete(name)
    if (directory?.isLost === false) directory.store?.remove(topic, partition)
  }

  usage(): DirectoryUsage[] {
    const unknown = { totalBytes: -1, usableBytes: -1 }
    return this.#directories.flatMap(({ path, store, isOffline }) =>
      isOffline || store === undefined ? [{ directory: path, ...unknown, isOffline: true }] : store.usage()
    )
  }

  // ------------------------------------------------------------------ moves

  prefer(topic: string, partition: number, directory: string): void {
    this.#preferred.set(`${topic}-${partition}`, this.#at(directory))
  }

  get copies(): Iterable<PartitionLog> {
    return [...this.#copies.values()].map(({ copy }) => copy)
  }

  copyOf(topic: string, partition: number): PartitionLog | undefined {
    return this.#copies.get(`${topic}-${partition}`)?.copy
  }

  beginCopy(log: PartitionLog, directory: string): PartitionLog {
    const [offline] = this.#offline
    // A copy may be there already.
    if (offline !== undefined)
      throw new DiskError('OTHER', offline.path, `nothing is moved while the log directory ${offline.path} is offline`)
    const to = this.#at(directory)
    const copy = this.#storeOf(to).beginCopy(log)
    this.#copies.set(copy.name, { copy, to })
    return copy
  }

  async prepare({ logStartOffset }: PartitionLog, copy: PartitionLog): Promise<void> {
    const { writer, sideFiles } = copy as FileLog
    await writer.flush()
    await sideFiles.sync()
    if (copy.logStartOffset < logStartOffset) await this.moveStart(copy, logStartOffset)
  }

  dropCopy(topic: string, partition: number): void {
    const name = `${topic}-${partition}`
    const found = this.#copies.get(name)
    if (found === undefined) return
    this.#copies.delete(name)
    if (!found.to.isLost) found.to.store?.remove(topic, partition)
  }

  /**
   * The log's directory is renamed first: at no moment are there two that a start could take for the partition, and one whose
   * log was renamed is found by that (`settleMoves`).
   */
  replace(log: PartitionLog, copy: PartitionLog): boolean {
    const [before, after] = [log as FileLog, copy as FileLog]
    if (before.state.isCleaning || after.state.isCleaning) return false
    // What was deleted must not come back.
    if (after.logStartOffset < before.logStartOffset) return false
    const from = this.#storeOf(this.#of(before))
    const to = this.#of(after)
    const store = this.#storeOf(to)
    try {
      from.places.release(before)
      store.places.promote(after)
    } catch (error) {
      this.#takeBack(from, before)
      throw error
    }
    from.places.discard(before)
    after.succeeds(before)
    this.#copies.delete(after.name)
    this.#placed.set(after.name, to)
    return true
  }

  /** Where that fails too, the log is closed, and found by the next start. */
  #takeBack(from: FileStore, log: FileLog): void {
    try {
      from.places.takeBack(log)
    } catch (error) {
      this.#logger.error('a move between log directories failed half way; the next start finishes it', {
        log: log.name,
        error: messageOf(error)
      })
      this.#copies.delete(log.name)
      log.writer.fail(error)
    }
  }

  retire(log: PartitionLog): void {
    ;(log as FileLog).writer.close(null)
  }

  // ------------------------------------------------------------------ all of them

  async #all(work: (store: FileStore) => Promise<void>): Promise<void> {
    const results = await Promise.allSettled(this.#online.map(({ store }) => store && work(store)))
    const failed = results.find((result) => result.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  moveStart(log: PartitionLog, offset: number): Promise<void> {
    const { store } = this.#of(log)
    return store?.moveStart(log, offset) ?? Promise.resolve()
  }

  maintain(): Promise<void> {
    return this.#all((store) => store.maintain())
  }

  abandon(): void {
    this.#stopLooking()
    for (const { store } of this.#directories) store?.abandon()
  }

  /** What is offline is left as it is: the next start checks its records. */
  async close(brokerEpoch?: number): Promise<void> {
    if (this.#isClosed) return
    this.#stopLooking()
    for (const { store, isOffline } of this.#directories) if (isOffline) store?.abandon()
    await this.#all((store) => store.close(brokerEpoch))
  }
}

const nameOf = ({ topic, partition }: PartitionLog): string => `${topic}-${partition}`

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
