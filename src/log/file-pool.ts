import type { Disk, DiskFile } from '../env/index.ts'

interface OpenFile {
  readonly file: DiskFile
  users: number
  isClosing: boolean
}

/**
 * The open files of all segments, at most `filesMax` of them: the one used longest ago is closed first, so that ten thousand
 * partitions do not need ten thousand handles. A file in use by a read or a sync stays open until that is done.
 */
export class FilePool {
  readonly #disk: Disk
  readonly #filesMax: number
  /** In order of last use. */
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
      this.#open.delete(path)
      this.#open.set(path, found)
      return found
    }
    const entry: OpenFile = { file: this.#disk.open(path, mode), users: 0, isClosing: false }
    this.#open.set(path, entry)
    if (this.#open.size > this.#filesMax) this.#evict()
    return entry
  }

  #evict(): void {
    for (const [path, entry] of this.#open) {
      if (entry.users > 0 || this.#open.size <= this.#filesMax) continue
      this.#open.delete(path)
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
