/*
 * The consumer groups of one shard: runs requests of members of both protocols against their group. Decisions are appended, replayed,
 * and answered once acknowledged.
 */

import type { Env, Logger } from '../../../env/index.ts'
import type { ImageDelta } from '../../../metadata/index.ts'
import { type Failure, failed, isFailure } from '../../../protocol/index.ts'
import type { Assignor } from '../../assignors/assignor.ts'
import { rangeAssignor } from '../../assignors/server-range.ts'
import { uniformAssignor } from '../../assignors/uniform.ts'
import { refusedAppend } from '../../runtime/append-errors.ts'
import type { Decided } from '../../runtime/decision.ts'
import type { Appended, ShardWriter } from '../../runtime/kind.ts'
import type { ClassicGroups } from '../classic/commands.ts'
import type { ClassicGroup } from '../classic/group.ts'
import type { JoinCommand } from '../classic/join.ts'
import type { LeaveAnswer, LeavingMember } from '../classic/leave.ts'
import { type JoinAnswer, joinError, type Respond, type SyncAnswer, syncError } from '../classic/member.ts'
import type { HeartbeatCommand, SyncCommand } from '../classic/sync.ts'
import type { ConfigReader } from '../config-reader.ts'
import type { GroupCounts } from '../counts.ts'
import type { GroupProtocol } from '../group.ts'
import { type HeartbeatAnswer, joinEpoch, leaveEpoch, leaveForAWhileEpoch } from '../modern/membership.ts'
import { TopicHashes, type TopicsView } from '../modern/topics.ts'
import { type GroupRecord, groupRecord } from '../records.ts'
import type { GroupState } from '../state.ts'
import { matchTopics } from '../topic-patterns.ts'
import { heartbeatConsumerGroup, isJoinTimer, joinConsumerGroup, syncConsumerGroup } from './classic-members.ts'
import { type ConsumerContext, Draft, deadlinesOf, revocationTimer, sessionTimer } from './context.ts'
import { describeConsumerGroup } from './describe.ts'
import { removeMembers } from './fence.ts'
import { ConsumerGroup } from './group.ts'
import { type ConsumerHeartbeat, heartbeat } from './heartbeat.ts'
import { leaving, leavingClassic } from './leave.ts'
import type { ConsumerMember } from './member.ts'
import { type Downgrade, downgraded, isDowngradeDue, upgraded } from './migrate.ts'
import { migrationPolicy } from './policy.ts'
import { regexesResolved, regexesToResolve } from './regex.ts'

/** Retry delay for a downgrade whose append failed. */
const retryMs = 500

const allAssignors: Readonly<Record<string, Assignor>> = { uniform: uniformAssignor, range: rangeAssignor }

/** The assignors that the broker supports, in its order of preference. */
export function assignorsOf(config: ConfigReader): ReadonlyMap<string, Assignor> {
  const names = (config.text('group.consumer.assignors') ?? '').split(',').map((name) => name.trim())
  return new Map(names.flatMap((name) => (name in allAssignors ? [[name, allAssignors[name] as Assignor]] : [])))
}

interface ConsumerOptions {
  readonly env: Env
  readonly log: Logger
  readonly config: ConfigReader
  readonly topics: TopicsView
  readonly counts?: GroupCounts
}

export class ConsumerGroups implements GroupProtocol {
  readonly #options: ConsumerOptions
  readonly #state: GroupState
  readonly #shard: ShardWriter<GroupRecord>
  readonly #classic: ClassicGroups
  readonly #context: ConsumerContext
  readonly #hashes: TopicHashes
  /** Groups whose regular expressions are being resolved. */
  readonly #resolving = new Set<string>()
  /** Metadata revision when the last topic was created. */
  #topicsRevision: number

  constructor(options: ConsumerOptions, state: GroupState, shard: ShardWriter<GroupRecord>, classic: ClassicGroups) {
    this.#options = options
    this.#state = state
    this.#shard = shard
    this.#classic = classic
    this.#hashes = new TopicHashes(options.topics)
    this.#topicsRevision = options.topics.revision
    this.#context = this.#contextFrom(options)
  }

  #contextFrom({ env, config, topics, counts }: ConsumerOptions): ConsumerContext {
    const ofGroup = (name: string) => (groupId: string) => Number(config.ofGroup(groupId, name))
    return {
      nowMs: () => env.clock.wallMs(),
      newMemberId: () => Buffer.from(env.random.bytes(16)).toString('base64url'),
      topics,
      hashes: this.#hashes,
      assignors: assignorsOf(config),
      get policy() {
        return migrationPolicy(config.text('group.consumer.migration.policy'))
      },
      get groupSizeMax() {
        return config.number('group.consumer.max.size')
      },
      get classicGroupSizeMax() {
        return config.number('group.max.size')
      },
      sessionTimeoutMs: ofGroup('consumer.session.timeout.ms'),
      heartbeatIntervalMs: ofGroup('consumer.heartbeat.interval.ms'),
      assignmentIntervalMs: ofGroup('consumer.assignment.interval.ms'),
      rebalanced() {
        if (counts !== undefined) counts.consumer++
      },
      expire: (groupId, memberId, reason) => this.#expire(groupId, memberId, reason),
      expireInEpoch: (groupId, memberId, epoch) =>
        this.#state.consumer(groupId)?.members.get(memberId)?.memberEpoch === epoch
          ? this.#expire(groupId, memberId, 'it did not revoke its partitions in time')
          : null
    }
  }

  /** Changes the state before it returns. A promise resolves once the records behind the response are committed. */
  beat(command: ConsumerHeartbeat): HeartbeatAnswer | Failure | Promise<HeartbeatAnswer | Failure> {
    const { memberEpoch } = command
    if (memberEpoch === leaveEpoch || memberEpoch === leaveForAWhileEpoch) return this.#leave(command)
    const draft = new Draft()
    const group = this.#groupFor(command, draft)
    if (isFailure(group)) return group
    const before = this.#state.classic(command.groupId)
    const decided = heartbeat({ context: this.#context, group, command, draft })
    if (isFailure(decided)) return decided
    const { beat, regex } = decided.answer
    const done = decided.records.length === 0 ? this.#shown(decided, beat) : this.#run(decided, beat)
    this.#retire(before)
    this.#resolveRegexes(command, regex.isNew)
    return done
  }

  /** A response without records of its own waits until earlier records are committed, which they nearly always are already. */
  #shown<A>(decided: Decided<GroupRecord, unknown>, answer: A): A | Failure | Promise<A | Failure> {
    this.#applyDeadlines(decided)
    return this.#shard.shown<A | Failure>(answer, (failure) => failure)
  }

  async #run<A>(decided: Decided<GroupRecord, unknown>, answer: A): Promise<A | Failure> {
    return (await this.#acknowledged(decided)) ?? answer
  }

  /** Resolves once the decision's records, or earlier ones if it has none, are acknowledged. */
  async #acknowledged(decided: Decided<GroupRecord, unknown>): Promise<Failure | null> {
    return decided.records.length === 0 ? this.#shown(decided, null) : this.#shard.run({ ...decided, answer: null })
  }

  /** Returns the group for a heartbeat. A new or upgraded group is in no map until its records are replayed. */
  #groupFor({ groupId, memberEpoch }: ConsumerHeartbeat, draft: Draft): ConsumerGroup | Failure {
    const group = this.#state.groups.get(groupId)
    const isJoining = memberEpoch === joinEpoch
    if (group === undefined)
      return isJoining
        ? new ConsumerGroup(groupId)
        : failed('GROUP_ID_NOT_FOUND', `Consumer group ${groupId} not found.`)
    const consumer = this.#state.consumer(groupId)
    if (consumer !== undefined) return consumer
    const classic = this.#state.classic(groupId)
    if (!isJoining || classic === undefined)
      return failed('GROUP_ID_NOT_FOUND', `Group ${groupId} is not a consumer group.`)
    if (classic.state !== 'Empty') return upgraded(this.#context, classic, draft)
    draft.records.push(groupRecord(groupId, null))
    return new ConsumerGroup(groupId)
  }

  /** Retires a replaced classic group: tells waiting members to rejoin, and cancels its deadlines. */
  #retire(classic: ClassicGroup | undefined): void {
    if (classic !== undefined && this.#state.groups.get(classic.groupId) !== classic) this.#classic.retire(classic)
  }

  async #leave(command: ConsumerHeartbeat): Promise<HeartbeatAnswer | Failure> {
    const { groupId, memberId, memberEpoch } = command
    const group = this.#state.consumer(groupId)
    if (group === undefined) {
      const isThere = this.#state.groups.has(groupId)
      const message = isThere ? `Group ${groupId} is not a consumer group.` : `Group ${groupId} not found.`
      return failed('GROUP_ID_NOT_FOUND', message)
    }
    const left = leaving(group, command)
    if (isFailure(left)) return left
    const answer = { memberId, memberEpoch, heartbeatIntervalMs: 0, assignment: null }
    if (left.records.length > 0) {
      const draft = new Draft()
      draft.records.push(...left.records)
      return this.#run(draft.decision(null), answer)
    }
    return (await this.#fence(group, [left.member])) ?? answer
  }

  /** Removes members. If only classic protocol members are left, the group is downgraded to a classic group. */
  #fence(group: ConsumerGroup, members: readonly ConsumerMember[]): Promise<Failure | null> {
    if (isDowngradeDue(this.#context, group, members))
      return written(this.#downgrade(group, downgraded(this.#context, group, members), true))
    const draft = new Draft()
    removeMembers(this.#context, group, members, draft)
    return this.#acknowledged(draft.decision(null))
  }

  #downgrade(
    group: ConsumerGroup,
    { classic, records }: Downgrade,
    rebalances: boolean,
    before: readonly GroupRecord[] = []
  ): Appended {
    const appended = this.#shard.append([...before, ...records], { isInState: true })
    if (isFailure(appended)) return appended
    const { groupId } = group
    for (const memberId of group.members.keys())
      for (const name of deadlinesOf(groupId, memberId)) this.#shard.deadlines.cancel(name)
    this.#state.groups.set(groupId, classic)
    this.#options.log.info('downgraded consumer group to classic group', { group: groupId })
    this.#classic.adopt(classic, rebalances ? 'the group was downgraded from a consumer group' : null)
    return appended
  }

  #expire(groupId: string, memberId: string, reason: string): Decided<GroupRecord, unknown> | null {
    const group = this.#state.consumer(groupId)
    const member = group?.members.get(memberId)
    if (group === undefined || member === undefined) return null
    this.#options.log.info('removed consumer group member', { group: groupId, member: memberId, reason })
    if (isDowngradeDue(this.#context, group, [member])) {
      const appended = this.#downgrade(group, downgraded(this.#context, group, [member]), true)
      if (isFailure(appended) && this.#shard.phase === 'active')
        this.#shard.later(deadlinesOf(groupId, memberId)[0] ?? '', retryMs, () =>
          this.#expire(groupId, memberId, reason)
        )
      return null
    }
    const draft = new Draft()
    removeMembers(this.#context, group, [member], draft)
    return draft.decision(null)
  }

  /** Returns the group if it has members, in which case it handles classic protocol requests. */
  withMembers(groupId: string): ConsumerGroup | undefined {
    const group = this.#state.consumer(groupId)
    return group === undefined || group.isEmpty ? undefined : group
  }

  join(group: ConsumerGroup, command: JoinCommand, respond: Respond<JoinAnswer>): void {
    const draft = new Draft()
    const joined = joinConsumerGroup({ context: this.#context, group, command, draft })
    if (isFailure(joined)) {
      respond(joinError(joined.error, ''))
      return
    }
    const { answer, downgrade } = joined
    const told = (failure: Failure | null) => respond(failure === null ? answer : joinError(failure.error, ''))
    if (answer.error !== 'NONE') respond(answer)
    else if (downgrade === null) void this.#acknowledged(draft.decision(null)).then(told)
    else void written(this.#downgrade(group, downgrade, downgrade.rebalances, draft.records)).then(told)
  }

  sync(group: ConsumerGroup, command: SyncCommand, respond: Respond<SyncAnswer>): void {
    const synced = syncConsumerGroup(this.#context, group, command)
    if (isFailure(synced)) {
      respond(syncError(synced.error))
      return
    }
    this.#applyDeadlines(synced)
    const shown = this.#shard.shown(synced.answer, ({ error }) => syncError(error))
    if (shown instanceof Promise) void shown.then(respond)
    else respond(shown)
  }

  heartbeat(group: ConsumerGroup, command: HeartbeatCommand): Failure | null {
    const answered = heartbeatConsumerGroup(this.#context, group, command)
    if (isFailure(answered)) return answered
    this.#applyDeadlines(answered)
    return answered.answer
  }

  #applyDeadlines({ timers = [], cancelled = [] }: Pick<Decided<GroupRecord, unknown>, 'timers' | 'cancelled'>): void {
    const { deadlines } = this.#shard
    for (const name of cancelled) deadlines.cancel(name)
    for (const timer of timers)
      if (!isJoinTimer(timer) || !deadlines.has(timer.name)) this.#shard.later(timer.name, timer.afterMs, timer.decide)
  }

  async leaveClassic(group: ConsumerGroup, members: readonly LeavingMember[]): Promise<LeaveAnswer> {
    const { answer, gone } = leavingClassic(group, members)
    const failure = gone.length === 0 ? null : await this.#fence(group, gone)
    return failure === null ? answer : { error: failure.error, members: [] }
  }

  describe(groupId: string) {
    const [assignor = ''] = this.#context.assignors.keys()
    return describeConsumerGroup(this.#state.groups.get(groupId), groupId, assignor, this.#options.topics)
  }

  committing(): void {}

  /** Restarts the session timeout of every member. */
  loaded(): void {
    this.#topicsRevision = this.#options.topics.revision
    for (const groupId of this.#state.groups.keys()) {
      for (const member of this.#state.consumer(groupId)?.members.values() ?? []) {
        const timers = [sessionTimer(this.#context, groupId, member.memberId)]
        if (member.state === 'unrevoked') timers.push(revocationTimer(this.#context, groupId, member))
        for (const { name, afterMs, decide } of timers) this.#shard.later(name, afterMs, decide)
      }
    }
  }

  /** Makes groups check their topics again when one of them has changed. */
  onImage({ topics, deletedTopics }: ImageDelta): void {
    if (topics.length > 0) this.#topicsRevision = this.#options.topics.revision
    const changed = [...topics, ...deletedTopics]
    for (const { name } of changed) this.#hashes.forget(name)
    for (const groupId of changed.length === 0 ? [] : this.#state.groups.keys()) {
      const group = this.#state.consumer(groupId)
      if (group !== undefined && changed.some(({ name }) => group.subscriptions.has(name))) group.metadataChanged()
    }
  }

  /** Resolves a group's regular expressions in the background. Members see the result with their next heartbeats. */
  #resolveRegexes({ groupId, maySee }: ConsumerHeartbeat, isNew: boolean): void {
    const group = this.#state.consumer(groupId)
    if (group === undefined || this.#resolving.has(groupId)) return
    const { env, config, topics, log } = this.#options
    const nowMs = env.clock.wallMs()
    const refreshIntervalMs = config.number('group.consumer.regex.refresh.interval.ms')
    const regexes = regexesToResolve(group, { nowMs, topicsRevision: this.#topicsRevision, refreshIntervalMs, isNew })
    if (regexes.size === 0) return
    this.#resolving.add(groupId)
    const version = topics.revision
    void matchTopics(env, regexes, topics.topics, maySee).then((matched) => {
      this.#resolving.delete(groupId)
      const current = this.#state.consumer(groupId)
      if (current === undefined || this.#shard.phase !== 'active') return
      const resolved = new Map(
        [...matched].map(([regex, found]) => [regex, { topics: found, version, timestampMs: nowMs }])
      )
      const decision = regexesResolved(this.#context, current, resolved)
      void this.#shard.run(decision).then((done) => {
        if (isFailure(done))
          log.warn('failed to write resolved regular expressions', { group: groupId, error: done.error })
      })
    })
  }
}

/** Resolves with null once the records are committed, or with the failure. */
const written = async (appended: Appended): Promise<Failure | null> => {
  const failure = isFailure(appended) ? appended : await appended.acknowledged
  return failure === null ? null : refusedAppend(failure)
}
