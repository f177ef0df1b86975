import { isInternalTopic } from '../../controller/index.ts'
import {
  asOffset,
  type DeleteRecordsRequest,
  type DeleteRecordsRequestTopicPartition,
  type DeleteRecordsResponseTopicPartitionInput,
  type ErrorName,
  errorCodes,
  isFailure
} from '../../protocol/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { lastOfRepeated, noOffset } from '../partitions.ts'

/**
 * DeleteRecords (21): advances the log start offset of partitions; -1 means the high watermark. The new start offsets are on disk
 * before anyone sees them, so that records do not reappear after a kill, and the response waits for every live replica. v2 is
 * flexible. Source: KIP-107; kafka.server.ReplicaManager#deleteRecords, DelayedDeleteRecords.
 */
export const deleteRecords: Handler<'DeleteRecords'> = async (request, context) => {
  const told = new Set<string>()
  const tellOnce = (why: string | null) => {
    if (why !== null && !told.has(why)) context.log.warn('could not delete records', { error: why })
    told.add(why ?? '')
  }
  const deletions = lastAsked(request).map(async ({ topic: { name }, partitions }) => ({
    name,
    partitions: await Promise.all(
      partitions.map((asked) => answerOf(name, asked, request.timeoutMs, tellOnce, context))
    )
  }))
  return { topics: await Promise.all(deletions) }
}

const lastAsked = ({ topics }: DeleteRecordsRequest) =>
  lastOfRepeated(
    topics,
    ({ name }) => name,
    ({ partitions }) => partitions,
    ({ partitionIndex }) => partitionIndex
  )

async function answerOf(
  topic: string,
  { partitionIndex, offset }: DeleteRecordsRequestTopicPartition,
  timeoutMs: number,
  tellOnce: (why: string | null) => void,
  context: RequestContext
): Promise<DeleteRecordsResponseTopicPartitionInput> {
  const refused = (error: ErrorName) => ({ partitionIndex, lowWatermark: noOffset, errorCode: errorCodes[error] })
  if (!context.may('DELETE', 'TOPIC', topic)) return refused('TOPIC_AUTHORIZATION_FAILED')
  if (context.image.topic(topic)?.partitions[partitionIndex] === undefined) return refused('UNKNOWN_TOPIC_OR_PARTITION')
  if (isInternalTopic(topic)) return refused('INVALID_TOPIC_EXCEPTION')
  const partition = context.partitions.leader(topic, partitionIndex)
  if (isFailure(partition)) return refused(partition.error)
  const start = await partition.deleteBefore(asOffset(offset))
  if (typeof start !== 'number') {
    tellOnce(start.message)
    return refused(start.error)
  }
  const failure = await partition.whenDeleted(offset === -1n ? start : asOffset(offset), timeoutMs)
  if (failure !== null && failure.error !== 'REQUEST_TIMED_OUT') return refused(failure.error)
  const errorCode = failure === null ? 0 : errorCodes[failure.error]
  return { partitionIndex, lowWatermark: BigInt(partition.lowWatermark), errorCode }
}
