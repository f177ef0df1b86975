/*
 * Manages the shards of one kind of coordinator on this broker: loads and unloads them as leadership of the internal topic's partitions
 * changes, passes on metadata changes, and reloads a shard whose log has lost records.
 */
import type { Env, Logger } from '../../env/index.ts'
import type { ImageDelta } from '../../metadata/index.ts'
import { type Failure, failed, isFailure } from '../../protocol/index.ts'
import type { Partition } from '../../replica/index.ts'
import type { CoordinatorKind } from './kind.ts'
import { coordinatorPartition } from './partition-of.ts'
import { Shard } from './shard.ts'

interface RuntimeOptions<State, R> {
  readonly env: Env
  readonly log: Logger
  /** The internal topic whose partitions are the shards. */
  readonly topic: string
  /** Called once, for the first shard, so that a kind's dependencies are not loaded earlier. */
  readonly kind: () => CoordinatorKind<State, R>
  readonly replicas: { leader(topic: string, partition: number): Partition | Failure }
  /** Current partition count of the internal topic; 0 if it does not exist. */
  readonly partitionCount: () => number
}

export class CoordinatorRuntime<State, R> {
  readonly #options: RuntimeOptions<State, R>
  readonly #shards = new Map<number, Shard<State, R>>()
  /** Partition count of the internal topic when this coordinator first used it. */
  #firstCount = 0
  #kind: CoordinatorKind<State, R> | undefined
  #isStopped = false

  constructor(options: RuntimeOptions<State, R>) {
    this.#options = options
  }

  /**
   * Returns the internal topic partition of a key; -1 if the topic does not exist. As in Kafka, partitions added later only count
   * after a restart: otherwise keys would move to partitions that do not have their records.
   */
  partitionFor(key: string): number {
    const count = this.#partitionCount
    return count === 0 ? -1 : coordinatorPartition(key, count)
  }

  /** The count when the topic was first seen, unless it was deleted and recreated. */
  get #partitionCount(): number {
    const now = this.#options.partitionCount()
    if (now === 0 || this.#firstCount === 0 || now < this.#firstCount) this.#firstCount = now
    return this.#firstCount
  }

  /**
   * Loads and unloads shards to match current partition leadership. Must be called after the broker has started and whenever a log
   * has been replaced.
   */
  refresh(): void {
    const count = this.#isStopped ? 0 : this.#partitionCount
    for (let partition = 0; partition < count; partition++) this.at(partition)
    for (const [partition, shard] of this.#shards) {
      if (partition < count) continue
      this.#shards.delete(partition)
      shard.close()
    }
  }

  /** Must be called in the same turn as each metadata change, after the partitions have applied it. */
  onImage(delta: ImageDelta): void {
    const { topic } = this.#options
    const known = [...this.#shards.values()]
    const isTouched =
      [...delta.topics, ...delta.deletedTopics].some(({ name }) => name === topic) ||
      delta.partitions.some((each) => each.topic.name === topic)
    if (isTouched) this.refresh()
    for (const shard of known) shard.onImage(delta)
  }

  /** Closes every shard. Durable state is in the log. */
  stop(): void {
    this.#isStopped = true
    this.refresh()
  }

  /** Returns the shard of a partition, which may still be loading. Fails with NOT_COORDINATOR if this broker is not the leader. */
  at(partition: number): Shard<State, R> | Failure {
    const { env, log, topic, replicas } = this.#options
    const known = this.#shards.get(partition)
    const led = this.#isStopped ? failed('NOT_COORDINATOR') : replicas.leader(topic, partition)
    if (known !== undefined) {
      if (!isFailure(led) && known.partition === led && known.leaderEpoch === led.leaderEpoch) return known
      this.#shards.delete(partition)
      known.close()
    }
    if (isFailure(led)) return failed('NOT_COORDINATOR')
    this.#kind ??= this.#options.kind()
    const kind = this.#kind
    const shard: Shard<State, R> = new Shard({
      env,
      log,
      kind,
      partition: led,
      lost: () => this.#loadAnew(partition, shard)
    })
    this.#shards.set(partition, shard)
    shard.load()
    return shard
  }

  #loadAnew(partition: number, lost: Shard<State, R>): void {
    if (this.#shards.get(partition) !== lost) return
    this.#shards.delete(partition)
    lost.close()
    this.at(partition)
  }

  /** Returns the loaded shard for a key. Fails with NOT_COORDINATOR or COORDINATOR_LOAD_IN_PROGRESS. */
  of(key: string): Shard<State, R> | Failure {
    const partition = this.partitionFor(key)
    const shard = partition === -1 ? failed('NOT_COORDINATOR') : this.at(partition)
    if (isFailure(shard)) return shard
    return shard.phase === 'loading' ? failed('COORDINATOR_LOAD_IN_PROGRESS') : shard
  }

  /** Iterates over the loaded shards. */
  *loaded(): Iterable<Shard<State, R>> {
    for (const shard of this.#shards.values()) if (shard.phase !== 'loading') yield shard
  }

  /** Partitions led by this broker whose coordinator is unavailable because it is loading or its log failed. */
  notReady(): number[] {
    const { topic, replicas } = this.#options
    const partitions: number[] = []
    for (let partition = 0; !this.#isStopped && partition < this.#partitionCount; partition++) {
      const led = replicas.leader(topic, partition)
      if (isFailure(led) && led.error === 'NOT_LEADER_OR_FOLLOWER') continue
      const shard = this.at(partition)
      if (isFailure(shard) || shard.phase === 'loading') partitions.push(partition)
    }
    return partitions
  }

  /** Returns every shard led by this broker. Fails with COORDINATOR_LOAD_IN_PROGRESS if any of them is loading. */
  all(): readonly Shard<State, R>[] | Failure {
    this.refresh()
    const shards = [...this.#shards.values()]
    return shards.some(({ phase }) => phase === 'loading') ? failed('COORDINATOR_LOAD_IN_PROGRESS') : shards
  }
}
