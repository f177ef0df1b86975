/**
 * The metadata store of a simulated cluster, modeled on etcd: it serializes all changes, and leases expire by its own clock. Each broker
 * has a mirror, which a watch updates with a delay. Requests and responses take time, wait while the store is unreachable, and time out
 * after a while. It is then unknown whether the change was made.
 */

import type { Env } from '../../../src/env/index.ts'
import {
  type Change,
  type Compare,
  type LeaseId,
  MemoryMetadataStore,
  MetadataImage,
  type MetadataStore,
  type Operation
} from '../../../src/metadata/index.ts'
import { KeyMirror, type Planned } from '../../../src/metadata/key-mirror.ts'
import type { TransactionResult } from '../../../src/metadata/store.ts'
import type { Owner, Random, SimWorld } from '../../kit/sim-world.ts'
import { Decisions } from './decisions.ts'

/** Same timeouts as the real store (`src/metadata/etcd/etcd-store.ts`). */
const changeMs = 10_000
const leaseCallMs = 2_500
const openMs = 30_000
const delayMs = 2

export class SimStore {
  readonly world: SimWorld
  readonly random: Random
  readonly core: MemoryMetadataStore
  readonly changes: Change[] = []
  revision = 0
  /** Unreachable for all brokers. */
  isDown = false
  readonly #clients = new Set<SimStoreClient>()

  constructor(world: SimWorld) {
    this.world = world
    const random = world.random('store')
    this.random = random
    const env = {
      timers: { after: (ms: number, run: () => void) => world.after(ms, 'lease', run), endOfTurn() {} },
      random: { uuid: () => random.bytes(12).toString('hex') }
    }
    this.core = new MemoryMetadataStore(env as unknown as Env)
    this.core.watch('', 0, (change) => {
      this.revision = change.revision
      this.changes.push(change)
      for (const client of this.#clients) client.news()
    })
  }

  join(client: SimStoreClient): void {
    this.#clients.add(client)
  }

  leave(client: SimStoreClient): void {
    this.#clients.delete(client)
  }

  /** Called when something is reachable again. */
  proceed(): void {
    for (const client of this.#clients) client.news()
  }
}

/** A caller that waits until the mirror has a revision. */
interface Waiter {
  readonly revision: number
  readonly late: { cancel(): void }
  readonly resolve: (isThere: boolean) => void
}

/** One broker's connection to the store. */
export interface StoreLink {
  /** Whether its requests and its responses are held back. */
  isCut: boolean
  /** Mean delay of its watch. */
  watchMs: number
  /** When the changes on their way arrive. May be late after the watch is quick again. */
  dueMs?: number
}

export class SimStoreClient extends KeyMirror implements MetadataStore {
  readonly #store: SimStore
  readonly #link: StoreLink
  readonly #owner: Owner
  /** Contents of the mirror, as read by its broker. */
  readonly #image = new MetadataImage()
  readonly #decisions: Decisions
  #isClosed = false
  /** Number of changes applied to the mirror. The watch delivers them one by one. */
  #told = 0
  #isComing = false
  readonly #waiters = new Set<Waiter>()

  constructor(store: SimStore, link: StoreLink, owner: Owner, brokerId: number) {
    super()
    this.#decisions = new Decisions(brokerId, this.#image)
    this.#store = store
    this.#link = link
    this.#owner = owner
  }

  /** Resolves once the mirror is up to date. Rejects with an Error if the store is unreachable. */
  async open(): Promise<void> {
    if (!(await this.#hop(this.#store.world.nowMs + openMs, this.#owner))) throw new Error(unreachable)
    this.#takeAll()
    this.#store.join(this)
  }

  #takeAll(): void {
    while (this.#told < this.#store.changes.length) this.#takeOne()
  }

  #takeOne(): void {
    const { revision, changes } = this.#store.changes[this.#told++] as Change
    const leased: Planned['leased'] = new Map()
    this.#image.apply({ revision, changes })
    this.apply({ revision, changes, leased })
    for (const waiter of this.#waiters) if (waiter.revision <= revision) this.#tell(waiter)
  }

  get #isCut(): boolean {
    return this.#link.isCut || this.#store.isDown
  }

  /** The watch has changes to deliver. */
  news(): void {
    if (this.#isComing || this.#isClosed || this.#owner.isDead || this.#isCut) return
    if (this.#told === this.#store.changes.length) return
    this.#isComing = true
    const { random, world } = this.#store
    const come = () => {
      this.#isComing = false
      if (this.#isClosed || this.#isCut) return
      // Several changes may arrive together.
      const last = this.#told + random.whole(1, 3)
      while (this.#told < Math.min(last, this.#store.changes.length)) this.#takeOne()
      this.news()
    }
    const delay = random.exponential(this.#link.watchMs)
    this.#link.dueMs = world.nowMs + delay
    world.after(delay, 'watch', come, this.#owner)
  }

  /** Resolves with false if it did not get through in time. */
  async #hop(untilMs: number, owner?: Owner): Promise<boolean> {
    const { world, random } = this.#store
    await world.pause(random.exponential(delayMs), 'to the store', owner)
    while (this.#isCut) {
      if (world.nowMs >= untilMs) return false
      await world.pause(100, 'the store is not reached', owner)
    }
    return true
  }

  async #has(revision: number, untilMs: number): Promise<boolean> {
    if (this.revision >= revision || this.#isClosed) return this.revision >= revision
    const { world } = this.#store
    return new Promise((resolve) => {
      const late = world.after(untilMs - world.nowMs, 'the mirror is late', () => this.#tell(waiter), this.#owner)
      const waiter: Waiter = { revision, late, resolve }
      this.#waiters.add(waiter)
    })
  }

  /** Runs in a turn of its owner. */
  #tell(waiter: Waiter): void {
    if (!this.#waiters.delete(waiter)) return
    waiter.late.cancel()
    const tell = () => waiter.resolve(this.revision >= waiter.revision)
    this.#store.world.after(0, 'the mirror', tell, this.#owner)
  }

  async transaction(compare: readonly Compare[], operations: readonly Operation[]): Promise<TransactionResult> {
    if (this.#isClosed) return this.#refused('the store is closed')
    const { core, world } = this.#store
    try {
      this.#decisions.check(compare, operations)
    } catch (error) {
      world.fail(error)
    }
    const untilMs = world.nowMs + changeMs
    // A request that was sent arrives, even if its sender is dead.
    if (!(await this.#hop(untilMs))) return this.#answer(this.#refused(unreachable))
    const result = await core.transaction(compare, operations)
    const { revision } = this.#store
    const isAnswered = await this.#hop(untilMs, this.#owner)
    if (isAnswered && result.error !== undefined) return { ...result, revision: this.revision }
    if (isAnswered && (await this.#has(revision, untilMs))) return { ...result, revision: this.revision }
    if (result.succeeded && this.revision >= revision) return { succeeded: true, revision: this.revision }
    return this.#refused('it is not known whether the change was made')
  }

  /** Runs in a turn of its owner, which may be dead or paused. */
  async #answer<T>(answer: T): Promise<T> {
    await this.#store.world.pause(0, 'from the store', this.#owner)
    return answer
  }

  #refused(error: string): TransactionResult {
    return { succeeded: false, revision: this.revision, error }
  }

  grantLease(ttlMs: number): Promise<LeaseId> {
    return this.#ask(() => this.#store.core.grantLease(ttlMs))
  }

  keepAlive(lease: LeaseId): Promise<boolean> {
    return this.#ask(() => this.#store.core.keepAlive(lease))
  }

  async revokeLease(lease: LeaseId): Promise<void> {
    await this.#ask(() => this.#store.core.revokeLease(lease))
  }

  async #ask<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new Error('the store is closed')
    const untilMs = this.#store.world.nowMs + leaseCallMs
    const isThere = await this.#hop(untilMs)
    const answer = isThere ? await ask() : undefined
    const isBack = isThere && (await this.#hop(untilMs, this.#owner))
    if (!isBack) {
      await this.#answer(undefined)
      throw new Error(unreachable)
    }
    return answer as T
  }

  abandon(): void {
    this.#isClosed = true
    this.watchers.clear()
    this.#store.leave(this)
    for (const waiter of this.#waiters) this.#tell(waiter)
  }

  async close(): Promise<void> {
    this.abandon()
  }
}

const unreachable = 'the store cannot be reached'
