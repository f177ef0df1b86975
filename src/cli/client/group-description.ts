import { consumerProtocolAssignment, errorCodes } from '../../protocol/index.ts'
import { CliError } from '../cli-error.ts'
import { brokerError, type Cluster } from './cluster.ts'
import type { BrokerClient } from './connection.ts'
import { decodeWithVersion } from './group.ts'

interface Assigned {
  readonly topic: string
  readonly partitions: readonly number[]
}

export interface DescribedMember {
  readonly member: string
  readonly instance: string | null
  readonly client: string
  readonly host: string
  /** `classic` or `consumer`: the protocol that it speaks. */
  readonly protocol: 'classic' | 'consumer'
  /** Null for members of a classic group. */
  readonly epoch: number | null
  readonly assignment: readonly Assigned[]
  /** What it is to have; null in a classic group. */
  readonly target: readonly Assigned[] | null
}

/** What is shown of a group of either kind. */
export interface GroupDescription {
  readonly state: string
  readonly type: 'classic' | 'consumer'
  /** The assignor, or the protocol that members of a classic group agreed upon. */
  readonly protocol: string
  /** Epochs of a consumer group; null in a classic one. */
  readonly epoch: number | null
  readonly assignmentEpoch: number | null
  readonly members: readonly DescribedMember[]
}

/** @throws CliError */
export async function describedGroup(cluster: Cluster, group: string): Promise<GroupDescription> {
  const broker = await cluster.coordinator(group)
  return (await consumerGroup(broker, group)) ?? classicGroup(broker, group)
}

const assignedIn = (list: readonly { readonly topicName: string; readonly partitions: readonly number[] }[]) =>
  list.map(({ topicName: topic, partitions }) => ({ topic, partitions }))

/** Null when it is no consumer group. @throws CliError */
async function consumerGroup(broker: BrokerClient, group: string): Promise<GroupDescription | null> {
  if (!broker.supports('ConsumerGroupDescribe')) return null
  const { groups } = await broker.call('ConsumerGroupDescribe', {
    groupIds: [group],
    includeAuthorizedOperations: false
  })
  const found = groups[0]
  if (found === undefined || found.errorCode === errorCodes.GROUP_ID_NOT_FOUND) return null
  if (found.errorCode === errorCodes.UNSUPPORTED_VERSION) return null
  if (found.errorCode !== errorCodes.NONE) throw brokerError(`group ${group}`, found.errorCode, found.errorMessage)
  return {
    state: found.groupState,
    type: 'consumer',
    protocol: found.assignorName,
    epoch: found.groupEpoch,
    assignmentEpoch: found.assignmentEpoch,
    members: found.members.map((each) => ({
      member: each.memberId,
      instance: each.instanceId,
      client: each.clientId,
      host: each.clientHost,
      protocol: each.memberType === 0 ? 'classic' : 'consumer',
      epoch: each.memberEpoch,
      assignment: assignedIn(each.assignment.topicPartitions),
      target: assignedIn(each.targetAssignment.topicPartitions)
    }))
  }
}

async function classicGroup(broker: BrokerClient, group: string): Promise<GroupDescription> {
  const { groups } = await broker.call('DescribeGroups', { groups: [group] })
  const found = groups[0]
  if (found === undefined) throw new CliError(`group ${group}: the broker says nothing of it`)
  if (found.errorCode !== errorCodes.NONE) throw brokerError(`group ${group}`, found.errorCode, found.errorMessage)
  return {
    state: found.groupState,
    type: 'classic',
    protocol: found.protocolData,
    epoch: null,
    assignmentEpoch: null,
    members: found.members.map((each) => ({
      member: each.memberId,
      instance: each.groupInstanceId,
      client: each.clientId,
      host: each.clientHost,
      protocol: 'classic',
      epoch: null,
      assignment: assignmentOf(found.protocolType, each.memberAssignment),
      target: null
    }))
  }
}

/** Only consumers say their assignment in Kafka's words: what workers of Kafka Connect or a registry assign is their own. */
function assignmentOf(protocolType: string, assignment: Uint8Array): readonly Assigned[] {
  if (protocolType !== 'consumer' || assignment.length === 0) return []
  return decodeWithVersion(consumerProtocolAssignment, assignment).assignedPartitions
}
