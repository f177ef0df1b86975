import type { Logger } from '../../../env/index.ts'
import type { Failure } from '../../../protocol/index.ts'
import type { GroupRecord } from '../records.ts'

/**
 * Records that a transition wants in the log. **Classic groups change their state first and append after**, as Kafka's do: a
 * group in the middle of a rebalance is more than any record says, for its members wait. So the records are not replayed
 * (`isInState`). Other kinds of groups decide, append, replay and answer (`runtime/decision.ts`).
 */
export interface Effect {
  readonly records: readonly GroupRecord[]
  /** Runs once when the records are acknowledged, or with what the log refused them for. What follows from that is written next. */
  readonly written: (failure: Failure | null) => Effect | null
}

/** What the transitions of a classic group may use. */
export interface ClassicContext {
  nowMs(): number
  /** Runs `run` after a while unless the deadline of that name is moved or cancelled; its effect is written. */
  later(name: string, afterMs: number, run: () => Effect | null): void
  cancel(name: string): void
  newMemberId(prefix: string): string
  /** A rebalance was completed. */
  rebalanced(): void
  readonly log: Logger
  readonly initialRebalanceDelayMs: number
  readonly groupSizeMax: number
}

/** How long a member that has not had its first answer may take (kafka's classicGroupNewMemberJoinTimeoutMs). */
export const newMemberJoinTimeoutMs = 5 * 60 * 1000

export const heartbeatDeadline = (groupId: string, memberId: string): string => `heartbeat ${groupId} ${memberId}`
export const joinDeadline = (groupId: string): string => `join ${groupId}`
export const syncDeadline = (groupId: string): string => `sync ${groupId}`
