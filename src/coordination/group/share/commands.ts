/*
 * The share groups of one shard: heartbeats, and members that leave or time out. Share partition states are handled in `states.ts`.
 */
import type { ImageDelta } from '../../../metadata/index.ts'
import { type Failure, failed, isFailure } from '../../../protocol/index.ts'
import type { Decided, Timer } from '../../runtime/decision.ts'
import type { ShardWriter } from '../../runtime/kind.ts'
import type { GroupProtocol } from '../group.ts'
import { type HeartbeatAnswer, joinEpoch, leaveEpoch, unknownMember } from '../modern/membership.ts'
import { TopicHashes } from '../modern/topics.ts'
import type { GroupRecord } from '../records.ts'
import type { GroupState } from '../state.ts'
import { ShareGroup } from './group.ts'
import { type ShareContext, type ShareHeartbeat, shareHeartbeat } from './heartbeat.ts'
import { notShareGroup } from './offsets.ts'
import { allOfMember, epochRecord } from './records.ts'
import { ShareGroupStates, type ShareStatesOptions } from './states.ts'

const sessionDeadline = (groupId: string, memberId: string) => `share session ${groupId.length} ${groupId} ${memberId}`
export class ShareGroups implements GroupProtocol {
  readonly #options: ShareStatesOptions
  readonly #state: GroupState
  readonly #shard: ShardWriter<GroupRecord>
  readonly #hashes: TopicHashes
  readonly states: ShareGroupStates

  constructor(options: ShareStatesOptions, state: GroupState, shard: ShardWriter<GroupRecord>) {
    this.#options = options
    this.#state = state
    this.#shard = shard
    this.#hashes = new TopicHashes(options.topics)
    this.states = new ShareGroupStates(options, state, shard)
  }

  /** Changes the state before it returns, and resolves once the records are committed. */
  async beat(command: ShareHeartbeat): Promise<HeartbeatAnswer | Failure> {
    const { groupId, memberId, memberEpoch } = command
    const group = this.#groupFor(groupId, memberEpoch)
    if (isFailure(group)) return group
    if (memberEpoch === leaveEpoch) return this.#leave(group, memberId)
    const decided = shareHeartbeat(this.#contextOf(groupId), group, command)
    if (isFailure(decided)) return decided
    const { beat, initializing, groupEpoch } = decided.answer
    const done = this.#run({ ...decided, answer: beat, timers: [this.#sessionTimer(groupId, memberId)] })
    if (initializing.size > 0) void this.states.initialize(groupId, initializing, groupEpoch)
    return done
  }

  #contextOf(groupId: string): ShareContext {
    const { env, config, topics, counts } = this.#options
    return {
      rebalanced() {
        if (counts !== undefined) counts.share++
      },
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
    if (known !== undefined) return notShareGroup(groupId)
    if (memberEpoch === joinEpoch) return new ShareGroup(groupId)
    const words = memberEpoch < joinEpoch ? 'Group' : 'Share group'
    return failed('GROUP_ID_NOT_FOUND', `${words} ${groupId} not found.`)
  }

  #sessionTimer(groupId: string, memberId: string): Timer<GroupRecord> {
    const afterMs = Number(this.#options.config.ofGroup(groupId, 'share.session.timeout.ms'))
    return { name: sessionDeadline(groupId, memberId), afterMs, decide: () => this.#expire(groupId, memberId) }
  }

  #expire(groupId: string, memberId: string): Decided<GroupRecord, null> | null {
    const group = this.#state.share(groupId)
    if (group?.members.has(memberId) !== true) return null
    this.#options.log.info('removed share group member', { group: groupId, member: memberId })
    return this.#removal(group, memberId)
  }

  /** Removes a member and bumps the group epoch, so that the next heartbeat of another member computes a new assignment. */
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

  committing(): void {}

  /** Restarts the session timeout of every member. */
  loaded(): void {
    for (const groupId of this.#state.groups.keys())
      for (const memberId of this.#state.share(groupId)?.members.keys() ?? []) {
        const { name, afterMs, decide } = this.#sessionTimer(groupId, memberId)
        this.#shard.later(name, afterMs, decide)
      }
  }

  /** Makes groups check their topics again when one has changed, and forget deleted topics. */
  onImage({ topics, deletedTopics }: ImageDelta): void {
    const changed = [...topics, ...deletedTopics]
    for (const { name } of changed) this.#hashes.forget(name)
    for (const groupId of changed.length === 0 ? [] : this.#state.groups.keys()) {
      const group = this.#state.share(groupId)
      if (group === undefined) continue
      if (changed.some(({ name }) => group.isSubscribedTo(name))) group.metadataChanged()
      this.states.forgetTopics(group, new Set(deletedTopics.map(({ topicId }) => topicId)))
    }
  }
}
