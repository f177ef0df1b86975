/*
 * State kept beside one log's records that is not rebuilt from them: leader epochs, the producer snapshot at the log end, and
 * files still to be synced; also the recovery point, which moves once these are durable. Never writes records, and never moves
 * the recovery point beyond synced records.
 */

import { messageOf } from '../../env/index.ts'
import { replaceFileSynced } from '../disk/durable-files.ts'
import type { StoreServices } from '../disk/store-services.ts'
import { saveSnapshot } from '../producers/producer-snapshots.ts'
import type { LogState } from './log-state.ts'

export class SideFiles {
  readonly #log: LogState
  readonly #services: StoreServices
  /** The log end offset when producer state was last saved. */
  #snapshotOffset = -1
  #hasUnsavedEpochs = false
  /** Start offset of the last epoch that the file may contain. */
  #savedEpochStart = -1
  #syncing: Promise<void> = Promise.resolve()

  constructor(log: LogState, services: StoreServices) {
    this.#log = log
    this.#services = services
  }

  /** Records below `end` are synced: syncs the side files, then moves the recovery point there. */
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
    // This sync may have missed the indexes of segments rolled in the meantime.
    const upTo = log.active === active ? end : Math.min(end, active.baseOffset)
    log.raiseRecoveryPointTo(upTo)
  }

  /** Runs one at a time: a second caller must not continue before the first is done. Rejects with DiskError. */
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

  /** Resolves when no sync is in progress. */
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

  /** The files have a snapshot at the log end offset. */
  hasSnapshot(): void {
    this.#snapshotOffset = this.#log.logEndOffset
  }

  /** The last saved snapshot is no longer at the log end offset. */
  forgetSnapshot(): void {
    this.#snapshotOffset = -1
  }

  // ------------------------------------------------------------------ epochs

  /** Epochs that also follow from records or the log start offset: they are saved when the recovery point next moves. */
  noteNewEpochs(): void {
    this.#hasUnsavedEpochs = true
  }

  get #epochsPath(): string {
    return this.#services.env.disk.join(this.#log.directory, 'leader-epoch-checkpoint')
  }

  /** The file now matches the log's epochs. */
  noteEpochsOnDisk(): void {
    this.#savedEpochStart = Math.max(this.#savedEpochStart, this.#log.epochs.entries.at(-1)?.startOffset ?? -1)
  }

  /** Saves immediately, and durably before it returns. @throws DiskError */
  saveEpochs(): void {
    const { env, reserve } = this.#services
    reserve.spend(() => env.disk.writeFileAtomic(this.#epochsPath, this.#log.epochs.toText()))
    this.#hasUnsavedEpochs = false
    this.#savedEpochStart = this.#log.epochs.entries.at(-1)?.startOffset ?? -1
  }

  /**
   * Call after truncating the log end. A file without any of the removed epochs is still correct, and is not rewritten, so that
   * truncating works on a full disk. @throws DiskError
   */
  epochsCut(): void {
    if (this.#savedEpochStart < this.#log.logEndOffset) this.#hasUnsavedEpochs = true
    else this.saveEpochs()
  }

  /** A new epoch is saved before the recovery point passes it; until then it is recovered from its records after a kill. */
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
