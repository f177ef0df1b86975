/*
 * Owns when the in-sync replicas of led partitions are looked at, and has what was decided written by compare-and-set. The
 * rules are in `in-sync.ts`. Knows only partitions that have followers: a broker alone pays nothing.
 */
import type { InSyncChange } from '../controller/index.ts'
import type { Env, Logger, Timer } from '../env/index.ts'
import type { Failure } from '../protocol/index.ts'

/** What the keeper looks at and changes; a partition. */
interface KeptPartition {
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  readonly isLeader: boolean
  readonly leaderEpoch: number
  readonly partitionEpoch: number
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  proposeIsr(): readonly number[] | null
  isrRefused(proposed: readonly number[]): void
}

export interface InSyncKeeperOptions {
  readonly env: Env
  readonly log: Logger
  /** replica.lag.time.max.ms: each partition is looked at twice in it (kafka.server.ReplicaManager#startup). */
  readonly lagTimeMaxMs: () => number
  /** True: written. False: the metadata has changed in between, and the partition hears of it. A failure: nothing was written. */
  readonly write: (change: InSyncChange) => Promise<boolean | Failure>
}

export class InSyncKeeper {
  readonly #options: InSyncKeeperOptions
  readonly #partitions = new Set<KeptPartition>()
  #timer: Timer | undefined
  #isStopped = false

  constructor(options: InSyncKeeperOptions) {
    this.#options = options
  }

  /** The partition is new, or the metadata says something else of it. */
  track(partition: KeptPartition): void {
    if (!partition.isLeader || partition.replicas.length < 2) {
      this.forget(partition)
      return
    }
    this.#partitions.add(partition)
    this.#schedule()
  }

  forget(partition: KeptPartition): void {
    this.#partitions.delete(partition)
  }

  #schedule(): void {
    if (this.#isStopped || this.#timer !== undefined || this.#partitions.size === 0) return
    this.#timer = this.#options.env.timers.after(this.#options.lagTimeMaxMs() / 2, () => {
      this.#timer = undefined
      for (const partition of this.#partitions) this.look(partition)
      this.#schedule()
    })
  }

  /** Has a change written where one is due: a follower has been late, or has caught up. */
  look(partition: KeptPartition): void {
    if (this.#isStopped) return
    const { topic, topicId, partition: index, leaderEpoch, partitionEpoch, isr: before } = partition
    const isr = partition.proposeIsr()
    if (isr === null) return
    const change = { topic, topicId, partition: index, leaderEpoch, partitionEpoch, isr }
    this.#write(partition, change, before).catch((error: unknown) => {
      partition.isrRefused(isr)
      this.#options.log.error('the in-sync replicas could not be written', {
        topic,
        partition: index,
        error: error instanceof Error ? error.stack : String(error)
      })
    })
  }

  async #write(partition: KeptPartition, change: InSyncChange, before: readonly number[]): Promise<void> {
    const { log, write } = this.#options
    const { topic, partition: index, isr } = change
    const written = await write(change)
    if (written === true) {
      log.info('the in-sync replicas of a partition changed', { topic, partition: index, from: before, to: isr })
      return
    }
    partition.isrRefused(isr)
    if (written !== false)
      log.warn('the in-sync replicas could not be written', { topic, partition: index, error: written.message })
  }

  stop(): void {
    this.#isStopped = true
    this.#timer?.cancel()
    this.#partitions.clear()
  }
}
