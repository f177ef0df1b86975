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

export const noSession = 0
const finalEpoch = -1
const initialEpoch = 0
/** A session is not evicted for another before it is this old (min.incremental.fetch.session.eviction.ms). */
const evictionMs = 120_000

export const sessionKey = (topic: string, topicId: string, partition: number) =>
  `${topicId === '' ? topic : topicId}/${partition}`

export type SessionOutcome =
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

  /** What kind of fetch this is. `wantsSession` is false when a full fetch names no partitions. */
  begin(id: number, epoch: number, usesTopicIds: boolean, wantsSession: boolean): SessionOutcome {
    if (epoch === finalEpoch || epoch === initialEpoch) {
      if (id !== noSession) this.#sessions.delete(id)
      if (epoch === finalEpoch) return { kind: 'sessionless' }
      return { kind: 'new', session: wantsSession ? this.#create(usesTopicIds) : undefined }
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

  /** Undefined when every slot is taken by a session that is still young. */
  #create(usesTopicIds: boolean): FetchSession | undefined {
    const nowMs = this.#env.clock.monotonicMs()
    if (this.#sessions.size >= this.#slotsMax()) {
      const [oldest] = this.#sessions.values()
      if (oldest === undefined || nowMs - oldest.lastUsedMs < evictionMs) return undefined
      this.#sessions.delete(oldest.id)
    }
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
}
