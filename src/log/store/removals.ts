/*
 * Removes files: directories of deleted partitions, which are first renamed, and anything removed after a delay. Never blocks a
 * name that a new log needs, and retries whatever the disk refuses to remove.
 */
import type { Env, Logger } from '../../env/index.ts'
import { asDiskError } from '../disk/disk-errors.ts'
import type { Reserve } from '../disk/reserve.ts'
import type { FileLog } from '../log.ts'
import { SlicedWork } from './sliced-work.ts'

/** Retry interval after a failed rename or removal. */
const retryMs = 5_000

export class Removals {
  readonly #env: Env
  readonly #directory: string
  readonly #reserve: Reserve
  readonly #slices: SlicedWork
  readonly #later: (ms: number, work: () => void) => void
  readonly #logger: Logger
  readonly #closeFiles: (log: FileLog) => void
  /** Directories of deleted partitions that are not renamed yet, by partition name. */
  readonly #named = new Map<string, FileLog>()
  /** Removals waiting for their delay. */
  readonly #waiting = new Set<() => void>()
  /** True if removed directories still need a sync of their parent. */
  #hasRenamed = false

  constructor(options: {
    readonly env: Env
    readonly directory: string
    readonly reserve: Reserve
    /** Runs once after this many milliseconds, unless the store is closed first. */
    readonly later: (ms: number, work: () => void) => void
    readonly logger: Logger
    /** Closes the open files of a deleted log. */
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

  /** Removes the directory of a deleted log. Ten thousand deletions in one turn are split into slices. */
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

  /** Call before a new log reuses the name of a deleted one, so that it does not find the old records. @throws DiskError */
  freeName(name: string): void {
    const log = this.#named.get(name)
    if (log === undefined) return
    this.setAside(log)
    this.#named.delete(name)
    this.#syncRenamed()
    this.discard(log)
  }

  /** Renames a log's directory to mark it as deleted. @throws DiskError; the directory then still has its name */
  setAside(log: FileLog): void {
    this.#closeFiles(log)
    const { disk, random } = this.#env
    const unique = random.uuid().replace(/[^a-zA-Z0-9]/g, '0')
    const renamed = disk.join(this.#directory, `${log.topic.slice(0, 200)}-${log.partition}.${unique}-delete`)
    disk.rename(log.directory, renamed)
    log.state.movedTo(renamed)
  }

  /** Removes the files of a log that was set aside. */
  discard(log: FileLog): void {
    const { disk } = this.#env
    const renamed = log.directory
    this.removeLater(log.state.config.fileDeleteDelayMs, () => {
      // Readers may have used it until now.
      this.#closeFiles(log)
      disk.remove(renamed)
    })
  }

  /** Runs once for all partitions of a topic. */
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

  /** Runs `remove` after `ms`, or soon if disk space is short; retries if it fails. */
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

  /** The disk is full: runs removals without waiting for their delay. */
  hurry(): void {
    for (const due of [...this.#waiting]) due()
  }

  /** At shutdown: directories of deleted partitions must be renamed before the next process starts. */
  finish(): void {
    this.#slices.finish()
  }
}
