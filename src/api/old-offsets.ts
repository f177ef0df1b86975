/*
 * ListOffsets v0: offsets by time as brokers returned them before there were time indexes. Answers in request order, including
 * repeats. Source: kafka.log.UnifiedLog#legacyFetchOffsetsBefore of Apache Kafka 3.9, the last release with v0.
 */
import {
  type ErrorName,
  errorCodes,
  isFailure,
  type ListOffsetsRequest,
  type ListOffsetsRequestTopicPartition,
  type ListOffsetsResponseInput
} from '../protocol/index.ts'
import type { Partition } from '../replica/index.ts'
import type { RequestContext } from './context.ts'

const latest = -1n
const earliest = -2n
const consumer = -1

export async function listOldOffsets(
  request: ListOffsetsRequest,
  context: RequestContext
): Promise<ListOffsetsResponseInput> {
  const topics = request.topics.map(async ({ name, partitions }) => ({
    name,
    partitions: await Promise.all(partitions.map((asked) => answerOf(name, asked, request.replicaId, context)))
  }))
  return { topics: await Promise.all(topics) }
}

async function answerOf(
  topic: string,
  asked: ListOffsetsRequestTopicPartition,
  replicaId: number,
  context: RequestContext
) {
  const { partitionIndex } = asked
  const refuse = (error: ErrorName) => ({ partitionIndex, errorCode: errorCodes[error], oldStyleOffsets: [] })
  if (!context.may('DESCRIBE', 'TOPIC', topic)) return refuse('TOPIC_AUTHORIZATION_FAILED')
  // Positions in the log that only later versions know.
  if (asked.timestamp < earliest) return refuse('UNSUPPORTED_VERSION')
  const partition = context.partitions.leader(topic, partitionIndex)
  if (isFailure(partition)) return refuse(partition.error)
  // Kafka fails here.
  if (asked.maxNumOffsets < 0) return refuse('UNKNOWN_SERVER_ERROR')
  const offsets = await offsetsBefore(partition, asked)
  return { partitionIndex, errorCode: 0, oldStyleOffsets: shownTo(replicaId, partition, offsets).map(BigInt) }
}

/** The log end and the starts of segments last written at or before the time, newest first, up to the limit. */
async function offsetsBefore(
  partition: Partition,
  { timestamp, maxNumOffsets }: ListOffsetsRequestTopicPartition
): Promise<number[]> {
  const places = await partition.segmentStarts()
  const isOldEnough = ({ modifiedMs }: { readonly modifiedMs: number }) => BigInt(Math.floor(modifiedMs)) <= timestamp
  const newest =
    timestamp === latest ? places.length - 1 : timestamp === earliest ? 0 : places.findLastIndex(isOldEnough)
  const count = Math.min(maxNumOffsets, newest + 1)
  return places
    .slice(newest + 1 - count, newest + 1)
    .map(({ offset }) => offset)
    .reverse()
}

/** A consumer gets the high watermark in place of anything above it. */
function shownTo(replicaId: number, { highWatermark }: Partition, offsets: readonly number[]): readonly number[] {
  if (replicaId !== consumer || !offsets.some((offset) => offset > highWatermark)) return offsets
  return [highWatermark, ...offsets.filter((offset) => offset <= highWatermark)]
}
