import { type Disk, DiskError, type DiskFile } from '../../env/index.ts'

interface OpenFile {
  readonly file: DiskFile
  users: number
  isClosing: boolean
  wasUsed: boolean
}

/**
 * The open files of all segments, at most `filesMax`. Closes the least recently used first, so that ten thousand partitions do
 * not need ten thousand handles. A file in use by a read or a sync stays open until that ends.
 */
export class FilePool {
  readonly #disk: Disk
  readonly #filesMax: number
  /** Oldest first; recently used files get a second chance before they are closed. */
  readonly #open = new Map<string, OpenFile>()

  #isFenced = false

  constructor(disk: Disk, filesMax: number) {
    this.#disk = disk
    this.#filesMax = Math.max(16, filesMax)
  }

  get openCount(): number {
    return this.#open.size
  }

  /** Closes everything and opens nothing more, because this broker has lost the directory. */
  fence(): void {
    this.#isFenced = true
    this.close()
  }

  #entry(path: string, mode: 'write' | 'create' = 'write'): OpenFile {
    const found = this.#open.get(path)
    if (found !== undefined) {
      found.wasUsed = true
      return found
    }
    if (this.#isFenced) throw new DiskError('LOCKED', path, `${path}: the data directory is not this broker's any more`)
    // Makes room first, so that the new file itself is not closed.
    if (this.#open.size >= this.#filesMax) this.#evict(this.#filesMax - 1)
    const entry: OpenFile = { file: this.#openFile(path, mode), users: 0, isClosing: false, wasUsed: false }
    this.#open.set(path, entry)
    return entry
  }

  /** If the process has reached its file limit, the pool closes half of its files and retries once. */
  #openFile(path: string, mode: 'write' | 'create'): DiskFile {
    try {
      return this.#disk.open(path, mode)
    } catch (error) {
      if (!(error instanceof DiskError) || error.code !== 'TOO_MANY_FILES') throw error
      this.#evict(this.#open.size >>> 1)
      return this.#disk.open(path, mode)
    }
  }

  /** Closes unused files until at most `leave` are open. Files used since the last pass stay open longer. */
  #evict(leave: number): void {
    let left = 2 * this.#open.size
    for (const [path, entry] of this.#open) {
      if (this.#open.size <= leave || left-- <= 0) return
      if (entry.users > 0) continue
      this.#open.delete(path)
      if (entry.wasUsed) {
        entry.wasUsed = false
        this.#open.set(path, entry)
      } else entry.file.close()
    }
  }

  /** Opens an existing file for synchronous use only: the next call may close it. @throws DiskError */
  file(path: string): DiskFile {
    return this.#entry(path).file
  }

  /** Same, but creates the file if missing. @throws DiskError */
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

  /** Closes the file now, or when its last user has finished. */
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
