/*
 * Owns making durable what stands beside a log's records: indexes, epochs, producer snapshots, whose topic it is, names. That
 * comes before the recovery point moves: a start does not look at the records below it, so it could not see that these are old
 * or broken. Never syncs records.
 */
import { type Disk, DiskError } from '../../env/index.ts'

/** Small files of one directory that were written and not synced. */
export class UnsyncedFiles {
  readonly #disk: Disk
  readonly #paths = new Set<string>()
  /** Their last sync failed: the kernel may never write what they hold, and say nothing of it the next time. */
  readonly #doubtful = new Set<string>()

  constructor(disk: Disk) {
    this.#disk = disk
  }

  readonly add = (path: string): void => {
    this.#paths.add(path)
  }

  /** Their directory was renamed. */
  moved(from: string, to: string): void {
    for (const paths of [this.#paths, this.#doubtful])
      for (const path of [...paths])
        if (path.startsWith(from)) {
          paths.delete(path)
          paths.add(`${to}${path.slice(from.length)}`)
        }
  }

  /** True when there were any: their names are still to be synced. Files that were renamed or removed meanwhile are skipped. Rejects with DiskError. */
  async sync(): Promise<boolean> {
    const paths = [...this.#paths]
    for (const path of paths) {
      this.#paths.delete(path)
      try {
        await syncFile(this.#disk, path, this.#doubtful.has(path))
        this.#doubtful.delete(path)
      } catch (error) {
        const isGone = error instanceof DiskError && error.code === 'NOT_FOUND'
        if (isGone) this.#doubtful.delete(path)
        else {
          this.#doubtful.add(path)
          this.#paths.add(path)
          throw error
        }
      }
    }
    return paths.length > 0
  }
}

async function syncFile(disk: Disk, path: string, isDoubtful: boolean): Promise<void> {
  const file = disk.open(path, 'write')
  try {
    // The same bytes once more, so that there is something to be synced.
    const content = isDoubtful ? disk.readFile(path) : new Uint8Array(0)
    if (content.length > 0) file.write([content], 0)
    await file.sync()
  } finally {
    file.close()
  }
}

/** Writes a small file and syncs it without holding up the thread; its name is still to be synced. Rejects with DiskError. */
export async function writeSynced(disk: Disk, path: string, content: Uint8Array): Promise<void> {
  const file = disk.open(path, 'create')
  try {
    file.truncate(0)
    file.write([content], 0)
    await file.sync()
  } finally {
    file.close()
  }
}

/** As `Disk.writeFileAtomic`, without holding up the thread; the name is still to be synced. Rejects with DiskError. */
export async function replaceFileSynced(disk: Disk, path: string, content: Uint8Array): Promise<void> {
  const temporary = `${path}.tmp`
  await writeSynced(disk, temporary, content)
  disk.rename(temporary, path)
}

/** The names of partitions' directories in that of the store, synced for many of them at once. */
export class NewDirectories {
  readonly #disk: Disk
  readonly #directory: string
  #areNew = true

  constructor(disk: Disk, directory: string) {
    this.#disk = disk
    this.#directory = directory
  }

  add(): void {
    this.#areNew = true
  }

  /** @throws DiskError */
  sync(): void {
    if (!this.#areNew) return
    this.#disk.syncDirectory(this.#directory)
    this.#areNew = false
  }
}

/** Replaces a small file by rename, without waiting for the disk: for what recovery can make again. */
export function replaceFile(disk: Disk, path: string, content: Uint8Array): void {
  const temporary = `${path}.tmp`
  const file = disk.open(temporary, 'create')
  try {
    file.truncate(0)
    if (content.length > 0) file.write([content], 0)
  } finally {
    file.close()
  }
  disk.rename(temporary, path)
}
