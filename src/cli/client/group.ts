import { assignRanges, type TopicPartitions } from '../../coordination/index.ts'
import { beginPause, pause } from '../../env/index.ts'
import {
  asOffset,
  consumerProtocolAssignment,
  consumerProtocolSubscription,
  errorCodes,
  type JoinGroupResponse,
  type MessageCodec
} from '../../protocol/index.ts'
import { encodePrefixed, Reader } from '../../wire/index.ts'
import { brokerError, type Cluster, isTransient } from './cluster.ts'
import { type BrokerClient, Disconnected } from './connection.ts'
import type { Position } from './consumer.ts'

const sessionMs = 45_000
const heartbeatMs = 3_000
const rebalanceMs = 300_000
const pauseMs = 250
/** How long a leaving member waits for the response. Without one it is removed when its session times out. */
const leaveMs = 500
const protocolName = 'range'

/** Encodes a subscription or assignment as clients do: a two-byte version, then the message. */
export function encodeWithVersion<I>(codec: MessageCodec<unknown, I>, value: I): Buffer {
  return encodePrefixed(codec, 0, value, 0)
}

export function decodeWithVersion<T>(codec: MessageCodec<T, never>, bytes: Uint8Array): T {
  const reader = new Reader(bytes)
  const version = reader.i16()
  return codec.decode(reader, Math.min(Math.max(version, 0), codec.maxVersion))
}

/** A member of a classic consumer group: joins, sends heartbeats, commits, leaves. */
export class GroupMember {
  readonly #cluster: Cluster
  readonly #group: string
  readonly #topics: readonly string[]
  #memberId = ''
  #generationId = -1
  #mustRejoin = false
  #isLeaving = false
  #heartbeat: { cancel(): void } | undefined

  constructor(cluster: Cluster, group: string, topics: readonly string[]) {
    this.#cluster = cluster
    this.#group = group
    this.#topics = topics
  }

  /** The group is rebalancing or has lost this member: give up the assignment, then `join` again. */
  get mustRejoin(): boolean {
    return this.#mustRejoin
  }

  #coordinator(): Promise<BrokerClient> {
    return this.#cluster.coordinator(this.#group, ' group')
  }

  /** Joins, and resolves with the assignment once the group has agreed; empty if the member leaves meanwhile. @throws CliError */
  async join(): Promise<TopicPartitions[]> {
    this.#heartbeat?.cancel()
    while (!this.#isLeaving) {
      try {
        const assignment = await this.#joinOnce()
        if (assignment !== undefined && !this.#isLeaving) {
          this.#mustRejoin = false
          this.#beatLater()
          return assignment
        }
      } catch (error) {
        if (!(error instanceof Disconnected)) throw error
        this.#cluster.forgetCoordinator(this.#group)
      }
      await pause(this.#cluster.env.timers, pauseMs)
    }
    return []
  }

  async #joinOnce(): Promise<TopicPartitions[] | undefined> {
    const broker = await this.#coordinator()
    const metadata = encodeWithVersion(consumerProtocolSubscription, { topics: this.#topics })
    const joined = await broker.call(
      'JoinGroup',
      {
        groupId: this.#group,
        sessionTimeoutMs: sessionMs,
        rebalanceTimeoutMs: rebalanceMs,
        memberId: this.#memberId,
        protocolType: 'consumer',
        protocols: [{ name: protocolName, metadata }]
      },
      { timeoutMs: rebalanceMs + 10_000 }
    )
    if (joined.errorCode === errorCodes.MEMBER_ID_REQUIRED) {
      this.#memberId = joined.memberId
      return this.#joinOnce()
    }
    if (joined.errorCode !== errorCodes.NONE) return this.#failed('join', joined.errorCode)
    this.#memberId = joined.memberId
    this.#generationId = joined.generationId
    const assignments = joined.leader === joined.memberId ? await this.#assign(joined) : []
    const synced = await broker.call(
      'SyncGroup',
      {
        groupId: this.#group,
        generationId: this.#generationId,
        memberId: this.#memberId,
        protocolType: 'consumer',
        protocolName,
        assignments
      },
      { timeoutMs: rebalanceMs + 10_000 }
    )
    if (synced.errorCode !== errorCodes.NONE) return this.#failed('sync', synced.errorCode)
    if (synced.assignment.length === 0) return []
    return decodeWithVersion(consumerProtocolAssignment, synced.assignment).assignedPartitions
  }

  async #assign(joined: JoinGroupResponse): Promise<{ memberId: string; assignment: Buffer }[]> {
    const members = joined.members.map(({ memberId, metadata }) => ({
      memberId,
      topics: decodeWithVersion(consumerProtocolSubscription, metadata).topics
    }))
    const partitionsOf = new Map<string, number>()
    for (const topic of new Set(members.flatMap(({ topics }) => topics))) {
      partitionsOf.set(topic, (await this.#cluster.leaders(topic)).size)
    }
    return [...assignRanges(members, partitionsOf)].map(([memberId, assignedPartitions]) => ({
      memberId,
      assignment: encodeWithVersion(consumerProtocolAssignment, { assignedPartitions })
    }))
  }

  /** Undefined means retry. @throws CliError for a permanent error */
  #failed(step: string, code: number): undefined {
    if (code === errorCodes.UNKNOWN_MEMBER_ID) this.#memberId = ''
    else if (code === errorCodes.NOT_COORDINATOR || code === errorCodes.COORDINATOR_NOT_AVAILABLE)
      this.#cluster.forgetCoordinator(this.#group)
    else if (
      code !== errorCodes.REBALANCE_IN_PROGRESS &&
      code !== errorCodes.ILLEGAL_GENERATION &&
      !isTransient(code)
    ) {
      throw brokerError(`group ${this.#group}: ${step}`, code)
    }
    return undefined
  }

  #beatLater(): void {
    this.#heartbeat = this.#cluster.env.timers.after(heartbeatMs, () => void this.#beat())
  }

  async #beat(): Promise<void> {
    try {
      const broker = await this.#coordinator()
      const { errorCode } = await broker.call('Heartbeat', {
        groupId: this.#group,
        generationId: this.#generationId,
        memberId: this.#memberId
      })
      if (errorCode === errorCodes.UNKNOWN_MEMBER_ID) this.#memberId = ''
      if (errorCode !== errorCodes.NONE) this.#mustRejoin = true
    } catch {
      this.#cluster.forgetCoordinator(this.#group)
    }
    if (!this.#mustRejoin && this.#heartbeat !== undefined) this.#beatLater()
  }

  /**
   * Commits every position. A commit that comes too late because of a rebalance is dropped: the next owner reads those records
   * again.
   */
  async commit(positions: readonly Position[]): Promise<void> {
    if (positions.length === 0) return
    const topics = [...new Set(positions.map(({ topic }) => topic))].map((name) => ({
      name,
      partitions: positions
        .filter(({ topic }) => topic === name)
        .map(({ partition, offset }) => ({
          partitionIndex: partition,
          committedOffset: BigInt(offset),
          committedMetadata: ''
        }))
    }))
    const broker = await this.#coordinator()
    const answer = await broker.call('OffsetCommit', {
      groupId: this.#group,
      generationIdOrMemberEpoch: this.#generationId,
      memberId: this.#memberId,
      topics
    })
    for (const { name, partitions } of answer.topics) {
      for (const { partitionIndex, errorCode } of partitions) {
        if (errorCode === errorCodes.NONE) continue
        this.#mustRejoin = true
        if (this.#failed(`commit of ${name}-${partitionIndex}`, errorCode) === undefined) return
      }
    }
  }

  /** Resolves when the member has left, or when no broker confirms it, in which case its session times out. @throws CliError */
  async leave(): Promise<void> {
    this.#isLeaving = true
    this.#heartbeat?.cancel()
    this.#heartbeat = undefined
    if (this.#memberId === '') return
    const late = beginPause(this.#cluster.env.timers, leaveMs)
    try {
      await Promise.race([this.#leave(this.#memberId), late.over])
    } catch (error) {
      if (!(error instanceof Disconnected)) throw error
    } finally {
      late.end()
    }
  }

  /** Not on the connection of a pending join: the broker would not take this request before answering that one. */
  async #leave(memberId: string): Promise<void> {
    const broker = await this.#cluster.coordinator(this.#group)
    const batched = broker.versionOf('LeaveGroup') >= 3
    await broker.call(
      'LeaveGroup',
      batched ? { groupId: this.#group, members: [{ memberId }] } : { groupId: this.#group, memberId }
    )
  }
}

interface CommittedOffset {
  readonly topic: string
  readonly partition: number
  /** -1 if there is none. */
  readonly offset: number
  /** Leader epoch of the record before it; null if the committing member did not send it. */
  readonly leaderEpoch: number | null
}

/** Committed offsets of a group. Null requests all of them. @throws CliError */
export async function committedOffsets(
  cluster: Cluster,
  group: string,
  topics: readonly TopicPartitions[] | null
): Promise<CommittedOffset[]> {
  return cluster.retry(`group ${group}`, async () => {
    const broker = await cluster.coordinator(group)
    const version = broker.versionOf('OffsetFetch', topics === null ? 2 : 0)
    const asked = topics?.map(({ topic, partitions }) => ({ name: topic, partitionIndexes: partitions })) ?? null
    const answer = await broker.call(
      'OffsetFetch',
      version >= 8 ? { groups: [{ groupId: group, topics: asked }] } : { groupId: group, topics: asked }
    )
    const found = version >= 8 ? answer.groups[0] : answer
    if (found === undefined) return { code: errorCodes.UNKNOWN_SERVER_ERROR }
    if (found.errorCode !== errorCodes.NONE) {
      cluster.forgetCoordinator(group)
      return { code: found.errorCode }
    }
    const value = found.topics.flatMap(({ name, partitions }) =>
      partitions.map(({ partitionIndex, committedOffset, committedLeaderEpoch = -1 }) => ({
        topic: name,
        partition: partitionIndex,
        offset: asOffset(committedOffset),
        leaderEpoch: committedLeaderEpoch < 0 ? null : committedLeaderEpoch
      }))
    )
    return { value }
  })
}
