/*
 * The description of a group of any type.
 */
import {
  consumerProtocolAssignment,
  errorCodes,
  type ResponseMap,
  type StreamsGroupDescribeResponse
} from '../../protocol/index.ts'
import { brokerError, type Cluster } from './cluster.ts'
import type { BrokerClient } from './connection.ts'
import { decodeWithVersion } from './group.ts'

export const groupTypes = ['classic', 'consumer', 'share', 'streams'] as const
type GroupType = (typeof groupTypes)[number]

interface Assigned {
  readonly topic: string
  readonly partitions: readonly number[]
}

interface AssignedTasks {
  readonly subtopology: string
  readonly partitions: readonly number[]
}

/** Current or target tasks of a streams group member. */
export interface Tasks {
  readonly active: readonly AssignedTasks[]
  readonly standby: readonly AssignedTasks[]
  readonly warmup: readonly AssignedTasks[]
}

export interface DescribedMember {
  readonly member: string
  readonly instance: string | null
  readonly client: string
  readonly host: string
  /** The member's protocol, which may be classic in a group of another type. */
  readonly protocol: GroupType
  /** Null for members of a classic group. */
  readonly epoch: number | null
  readonly rack: string | null
  /** For a streams group: the partitions of its active tasks. */
  readonly assignment: readonly Assigned[]
  /** The target assignment; null in classic and share groups. */
  readonly target: readonly Assigned[] | null
  /** Set only for members of streams groups. */
  readonly streams?: {
    readonly process: string
    readonly topologyEpoch: number
    /** The endpoint of its process for queries. */
    readonly endpoint: string | null
    readonly tags: Readonly<Record<string, string>>
    readonly tasks: Tasks
    readonly targetTasks: Tasks
  }
}

export interface GroupDescription {
  readonly state: string
  readonly type: GroupType
  /** The assignor, or the protocol chosen by a classic group; empty for streams groups. */
  readonly protocol: string
  /** The coordinator's address. */
  readonly coordinator: string
  /** Null in a classic group. */
  readonly epoch: number | null
  readonly assignmentEpoch: number | null
  readonly members: readonly DescribedMember[]
  /** The topology of a streams group. */
  readonly topology: StreamsTopology | null
}

type StreamsTopology = NonNullable<StreamsGroupDescribeResponse['groups'][number]['topology']>
type Described = Omit<GroupDescription, 'coordinator'>

/** @throws CliError, also if the group does not exist */
export async function describedGroup(cluster: Cluster, group: string): Promise<GroupDescription> {
  const found = await foundGroup(cluster, group)
  if (found === null) throw brokerError(`group ${group}`, errorCodes.GROUP_ID_NOT_FOUND)
  return found
}

/** Null if there is no such group; brokers before Kafka 4.0 report it as Dead. @throws CliError */
export async function foundGroup(cluster: Cluster, group: string): Promise<GroupDescription | null> {
  const broker = await cluster.coordinator(group)
  const found =
    (await consumerGroup(broker, group)) ??
    (await streamsGroup(broker, group)) ??
    (await shareGroup(broker, group)) ??
    (await classicGroup(broker, group))
  return found && { ...found, coordinator: broker.place }
}

const assignedIn = (list: readonly { readonly topicName: string; readonly partitions: readonly number[] }[]) =>
  list.map(({ topicName: topic, partitions }) => ({ topic, partitions }))

interface Answered {
  readonly errorCode: number
  readonly errorMessage?: string | null
}

/** Null for a group of another type, and if the broker does not know the type. @throws CliError */
function ofThisKind<T extends Answered>(found: T | undefined, group: string): T | null {
  if (found === undefined || found.errorCode === errorCodes.GROUP_ID_NOT_FOUND) return null
  if (found.errorCode === errorCodes.UNSUPPORTED_VERSION) return null
  if (found.errorCode !== errorCodes.NONE) throw brokerError(`group ${group}`, found.errorCode, found.errorMessage)
  return found
}

const only = (group: string) => ({ groupIds: [group], includeAuthorizedOperations: false })

type AssignedGroup = ResponseMap['ConsumerGroupDescribe' | 'ShareGroupDescribe']['groups'][number]

/** The fields shared by the group types with server-side assignment. */
const assignedByBroker = <T extends string>(found: AssignedGroup, type: T) => ({
  state: found.groupState,
  type,
  protocol: found.assignorName,
  epoch: found.groupEpoch,
  assignmentEpoch: found.assignmentEpoch,
  topology: null
})

async function consumerGroup(broker: BrokerClient, group: string): Promise<Described | null> {
  if (!broker.supports('ConsumerGroupDescribe')) return null
  const { groups } = await broker.call('ConsumerGroupDescribe', only(group))
  const found = ofThisKind(groups[0], group)
  if (found === null) return null
  return {
    ...assignedByBroker(found, 'consumer'),
    members: found.members.map((each) => ({
      member: each.memberId,
      instance: each.instanceId,
      client: each.clientId,
      host: each.clientHost,
      protocol: each.memberType === 0 ? 'classic' : 'consumer',
      epoch: each.memberEpoch,
      rack: each.rackId,
      assignment: assignedIn(each.assignment.topicPartitions),
      target: assignedIn(each.targetAssignment.topicPartitions)
    }))
  }
}

async function shareGroup(broker: BrokerClient, group: string): Promise<Described | null> {
  if (!broker.supports('ShareGroupDescribe')) return null
  const { groups } = await broker.call('ShareGroupDescribe', only(group))
  const found = ofThisKind(groups[0], group)
  if (found === null) return null
  return {
    ...assignedByBroker(found, 'share'),
    members: found.members.map((each) => ({
      member: each.memberId,
      instance: null,
      client: each.clientId,
      host: each.clientHost,
      protocol: 'share',
      epoch: each.memberEpoch,
      rack: each.rackId,
      assignment: assignedIn(each.assignment.topicPartitions),
      target: null
    }))
  }
}

async function streamsGroup(broker: BrokerClient, group: string): Promise<Described | null> {
  if (!broker.supports('StreamsGroupDescribe')) return null
  const { groups } = await broker.call('StreamsGroupDescribe', only(group))
  const found = ofThisKind(groups[0], group)
  if (found === null) return null
  const { topology } = found
  return {
    state: found.groupState,
    type: 'streams',
    protocol: '',
    epoch: found.groupEpoch,
    assignmentEpoch: found.assignmentEpoch,
    topology,
    members: found.members.map((each) => {
      const tasks = tasksOf(each.assignment)
      const targetTasks = tasksOf(each.targetAssignment)
      return {
        member: each.memberId,
        instance: each.instanceId,
        client: each.clientId,
        host: each.clientHost,
        protocol: each.isClassic ? 'classic' : 'streams',
        epoch: each.memberEpoch,
        rack: each.rackId,
        assignment: partitionsOfTasks(tasks, topology),
        target: partitionsOfTasks(targetTasks, topology),
        streams: {
          process: each.processId,
          topologyEpoch: each.topologyEpoch,
          endpoint: each.userEndpoint === null ? null : `${each.userEndpoint.host}:${each.userEndpoint.port}`,
          tags: Object.fromEntries(each.clientTags.map(({ key, value }) => [key, value])),
          tasks,
          targetTasks
        }
      }
    })
  }
}

type StreamsAssignment = StreamsGroupDescribeResponse['groups'][number]['members'][number]['assignment']

function tasksOf({ activeTasks, standbyTasks, warmupTasks }: StreamsAssignment): Tasks {
  const named = (list: StreamsAssignment['activeTasks']) =>
    list.map(({ subtopologyId: subtopology, partitions }) => ({ subtopology, partitions }))
  return { active: named(activeTasks), standby: named(standbyTasks), warmup: named(warmupTasks) }
}

function partitionsOfTasks({ active }: Tasks, topology: StreamsTopology | null): readonly Assigned[] {
  const subtopologies = new Map((topology?.subtopologies ?? []).map((each) => [each.subtopologyId, each]))
  return active.flatMap(({ subtopology, partitions }) => {
    const found = subtopologies.get(subtopology)
    if (found === undefined) return []
    const topics = [...found.sourceTopics, ...found.repartitionSourceTopics.map(({ name }) => name)]
    return topics.map((topic) => ({ topic, partitions }))
  })
}

/** The external source topics of an application. */
export const sourceTopicsOf = ({ topology }: GroupDescription): readonly string[] => [
  ...new Set((topology?.subtopologies ?? []).flatMap(({ sourceTopics }) => sourceTopics))
]

/** The internal topics of an application: repartition topics and changelogs. */
export const internalTopicsOf = ({ topology }: GroupDescription): readonly string[] => [
  ...new Set(
    (topology?.subtopologies ?? []).flatMap(({ repartitionSourceTopics, stateChangelogTopics }) =>
      [...repartitionSourceTopics, ...stateChangelogTopics].map(({ name }) => name)
    )
  )
]

async function classicGroup(broker: BrokerClient, group: string): Promise<Described | null> {
  const { groups } = await broker.call('DescribeGroups', { groups: [group] })
  const found = ofThisKind(groups[0], group)
  if (found === null) return null
  return {
    state: found.groupState,
    type: 'classic',
    protocol: found.protocolData,
    epoch: null,
    assignmentEpoch: null,
    topology: null,
    members: found.members.map((each) => ({
      member: each.memberId,
      instance: each.groupInstanceId,
      client: each.clientId,
      host: each.clientHost,
      protocol: 'classic',
      epoch: null,
      rack: null,
      assignment: assignmentOf(found.protocolType, each.memberAssignment),
      target: null
    }))
  }
}

/** Only consumers use Kafka's assignment format; workers of Kafka Connect or a registry have their own. */
function assignmentOf(protocolType: string, assignment: Uint8Array): readonly Assigned[] {
  if (protocolType !== 'consumer' || assignment.length === 0) return []
  return decodeWithVersion(consumerProtocolAssignment, assignment).assignedPartitions
}
