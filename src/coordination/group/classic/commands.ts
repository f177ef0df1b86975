/*
 * The classic groups of one shard: runs JoinGroup, SyncGroup, Heartbeat and LeaveGroup against their group, and appends the records
 * of the resulting transitions. The state changes before the log: see Effect.
 */

import { type Env, invariant, type Logger } from '../../../env/index.ts'
import { type Failure, failed, isFailure } from '../../../protocol/index.ts'
import { refusedAppend } from '../../runtime/append-errors.ts'
import type { ShardWriter } from '../../runtime/kind.ts'
import type { ConfigReader } from '../config-reader.ts'
import type { GroupCounts } from '../counts.ts'
import type { GroupProtocol } from '../group.ts'
import { type GroupRecord, groupRecord } from '../records.ts'
import type { GroupState } from '../state.ts'
import { type ClassicContext, type Effect, heartbeatDeadline, joinDeadline, syncDeadline } from './context.ts'
import { ClassicGroup } from './group.ts'
import { recordOfGroup } from './group-metadata.ts'
import { brokenInvariant } from './invariants.ts'
import { type JoinCommand, joinGroup } from './join.ts'
import { type LeaveAnswer, type LeavingMember, leaveGroup } from './leave.ts'
import { type JoinAnswer, joinError, type Respond, type SyncAnswer, syncError } from './member.ts'
import { expectHeartbeat, prepareRebalance } from './rebalance.ts'
import { type HeartbeatCommand, heartbeat, type SyncCommand, syncGroup } from './sync.ts'

interface ClassicOptions {
  readonly env: Env
  readonly log: Logger
  readonly config: ConfigReader
  readonly counts?: Pick<GroupCounts, 'completed'>
}

export class ClassicGroups implements GroupProtocol {
  readonly #state: GroupState
  readonly #shard: ShardWriter<GroupRecord>
  readonly #context: ClassicContext

  constructor(options: ClassicOptions, state: GroupState, shard: ShardWriter<GroupRecord>) {
    this.#state = state
    this.#shard = shard
    this.#context = this.#contextFrom(options)
  }

  join(command: JoinCommand, respond: Respond<JoinAnswer>): void {
    const { groupId, memberId } = command
    const group = this.#state.classic(groupId)
    if (group !== undefined) {
      this.#write(joinGroup(this.#context, group, command, respond))
      return
    }
    // An empty group of another type is replaced (KIP-848).
    const removed = this.#state.groups.get(groupId)?.giveWay() ?? []
    if (isFailure(removed)) respond(joinError(removed.error, ''))
    else if (memberId !== '') respond(joinError('UNKNOWN_MEMBER_ID', memberId))
    else this.#joinNewGroup(removed, command, respond)
  }

  /** Writes a new group to the log before it can do anything else. */
  #joinNewGroup(removed: readonly GroupRecord[], command: JoinCommand, respond: Respond<JoinAnswer>): void {
    const { groupId } = command
    const group = new ClassicGroup(groupId, this.#context.nowMs())
    const made = groupRecord(groupId, { ...recordOfGroup(group), protocolType: '' })
    const appended = this.#shard.append([...removed, made], { isInState: true })
    if (isFailure(appended)) {
      respond(joinError(refusedAppend(appended).error, ''))
      return
    }
    this.#state.groups.set(groupId, group)
    this.#write(joinGroup(this.#context, group, command, respond))
  }

  sync(command: SyncCommand, respond: Respond<SyncAnswer>): void {
    const group = this.#state.classic(command.groupId)
    if (group === undefined) respond(syncError('UNKNOWN_MEMBER_ID'))
    else this.#write(syncGroup(this.#context, group, command, respond))
  }

  heartbeat(command: HeartbeatCommand): Failure | null {
    const group = this.#state.classic(command.groupId)
    return group === undefined ? failed('UNKNOWN_MEMBER_ID') : heartbeat(this.#context, group, command)
  }

  leave(groupId: string, members: readonly LeavingMember[]): LeaveAnswer {
    const group = this.#state.classic(groupId)
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

  /** Takes over a group converted from a consumer group. Starts its session timeouts, and a rebalance if `reason` is set. */
  adopt(group: ClassicGroup, reason: string | null): void {
    for (const member of group.members.values()) expectHeartbeat(this.#context, group, member)
    if (reason !== null) this.#write(prepareRebalance(this.#context, group, reason))
  }

  /** The group was converted to a consumer group: cancels all its pending work. */
  retire(group: ClassicGroup): void {
    const { groupId } = group
    for (const name of [joinDeadline(groupId), syncDeadline(groupId)]) this.#shard.deadlines.cancel(name)
    for (const memberId of [...group.members.keys(), ...group.pendingJoin])
      this.#shard.deadlines.cancel(heartbeatDeadline(groupId, memberId))
    group.end('REBALANCE_IN_PROGRESS')
  }

  committing(groupId: string, memberId: string): void {
    const group = this.#state.classic(groupId)
    if (group?.state !== 'Stable' && group?.state !== 'PreparingRebalance') return
    const member = group.members.get(memberId)
    if (member !== undefined) expectHeartbeat(this.#context, group, member)
  }

  /** Restarts the session timeout of every member. */
  loaded(): void {
    for (const groupId of this.#state.groups.keys()) {
      const group = this.#state.classic(groupId)
      if (group === undefined) continue
      for (const member of group.members.values()) expectHeartbeat(this.#context, group, member)
      if (group.members.size > this.#context.groupSizeMax)
        this.#write(prepareRebalance(this.#context, group, 'the group is larger than group.max.size'))
    }
  }

  /** Every command and deadline ends here, after changing the state. */
  #write(effect: Effect | null): void {
    invariant('classic groups', this.#broken)
    if (effect === null) return
    const appended = this.#shard.append(effect.records, { isInState: true })
    if (isFailure(appended)) {
      this.#write(effect.written(appended))
      return
    }
    void appended.acknowledged.then((failure) => {
      if (this.#shard.phase === 'active') this.#write(effect.written(failure))
    })
  }

  readonly #broken = (): string | null => {
    for (const [groupId, group] of this.#state.groups) {
      const what = group instanceof ClassicGroup ? brokenInvariant(group) : null
      if (what !== null) return `${groupId}: ${what}`
    }
    return null
  }

  #contextFrom({ env, log, config, counts }: ClassicOptions): ClassicContext {
    const { deadlines } = this.#shard
    return {
      nowMs: () => env.clock.wallMs(),
      later: (name, afterMs, run) => deadlines.schedule(name, afterMs, () => this.#write(run())),
      cancel: (name) => deadlines.cancel(name),
      newMemberId: (prefix) => `${prefix}-${hyphenated(env.random.bytes(16))}`,
      rebalanced() {
        if (counts !== undefined) counts.completed++
      },
      log,
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
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
