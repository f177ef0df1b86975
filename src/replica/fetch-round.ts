/*
 * The follower's side of a fetch session: which partitions the next Fetch names, and what the response means for each. Sends
 * nothing itself. Source: KIP-227; kafka.server.AbstractFetcherThread, org.apache.kafka.clients.FetchSessionHandler.
 */
import { getOrAdd } from '../env/index.ts'
import {
  errorCodes,
  errorName,
  type Failure,
  type FetchRequestInput,
  type FetchResponse,
  failed,
  isFailure
} from '../protocol/index.ts'
import type { FollowerState } from './follower-state.ts'
import type { ReplicationThrottle } from './throttle.ts'

/** A partition that this broker follows. */
export interface FollowedPartition {
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly highWatermark: number
  readonly isOffline: boolean
  follower(leaderEpoch: number): FollowerState | Failure
  whenWritten(offset: number, done: (failure: Failure | null) => void): void
  readonly logEndOffset: number
}

type AskedTopics = Map<string, FetchRequestInput['topics'][number]['partitions'][number][]>
type Answered = FetchResponse['responses'][number]['partitions'][number]

/** The last requested position of a partition, and its leader epoch. */
interface Asked {
  readonly leaderEpoch: number
  readonly fetchOffset: number
  readonly lastFetchedEpoch: number
  readonly logStartOffset: number
  readonly highWatermark: number
}

interface RoundLimits {
  /** replica.fetch.max.bytes */
  readonly partitionBytes: number
}

/** What to do about a partition after the leader's response. */
export type Outcome =
  | { readonly kind: 'appended' }
  | { readonly kind: 'idle' }
  /** The leader has no record at the requested offset, so its log start and end must be looked up. */
  | { readonly kind: 'out of range' }
  /** The partition is delayed for a while. */
  | { readonly kind: 'refused'; readonly failure: Failure }

const keyOf = (topicId: string, partition: number) => `${topicId}/${partition}`
const noSession = 0

export class FetchRounds {
  readonly #partitions = new Map<string, FollowedPartition>()
  /** The leader's session state of each partition. */
  readonly #asked = new Map<string, Asked>()
  /** Partitions that the next Fetch must mention, so that the cost of a round does not depend on the number of idle ones. */
  readonly #changed = new Set<string>()
  /** In the leader's session but no longer wanted. */
  readonly #forgotten = new Map<string, { readonly topicId: string; readonly partition: number }>()
  #sessionId = noSession
  #sessionEpoch = 0
  /** The leader keeps no session for us, so it only knows the partitions we name. */
  #namesAll = false
  readonly #throttle: ReplicationThrottle | undefined
  /** Partitions that had everything committed at the leader's last response; they are not throttled. */
  readonly #caughtUp = new Set<string>()
  /** Left out because the replication quota is exceeded. */
  readonly #held = new Set<string>()

  constructor(throttle?: ReplicationThrottle) {
    this.#throttle = throttle
  }

  get size(): number {
    return this.#partitions.size
  }

  get all(): Iterable<FollowedPartition> {
    return this.#partitions.values()
  }

  /** Returns true if the leader must be told: the partition is new, or its leader epoch is. */
  add(partition: FollowedPartition): boolean {
    const key = keyOf(partition.topicId, partition.partition)
    const isNew = this.#partitions.get(key) !== partition
    this.#partitions.set(key, partition)
    this.#forgotten.delete(key)
    if (!isNew && this.#asked.get(key)?.leaderEpoch === partition.leaderEpoch) return false
    this.#changed.add(key)
    return true
  }

  /** Returns true if it was followed. If its log was reopened and another object took its place, that one stays. */
  remove(followed: FollowedPartition): boolean {
    const { topicId, partition } = followed
    const key = keyOf(topicId, partition)
    if (this.#partitions.get(key) !== followed) return false
    this.#partitions.delete(key)
    this.#changed.delete(key)
    this.#caughtUp.delete(key)
    this.#held.delete(key)
    if (this.#asked.delete(key)) this.#forgotten.set(key, { topicId, partition })
    return true
  }

  find(topicId: string, partition: number): FollowedPartition | undefined {
    return this.#partitions.get(keyOf(topicId, partition))
  }

  /** There is a new connection, or the leader does not know the session: the next Fetch names everything. */
  beginAnew(): void {
    this.#sessionId = noSession
    this.#sessionEpoch = 0
    this.#forgotten.clear()
    this.#askAll()
  }

  #askAll(): void {
    this.#asked.clear()
    for (const key of this.#partitions.keys()) this.#changed.add(key)
  }

  /**
   * Partitions that the next Fetch would name but whose last records are not on disk yet, after a failed write or a change of
   * leader. The leader must not count on these records yet.
   */
  unsettled(): FollowedPartition[] {
    const found: FollowedPartition[] = []
    for (const key of this.#namesAll ? this.#partitions.keys() : this.#changed) {
      const partition = this.#partitions.get(key)
      const state = partition?.follower(partition.leaderEpoch)
      if (partition === undefined || state === undefined || isFailure(state)) continue
      if (!state.isSettled && !state.hasFailed) found.push(partition)
    }
    return found
  }

  /** The contents of the next Fetch, apart from its limits. Null if there is nothing to fetch. */
  next({
    partitionBytes
  }: RoundLimits): Pick<FetchRequestInput, 'sessionId' | 'sessionEpoch' | 'topics' | 'forgottenTopicsData'> | null {
    const topics: AskedTopics = new Map()
    if (this.#namesAll) this.#askAll()
    if (this.#throttle !== undefined) this.#holdBack(this.#throttle)
    const changed = [...this.#changed]
    this.#changed.clear()
    for (const key of changed) {
      const partition = this.#partitions.get(key)
      if (partition === undefined) continue
      const { topicId, leaderEpoch, highWatermark } = partition
      const state = partition.follower(leaderEpoch)
      if (isFailure(state)) continue
      if (!state.isSettled) {
        this.#changed.add(key)
        continue
      }
      const { fetchOffset, lastFetchedEpoch, logStartOffset } = state.position(leaderEpoch)
      const asked: Asked = { leaderEpoch, fetchOffset, lastFetchedEpoch, logStartOffset, highWatermark }
      if (same(this.#asked.get(key), asked)) continue
      this.#asked.set(key, asked)
      getOrAdd(topics, topicId, () => []).push({
        partition: partition.partition,
        currentLeaderEpoch: leaderEpoch,
        fetchOffset: BigInt(fetchOffset),
        lastFetchedEpoch,
        logStartOffset: BigInt(logStartOffset),
        partitionMaxBytes: partitionBytes,
        highWatermark: BigInt(highWatermark)
      })
    }
    if (this.#asked.size === 0) return null
    return {
      sessionId: this.#sessionId,
      sessionEpoch: this.#sessionEpoch,
      topics: [...topics].map(([topicId, partitions]) => ({ topicId, partitions })),
      forgottenTopicsData: this.#takeForgotten()
    }
  }

  /**
   * While the quota is exceeded, throttled partitions that are behind are omitted, and the leader's session forgets them. Source:
   * kafka.server.LocalLeaderEndPoint, RemoteLeaderEndPoint#shouldFollowerThrottle.
   */
  #holdBack(throttle: ReplicationThrottle): void {
    if (!throttle.isExceeded) {
      for (const key of this.#held) {
        this.#changed.add(key)
        this.#forgotten.delete(key)
      }
      this.#held.clear()
      return
    }
    for (const [key, { topic, topicId, partition }] of this.#partitions) {
      if (this.#caughtUp.has(key) || !throttle.isThrottled(topic, partition)) continue
      this.#held.add(key)
      this.#changed.delete(key)
      if (this.#asked.delete(key)) this.#forgotten.set(key, { topicId, partition })
    }
  }

  #takeForgotten(): { topicId: string; partitions: number[] }[] {
    const byTopic = new Map<string, number[]>()
    for (const { topicId, partition } of this.#forgotten.values()) getOrAdd(byTopic, topicId, () => []).push(partition)
    this.#forgotten.clear()
    return [...byTopic].map(([topicId, partitions]) => ({ topicId, partitions }))
  }

  /**
   * Processes the top level of a response. Returns the error that failed all of it, after which a new session begins; null if its
   * partitions count.
   */
  answered({ errorCode, sessionId }: FetchResponse): Failure | null {
    if (errorCode !== errorCodes.NONE) {
      this.beginAnew()
      return failed(errorName(errorCode))
    }
    const isSession = sessionId !== noSession
    this.#sessionId = sessionId
    this.#sessionEpoch = isSession ? (this.#sessionEpoch >= 0x7fffffff ? 1 : this.#sessionEpoch + 1) : 0
    this.#namesAll = !isSession
    return null
  }

  /** Processes the leader's response for one partition. @throws DiskError */
  take(partition: FollowedPartition, answer: Answered): Outcome {
    const key = keyOf(partition.topicId, partition.partition)
    const asked = this.#asked.get(key)
    this.#changed.add(key)
    const state = partition.follower(asked?.leaderEpoch ?? partition.leaderEpoch)
    // There is a new leader since.
    if (isFailure(state)) return { kind: 'idle' }
    const { errorCode, divergingEpoch, records, highWatermark, logStartOffset } = answer
    if (errorCode === errorCodes.OFFSET_OUT_OF_RANGE) return { kind: 'out of range' }
    if (errorCode !== errorCodes.NONE) return { kind: 'refused', failure: failed(errorName(errorCode)) }
    if (divergingEpoch.epoch >= 0) {
      state.truncateTo({ epoch: divergingEpoch.epoch, endOffset: Number(divergingEpoch.endOffset) })
      return { kind: 'appended' }
    }
    const bytes = (records ?? emptyRecords) as Buffer
    if (this.#throttle?.isThrottled(partition.topic, partition.partition) === true) this.#throttle.record(bytes.length)
    // Records that were appended in between, by a duplicate response, are not appended again.
    if (asked !== undefined && asked.fetchOffset !== partition.logEndOffset) return { kind: 'idle' }
    const failure = state.append({
      records: bytes,
      highWatermark: Number(highWatermark),
      logStartOffset: Number(logStartOffset)
    })
    if (failure !== null) return { kind: 'refused', failure }
    if (this.#throttle !== undefined) {
      if (partition.logEndOffset >= Number(highWatermark)) this.#caughtUp.add(key)
      else this.#caughtUp.delete(key)
    }
    return bytes.length > 0 ? { kind: 'appended' } : { kind: 'idle' }
  }
}

const emptyRecords = Buffer.alloc(0)

const same = (one: Asked | undefined, other: Asked): boolean =>
  one !== undefined &&
  one.leaderEpoch === other.leaderEpoch &&
  one.fetchOffset === other.fetchOffset &&
  one.lastFetchedEpoch === other.lastFetchedEpoch &&
  one.logStartOffset === other.logStartOffset &&
  one.highWatermark === other.highWatermark
