import type { Disk, DiskFile } from '../env/index.ts'

interface OpenFile {
  readonly file: DiskFile
  users: number
  isClosing: boolean
  wasUsed: boolean
}

/**
 * The open files of all segments, at most `filesMax` of them: the one used longest ago is closed first, so that ten thousand
 * partitions do not need ten thousand handles. A file in use by a read or a sync stays open until that is done.
 */
export class FilePool {
  readonly #disk: Disk
  readonly #filesMax: number
  /** Oldest first; files that were used since get a second chance before they are closed. */
  readonly #open = new Map<string, OpenFile>()

  constructor(disk: Disk, filesMax: number) {
    this.#disk = disk
    this.#filesMax = Math.max(16, filesMax)
  }

  get openCount(): number {
    return this.#open.size
  }

  #entry(path: string, mode: 'write' | 'create' = 'write'): OpenFile {
    const found = this.#open.get(path)
    if (found !== undefined) {
      found.wasUsed = true
      return found
    }
    const entry: OpenFile = { file: this.#disk.open(path, mode), users: 0, isClosing: false, wasUsed: false }
    this.#open.set(path, entry)
    if (this.#open.size > this.#filesMax) this.#evict()
    return entry
  }

  #evict(): void {
    // A file that was used since it was last looked at gets a second chance at the end of the line.
    let left = 2 * this.#open.size
    for (const [path, entry] of this.#open) {
      if (this.#open.size <= this.#filesMax || left-- <= 0) return
      if (entry.users > 0) continue
      this.#open.delete(path)
      if (entry.wasUsed) {
        entry.wasUsed = false
        this.#open.set(path, entry)
        continue
      }
      entry.file.close()
      return
    }
  }

  /** An existing file, for synchronous use only: the next call may close it. @throws DiskError */
  file(path: string): DiskFile {
    return this.#entry(path).file
  }

  /** The same, made when missing. @throws DiskError */
  create(path: string): DiskFile {
    return this.#entry(path, 'create').file
  }

  async using<T>(path: string, work: (file: DiskFile) => Promise<T>): Promise<T> {
    const entry = this.#entry(path)
    entry.users++
    try {
      return await work(entry.file)
    } finally {
      entry.users--
      if (entry.isClosing && entry.users === 0) entry.file.close()
    }
  }

  /** Closes the file now, or when its last user is done. */
  forget(path: string): void {
    const entry = this.#open.get(path)
    if (entry === undefined) return
    this.#open.delete(path)
    if (entry.users === 0) entry.file.close()
    else entry.isClosing = true
  }

  close(): void {
    for (const path of [...this.#open.keys()]) this.forget(path)
  }
}
