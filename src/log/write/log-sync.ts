/*
 * Syncs one log: its active segment, rolled segments, and the directory entries of new files. Never writes records; a sync covers
 * only records written before it began.
 */
import type { Segment } from '../segment/segment.ts'
import type { LogState } from '../state/log-state.ts'
import type { SideFiles } from '../state/side-files.ts'
import type { WriteServices } from './write-services.ts'

export class LogSync {
  readonly #log: LogState
  readonly #services: WriteServices
  readonly #sideFiles: SideFiles
  readonly #fail: (error: unknown) => void
  /** Offsets below this are synced. */
  #end = 0
  #lastFlushMs = 0
  /** Syncs of rolled segments, one after another. */
  #rolled: Promise<void> = Promise.resolve()
  #rolledUnderWay = 0
  /** New files whose directory entries are not durable yet. */
  #hasNewNames = true
  /** Incremented by each truncation: a sync that began earlier does not cover later writes. */
  #cuts = 0

  /** `fail` is called when a sync failed: the contents of the files can no longer be trusted. */
  constructor(log: LogState, services: WriteServices, sideFiles: SideFiles, fail: (error: unknown) => void) {
    this.#log = log
    this.#services = services
    this.#sideFiles = sideFiles
    this.#fail = fail
  }

  get end(): number {
    return this.#end
  }

  /** The log was opened or truncated: nothing below `end` needs a sync. */
  resumeAt(end: number): void {
    this.#cuts++
    this.#end = end
    this.#lastFlushMs = this.#services.env.machine.monotonicMs()
  }

  addedFile(): void {
    this.#hasNewNames = true
  }

  /** Whether acknowledgements wait for the disk. With flush.messages, only once that many messages are not synced. */
  get mustSync(): boolean {
    return this.#services.scheduler.syncs || this.#hasTooManyUnsynced
  }

  /** By offsets, like kafka.UnifiedLog#append: messages that an earlier process left unsynced count too. */
  get #hasTooManyUnsynced(): boolean {
    return this.#log.logEndOffset - this.#end >= this.#log.config.flushMessages
  }

  /** flush.messages and flush.ms limit how much a power loss can take. */
  get isDue(): boolean {
    if (this.mustSync) return true
    const { flushMs } = this.#log.config
    return flushMs < Number.MAX_SAFE_INTEGER && this.#services.env.machine.monotonicMs() - this.#lastFlushMs >= flushMs
  }

  /**
   * Syncs `segment`, which holds the last written records, and everything before it; offsets below `upTo` are then synced. Never
   * rejects.
   */
  async run(segment: Segment, upTo: number): Promise<void> {
    const cuts = this.#cuts
    this.#lastFlushMs = this.#services.env.machine.monotonicMs()
    try {
      const rolled = this.#rolled
      await this.#services.pool.using(segment.logPath, (file) => file.sync())
      await rolled
      this.#syncNames()
    } catch (error) {
      if (cuts === this.#cuts) this.#fail(error)
      return
    }
    if (this.#log.failed || cuts !== this.#cuts) return
    this.#end = Math.max(this.#end, upTo)
  }

  /** Like `run`, but synchronous. Returns false if earlier segments are still being synced. @throws DiskError */
  now(segment: Segment, upTo: number): boolean {
    if (this.#rolledUnderWay > 0) return false
    this.#services.pool.file(segment.logPath).syncSync()
    this.#syncNames()
    this.#end = Math.max(this.#end, upTo)
    return true
  }

  #syncNames(): void {
    if (!this.#hasNewNames) return
    this.#hasNewNames = false
    this.#services.env.disk.syncDirectory(this.#log.directory)
    this.#services.newDirectories.sync()
  }

  /** Syncs a completed segment that ends at `end`, then moves the recovery point there. */
  later(before: Segment, end: number): void {
    const cuts = this.#cuts
    this.#rolledUnderWay++
    this.#rolled = this.#rolled
      .then(() => this.#services.pool.using(before.logPath, (file) => file.sync()))
      .then(() => {
        if (!this.#log.failed) this.#syncNames()
      })
      .then(
        () => {
          if (this.#log.failed || cuts !== this.#cuts) return
          this.#end = Math.max(this.#end, end)
          void this.#sideFiles.moveRecoveryPoint(end)
          before.unloadIndexes()
        },
        (error) => {
          // Retention or a truncation may have removed the segment in the meantime; it then needs no sync.
          if (this.#log.segments.includes(before)) this.#fail(error)
        }
      )
      .finally(() => {
        this.#rolledUnderWay--
      })
  }
}
