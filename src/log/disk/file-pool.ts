import { type Disk, DiskError, type DiskFile } from '../../env/index.ts'

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

  #isFenced = false

  constructor(disk: Disk, filesMax: number) {
    this.#disk = disk
    this.#filesMax = Math.max(16, filesMax)
  }

  get openCount(): number {
    return this.#open.size
  }

  /** Closes everything and opens nothing any more: the directory is not ours. */
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
    // Room is made before: the new file itself must not be the one that is closed.
    if (this.#open.size >= this.#filesMax) this.#evict(this.#filesMax - 1)
    const entry: OpenFile = { file: this.#openFile(path, mode), users: 0, isClosing: false, wasUsed: false }
    this.#open.set(path, entry)
    return entry
  }

  /** When the process may open no more, the pool gives half of its own back and tries once more. */
  #openFile(path: string, mode: 'write' | 'create'): DiskFile {
    try {
      return this.#disk.open(path, mode)
    } catch (error) {
      if (!(error instanceof DiskError) || error.code !== 'TOO_MANY_FILES') throw error
      this.#evict(this.#open.size >>> 1)
      return this.#disk.open(path, mode)
    }
  }

  /** Closes files that nobody uses until at most `leave` are open; those used since they were last looked at stay longer. */
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
