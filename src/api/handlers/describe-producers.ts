import { invalidTopicName } from '../../metadata/index.ts'
import { type ErrorName, errorCodes, isFailure } from '../../protocol/index.ts'
import { refusals } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'

/**
 * DescribeProducers (61): the producer ids writing to a partition and their open transactions. Followers answer too. Source:
 * KIP-664; kafka.server.ReplicaManager#activeProducerState.
 */
export const describeProducers: Handler<'DescribeProducers'> = (request, context) => ({
  topics: request.topics.map(({ name, partitionIndexes }) => ({
    name,
    partitions: partitionIndexes.map((partitionIndex) => ({
      partitionIndex,
      ...producersOf(name, partitionIndex, context)
    }))
  }))
})

function producersOf(topic: string, index: number, context: RequestContext) {
  const refuse = (error: ErrorName, message: string | null = null) => ({
    errorCode: errorCodes[error],
    errorMessage: message,
    activeProducers: []
  })
  const badName = invalidTopicName(topic)
  if (badName !== null) return refuse('INVALID_TOPIC_EXCEPTION', badName)
  if (!context.may('READ', 'TOPIC', topic)) return refuse(refusals.TOPIC.error, refusals.TOPIC.message)
  if (context.image.topic(topic) === undefined)
    return refuse('UNKNOWN_TOPIC_OR_PARTITION', 'This server does not host this topic-partition.')
  const partition = context.partitions.replica(topic, index)
  if (isFailure(partition)) return refuse(partition.error)
  const activeProducers = partition.producers().map((producer) => ({
    producerId: BigInt(producer.producerId),
    producerEpoch: producer.producerEpoch,
    lastSequence: producer.lastSequence,
    lastTimestamp: BigInt(producer.lastTimestampMs),
    coordinatorEpoch: producer.coordinatorEpoch,
    currentTxnStartOffset: BigInt(producer.currentTransactionFirstOffset)
  }))
  return { errorCode: 0, errorMessage: null, activeProducers }
}
