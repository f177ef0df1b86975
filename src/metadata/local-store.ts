/*
 * Owns the keys of a cluster of one machine on disk: a write-ahead log of changes and an atomic snapshot.
 * Called by the broker's start. Never writes a key that hangs on a lease: such a key does not outlive its process.
 */
import { DiskError, type DiskFile, type Env } from '../env/index.ts'
import { crc32c } from '../wire/index.ts'
import { type ChangeRecord, encodeRecord, formVersion, NewerFormError, readChanges } from './change-log.ts'
import { type KeyChange, MemoryMetadataStore } from './memory-store.ts'

/** Files and no directory: Kafka refuses a log directory that holds a directory which is not a partition's. */
const logFile = 'ottla-metadata.log'
const snapshotFile = 'ottla-metadata.json'
/** The log is folded into a snapshot when it is larger than this and than the last snapshot. */
const foldBytesMin = 1 << 20

interface SnapshotContent {
  /** Absent: 0, which has no checksum. */
  readonly version?: number
  /** CRC-32C of revision and entries as JSON. */
  readonly crc?: number
  readonly revision: number
  readonly entries: readonly (readonly [string, string, number])[]
}

const snapshotCrc = ({ revision, entries }: SnapshotContent) => crc32c(Buffer.from(JSON.stringify([revision, entries])))

/** @throws Error that says what is wrong. */
function parseSnapshot(bytes: Buffer): SnapshotContent {
  const content = JSON.parse(bytes.toString()) as SnapshotContent
  if ((content.version ?? 0) > formVersion) throw new NewerFormError(content.version)
  if (!Number.isSafeInteger(content.revision) || !Array.isArray(content.entries)) throw new Error('fields are missing')
  if (content.crc !== undefined && content.crc !== snapshotCrc(content)) throw new Error('its checksum does not match')
  return content
}

const wayOut =
  'Nothing was changed. Restore the file from a backup, or start once with --repair-metadata (repairMetadata when embedded): ' +
  'it keeps a copy, drops what is damaged, and finds topics that are then missing by their directories'

export class LocalMetadataStore extends MemoryMetadataStore {
  readonly #directory: string
  readonly #report: (line: string) => void
  readonly #log: DiskFile
  /** Something was damaged and is dropped. */
  wasRepaired = false
  #logBytes = 0
  /** Revision of the last change in log or snapshot, and of the last that a sync has covered. */
  #written = 0
  #durable = 0
  /** The last record proves that all before it were on the disk. */
  #isSealed = true
  #snapshotBytes = 0
  #sync: Promise<void> | undefined
  #nextSync: Promise<void> | undefined

  /**
   * `repair`: what is damaged is set aside and dropped, where the store would refuse to open otherwise.
   * @throws DiskError, or Error that names the file which is damaged or of a newer Ottla.
   */
  constructor(env: Env, directory: string, report: (line: string) => void, { repair = false } = {}) {
    super(env)
    this.#directory = directory
    this.#report = report
    if (!env.disk.exists(directory)) {
      env.disk.makeDirectory(directory)
      env.disk.syncDirectory(env.disk.join(directory, '..'))
    }
    this.#readSnapshot(repair)
    const isNew = !env.disk.exists(this.#path(logFile))
    this.#log = env.disk.open(this.#path(logFile), 'create')
    try {
      if (isNew) env.disk.syncDirectory(directory)
      this.#replay(repair)
    } catch (error) {
      this.#log.close()
      throw error
    }
  }

  #path(name: string): string {
    return this.env.disk.join(this.#directory, name)
  }

  #readSnapshot(repair: boolean): void {
    const path = this.#path(snapshotFile)
    if (!this.env.disk.exists(path)) return
    const bytes = Buffer.from(this.env.disk.readFile(path))
    let content: SnapshotContent
    try {
      content = parseSnapshot(bytes)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      if (error instanceof NewerFormError) throw new Error(`${path} ${why}`, { cause: error })
      if (!repair) throw new Error(`${path} is not a metadata snapshot: ${why}. ${wayOut}`, { cause: error })
      this.wasRepaired = true
      const aside = this.#nameAside(snapshotFile, 'damaged')
      this.env.disk.rename(path, aside)
      this.#report(`${path} is not a metadata snapshot (${why}); it is renamed to ${aside}`)
      return
    }
    this.#snapshotBytes = bytes.length
    this.revision = content.revision
    for (const [key, value, modRevision] of content.entries)
      this.entries.set(key, { value, modRevision, lease: undefined })
  }

  /**
   * A write at the end that is cut off or does not match its checksum was never acknowledged: it is cut off, and its bytes are
   * kept beside the log. Damage before changes that were acknowledged is another matter: then nobody knows what was lost.
   */
  #replay(repair: boolean): void {
    const { path } = this.#log
    const size = this.#log.size()
    const bytes = Buffer.alloc(size)
    this.#log.readSync(bytes, 0, size, 0)
    const { records, end, damage } = this.#read(bytes, repair)
    if (damage !== undefined && !repair) throw new Error(`${path} ${damage}. ${wayOut}`)
    for (const record of records) this.#redo(record)
    this.#written = this.revision
    this.#durable = this.revision
    if (damage !== undefined) {
      this.wasRepaired = true
      const kept = this.#keep(bytes, 'damaged')
      this.#report(`${path} ${damage}; what could be read of it is taken, ${kept}`)
      this.#fold()
      this.#log.syncSync()
      return
    }
    if (end < size) {
      const cut = bytes.subarray(end)
      const kept = cut.every((byte) => byte === 0) ? 'all of them zero' : this.#keep(cut, 'cut')
      this.#report(
        `${path}: ${size - end} bytes from position ${end} on are not a whole change; they are cut off, ${kept}`
      )
      this.#log.truncate(end)
    }
    // A process that was killed may not have synced what is acted upon from now on. And a change that comes now may be as long
    // as one that was cut: what followed that must not follow this.
    if (size > 0) this.#log.syncSync()
    this.#logBytes = end
    const { after = 0, durable = after } = records.at(-1) ?? {}
    this.#isSealed = durable >= after
    this.#seal()
  }

  #read(bytes: Buffer, repair: boolean): ReturnType<typeof readChanges> {
    try {
      return readChanges(bytes, this.revision, repair)
    } catch (error) {
      throw new Error(`${this.#log.path} ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
  }

  /** A name of a file that is not there yet. */
  #nameAside(file: string, what: string): string {
    for (let n = this.env.clock.wallMs(); ; n++) {
      const path = this.#path(`${file}.${what}-${n}`)
      if (!this.env.disk.exists(path)) return path
    }
  }

  /** Keeps bytes of the log in a file beside it, and says where. Where the disk is full there is no place to. */
  #keep(bytes: Uint8Array, what: string): string {
    const path = this.#nameAside(logFile, what)
    try {
      this.env.disk.writeFileAtomic(path, bytes)
      return `a copy is in ${path}`
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      return `no copy could be kept: ${error.message}`
    }
  }

  #redo({ revision, changes }: ChangeRecord): void {
    this.revision = revision
    for (const { key, value } of changes) {
      if (value === null) this.entries.delete(key)
      else this.entries.set(key, { value, modRevision: revision, lease: undefined })
    }
  }

  protected override persist(revision: number, changes: readonly KeyChange[]): Promise<void> | undefined {
    if (changes.length === 0) return undefined
    this.#append(revision, changes)
    this.#isSealed = this.#durable >= this.#written
    this.#written = revision
    return this.#synced()
  }

  #append(revision: number, changes: readonly KeyChange[]): void {
    const record = encodeRecord({ revision, after: this.#written, durable: this.#durable, changes })
    this.#log.write(record, this.#logBytes)
    for (const { length } of record) this.#logBytes += length
  }

  /** Of changes that one sync covered the last does not say that those before it were durable: a record without changes does. */
  #seal(): void {
    if (this.#isSealed || this.#durable < this.#written) return
    try {
      this.#append(this.#written, [])
      this.#isSealed = true
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      this.#report(error.message)
    }
  }

  /** Changes that come while one sync runs share the next. */
  #synced(): Promise<void> {
    if (this.#sync === undefined) {
      const written = this.#written
      this.#sync = this.#log.sync().finally(() => {
        this.#sync = undefined
      })
      void this.#sync.then(
        () => {
          this.#durable = Math.max(this.#durable, written)
          this.#foldIfLarge()
        },
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
    const text = JSON.stringify({ version: formVersion, crc: snapshotCrc(content), ...content })
    this.env.disk.writeFileAtomic(this.#path(snapshotFile), text)
    this.#snapshotBytes = text.length
    this.#log.truncate(0)
    this.#logBytes = 0
    this.#isSealed = true
  }

  override abandon(): void {
    this.#isSealed = true
    this.#log.close()
  }

  override async close(): Promise<void> {
    await super.close()
    await Promise.allSettled([this.#sync, this.#nextSync])
    this.#seal()
    this.#log.close()
  }
}
