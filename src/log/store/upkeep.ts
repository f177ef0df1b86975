/*
 * Periodic work on the open logs of a directory: retention, compaction, flush.ms, checkpoints, moves of log start offsets, the
 * disk reserve; and stopping all of that. Does not open, create or remove logs.
 */
import { DiskError } from '../../env/index.ts'
import type { Cleaner } from '../clean/cleaner.ts'
import type { PartitionLog } from '../contract.ts'
import type { FileLog, LogServices } from '../log.ts'
import type { BackgroundWork } from './background-work.ts'
import type { Checkpoints } from './checkpoints.ts'
import type { Removals } from './removals.ts'
import { retainLogs } from './retain.ts'
import { StartMoves } from './start-moves.ts'

/** Interval for refilling the reserve and checking free disk space. */
const reserveIntervalMs = 5_000
/** Interval for checking flush.ms in logs without new appends. */
const flushCheckIntervalMs = 1000

interface UpkeepOptions {
  readonly services: LogServices
  /** All logs of the directory, by name. */
  readonly logs: ReadonlyMap<string, FileLog>
  readonly background: BackgroundWork
  readonly checkpoints: Checkpoints
  readonly cleaner: Cleaner
  readonly removals: Removals
}

export class Upkeep {
  readonly #options: UpkeepOptions
  readonly #startMoves = new StartMoves((starts) => this.#moveStarts(starts))
  #maintenance: Promise<void> | undefined
  #isEnded = false
  #isAbandoned = false

  constructor(options: UpkeepOptions) {
    this.#options = options
  }

  /** Starts the periodic work; call when the logs are open. */
  begin(): void {
    const { background, cleaner, services, logs } = this.#options
    const { settings, reserve } = services
    background.every(settings.retentionCheckIntervalMs, () => this.#retain())
    background.every(settings.flushCheckpointIntervalMs, () => this.#saveRecoveryPoints())
    background.every(settings.startOffsetCheckpointIntervalMs, () => this.#startMoves.move(new Map()))
    background.every(settings.highWatermarkCheckpointIntervalMs ?? 0, () => this.#saveHighWatermarks())
    background.every(flushCheckIntervalMs, () => this.#flushOld())
    background.guarded(() => reserve.renew())
    background.every(reserveIntervalMs, () => reserve.renew())
    if (settings.cleanerEnable)
      background.every(
        () => settings.cleanerBackoffMs,
        () => cleaner.run(logs.values())
      )
  }

  /** Runs all periodic work once, now. If a run is already in progress, returns its promise. Rejects with DiskError. */
  maintain(): Promise<void> {
    this.#maintenance ??= this.#maintain().finally(() => {
      this.#maintenance = undefined
    })
    return this.#maintenance
  }

  async #maintain(): Promise<void> {
    const { cleaner, services, logs } = this.#options
    await this.#retain()
    if (services.settings.cleanerEnable) await cleaner.run(logs.values())
    for (const log of [...logs.values()]) if (log.state.segments.length > 1) await log.flush()
    this.checkpoint()
  }

  async #retain(): Promise<void> {
    if (this.#isEnded) return
    const { background, removals, services, logs } = this.#options
    const { env, logger, reserve, settings } = services
    const nowMs = env.clock.wallMs()
    if (reserve.isNeeded) removals.hurry()
    await retainLogs([...logs.values()], {
      nowMs,
      producerIdExpirationMs: settings.producerIdExpirationMs,
      guarded: (work) => background.guarded(work),
      moveStarts: (starts) => this.#startMoves.move(starts),
      isWanted: (log) => this.isWanted(log),
      logger
    })
  }

  /** Applies flush.ms to logs without new appends. */
  #flushOld(): void {
    for (const log of this.#options.logs.values()) {
      const isOld = log.state.config.flushMs < Number.MAX_SAFE_INTEGER && log.logEndOffset > log.state.recoveryPoint
      if (isOld && !log.failed) void log.writer.writePending()
    }
  }

  // ------------------------------------------------------------------ checkpoints

  /** @throws DiskError */
  checkpoint(): void {
    const { checkpoints, logs } = this.#options
    if (!this.#isEnded) checkpoints.write(logs.values())
  }

  #saveRecoveryPoints(): Promise<void> {
    const { checkpoints, logs } = this.#options
    return checkpoints.writeRecoveryPointsLater(
      () => logs.values(),
      () => !this.#isEnded
    )
  }

  #saveHighWatermarks(): void {
    const { checkpoints, logs } = this.#options
    if (!this.#isEnded) checkpoints.writeHighWatermarks(logs.values())
  }

  async #moveStarts(starts: ReadonlyMap<PartitionLog, number>): Promise<void> {
    const { checkpoints, logs, services } = this.#options
    if (this.#isEnded) throw new DiskError('OTHER', services.directory, 'the logs are being closed')
    await checkpoints.moveStarts(
      () => logs.values(),
      starts,
      () => !this.#isAbandoned
    )
    for (const [log, start] of starts) {
      const isThere = logs.get(`${log.topic}-${log.partition}`) === log && !log.failed
      if (isThere && start <= log.logEndOffset) log.moveStartOffset(start)
    }
  }

  /** Makes the log start offset durable, then moves it. Rejects with DiskError. */
  moveStart(log: PartitionLog, offset: number): Promise<void> {
    return this.#startMoves.move(new Map([[log, offset]]))
  }

  // ------------------------------------------------------------------ the end

  /** False if the log has left the directory, or this has ended. */
  isWanted(log: FileLog): boolean {
    return !this.#isEnded && this.#options.logs.get(log.name) === log
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  /** No new work starts after this. */
  end(): void {
    const { background, cleaner } = this.#options
    this.#isEnded = true
    background.stop()
    cleaner.stop()
  }

  /** Like `end`, and work in progress writes nothing more. */
  abandon(): void {
    this.#isAbandoned = true
    this.end()
  }

  /** Resolves when no work is in progress. */
  async idle(): Promise<void> {
    const { background, cleaner } = this.#options
    // The caller that requested the work handles its failure.
    await this.#maintenance?.catch(() => {})
    await background.idle()
    await cleaner.idle()
    await this.#startMoves.idle()
  }
}
