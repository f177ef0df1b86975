/*
 * Owns the keys of a cluster of one machine on disk: a write-ahead log of changes and an atomic snapshot.
 * Called by the broker's start. Never writes a key that hangs on a lease: such a key does not outlive its process.
 */
import type { DiskFile, Env } from '../env/index.ts'
import { crc32c } from '../wire/index.ts'
import { type KeyChange, MemoryMetadataStore } from './memory-store.ts'

/** Files and no directory: Kafka refuses a log directory that holds a directory which is not a partition's. */
const logFile = 'ottla-metadata.log'
const snapshotFile = 'ottla-metadata.json'
/** Length and CRC-32C before each record. */
const headBytes = 8
/** The log is folded into a snapshot when it is larger than this and than the last snapshot. */
const foldBytesMin = 1 << 20

interface LogRecord {
  readonly revision: number
  readonly changes: readonly KeyChange[]
}

interface SnapshotContent {
  readonly revision: number
  readonly entries: readonly (readonly [string, string, number])[]
}

export class LocalMetadataStore extends MemoryMetadataStore {
  readonly #directory: string
  readonly #report: (line: string) => void
  readonly #log: DiskFile
  #logBytes = 0
  #snapshotBytes = 0
  #sync: Promise<void> | undefined
  #nextSync: Promise<void> | undefined

  /** @throws DiskError, or Error when the snapshot is not one. */
  constructor(env: Env, directory: string, report: (line: string) => void) {
    super(env)
    this.#directory = directory
    this.#report = report
    if (!env.disk.exists(directory)) {
      env.disk.makeDirectory(directory)
      env.disk.syncDirectory(env.disk.join(directory, '..'))
    }
    this.#readSnapshot()
    const isNew = !env.disk.exists(this.#path(logFile))
    this.#log = env.disk.open(this.#path(logFile), 'create')
    if (isNew) env.disk.syncDirectory(directory)
    this.#replay()
  }

  #path(name: string): string {
    return this.env.disk.join(this.#directory, name)
  }

  #readSnapshot(): void {
    const path = this.#path(snapshotFile)
    if (!this.env.disk.exists(path)) return
    const bytes = Buffer.from(this.env.disk.readFile(path))
    let content: SnapshotContent
    try {
      content = JSON.parse(bytes.toString())
    } catch (error) {
      throw new Error(`${path} is not a metadata snapshot: ${error instanceof Error ? error.message : String(error)}`)
    }
    this.#snapshotBytes = bytes.length
    this.revision = content.revision
    for (const [key, value, modRevision] of content.entries)
      this.entries.set(key, { value, modRevision, lease: undefined })
  }

  /** A record that is cut off or does not match its checksum was never acknowledged: it and what follows are dropped. */
  #replay(): void {
    const size = this.#log.size()
    const bytes = Buffer.alloc(size)
    this.#log.readSync(bytes, 0, size, 0)
    let at = 0
    while (at + headBytes <= size) {
      const length = bytes.readUInt32BE(at)
      const payload = bytes.subarray(at + headBytes, at + headBytes + length)
      // Zeros, which a power loss leaves, would be a record of no bytes with the right checksum.
      if (length === 0 || payload.length < length || crc32c(payload) !== bytes.readUInt32BE(at + 4)) break
      const record = JSON.parse(payload.toString()) as LogRecord
      if (record.revision > this.revision) this.#redo(record)
      at += headBytes + length
    }
    if (at < size) {
      this.#report(
        `${this.#log.path}: ${size - at} bytes from position ${at} on are not a whole change; they are cut off`
      )
      this.#log.truncate(at)
    }
    // A process that was killed may not have synced what is acted upon from now on. And a change that comes now may be as long
    // as one that was cut: what followed that must not follow this.
    if (size > 0) this.#log.syncSync()
    this.#logBytes = at
  }

  #redo({ revision, changes }: LogRecord): void {
    this.revision = revision
    for (const { key, value } of changes) {
      if (value === null) this.entries.delete(key)
      else this.entries.set(key, { value, modRevision: revision, lease: undefined })
    }
  }

  protected override persist(revision: number, changes: readonly KeyChange[]): Promise<void> | undefined {
    if (changes.length === 0) return undefined
    const payload = Buffer.from(JSON.stringify({ revision, changes } satisfies LogRecord))
    const head = Buffer.alloc(headBytes)
    head.writeUInt32BE(payload.length, 0)
    head.writeUInt32BE(crc32c(payload), 4)
    this.#log.write([head, payload], this.#logBytes)
    this.#logBytes += headBytes + payload.length
    return this.#synced()
  }

  /** Changes that come while one sync runs share the next. */
  #synced(): Promise<void> {
    if (this.#sync === undefined) {
      this.#sync = this.#log.sync().finally(() => {
        this.#sync = undefined
      })
      void this.#sync.then(
        () => this.#foldIfLarge(),
        () => {}
      )
      return this.#sync
    }
    const again = () => {
      this.#nextSync = undefined
      return this.#synced()
    }
    this.#nextSync ??= this.#sync.then(again, again)
    return this.#nextSync
  }

  /** A fold that fails loses nothing: the log still holds every change, and the next one tries again. */
  #foldIfLarge(): void {
    if (this.#logBytes <= Math.max(foldBytesMin, this.#snapshotBytes)) return
    try {
      this.#fold()
    } catch (error) {
      this.#report(`${this.#path(snapshotFile)}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  #fold(): void {
    const kept = [...this.entries].filter(([, entry]) => entry.lease === undefined)
    const content: SnapshotContent = {
      revision: this.revision,
      entries: kept.map(([key, entry]) => [key, entry.value, entry.modRevision] as const)
    }
    const text = JSON.stringify(content)
    this.env.disk.writeFileAtomic(this.#path(snapshotFile), text)
    this.#snapshotBytes = text.length
    this.#log.truncate(0)
    this.#logBytes = 0
  }

  override async close(): Promise<void> {
    await super.close()
    await Promise.allSettled([this.#sync, this.#nextSync])
    this.#log.close()
  }
}
