/*
 * The groups of one __consumer_offsets partition while this broker leads it: their offsets, deletion and expiration. Protocol-specific
 * operations, such as joining, are in each group type's `commands.ts`. Does not deal with request formats.
 */

import type { Verification } from '../../log/index.ts'
import type { ImageDelta } from '../../metadata/index.ts'
import { type Failure, failed, isFailure } from '../../protocol/index.ts'
import { refusedAppend } from '../runtime/append-errors.ts'
import type { CoordinatorKind, ShardWriter } from '../runtime/kind.ts'
import { ClassicGroups } from './classic/commands.ts'
import type { JoinCommand } from './classic/join.ts'
import type { LeaveAnswer, LeavingMember } from './classic/leave.ts'
import type { JoinAnswer, Respond, SyncAnswer } from './classic/member.ts'
import type { HeartbeatCommand, SyncCommand } from './classic/sync.ts'
import { ConsumerGroups } from './consumer/commands.ts'
import type { GroupProtocol } from './group.ts'
import { type CommitCommand, commitOffsets, commitRefusal, type PartitionErrors } from './offsets/commit.ts'
import { type TransactionalCommitCommand, transactionalCommitRefusal } from './offsets/commit-in-transaction.ts'
import { expiredOffsets } from './offsets/expire.ts'
import { type FetchAnswer, type FetchCommand, fetchOffsets } from './offsets/fetch.ts'
import { allOffsetRemovals, type DeleteOffsetsCommand, deleteOffsets, topicRemovals } from './offsets/remove.ts'
import { type GroupRecord, groupRecords } from './records.ts'
import { ShareGroups } from './share/commands.ts'
import type { ShareStatesOptions } from './share/states.ts'
import { GroupState } from './state.ts'
import { StreamsGroups } from './streams/commands.ts'

/** Dependencies of the shard: the same as those of its share group states. */
export type GroupShardOptions = ShareStatesOptions

/** The group coordinator as a kind for the runtime. */
export function groupKind(options: GroupShardOptions): CoordinatorKind<GroupShard, GroupRecord> {
  return {
    records: groupRecords,
    writeTimeoutMs: () => options.config.number('offsets.commit.timeout.ms'),
    make: (shard) => new GroupShard(options, shard),
    replay: ({ state }, record, place) => state.replay(record, place),
    endTransaction: ({ state }, producerId, result) => state.endTransaction(producerId, result),
    loaded: (shard) => shard.loaded(),
    onImage: (shard, delta) => shard.onImage(delta),
    closed: (shard) => shard.closed()
  }
}

/** Tombstones per append. They need not be atomic, and the batch size is limited. */
const removalsPerBatch = 1000
const expiryDeadline = 'expiry'

export class GroupShard {
  readonly state: GroupState
  readonly classic: ClassicGroups
  readonly consumer: ConsumerGroups
  readonly share: ShareGroups
  readonly streams: StreamsGroups
  readonly #protocols: readonly GroupProtocol[]
  readonly #options: GroupShardOptions
  readonly #shard: ShardWriter<GroupRecord>

  constructor(options: GroupShardOptions, shard: ShardWriter<GroupRecord>) {
    this.#options = options
    this.#shard = shard
    this.state = new GroupState(() => options.env.clock.wallMs())
    this.classic = new ClassicGroups(options, this.state, shard)
    this.consumer = new ConsumerGroups(options, this.state, shard, this.classic)
    this.share = new ShareGroups(options, this.state, shard)
    this.streams = new StreamsGroups(options, this.state, shard, this.classic)
    this.#protocols = [this.classic, this.consumer, this.share, this.streams]
  }

  loaded(): void {
    this.state.dropBareGroups()
    for (const protocol of this.#protocols) protocol.loaded()
    this.#expectExpiry()
  }

  closed(): void {
    for (const group of this.state.groups.values()) group.close()
  }

  /** Removes the offsets of deleted topics. */
  onImage(delta: ImageDelta): void {
    for (const { name, isInternal } of delta.deletedTopics)
      if (!isInternal) void this.#writeRemovals(topicRemovals(this.state, name))
    this.consumer.onImage(delta)
    this.streams.onImage(delta)
    this.share.onImage(delta)
  }

  /** A consumer group may have members of the classic protocol too. */
  join(command: JoinCommand, respond: Respond<JoinAnswer>): void {
    const group = this.consumer.withMembers(command.groupId)
    if (group === undefined) this.classic.join(command, respond)
    else this.consumer.join(group, command, respond)
  }

  sync(command: SyncCommand, respond: Respond<SyncAnswer>): void {
    const group = this.consumer.withMembers(command.groupId)
    if (group === undefined) this.classic.sync(command, respond)
    else this.consumer.sync(group, command, respond)
  }

  heartbeat(command: HeartbeatCommand): Failure | null {
    const group = this.consumer.withMembers(command.groupId)
    return group === undefined ? this.classic.heartbeat(command) : this.consumer.heartbeat(group, command)
  }

  leave(groupId: string, members: readonly LeavingMember[]): LeaveAnswer | Promise<LeaveAnswer> {
    const group = this.consumer.withMembers(groupId)
    return group === undefined ? this.classic.leave(groupId, members) : this.consumer.leaveClassic(group, members)
  }

  commit(command: CommitCommand): Promise<PartitionErrors[] | Failure> {
    const check = commitRefusal(this.state.groups.get(command.groupId), command)
    if (isFailure(check)) return Promise.resolve(check)
    for (const protocol of this.#protocols) protocol.committing(command.groupId, command.memberId)
    const metadataLengthMax = this.#options.config.number('offset.metadata.max.bytes')
    const nowMs = this.#options.env.clock.wallMs()
    const decision = commitOffsets(command, { metadataLengthMax, nowMs, check })
    this.#count('offsetCommits', decision)
    return this.#shard.run(decision)
  }

  async commitInTransaction(command: TransactionalCommitCommand): Promise<PartitionErrors[] | Failure> {
    const { producerId, producerEpoch, admit, bumpsEpoch } = command
    const { partition } = this.#shard
    let verification: Verification | null | undefined
    if (admit !== undefined) {
      const begun = partition.beginVerification({ producerId, producerEpoch, baseSequence: -1 }, bumpsEpoch)
      if (isFailure(begun)) return begun
      const refused = begun === null ? null : await admit(partition.partition)
      if (refused !== null) return refusedAppend(refused)
      verification = begun
    }
    const check = transactionalCommitRefusal(this.state.groups.get(command.groupId), command)
    if (isFailure(check)) return check
    for (const protocol of this.#protocols) protocol.committing(command.groupId, command.memberId)
    const metadataLengthMax = this.#options.config.number('offset.metadata.max.bytes')
    const decision = commitOffsets(
      { ...command, retentionMs: -1n },
      { metadataLengthMax, nowMs: this.#options.env.clock.wallMs(), check }
    )
    if (isFailure(decision)) return decision
    this.#count('offsetCommits', decision)
    return this.#shard.run({ ...decision, producer: { producerId, producerEpoch }, verification })
  }

  /** Offsets are returned only once they are committed to the log. */
  fetch(command: FetchCommand): FetchAnswer | Promise<FetchAnswer> {
    return this.#shard.shown(fetchOffsets(this.state, command), ({ error }) => ({ error, topics: [] }))
  }

  deleteOffsets(command: DeleteOffsetsCommand): Promise<PartitionErrors[] | Failure> {
    const decision = deleteOffsets(this.state, command)
    this.#count('offsetDeletions', decision)
    return this.#shard.run(decision)
  }

  #count(
    what: 'offsetCommits' | 'offsetDeletions',
    decision: Failure | { readonly records: readonly GroupRecord[] }
  ): void {
    const { counts } = this.#options
    if (counts !== undefined && !isFailure(decision)) counts[what] += decision.records.length
  }

  /** Removes an empty group with all its offsets (KIP-229). */
  async delete(groupId: string): Promise<Failure | null> {
    const group = this.state.groups.get(groupId)
    if (group === undefined) return failed('GROUP_ID_NOT_FOUND')
    const refusal = group.deleteRefusal()
    if (refusal !== null) return refusal
    const kept = await this.share.states.deleteAll(groupId)
    if (kept !== null) return kept
    // A member may have joined while the states were removed.
    const joined = group.deleteRefusal()
    if (joined !== null) return joined
    // The group's own tombstone comes last, so that a group whose deletion failed halfway can be deleted again.
    const failure = await this.#writeRemovals([...allOffsetRemovals(this.state, groupId), ...group.removals()])
    return failure === null ? null : refusedAppend(failure)
  }

  /** Appends all tombstones in this turn. Resolves with null once the last is acknowledged, or with the failure. */
  #writeRemovals(records: readonly GroupRecord[]): Promise<Failure | null> {
    let last: Promise<Failure | null> = Promise.resolve(null)
    for (let from = 0; from < records.length; from += removalsPerBatch) {
      const appended = this.#shard.append(records.slice(from, from + removalsPerBatch))
      if (isFailure(appended)) {
        const { partition } = this.#shard.partition
        this.#options.log.warn('failed to write tombstones', { partition, error: appended.error })
        return Promise.resolve(appended)
      }
      last = appended.acknowledged
    }
    return last
  }

  #expectExpiry(): void {
    const everyMs = this.#options.config.number('offsets.retention.check.interval.ms')
    this.#shard.deadlines.schedule(expiryDeadline, everyMs, () => this.#expireOffsets())
  }

  #expireOffsets(): void {
    const { config, env } = this.#options
    const retentionMs = config.number('offsets.retention.minutes') * 60_000
    const age = { nowMs: env.clock.wallMs(), retentionMs }
    const records: GroupRecord[] = []
    for (const group of this.state.groups.values()) records.push(...expiredOffsets(this.state, group, age))
    const { counts } = this.#options
    if (counts !== undefined) counts.offsetExpirations += records.filter(({ kind }) => kind === 'offset').length
    void this.#writeRemovals(records)
    this.#expectExpiry()
  }
}
