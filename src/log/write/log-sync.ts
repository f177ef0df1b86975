/*
 * Owns what of one log is synced: its active segment, the segments that were rolled, the names of new files. Never writes
 * records; a sync covers what was written before it began, and no more.
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
  /** Offsets below it are synced. */
  #end = 0
  #lastFlushMs = 0
  /** The syncs of rolled segments, one after another. */
  #rolled: Promise<void> = Promise.resolve()
  #rolledUnderWay = 0
  /** New files whose names are not durable yet. */
  #hasNewNames = true
  /** Grows when bytes are taken back: a sync that began before says nothing of what was written since. */
  #cuts = 0

  /** `fail` is told that a sync failed: nothing more may be believed of what the files have. */
  constructor(log: LogState, services: WriteServices, sideFiles: SideFiles, fail: (error: unknown) => void) {
    this.#log = log
    this.#services = services
    this.#sideFiles = sideFiles
    this.#fail = fail
  }

  get end(): number {
    return this.#end
  }

  /** The log was opened or cut: below `end` nothing needs a sync. */
  resumeAt(end: number): void {
    this.#cuts++
    this.#end = end
    this.#lastFlushMs = this.#services.env.machine.monotonicMs()
  }

  addedFile(): void {
    this.#hasNewNames = true
  }

  /** Does an answer wait for the disk? With flush.messages, when that many are not synced yet. */
  get mustSync(): boolean {
    return this.#services.scheduler.syncs || this.#hasTooManyUnsynced
  }

  /** By offsets, as kafka.UnifiedLog#append counts: what an earlier process left unsynced counts as well. */
  get #hasTooManyUnsynced(): boolean {
    return this.#log.logEndOffset - this.#end >= this.#log.config.flushMessages
  }

  /** flush.messages and flush.ms: how much may be lost with the power. */
  get isDue(): boolean {
    if (this.mustSync) return true
    const { flushMs } = this.#log.config
    return flushMs < Number.MAX_SAFE_INTEGER && this.#services.env.machine.monotonicMs() - this.#lastFlushMs >= flushMs
  }

  /** Syncs `segment`, which holds what was written last, and all before it; offsets below `upTo` are then synced. Never rejects. */
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

  /** As `run`, before it returns. False: segments before this one are still being synced. @throws DiskError */
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

  /** Syncs a segment that is not written any more, which ends at `end`; then the recovery point moves there. */
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
          // Retention or a truncation may have taken the segment away meanwhile: then nobody needs it.
          if (this.#log.segments.includes(before)) this.#fail(error)
        }
      )
      .finally(() => {
        this.#rolledUnderWay--
      })
  }
}
