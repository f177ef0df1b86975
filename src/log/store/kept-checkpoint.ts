/*
 * One checkpoint file of a data directory: its contents, and replacing them, either synchronously or without blocking the thread.
 * A synchronous write wins over one in progress.
 */
import { type Disk, DiskError, type Logger } from '../../env/index.ts'
import { type Checkpoint, checkpointText, readIfWhole } from '../disk/checkpoint-file.ts'
import { replaceFile, writeSynced } from '../disk/durable-files.ts'
import type { Reserve } from '../disk/reserve.ts'

export class KeptCheckpoint {
  /** True if the file existed at startup. */
  readonly isThere: boolean
  readonly #disk: Disk
  readonly #directory: string
  readonly #path: string
  readonly #reserve: Reserve
  #content: Checkpoint
  /** Last contents this process wrote, if durable. */
  #text: string | undefined
  /** Number of writes. */
  #writes = 0

  constructor(options: {
    readonly disk: Disk
    readonly directory: string
    readonly name: string
    readonly reserve: Reserve
    readonly logger: Logger
  }) {
    const { disk, directory, name, reserve, logger } = options
    this.#disk = disk
    this.#directory = directory
    this.#path = disk.join(directory, name)
    this.#reserve = reserve
    const found = readIfWhole(disk, this.#path, logger)
    this.isThere = found !== undefined
    this.#content = found ?? new Map()
  }

  get(key: string): number | undefined {
    return this.#content.get(key)
  }

  /** Durable when it returns. @throws DiskError */
  write(content: Checkpoint): void {
    this.#write(content, (path, bytes) => this.#disk.writeFileAtomic(path, bytes))
  }

  /** For contents that recovery can rebuild: does not wait for the disk. @throws DiskError */
  writeUnsynced(content: Checkpoint): void {
    this.#write(content, (path, bytes) => replaceFile(this.#disk, path, bytes))
  }

  #write(content: Checkpoint, replace: (path: string, bytes: Buffer) => void): void {
    const text = checkpointText(content)
    if (this.#text === text) return
    this.#reserve.spend(() => replace(this.#path, Buffer.from(text)))
    this.#remember(content, text)
  }

  /**
   * Makes `current()` durable without blocking the thread; one write at a time. Calls `current` again after the sync: no entry
   * may then exceed its value. Writes nothing once `mayWrite` returns false, since another process may own the directory. Rejects
   * with DiskError.
   */
  async writeLater(current: () => Checkpoint, mayWrite: () => boolean): Promise<void> {
    // Uses its own temporary name, because a synchronous write may happen in the meantime.
    const temporary = `${this.#path}.next`
    for (;;) {
      const content = current()
      const text = checkpointText(content)
      if (this.#text === text) return
      const writes = this.#writes
      await this.#reserve.spendLater(() => writeSynced(this.#disk, temporary, Buffer.from(text)))
      if (!mayWrite()) throw new DiskError('OTHER', this.#path, `${this.#path}: the directory is not ours any more`)
      // A write in the meantime is at least as recent.
      if (this.#writes !== writes) return this.#disk.remove(temporary)
      // A removed log may have been created again, with the same name and fewer records.
      if (isAbove(content, current())) continue
      this.#disk.rename(temporary, this.#path)
      this.#content = content
      // Until the directory entry is synced, a power loss may bring back the previous file.
      this.#text = undefined
      await this.#disk.syncDirectoryLater(this.#directory)
      if (this.#writes === writes) this.#remember(content, text)
      return
    }
  }

  #remember(content: Checkpoint, text: string): void {
    this.#content = content
    this.#text = text
    this.#writes++
  }
}

function isAbove(content: Checkpoint, current: Checkpoint): boolean {
  for (const [key, offset] of content) if (offset > (current.get(key) ?? -1)) return true
  return false
}
