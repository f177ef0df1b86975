/*
 * The group coordinator of one broker, as seen by request handlers. Routes each command to the group's shard, and returns the error if
 * the shard is on another broker or not loaded. Does not check permissions or topics: the handlers do.
 */

import { offsetsTopic } from '../../controller/index.ts'
import type { ImageDelta } from '../../metadata/index.ts'
import { asOffset, type ErrorName, type Failure, failed, isFailure } from '../../protocol/index.ts'
import type { Partition } from '../../replica/index.ts'
import type { Appended, TransactionEnd } from '../runtime/kind.ts'
import { CoordinatorRuntime } from '../runtime/runtime.ts'
import type { JoinCommand } from './classic/join.ts'
import type { LeaveAnswer, LeavingMember } from './classic/leave.ts'
import { type JoinAnswer, joinError, type SyncAnswer, syncError } from './classic/member.ts'
import type { HeartbeatCommand, SyncCommand } from './classic/sync.ts'
import { assignorsOf } from './consumer/commands.ts'
import { type DescribedConsumerGroup, notDescribedConsumer } from './consumer/describe.ts'
import { type ConsumerHeartbeat, heartbeatFault } from './consumer/heartbeat.ts'
import { type GroupCounts, newCounts } from './counts.ts'
import type { DescribedGroup, Group } from './group.ts'
import type { HeartbeatAnswer } from './modern/membership.ts'
import type { CommitCommand, PartitionErrors } from './offsets/commit.ts'
import type { TransactionalCommitCommand } from './offsets/commit-in-transaction.ts'
import type { FetchAnswer, FetchCommand } from './offsets/fetch.ts'
import type { DeleteOffsetsCommand } from './offsets/remove.ts'
import type { GroupRecord } from './records.ts'
import { type GroupShard, type GroupShardOptions, groupKind } from './shard.ts'
import type { ShareGroup } from './share/group.ts'
import { type ShareHeartbeat, shareHeartbeatFault } from './share/heartbeat.ts'
import type { AlteredTopic } from './share/offsets.ts'
import type { AlteredPartition, DeletedTopic } from './share/states.ts'
import { type DescribedStreamsGroup, notDescribedStreams } from './streams/describe.ts'
import type { StreamsHeartbeatAnswer } from './streams/heartbeat.ts'
import { type StreamsHeartbeat, heartbeatFault as streamsHeartbeatFault } from './streams/request.ts'

interface GroupCoordinatorOptions extends GroupShardOptions {
  readonly replicas: { leader(topic: string, partition: number): Partition | Failure }
  /** Current partition count of __consumer_offsets; 0 if it does not exist. */
  offsetsPartitionCount(): number
}

interface GroupListing {
  readonly groupId: string
  readonly protocolType: string
  readonly state: string
  /** `classic`, `consumer`, `share` or `streams`. */
  readonly type: string
}

export class GroupCoordinator {
  readonly #options: GroupCoordinatorOptions
  readonly #counts = newCounts()
  readonly #runtime: CoordinatorRuntime<GroupShard, GroupRecord>
  /** Names of the available assignors, which only change on restart. */
  #assignors: readonly string[] | undefined

  constructor(options: GroupCoordinatorOptions) {
    const { env, log, replicas } = options
    this.#options = options
    const partitionCount = () => options.offsetsPartitionCount()
    this.#runtime = new CoordinatorRuntime({
      env,
      log,
      replicas,
      partitionCount,
      topic: offsetsTopic,
      kind: () => groupKind({ ...options, counts: this.#counts })
    })
  }

  /** Returns the __consumer_offsets partition of a group; -1 if the topic does not exist. */
  partitionFor(groupId: string): number {
    return this.#runtime.partitionFor(groupId)
  }

  /** Loads and unloads shards to match current partition leadership. */
  refresh(): void {
    this.#runtime.refresh()
  }

  /** Must be called in the same turn as each metadata change, after the partitions have applied it. */
  onImage(delta: ImageDelta): void {
    this.#runtime.onImage(delta)
  }

  /** Fails pending requests with NOT_COORDINATOR and drops every group. Durable state is in the log. */
  stop(): void {
    this.#runtime.stop()
  }

  /** Ends a transaction in a __consumer_offsets partition: writes the marker, and applies or discards its offsets. */
  completeTransaction(partition: number, end: TransactionEnd): Appended {
    const shard = this.#runtime.at(partition)
    return isFailure(shard) ? shard : shard.complete(end)
  }

  /** Commits offsets as part of a producer's transaction. They take effect when it commits. */
  commitInTransaction(command: TransactionalCommitCommand): Promise<PartitionErrors[] | Failure> {
    if (command.groupId === '') return Promise.resolve(failed('INVALID_GROUP_ID'))
    const shard = this.#of(command.groupId)
    return isFailure(shard) ? Promise.resolve(shard) : shard.commitInTransaction(command)
  }

  /** Partitions of __consumer_offsets whose coordinator is currently unavailable. */
  notReady(): number[] {
    return this.#runtime.notReady()
  }

  /** All committed offsets of the groups loaded on this broker. */
  *committedOffsets(): Iterable<{
    readonly groupId: string
    readonly topic: string
    readonly partition: number
    readonly offset: number
  }> {
    for (const { state: shard } of this.#runtime.loaded()) {
      const { offsets } = shard.state
      for (const groupId of new Set(offsets.groupIds()))
        for (const [topic, partitions] of offsets.topicsOf(groupId))
          for (const [partition, { offset }] of partitions)
            yield { groupId, topic, partition, offset: asOffset(offset) }
    }
  }

  /** Counters since the start. */
  get counts(): Readonly<GroupCounts> {
    return this.#counts
  }

  /** The loaded shard of a group, or the reason that it is unavailable. */
  #of(groupId: string): GroupShard | Failure {
    const shard = this.#runtime.of(groupId)
    return isFailure(shard) ? shard : shard.state
  }

  /** Calls take effect in order. The promise may take as long as a rebalance. */
  join(command: JoinCommand): Promise<JoinAnswer> {
    const { config } = this.#options
    const { groupId, memberId, sessionTimeoutMs } = command
    const refuse = (error: ErrorName) => Promise.resolve(joinError(error, memberId))
    if (groupId === '') return refuse('INVALID_GROUP_ID')
    const isAllowed =
      sessionTimeoutMs >= config.number('group.min.session.timeout.ms') &&
      sessionTimeoutMs <= config.number('group.max.session.timeout.ms')
    if (!isAllowed) return refuse('INVALID_SESSION_TIMEOUT')
    const shard = this.#of(groupId)
    if (isFailure(shard)) return Promise.resolve(joinError(shard.error, ''))
    return new Promise((resolve) => shard.join(command, resolve))
  }

  sync(command: SyncCommand): Promise<SyncAnswer> {
    if (command.groupId === '') return Promise.resolve(syncError('INVALID_GROUP_ID'))
    const shard = this.#of(command.groupId)
    if (isFailure(shard)) return Promise.resolve(syncError(shard.error))
    return new Promise((resolve) => shard.sync(command, resolve))
  }

  heartbeat(command: HeartbeatCommand): Failure | null {
    if (command.groupId === '') return failed('INVALID_GROUP_ID')
    const shard = this.#of(command.groupId)
    if (!isFailure(shard)) return shard.heartbeat(command)
    // A loading shard does not know its members yet, so let the member continue.
    return shard.error === 'COORDINATOR_LOAD_IN_PROGRESS' ? null : shard
  }

  leave(groupId: string, members: readonly LeavingMember[]): LeaveAnswer | Promise<LeaveAnswer> {
    if (groupId === '') return { error: 'INVALID_GROUP_ID', members: [] }
    const shard = this.#of(groupId)
    return isFailure(shard) ? { error: shard.error, members: [] } : shard.leave(groupId, members)
  }

  /** A consumer group member joins, sends a heartbeat, or leaves. State changes within the turn of the call. */
  consumerHeartbeat(command: ConsumerHeartbeat): HeartbeatAnswer | Failure | Promise<HeartbeatAnswer | Failure> {
    this.#assignors ??= [...assignorsOf(this.#options.config).keys()]
    const fault = heartbeatFault(command, this.#assignors)
    if (fault !== null) return fault
    const shard = this.#of(command.groupId)
    return isFailure(shard) ? shard : shard.consumer.beat(command)
  }

  /** Returns GROUP_ID_NOT_FOUND if the group does not exist or is of another type. */
  describeConsumer(groupId: string): DescribedConsumerGroup {
    if (groupId === '') return notDescribedConsumer('', 'INVALID_GROUP_ID')
    const shard = this.#of(groupId)
    return isFailure(shard) ? notDescribedConsumer(groupId, shard.error) : shard.consumer.describe(groupId)
  }

  /** A streams group member joins, sends a heartbeat, or leaves. State changes within the turn of the call. */
  async streamsHeartbeat(command: StreamsHeartbeat): Promise<StreamsHeartbeatAnswer | Failure> {
    const fault = streamsHeartbeatFault(command)
    if (fault !== null) return fault
    const shard = this.#of(command.groupId)
    return isFailure(shard) ? shard : shard.streams.beat(command)
  }

  /** Returns GROUP_ID_NOT_FOUND if the group does not exist or is of another type. */
  describeStreams(groupId: string): DescribedStreamsGroup {
    if (groupId === '') return notDescribedStreams('', 'INVALID_GROUP_ID')
    const shard = this.#of(groupId)
    return isFailure(shard) ? notDescribedStreams(groupId, shard.error) : shard.streams.describe(groupId)
  }

  async shareHeartbeat(command: ShareHeartbeat): Promise<HeartbeatAnswer | Failure> {
    const fault = shareHeartbeatFault(command)
    if (fault !== null) return fault
    const shard = this.#of(command.groupId)
    return isFailure(shard) ? shard : shard.share.beat(command)
  }

  /** Returns a share group. Fails with GROUP_ID_NOT_FOUND if it does not exist or is of another type. */
  shareGroup(groupId: string): ShareGroup | Failure {
    if (groupId === '') return failed('INVALID_GROUP_ID')
    const shard = this.#of(groupId)
    if (isFailure(shard)) return shard
    const group = shard.state.groups.get(groupId)
    if (group === undefined) return failed('GROUP_ID_NOT_FOUND', `Group ${groupId} not found.`)
    return shard.state.share(groupId) ?? failed('GROUP_ID_NOT_FOUND', `Group ${groupId} is not a share group.`)
  }

  /** Sets a share group's start offsets: see `ShareGroupStates.alter`. */
  async alterShareOffsets(
    groupId: string,
    topics: readonly AlteredTopic[]
  ): Promise<readonly AlteredPartition[][] | Failure> {
    if (groupId === '') return failed('INVALID_GROUP_ID')
    const shard = this.#of(groupId)
    return isFailure(shard) ? shard : shard.share.states.alter(groupId, topics)
  }

  /** Deletes a share group's offsets of these topics: see `ShareGroupStates.deleteOffsets`. */
  async deleteShareOffsets(groupId: string, topicNames: readonly string[]): Promise<readonly DeletedTopic[] | Failure> {
    if (groupId === '') return failed('INVALID_GROUP_ID')
    const shard = this.#of(groupId)
    return isFailure(shard) ? shard : shard.share.states.deleteOffsets(groupId, topicNames)
  }

  commitOffsets(command: CommitCommand): Promise<PartitionErrors[] | Failure> {
    const shard = this.#of(command.groupId)
    return isFailure(shard) ? Promise.resolve(shard) : shard.commit(command)
  }

  fetchOffsets(command: FetchCommand): FetchAnswer | Promise<FetchAnswer> {
    const shard = this.#of(command.groupId)
    return isFailure(shard) ? { error: shard.error, topics: [] } : shard.fetch(command)
  }

  deleteOffsets(command: DeleteOffsetsCommand): Promise<PartitionErrors[] | Failure> {
    if (command.groupId === '') return Promise.resolve(failed('INVALID_GROUP_ID'))
    const shard = this.#of(command.groupId)
    return isFailure(shard) ? Promise.resolve(shard) : shard.deleteOffsets(command)
  }

  deleteGroup(groupId: string): Promise<Failure | null> {
    const shard = this.#of(groupId)
    return isFailure(shard) ? Promise.resolve(shard) : shard.delete(groupId)
  }

  /** Lists the groups of all shards led by this broker. Fails while any of them is loading. */
  list(): readonly GroupListing[] | Failure {
    const shards = this.#runtime.all()
    if (isFailure(shards)) return shards
    return shards.flatMap(({ state: shard }) =>
      [...shard.state.groups.values()].map(({ groupId, protocolType, state, type }) => ({
        groupId,
        protocolType: protocolType ?? '',
        state,
        type
      }))
    )
  }

  /** Returns GROUP_ID_NOT_FOUND for groups that do not exist or that DescribeGroups does not support. */
  describe(groupId: string): DescribedGroup {
    const shard = this.#of(groupId)
    if (isFailure(shard)) return notDescribed(groupId, shard.error)
    const group = shard.state.groups.get(groupId)
    const message = `Group ${groupId} ${group === undefined ? 'not found' : 'is not a classic group'}.`
    return group?.describe() ?? notDescribed(groupId, 'GROUP_ID_NOT_FOUND', message)
  }

  /** Returns a group's in-memory state, for tests and tools. */
  find(groupId: string): Group | undefined {
    const shard = this.#of(groupId)
    return isFailure(shard) ? undefined : shard.state.groups.get(groupId)
  }
}

function notDescribed(groupId: string, error: ErrorName, errorMessage: string | null = null): DescribedGroup {
  const state = error === 'GROUP_ID_NOT_FOUND' ? 'Dead' : ''
  return { groupId, error, errorMessage, state, protocolType: '', protocolName: '', members: [] }
}
