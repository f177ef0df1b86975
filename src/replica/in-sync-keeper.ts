/*
 * Decides when to check the ISR of led partitions, and writes changes by compare-and-set. The rules are in `in-sync.ts`. Only
 * tracks partitions that have followers, so a standalone broker pays nothing.
 */
import type { InSyncChange } from '../controller/index.ts'
import { type Env, type Logger, logDefect, type Timer } from '../env/index.ts'
import type { Failure } from '../protocol/index.ts'

/** What the keeper checks and changes: a partition. */
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
  /** replica.lag.time.max.ms. Each partition is checked twice in this time (kafka.server.ReplicaManager#startup). */
  readonly lagTimeMaxMs: () => number
  /**
   * For each change: true if written; false if the metadata has changed, in which case the partition will be notified; a failure
   * if it was not written.
   */
  readonly write: (changes: readonly InSyncChange[]) => Promise<readonly (boolean | Failure)[]>
}

/** How many changes are written together. Those of one topic fit into one transaction. */
const changesAtOnceMax = 100

interface Proposal {
  readonly partition: KeptPartition
  readonly change: InSyncChange
  readonly before: readonly number[]
}

export class InSyncKeeper {
  readonly #options: InSyncKeeperOptions
  readonly #partitions = new Set<KeptPartition>()
  /** To be checked before the next write. */
  readonly #due = new Set<KeptPartition>()
  #isWriting = false
  #timer: Timer | undefined
  #isStopped = false

  constructor(options: InSyncKeeperOptions) {
    this.#options = options
  }

  /** The partition is new, or its metadata has changed. */
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
    this.#due.delete(partition)
  }

  #schedule(): void {
    if (this.#isStopped || this.#timer !== undefined || this.#partitions.size === 0) return
    this.#timer = this.#options.env.timers.after(this.#options.lagTimeMaxMs() / 2, () => {
      this.#timer = undefined
      for (const partition of this.#partitions) this.look(partition)
      this.#schedule()
    })
  }

  /**
   * Writes an ISR change if one is due: a follower has fallen behind or caught up. Changes that become due in the same turn, or
   * during a write, are written together and decided when their turn comes. Source: kafka.server.DefaultAlterPartitionManager,
   * which has one request in flight.
   */
  look(partition: KeptPartition): void {
    if (this.#isStopped) return
    this.#due.add(partition)
    if (this.#isWriting) return
    this.#isWriting = true
    this.#options.env.timers.endOfTurn(() => void this.#writeAll())
  }

  async #writeAll(): Promise<void> {
    for (let some = this.#takeSome(); some.length > 0; some = this.#takeSome()) {
      try {
        await this.#write(some)
      } catch (error) {
        for (const { partition, change } of some) partition.isrRefused(change.isr)
        logDefect(this.#options.log, 'storing ISR changes failed', error)
      }
    }
    this.#isWriting = false
  }

  #takeSome(): Proposal[] {
    const some: Proposal[] = []
    for (const partition of this.#due) {
      this.#due.delete(partition)
      const { topic, topicId, partition: index, leaderEpoch, partitionEpoch, isr: before } = partition
      const isr = partition.proposeIsr()
      if (isr === null) continue
      const change = { topic, topicId, partition: index, leaderEpoch, partitionEpoch, isr }
      if (some.push({ partition, change, before }) === changesAtOnceMax) break
    }
    return some
  }

  async #write(some: readonly Proposal[]): Promise<void> {
    const { log, write } = this.#options
    const written = await write(some.map(({ change }) => change))
    const refusals: Failure[] = []
    for (const [n, { partition, change, before }] of some.entries()) {
      const { topic, partition: index, isr } = change
      const result = written[n] ?? false
      if (result === true) {
        log.info('ISR changed', { topic, partition: index, from: before, to: isr })
        continue
      }
      partition.isrRefused(isr)
      if (result !== false) refusals.push(result)
    }
    const [first] = refusals
    if (first !== undefined)
      log.warn('could not store an ISR change', { partitions: refusals.length, error: first.message })
  }

  stop(): void {
    this.#isStopped = true
    this.#timer?.cancel()
    this.#partitions.clear()
    this.#due.clear()
  }
}
