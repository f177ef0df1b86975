/* The cluster's transactions: those of coordinators, and those that are open in partitions. */
import { placeOf } from '../../client/index.ts'
import { errorCodes } from '../../protocol/index.ts'
import { brokerError, type Cluster } from './cluster.ts'

interface ListedTransaction {
  readonly transactionalId: string
  readonly state: string
  readonly producerId: bigint
  readonly coordinator: number
}

interface ListFilters {
  readonly states?: readonly string[]
  readonly producerIds?: readonly bigint[]
  readonly longerThanMs?: number | undefined
  readonly pattern?: string | undefined
}

/** Every broker lists those it coordinates. @throws CliError */
export async function listTransactions(cluster: Cluster, filters: ListFilters): Promise<ListedTransaction[]> {
  const { states = [], producerIds = [], longerThanMs, pattern } = filters
  const { brokers } = await cluster.metadata([])
  const found: ListedTransaction[] = []
  for (const { nodeId } of brokers) {
    const body = {
      stateFilters: [...states],
      producerIdFilters: [...producerIds],
      ...(longerThanMs === undefined ? {} : { durationFilter: BigInt(longerThanMs) }),
      ...(pattern === undefined ? {} : { transactionalIdPattern: pattern })
    }
    const leastVersion = pattern !== undefined ? 2 : longerThanMs !== undefined ? 1 : 0
    const answer = await (await cluster.node(nodeId)).call('ListTransactions', body, { leastVersion })
    if (answer.errorCode !== errorCodes.NONE) throw brokerError('transactions', answer.errorCode)
    for (const { transactionalId, transactionState, producerId } of answer.transactionStates)
      found.push({ transactionalId, state: transactionState, producerId, coordinator: nodeId })
  }
  return found.sort((a, b) => (a.transactionalId < b.transactionalId ? -1 : 1))
}

/** The id of the broker that coordinates a transactional id. @throws CliError */
export async function coordinatorOf(cluster: Cluster, transactionalId: string): Promise<number> {
  const { place } = await cluster.transactionCoordinator(transactionalId)
  const { brokers } = await cluster.metadata([])
  return brokers.find((broker) => placeOf(broker) === place)?.nodeId ?? -1
}

/** @throws CliError */
export async function describeTransaction(cluster: Cluster, transactionalId: string) {
  const coordinator = await cluster.transactionCoordinator(transactionalId)
  const { transactionStates } = await coordinator.call('DescribeTransactions', { transactionalIds: [transactionalId] })
  const found = transactionStates[0]
  if (found === undefined || found.errorCode !== errorCodes.NONE)
    throw brokerError(`transactional id ${transactionalId}`, found?.errorCode ?? errorCodes.TRANSACTIONAL_ID_NOT_FOUND)
  return found
}

export interface PartitionProducer {
  readonly topic: string
  readonly partition: number
  readonly producerId: bigint
  readonly producerEpoch: number
  readonly coordinatorEpoch: number
  readonly lastSequence: number
  readonly lastTimestampMs: number
  /** Null if no transaction is open. */
  readonly startOffset: bigint | null
}

/** The producer state of a partition's replica, by default the leader. @throws CliError */
export async function producersOf(
  cluster: Cluster,
  topic: string,
  partition: number,
  broker?: number
): Promise<PartitionProducer[]> {
  const asked = broker ?? (await cluster.leaders(topic)).get(partition)
  if (asked === undefined) throw brokerError(`${topic}-${partition}`, errorCodes.UNKNOWN_TOPIC_OR_PARTITION)
  const body = { topics: [{ name: topic, partitionIndexes: [partition] }] }
  const { topics } = await (await cluster.node(asked)).call('DescribeProducers', body)
  const found = topics[0]?.partitions[0]
  if (found === undefined || found.errorCode !== errorCodes.NONE)
    throw brokerError(`${topic}-${partition}`, found?.errorCode ?? errorCodes.UNKNOWN_SERVER_ERROR, found?.errorMessage)
  return found.activeProducers.map((producer) => ({
    topic,
    partition,
    producerId: producer.producerId,
    producerEpoch: producer.producerEpoch,
    coordinatorEpoch: producer.coordinatorEpoch,
    lastSequence: producer.lastSequence,
    lastTimestampMs: Number(producer.lastTimestamp),
    startOffset: producer.currentTxnStartOffset < 0n ? null : producer.currentTxnStartOffset
  }))
}

interface HangingFilters {
  /** Null means all topics. */
  readonly topics: readonly string[] | null
  readonly partition?: number | undefined
  /** A broker id: only partitions led by it. */
  readonly broker?: number | undefined
  readonly olderThanMs: number
}

/**
 * Transactions open in partitions for longer than any may be, and unknown to every coordinator
 * (org.apache.kafka.tools.TransactionsCommand, find-hanging). @throws CliError
 */
export async function hangingTransactions(
  cluster: Cluster,
  { topics, partition: asked, broker, olderThanMs }: HangingFilters
): Promise<PartitionProducer[]> {
  const candidates: PartitionProducer[] = []
  const beforeMs = cluster.env.clock.wallMs() - olderThanMs
  const known = topics ?? (await cluster.metadata(null)).topics.map(({ name }) => name ?? '')
  for (const topic of known) {
    for (const [partition, leader] of await cluster.leaders(topic)) {
      if ((asked ?? partition) !== partition || (broker ?? leader) !== leader) continue
      const open = (await producersOf(cluster, topic, partition)).filter(
        ({ startOffset, lastTimestampMs }) => startOffset !== null && lastTimestampMs < beforeMs
      )
      candidates.push(...open)
    }
  }
  if (candidates.length === 0) return []
  const producerIds = [...new Set(candidates.map(({ producerId }) => producerId))]
  const held = new Set<string>()
  for (const { transactionalId } of await listTransactions(cluster, { producerIds })) {
    const { producerId, topics: parts } = await describeTransaction(cluster, transactionalId)
    for (const { topic, partitions } of parts)
      for (const partition of partitions) held.add(`${producerId} ${topic} ${partition}`)
  }
  return candidates.filter(({ producerId, topic, partition }) => !held.has(`${producerId} ${topic} ${partition}`))
}
