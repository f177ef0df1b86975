/*
 * The keys of a cluster in etcd. Reads are answered from an in-memory mirror, which a single watch keeps up to date; writes and
 * leases go to etcd. A write completes once the mirror contains it.
 */
import { type Env, type Logger, logDefect } from '../../env/index.ts'
import { type KeyChange, KeyMirror } from '../key-mirror.ts'
import { storeLimits, tooLarge } from '../limits.ts'
import type { EtcdStoreOptions } from '../load-etcd.ts'
import type { Compare, LeaseId, MetadataStore, Operation, TransactionResult } from '../store.ts'
import { CallError, etcdErrors, isRefusal } from './call-error.ts'
import { Certificates } from './certificates.ts'
import { type CallOptions, EtcdGateway } from './gateway.ts'
import { type Listing, listAll } from './listing.ts'
import { Marks, marksMax, marksPrefix } from './marks.ts'
import {
  KeySpace,
  type LeaseAnswer,
  leaseOf,
  numberOf,
  type RangeAnswer,
  type TransactionAnswer,
  textOf,
  type WatchEvent
} from './messages.ts'
import { Waits } from './waits.ts'
import { WatchLoop } from './watch-stream.ts'

/** How long a change may take to reach the mirror. */
const changeMs = 10_000
/** How long a change may wait for others before it is sent. */
const queueMs = 20_000
const calls = {
  // A mark prevents the change from being applied twice.
  change: { limitMs: changeMs, tryMs: 1_500, isRepeatable: true },
  // For a transaction without room for a mark.
  unmarked: { limitMs: changeMs, tryMs: changeMs, isRepeatable: false },
  read: { limitMs: 5_000, tryMs: 2_000, isRepeatable: true },
  // Shorter than a lease, which leaves time for another attempt.
  lease: { limitMs: 2_500, tryMs: 1_000, isRepeatable: true }
} as const satisfies Record<string, CallOptions>

const noFiles = { ca: undefined, certificate: undefined, key: undefined }
const openMsDefault = 30_000
/** The watch is reopened if a change is this late. */
const lateMs = 1_000
/** Some of etcd's keys at one revision; missing keys do not exist. */
interface Found {
  readonly revision: number
  readonly keys: ReadonlyMap<string, { readonly value: string; readonly modRevision: number }>
}

export class EtcdMetadataStore extends KeyMirror implements MetadataStore {
  readonly #env: Env
  readonly #log: Logger
  readonly #gateway: EtcdGateway
  readonly #keys: KeySpace
  readonly #watch: WatchLoop
  readonly #waits: Waits
  readonly #marks: Marks
  /** The mirror is complete up to this revision, even where none of our keys changed. */
  #seen = 0
  #lost: string | undefined
  #isClosed = false

  private constructor({ env, log, address, files = noFiles }: EtcdStoreOptions) {
    super()
    this.#env = env
    this.#log = log
    const certificates = address.isSecure ? new Certificates(env, files) : undefined
    this.#gateway = new EtcdGateway(env, log, address, certificates)
    this.#keys = new KeySpace(address.prefix)
    this.#marks = new Marks(env.random.uuid())
    this.#waits = new Waits(env, () => this.#watch.renew(), lateMs)
    this.#watch = new WatchLoop(env, this.#gateway, {
      range: this.#keys.range('/'),
      seen: () => this.#seen,
      events: (events, revision) => this.#take(events, revision),
      opened: (revision) => this.#checkRevision(revision),
      compacted: () => this.#reload()
    })
  }

  /** See `EtcdRoom`. */
  static async open(options: EtcdStoreOptions): Promise<EtcdMetadataStore> {
    const store = new EtcdMetadataStore(options)
    const { signal, openMs = openMsDefault } = options
    const giveUp = () => void store.close()
    signal?.addEventListener('abort', giveUp)
    try {
      if (signal?.aborted) throw new Error('nobody waits for it any more')
      await store.#load(openMs)
      return store
    } catch (error) {
      await store.close()
      throw error
    } finally {
      signal?.removeEventListener('abort', giveUp)
    }
  }

  async #load(limitMs: number): Promise<void> {
    const { revision, entries } = await this.#listing(limitMs)
    for (const [key, entry] of entries) this.entries.set(key, entry)
    this.revision = revision
    this.compactedRevision = revision
    this.#seen = revision
    this.#watch.run().catch((error) => {
      this.#lost = 'the watch has failed'
      logDefect(this.#log, 'the watch of the metadata has failed', error)
    })
  }

  async #listing(limitMs: number): Promise<Listing> {
    const listing = await listAll(this.#gateway, this.#keys, { ...calls.read, limitMs })
    if (listing.markCount > marksMax) this.#sweepMarks()
    return listing
  }

  /** Most belong to dead processes. A live one notices with its next change. */
  #sweepMarks(): void {
    this.#gateway.call('/kv/deleterange', this.#keys.range(marksPrefix), calls.read).catch(() => {
      // The next start tries again.
    })
  }

  #take(events: readonly WatchEvent[], revision: number): void {
    for (let at = 0; at < events.length; ) {
      const changes: KeyChange[] = []
      const leased = new Map<string, LeaseId>()
      const ofRevision = numberOf(events[at]?.kv.mod_revision)
      for (; at < events.length; at++) {
        const { type, kv } = events[at] as WatchEvent
        if (numberOf(kv.mod_revision) !== ofRevision) break
        const key = this.#keys.keyOf(kv)
        if (key === undefined) continue
        if (key.startsWith(marksPrefix)) {
          if (type !== 'DELETE') this.#marks.seen(key, textOf(kv), ofRevision)
        } else if (type === 'DELETE') changes.push({ key, value: null })
        else changes.push({ key, value: textOf(kv) })
        const lease = type === 'DELETE' ? undefined : leaseOf(kv)
        if (lease !== undefined) leased.set(key, lease)
      }
      if (ofRevision <= this.#seen) continue
      this.#seen = ofRevision
      if (changes.length > 0) this.#applied(ofRevision, changes, leased)
    }
    this.#seen = Math.max(this.#seen, revision)
    this.#waits.look()
  }

  #applied(revision: number, changes: readonly KeyChange[], leased: ReadonlyMap<string, LeaseId>): void {
    try {
      this.apply({ revision, changes, leased })
    } catch (error) {
      logDefect(this.#log, `a change of the metadata was not taken, revision ${revision}`, error)
    }
  }

  /** The watch missed some changes; their combined effect is reported as one. */
  async #reload(): Promise<void> {
    const { revision, entries } = await this.#listing(calls.read.limitMs)
    if (revision < this.#seen) return this.#wentBack(revision)
    const changes: KeyChange[] = []
    const leased = new Map<string, LeaseId>()
    for (const key of this.entries.keys()) if (!entries.has(key)) changes.push({ key, value: null })
    for (const [key, { value, modRevision, lease }] of entries) {
      if (this.entries.get(key)?.modRevision === modRevision) continue
      changes.push({ key, value, modRevision })
      if (lease !== undefined) leased.set(key, lease)
    }
    this.#log.warn(`etcd has compacted the changes after revision ${this.#seen}; read the metadata again`)
    this.#seen = revision
    if (changes.length > 0) this.#applied(revision, changes, leased)
    this.#waits.look()
  }

  /** A single member may lag behind. All of them together never do, unless their data was replaced. */
  async #checkRevision(revision: number): Promise<void> {
    if (revision >= this.#seen) return
    const range = { ...this.#keys.range('/'), limit: 1, keys_only: true }
    const { header } = await this.#gateway.call<RangeAnswer>('/kv/range', range, calls.read)
    const now = numberOf(header?.revision)
    if (now < this.#seen) this.#wentBack(now)
  }

  #wentBack(revision: number): void {
    if (this.#lost === undefined)
      this.#log.error(
        `etcd went back from revision ${this.#seen} to ${revision}: it was replaced, or restored from an older backup. Restart this broker`
      )
    this.#lost = 'etcd has gone back to an older state: start this broker anew'
  }

  async transaction(compare: readonly Compare[], operations: readonly Operation[]): Promise<TransactionResult> {
    const large = tooLarge(compare, operations)
    if (large !== null) return { ...this.#refused(large), isTooLarge: true }
    const why = this.#whyNot
    if (why !== undefined) return this.#refused(why)
    const { operationsMax } = storeLimits
    const hasRoom = compare.length < operationsMax && operations.length > 0 && operations.length < operationsMax
    try {
      return await (hasRoom ? this.#marked(compare, operations) : this.#unmarked(compare, operations))
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      return this.#refusal(error)
    }
  }

  /** Rejects with CallError. */
  async #unmarked(compare: readonly Compare[], operations: readonly Operation[]): Promise<TransactionResult> {
    const untilMs = this.#nowMs() + changeMs
    const answer = await this.#send(compare, operations, calls.unmarked)
    if (answer.succeeded !== true) return this.#agree(compare, await this.#lookUp(compare), untilMs)
    const isChange = operations.some((each) => 'put' in each) || answer.responses?.some(hasDeleted) === true
    return isChange ? this.#made(numberOf(answer.header?.revision), untilMs) : this.#succeeded()
  }

  /** Rejects with CallError. */
  async #marked(compare: readonly Compare[], operations: readonly Operation[]): Promise<TransactionResult> {
    const askedMs = this.#nowMs()
    const { number, mark } = await this.#marks.begin()
    const untilMs = this.#nowMs() + changeMs
    const written = [...operations, { put: mark.key, value: String(number) }]
    let isOver = false
    try {
      if (this.#nowMs() > askedMs + queueMs) {
        isOver = true
        return this.#refused('etcd takes changes too slowly: this one was not sent')
      }
      for (;;) {
        const guarded = [...compare, { key: mark.key, modRevision: mark.modRevision }]
        const answer = await this.#send(guarded, written, calls.change)
        const found = answer.succeeded === true ? undefined : await this.#lookUp(guarded)
        const own = found?.keys.get(mark.key)
        // The first attempt succeeded, but its answer was lost.
        const wasMade = own !== undefined && own.value === String(number)
        isOver = true
        if (answer.succeeded !== true && !wasMade && found !== undefined) {
          const isAsKnown = (own?.modRevision ?? 0) === mark.modRevision
          mark.modRevision = own?.modRevision ?? 0
          if (isAsKnown) return await this.#agree(compare, found, untilMs)
          // A newly opened store removed the mark; now we know about it.
          continue
        }
        mark.modRevision = wasMade ? own.modRevision : numberOf(answer.header?.revision)
        return await this.#made(mark.modRevision, untilMs)
      }
    } catch (error) {
      const revision = this.#marks.madeAt(number)
      if (revision === undefined) throw error
      return { succeeded: true, revision }
    } finally {
      this.#marks.end(number, isOver ? mark : undefined)
    }
  }

  #nowMs(): number {
    return this.#env.clock.monotonicMs()
  }

  #send(
    compare: readonly Compare[],
    operations: readonly Operation[],
    options: CallOptions
  ): Promise<TransactionAnswer> {
    const message = {
      compare: compare.map((each) => this.#keys.compare(each)),
      success: operations.map((each) => this.#keys.operation(each))
    }
    return this.#gateway.call<TransactionAnswer>('/kv/txn', message, options)
  }

  /** After a successful change: resolves once the mirror contains it. */
  async #made(revision: number, untilMs: number): Promise<TransactionResult> {
    this.#gateway.health.ends('full')
    if (await this.#waits.until(() => this.#seen >= revision, untilMs)) return this.#succeeded()
    return this.#refused(`the change was made at revision ${revision}, and its watch does not bring it`)
  }

  #succeeded(): TransactionResult {
    return { succeeded: true, revision: this.revision }
  }

  /** Reads etcd's values for the compared keys. Rejects with CallError. */
  async #lookUp(compare: readonly Compare[]): Promise<Found> {
    const names = [...new Set(compare.map(({ key }) => key))]
    const message = { success: names.map((key) => this.#keys.lookUp(key, key.startsWith(marksPrefix))) }
    const { header, responses = [] } = await this.#gateway.call<TransactionAnswer>('/kv/txn', message, calls.read)
    const keys = new Map<string, { readonly value: string; readonly modRevision: number }>()
    for (const [at, key] of names.entries()) {
      const kv = responses[at]?.response_range?.kvs?.[0]
      if (kv !== undefined) keys.set(key, { value: textOf(kv), modRevision: numberOf(kv.mod_revision) })
    }
    return { revision: numberOf(header?.revision), keys }
  }

  /** After a failed comparison: resolves once the mirror contains the change that made it fail. */
  async #agree(compare: readonly Compare[], { revision, keys }: Found, untilMs: number): Promise<TransactionResult> {
    const agrees = () =>
      this.#seen >= revision ||
      compare.every(({ key }) => (this.entries.get(key)?.modRevision ?? 0) === (keys.get(key)?.modRevision ?? 0))
    if (await this.#waits.until(agrees, untilMs)) return { succeeded: false, revision: this.revision }
    return this.#refused('others changed the same, and the watch does not bring it')
  }

  #refused(error: string): TransactionResult {
    return { succeeded: false, revision: this.revision, error }
  }

  #refusal(error: CallError): TransactionResult {
    if (isRefusal(error, etcdErrors.leaseGone)) return this.#refused('the lease is gone')
    if (isRefusal(error, etcdErrors.tooLarge)) return { ...this.#refused(error.message), isTooLarge: true }
    if (isRefusal(error, etcdErrors.noSpace)) this.#gateway.health.begins('full', error.message)
    if (error.failure === 'unanswered')
      return this.#refused(`etcd did not answer, and it is not known whether the change was made: ${error.message}`)
    return this.#refused(`etcd did not take the change: ${error.message}`)
  }

  get #whyNot(): string | undefined {
    return this.#isClosed ? 'the store is closed' : this.#lost
  }

  /** Like etcd: in whole seconds, and at least as long as an etcd election takes. */
  async grantLease(ttlMs: number): Promise<LeaseId> {
    const { random } = this.#env
    // We choose the id, so that a repeated request has no further effect.
    const id = String((BigInt(random.u32() >>> 1) << 32n) | BigInt((random.u32() | 1) >>> 0))
    try {
      await this.#leaseCall('/lease/grant', { ID: id, TTL: String(Math.max(1, Math.ceil(ttlMs / 1_000))) })
    } catch (error) {
      if (isRefusal(error, etcdErrors.noSpace)) this.#gateway.health.begins('full', (error as Error).message)
      if (!isRefusal(error, etcdErrors.leaseExists)) throw error
    }
    return id
  }

  async keepAlive(lease: LeaseId): Promise<boolean> {
    const { result } = await this.#leaseCall<{ readonly result?: LeaseAnswer }>('/lease/keepalive', { ID: lease })
    return numberOf(result?.TTL) > 0
  }

  async revokeLease(lease: LeaseId): Promise<void> {
    const untilMs = this.#nowMs() + changeMs
    try {
      await this.#leaseCall('/lease/revoke', { ID: lease })
    } catch (error) {
      if (!isRefusal(error, etcdErrors.leaseGone)) throw error
    }
    const isTold = () => ![...this.entries.values()].some((entry) => entry.lease === lease)
    if (!(await this.#waits.until(isTold, untilMs))) throw new Error('the watch does not bring what a lease deleted')
  }

  #leaseCall<T = unknown>(path: string, message: object): Promise<T> {
    const why = this.#whyNot
    if (why !== undefined) return Promise.reject(new Error(why))
    return this.#gateway.call<T>(path, message, calls.lease)
  }

  abandon(): void {
    this.#isClosed = true
    this.watchers.clear()
    this.#watch.close()
    this.#waits.close()
    this.#gateway.close()
  }

  async close(): Promise<void> {
    this.abandon()
  }
}

const hasDeleted = ({ response_delete_range }: NonNullable<TransactionAnswer['responses']>[number]): boolean =>
  numberOf(response_delete_range?.deleted) > 0
