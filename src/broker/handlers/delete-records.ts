import { asOffset, type DeleteRecordsRequestTopicPartition, type ErrorName, errorCodes } from '../../protocol/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { isPartition, noOffset } from '../partitions.ts'
import { isInternalTopic } from '../topic-names.ts'

/**
 * DeleteRecords (21): moves the start of partitions forward; offset -1 means the high watermark. The new starts are on disk
 * before the answer, so that records do not come back after a kill. v2 is flexible.
 * Source: KIP-107; kafka.cluster.Partition#deleteRecordsOnLeader.
 */
export const deleteRecords: Handler<'DeleteRecords'> = (request, context) => {
  const topics = request.topics.map(({ name, partitions }) => ({
    name,
    // Of a partition that is named twice, the last counts.
    partitions: [...new Map(partitions.map((asked) => [asked.partitionIndex, asked])).values()].map((asked) =>
      deleteBefore(name, asked, context)
    )
  }))
  context.broker.logs.saveStartOffsets()
  return { throttleTimeMs: 0, topics }
}

function deleteBefore(
  topic: string,
  { partitionIndex, offset }: DeleteRecordsRequestTopicPartition,
  { broker, connection }: RequestContext
) {
  const refuse = (error: ErrorName) => ({ partitionIndex, lowWatermark: noOffset, errorCode: errorCodes[error] })
  if (!broker.authorizer.may(connection.principal, 'DELETE', 'TOPIC', topic))
    return refuse('TOPIC_AUTHORIZATION_FAILED')
  if (broker.image.topic(topic)?.partitions[partitionIndex] === undefined) return refuse('UNKNOWN_TOPIC_OR_PARTITION')
  if (isInternalTopic(topic)) return refuse('INVALID_TOPIC_EXCEPTION')
  const partition = broker.replicas.leader(topic, partitionIndex)
  if (!isPartition(partition)) return refuse(partition)
  const { error, lowWatermark } = partition.deleteRecordsBefore(asOffset(offset))
  return error === null ? { partitionIndex, lowWatermark: BigInt(lowWatermark), errorCode: 0 } : refuse(error)
}
