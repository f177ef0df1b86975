/*
 * Owns all logs of a broker on one disk: opening them, making and removing them, checkpoints, the background work.
 * Called by the broker's start and by replica. Never knows replicas or the metadata store.
 */
import { type Disk, DiskError, type Env, type Timer } from '../env/index.ts'
import { type Checkpoint, checkpointKey, readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { cleanLogs } from './cleaner.ts'
import { FilePool } from './file-pool.ts'
import { FileLog, type LogShared } from './log.ts'
import { ReadBuffers } from './read-buffers.ts'
import { openLog } from './recovery.ts'
import { applyRetention } from './retention.ts'
import type { LogConfig, LogStore, LogStoreConfig, PartitionLog } from './store.ts'
import { TailCache } from './tail-cache.ts'
import { Turn } from './turn.ts'

const recoveryPointFile = 'recovery-point-offset-checkpoint'
const startOffsetFile = 'log-start-offset-checkpoint'
const highWatermarkFile = 'replication-offset-checkpoint'
const cleanShutdownFile = '.kafka_cleanshutdown'

export interface FoundPartition {
  readonly topic: string
  readonly partition: number
  /** From partition.metadata; undefined when the file is missing. */
  readonly topicId: string | undefined
}

export interface FileStoreOptions {
  readonly env: Env
  readonly directory: string
  readonly settings: LogStoreConfig
  /** The config of a partition that the directory holds; undefined: nobody knows it, it stays closed and untouched. */
  readonly configOf: (found: FoundPartition) => { readonly topicId: string; readonly config: LogConfig } | undefined
  readonly report: (line: string) => void
}

/** Partitions that a directory holds, by its names. */
export function partitionsIn(disk: Disk, directory: string): FoundPartition[] {
  const found: FoundPartition[] = []
  if (!disk.exists(directory)) return found
  for (const { name, isDirectory } of disk.list(directory)) {
    const match = isDirectory ? /^([a-zA-Z0-9._-]{1,249})-(\d{1,10})$/.exec(name) : null
    if (match === null || name === '__cluster_metadata-0') continue
    found.push({ topic: match[1] as string, partition: Number(match[2]), topicId: topicIdIn(disk, disk.join(directory, name)) })
  }
  return found
}

function topicIdIn(disk: Disk, directory: string): string | undefined {
  try {
    return /^topic_id: (\S{22})$/m.exec(Buffer.from(disk.readFile(disk.join(directory, 'partition.metadata'))).toString())?.[1]
  } catch (error) {
    if (error instanceof DiskError) return undefined
    throw error
  }
}

/** Opens every partition of the directory that `configOf` knows. @throws DiskError */
export function openFileStore(options: FileStoreOptions): FileStore {
  return new FileStore(options)
}

export class FileStore implements LogStore {
  readonly directories: readonly string[]
  readonly #env: Env
  readonly #directory: string
  readonly #shared: LogShared
  readonly #logs = new Map<string, FileLog>()
  readonly #timers: Timer[] = []
  #isClosed = false
  #maintenance: Promise<void> | undefined

  constructor(options: FileStoreOptions) {
    const { env, settings } = options
    this.#env = env
    this.#directory = options.directory
    this.directories = [options.directory]
    this.#shared = {
      env,
      settings,
      pool: new FilePool(env.disk, settings.openFilesMax),
      cache: new TailCache(settings.tailCacheBytes),
      buffers: new ReadBuffers(),
      turn: new Turn(env, settings.durability),
      report: options.report
    }
    env.disk.makeDirectory(options.directory)
    this.#open(options)
    this.#every(settings.retentionCheckIntervalMs, () => this.maintain())
    this.#every(settings.flushCheckpointIntervalMs, () => this.#checkpoint())
    this.#every(1000, () => this.#flushOld())
    if (settings.cleanerEnable) this.#every(settings.cleanerBackoffMs, () => this.#clean())
  }

  #every(ms: number, work: () => Promise<void>): void {
    if (!Number.isFinite(ms) || ms <= 0) return
    const index = this.#timers.length
    const again = () => {
      this.#timers[index] = this.#env.timers.after(ms, () => {
        work()
          .catch((error) => this.#shared.report(error instanceof Error ? error.message : String(error)))
          .finally(() => {
            if (!this.#isClosed) again()
          })
      })
    }
    again()
  }

  #path(name: string): string {
    return this.#env.disk.join(this.#directory, name)
  }

  #open(options: FileStoreOptions): void {
    const { disk } = this.#env
    const { report } = options
    this.#removeLeftovers()
    const isClean = disk.exists(this.#path(cleanShutdownFile))
    disk.remove(this.#path(cleanShutdownFile))
    const recoveryPoints = readCheckpoint(disk, this.#path(recoveryPointFile), report)
    const startOffsets = readCheckpoint(disk, this.#path(startOffsetFile), report)
    const highWatermarks = readCheckpoint(disk, this.#path(highWatermarkFile), report)
    for (const found of partitionsIn(disk, this.#directory)) {
      const known = options.configOf(found)
      if (known === undefined) {
        report(`${this.#directory}: partition ${found.topic}-${found.partition} is of no topic that is known here; it is left alone`)
        continue
      }
      const log = this.#make(found.topic, found.partition, known.topicId, known.config)
      const key = checkpointKey(found.topic, found.partition)
      openLog(log, {
        isClean,
        recoveryPoint: recoveryPoints.get(key) ?? 0,
        logStartOffset: startOffsets.get(key) ?? 0,
        highWatermark: highWatermarks.get(key) ?? 0
      })
      this.#logs.set(key, log)
    }
  }

  /** Directories of topics that were deleted before their files were. */
  #removeLeftovers(): void {
    const { disk } = this.#env
    for (const { name, isDirectory } of disk.list(this.#directory)) {
      if (isDirectory && /-delete$/.test(name)) disk.remove(this.#path(name))
    }
  }

  #make(topic: string, partition: number, topicId: string, config: LogConfig): FileLog {
    return new FileLog(this.#shared, { topic, partition, topicId, config, directory: this.#path(`${topic}-${partition}`) })
  }

  get logs(): Iterable<PartitionLog> {
    return this.#logs.values()
  }

  find(topic: string, partition: number): PartitionLog | undefined {
    return this.#logs.get(checkpointKey(topic, partition))
  }

  create(topic: string, partition: number, topicId: string, config: LogConfig): PartitionLog {
    const { disk } = this.#env
    const log = this.#make(topic, partition, topicId, config)
    disk.makeDirectory(log.directory)
    const file = disk.open(disk.join(log.directory, 'partition.metadata'), 'create')
    try {
      file.write([Buffer.from(`version: 0\ntopic_id: ${topicId}`)], 0)
    } finally {
      file.close()
    }
    log.addSegment(0, this.#env.clock.wallMs())
    log.resumeAt(0)
    this.#logs.set(checkpointKey(topic, partition), log)
    return log
  }

  remove(topic: string, partition: number): void {
    const key = checkpointKey(topic, partition)
    const log = this.#logs.get(key)
    if (log === undefined) return
    this.#logs.delete(key)
    log.failed = true
    for (const segment of log.segments) this.#shared.pool.forget(segment.logPath)
    const { disk } = this.#env
    const renamed = this.#path(`${topic.slice(0, 200)}-${partition}.${this.#env.random.uuid().replace(/[^a-zA-Z0-9]/g, '0')}-delete`)
    disk.rename(log.directory, renamed)
    log.directory = renamed
    this.#env.timers.after(log.config.fileDeleteDelayMs, () => {
      if (this.#isClosed) return
      try {
        disk.remove(renamed)
      } catch (error) {
        this.#shared.report(error instanceof Error ? error.message : String(error))
      }
    })
  }

  usage(): { readonly directory: string; readonly totalBytes: number; readonly usableBytes: number }[] {
    const volume = this.#env.disk.volume(this.#directory) ?? { totalBytes: -1, usableBytes: -1 }
    return [{ directory: this.#directory, ...volume }]
  }

  maintain(): Promise<void> {
    this.#maintenance ??= this.#maintain().finally(() => {
      this.#maintenance = undefined
    })
    return this.#maintenance
  }

  async #maintain(): Promise<void> {
    const nowMs = this.#env.clock.wallMs()
    for (const log of this.#logs.values()) {
      if (log.failed || log.isCleaning) continue
      applyRetention(log, nowMs)
      log.producerStates.expire(nowMs - this.#shared.settings.producerIdExpirationMs)
    }
    if (this.#shared.settings.cleanerEnable) await this.#clean()
    await this.#checkpoint()
  }

  async #clean(): Promise<void> {
    await cleanLogs([...this.#logs.values()], this.#shared)
  }

  /** flush.ms for logs that get no more appends. */
  async #flushOld(): Promise<void> {
    for (const log of this.#logs.values()) {
      if (log.config.flushMs < Number.MAX_SAFE_INTEGER && log.logEndOffset > log.recoveryPoint) log.writePending()
    }
  }

  /** Syncs what was written since the last time, so that a recovery has little to read, and notes it. */
  async #checkpoint(): Promise<void> {
    for (const log of [...this.#logs.values()]) {
      if (!log.failed && log.logEndOffset > log.recoveryPoint && log.segments.length > 1) await log.flush()
    }
    this.#writeCheckpoints()
  }

  #writeCheckpoints(): void {
    if (this.#isClosed) return
    const { disk } = this.#env
    const of = (value: (log: FileLog) => number): Checkpoint => new Map([...this.#logs].map(([key, log]) => [key, value(log)]))
    writeCheckpoint(disk, this.#path(recoveryPointFile), of((log) => log.recoveryPoint))
    const moved = [...this.#logs].filter(([, log]) => log.logStartOffset > (log.segments[0]?.baseOffset ?? 0))
    writeCheckpoint(disk, this.#path(startOffsetFile), new Map(moved.map(([key, log]) => [key, log.logStartOffset])))
    writeCheckpoint(disk, this.#path(highWatermarkFile), of((log) => log.highWatermark))
  }

  /** Makes moved log starts durable at once: DeleteRecords must not come back after a kill. */
  saveStartOffsets(): void {
    const moved = [...this.#logs].filter(([, log]) => log.logStartOffset > (log.segments[0]?.baseOffset ?? 0))
    writeCheckpoint(this.#env.disk, this.#path(startOffsetFile), new Map(moved.map(([key, log]) => [key, log.logStartOffset])))
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    for (const timer of this.#timers) timer.cancel()
    await this.#maintenance
    let isClean = true
    for (const log of this.#logs.values()) {
      try {
        await log.close()
        isClean &&= !log.failed
      } catch (error) {
        isClean = false
        this.#shared.report(`${log.directory}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    if (isClean) {
      this.#writeCheckpoints()
      this.#env.disk.writeFileAtomic(this.#path(cleanShutdownFile), '{"version":0,"brokerEpoch":-1}')
    }
    this.#isClosed = true
    this.#shared.pool.close()
  }
}
