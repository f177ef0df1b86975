/*
 * Member epochs and states of consumer, share and streams groups, and Kafka's messages for fenced and unknown members
 * (org.apache.kafka.coordinator.group.GroupMetadataManager).
 */
import { type Failure, failed } from '../../../protocol/index.ts'
import type { TopicPartitionList } from './partitions.ts'

/** Member epochs for joining, leaving, and leaving temporarily (static members). */
export const joinEpoch = 0
export const leaveEpoch = -1
export const leaveForAWhileEpoch = -2

/**
 * `unrevoked`: the member still has to revoke partitions. `unreleased`: other members have not released its target partitions yet. Each
 * group type uses its own codes in records.
 */
export type MemberState = 'stable' | 'unrevoked' | 'unreleased' | 'unknown'

export type MemberStateCodes = { readonly [K in MemberState]: number }

const memberStates: readonly MemberState[] = ['stable', 'unrevoked', 'unreleased']

export function memberStateOf(code: number, codes: MemberStateCodes): MemberState {
  return memberStates.find((state) => codes[state] === code) ?? 'unknown'
}

/** Heartbeat response for a member of a group that assigns partitions. */
export interface HeartbeatAnswer {
  readonly memberId: string
  readonly memberEpoch: number
  readonly heartbeatIntervalMs: number
  /** Null means unchanged. */
  readonly assignment: readonly TopicPartitionList[] | null
}

export const isBlank = (text: string | null): boolean => text !== null && text.trim() === ''

export function sameNames(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a === b) return true
  if (a.size !== b.size) return false
  for (const name of a) if (!b.has(name)) return false
  return true
}

export const unknownMember = (groupId: string, memberId: string): Failure =>
  failed('UNKNOWN_MEMBER_ID', `Member ${memberId} is not a member of group ${groupId}.`)

/** `memberEpoch` is the one that the member sent, `knownEpoch` its actual one. */
export function fencedEpoch(
  kind: 'consumer' | 'share' | 'streams',
  memberEpoch: number,
  knownEpoch: number,
  previousEpoch?: number
): Failure {
  const how = memberEpoch > knownEpoch ? 'greater' : 'smaller'
  const tellsPrevious = previousEpoch !== undefined && memberEpoch < knownEpoch
  const also = tellsPrevious ? `, and it does not match the previous member epoch (${previousEpoch})` : ''
  return failed(
    'FENCED_MEMBER_EPOCH',
    `The ${kind} group member has a ${how} member epoch (${memberEpoch}) than the one known by the group coordinator ` +
      `(${knownEpoch})${also}. The member must abandon all its partitions and rejoin.`
  )
}
