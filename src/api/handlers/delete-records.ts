import { isInternalTopic } from '../../controller/index.ts'
import { DiskError } from '../../env/index.ts'
import type { PartitionLog } from '../../log/index.ts'
import {
  asOffset,
  type DeleteRecordsRequest,
  type DeleteRecordsRequestTopicPartition,
  type DeleteRecordsResponseTopicPartitionInput,
  type ErrorName,
  errorCodes
} from '../../protocol/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { isPartition, noOffset } from '../partitions.ts'

/** A partition with its new start, or why it is left alone. */
type Decided = { readonly log: PartitionLog; readonly start: number } | ErrorName

/**
 * DeleteRecords (21): moves the start of partitions forward; offset -1 means the high watermark. The new starts are on disk
 * before anybody sees them, so that records do not come back after a kill. v2 is flexible.
 * Source: KIP-107; kafka.cluster.Partition#deleteRecordsOnLeader.
 */
export const deleteRecords: Handler<'DeleteRecords'> = (request, context) => {
  const starts = new Map<PartitionLog, number>()
  const topics = lastAsked(request).map(([name, partitions]) => ({
    name,
    partitions: [...partitions.values()].map((asked) => {
      const decided = decide(name, asked, context)
      if (typeof decided !== 'string') starts.set(decided.log, decided.start)
      return { partitionIndex: asked.partitionIndex, decided }
    })
  }))
  const failure = move(starts, context)
  return {
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, decided }) => answerOf(partitionIndex, decided, failure))
    }))
  }
}

/** Of a partition that is named twice, the last counts, and a topic is answered once. */
function lastAsked({ topics }: DeleteRecordsRequest) {
  const byTopic = new Map<string, Map<number, DeleteRecordsRequestTopicPartition>>()
  for (const { name, partitions } of topics) {
    const ofTopic = byTopic.get(name) ?? new Map<number, DeleteRecordsRequestTopicPartition>()
    byTopic.set(name, ofTopic)
    for (const asked of partitions) ofTopic.set(asked.partitionIndex, asked)
  }
  return [...byTopic].filter(([, partitions]) => partitions.size > 0)
}

function decide(
  topic: string,
  { partitionIndex, offset }: DeleteRecordsRequestTopicPartition,
  context: RequestContext
): Decided {
  if (!context.may('DELETE', 'TOPIC', topic)) return 'TOPIC_AUTHORIZATION_FAILED'
  if (context.image.topic(topic)?.partitions[partitionIndex] === undefined) return 'UNKNOWN_TOPIC_OR_PARTITION'
  if (isInternalTopic(topic)) return 'INVALID_TOPIC_EXCEPTION'
  const partition = context.partitions.leader(topic, partitionIndex)
  if (!isPartition(partition)) return partition
  const start = partition.startToDeleteBefore(asOffset(offset))
  return typeof start === 'string' ? start : { log: partition.log, start }
}

function move(starts: ReadonlyMap<PartitionLog, number>, context: RequestContext): ErrorName | null {
  try {
    context.logs.moveStartOffsets(starts)
    return null
  } catch (error) {
    if (!(error instanceof DiskError)) throw error
    context.log.warn(`records are not deleted: ${error.message}`)
    return 'KAFKA_STORAGE_ERROR'
  }
}

function answerOf(
  partitionIndex: number,
  decided: Decided,
  failure: ErrorName | null
): DeleteRecordsResponseTopicPartitionInput {
  if (typeof decided === 'string') return refused(partitionIndex, decided)
  if (failure !== null) return refused(partitionIndex, failure)
  return { partitionIndex, lowWatermark: BigInt(decided.log.logStartOffset), errorCode: 0 }
}

const refused = (partitionIndex: number, error: ErrorName): DeleteRecordsResponseTopicPartitionInput => ({
  partitionIndex,
  lowWatermark: noOffset,
  errorCode: errorCodes[error]
})
