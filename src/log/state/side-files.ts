/*
 * Owns what stands beside one log's records and is not to be rebuilt from them: leader epochs, the producer snapshot of the
 * log's end, which files wait to be synced; and the recovery point, which moves when these are durable. Never writes records,
 * and never moves the recovery point beyond what is synced.
 */

import { messageOf } from '../../env/index.ts'
import { replaceFileSynced } from '../disk/durable-files.ts'
import type { StoreServices } from '../disk/store-services.ts'
import { saveSnapshot } from '../producers/producer-snapshots.ts'
import type { LogState } from './log-state.ts'

export class SideFiles {
  readonly #log: LogState
  readonly #services: StoreServices
  /** The log's end when producer state was last saved. */
  #snapshotOffset = -1
  #hasUnsavedEpochs = false
  /** Where the last epoch begins that the file may name. */
  #savedEpochStart = -1
  #syncing: Promise<void> = Promise.resolve()

  constructor(log: LogState, services: StoreServices) {
    this.#log = log
    this.#services = services
  }

  /** Records below `end` are synced: syncs what stands beside them, then recovery starts there. */
  async moveRecoveryPoint(end: number): Promise<void> {
    const log = this.#log
    const { truncations, active } = log
    if (log.recoveryPoint >= end) return
    try {
      await this.sync()
    } catch (error) {
      if (log.failed) return
      const fields = { log: log.name, fromOffset: log.recoveryPoint, error: messageOf(error) }
      this.#services.logger.warn('could not sync a log; the next start will check its records', fields)
      return
    }
    if (log.failed || truncations !== log.truncations) return
    // What was rolled meanwhile has indexes that this sync may have missed.
    const upTo = log.active === active ? end : Math.min(end, active.baseOffset)
    log.raiseRecoveryPointTo(upTo)
  }

  /** One after another: who comes second must not go on before the first is done. Rejects with DiskError. */
  sync(): Promise<void> {
    const log = this.#log
    this.#syncing = this.#syncing
      .catch(() => {})
      .then(async () => {
        if (log.failed) return
        const hasNewEpochs = await this.#saveNewEpochs()
        const hasNewFiles = await log.unsyncedFiles.sync()
        if ((hasNewEpochs || hasNewFiles) && !log.failed) this.#services.env.disk.syncDirectory(log.directory)
      })
    return this.#syncing
  }

  /** Resolves when no sync is under way. */
  async idle(): Promise<void> {
    await this.#syncing.catch(() => {})
  }

  // ------------------------------------------------------------------ producers

  saveSnapshot(): void {
    const { logEndOffset } = this.#log
    if (this.#snapshotOffset === logEndOffset) return
    if (logEndOffset > 0) saveSnapshot(this.#log, this.#services)
    this.#snapshotOffset = logEndOffset
  }

  /** The files have a snapshot of the log's end. */
  hasSnapshot(): void {
    this.#snapshotOffset = this.#log.logEndOffset
  }

  /** What was saved of producers is no longer that of the log's end. */
  forgetSnapshot(): void {
    this.#snapshotOffset = -1
  }

  // ------------------------------------------------------------------ epochs

  /** Epochs that records or the log's start tell as well: they are saved with the next move of the recovery point. */
  noteNewEpochs(): void {
    this.#hasUnsavedEpochs = true
  }

  get #epochsPath(): string {
    return this.#services.env.disk.join(this.#log.directory, 'leader-epoch-checkpoint')
  }

  /** The file names what the log has of epochs now. */
  noteEpochsOnDisk(): void {
    this.#savedEpochStart = Math.max(this.#savedEpochStart, this.#log.epochs.entries.at(-1)?.startOffset ?? -1)
  }

  /** At once, and durable before it returns. @throws DiskError */
  saveEpochs(): void {
    const { env, reserve } = this.#services
    reserve.spend(() => env.disk.writeFileAtomic(this.#epochsPath, this.#log.epochs.toText()))
    this.#hasUnsavedEpochs = false
    this.#savedEpochStart = this.#log.epochs.entries.at(-1)?.startOffset ?? -1
  }

  /**
   * The log was cut at its end. A file that names none of the epochs that are gone is a true one: it need not be written
   * while a full disk takes back what it refused. @throws DiskError
   */
  epochsCut(): void {
    if (this.#savedEpochStart < this.#log.logEndOffset) this.#hasUnsavedEpochs = true
    else this.saveEpochs()
  }

  /** A new epoch is saved before the recovery point passes it: until then its records tell it after a kill. */
  async #saveNewEpochs(): Promise<boolean> {
    if (!this.#hasUnsavedEpochs) return false
    this.#hasUnsavedEpochs = false
    this.noteEpochsOnDisk()
    try {
      await replaceFileSynced(this.#services.env.disk, this.#epochsPath, Buffer.from(this.#log.epochs.toText()))
    } catch (error) {
      this.#hasUnsavedEpochs = true
      throw error
    }
    return true
  }
}
