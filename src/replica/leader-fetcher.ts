/*
 * A loop that fetches from one leader the records of all partitions that this broker follows there. The replication rules are in
 * `follower-state.ts`, the contents of a Fetch in `fetch-round.ts`. Source: kafka.server.ReplicaFetcherThread,
 * AbstractFetcherThread.
 */
import { BrokerConnection, type CallFailure, isCallFailure, logEnd } from '../client/index.ts'
import { beginPause, DiskError, type Endpoint, type Env, type Logger, type Pause, type Timer } from '../env/index.ts'
import { type ErrorName, type Failure, type FetchResponse, failed, isFailure } from '../protocol/index.ts'
import { FetchRounds, type FollowedPartition, type Outcome } from './fetch-round.ts'
import type { ReplicationThrottle } from './throttle.ts'

export interface FetcherSettings {
  /** replica.fetch.wait.max.ms */
  readonly waitMs: () => number
  /** replica.fetch.min.bytes */
  readonly minBytes: () => number
  /** replica.fetch.response.max.bytes */
  readonly answerBytes: () => number
  /** replica.fetch.max.bytes */
  readonly partitionBytes: () => number
  /** replica.fetch.backoff.ms */
  readonly backOffMs: () => number
  /** replica.socket.timeout.ms */
  readonly timeoutMs: () => number
}

interface LeaderFetcherOptions {
  readonly env: Env
  readonly log: Logger
  readonly brokerId: number
  readonly leaderId: number
  /** Epoch of this broker's registration; -1 if it has none. */
  readonly brokerEpoch: () => number
  /** The leader's current address; undefined while it is not registered. */
  readonly endpoint: () => Endpoint | undefined
  readonly settings: FetcherSettings
  /** Shared by all followers of this broker. */
  readonly throttle?: ReplicationThrottle | undefined
}

/** The leader lost the session or gave it to someone else. The next Fetch begins a new one immediately. */
const sessionErrors: ReadonlySet<ErrorName> = new Set(['FETCH_SESSION_ID_NOT_FOUND', 'INVALID_FETCH_SESSION_EPOCH'])
/** The first delay after the leader was unreachable. It doubles up to replica.fetch.backoff.ms. */
const firstPauseMs = 20

export class LeaderFetcher {
  readonly #options: LeaderFetcherOptions
  readonly #rounds: FetchRounds
  /** Delayed partitions, until a timer releases them. */
  readonly #delayed = new Map<FollowedPartition, Timer>()
  #connection: BrokerConnection | undefined
  #isRunning = false
  #isStopped = false
  /** A Fetch is waiting at the leader and does not include what was added since. */
  #isWaiting = false
  #willHurry = false
  #failures = 0
  #pausing: Pause | undefined

  constructor(options: LeaderFetcherOptions) {
    this.#options = options
    this.#rounds = new FetchRounds(options.throttle)
  }

  get isIdle(): boolean {
    return this.#rounds.size === 0 && this.#delayed.size === 0
  }

  /** Starts following a partition, or notes a new leader epoch. */
  add(partition: FollowedPartition): void {
    this.#delayed.get(partition)?.cancel()
    this.#delayed.delete(partition)
    const isNews = this.#rounds.add(partition)
    if (!this.#isRunning) void this.#run()
    else if (isNews) this.#hurry()
    this.#pausing?.end()
  }

  remove(partition: FollowedPartition): void {
    this.#delayed.get(partition)?.cancel()
    this.#delayed.delete(partition)
    this.#rounds.remove(partition)
  }

  stop(): void {
    this.#isStopped = true
    for (const timer of this.#delayed.values()) timer.cancel()
    this.#delayed.clear()
    this.#connection?.close()
    this.#pausing?.end()
  }

  /**
   * A waiting Fetch would delay a new partition by up to its whole wait time. Any request behind it makes the leader answer it
   * immediately, and the session continues.
   */
  #hurry(): void {
    if (this.#willHurry || !this.#isWaiting) return
    this.#willHurry = true
    this.#options.env.timers.endOfTurn(() => {
      this.#willHurry = false
      if (!this.#isWaiting) return
      // Once per Fetch. If it fails, so does the Fetch, which is handled.
      this.#isWaiting = false
      void this.#connection?.call('ApiVersions', {})
    })
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    try {
      while (!this.#isStopped && this.#rounds.size > 0) await this.#round()
    } catch (error) {
      const why = error instanceof Error ? error.stack : String(error)
      this.#options.log.error('could not fetch from a leader', { leader: this.#options.leaderId, error: why })
    } finally {
      this.#isRunning = false
      this.#connection?.close()
      this.#connection = undefined
      this.#rounds.beginAnew()
    }
  }

  async #round(): Promise<void> {
    const connection = await this.#connected()
    if (connection === undefined) return this.#pause()
    for (let late = this.#rounds.unsettled(); late.length > 0; late = this.#rounds.unsettled()) {
      await Promise.all(late.map(settled))
      if (this.#isStopped) return
    }
    const { settings, brokerId, brokerEpoch } = this.#options
    const asked = this.#rounds.next({ partitionBytes: settings.partitionBytes() })
    if (asked === null) return this.#pause()
    this.#isWaiting = true
    const answer = await connection.call(
      'Fetch',
      {
        ...asked,
        replicaState: { replicaId: brokerId, replicaEpoch: BigInt(brokerEpoch()) },
        maxWaitMs: settings.waitMs(),
        minBytes: settings.minBytes(),
        maxBytes: settings.answerBytes()
      },
      { leastVersion: 15, timeoutMs: settings.timeoutMs() }
    )
    this.#isWaiting = false
    if (this.#isStopped) return
    if (isCallFailure(answer)) return this.#lost(answer)
    this.#failures = 0
    const failure = this.#rounds.answered(answer)
    if (failure === null) await this.#take(answer, connection)
    else if (!sessionErrors.has(failure.error)) await this.#pause()
  }

  async #connected(): Promise<BrokerConnection | undefined> {
    if (this.#connection !== undefined && this.#connection.lost === undefined) return this.#connection
    this.#connection = undefined
    this.#rounds.beginAnew()
    const { env, endpoint, brokerId, settings } = this.#options
    const to = endpoint()
    if (to === undefined) return undefined
    const clientId = `broker-${brokerId}-fetcher-0`
    const opened = await BrokerConnection.open(env, to, {
      clientId,
      requestMs: settings.timeoutMs(),
      // The records of a response are in the log before the next request is sent.
      reusesBuffers: true
    })
    if (isCallFailure(opened)) return undefined
    if (this.#isStopped) {
      opened.close()
      return undefined
    }
    this.#connection = opened
    return opened
  }

  async #lost(failure: CallFailure): Promise<void> {
    this.#connection?.close()
    this.#connection = undefined
    this.#options.log.debug('a leader cannot be followed now', {
      leader: this.#options.leaderId,
      error: failure.message
    })
    await this.#pause()
  }

  /** Waits before the next attempt, longer each time, but not past a change. */
  async #pause(): Promise<void> {
    if (this.#isStopped) return
    const { env, settings } = this.#options
    const ms = Math.min(settings.backOffMs(), firstPauseMs * 2 ** Math.min(this.#failures++, 10))
    this.#pausing = beginPause(env.timers, ms)
    await this.#pausing.over
    this.#pausing = undefined
  }

  /**
   * Appends the fetched records. The next round waits until they are as durable here as this broker promises, because it tells
   * the leader about them.
   */
  async #take(answer: FetchResponse, connection: BrokerConnection): Promise<void> {
    const lost: Promise<void>[] = []
    for (const { topicId, partitions } of answer.responses) {
      for (const each of partitions) {
        const partition = this.#rounds.find(topicId, each.partitionIndex)
        if (partition === undefined) continue
        const outcome = this.#outcome(() => this.#rounds.take(partition, each))
        if (outcome.kind === 'refused') this.#delay(partition, outcome.failure)
        else if (outcome.kind === 'out of range') lost.push(this.#findPlace(partition, connection))
      }
    }
    if (lost.length > 0) await Promise.all(lost)
  }

  #outcome(take: () => Outcome): Outcome {
    try {
      return take()
    } catch (error) {
      if (error instanceof DiskError) return { kind: 'refused', failure: failed('KAFKA_STORAGE_ERROR') }
      throw error
    }
  }

  /** Delays a partition for replica.fetch.backoff.ms. Meanwhile the leader's session forgets it. */
  #delay(partition: FollowedPartition, { error }: Failure): void {
    const { env, log, settings, leaderId } = this.#options
    log.debug('a partition cannot be followed now', {
      topic: partition.topic,
      partition: partition.partition,
      leader: leaderId,
      error
    })
    this.#rounds.remove(partition)
    const timer = env.timers.after(settings.backOffMs(), () => {
      this.#delayed.delete(partition)
      this.add(partition)
    })
    this.#delayed.set(partition, timer)
  }

  /**
   * The leader has nothing at the end of this log: either its log begins later, and this log restarts there, or it ends earlier,
   * and this log is truncated. Source: kafka.server.AbstractFetcherThread#fetchOffsetAndTruncate.
   */
  async #findPlace(partition: FollowedPartition, connection: BrokerConnection): Promise<void> {
    const { leaderEpoch } = partition
    const end = await this.#endOf('latest', partition, connection)
    const start = await this.#endOf('earliest', partition, connection)
    const state = partition.follower(leaderEpoch)
    if (isFailure(state)) return
    if (isFailure(end) || isFailure(start)) return this.#delay(partition, failed('OFFSET_OUT_OF_RANGE'))
    const { logEndOffset } = partition
    this.#options.log.warn('truncating a follower whose offsets are outside those of its leader', {
      topic: partition.topic,
      partition: partition.partition,
      end: logEndOffset,
      leaderStart: start,
      leaderEnd: end
    })
    const outcome = this.#outcome(() => {
      if (end < logEndOffset) state.truncateTo({ epoch: leaderEpoch, endOffset: end })
      else if (start > logEndOffset) state.startAnewAt(start)
      return { kind: 'idle' }
    })
    if (outcome.kind === 'refused') this.#delay(partition, outcome.failure)
  }

  #endOf(
    which: 'earliest' | 'latest',
    { topic, partition, leaderEpoch }: FollowedPartition,
    connection: BrokerConnection
  ): Promise<number | Failure> {
    const { brokerId: replicaId } = this.#options
    const asked = { topic, partition, replicaId, currentLeaderEpoch: leaderEpoch }
    return logEnd((request) => connection.call('ListOffsets', request), which, asked)
  }
}

/** Resolves once everything in the log is as durable as promised, or was rolled back. */
const settled = (partition: FollowedPartition): Promise<void> =>
  new Promise((resolve) => partition.whenWritten(partition.logEndOffset, () => resolve()))
