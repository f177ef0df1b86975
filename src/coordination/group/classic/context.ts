import type { ErrorName } from '../../../protocol/index.ts'
import type { GroupRecord } from '../../group-records.ts'
import type { CoordinatorLog } from '../../settings.ts'

/**
 * Records that a transition wants in the log. The state that they describe is in the group already (its members wait, so
 * there is more to it than the records say); `written` runs once when they are acknowledged, or with the error.
 */
export interface Effect {
  readonly records: readonly GroupRecord[]
  readonly written: (error: ErrorName | null) => void
}

/** What the transitions of a classic group may use. */
export interface ClassicContext {
  nowMs(): number
  /** Runs `run` after a while unless the deadline of that name is moved or cancelled; its effect is written. */
  later(name: string, afterMs: number, run: () => Effect | null): void
  cancel(name: string): void
  /** Writes an effect that comes of something other than a request or a deadline. */
  write(effect: Effect | null): void
  newMemberId(prefix: string): string
  readonly log: CoordinatorLog
  readonly initialRebalanceDelayMs: number
  readonly groupSizeMax: number
}

/** How long a member that has not had its first answer may take (kafka's classicGroupNewMemberJoinTimeoutMs). */
export const newMemberJoinTimeoutMs = 5 * 60 * 1000

export const heartbeatDeadline = (groupId: string, memberId: string): string => `heartbeat ${groupId} ${memberId}`
export const joinDeadline = (groupId: string): string => `join ${groupId}`
export const syncDeadline = (groupId: string): string => `sync ${groupId}`

/** What a client is told when the log refused its records (GroupMetadataManager#appendGroupMetadataErrorToResponseError). */
export function appendErrorToAnswer(error: ErrorName): ErrorName {
  switch (error) {
    case 'UNKNOWN_TOPIC_OR_PARTITION':
    case 'NOT_ENOUGH_REPLICAS':
    case 'NOT_ENOUGH_REPLICAS_AFTER_APPEND':
    case 'REQUEST_TIMED_OUT':
      return 'COORDINATOR_NOT_AVAILABLE'
    case 'NOT_LEADER_OR_FOLLOWER':
    case 'KAFKA_STORAGE_ERROR':
      return 'NOT_COORDINATOR'
    case 'MESSAGE_TOO_LARGE':
    case 'RECORD_LIST_TOO_LARGE':
    case 'INVALID_FETCH_SIZE':
      return 'UNKNOWN_SERVER_ERROR'
    default:
      return error
  }
}
