import type { Logger } from '../../../env/index.ts'
import type { Failure } from '../../../protocol/index.ts'
import type { GroupRecord } from '../records.ts'

/**
 * Records that a transition has to write. **Classic groups change their state first and append afterwards**, as in Kafka: records do
 * not capture a group in the middle of a rebalance, with members waiting. So the records are not replayed (`isInState`). Other group
 * types decide, append, replay and respond (`runtime/decision.ts`).
 */
export interface Effect {
  readonly records: readonly GroupRecord[]
  /** Called once the records are acknowledged, or with the failure. The effect it returns is written next. */
  readonly written: (failure: Failure | null) => Effect | null
}

/** Dependencies of the transitions of a classic group. */
export interface ClassicContext {
  nowMs(): number
  /** Calls `run` at the deadline, unless it is moved or cancelled by name, and writes its effect. */
  later(name: string, afterMs: number, run: () => Effect | null): void
  cancel(name: string): void
  newMemberId(prefix: string): string
  /** Counts a completed rebalance. */
  rebalanced(): void
  readonly log: Logger
  readonly initialRebalanceDelayMs: number
  readonly groupSizeMax: number
}

/** Session timeout of a member that has not had its first response yet (Kafka's classicGroupNewMemberJoinTimeoutMs). */
export const newMemberJoinTimeoutMs = 5 * 60 * 1000

export const heartbeatDeadline = (groupId: string, memberId: string): string => `heartbeat ${groupId} ${memberId}`
export const joinDeadline = (groupId: string): string => `join ${groupId}`
export const syncDeadline = (groupId: string): string => `sync ${groupId}`
