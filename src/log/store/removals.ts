/*
 * Owns files that are to go: directories of deleted partitions until they are renamed, and whatever is removed after a delay.
 * Never keeps a name that a new log wants, and never gives up what the disk refused to remove.
 */
import type { Env, Logger } from '../../env/index.ts'
import { asDiskError } from '../disk/disk-errors.ts'
import type { Reserve } from '../disk/reserve.ts'
import type { FileLog } from '../log.ts'
import { SlicedWork } from './sliced-work.ts'

/** After a rename or removal that failed. */
const retryMs = 5_000

export class Removals {
  readonly #env: Env
  readonly #directory: string
  readonly #reserve: Reserve
  readonly #slices: SlicedWork
  readonly #later: (ms: number, work: () => void) => void
  readonly #logger: Logger
  readonly #closeFiles: (log: FileLog) => void
  /** Directories of deleted partitions that still have their names, by the partition's name. */
  readonly #named = new Map<string, FileLog>()
  /** What waits for its delay. */
  readonly #waiting = new Set<() => void>()
  /** Names of directories that were removed are to be synced. */
  #hasRenamed = false

  constructor(options: {
    readonly env: Env
    readonly directory: string
    readonly reserve: Reserve
    /** Runs once after so many milliseconds, unless the store is closed before. */
    readonly later: (ms: number, work: () => void) => void
    readonly logger: Logger
    /** Closes what is open of a log that was deleted. */
    readonly closeFiles: (log: FileLog) => void
  }) {
    this.#env = options.env
    this.#directory = options.directory
    this.#reserve = options.reserve
    this.#later = options.later
    this.#logger = options.logger
    this.#closeFiles = options.closeFiles
    this.#slices = new SlicedWork(options.env)
  }

  /** The directory of a log that is deleted: ten thousand of them at once go in slices. */
  remove(log: FileLog): void {
    this.#named.set(log.name, log)
    this.#slices.run([() => this.#tryRename(log.name)])
  }

  #tryRename(name: string): void {
    try {
      this.freeName(name)
    } catch (error) {
      this.#logger.warn('could not rename the directory of a deleted partition; will retry', {
        error: asDiskError(error).message
      })
      this.#later(retryMs, () => this.#tryRename(name))
    }
  }

  /** Before another log gets the name of one that was deleted: it must not find these records. @throws DiskError */
  freeName(name: string): void {
    const log = this.#named.get(name)
    if (log === undefined) return
    this.setAside(log)
    this.#named.delete(name)
    this.#syncRenamed()
    this.discard(log)
  }

  /** Gives the directory of a log the name of one that is deleted. @throws DiskError: it has its name still */
  setAside(log: FileLog): void {
    this.#closeFiles(log)
    const { disk, random } = this.#env
    const unique = random.uuid().replace(/[^a-zA-Z0-9]/g, '0')
    const renamed = disk.join(this.#directory, `${log.topic.slice(0, 200)}-${log.partition}.${unique}-delete`)
    disk.rename(log.directory, renamed)
    log.state.movedTo(renamed)
  }

  /** The files of a log that was set aside may go. */
  discard(log: FileLog): void {
    const { disk } = this.#env
    const renamed = log.directory
    this.removeLater(log.state.config.fileDeleteDelayMs, () => {
      // Somebody may have read from it until now.
      this.#closeFiles(log)
      disk.remove(renamed)
    })
  }

  /** Once for all partitions of a topic. */
  #syncRenamed(): void {
    if (this.#hasRenamed) return
    this.#hasRenamed = true
    queueMicrotask(() => {
      this.#hasRenamed = false
      try {
        this.#env.disk.syncDirectory(this.#directory)
      } catch (error) {
        this.#logger.warn('could not sync the removal of partitions', { error: asDiskError(error).message })
      }
    })
  }

  /** Runs `remove` after `ms`, or soon where the disk is short of room; again when it fails. */
  removeLater(ms: number, remove: () => void): void {
    const due = () => {
      if (this.#waiting.delete(due)) this.#slices.run([() => this.#tryRemove(remove)])
    }
    this.#waiting.add(due)
    this.#later(this.#reserve.isNeeded ? 0 : ms, due)
  }

  #tryRemove(remove: () => void): void {
    try {
      remove()
    } catch (error) {
      this.#logger.warn('could not remove the files of a deleted log; will retry', {
        error: asDiskError(error).message
      })
      this.removeLater(retryMs, remove)
    }
  }

  /** The disk is full: what waits for its delay goes now. */
  hurry(): void {
    for (const due of [...this.#waiting]) due()
  }

  /** At the end: what was deleted must not have its name when the next process looks. */
  finish(): void {
    this.#slices.finish()
  }
}
