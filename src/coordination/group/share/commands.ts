/*
 * Owns the share groups of one shard: heartbeats, members that leave or fall silent, and the states that the share coordinator makes
 * for the partitions of a group before any member gets them.
 */
import type { Env, Logger } from '../../../env/index.ts'
import type { ImageDelta } from '../../../metadata/index.ts'
import { type Failure, failed, isFailure } from '../../../protocol/index.ts'
import type { Decided, Timer } from '../../runtime/decision.ts'
import type { ShardWriter } from '../../runtime/kind.ts'
import type { ConfigReader } from '../config-reader.ts'
import type { GroupProtocol } from '../group.ts'
import { type HeartbeatAnswer, joinEpoch, leaveEpoch, unknownMember } from '../modern/membership.ts'
import { partitionsOf, type TopicPartitions } from '../modern/partitions.ts'
import { TopicHashes, type TopicsView } from '../modern/topics.ts'
import type { GroupRecord } from '../records.ts'
import type { GroupState } from '../state.ts'
import { ShareGroup } from './group.ts'
import { merged, type ShareContext, type ShareHeartbeat, shareHeartbeat } from './heartbeat.ts'
import type { StatePartitions } from './member.ts'
import { allOfMember, epochRecord, statePartitionsRecord } from './records.ts'

/** Where the states of share partitions are kept; it may be on another broker. */
export interface ShareStateKeeper {
  initialize(command: {
    readonly key: { readonly groupId: string; readonly topicId: string; readonly partition: number }
    readonly stateEpoch: number
    readonly startOffset: number
  }): Promise<null | Failure>
  delete(key: {
    readonly groupId: string
    readonly topicId: string
    readonly partition: number
  }): Promise<null | Failure>
}

interface ShareGroupOptions {
  readonly env: Env
  readonly log: Logger
  readonly config: ConfigReader
  readonly topics: TopicsView
  readonly shareStates: ShareStateKeeper
}

const sessionDeadline = (groupId: string, memberId: string) => `share session ${groupId.length} ${groupId} ${memberId}`
/** Where a share partition begins that nobody has read: its leader decides by `share.auto.offset.reset`. */
const noStart = -1

export class ShareGroups implements GroupProtocol {
  readonly #options: ShareGroupOptions
  readonly #state: GroupState
  readonly #shard: ShardWriter<GroupRecord>
  readonly #hashes: TopicHashes
  /** Groups whose share partitions are being initialized. */
  readonly #initializing = new Set<string>()

  constructor(options: ShareGroupOptions, state: GroupState, shard: ShardWriter<GroupRecord>) {
    this.#options = options
    this.#state = state
    this.#shard = shard
    this.#hashes = new TopicHashes(options.topics)
  }

  /** Resolves when what it changed cannot be lost any more. The change itself is made before this returns. */
  async beat(command: ShareHeartbeat): Promise<HeartbeatAnswer | Failure> {
    const { groupId, memberId, memberEpoch } = command
    const group = this.#groupFor(groupId, memberEpoch)
    if (isFailure(group)) return group
    if (memberEpoch === leaveEpoch) return this.#leave(group, memberId)
    const decided = shareHeartbeat(this.#contextOf(groupId), group, command)
    if (isFailure(decided)) return decided
    const { beat, initializing } = decided.answer
    const done = this.#run({ ...decided, answer: beat, timers: [this.#sessionTimer(groupId, memberId)] })
    if (initializing.size > 0) void this.#initialize(groupId, initializing)
    return done
  }

  #contextOf(groupId: string): ShareContext {
    const { env, config, topics } = this.#options
    return {
      nowMs: env.clock.wallMs(),
      topics,
      hashes: this.#hashes,
      groupSizeMax: config.number('group.share.max.size'),
      heartbeatIntervalMs: Number(config.ofGroup(groupId, 'share.heartbeat.interval.ms')),
      assignmentIntervalMs: Number(config.ofGroup(groupId, 'share.assignment.interval.ms'))
    }
  }

  async #run<A>(decided: Decided<GroupRecord, A>): Promise<A | Failure> {
    const answer = await this.#shard.run(decided)
    if (isFailure(answer) || decided.records.length > 0) return answer
    return this.#shard.shown<A | Failure>(answer, (failure) => failure)
  }

  #groupFor(groupId: string, memberEpoch: number): ShareGroup | Failure {
    const known = this.#state.groups.get(groupId)
    if (known instanceof ShareGroup) return known
    if (known !== undefined) return failed('GROUP_ID_NOT_FOUND', `Group ${groupId} is not a share group.`)
    return memberEpoch === joinEpoch
      ? new ShareGroup(groupId)
      : failed('GROUP_ID_NOT_FOUND', `Group ${groupId} not found.`)
  }

  #sessionTimer(groupId: string, memberId: string): Timer<GroupRecord> {
    const afterMs = Number(this.#options.config.ofGroup(groupId, 'share.session.timeout.ms'))
    return { name: sessionDeadline(groupId, memberId), afterMs, decide: () => this.#expire(groupId, memberId) }
  }

  #expire(groupId: string, memberId: string): Decided<GroupRecord, null> | null {
    const group = this.#state.share(groupId)
    if (group?.members.has(memberId) !== true) return null
    this.#options.log.info('a member of a share group was removed', { group: groupId, member: memberId })
    return this.#removal(group, memberId)
  }

  /** The group has a new epoch, so that the next heartbeat of somebody else assigns anew. */
  #removal(group: ShareGroup, memberId: string): Decided<GroupRecord, null> {
    const { groupId } = group
    const subscriptions = group.subscriptions.copy()
    subscriptions.named(group.members.get(memberId)?.subscribedTopics ?? [], -1)
    const epoch = epochRecord(groupId, group.groupEpoch + 1, this.#hashes.ofGroup(subscriptions.topics))
    const records = [...allOfMember(groupId, memberId), epoch]
    return { records, answer: null, cancelled: [sessionDeadline(groupId, memberId)] }
  }

  async #leave(group: ShareGroup, memberId: string): Promise<HeartbeatAnswer | Failure> {
    const { groupId } = group
    if (!group.members.has(memberId)) return unknownMember(groupId, memberId)
    const failure = await this.#run(this.#removal(group, memberId))
    return failure ?? { memberId, memberEpoch: leaveEpoch, heartbeatIntervalMs: 0, assignment: null }
  }

  /** Has the share coordinator make the states; what it made is written down, and assigned from the next heartbeat on. */
  async #initialize(groupId: string, wanted: TopicPartitions): Promise<void> {
    if (this.#initializing.has(groupId)) return
    this.#initializing.add(groupId)
    const made = new Map<string, ReadonlySet<number>>()
    let failure: Failure | null = null
    for (const [topicId, partitions] of wanted) {
      const results = await Promise.all(
        [...partitions].map(async (partition) => {
          const key = { groupId, topicId, partition }
          return {
            partition,
            result: await this.#options.shareStates.initialize({ key, stateEpoch: 0, startOffset: noStart })
          }
        })
      )
      failure ??= results.find(({ result }) => result !== null)?.result ?? null
      const done = results.filter(({ result }) => result === null).map(({ partition }) => partition)
      if (done.length > 0) made.set(topicId, new Set(done))
    }
    this.#initializing.delete(groupId)
    if (failure !== null)
      this.#options.log.warn('share partitions were not initialized', { group: groupId, error: failure.error })
    if (made.size > 0) this.#noteInitialized(groupId, made)
    if (failure !== null) this.#tryAgain(groupId)
  }

  /** What is still missing is asked for again, whether or not a heartbeat comes. */
  #tryAgain(groupId: string): void {
    if (this.#shard.phase !== 'active') return
    const afterMs = this.#options.config.number('group.share.initialize.retry.interval.ms')
    this.#shard.deadlines.schedule(`share states ${groupId}`, afterMs, () => {
      const missing = this.#state.share(groupId)?.statePartitions.initializing
      if (missing !== undefined && missing.size > 0) void this.#initialize(groupId, missing)
    })
  }

  #noteInitialized(groupId: string, made: TopicPartitions): void {
    const group = this.#state.share(groupId)
    if (group === undefined || this.#shard.phase !== 'active') return
    const { initializing, initialized, deleting } = group.statePartitions
    const next: StatePartitions = {
      initializing: without(initializing, made),
      initialized: merged(initialized, made),
      deleting
    }
    void this.#shard.run({ records: [this.#recordOf(groupId, next)], answer: null })
  }

  #recordOf(groupId: string, next: StatePartitions): GroupRecord {
    return statePartitionsRecord(groupId, next, (topicId) => this.#options.topics.topicById(topicId)?.name)
  }

  /** The states of a group that is deleted go with it. */
  async deleteStates(groupId: string): Promise<Failure | null> {
    const group = this.#state.share(groupId)
    if (group === undefined) return null
    const { initializing, initialized } = group.statePartitions
    for (const [topicId, partitions] of merged(initializing, initialized)) {
      if (this.#options.topics.topicById(topicId) === undefined) continue
      const keys = [...partitions].map((partition) => ({ groupId, topicId, partition }))
      const results = await Promise.all(keys.map((key) => this.#options.shareStates.delete(key)))
      const failure = results.find((result) => result !== null)
      if (failure !== undefined) return failure
    }
    return null
  }

  committing(): void {}

  /** Everyone who was a member has one session timeout from now to show that it lives. */
  loaded(): void {
    for (const groupId of this.#state.groups.keys())
      for (const memberId of this.#state.share(groupId)?.members.keys() ?? []) {
        const { name, afterMs, decide } = this.#sessionTimer(groupId, memberId)
        this.#shard.later(name, afterMs, decide)
      }
  }

  /** Groups look at their topics again when one of them has changed, and forget those that are gone. */
  onImage({ topics, deletedTopics }: ImageDelta): void {
    const changed = [...topics, ...deletedTopics]
    for (const { name } of changed) this.#hashes.forget(name)
    for (const groupId of changed.length === 0 ? [] : this.#state.groups.keys()) {
      const group = this.#state.share(groupId)
      if (group === undefined) continue
      if (changed.some(({ name }) => group.isSubscribedTo(name))) group.metadataChanged()
      const gone: TopicPartitions = new Map(deletedTopics.map(({ topicId }) => [topicId, new Set<number>()]))
      const { initializing, initialized, deleting } = group.statePartitions
      const isKnown = (all: ReadonlyMap<string, unknown>) => [...gone.keys()].some((topicId) => all.has(topicId))
      if (!isKnown(initializing) && !isKnown(initialized) && !isKnown(deleting)) continue
      const kept = (all: TopicPartitions): TopicPartitions =>
        new Map([...all].filter(([topicId]) => !gone.has(topicId)))
      const next = {
        initializing: kept(initializing),
        initialized: kept(initialized),
        deleting: new Map([...deleting].filter(([topicId]) => !gone.has(topicId)))
      }
      void this.#shard.run({ records: [this.#recordOf(groupId, next)], answer: null })
    }
  }
}

function without(all: TopicPartitions, gone: TopicPartitions): TopicPartitions {
  const left = new Map<string, ReadonlySet<number>>()
  for (const [topicId, partitions] of all) {
    const kept = [...partitions].filter((partition) => !partitionsOf(gone, topicId).has(partition))
    if (kept.length > 0) left.set(topicId, new Set(kept))
  }
  return left
}
