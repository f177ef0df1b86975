/*
 * Owns the logs of a broker that has several log directories, or is one of a cluster: in which one each is, where a new partition goes, and moves
 * between two, which are a copy that takes the log's place. Each directory has its own checkpoints and background work. Decides no move.
 * Source: kafka.log.LogManager; KIP-113, KIP-858.
 */
import { DiskError, type Logger, messageOf } from '../../env/index.ts'
import type { DirectoryUsage, LogConfig, LogDirectories, LogStore, PartitionLog } from '../contract.ts'
import { asDiskError } from '../disk/disk-errors.ts'
import type { FileLog } from '../log.ts'
import { Directories, type DirectoriesOptions, type Directory } from './directories.ts'
import type { FileStore } from './file-store.ts'
import { settleMoves } from './settle-moves.ts'

/** Opens every partition that `configOf` knows. A directory that cannot be opened is offline. @throws OttlaError when none can */
export function openSeveralStores(options: DirectoriesOptions): SeveralStores {
  return new SeveralStores(options)
}

export function isSeveralStores(logs: unknown): logs is SeveralStores {
  return logs instanceof SeveralStores
}

export class SeveralStores implements LogStore, LogDirectories {
  readonly several = this
  changed: () => void = () => {}
  failedAlone: (log: PartitionLog) => void = () => {}
  reopened: (log: PartitionLog) => void = () => {}
  readonly #logger: Logger
  readonly #directories: Directories
  /** Of each partition, by its name. */
  readonly #placed = new Map<string, Directory>()
  readonly #copies = new Map<string, { readonly copy: FileLog; readonly to: Directory }>()
  readonly #preferred = new Map<string, Directory>()

  constructor(options: DirectoriesOptions) {
    const { found, env, logger } = options
    this.#logger = logger
    const usable = found.filter(({ id }) => id !== undefined).map(({ path }) => path)
    const isKnown: Parameters<typeof settleMoves>[2]['isKnown'] = (each) => options.configOf(each) !== undefined
    settleMoves(env.disk, usable, { areAll: usable.length === found.length, isKnown, logger })
    this.#directories = new Directories(options, {
      changed: () => this.changed(),
      failedAlone: (log) => this.failedAlone(log),
      reopened: (log) => this.reopened(log)
    })
    this.#placeAll()
  }

  #placeAll(): void {
    for (const directory of this.#directories.all)
      for (const log of directory.store?.logs ?? [])
        if (directory.store?.isCopy(log) === false) this.#placed.set(nameOf(log), directory)
    for (const to of this.#directories.all)
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

  get directories(): readonly string[] {
    return this.#directories.all.map(({ path }) => path)
  }

  get ids(): readonly string[] {
    return this.#directories.online.map(({ id }) => id)
  }

  idsAt(paths: readonly string[]): readonly string[] {
    return this.#directories.online.filter(({ path }) => paths.includes(path)).map(({ id }) => id)
  }

  idOf(log: PartitionLog): string {
    return this.#directories.of(log).id
  }

  lose(path: string, why: string): void {
    this.#directories.lose(path, why)
  }

  get isAllLost(): boolean {
    return this.#directories.isAllLost
  }

  // ------------------------------------------------------------------ logs

  get logs(): Iterable<PartitionLog> {
    return this.#logs()
  }

  *#logs(): Generator<PartitionLog> {
    for (const { store } of this.#directories.all)
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
        const log = storeOf(directory).create(topic, partition, topicId, config)
        this.#placed.set(name, directory)
        this.#preferred.delete(name)
        return log
      } catch (error) {
        refused = asDiskError(error)
        this.#directories.troubled(directory.path)
      }
    }
    throw refused ?? new DiskError('OTHER', name, `no log directory can be used for ${name}`)
  }

  /** @throws DiskError where the log may be in a directory that is offline */
  #placesFor(name: string, directoryId: string | undefined): readonly Directory[] {
    const preferred = this.#preferred.get(name)
    const assigned = this.#directories.all.find(({ id }) => id !== '' && id === directoryId)
    if (preferred !== undefined && assigned?.isOffline !== true) return [preferred]
    if (assigned !== undefined) return [assigned]
    const offline = this.#directories.firstOffline
    if (offline !== undefined)
      throw new DiskError(
        'OTHER',
        offline.path,
        `${name} may be in the log directory ${offline.path}, which is offline`
      )
    return [...this.#directories.all].sort((a, b) => (a.store?.count ?? 0) - (b.store?.count ?? 0))
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
    return this.#directories.all.flatMap(({ path, store, isOffline }) =>
      isOffline || store === undefined ? [{ directory: path, ...unknown, isOffline: true }] : store.usage()
    )
  }

  // ------------------------------------------------------------------ moves

  prefer(topic: string, partition: number, directory: string): void {
    this.#preferred.set(`${topic}-${partition}`, this.#directories.at(directory))
  }

  get copies(): Iterable<PartitionLog> {
    return [...this.#copies.values()].map(({ copy }) => copy)
  }

  copyOf(topic: string, partition: number): PartitionLog | undefined {
    return this.#copies.get(`${topic}-${partition}`)?.copy
  }

  beginCopy(log: PartitionLog, directory: string): PartitionLog {
    const offline = this.#directories.firstOffline
    // A copy may be there already.
    if (offline !== undefined)
      throw new DiskError('OTHER', offline.path, `nothing is moved while the log directory ${offline.path} is offline`)
    const to = this.#directories.at(directory)
    const copy = storeOf(to).beginCopy(log)
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
    const from = storeOf(this.#directories.of(before))
    const to = this.#directories.of(after)
    const store = storeOf(to)
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
      this.#logger.error('a move between log directories failed half way; the next start will finish it', {
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
    const results = await Promise.allSettled(this.#directories.online.map(({ store }) => store && work(store)))
    const failed = results.find((result) => result.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  moveStart(log: PartitionLog, offset: number): Promise<void> {
    const { store } = this.#directories.of(log)
    return store?.moveStart(log, offset) ?? Promise.resolve()
  }

  maintain(): Promise<void> {
    return this.#all((store) => store.maintain())
  }

  abandon(): void {
    this.#directories.stop()
    for (const { store } of this.#directories.all) store?.abandon()
  }

  /** What is offline is left as it is: the next start checks its records. */
  async close(brokerEpoch?: number): Promise<void> {
    if (!this.#directories.stop()) return
    for (const { store, isOffline } of this.#directories.all) if (isOffline) store?.abandon()
    await this.#all((store) => store.close(brokerEpoch))
  }
}

const nameOf = ({ topic, partition }: PartitionLog): string => `${topic}-${partition}`

/** @throws DiskError */
function storeOf({ store, path, isOffline }: Directory): FileStore {
  if (store === undefined || isOffline) throw new DiskError('OTHER', path, `the log directory ${path} is offline`)
  return store
}
