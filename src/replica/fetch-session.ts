/*
 * Owns incremental fetch sessions: what a client asked for and what it was told last, so that both may send differences.
 * Called by the Fetch handler. Never reads a log. Source: KIP-227; kafka.server.FetchSession, FetchManager.
 */
import type { Env } from '../env/index.ts'
import type { ErrorName } from '../protocol/index.ts'

/** Partitions are known by topic id from Fetch v13 on, by name before. */
export interface SessionPartition {
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  fetchOffset: number
  maxBytes: number
  currentLeaderEpoch: number
  lastFetchedEpoch: number
  logStartOffset: number
  /** What the client was told last; -1 before. */
  toldHighWatermark: number
  toldLogStartOffset: number
}

export interface FetchSession {
  readonly id: number
  epoch: number
  readonly usesTopicIds: boolean
  readonly partitions: Map<string, SessionPartition>
  lastUsedMs: number
  readonly createdMs: number
}

const noSession = 0
const finalEpoch = -1
const initialEpoch = 0
/** A session keeps its slot at least this long; after it, one that is in use gives way to a larger one (min.incremental.fetch.session.eviction.ms). */
const evictionMs = 120_000

/** Partitions that all sessions may hold together: what clients make us remember stays bounded. */
export const sessionPartitionsMax = 400_000

export const sessionKey = (topic: string, topicId: string, partition: number) =>
  `${topicId === '' ? topic : topicId}/${partition}`

type SessionOutcome =
  | { readonly kind: 'sessionless' }
  | { readonly kind: 'new'; readonly session: FetchSession | undefined }
  | { readonly kind: 'incremental'; readonly session: FetchSession }
  | { readonly kind: 'error'; readonly error: ErrorName }

const nextEpoch = (epoch: number) => (epoch >= 0x7fffffff ? 1 : epoch + 1)

export class FetchSessions {
  readonly #env: Env
  readonly #slotsMax: () => number
  readonly #sessions = new Map<number, FetchSession>()

  constructor(env: Env, slotsMax: () => number) {
    this.#env = env
    this.#slotsMax = slotsMax
  }

  get size(): number {
    return this.#sessions.size
  }

  /** All sessions hold more than they may. */
  get isOverfull(): boolean {
    let sum = 0
    for (const { partitions } of this.#sessions.values()) sum += partitions.size
    return sum > sessionPartitionsMax
  }

  /** What kind of fetch this is. `partitionCount` is how many partitions the request names: how much a session would save. */
  begin(id: number, epoch: number, usesTopicIds: boolean, partitionCount: number): SessionOutcome {
    if (epoch === finalEpoch || epoch === initialEpoch) {
      if (id !== noSession) this.#sessions.delete(id)
      if (epoch === finalEpoch) return { kind: 'sessionless' }
      return { kind: 'new', session: this.#create(usesTopicIds, partitionCount) }
    }
    const session = this.#sessions.get(id)
    if (session === undefined) return { kind: 'error', error: 'FETCH_SESSION_ID_NOT_FOUND' }
    if (session.epoch !== epoch) return { kind: 'error', error: 'INVALID_FETCH_SESSION_EPOCH' }
    if (session.usesTopicIds !== usesTopicIds) return { kind: 'error', error: 'FETCH_SESSION_TOPIC_ID_ERROR' }
    session.epoch = nextEpoch(epoch)
    session.lastUsedMs = this.#env.clock.monotonicMs()
    this.#sessions.delete(id)
    this.#sessions.set(id, session)
    return { kind: 'incremental', session }
  }

  /** What is left of a session without partitions is not worth its slot. */
  end({ id }: FetchSession): void {
    this.#sessions.delete(id)
  }

  /** Undefined when no session gives way. */
  #create(usesTopicIds: boolean, partitionCount: number): FetchSession | undefined {
    const nowMs = this.#env.clock.monotonicMs()
    if (this.#sessions.size >= this.#slotsMax() && !this.#evict(nowMs, partitionCount)) return undefined
    let id = 0
    do id = this.#env.random.u32() & 0x7fffffff
    while (id === noSession || this.#sessions.has(id))
    const session: FetchSession = {
      id,
      epoch: 1,
      usesTopicIds,
      partitions: new Map(),
      lastUsedMs: nowMs,
      createdMs: nowMs
    }
    this.#sessions.set(id, session)
    return session
  }

  /** The session that was idle longest goes when that is long; else the smallest of the old ones, for one that is larger. */
  #evict(nowMs: number, partitionCount: number): boolean {
    const [idle] = this.#sessions.values()
    if (idle === undefined) return false
    let victim = nowMs - idle.lastUsedMs > evictionMs ? idle : undefined
    if (victim === undefined) {
      for (const session of this.#sessions.values()) {
        if (session.lastUsedMs - session.createdMs <= evictionMs) continue
        const { size } = session.partitions
        if (size < partitionCount && size < (victim?.partitions.size ?? Number.POSITIVE_INFINITY)) victim = session
      }
    }
    return victim !== undefined && this.#sessions.delete(victim.id)
  }
}
