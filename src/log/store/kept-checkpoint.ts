/*
 * Owns one checkpoint file of a data directory: what it says, and putting another content in its place, at once or without
 * holding up the thread. Whatever is written at once wins over what is still on its way.
 */
import { type Disk, DiskError, type Logger } from '../../env/index.ts'
import { type Checkpoint, checkpointText, readIfWhole } from '../disk/checkpoint-file.ts'
import { replaceFile, writeSynced } from '../disk/durable-files.ts'
import type { Reserve } from '../disk/reserve.ts'

export class KeptCheckpoint {
  /** True: there was such a file at the start. */
  readonly isThere: boolean
  readonly #disk: Disk
  readonly #directory: string
  readonly #path: string
  readonly #reserve: Reserve
  #content: Checkpoint
  /** What this process wrote last, where that is durable. */
  #text: string | undefined
  /** How often it was written. */
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

  /** For what recovery can find again: does not wait for the disk. @throws DiskError */
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
   * Makes `current()` durable without holding up the thread; one at a time. It is asked again when the bytes are synced: no
   * entry may then be above what it says. Nothing is written once `mayWrite` says no, since the directory may be somebody else's.
   * Rejects with DiskError.
   */
  async writeLater(current: () => Checkpoint, mayWrite: () => boolean): Promise<void> {
    // A name of its own: the file may be written at once meanwhile.
    const temporary = `${this.#path}.next`
    for (;;) {
      const content = current()
      const text = checkpointText(content)
      if (this.#text === text) return
      const writes = this.#writes
      await this.#reserve.spendLater(() => writeSynced(this.#disk, temporary, Buffer.from(text)))
      if (!mayWrite()) throw new DiskError('OTHER', this.#path, `${this.#path}: the directory is not ours any more`)
      // What was written meanwhile is as new or newer.
      if (this.#writes !== writes) return this.#disk.remove(temporary)
      // A log that was removed may be there again, under the same name and with less in it.
      if (isAbove(content, current())) continue
      this.#disk.rename(temporary, this.#path)
      this.#content = content
      // Until its name is synced a power loss may bring back the one before.
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
