/*
 * The streams groups of one shard: runs members' requests against their group. Decisions are appended, replayed, and answered once
 * acknowledged.
 */

import type { Env, Logger } from '../../../env/index.ts'
import type { ImageDelta } from '../../../metadata/index.ts'
import { type Failure, failed, isFailure } from '../../../protocol/index.ts'
import type { Decided } from '../../runtime/decision.ts'
import type { ShardWriter } from '../../runtime/kind.ts'
import type { ClassicGroups } from '../classic/commands.ts'
import type { ConfigReader } from '../config-reader.ts'
import type { GroupCounts } from '../counts.ts'
import type { GroupProtocol } from '../group.ts'
import { joinEpoch, leaveEpoch, unknownMember } from '../modern/membership.ts'
import { TopicHashes, type TopicsView } from '../modern/topics.ts'
import { type GroupRecord, groupRecord } from '../records.ts'
import type { GroupState } from '../state.ts'
import { deadlinesOf, delayDeadline, revocationTimer, type StreamsContext, sessionTimer } from './context.ts'
import { describeStreamsGroup } from './describe.ts'
import { StreamsGroup } from './group.ts'
import { heartbeat, type StreamsHeartbeatAnswer } from './heartbeat.ts'
import type { StreamsMember } from './member.ts'
import { allOfMember, epochRecord } from './records.ts'
import type { StreamsHeartbeat } from './request.ts'
import { nextTarget } from './target.ts'

interface StreamsOptions {
  readonly env: Env
  readonly log: Logger
  readonly config: ConfigReader
  readonly topics: TopicsView
  readonly counts?: GroupCounts
}

export class StreamsGroups implements GroupProtocol {
  readonly #options: StreamsOptions
  readonly #state: GroupState
  readonly #shard: ShardWriter<GroupRecord>
  readonly #classic: ClassicGroups
  readonly #context: StreamsContext
  readonly #hashes: TopicHashes

  constructor(options: StreamsOptions, state: GroupState, shard: ShardWriter<GroupRecord>, classic: ClassicGroups) {
    this.#options = options
    this.#state = state
    this.#shard = shard
    this.#classic = classic
    this.#hashes = new TopicHashes(options.topics)
    this.#context = this.#contextFrom(options)
  }

  #contextFrom({ env, config, topics, counts }: StreamsOptions): StreamsContext {
    const ofGroup = (name: string) => (groupId: string) => Number(config.ofGroup(groupId, name))
    return {
      nowMs: () => env.clock.wallMs(),
      rebalanced(group, epoch) {
        group.metadataSeen(env.clock.wallMs(), epoch)
        if (counts !== undefined) counts.streams++
      },
      topics,
      hashes: this.#hashes,
      get groupSizeMax() {
        return config.number('group.streams.max.size')
      },
      sessionTimeoutMs: ofGroup('streams.session.timeout.ms'),
      heartbeatIntervalMs: ofGroup('streams.heartbeat.interval.ms'),
      assignmentIntervalMs: ofGroup('streams.assignment.interval.ms'),
      initialRebalanceDelayMs: ofGroup('streams.initial.rebalance.delay.ms'),
      standbyReplicas: ofGroup('streams.num.standby.replicas'),
      isDelayed: (groupId) => this.#shard.deadlines.has(delayDeadline(groupId)),
      expire: (groupId, memberId, reason, epoch) => this.#expire(groupId, memberId, reason, epoch),
      firstAssignment: (groupId) => this.#firstAssignment(groupId)
    }
  }

  /** Changes the state before it returns, and resolves once the records are committed. */
  async beat(command: StreamsHeartbeat): Promise<StreamsHeartbeatAnswer | Failure> {
    if (command.memberEpoch === leaveEpoch) return this.#leave(command)
    const before: GroupRecord[] = []
    const group = this.#groupFor(command, before)
    if (isFailure(group)) return group
    const classic = this.#state.classic(command.groupId)
    const isNewGroup = this.#state.streams(command.groupId) === undefined
    const decided = heartbeat({ context: this.#context, group, isNewGroup, command, before })
    if (isFailure(decided)) return decided
    const done = this.#run(decided)
    const isOther = this.#state.groups.get(command.groupId) !== classic
    if (classic !== undefined && isOther) this.#classic.retire(classic)
    return done
  }

  /** Runs a decision. A response without records of its own waits until earlier records are committed. */
  async #run<A>(decided: Decided<GroupRecord, A>): Promise<A | Failure> {
    const done = await this.#shard.run(decided)
    if (isFailure(done) || decided.records.length > 0) return done
    const failure = await this.#shard.shown<Failure | null>(null, (refused) => refused)
    return failure ?? done
  }

  /** Returns the group for a heartbeat. A new group is in no map until its records are replayed. */
  #groupFor({ groupId, memberEpoch }: StreamsHeartbeat, before: GroupRecord[]): StreamsGroup | Failure {
    const group = this.#state.groups.get(groupId)
    const isJoining = memberEpoch === joinEpoch
    if (group === undefined)
      return isJoining ? new StreamsGroup(groupId) : failed('GROUP_ID_NOT_FOUND', `Streams group ${groupId} not found.`)
    const streams = this.#state.streams(groupId)
    if (streams !== undefined) return streams
    if (!isJoining || this.#state.classic(groupId)?.state !== 'Empty')
      return failed('GROUP_ID_NOT_FOUND', `Group ${groupId} is not a streams group.`)
    before.push(groupRecord(groupId, null))
    return new StreamsGroup(groupId)
  }

  async #leave(command: StreamsHeartbeat): Promise<StreamsHeartbeatAnswer | Failure> {
    const { groupId, memberId, memberEpoch } = command
    const group = this.#state.streams(groupId)
    if (group === undefined) {
      const isThere = this.#state.groups.has(groupId)
      const message = isThere ? `Group ${groupId} is not a streams group.` : `Group ${groupId} not found.`
      return failed('GROUP_ID_NOT_FOUND', message)
    }
    if (command.shutdownApplication) group.requestShutdown(memberId)
    const member = group.members.get(memberId)
    if (member === undefined) return unknownMember(group.groupId, memberId)
    return this.#run({
      ...removed(group, member),
      answer: {
        memberId,
        memberEpoch,
        heartbeatIntervalMs: 0,
        status: [],
        tasks: null,
        endpointInformationEpoch: 0,
        partitionsByUserEndpoint: null,
        missingTopics: []
      }
    })
  }

  #expire(
    groupId: string,
    memberId: string,
    reason: string,
    epoch: number | null
  ): Decided<GroupRecord, unknown> | null {
    const group = this.#state.streams(groupId)
    const member = group?.members.get(memberId)
    if (group === undefined || member === undefined || (epoch !== null && member.memberEpoch !== epoch)) return null
    this.#options.log.info('removed streams group member', { group: groupId, member: memberId, reason })
    return { ...removed(group, member), answer: null }
  }

  #firstAssignment(groupId: string): Decided<GroupRecord, unknown> | null {
    const group = this.#state.streams(groupId)
    if (group === undefined || group.isEmpty || group.configured === null) return null
    const { groupEpoch: epoch, configured, assignmentConfigs: configs } = group
    const { records } = nextTarget(this.#context, {
      group,
      epoch,
      configured,
      configs,
      updated: null,
      isDelayed: false
    })
    return { records, answer: null }
  }

  describe(groupId: string) {
    return describeStreamsGroup(this.#state.groups.get(groupId), groupId)
  }

  committing(): void {}

  /** Restarts the session timeout of every member. */
  loaded(): void {
    for (const groupId of this.#state.groups.keys()) {
      for (const member of this.#state.streams(groupId)?.members.values() ?? []) {
        const timers = [sessionTimer(this.#context, groupId, member.memberId)]
        if (member.state === 'unrevoked') timers.push(revocationTimer(this.#context, groupId, member))
        for (const { name, afterMs, decide } of timers) this.#shard.later(name, afterMs, decide)
      }
    }
  }

  /** Makes groups check their topics again when one of them has changed. */
  onImage({ topics, deletedTopics }: ImageDelta): void {
    const changed = [...topics, ...deletedTopics]
    for (const { name } of changed) this.#hashes.forget(name)
    for (const groupId of changed.length === 0 ? [] : this.#state.groups.keys()) {
      const group = this.#state.streams(groupId)
      if (group !== undefined && changed.some(({ name }) => group.topology?.requiredTopics.has(name)))
        group.metadataChanged()
    }
  }
}

/** Removes the member and bumps the group epoch, so that the next heartbeat of another member computes a new assignment. */
const removed = (group: StreamsGroup, { memberId }: StreamsMember) => ({
  records: [...allOfMember(group.groupId, memberId), epochRecord(group.groupId, group.groupEpoch + 1, group)],
  cancelled: deadlinesOf(group.groupId, memberId)
})
