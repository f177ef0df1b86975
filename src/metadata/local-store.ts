/*
 * The keys of a single-machine cluster on disk: a write-ahead log of changes and an atomic snapshot. Never writes keys that are
 * attached to a lease, since they do not outlive their process.
 */
import { DiskError, type DiskFile, type Env, type Logger, messageOf } from '../env/index.ts'
import type { Reserve } from '../log/index.ts'
import { type ChangeRecord, encodeRecord, formVersion, NewerFormError, readChanges } from './change-log.ts'
import type { Entry, KeyChange, Planned } from './key-mirror.ts'
import { localFiles } from './local-files.ts'
import { MemoryMetadataStore } from './memory-store.ts'
import { migrate } from './migrate.ts'
import { parseSnapshot, type Snapshot, snapshotText } from './snapshot.ts'
import type { Compare, Operation, TransactionResult } from './store.ts'

const { log: logFile, snapshot: snapshotFile } = localFiles
/** The log is folded into a snapshot once it is larger than this and than the last snapshot. */
const foldBytesMin = 1 << 20

/** A transaction waiting for the current write to finish. */
interface Queued {
  readonly compare: readonly Compare[]
  readonly operations: readonly Operation[]
  readonly resolve: (result: TransactionResult) => void
  readonly reject: (error: unknown) => void
}

const wayOut =
  'Nothing was changed. Restore the file from a backup, or start once with --repair-metadata (repairMetadata when embedded): ' +
  'it keeps a copy, drops what is damaged, and finds topics that are then missing by their directories'

export class LocalMetadataStore extends MemoryMetadataStore {
  readonly #directory: string
  readonly #logger: Logger
  readonly #reserve: Reserve | undefined
  readonly #log: DiskFile
  /** Damage was found and dropped. */
  wasRepaired = false
  /** Size of the whole, synced records. Anything that a failed write left behind them is truncated before the next write. */
  #logBytes = 0
  /** Revision of the last durable change in the log or the snapshot. */
  #written = 0
  /** The last record proves that all earlier ones were durable. */
  #isSealed = true
  #snapshotBytes = 0
  #queue: Queued[] = []
  #isWriting = false
  #writing: Promise<void> | undefined
  /** The oldest format found while reading. Nothing is appended to files in an older format. */
  #form = formVersion
  /** The log may hold bytes of a refused change. */
  #mustCut = false
  #isRefusing = false

  /**
   * `repair` sets damaged parts aside and drops them, where the store would otherwise refuse to open. `reserve` is for changes
   * that free space. @throws DiskError, or Error that names a file that is damaged or written by a newer Ottla
   */
  constructor(
    env: Env,
    directory: string,
    logger: Logger,
    { repair = false, reserve }: { readonly repair?: boolean; readonly reserve?: Reserve | undefined } = {}
  ) {
    super(env)
    this.#reserve = reserve
    this.#directory = directory
    this.#logger = logger
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
      this.#renewForm()
      this.compactedRevision = this.revision
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
    let content: Snapshot
    try {
      content = parseSnapshot(bytes)
    } catch (error) {
      const why = messageOf(error)
      if (error instanceof NewerFormError) throw new Error(`${path} ${why}`, { cause: error })
      if (!repair) throw new Error(`${path} is not a metadata snapshot: ${why}. ${wayOut}`, { cause: error })
      this.wasRepaired = true
      const aside = this.#nameAside(snapshotFile, 'damaged')
      this.env.disk.rename(path, aside)
      this.#logger.warn('renaming a damaged metadata snapshot', { path, reason: why, renamedTo: aside })
      return
    }
    this.#snapshotBytes = bytes.length
    this.#form = content.version ?? 0
    this.revision = content.revision
    for (const [key, value, modRevision] of content.entries)
      this.entries.set(key, { value, modRevision, lease: undefined })
  }

  /**
   * An incomplete write or one with a wrong checksum at the end was never acknowledged. It is truncated, and its bytes are kept
   * next to the log. Damage before acknowledged changes is different: nobody knows what was lost.
   */
  #replay(repair: boolean): void {
    const { path } = this.#log
    const size = this.#log.size()
    const bytes = Buffer.alloc(size)
    this.#log.readSync(bytes, 0, size, 0)
    const { records, end, damage } = this.#read(bytes, repair)
    if (damage !== undefined && !repair) throw new Error(`${path} ${damage}. ${wayOut}`)
    for (const record of records) this.#redo(record)
    if (this.#form < formVersion) migrate(this.entries)
    this.#written = this.revision
    if (damage !== undefined) {
      this.wasRepaired = true
      const kept = this.#keep(bytes, 'damaged')
      this.#logger.warn('the metadata log is damaged; keeping the readable changes', { path, damage, ...kept })
      this.#fold()
      this.#log.syncSync()
      return
    }
    if (end < size) {
      const cut = bytes.subarray(end)
      const kept = cut.every((byte) => byte === 0) ? { areZero: true } : this.#keep(cut, 'cut')
      const fields = { path, position: end, bytes: size - end, ...kept }
      this.#logger.warn('truncating an incomplete change at the end of the metadata log', fields)
      this.#log.truncate(end)
    }
    // A killed process may not have synced what this one is about to rely on. And a new change could be exactly as long as the
    // truncated one, so that leftovers behind it would look valid.
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
      throw new Error(`${this.#log.path} ${messageOf(error)}`, { cause: error })
    }
  }

  /**
   * Converts an older format by writing a snapshot that replaces all files at once. If there is no room for it, the broker reads
   * the old files, and each change tries the conversion first.
   */
  #renewForm(): void {
    if (this.#form === formVersion) return
    try {
      this.#foldWithReserve()
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      this.#logger.warn('keeping the metadata in its old format until it can be written', { error: error.message })
    }
  }

  #foldWithReserve(): void {
    if (this.#reserve === undefined) this.#fold()
    else this.#reserve.spend(() => this.#fold())
  }

  /** A file name that is not in use yet. */
  #nameAside(file: string, what: string): string {
    for (let n = this.env.clock.wallMs(); ; n++) {
      const path = this.#path(`${file}.${what}-${n}`)
      if (!this.env.disk.exists(path)) return path
    }
  }

  /** Saves bytes of the log in a file next to it and returns its name. Impossible on a full disk. */
  #keep(bytes: Uint8Array, what: string): Readonly<Record<string, string>> {
    const path = this.#nameAside(logFile, what)
    try {
      this.env.disk.writeFileAtomic(path, bytes)
      return { copy: path }
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      return { notCopied: error.message }
    }
  }

  #redo({ revision, version = 0, changes }: ChangeRecord): void {
    this.revision = revision
    this.#form = Math.min(this.#form, version)
    for (const { key, value } of changes) {
      if (value === null) this.entries.delete(key)
      else this.entries.set(key, { value, modRevision: revision, lease: undefined })
    }
  }

  /**
   * Changes that arrive while a write is being synced are decided and written together after it. A change becomes visible once it
   * is durable, so nothing has to be undone when the disk fails.
   */
  protected override commit(compare: readonly Compare[], operations: readonly Operation[]): Promise<TransactionResult> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ compare, operations, resolve, reject })
      this.#writeQueued()
    })
  }

  /**
   * A batch with nothing to write completes synchronously, and its watchers may write in the same turn: their changes come after
   * it, one after another.
   */
  #writeQueued(): void {
    if (this.#isWriting || this.#queue.length === 0) return
    this.#isWriting = true
    this.#writing = this.#writeBatch(this.#queue.splice(0)).finally(() => {
      this.#isWriting = false
      this.#writing = undefined
      this.#writeQueued()
    })
  }

  async #writeBatch(batch: readonly Queued[]): Promise<void> {
    const plans = this.#planAll(batch)
    const { records, written, isOneRecord } = this.#recordsOf(plans)
    let error: string | undefined
    if (records.length > 0) {
      try {
        await this.#write(records, plans.some(makesRoom))
        // Among several records of one write, the last does not prove that the earlier ones were durable.
        this.#isSealed = isOneRecord
        this.#written = written
      } catch (cause) {
        if (!(cause instanceof DiskError)) {
          for (const { reject } of batch) reject(cause)
          return
        }
        error = cause.message
      }
    }
    this.#noteOutcome(error, records.length > 0)
    batch.forEach((queued, n) => {
      this.#finish(queued, plans[n], error)
    })
    if (error === undefined && records.length > 0) this.#foldIfLarge()
  }

  /** What each transaction changes on top of the earlier ones; undefined if a comparison fails. */
  #planAll(batch: readonly Queued[]): (Planned | undefined)[] {
    const staged = new Map<string, Entry | null>()
    let { revision } = this
    return batch.map(({ compare, operations }) => {
      const planned = this.plan(compare, operations, revision, staged)
      if (planned === undefined || planned.changes.length === 0) return planned
      revision = planned.revision
      for (const { key, value } of planned.changes)
        staged.set(key, value === null ? null : { value, modRevision: revision, lease: planned.leased.get(key) })
      return planned
    })
  }

  /**
   * The bytes to write, and the revision of the last change. Everything before is durable, since one write ends before the next
   * begins.
   */
  #recordsOf(plans: readonly (Planned | undefined)[]): {
    readonly records: Uint8Array[]
    readonly written: number
    readonly isOneRecord: boolean
  } {
    const records: Uint8Array[] = []
    let written = this.#written
    let count = 0
    for (const planned of plans) {
      const changes = planned === undefined ? [] : this.#lasting(planned)
      if (planned === undefined || changes.length === 0) continue
      const { revision } = planned
      records.push(...encodeRecord({ revision, after: written, durable: this.#written, changes }))
      written = revision
      count++
    }
    return { records, written, isOneRecord: count === 1 }
  }

  /** Keys attached to a lease do not outlive this process, so neither the key nor its deletion is written. */
  #lasting({ changes, leased }: Planned): KeyChange[] {
    return changes.filter(
      ({ key, value }) => !leased.has(key) && (value !== null || this.entries.get(key)?.lease === undefined)
    )
  }

  /** Rejects with DiskError. The log is then unchanged, or is truncated before the next write. */
  async #write(records: readonly Uint8Array[], makesRoom: boolean): Promise<void> {
    const write = () => this.#log.write(records, this.#logBytes)
    try {
      if (this.#form < formVersion) this.#foldWithReserve()
      if (this.#mustCut) this.#log.truncate(this.#logBytes)
      this.#mustCut = true
      if (makesRoom && this.#reserve !== undefined) this.#reserve.spend(write)
      else write()
      await this.#log.sync()
      this.#logBytes += records.reduce((sum, { length }) => sum + length, 0)
      this.#mustCut = false
    } catch (error) {
      this.#cutBack()
      throw error
    }
  }

  /** If the last record does not prove that all earlier ones were durable, appends an empty one that does. */
  #seal(): void {
    if (this.#isSealed || this.#mustCut) return
    const record = encodeRecord({ revision: this.#written, after: this.#written, durable: this.#written, changes: [] })
    try {
      this.#log.write(record, this.#logBytes)
      for (const { length } of record) this.#logBytes += length
      this.#isSealed = true
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      this.#logger.warn('could not mark the metadata log as durable', { error: error.message })
    }
  }

  /** If this process is killed now, the next one must not find the refused change. */
  #cutBack(): void {
    try {
      this.#log.truncate(this.#logBytes)
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
    }
  }

  #finish({ resolve, reject }: Queued, planned: Planned | undefined, error: string | undefined): void {
    const { revision } = this
    if (planned === undefined) resolve({ succeeded: false, revision })
    else if (planned.changes.length === 0) resolve({ succeeded: true, revision })
    else if (error !== undefined) resolve({ succeeded: false, revision, error })
    else {
      try {
        this.apply(planned)
        resolve({ succeeded: true, revision: planned.revision })
      } catch (cause) {
        reject(cause)
      }
    }
  }

  /** Logs one line when the disk starts to refuse changes, and one when it accepts them again. */
  #noteOutcome(error: string | undefined, wasWritten: boolean): void {
    if (error !== undefined && !this.#isRefusing)
      this.#logger.warn('cannot write the metadata; refusing topic and config changes until it works again', { error })
    if (error === undefined && wasWritten && this.#isRefusing)
      this.#logger.info('the metadata is writable again', { path: this.#log.path })
    if (error !== undefined) this.#isRefusing = true
    else if (wasWritten) this.#isRefusing = false
  }

  /** A failed fold loses nothing: the log still holds every change, and the next attempt follows. */
  #foldIfLarge(): void {
    if (this.#logBytes <= Math.max(foldBytesMin, this.#snapshotBytes)) return
    try {
      this.#fold()
    } catch (error) {
      const words = messageOf(error)
      this.#logger.warn('could not write the metadata snapshot', { path: this.#path(snapshotFile), error: words })
    }
  }

  #fold(): void {
    const kept = [...this.entries].filter(([, entry]) => entry.lease === undefined)
    const entries = kept.map(([key, entry]) => [key, entry.value, entry.modRevision] as const)
    const text = snapshotText({ revision: this.revision, entries })
    this.env.disk.writeFileAtomic(this.#path(snapshotFile), text)
    this.#snapshotBytes = text.length
    this.#log.truncate(0)
    this.#logBytes = 0
    this.#isSealed = true
    this.#form = formVersion
  }

  override abandon(): void {
    this.#isSealed = true
    this.#log.close()
  }

  override async close(): Promise<void> {
    await super.close()
    while (this.#writing !== undefined) await this.#writing
    this.#seal()
    this.#log.close()
  }
}

/** Deletions and configs such as a shorter retention: they free space on a full disk. */
const makesRoom = (planned: Planned | undefined): boolean =>
  planned?.changes.some(({ key, value }) => value === null || key.startsWith('/configs/')) ?? false
