/*
 * Owns the groups of one partition of __consumer_offsets while this broker leads it: every command on them comes through
 * here, changes the state in one turn, and is answered when its records are acknowledged.
 * Called by the coordinator. Never waits between reading the state and changing it, and knows of no request.
 */
import type { Env } from '../env/index.ts'
import type { ErrorName } from '../protocol/index.ts'
import { Deadlines } from './deadlines.ts'
import { appendErrorToAnswer, type ClassicContext, type Effect } from './group/classic/context.ts'
import { ClassicGroup } from './group/classic/group.ts'
import { type JoinCommand, joinGroup } from './group/classic/join.ts'
import { type LeaveAnswer, type LeavingMember, leaveGroup } from './group/classic/leave.ts'
import { type JoinAnswer, joinError, type Respond, type SyncAnswer, syncError } from './group/classic/member.ts'
import { expectHeartbeat, prepareRebalance } from './group/classic/rebalance.ts'
import { recordOfGroup } from './group/classic/record.ts'
import { type HeartbeatCommand, heartbeat, type SyncCommand, syncGroup } from './group/classic/sync.ts'
import { decodeGroupRecord, encodeGroupRecord, type GroupRecord } from './group-records.ts'
import * as offsets from './offsets.ts'
import { type RecordPlan, ShardLog } from './runtime.ts'
import type { ConfigReader, CoordinatedPartition, CoordinatorLog } from './settings.ts'
import { type Group, ShardState } from './shard-state.ts'

export interface ShardOptions {
  readonly env: Env
  readonly log: CoordinatorLog
  readonly config: ConfigReader
}

/** Tombstones of one append: they need not go together, and a batch has a largest size. */
const removalsPerBatch = 1000
const expiryDeadline = 'expiry'

export class GroupShard {
  readonly records: ShardLog<GroupRecord>
  readonly state = new ShardState()
  readonly #env: Env
  readonly #log: CoordinatorLog
  readonly #config: ConfigReader
  readonly #deadlines: Deadlines
  /** Topics that were deleted while this shard is loaded. */
  readonly #deletedInLoad = new Set<string>()
  readonly #context: ClassicContext

  /** `lost`: the log lost what the state has, and a new shard is to take this one's place. */
  constructor(options: ShardOptions, partition: CoordinatedPartition, lost: () => void) {
    const { env, log, config } = options
    this.#env = env
    this.#log = log
    this.#config = config
    this.#deadlines = new Deadlines(env)
    this.#context = this.#classicContext()
    const plan: RecordPlan<GroupRecord> = {
      encode: encodeGroupRecord,
      replay: (record, at) => this.state.replay(record, { ...at, nowMs: env.clock.wallMs() }),
      replayRead: (key, value, at) =>
        this.state.replay(decodeGroupRecord(key, value), { ...at, nowMs: env.clock.wallMs() }),
      endTransaction: (producerId, isCommit) => this.state.offsets.endTransaction(producerId, isCommit)
    }
    this.records = new ShardLog(env, log, partition, plan, lost)
    this.records.load(() => this.#loaded())
  }

  get isLoading(): boolean {
    return this.records.phase === 'loading'
  }

  /** Leadership has moved: whoever waits is sent to find the coordinator again. */
  close(): void {
    this.records.phase = 'closed'
    this.#deadlines.cancelAll()
    for (const group of this.state.groups.values()) {
      if (!(group instanceof ClassicGroup)) continue
      for (const member of group.members.values()) {
        group.answerJoin(member, joinError('NOT_COORDINATOR', member.memberId))
        group.answerSync(member, syncError('NOT_COORDINATOR'))
      }
    }
  }

  join(command: JoinCommand, respond: Respond<JoinAnswer>): void {
    const { groupId, memberId } = command
    const known = this.state.groups.get(groupId)
    if (known?.type === 'share') {
      respond(joinError('INCONSISTENT_GROUP_PROTOCOL', ''))
      return
    }
    if (known === undefined && memberId !== '') {
      respond(joinError('UNKNOWN_MEMBER_ID', memberId))
      return
    }
    if (known instanceof ClassicGroup) this.#write(joinGroup(this.#context, known, command, respond))
    else this.#joinNewGroup(known, command, respond)
  }

  /** A new group is in the log before anything else of it; one of another protocol without members gives way (KIP-848). */
  #joinNewGroup(former: Group | undefined, command: JoinCommand, respond: Respond<JoinAnswer>): void {
    const { groupId, memberId } = command
    if (memberId !== '') {
      respond(joinError('UNKNOWN_MEMBER_ID', memberId))
      return
    }
    const group = new ClassicGroup(groupId, this.#env.clock.wallMs())
    const records: GroupRecord[] = former === undefined ? [] : former instanceof ClassicGroup ? [] : former.removals()
    records.push({ kind: 'group', groupId, value: { ...recordOfGroup(group), protocolType: '' } })
    const appended = this.#append(records, true)
    if (appended.error !== null) {
      respond(joinError(appendErrorToAnswer(appended.error), ''))
      return
    }
    this.state.groups.set(groupId, group)
    this.#write(joinGroup(this.#context, group, command, respond))
  }

  sync(command: SyncCommand, respond: Respond<SyncAnswer>): void {
    const group = this.state.classic(command.groupId)
    if (group === undefined) respond(syncError('UNKNOWN_MEMBER_ID'))
    else this.#write(syncGroup(this.#context, group, command, respond))
  }

  heartbeat(command: HeartbeatCommand): ErrorName {
    const group = this.state.classic(command.groupId)
    return group === undefined ? 'UNKNOWN_MEMBER_ID' : heartbeat(this.#context, group, command)
  }

  leave(groupId: string, members: readonly LeavingMember[]): LeaveAnswer {
    const group = this.state.classic(groupId)
    if (group === undefined) {
      const left = members.map(({ memberId, groupInstanceId }) => ({
        memberId,
        groupInstanceId,
        error: 'UNKNOWN_MEMBER_ID' as const
      }))
      return { error: 'NONE', members: left }
    }
    const { answer, effect } = leaveGroup(this.#context, group, members)
    this.#write(effect)
    return answer
  }

  commit(command: offsets.CommitCommand): Promise<offsets.Decision<offsets.PartitionErrors[]>> {
    const group = this.state.groups.get(command.groupId)
    const error = offsets.commitRefusal(group, command)
    if (error !== null) return Promise.resolve({ error })
    if (group instanceof ClassicGroup && (group.state === 'Stable' || group.state === 'PreparingRebalance')) {
      const member = group.members.get(command.memberId)
      if (member !== undefined) expectHeartbeat(this.#context, group, member)
    }
    const limits = {
      metadataLengthMax: this.#config.number('offset.metadata.max.bytes'),
      nowMs: this.#env.clock.wallMs()
    }
    return this.#decided(offsets.commitOffsets(command, limits))
  }

  fetch(command: offsets.FetchCommand): offsets.FetchAnswer | Promise<offsets.FetchAnswer> {
    const answer = offsets.fetchOffsets(this.state, command)
    // An offset is shown once it cannot be lost any more.
    const settled = this.records.settled(this.#commitTimeoutMs())
    if (settled === null) return answer
    return settled.then((error) => (error === null ? answer : { error: appendErrorToAnswer(error), topics: [] }))
  }

  deleteOffsets(command: offsets.DeleteOffsetsCommand): Promise<offsets.Decision<offsets.PartitionErrors[]>> {
    return this.#decided(offsets.deleteOffsets(this.state, command))
  }

  /** Removes an empty group with all its offsets (KIP-229). */
  async delete(groupId: string): Promise<ErrorName> {
    const group = this.state.groups.get(groupId)
    if (group === undefined || group.state === 'Dead') return 'GROUP_ID_NOT_FOUND'
    if (group.state !== 'Empty') return 'NON_EMPTY_GROUP'
    // The group's own record goes last, so that what is left of a failure is a group that can be deleted again.
    const records = [...offsets.allOffsetRemovals(this.state, groupId), ...offsets.groupRemovals(group)]
    const error = await this.#writeRemovals(records)
    return error === null ? 'NONE' : appendErrorToAnswer(error)
  }

  topicDeleted(topic: string): void {
    if (this.records.phase === 'active') void this.#writeRemovals(offsets.topicRemovals(this.state, topic))
    else if (this.records.phase === 'loading') this.#deletedInLoad.add(topic)
  }

  async #decided<A>(decision: offsets.Decision<A>): Promise<offsets.Decision<A>> {
    if (decision.error !== null || decision.records.length === 0) return decision
    const appended = this.#append(decision.records, false)
    const error = appended.error ?? (await appended.acknowledged)
    return error === null ? decision : { error: appendErrorToAnswer(error) }
  }

  #commitTimeoutMs(): number {
    return this.#config.number('offsets.commit.timeout.ms')
  }

  #append(records: readonly GroupRecord[], isInState: boolean) {
    return this.records.append(records, { timeoutMs: this.#commitTimeoutMs(), isInState })
  }

  #write(effect: Effect | null): void {
    if (effect === null) return
    const appended = this.#append(effect.records, true)
    if (appended.error !== null) {
      effect.written(appended.error)
      return
    }
    void appended.acknowledged.then((error) => {
      if (this.records.phase === 'active') effect.written(error)
    })
  }

  /** All appended in this turn; resolves when the last is acknowledged, or with the error that ended it. */
  #writeRemovals(records: readonly GroupRecord[]): Promise<ErrorName | null> {
    let last: Promise<ErrorName | null> = Promise.resolve(null)
    for (let from = 0; from < records.length; from += removalsPerBatch) {
      const appended = this.#append(records.slice(from, from + removalsPerBatch), false)
      if (appended.error !== null) {
        const { partition } = this.records.partition
        this.#log.warn('removals could not be written', { partition, error: appended.error })
        return Promise.resolve(appended.error)
      }
      last = appended.acknowledged
    }
    return last
  }

  /** Everyone who was a member has one session timeout from now to show that it lives. */
  #loaded(): void {
    this.state.dropBareGroups()
    // Nobody could commit meanwhile: all that the log has of them is of the topics that were deleted.
    for (const topic of this.#deletedInLoad) this.topicDeleted(topic)
    this.#deletedInLoad.clear()
    for (const group of this.state.groups.values()) {
      if (!(group instanceof ClassicGroup)) continue
      for (const member of group.members.values()) expectHeartbeat(this.#context, group, member)
      if (group.members.size > this.#context.groupSizeMax) {
        this.#write(prepareRebalance(this.#context, group, 'the group is larger than group.max.size'))
      }
    }
    this.#expectExpiry()
  }

  #expectExpiry(): void {
    this.#deadlines.schedule(expiryDeadline, this.#config.number('offsets.retention.check.interval.ms'), () =>
      this.expireOffsets()
    )
  }

  /** What the check of every `offsets.retention.check.interval.ms` does. */
  expireOffsets(): void {
    const retentionMs = this.#config.number('offsets.retention.minutes') * 60_000
    const age = { nowMs: this.#env.clock.wallMs(), retentionMs }
    const records: GroupRecord[] = []
    for (const group of this.state.groups.values()) records.push(...offsets.expiredOffsets(this.state, group, age))
    void this.#writeRemovals(records)
    this.#expectExpiry()
  }

  #classicContext(): ClassicContext {
    const env = this.#env
    const config = this.#config
    return {
      nowMs: () => env.clock.wallMs(),
      later: (name, afterMs, run) => this.#deadlines.schedule(name, afterMs, () => this.#write(run())),
      cancel: (name) => this.#deadlines.cancel(name),
      write: (effect) => this.#write(effect),
      newMemberId: (prefix) => `${prefix}-${hyphenated(env.random.bytes(16))}`,
      log: this.#log,
      get initialRebalanceDelayMs() {
        return config.number('group.initial.rebalance.delay.ms')
      },
      get groupSizeMax() {
        return config.number('group.max.size')
      }
    }
  }
}

/** A version 4 uuid in the usual form, as Kafka's member ids end. */
function hyphenated(bytes: Uint8Array): string {
  const buf = Buffer.from(bytes)
  buf[6] = ((buf[6] ?? 0) & 0x0f) | 0x40
  buf[8] = ((buf[8] ?? 0) & 0x3f) | 0x80
  const hex = buf.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
