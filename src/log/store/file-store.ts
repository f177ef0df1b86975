/*
 * All logs of a broker in one log directory: opens, creates and removes them, and runs checkpoints and background work. Does
 * not depend on replicas or the metadata store.
 */

import { DiskError, type Env, type Logger, quietLogger } from '../../env/index.ts'
import { failed } from '../../protocol/index.ts'
import { Cleaner } from '../clean/cleaner.ts'
import type { DirectoryUsage, LogConfig, LogStore, LogStoreConfig, PartitionLog } from '../contract.ts'
import { asDiskError } from '../disk/disk-errors.ts'
import { NewDirectories } from '../disk/durable-files.ts'
import { FilePool } from '../disk/file-pool.ts'
import { Reserve } from '../disk/reserve.ts'
import { FileLog, type LogServices } from '../log.ts'
import { openNewLog } from '../open/new-log.ts'
import { openLog } from '../open/recovery.ts'
import { type Bounds, Reopener } from '../open/reopen.ts'
import { ReadBuffers } from '../read/read-buffers.ts'
import { ReadPace } from '../read/read-pace.ts'
import { Backlog } from '../write/backlog.ts'
import { RecordChecks } from '../write/record-checks.ts'
import { TailCache } from '../write/tail-cache.ts'
import { WritePace } from '../write/write-pace.ts'
import { WriteScheduler } from '../write/write-scheduler.ts'
import { BackgroundWork } from './background-work.ts'
import { Checkpoints } from './checkpoints.ts'
import { markCleanStop, takeCleanStop } from './clean-stop.ts'
import { closeLogs } from './close-logs.ts'
import {
  copiesIn,
  copyName,
  type FoundPartition,
  keepsOrSetsAside,
  partitionsIn,
  writePartitionMetadata
} from './partition-directories.ts'
import { PlaceChanges } from './place-changes.ts'
import { Removals } from './removals.ts'
import { Upkeep } from './upkeep.ts'

/** Maximum backlog of a slow disk before producers must wait. */
const backlogBytesMax = 32 << 20

export interface FileStoreOptions {
  readonly env: Env
  readonly directory: string
  /** True if the directory's file names are case-insensitive. */
  readonly foldsCase?: boolean
  readonly settings: LogStoreConfig
  /** Returns the topic and config of a partition found in the directory; an unknown one (undefined) is left closed and untouched. */
  readonly configOf: (
    found: FoundPartition
  ) => { readonly topic?: string; readonly topicId: string; readonly config: LogConfig } | undefined
  readonly logger: Logger
  /** Shared with the metadata; if absent, the store creates its own. */
  readonly reserve?: Reserve | undefined
  /**
   * Present if this is one of several directories; copies being moved here are then opened too. Called for each disk error,
   * with the log that failed because of it, if any.
   */
  readonly troubled?: ((failed?: FileLog) => void) | undefined
}

/** Opens every partition of the directory that `configOf` knows. @throws DiskError */
export function openFileStore(options: FileStoreOptions): FileStore {
  return new FileStore(options)
}

export class FileStore implements LogStore {
  readonly directories: readonly string[]
  readonly #env: Env
  readonly #directory: string
  readonly #foldsCase: boolean
  readonly #services: LogServices
  readonly #logs = new Map<string, FileLog>()
  /** Logs in `#logs` that are still copies of partitions in other directories. */
  readonly #copies = new Set<FileLog>()
  readonly #troubled: FileStoreOptions['troubled']
  /** Called with each log that replaced a failed one. */
  reopened: (log: PartitionLog) => void = () => {}
  readonly #reserve: Reserve
  readonly #removals: Removals
  readonly #reopener: Reopener
  /** This directory's part in moves between log directories. */
  readonly places: PlaceChanges
  readonly #background: BackgroundWork
  readonly #checkpoints: Checkpoints
  readonly #cleaner: Cleaner
  readonly #upkeep: Upkeep

  constructor(options: FileStoreOptions) {
    const { env, settings, directory } = options
    const logger = quietLogger(env.machine, options.logger)
    this.#env = env
    this.#directory = directory
    this.#foldsCase = options.foldsCase ?? false
    this.#troubled = options.troubled
    this.directories = [directory]
    const { troubled } = options
    const isTroubled = troubled === undefined ? undefined : () => troubled()
    this.#background = new BackgroundWork(env.timers, logger, isTroubled)
    const later = (ms: number, work: () => void) => this.#background.later(ms, work)
    const reserve = options.reserve ?? new Reserve(env, directory, logger)
    this.#reserve = reserve
    const closeFiles = (log: FileLog) => this.#closeFiles(log)
    this.#removals = new Removals({ env, directory, reserve, later, logger, closeFiles })
    this.#reopener = new Reopener({
      later,
      isWanted: (log) => this.#upkeep.isWanted(log),
      make: (failed) => this.#make(failed, failed.topicId, failed.config),
      boundsOf: (failed) => this.#boundsOf(failed),
      opened: (log) => this.#opened(log)
    })
    const writePace = new WritePace(env, logger, directory)
    this.#services = {
      env,
      directory,
      settings,
      pool: new FilePool(env.disk, settings.openFilesMax),
      cache: new TailCache(settings.tailCacheBytes),
      buffers: new ReadBuffers(),
      readPace: new ReadPace(env),
      writePace,
      backlog: new Backlog(backlogBytesMax),
      checks: new RecordChecks(env),
      newDirectories: new NewDirectories(env.disk, directory),
      scheduler: new WriteScheduler(env, writePace, settings.durability),
      logger,
      saveCheckpoints: () => this.#upkeep.checkpoint(),
      reserve,
      deleteLater: (ms, remove) => this.#removals.removeLater(ms, remove),
      troubled: isTroubled,
      failed: (log) => this.#failed(log)
    }
    const of = { services: this.#services, removals: this.#removals, background: this.#background, closeFiles }
    this.places = new PlaceChanges({ ...of, logs: this.#logs, copies: this.#copies })
    this.#checkpoints = new Checkpoints(env.disk, directory, this.#reserve, logger)
    this.#cleaner = new Cleaner(this.#services, env.disk.join(directory, 'cleaner-offset-checkpoint'))
    this.#upkeep = new Upkeep({ ...of, logs: this.#logs, checkpoints: this.#checkpoints, cleaner: this.#cleaner })
    env.disk.makeDirectory(directory)
    this.#open(options)
    this.#upkeep.begin()
  }

  /** A failed copy is not reopened, because its log still has every record. */
  #failed(log: FileLog): void {
    const isCopy = this.#copies.has(log)
    if (!isCopy) this.#reopener.failed(log)
    this.#troubled?.(isCopy ? undefined : log)
  }

  #path(name: string): string {
    return this.#env.disk.join(this.#directory, name)
  }

  #open(options: FileStoreOptions): void {
    const { disk } = this.#env
    this.#removeLeftovers()
    const isClean = takeCleanStop(disk, this.#directory)
    const copies = new Set(this.#troubled === undefined ? [] : copiesIn(disk, this.#directory))
    for (const found of [...partitionsIn(disk, this.#directory), ...copies]) {
      const known = options.configOf(found)
      if (known === undefined) {
        const { topic, partition } = found
        const fields = { directory: this.#directory, topic, partition }
        options.logger.warn('ignoring a partition directory of an unknown topic', fields)
        continue
      }
      const place = { topic: known.topic ?? found.topic, partition: found.partition }
      const log = this.#make(place, known.topicId, known.config, copies.has(found) ? found.name : undefined)
      this.#logs.set(log.name, log)
      if (copies.has(found)) this.#copies.add(log)
      this.#openLog(log, isClean)
    }
    this.#cleaner.restore(this.#logs)
    // A checkpoint ahead of the log would later vouch for records that are not synced.
    const isAhead = (log: FileLog) => !log.failed && this.#checkpoints.of(log).recoveryPoint > log.state.recoveryPoint
    if (!this.#checkpoints.knowsRecoveryPoints || [...this.#logs.values()].some(isAhead))
      this.#background.guarded(() => this.#upkeep.checkpoint())
  }

  /** Failing to open one partition does not stop the others from being served. */
  #openLog(log: FileLog, isClean: boolean): void {
    try {
      const { knowsRecoveryPoints } = this.#checkpoints
      openLog(log, { isClean, knowsRecoveryPoints, ...this.#checkpoints.of(log) })
    } catch (error) {
      const { message } = asDiskError(error)
      log.state.fail()
      const fields = { log: log.name, error: message }
      this.#services.logger.error('could not reopen a partition; will retry', fields)
      this.#failed(log)
    }
  }

  /** A log that was never open knows only what the checkpoints say. */
  #boundsOf(failed: FileLog): Bounds {
    const { knowsRecoveryPoints } = this.#checkpoints
    if (!failed.state.isOpened) return { knowsRecoveryPoints, ...this.#checkpoints.of(failed) }
    const { recoveryPoint, logStartOffset, highWatermark } = failed.state
    return { knowsRecoveryPoints: true, recoveryPoint, logStartOffset, highWatermark }
  }

  /** Replaces the failed log of the same name. */
  #opened(log: FileLog): void {
    this.#logs.set(log.name, log)
    if (this.#checkpoints.of(log).recoveryPoint > log.state.recoveryPoint)
      this.#background.guarded(() => this.#upkeep.checkpoint())
    const fields = { log: log.name, endOffset: log.logEndOffset }
    this.#services.logger.info('reopened a partition after a disk failure', fields)
    this.reopened(log)
  }

  /** Directories of topics that were deleted before their files could be removed. */
  #removeLeftovers(): void {
    const { disk } = this.#env
    for (const { name, isDirectory } of disk.list(this.#directory)) {
      if (isDirectory && /\.[0-9a-zA-Z]{22,32}-delete$/.test(name)) disk.remove(this.#path(name))
    }
  }

  #make(
    { topic, partition }: { readonly topic: string; readonly partition: number },
    topicId: string,
    config: LogConfig,
    name = `${topic}-${partition}`
  ): FileLog {
    const directory = this.#path(name)
    return new FileLog(this.#services, { topic, partition, topicId, config, directory })
  }

  get logs(): Iterable<PartitionLog> {
    return this.#logs.values()
  }

  find(topic: string, partition: number): PartitionLog | undefined {
    return this.#logs.get(`${topic}-${partition}`)
  }

  create(topic: string, partition: number, topicId: string, config: LogConfig): PartitionLog {
    const log = this.#make({ topic, partition }, topicId, config)
    this.#mustBeAlone(log)
    const { disk } = this.#env
    this.#removals.freeName(log.name)
    const isThere = disk.exists(log.directory) && this.#keepsOrSetsAside(log)
    if (!isThere) this.#begin(log)
    this.#logs.set(log.name, log)
    if (isThere) this.#openLog(log, false)
    return log
  }

  /** @throws DiskError; nothing is left behind then, as far as the disk allows. */
  #begin(log: FileLog): void {
    const { disk } = this.#env
    // Entries for an earlier log of this name, deleted or lost in a power failure, must not be applied to this one.
    if (this.#checkpoints.names(log)) this.#upkeep.checkpoint()
    this.#cleaner.forget(log, this.#logs.values())
    try {
      disk.makeDirectory(log.directory)
      this.#services.newDirectories.add()
      writePartitionMetadata(disk, log)
      openNewLog(log)
    } catch (error) {
      for (const { logPath } of log.state.segments) this.#services.pool.forget(logPath)
      this.#background.guarded(() => disk.remove(log.directory))
      throw error
    }
  }

  /** A directory moved here from a case-sensitive file system may hold two topics whose names differ only by case. @throws DiskError */
  #mustBeAlone(log: FileLog): void {
    if (!this.#foldsCase) return
    const folded = log.name.toLowerCase()
    for (const { name } of this.#logs.values()) {
      if (name.toLowerCase() !== folded) continue
      const why = `this directory is that of ${name}, a name that differs only by case, which this file system does not tell apart`
      throw new DiskError('OTHER', log.directory, `${log.directory}: ${why}`)
    }
  }

  #keepsOrSetsAside(log: FileLog): boolean {
    const unique = this.#env.random.uuid().replace(/[^a-zA-Z0-9]/g, '0')
    return keepsOrSetsAside(this.#env.disk, log, unique, this.#services.logger)
  }

  #closeFiles(log: FileLog): void {
    for (const segment of log.state.segments) this.#services.pool.forget(segment.logPath)
  }

  remove(topic: string, partition: number): void {
    const log = this.#logs.get(`${topic}-${partition}`)
    if (log === undefined) return
    this.#logs.delete(log.name)
    this.#copies.delete(log)
    log.writer.close(failed('UNKNOWN_TOPIC_OR_PARTITION'))
    this.#removals.remove(log)
  }

  get copies(): Iterable<FileLog> {
    return this.#copies
  }

  /** Number of partitions in the directory, including copies being moved here. */
  get count(): number {
    return this.#logs.size
  }

  isCopy(log: PartitionLog): boolean {
    return this.#copies.has(log as FileLog)
  }

  /** Creates an empty copy of a log in another directory. @throws DiskError; nothing is left behind then */
  beginCopy(of: PartitionLog): FileLog {
    const log = this.#make(of, of.topicId, of.config, copyName(of, this.#env.random))
    this.#begin(log)
    this.#logs.set(log.name, log)
    this.#copies.add(log)
    return log
  }

  /** Fails every log in the directory until its files can be read again. */
  failAll(error: DiskError): void {
    for (const log of this.#logs.values()) log.writer.fail(error)
  }

  usage(): DirectoryUsage[] {
    const volume = this.#env.disk.volume(this.#directory) ?? { totalBytes: -1, usableBytes: -1 }
    return [{ directory: this.#directory, ...volume, isOffline: false }]
  }

  maintain(): Promise<void> {
    return this.#upkeep.maintain()
  }

  /** Makes the current log start offsets durable. @throws DiskError */
  saveStartOffsets(): void {
    this.#checkpoints.writeStartOffsets(this.#logs.values())
  }

  moveStart(log: PartitionLog, offset: number): Promise<void> {
    return this.#upkeep.moveStart(log, offset)
  }

  abandon(): void {
    this.#upkeep.abandon()
    this.#services.pool.fence()
  }

  async close(brokerEpoch = -1): Promise<void> {
    if (this.#upkeep.isEnded) return
    this.#upkeep.end()
    await this.#upkeep.idle()
    await this.#reopener.idle()
    this.#removals.finish()
    const isClean = await closeLogs(this.#logs.values(), this.#services.logger)
    try {
      if (!isClean) return
      this.#checkpoints.write(this.#logs.values())
      this.#reserve.spend(() => markCleanStop(this.#env.disk, this.#directory, brokerEpoch))
    } finally {
      this.#services.pool.close()
    }
  }
}
