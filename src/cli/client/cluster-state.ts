/*
 * The state of a cluster as an operator sees it: brokers, and the current and planned replicas of each partition. Uses only
 * Kafka's public protocol.
 */
import { errorCodes } from '../../protocol/index.ts'
import { brokerError, type Cluster } from './cluster.ts'
import { resourceTypes } from './configs.ts'

const requestMs = 30_000
/** DescribeCluster v2 includes fenced brokers (KIP-1073). */
const fencedVersion = 2
/** How many topics one DescribeConfigs names. */
const topicsAtOnce = 500

export interface BrokerState {
  readonly id: number
  readonly host: string
  readonly port: number
  readonly rack: string | null
  /** Registered but not alive. */
  readonly isFenced: boolean
}

export interface PartitionState {
  readonly topic: string
  readonly partition: number
  /** -1 if there is none. */
  readonly leader: number
  /** All current replicas, including those that a move adds or removes. */
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  readonly adding: readonly number[]
  readonly removing: readonly number[]
}

export interface ClusterState {
  readonly clusterId: string | null
  /** Null if the cluster reports none. */
  readonly controller: number | null
  readonly brokers: readonly BrokerState[]
  readonly partitions: readonly PartitionState[]
}

export const nameOf = ({ topic, partition }: Pick<PartitionState, 'topic' | 'partition'>): string =>
  `${topic}-${partition}`

/** The replicas after the ongoing move. */
export const targetOf = ({ replicas, removing }: PartitionState): number[] =>
  replicas.filter((id) => !removing.includes(id))

export const isMoving = ({ adding, removing }: PartitionState): boolean => adding.length + removing.length > 0

/** Includes fenced brokers if a broker supports DescribeCluster v2. @throws CliError */
export async function clusterState(cluster: Cluster): Promise<ClusterState> {
  const { brokers, controllerId, clusterId = null, topics } = await cluster.metadata(null)
  const moves = await movesUnderWay(cluster)
  const partitions = topics.flatMap(({ name, partitions: those }) =>
    those.map(({ partitionIndex, leaderId, replicaNodes, isrNodes }): PartitionState => {
      const move = moves.get(`${name} ${partitionIndex}`)
      return {
        topic: name ?? '',
        partition: partitionIndex,
        leader: leaderId,
        replicas: move?.replicas ?? replicaNodes,
        isr: isrNodes,
        adding: move?.adding ?? [],
        removing: move?.removing ?? []
      }
    })
  )
  return {
    clusterId,
    controller: controllerId === undefined || controllerId < 0 ? null : controllerId,
    brokers: (await registeredBrokers(cluster, brokers)).sort((a, b) => a.id - b.id),
    partitions: partitions.sort(byName)
  }
}

const byName = (a: PartitionState, b: PartitionState) =>
  a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1

async function registeredBrokers(
  cluster: Cluster,
  alive: readonly { nodeId: number; host: string; port: number; rack?: string | null }[]
): Promise<BrokerState[]> {
  const broker = await cluster.any()
  if (broker.supports('DescribeCluster') && broker.versionOf('DescribeCluster') >= fencedVersion) {
    const answer = await broker.call('DescribeCluster', {
      includeClusterAuthorizedOperations: false,
      endpointType: 1,
      includeFencedBrokers: true
    })
    if (answer.errorCode === errorCodes.NONE)
      return answer.brokers.map(({ brokerId: id, host, port, rack, isFenced }) => ({ id, host, port, rack, isFenced }))
  }
  return alive.map(({ nodeId: id, host, port, rack = null }) => ({ id, host, port, rack, isFenced: false }))
}

type Move = Pick<PartitionState, 'replicas' | 'adding' | 'removing'>

/** Ongoing moves by topic and partition; none if the broker does not support ListPartitionReassignments. @throws CliError */
async function movesUnderWay(cluster: Cluster): Promise<ReadonlyMap<string, Move>> {
  const broker = await cluster.controller()
  const moves = new Map<string, Move>()
  if (!broker.supports('ListPartitionReassignments')) return moves
  const answer = await broker.call('ListPartitionReassignments', { timeoutMs: requestMs, topics: null })
  if (answer.errorCode !== errorCodes.NONE) throw brokerError('moves', answer.errorCode, answer.errorMessage)
  for (const { name, partitions } of answer.topics)
    for (const { partitionIndex, replicas, addingReplicas: adding, removingReplicas: removing } of partitions)
      moves.set(`${name} ${partitionIndex}`, { replicas, adding, removing })
  return moves
}

/** min.insync.replicas of these topics. Unavailable ones are omitted. @throws CliError */
async function leastInSync(cluster: Cluster, topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  const broker = await cluster.controller()
  if (!broker.supports('DescribeConfigs')) return found
  for (let at = 0; at < topics.length; at += topicsAtOnce) {
    const { results } = await broker.call('DescribeConfigs', {
      resources: topics.slice(at, at + topicsAtOnce).map((resourceName) => ({
        resourceType: resourceTypes.topic,
        resourceName,
        configurationKeys: ['min.insync.replicas']
      }))
    })
    for (const { resourceName, configs } of results) {
      const value = configs[0]?.value
      if (value !== undefined && value !== null) found.set(resourceName, Number(value))
    }
  }
  return found
}

/** The problems of a partition, worst first. */
export interface Fault {
  readonly isOffline: boolean
  readonly isUnderMinIsr: boolean
  readonly isUnderReplicated: boolean
}

/**
 * Offline: it has no leader. Under min ISR: fewer replicas are in sync than acks=all requires, which is never more than the
 * replication factor (KIP-966). Under-replicated: not all remaining replicas are in sync.
 */
export function faultOf(state: PartitionState, minInSync: ReadonlyMap<string, number>): Fault {
  const { topic, leader, replicas, isr, adding } = state
  const isOffline = leader < 0
  const least = Math.min(minInSync.get(topic) ?? 1, replicas.length - adding.length)
  return {
    isOffline,
    isUnderMinIsr: isOffline || isr.length < least,
    // As in Kafka, adding replicas do not count until they are in sync.
    isUnderReplicated: isOffline || replicas.some((id) => !adding.includes(id) && !isr.includes(id))
  }
}

/** Every partition with its problems. min.insync.replicas is looked up only where not all are in sync. @throws CliError */
export async function faultsOf(
  cluster: Cluster,
  partitions: readonly PartitionState[]
): Promise<ReadonlyMap<PartitionState, Fault>> {
  const none = new Map<string, number>()
  const short = partitions.filter((each) => faultOf(each, none).isUnderReplicated)
  const minInSync = await leastInSync(cluster, [...new Set(short.map(({ topic }) => topic))])
  return new Map(partitions.map((each) => [each, faultOf(each, minInSync)]))
}
