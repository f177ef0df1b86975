/*
 * Background compaction of all logs of a store: picks the next log, and tracks and checkpoints how far each has been cleaned.
 * Never runs twice at a time, and never works longer than one slice per event loop turn.
 */
import { DiskError, messageOf } from '../../env/index.ts'
import { checkpointKey, checkpointText, readCheckpoint } from '../disk/checkpoint-file.ts'
import { replaceFile } from '../disk/durable-files.ts'
import type { StoreServices } from '../disk/store-services.ts'
import type { LogParts } from '../write/log-parts.ts'
import { cleanLog } from './clean-log.ts'
import { CleanPace } from './clean-pace.ts'
import { type Cleanable, cleanableOf } from './cleanable.ts'
import { UncleanableError } from './uncleanable-error.ts'

const keyOf = ({ state }: LogParts) => checkpointKey(state)

export class Cleaner {
  readonly #services: StoreServices
  readonly #checkpointPath: string
  readonly #pace: CleanPace
  /** Logs in which a round found corruption. They are not retried before a restart. */
  readonly #uncleanable = new WeakSet<LogParts>()
  /** Last failure logged per log, so that a full disk is not reported on every round. */
  readonly #told = new WeakMap<LogParts, string>()
  /** Logs with an entry in the checkpoint. */
  #named: ReadonlySet<string> = new Set()
  #running: Promise<void> | undefined
  #isStopped = false

  constructor(services: StoreServices, checkpointPath: string) {
    this.#services = services
    this.#checkpointPath = checkpointPath
    this.#pace = new CleanPace(services.env, () => services.settings.cleanerIoMaxBytesPerSecond)
  }

  /** Restores each log's cleaner offset from the checkpoint of an earlier process. */
  restore(logs: ReadonlyMap<string, LogParts>): void {
    const found = readCheckpoint(this.#services.env.disk, this.#checkpointPath, this.#services.logger)
    for (const log of logs.values()) log.state.compactedTo(found.get(keyOf(log)) ?? 0)
    this.#named = new Set(found.keys())
  }

  /**
   * Call before a new log reuses the name of a deleted log in the checkpoint. Otherwise its records would count as compacted
   * after a restart, and a tombstone could be removed while the older value stays. @throws DiskError
   */
  forget(log: LogParts, logs: Iterable<LogParts>): void {
    if (this.#named.has(keyOf(log))) this.#checkpoint([...logs], (disk, path, text) => disk.writeFileAtomic(path, text))
  }

  /** Compacts every log that is due, dirtiest first. If a run is already in progress, returns that run's promise. */
  run(logs: Iterable<LogParts>): Promise<void> {
    if (this.#isStopped) return this.idle()
    const all = [...logs]
    this.#running ??= this.#run(all).finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #run(logs: readonly LogParts[]): Promise<void> {
    const nowMs = this.#services.env.clock.wallMs()
    const due: Cleanable[] = []
    for (const log of logs) {
      const cleanable = this.#uncleanable.has(log) ? undefined : this.#guarded(log, () => cleanableOf(log, nowMs))
      if (cleanable !== undefined) due.push(cleanable)
    }
    due.sort((a, b) => b.dirtyRatio - a.dirtyRatio)
    for (const { log } of due) {
      if (this.#isStopped) return
      // Checked again, because other logs were cleaned in the meantime.
      const cleanable = this.#guarded(log, () => cleanableOf(log, nowMs))
      if (cleanable !== undefined && (await this.#clean(cleanable))) this.#checkpoint(logs)
    }
  }

  async #clean(cleanable: Cleanable): Promise<boolean> {
    const { log } = cleanable
    try {
      const isDone = await cleanLog({ cleanable, pace: this.#pace, isStopped: () => this.#isStopped })
      if (isDone) this.#told.delete(log)
      return isDone
    } catch (error) {
      this.#failed(log, error)
      return false
    }
  }

  #guarded<T>(log: LogParts, work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      this.#failed(log, error)
      return undefined
    }
  }

  #failed(log: LogParts, error: unknown): void {
    // The topic was deleted in the meantime, so there are no files to clean.
    if (log.state.failed && error instanceof DiskError && error.code === 'NOT_FOUND') return
    const words = messageOf(error)
    if (error instanceof UncleanableError) this.#uncleanable.add(log)
    if (this.#told.get(log) !== words)
      this.#services.logger.warn('could not compact a log', { log: log.state.name, error: words })
    this.#told.set(log, words)
  }

  #checkpoint(logs: readonly LogParts[], replace = replaceFile): void {
    const offsets = new Map(
      logs.filter(({ state }) => state.compactedUpTo > 0).map((log) => [keyOf(log), log.state.compactedUpTo])
    )
    replace(this.#services.env.disk, this.#checkpointPath, Buffer.from(checkpointText(offsets)))
    this.#named = new Set(offsets.keys())
  }

  /** A run in progress ends with its current slice and leaves the log unchanged. */
  stop(): void {
    this.#isStopped = true
    this.#pace.wake()
  }

  async idle(): Promise<void> {
    await this.#running
  }
}
