import { isInternalTopic } from '../../controller/index.ts'
import type { PartitionOfTopic } from '../../coordination/index.ts'
import {
  type AddPartitionsToTxnRequest,
  type AddPartitionsToTxnRequestTransaction,
  type ErrorName,
  errorCodes,
  type Failure,
  failed
} from '../../protocol/index.ts'
import { mayOnCluster } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { errorAnswer } from '../error-answers.ts'
import { fencedAs } from '../fenced.ts'

type Topics = AddPartitionsToTxnRequest['v3AndBelowTopics']

/**
 * AddPartitionsToTxn (24): adds partitions to a transaction before a producer writes to them. Clients send one transaction (v0 to
 * v3); from v4 on brokers send several, also just to verify partitions (KIP-890). Source: KIP-98;
 * kafka.server.KafkaApis#handleAddPartitionsToTxnRequest.
 */
export const addPartitionsToTxn: Handler<'AddPartitionsToTxn'> = async (request, context) => {
  if (context.apiVersion < 4) return { resultsByTopicV3AndBelow: await addForClient(request, context) }
  if (!mayOnCluster(context, 'CLUSTER_ACTION'))
    return errorAnswer('AddPartitionsToTxn', context.apiVersion, request, errorCodes.CLUSTER_AUTHORIZATION_FAILED)
  const results = await Promise.all(
    request.transactions.map(async (transaction) => ({
      transactionalId: transaction.transactionalId,
      topicResults: await addForBroker(transaction, context)
    }))
  )
  // Kafka fails the whole request if the cluster's transaction.version is 0.
  const isTooNew = results.some(({ topicResults }) =>
    topicResults.some(({ resultsByPartition }) =>
      resultsByPartition.some(({ partitionErrorCode }) => partitionErrorCode === errorCodes.UNSUPPORTED_VERSION)
    )
  )
  if (isTooNew) return errorAnswer('AddPartitionsToTxn', context.apiVersion, request, errorCodes.UNSUPPORTED_VERSION)
  return { errorCode: 0, resultsByTransaction: results }
}

async function addForClient(request: AddPartitionsToTxnRequest, context: RequestContext) {
  const {
    v3AndBelowTransactionalId: transactionalId,
    v3AndBelowProducerId: producerId,
    v3AndBelowProducerEpoch: producerEpoch,
    v3AndBelowTopics: topics
  } = request
  if (!context.may('WRITE', 'TRANSACTIONAL_ID', transactionalId))
    return resultsOf(topics, () => 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED')
  const refused = refusedOf(topics, (name) => mayAdd(name, context), context)
  if (refused !== null) return refused
  const failure = await context.transactions.addPartitions({
    transactionalId,
    producerId: Number(producerId),
    producerEpoch,
    partitions: partitionsOf(topics),
    clientVersion: 0
  })
  return resultsOf(topics, () => fencedAs(failure?.error ?? 'NONE', context.apiVersion >= 2))
}

/** Offsets join a transaction only through AddOffsetsToTxn, and internal topics never do. */
const mayAdd = (topic: string, context: RequestContext): boolean =>
  !isInternalTopic(topic) && context.may('WRITE', 'TOPIC', topic)

/** All or nothing: if one partition cannot be added, the others are not attempted. Null if all can be added. */
function refusedOf(topics: Topics, mayBeAdded: (topic: string) => boolean, { image }: RequestContext) {
  const faultOf = (name: string, index: number): Failure | null => {
    if (!mayBeAdded(name)) return failed('TOPIC_AUTHORIZATION_FAILED')
    return image.topic(name)?.partitions[index] === undefined ? failed('UNKNOWN_TOPIC_OR_PARTITION') : null
  }
  const faults = topics.flatMap(({ name, partitions }) => partitions.map((index) => faultOf(name, index)))
  if (faults.every((fault) => fault === null)) return null
  let at = 0
  return resultsOf(topics, () => faults[at++]?.error ?? 'OPERATION_NOT_ATTEMPTED')
}

async function addForBroker(transaction: AddPartitionsToTxnRequestTransaction, context: RequestContext) {
  const { transactionalId, producerEpoch, verifyOnly, topics } = transaction
  const refused = refusedOf(topics, () => true, context)
  if (refused !== null) return refused
  const partitions = partitionsOf(topics)
  const command = {
    transactionalId,
    producerId: Number(transaction.producerId),
    producerEpoch,
    partitions,
    clientVersion: 2
  } as const
  if (!verifyOnly) {
    const failure = await context.transactions.addPartitions(command)
    return resultsOf(topics, () => failure?.error ?? 'NONE')
  }
  const failures = await context.transactions.verifyPartitions(command)
  let at = 0
  const named = topics.filter(({ partitions }) => partitions.length > 0)
  return resultsOf(named, () => failures[at++]?.error ?? 'NONE')
}

const partitionsOf = (topics: Topics): PartitionOfTopic[] =>
  topics.flatMap(({ name, partitions }) => partitions.map((partition) => ({ topic: name, partition })))

const resultsOf = (topics: Topics, errorOf: () => ErrorName) =>
  topics.map(({ name, partitions }) => ({
    name,
    resultsByPartition: partitions.map((partitionIndex) => ({
      partitionIndex,
      partitionErrorCode: errorCodes[errorOf()]
    }))
  }))
