/*
 * Owns the fetchers, one for each leader that this broker follows. Knows only partitions that other brokers lead, so a standalone
 * broker pays nothing. Source: kafka.server.ReplicaFetcherManager.
 */
import type { Endpoint, Env, Logger } from '../env/index.ts'
import type { FollowedPartition } from './fetch-round.ts'
import { type FetcherSettings, LeaderFetcher } from './leader-fetcher.ts'
import type { ReplicationThrottle } from './throttle.ts'

export interface FetchersOptions {
  readonly env: Env
  readonly log: Logger
  readonly brokerId: number
  readonly brokerEpoch: () => number
  /** This broker's address for its peers; undefined while it is unregistered or fenced. */
  readonly endpointOf: (brokerId: number) => Endpoint | undefined
  readonly settings: FetcherSettings
  readonly throttle?: ReplicationThrottle | undefined
}

interface Followable extends FollowedPartition {
  readonly isLeader: boolean
  readonly replicas: readonly number[]
}

export class Fetchers {
  readonly #options: FetchersOptions
  readonly #fetchers = new Map<number, LeaderFetcher>()
  /** The leader from which each partition is fetched. */
  readonly #followed = new Map<FollowedPartition, number>()
  #isStopped = false

  constructor(options: FetchersOptions) {
    this.#options = options
  }

  /** The partition is new, or its metadata changed. */
  track(partition: Followable): void {
    const { brokerId } = this.#options
    const { leaderId, replicas, isLeader, isOffline } = partition
    const follows = !isLeader && leaderId >= 0 && leaderId !== brokerId && replicas.includes(brokerId) && !isOffline
    if (!follows || this.#isStopped) {
      this.forget(partition)
      return
    }
    if (this.#followed.get(partition) !== leaderId) this.forget(partition)
    this.#followed.set(partition, leaderId)
    this.#fetcherOf(leaderId).add(partition)
  }

  forget(partition: FollowedPartition): void {
    const leaderId = this.#followed.get(partition)
    if (leaderId === undefined) return
    this.#followed.delete(partition)
    const fetcher = this.#fetchers.get(leaderId)
    fetcher?.remove(partition)
    if (fetcher?.isIdle === true) {
      fetcher.stop()
      this.#fetchers.delete(leaderId)
    }
  }

  #fetcherOf(leaderId: number): LeaderFetcher {
    const known = this.#fetchers.get(leaderId)
    if (known !== undefined) return known
    const { env, log, brokerId, brokerEpoch, endpointOf, settings, throttle } = this.#options
    const endpoint = () => endpointOf(leaderId)
    const fetcher = new LeaderFetcher({ env, log, brokerId, leaderId, brokerEpoch, endpoint, settings, throttle })
    this.#fetchers.set(leaderId, fetcher)
    return fetcher
  }

  stop(): void {
    this.#isStopped = true
    for (const fetcher of this.#fetchers.values()) fetcher.stop()
    this.#fetchers.clear()
    this.#followed.clear()
  }
}
