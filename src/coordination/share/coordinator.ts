/*
 * The share coordinator of one broker: stores share partition state in __share_group_state and serves requests to read and write it
 * (org.apache.kafka.coordinator.share.ShareCoordinatorService). Does not check permissions.
 */
import { shareStateTopic } from '../../controller/index.ts'
import type { Env, Logger, Timer } from '../../env/index.ts'
import type { ImageDelta } from '../../metadata/index.ts'
import { type Failure, failed, isFailure } from '../../protocol/index.ts'
import type { Partition } from '../../replica/index.ts'
import type { Decision } from '../runtime/decision.ts'
import type { CoordinatorKind } from '../runtime/kind.ts'
import { CoordinatorRuntime } from '../runtime/runtime.ts'
import type { Shard } from '../runtime/shard.ts'
import {
  coldSnapshots,
  deleteState,
  type InitializeCommand,
  initializeState,
  type ReadAnswer,
  readState,
  type ShareContext,
  type SummaryAnswer,
  summaryOf,
  tombstone,
  type WriteCommand,
  writeState
} from './decisions.ts'
import { type ShareRecord, shareRecords } from './records.ts'
import { RedundantOffsets } from './redundant-offsets.ts'
import { nameOf, type SharePartitionKey, ShareStates } from './state.ts'

type ShareConfigName =
  | 'share.coordinator.cold.partition.snapshot.interval.ms'
  | 'share.coordinator.snapshot.update.records.per.snapshot'
  | 'share.coordinator.state.topic.prune.interval.ms'
  | 'share.coordinator.write.timeout.ms'

interface ShareCoordinatorOptions {
  readonly env: Env
  readonly log: Logger
  readonly config: { readonly number: (name: ShareConfigName) => number }
  readonly replicas: { leader(topic: string, partition: number): Partition | Failure }
  /** Current partition count of __share_group_state; 0 if it does not exist. */
  partitionCount(): number
  /** Partition count of the topic with this id; undefined if there is none. */
  partitionsOf(topicId: string): number | undefined
}

export class ShareCoordinator {
  readonly #options: ShareCoordinatorOptions
  readonly #runtime: CoordinatorRuntime<ShareStates, ShareRecord>
  /** Offset up to which each partition of the topic has been pruned. */
  readonly #pruned = new Map<number, number>()
  readonly #redundant = new RedundantOffsets()
  #pruning: Timer | null = null
  #snapshots: Timer | null = null

  constructor(options: ShareCoordinatorOptions) {
    const { env, log, replicas } = options
    this.#options = options
    const partitionCount = () => options.partitionCount()
    this.#runtime = new CoordinatorRuntime({
      env,
      log,
      replicas,
      topic: shareStateTopic,
      partitionCount,
      kind: () => this.#kind()
    })
  }

  #kind(): CoordinatorKind<ShareStates, ShareRecord> {
    return {
      records: shareRecords,
      writeTimeoutMs: () => this.#options.config.number('share.coordinator.write.timeout.ms'),
      make: () => new ShareStates(),
      replay: (states, record, place) => states.replay(record, place)
    }
  }

  /** Returns the __share_group_state partition of a key `group:topicId:partition`; -1 if the topic does not exist. */
  partitionFor(key: string): number {
    return this.#runtime.partitionFor(key)
  }

  /** Loads and unloads shards to match current partition leadership. */
  refresh(): void {
    this.#runtime.refresh()
    this.#expectUpkeep()
  }

  /** Must be called in the same turn as each metadata change, after the partitions have applied it. */
  onImage(delta: ImageDelta): void {
    this.#runtime.onImage(delta)
    if (delta.deletedTopics.length > 0) this.#forgetTopics(new Set(delta.deletedTopics.map(({ topicId }) => topicId)))
    this.#expectUpkeep()
  }

  stop(): void {
    this.#pruning?.cancel()
    this.#snapshots?.cancel()
    this.#runtime.stop()
  }

  /** Fails with FENCED_STATE_EPOCH, INVALID_REQUEST, UNKNOWN_TOPIC_OR_PARTITION, or an error of an unavailable coordinator. */
  initialize(command: InitializeCommand): Promise<null | Failure> {
    return this.#run(command.key, (context) => initializeState(context, command))
  }

  /** Fails with FENCED_LEADER_EPOCH, FENCED_STATE_EPOCH, or an error of `initialize`. */
  write(command: WriteCommand): Promise<null | Failure> {
    return this.#run(command.key, (context) => writeState(context, command))
  }

  /** A `leaderEpoch` of -1 is neither checked nor stored. */
  read(key: SharePartitionKey, leaderEpoch: number): Promise<ReadAnswer | Failure> {
    return this.#run(key, (context) => readState(context, key, leaderEpoch))
  }

  summary(key: SharePartitionKey): Promise<SummaryAnswer | Failure> {
    return this.#run(key, (context) => summaryOf(context, key))
  }

  delete(key: SharePartitionKey): Promise<null | Failure> {
    return this.#run(key, (context) => deleteState(context, key))
  }

  async #run<A>(
    key: SharePartitionKey,
    decide: (context: ShareContext) => Decision<ShareRecord, A>
  ): Promise<A | Failure> {
    if (key.groupId === '') return failed('INVALID_REQUEST', 'Group id cannot be empty.')
    const shard = this.#runtime.of(nameOf(key))
    if (isFailure(shard)) return shard
    const answer = await shard.run(decide(this.#contextOf(shard)))
    if (isFailure(answer)) return answer
    return shard.shown<A | Failure>(answer, (failure) => failure)
  }

  #contextOf(shard: Shard<ShareStates, ShareRecord>): ShareContext {
    const { env, config } = this.#options
    return {
      states: shard.state,
      nowMs: env.clock.wallMs(),
      updatesPerSnapshot: config.number('share.coordinator.snapshot.update.records.per.snapshot'),
      exists: ({ topicId, partition }) => partition < (this.#options.partitionsOf(topicId) ?? 0)
    }
  }

  /** Removes the state of deleted topics. */
  #forgetTopics(topicIds: ReadonlySet<string>): void {
    for (const shard of this.#runtime.loaded()) {
      const gone = [...shard.state.all()].filter(({ key }) => topicIds.has(key.topicId))
      if (gone.length > 0) void shard.run({ records: gone.map(({ key }) => tombstone(key)), answer: null })
    }
  }

  #expectUpkeep(): void {
    if (this.#pruning !== null || this.#options.partitionCount() === 0) return
    const { env, config } = this.#options
    this.#pruning = env.timers.after(config.number('share.coordinator.state.topic.prune.interval.ms'), () => {
      this.#pruning = null
      this.#prune()
      this.#expectUpkeep()
    })
    this.#snapshots ??= env.timers.after(config.number('share.coordinator.cold.partition.snapshot.interval.ms'), () =>
      this.#writeCold()
    )
  }

  /** Deletes records superseded by later snapshots, as DeleteRecords would (#performRecordPruning). */
  #prune(): void {
    for (const shard of this.#runtime.loaded()) {
      const { partition } = shard.partition
      const led = this.#options.replicas.leader(shareStateTopic, partition)
      if (isFailure(led)) continue
      const offset = this.#redundant.committed(partition, shard.state.redundantOffset, led)
      if (offset === undefined || offset <= (this.#pruned.get(partition) ?? 0)) continue
      this.#pruned.set(partition, offset)
      void led.deleteBefore(offset).then((deleted) => {
        if (!isFailure(deleted)) return
        this.#pruned.delete(partition)
        this.#options.log.warn('failed to prune share state topic', { partition, error: deleted.error })
      })
    }
  }

  #writeCold(): void {
    const { env, config } = this.#options
    const everyMs = config.number('share.coordinator.cold.partition.snapshot.interval.ms')
    for (const shard of this.#runtime.loaded()) {
      const records = coldSnapshots(this.#contextOf(shard), everyMs)
      if (records.length > 0) void shard.run({ records, answer: null })
    }
    this.#snapshots = env.timers.after(everyMs, () => this.#writeCold())
  }
}
