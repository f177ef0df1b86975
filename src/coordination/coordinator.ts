/*
 * Owns the group coordinator of one broker: which shard a group belongs to, shards coming and going with the leadership of
 * the partitions of __consumer_offsets, and what needs all of them.
 * Called by the group handlers and, on changes of partitions and topics, by the broker.
 * Never checks permissions or topics: that is the handlers'.
 */
import type { Env } from '../env/index.ts'
import type { ErrorName } from '../protocol/index.ts'
import type { Partition } from '../replica/index.ts'
import { ClassicGroup } from './group/classic/group.ts'
import type { JoinCommand } from './group/classic/join.ts'
import type { LeaveAnswer, LeavingMember } from './group/classic/leave.ts'
import { type JoinAnswer, joinError, noAssignment, type SyncAnswer, syncError } from './group/classic/member.ts'
import type { HeartbeatCommand, SyncCommand } from './group/classic/sync.ts'
import type {
  CommitCommand,
  Decision,
  DeleteOffsetsCommand,
  FetchAnswer,
  FetchCommand,
  PartitionErrors
} from './offsets.ts'
import { coordinatorPartition } from './partition-of.ts'
import { type ConfigReader, type CoordinatorLog, offsetsTopic } from './settings.ts'
import { GroupShard } from './shard.ts'
import type { Group } from './shard-state.ts'

export interface GroupCoordinatorOptions {
  readonly env: Env
  readonly log: CoordinatorLog
  readonly config: ConfigReader
  readonly replicas: { leader(topic: string, partition: number): Partition | ErrorName }
  /** Partitions of __consumer_offsets as the metadata has it now; 0 while it does not exist. */
  offsetsPartitionCount(): number
}

export interface GroupListing {
  readonly groupId: string
  readonly protocolType: string
  readonly state: string
  /** `classic`, `consumer`, `share` or `streams`. */
  readonly type: string
}

export interface DescribedGroup {
  readonly groupId: string
  readonly error: ErrorName
  readonly state: string
  readonly protocolType: string
  readonly protocolName: string
  readonly members: readonly DescribedMember[]
}

export interface DescribedMember {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly clientId: string
  readonly clientHost: string
  readonly metadata: Uint8Array
  readonly assignment: Uint8Array
}

export class GroupCoordinator {
  readonly #options: GroupCoordinatorOptions
  readonly #shards = new Map<number, GroupShard>()
  /** Partitions of __consumer_offsets when this coordinator began to use it. */
  #firstCount = 0
  #isStopped = false

  constructor(options: GroupCoordinatorOptions) {
    this.#options = options
  }

  /**
   * The partition of __consumer_offsets that a group belongs to; -1 while the topic does not exist. Partitions that are added
   * to it count after a restart only, as in Kafka: else groups would lose their offsets to partitions that know nothing of them.
   */
  partitionFor(groupId: string): number {
    const count = this.#partitionCount
    return count === 0 ? -1 : coordinatorPartition(groupId, count)
  }

  /** As it was when the topic was first seen; it may be deleted and made again. */
  get #partitionCount(): number {
    const now = this.#options.offsetsPartitionCount()
    if (now === 0 || this.#firstCount === 0 || now < this.#firstCount) this.#firstCount = now
    return this.#firstCount
  }

  /**
   * Takes and gives up shards as the leadership of the partitions says now. Call it when the broker has started and
   * whenever partitions of __consumer_offsets were added, removed, or changed leaders.
   */
  refresh(): void {
    const count = this.#isStopped ? 0 : this.#partitionCount
    for (let partition = 0; partition < count; partition++) this.#shard(partition)
    for (const [partition, shard] of this.#shards) {
      if (partition < count) continue
      shard.close()
      this.#shards.delete(partition)
    }
  }

  /** Offsets of a deleted topic go with it. Call it when the metadata says so. */
  topicDeleted(topic: string): void {
    for (const shard of this.#shards.values()) shard.topicDeleted(topic)
  }

  /** Answers all who wait with NOT_COORDINATOR and forgets every group; the log has what is durable. */
  stop(): void {
    this.#isStopped = true
    this.refresh()
  }

  /** The shard of a partition, opened when this broker leads it; an error name when it does not. */
  #shard(partition: number): GroupShard | ErrorName {
    const known = this.#shards.get(partition)
    const led = this.#isStopped ? 'NOT_COORDINATOR' : this.#options.replicas.leader(offsetsTopic, partition)
    if (known !== undefined) {
      const isSame =
        typeof led !== 'string' && known.records.partition === led && known.records.leaderEpoch === led.leaderEpoch
      if (isSame) return known
      known.close()
      this.#shards.delete(partition)
    }
    if (typeof led === 'string') return 'NOT_COORDINATOR'
    const shard = new GroupShard(this.#options, led, () => this.#loadAnew(partition, shard))
    this.#shards.set(partition, shard)
    return shard
  }

  #loadAnew(partition: number, lost: GroupShard): void {
    if (this.#shards.get(partition) !== lost) return
    lost.close()
    this.#shards.delete(partition)
    this.#shard(partition)
  }

  /** The loaded shard of a group, or why there is none. */
  #of(groupId: string): GroupShard | ErrorName {
    const partition = this.partitionFor(groupId)
    const shard = partition === -1 ? 'NOT_COORDINATOR' : this.#shard(partition)
    if (typeof shard === 'string') return shard
    return shard.isLoading ? 'COORDINATOR_LOAD_IN_PROGRESS' : shard
  }

  /** The order of its effects is that of the calls; the promise may take as long as a rebalance. */
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
    if (typeof shard === 'string') return Promise.resolve(joinError(shard, ''))
    return new Promise((resolve) => shard.join(command, resolve))
  }

  sync(command: SyncCommand): Promise<SyncAnswer> {
    if (command.groupId === '') return Promise.resolve(syncError('INVALID_GROUP_ID'))
    const shard = this.#of(command.groupId)
    if (typeof shard === 'string') return Promise.resolve(syncError(shard))
    return new Promise((resolve) => shard.sync(command, resolve))
  }

  heartbeat(command: HeartbeatCommand): ErrorName {
    if (command.groupId === '') return 'INVALID_GROUP_ID'
    const shard = this.#of(command.groupId)
    // Whoever loads cannot tell yet: the member is to go on.
    if (shard === 'COORDINATOR_LOAD_IN_PROGRESS') return 'NONE'
    return typeof shard === 'string' ? shard : shard.heartbeat(command)
  }

  leave(groupId: string, members: readonly LeavingMember[]): LeaveAnswer {
    if (groupId === '') return { error: 'INVALID_GROUP_ID', members: [] }
    const shard = this.#of(groupId)
    return typeof shard === 'string' ? { error: shard, members: [] } : shard.leave(groupId, members)
  }

  commitOffsets(command: CommitCommand): Promise<Decision<PartitionErrors[]>> {
    const shard = this.#of(command.groupId)
    return typeof shard === 'string' ? Promise.resolve({ error: shard }) : shard.commit(command)
  }

  fetchOffsets(command: FetchCommand): FetchAnswer | Promise<FetchAnswer> {
    const shard = this.#of(command.groupId)
    return typeof shard === 'string' ? { error: shard, topics: [] } : shard.fetch(command)
  }

  deleteOffsets(command: DeleteOffsetsCommand): Promise<Decision<PartitionErrors[]>> {
    if (command.groupId === '') return Promise.resolve({ error: 'INVALID_GROUP_ID' })
    const shard = this.#of(command.groupId)
    return typeof shard === 'string' ? Promise.resolve({ error: shard }) : shard.deleteOffsets(command)
  }

  deleteGroup(groupId: string): Promise<ErrorName> {
    const shard = this.#of(groupId)
    return typeof shard === 'string' ? Promise.resolve(shard) : shard.delete(groupId)
  }

  /** Groups of all shards that are led here; an error while one of them loads. */
  list(): readonly GroupListing[] | ErrorName {
    this.refresh()
    const listings: GroupListing[] = []
    for (const shard of this.#shards.values()) {
      if (shard.isLoading) return 'COORDINATOR_LOAD_IN_PROGRESS'
      for (const { groupId, protocolType, state, type } of shard.state.groups.values()) {
        listings.push({ groupId, protocolType: protocolType ?? '', state, type })
      }
    }
    return listings
  }

  /** GROUP_ID_NOT_FOUND for groups that are not there, and for those that are not classic ones. */
  describe(groupId: string): DescribedGroup {
    const shard = this.#of(groupId)
    if (typeof shard === 'string') return notDescribed(groupId, shard)
    const group = shard.state.groups.get(groupId)
    return group instanceof ClassicGroup ? described(group) : notDescribed(groupId, 'GROUP_ID_NOT_FOUND')
  }

  /** For tests and tools: a group as it is in memory. */
  find(groupId: string): Group | undefined {
    const shard = this.#of(groupId)
    return typeof shard === 'string' ? undefined : shard.state.groups.get(groupId)
  }
}

function notDescribed(groupId: string, error: ErrorName): DescribedGroup {
  const state = error === 'GROUP_ID_NOT_FOUND' ? 'Dead' : ''
  return { groupId, error, state, protocolType: '', protocolName: '', members: [] }
}

/** What members were given is shown while the group is stable only. */
function described(group: ClassicGroup): DescribedGroup {
  const isStable = group.state === 'Stable'
  const members = [...group.members.values()].map((member): DescribedMember => {
    const { memberId, groupInstanceId, clientId, clientHost } = member
    const metadata = isStable ? member.metadata(group.protocolName) : noAssignment
    return {
      memberId,
      groupInstanceId,
      clientId,
      clientHost,
      metadata,
      assignment: isStable ? member.assignment : noAssignment
    }
  })
  const protocolName = isStable ? (group.protocolName ?? '') : ''
  return {
    groupId: group.groupId,
    error: 'NONE',
    state: group.state,
    protocolType: group.protocolType ?? '',
    protocolName,
    members
  }
}
