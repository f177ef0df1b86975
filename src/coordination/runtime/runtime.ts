/*
 * Owns the shards of one kind of coordinator on one broker: they come and go with the leadership of the internal topic's
 * partitions, hear of the metadata, and are loaded anew when the log lost what they hold.
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
  /** Asked once, when the first shard is made: what a kind brings along is not loaded before. */
  readonly kind: () => CoordinatorKind<State, R>
  readonly replicas: { leader(topic: string, partition: number): Partition | Failure }
  /** Partitions of the internal topic as the metadata has it now; 0 while it does not exist. */
  readonly partitionCount: () => number
}

export class CoordinatorRuntime<State, R> {
  readonly #options: RuntimeOptions<State, R>
  readonly #shards = new Map<number, Shard<State, R>>()
  /** Partitions of the internal topic when this coordinator began to use it. */
  #firstCount = 0
  #kind: CoordinatorKind<State, R> | undefined
  #isStopped = false

  constructor(options: RuntimeOptions<State, R>) {
    this.#options = options
  }

  /**
   * The partition of the internal topic that a key belongs to; -1 while the topic does not exist. Partitions that are added
   * to it count after a restart only, as in Kafka: else keys would move to partitions that know nothing of them.
   */
  partitionFor(key: string): number {
    const count = this.#partitionCount
    return count === 0 ? -1 : coordinatorPartition(key, count)
  }

  /** As it was when the topic was first seen; it may be deleted and made again. */
  get #partitionCount(): number {
    const now = this.#options.partitionCount()
    if (now === 0 || this.#firstCount === 0 || now < this.#firstCount) this.#firstCount = now
    return this.#firstCount
  }

  /**
   * Takes and gives up shards as the leadership of the partitions says now. Call it when the broker has started and
   * whenever a log was put in the place of another.
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

  /** Call it in the turn of each change of the metadata, once the partitions have it. */
  onImage(delta: ImageDelta): void {
    const { topic } = this.#options
    const known = [...this.#shards.values()]
    const isTouched =
      [...delta.topics, ...delta.deletedTopics].some(({ name }) => name === topic) ||
      delta.partitions.some((each) => each.topic.name === topic)
    if (isTouched) this.refresh()
    for (const shard of known) shard.onImage(delta)
  }

  /** Closes every shard; the log has what is durable. */
  stop(): void {
    this.#isStopped = true
    this.refresh()
  }

  /** The shard of a partition, which may still be loading: NOT_COORDINATOR when this broker does not lead it. */
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

  /** The loaded shard that a key belongs to, or NOT_COORDINATOR or COORDINATOR_LOAD_IN_PROGRESS. */
  of(key: string): Shard<State, R> | Failure {
    const partition = this.partitionFor(key)
    const shard = partition === -1 ? failed('NOT_COORDINATOR') : this.at(partition)
    if (isFailure(shard)) return shard
    return shard.phase === 'loading' ? failed('COORDINATOR_LOAD_IN_PROGRESS') : shard
  }

  /** The shards that are loaded. */
  *loaded(): Iterable<Shard<State, R>> {
    for (const shard of this.#shards.values()) if (shard.phase !== 'loading') yield shard
  }

  /** Partitions that are led here and whose coordinator answers nobody now: still loading, or their log failed. */
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

  /** Every shard that is led here; COORDINATOR_LOAD_IN_PROGRESS while one of them loads. */
  all(): readonly Shard<State, R>[] | Failure {
    this.refresh()
    const shards = [...this.#shards.values()]
    return shards.some(({ phase }) => phase === 'loading') ? failed('COORDINATOR_LOAD_IN_PROGRESS') : shards
  }
}
