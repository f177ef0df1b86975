/*
 * A member of a streams group: an immutable value, created from records and copied with changes by decisions
 * (org.apache.kafka.coordinator.group.streams.StreamsGroupMember).
 */
import type {
  StreamsGroupCurrentMemberAssignmentValueInput,
  StreamsGroupMemberMetadataValueInput
} from '../../../protocol/index.ts'
import { type MemberState, type MemberStateCodes, memberStateOf } from '../modern/membership.ts'
import type { EpochedPartitions } from '../modern/partitions.ts'
import { type HeldTasks, noTasks, sameHeld, tasksFrom } from './tasks.ts'

/** As in records. */
export const memberStateCodes: MemberStateCodes = {
  stable: 1,
  unrevoked: 2,
  unreleased: 3,
  unknown: 127
}

interface UserEndpoint {
  readonly host: string
  readonly port: number
}

export interface StreamsMember {
  readonly memberId: string
  readonly memberEpoch: number
  readonly previousMemberEpoch: number
  readonly state: MemberState
  readonly instanceId: string | null
  readonly rackId: string | null
  readonly clientId: string
  readonly clientHost: string
  readonly rebalanceTimeoutMs: number
  readonly topologyEpoch: number
  /** Members of the same process share its on-disk state. */
  readonly processId: string
  /** Endpoint for interactive queries to this process. */
  readonly userEndpoint: UserEndpoint | null
  readonly clientTags: ReadonlyMap<string, string>
  readonly assigned: HeldTasks
  readonly pendingRevocation: HeldTasks
}

export const newMember = (memberId: string): StreamsMember => ({
  memberId,
  memberEpoch: 0,
  previousMemberEpoch: 0,
  state: 'stable',
  instanceId: null,
  rackId: null,
  clientId: '',
  clientHost: '',
  rebalanceTimeoutMs: -1,
  topologyEpoch: -1,
  processId: '',
  userEndpoint: null,
  clientTags: new Map(),
  assigned: noTasks,
  pendingRevocation: noTasks
})

export const isReconciledTo = ({ state, memberEpoch }: StreamsMember, targetEpoch: number): boolean =>
  state === 'stable' && memberEpoch === targetEpoch

function sameTags(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value)
}

/** Whether both have the same member metadata record. Epochs and tasks have a separate record. */
export function sameMetadata(a: StreamsMember, b: StreamsMember): boolean {
  return (
    a.instanceId === b.instanceId &&
    a.rackId === b.rackId &&
    a.clientId === b.clientId &&
    a.clientHost === b.clientHost &&
    a.rebalanceTimeoutMs === b.rebalanceTimeoutMs &&
    a.topologyEpoch === b.topologyEpoch &&
    a.processId === b.processId &&
    a.userEndpoint?.host === b.userEndpoint?.host &&
    a.userEndpoint?.port === b.userEndpoint?.port &&
    sameTags(a.clientTags, b.clientTags)
  )
}

export const sameAssignment = (a: StreamsMember, b: StreamsMember): boolean =>
  a.memberEpoch === b.memberEpoch &&
  a.previousMemberEpoch === b.previousMemberEpoch &&
  a.state === b.state &&
  sameHeld(a.assigned, b.assigned) &&
  sameHeld(a.pendingRevocation, b.pendingRevocation)

/** Applies a member metadata record. */
export function withMetadata(member: StreamsMember, value: StreamsGroupMemberMetadataValueInput): StreamsMember {
  const { instanceId, rackId, clientId, clientHost, rebalanceTimeoutMs = -1, topologyEpoch, processId } = value
  const endpoint = value.userEndpoint ?? null
  return {
    ...member,
    instanceId,
    rackId,
    clientId,
    clientHost,
    rebalanceTimeoutMs,
    topologyEpoch,
    processId,
    userEndpoint: endpoint && { host: endpoint.host, port: endpoint.port },
    clientTags: new Map(value.clientTags.map((tag) => [tag.key, tag.value]))
  }
}

type CurrentValue = StreamsGroupCurrentMemberAssignmentValueInput

/** Applies a current assignment record. */
export function withAssignment(member: StreamsMember, value: CurrentValue): StreamsMember {
  const { memberEpoch, previousMemberEpoch } = value
  const state = memberStateOf(value.state, memberStateCodes)
  const assigned: HeldTasks = {
    active: epochsFrom(value.activeTasks, memberEpoch),
    standby: tasksFrom(value.standbyTasks),
    warmup: tasksFrom(value.warmupTasks)
  }
  const pendingRevocation: HeldTasks = {
    active: epochsFrom(value.activeTasksPendingRevocation, memberEpoch),
    standby: tasksFrom(value.standbyTasksPendingRevocation),
    warmup: tasksFrom(value.warmupTasksPendingRevocation)
  }
  return { ...member, memberEpoch, previousMemberEpoch, state, assigned, pendingRevocation }
}

/** If a record lacks assignment epochs, the member epoch is used instead. */
function epochsFrom(list: CurrentValue['activeTasks'], memberEpoch: number): EpochedPartitions {
  return new Map(
    list.map(({ subtopologyId, partitions, assignmentEpochs = null }) => {
      const epochs = assignmentEpochs?.length === partitions.length ? assignmentEpochs : []
      const held = partitions.map((partition, index): [number, number] => [partition, epochs[index] ?? memberEpoch])
      return [subtopologyId, new Map(held)]
    })
  )
}
