/*
 * Incremental fetch sessions: tracks the partitions each client fetches and the values last sent, so that both sides only send
 * differences. Does not read logs. Source: KIP-227; kafka.server.FetchSession, FetchManager.
 */
import type { Env } from '../env/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import { zeroUuid } from '../wire/index.ts'
import type { AskedPartition } from './asked-partition.ts'
import { SessionWatch } from './session-watch.ts'

/** The parts of a partition's response that a session compares. */
interface AnsweredPartition {
  readonly asked: AskedPartition
  readonly answer: {
    readonly errorCode?: number | undefined
    readonly highWatermark?: bigint | undefined
    readonly logStartOffset?: bigint | undefined
    readonly divergingEpoch?: unknown
    readonly preferredReadReplica?: number | undefined
  }
  readonly bytes: number
}

/** How a Fetch refers to its session. */
interface SessionRequest {
  readonly sessionId: number
  readonly sessionEpoch: number
  readonly usesTopicIds: boolean
  /** By name, with a zero uuid. */
  readonly forgotten: readonly {
    readonly topic: string
    readonly topicId: string
    readonly partitions: readonly number[]
  }[]
  /** Id of the follower; negative for a client. */
  readonly replicaId: number
}

interface FetchSession {
  readonly id: number
  epoch: number
  readonly usesTopicIds: boolean
  readonly partitions: Map<string, AskedPartition>
  lastUsedMs: number
  readonly createdMs: number
  /** If defined, a Fetch only looks at partitions with something new; otherwise at all. */
  watch: SessionWatch | undefined
}

const noSession = 0
/** The epoch of a request without a session, or that ends its session. */
export const finalEpoch = -1
/** The epoch of a request that begins a session. */
export const initialEpoch = 0
/**
 * A session keeps its slot at least this long. After that, even an active one can be evicted by a larger one
 * (min.incremental.fetch.session.eviction.ms).
 */
const evictionMs = 120_000

/** A consumer session with fewer partitions is faster to scan than to watch. */
const watchedFromDefault = 100
/** The replica id of consumers. */
const consumerId = -1

/** Limit for the partitions of all sessions together, so that clients cannot use unlimited memory. */
const partitionsMaxDefault = 400_000

const keyOf = (topic: string, topicId: string, partition: number) => `${topicId === '' ? topic : topicId}/${partition}`

const nextEpoch = (epoch: number) => (epoch >= 0x7fffffff ? 1 : epoch + 1)

/** One Fetch: its partitions, and which of their responses must be sent. */
export interface BegunFetch {
  /** 0 without a session. */
  readonly sessionId: number
  /** All partitions of the session, or with a `watch` those that may have something to report. */
  readonly asked: readonly AskedPartition[]
  /** For a session with idle partitions. */
  readonly watch?: SessionWatch | undefined
  /** The responses to send. Call it once with the responses of all partitions: the session remembers what is sent. */
  toTell<A extends AnsweredPartition>(answered: readonly A[]): readonly A[]
}

export class FetchSessions {
  readonly #env: Env
  readonly #slotsMax: () => number
  readonly #partitionsMax: number
  readonly #watchedFrom: number
  readonly #sessions = new Map<number, FetchSession>()

  constructor(
    env: Env,
    slotsMax: () => number,
    partitionsMax = partitionsMaxDefault,
    watchedFrom = watchedFromDefault
  ) {
    this.#env = env
    this.#slotsMax = slotsMax
    this.#partitionsMax = partitionsMax
    this.#watchedFrom = watchedFrom
  }

  get size(): number {
    return this.#sessions.size
  }

  /**
   * Begins a Fetch that names all its partitions, or the changes of its session. FETCH_SESSION_ID_NOT_FOUND,
   * INVALID_FETCH_SESSION_EPOCH, FETCH_SESSION_TOPIC_ID_ERROR.
   */
  begin(request: SessionRequest, named: readonly AskedPartition[]): BegunFetch | Failure {
    const { sessionId, sessionEpoch, usesTopicIds } = request
    if (sessionEpoch === finalEpoch || sessionEpoch === initialEpoch) {
      this.end(sessionId)
      return sessionEpoch === finalEpoch ? sessionless(named) : this.#beginNew(request, named)
    }
    const session = this.#sessions.get(sessionId)
    if (session === undefined) return failed('FETCH_SESSION_ID_NOT_FOUND')
    if (session.epoch !== sessionEpoch) return failed('INVALID_FETCH_SESSION_EPOCH')
    if (session.usesTopicIds !== usesTopicIds) return failed('FETCH_SESSION_TOPIC_ID_ERROR')
    return this.#goOn(session, request, named)
  }

  /** A request that begins a session has nothing to forget; Kafka ignores that part too. */
  #beginNew(request: SessionRequest, named: readonly AskedPartition[]): BegunFetch {
    const session = this.#create(request, named.length)
    if (session === undefined) return sessionless(named)
    addTo(session, named)
    if (!this.#isOverfull) return new FullFetch(session)
    this.end(session.id)
    return sessionless(named)
  }

  /** The session is not used any more. */
  end(sessionId: number): void {
    this.#sessions.get(sessionId)?.watch?.end()
    this.#sessions.delete(sessionId)
  }

  #goOn(
    session: FetchSession,
    { forgotten, replicaId }: SessionRequest,
    named: readonly AskedPartition[]
  ): BegunFetch | Failure {
    const { id, partitions } = session
    if (session.watch?.replicaId !== replicaId) {
      session.watch?.end()
      session.watch = undefined
    }
    session.epoch = nextEpoch(session.epoch)
    session.lastUsedMs = this.#env.clock.monotonicMs()
    this.#sessions.delete(id)
    const { size } = partitions
    addTo(session, named)
    for (const { topic, topicId, partitions: indexes } of forgotten)
      for (const index of indexes) remove(session, keyOf(topic, topicId === zeroUuid ? '' : topicId, index))
    // What is left of a session without partitions is not worth its slot.
    if (partitions.size === 0) return sessionless(named)
    this.#sessions.set(id, session)
    if (partitions.size <= size || !this.#isOverfull) return new IncrementalFetch(session)
    this.end(id)
    return failed('FETCH_SESSION_ID_NOT_FOUND')
  }

  /** Its Fetches look at everything again, and it watches no partition: its client may never fetch again. */
  unwatch(sessionId: number): void {
    const session = this.#sessions.get(sessionId)
    session?.watch?.end()
    if (session !== undefined) session.watch = undefined
  }

  get #isOverfull(): boolean {
    let sum = 0
    for (const { partitions } of this.#sessions.values()) sum += partitions.size
    return sum > this.#partitionsMax
  }

  /** Undefined when no session gives way. */
  #create({ usesTopicIds, replicaId }: SessionRequest, partitionCount: number): FetchSession | undefined {
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
      createdMs: nowMs,
      watch: this.#isWatched(replicaId, partitionCount) ? new SessionWatch(replicaId) : undefined
    }
    this.#sessions.set(id, session)
    return session
  }

  #isWatched(replicaId: number, partitionCount: number): boolean {
    return replicaId >= 0 || (replicaId === consumerId && partitionCount >= this.#watchedFrom)
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
    if (victim === undefined) return false
    this.end(victim.id)
    return true
  }
}

/** Puts into the session what a request adds and changes. */
function addTo({ partitions, watch }: FetchSession, named: readonly AskedPartition[]): void {
  for (const each of named) {
    const key = keyOf(each.topic, each.topicId, each.partition)
    const known = partitions.get(key)
    watch?.name(known ?? each)
    if (known === undefined) partitions.set(key, each)
    else {
      known.fetchOffset = each.fetchOffset
      known.maxBytes = each.maxBytes
      known.currentLeaderEpoch = each.currentLeaderEpoch
      known.lastFetchedEpoch = each.lastFetchedEpoch
      known.logStartOffset = each.logStartOffset
      known.highWatermark = each.highWatermark
    }
  }
}

function remove({ partitions, watch }: FetchSession, key: string): void {
  const known = partitions.get(key)
  if (known === undefined) return
  partitions.delete(key)
  watch?.forget(known)
}

/** Of a partition that is named twice, the last counts. */
function sessionless(named: readonly AskedPartition[]): BegunFetch {
  const asked =
    named.length < 2
      ? named
      : [...new Map(named.map((each) => [keyOf(each.topic, each.topicId, each.partition), each])).values()]
  return { sessionId: noSession, asked, toTell: (answered) => answered }
}

/** The first Fetch of a session returns everything. */
class FullFetch implements BegunFetch {
  readonly sessionId: number
  readonly watch: SessionWatch | undefined
  protected readonly session: FetchSession
  #asked: readonly AskedPartition[] | undefined

  constructor(session: FetchSession) {
    this.session = session
    this.sessionId = session.id
    this.watch = session.watch
  }

  /** As they are when somebody looks first: until then more may be due. */
  get asked(): readonly AskedPartition[] {
    const { session } = this
    this.#asked ??= [...(session.watch?.due ?? session.partitions.values())]
    return this.#asked
  }

  toTell<A extends AnsweredPartition>(answered: readonly A[]): readonly A[] {
    for (const each of answered) remember(each)
    return answered
  }
}

/** A later one leaves out what has not changed; what it names moves behind what it does not, to be fair. */
class IncrementalFetch extends FullFetch {
  override toTell<A extends AnsweredPartition>(answered: readonly A[]): readonly A[] {
    const changed = answered.filter(isNews)
    const { partitions, watch } = this.session
    for (const { asked, bytes } of changed) {
      if (bytes === 0) continue
      if (watch !== undefined) {
        watch.goesLast(asked)
        continue
      }
      const key = keyOf(asked.topic, asked.topicId, asked.partition)
      if (partitions.delete(key)) partitions.set(key, asked)
    }
    super.toTell(answered)
    return changed
  }
}

function isNews({ asked, answer, bytes }: AnsweredPartition): boolean {
  if (bytes > 0 || answer.errorCode !== 0 || answer.divergingEpoch !== undefined) return true
  if ((answer.preferredReadReplica ?? -1) >= 0) return true
  // A follower that learned of a new leader epoch in between has not applied the response (visible by KIP-1166).
  if (Number(answer.highWatermark) > asked.highWatermark) return true
  // Nor has it then taken the start. A consumer says none.
  if (asked.logStartOffset >= 0 && Number(answer.logStartOffset) > asked.logStartOffset) return true
  return (
    Number(answer.highWatermark) !== asked.toldHighWatermark ||
    Number(answer.logStartOffset) !== asked.toldLogStartOffset
  )
}

function remember({ asked, answer }: AnsweredPartition): void {
  if (answer.errorCode !== 0) {
    asked.toldHighWatermark = -1
    return
  }
  asked.toldHighWatermark = Number(answer.highWatermark)
  asked.toldLogStartOffset = Number(answer.logStartOffset)
}
