/*
 * A member of a consumer group: an immutable value, created from records and copied with changes by decisions
 * (org.apache.kafka.coordinator.group.modern.consumer.ConsumerGroupMember).
 */
import type {
  ConsumerGroupCurrentMemberAssignmentValueInput,
  ConsumerGroupMemberMetadataValueInput
} from '../../../protocol/index.ts'
import type { ModernMember } from '../modern/group.ts'
import { type MemberState, type MemberStateCodes, memberStateOf, sameNames } from '../modern/membership.ts'
import { type EpochedPartitions, nothing, sameEpochs } from '../modern/partitions.ts'

/** As in records. */
export const memberStateCodes: MemberStateCodes = {
  stable: 0,
  unrevoked: 1,
  unreleased: 2,
  unknown: 127
}

interface ClassicProtocol {
  readonly name: string
  readonly metadata: Uint8Array
}

/** Additional metadata of a classic protocol member. */
interface ClassicMetadata {
  readonly sessionTimeoutMs: number
  /** In order of preference. */
  readonly protocols: readonly ClassicProtocol[]
}

export interface ConsumerMember extends ModernMember {
  readonly previousMemberEpoch: number
  readonly state: MemberState
  readonly rebalanceTimeoutMs: number
  readonly clientId: string
  readonly clientHost: string
  /** '' means none. Null can occur in old records. */
  readonly subscribedRegex: string | null
  readonly serverAssignor: string | null
  readonly assigned: EpochedPartitions
  readonly pendingRevocation: EpochedPartitions
  /** Null if the member uses the new protocol. */
  readonly classic: ClassicMetadata | null
}

export const newMember = (memberId: string): ConsumerMember => ({
  memberId,
  memberEpoch: 0,
  previousMemberEpoch: -1,
  state: 'stable',
  instanceId: null,
  rackId: null,
  rebalanceTimeoutMs: -1,
  clientId: '',
  clientHost: '',
  subscribedTopics: new Set(),
  subscribedRegex: '',
  serverAssignor: null,
  assigned: nothing,
  pendingRevocation: nothing,
  classic: null
})

/** The regular expression that a member is subscribed with, or null. */
export const regexOf = (member: ConsumerMember | null): string | null => member?.subscribedRegex || null

function sameClassic(a: ClassicMetadata | null, b: ClassicMetadata | null): boolean {
  if (a === null || b === null) return a === b
  if (a.sessionTimeoutMs !== b.sessionTimeoutMs || a.protocols.length !== b.protocols.length) return false
  return a.protocols.every(({ name, metadata }, index) => {
    const other = b.protocols[index]
    return other !== undefined && other.name === name && Buffer.compare(other.metadata, metadata) === 0
  })
}

/** Whether both have the same member metadata record. Epochs and assignment have a separate record. */
export function sameMember(a: ConsumerMember, b: ConsumerMember): boolean {
  if (a === b) return true
  return (
    a.memberId === b.memberId &&
    a.memberEpoch === b.memberEpoch &&
    a.previousMemberEpoch === b.previousMemberEpoch &&
    a.state === b.state &&
    a.instanceId === b.instanceId &&
    a.rackId === b.rackId &&
    a.rebalanceTimeoutMs === b.rebalanceTimeoutMs &&
    a.clientId === b.clientId &&
    a.clientHost === b.clientHost &&
    sameNames(a.subscribedTopics, b.subscribedTopics) &&
    a.subscribedRegex === b.subscribedRegex &&
    a.serverAssignor === b.serverAssignor &&
    sameEpochs(a.assigned, b.assigned) &&
    sameEpochs(a.pendingRevocation, b.pendingRevocation) &&
    sameClassic(a.classic, b.classic)
  )
}

/** Applies a member metadata record. Copies its bytes. */
export function withMetadata(member: ConsumerMember, value: ConsumerGroupMemberMetadataValueInput): ConsumerMember {
  const { instanceId, rackId, clientId, clientHost, subscribedTopicRegex, serverAssignor } = value
  const classic = value.classicMemberMetadata ?? null
  return {
    ...member,
    instanceId,
    rackId,
    clientId,
    clientHost,
    subscribedTopics: new Set(value.subscribedTopicNames),
    subscribedRegex: subscribedTopicRegex,
    rebalanceTimeoutMs: value.rebalanceTimeoutMs ?? -1,
    serverAssignor,
    classic: classic && {
      sessionTimeoutMs: classic.sessionTimeoutMs,
      protocols: classic.supportedProtocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) }))
    }
  }
}

type CurrentValue = ConsumerGroupCurrentMemberAssignmentValueInput

/** Applies a current assignment record. */
export function withAssignment(member: ConsumerMember, value: CurrentValue): ConsumerMember {
  const { memberEpoch, previousMemberEpoch } = value
  const state = memberStateOf(value.state, memberStateCodes)
  const assigned = epochsFrom(value.assignedPartitions, memberEpoch)
  const pendingRevocation = epochsFrom(value.partitionsPendingRevocation, memberEpoch)
  return { ...member, memberEpoch, previousMemberEpoch, state, assigned, pendingRevocation }
}

/** Records written before 4.3 lack assignment epochs, so the member epoch is used instead. */
function epochsFrom(list: CurrentValue['assignedPartitions'], memberEpoch: number): EpochedPartitions {
  if (list.length === 0) return nothing
  const fallback = Math.max(memberEpoch, 0)
  const all = new Map<string, ReadonlyMap<number, number>>()
  for (const { topicId, partitions, assignmentEpochs = null } of list) {
    const known = assignmentEpochs !== null && assignmentEpochs.length === partitions.length ? assignmentEpochs : []
    const epochs = new Map<number, number>()
    for (let index = 0; index < partitions.length; index++)
      epochs.set(partitions[index] as number, known[index] ?? fallback)
    all.set(topicId, epochs)
  }
  return all
}
