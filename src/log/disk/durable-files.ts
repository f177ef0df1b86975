/*
 * Makes the files beside a log's records durable: indexes, epochs, producer snapshots, partition metadata, and directory entries.
 * This must happen before the recovery point moves: startup does not check records below it, so it would not notice stale or
 * broken files. Never syncs records.
 */
import { type Disk, DiskError } from '../../env/index.ts'

/** Small files of one directory that were written but not synced. */
export class UnsyncedFiles {
  readonly #disk: Disk
  readonly #paths = new Set<string>()
  /** Files whose last sync failed: the kernel may never write their contents, and may not report that on the next sync. */
  readonly #doubtful = new Set<string>()

  constructor(disk: Disk) {
    this.#disk = disk
  }

  readonly add = (path: string): void => {
    this.#paths.add(path)
  }

  /** Call when the directory was renamed. */
  moved(from: string, to: string): void {
    for (const paths of [this.#paths, this.#doubtful])
      for (const path of [...paths])
        if (path.startsWith(from)) {
          paths.delete(path)
          paths.add(`${to}${path.slice(from.length)}`)
        }
  }

  /**
   * Returns true if there were any; their directory entries must still be synced. Files renamed or removed in the meantime are
   * skipped. Rejects with DiskError.
   */
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
    // Rewrites the same bytes, so that there is something to sync.
    const content = isDoubtful ? disk.readFile(path) : new Uint8Array(0)
    if (content.length > 0) file.write([content], 0)
    await file.sync()
  } finally {
    file.close()
  }
}

/**
 * Writes and syncs a small file without blocking the thread; its directory entry must still be synced. Rejects with DiskError.
 */
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

/** Like `Disk.writeFileAtomic`, without blocking the thread; the directory entry must still be synced. Rejects with DiskError. */
export async function replaceFileSynced(disk: Disk, path: string, content: Uint8Array): Promise<void> {
  const temporary = `${path}.tmp`
  await writeSynced(disk, temporary, content)
  disk.rename(temporary, path)
}

/** Entries of partition directories in the store's directory, synced for many partitions at once. */
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

/** Replaces a small file by rename, without waiting for the disk. For files that recovery can rebuild. */
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
