import { DiskError } from '../../env/index.ts'
import {
  asOffset,
  type ErrorName,
  errorCodes,
  type ListOffsetsRequest,
  type ListOffsetsRequestTopicPartition,
  type ListOffsetsResponseTopicPartitionInput
} from '../../protocol/index.ts'
import type { Partition } from '../../replica/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { listOldOffsets } from '../old-offsets.ts'
import { isPartition, noOffset } from '../partitions.ts'

/** Timestamps that mean a place in the log (org.apache.kafka.common.requests.ListOffsetsRequest). */
const special = {
  latest: -1n,
  earliest: -2n,
  maxTimestamp: -3n,
  earliestLocal: -4n,
  latestTiered: -5n,
  earliestPendingUpload: -6n
} as const
/** The first version that knows a special timestamp (KIP-734, KIP-405, KIP-1005, KIP-1023). */
const firstVersions = new Map<bigint, number>([
  [special.latest, 0],
  [special.earliest, 0],
  [special.maxTimestamp, 7],
  [special.earliestLocal, 8],
  [special.latestTiered, 9],
  [special.earliestPendingUpload, 11]
])

/** Other negative timestamps mean nothing, in no version. */
const firstVersionOf = (timestamp: bigint) =>
  timestamp >= 0n ? 0 : (firstVersions.get(timestamp) ?? Number.POSITIVE_INFINITY)

type Answer = ListOffsetsResponseTopicPartitionInput

/**
 * ListOffsets (2): offsets by time, and the special places of a log. v0 answers places of segments, v1 a record's (KIP-79), v2 takes
 * the isolation level, v4 leader epochs (KIP-320), v10 a timeout for remote storage.
 * Source: kafka.cluster.Partition#fetchOffsetForTimestamp.
 */
export const listOffsets: Handler<'ListOffsets'> = async (request, context) => {
  if (context.apiVersion === 0) return listOldOffsets(request, context)
  const repeated = repeatedPartitions(request)
  const told = new Set<string>()
  const topics = new Map<string, Answer[]>()
  for (const { name, partitions } of request.topics) {
    const answers = topics.get(name) ?? []
    for (const asked of partitions) {
      const key = `${name}/${asked.partitionIndex}`
      if (told.has(key)) continue
      told.add(key)
      const isRepeated = repeated.has(key)
      answers.push(
        isRepeated ? failedAnswer(asked, 'INVALID_REQUEST') : await answerOrStorageError(name, asked, request, context)
      )
    }
    if (answers.length > 0) topics.set(name, answers)
  }
  return { topics: [...topics].map(([name, partitions]) => ({ name, partitions })) }
}

function repeatedPartitions({ topics }: ListOffsetsRequest): ReadonlySet<string> {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const { name, partitions } of topics) {
    for (const { partitionIndex } of partitions) {
      const key = `${name}/${partitionIndex}`
      if (seen.has(key)) repeated.add(key)
      seen.add(key)
    }
  }
  return repeated
}

const failedAnswer = ({ partitionIndex }: ListOffsetsRequestTopicPartition, error: ErrorName): Answer => ({
  partitionIndex,
  errorCode: errorCodes[error],
  timestamp: -1n,
  offset: noOffset
})

/** A file that cannot be read is a fault of one partition, not of the whole request. */
async function answerOrStorageError(
  name: string,
  asked: ListOffsetsRequestTopicPartition,
  request: ListOffsetsRequest,
  context: RequestContext
): Promise<Answer> {
  try {
    return await answerOf(name, asked, request, context)
  } catch (error) {
    if (!(error instanceof DiskError)) throw error
    context.log.warn(`offsets of ${name}-${asked.partitionIndex} cannot be read: ${error.message}`)
    return failedAnswer(asked, 'KAFKA_STORAGE_ERROR')
  }
}

async function answerOf(
  name: string,
  asked: ListOffsetsRequestTopicPartition,
  request: ListOffsetsRequest,
  context: RequestContext
): Promise<Answer> {
  const { apiVersion } = context
  if (!context.may('DESCRIBE', 'TOPIC', name)) return failedAnswer(asked, 'TOPIC_AUTHORIZATION_FAILED')
  if (apiVersion < firstVersionOf(asked.timestamp)) return failedAnswer(asked, 'UNSUPPORTED_VERSION')
  const partition = context.partitions.leader(name, asked.partitionIndex)
  if (!isPartition(partition)) return failedAnswer(asked, partition)
  const fenced = partition.checkLeaderEpoch(asked.currentLeaderEpoch)
  if (fenced !== null) return failedAnswer(asked, fenced)
  try {
    return await answerFrom(partition, asked, request, apiVersion)
  } catch (error) {
    if (!(error instanceof DiskError)) throw error
    return failedAnswer(asked, 'KAFKA_STORAGE_ERROR')
  }
}

/** Rejects with DiskError. */
async function answerFrom(
  partition: Partition,
  asked: ListOffsetsRequestTopicPartition,
  request: ListOffsetsRequest,
  apiVersion: number
): Promise<Answer> {
  const bound = boundOf(partition, request)
  const { offset, timestamp, leaderEpoch } = await find(partition, asked.timestamp, bound)
  const answer = { partitionIndex: asked.partitionIndex, errorCode: 0, offset, timestamp }
  return apiVersion >= 4 ? { ...answer, leaderEpoch } : answer
}

/** How far the asker may see: clients to the high watermark or the last stable offset, replicas and debuggers to the end. */
function boundOf(partition: Partition, { replicaId, isolationLevel }: ListOffsetsRequest): number {
  if (replicaId !== -1) return partition.log.logEndOffset
  return isolationLevel === 1 ? partition.lastStableOffset : partition.highWatermark
}

interface Found {
  readonly offset: bigint
  readonly timestamp: bigint
  readonly leaderEpoch: number
}

const nothing: Found = { offset: noOffset, timestamp: -1n, leaderEpoch: -1 }

async function find(partition: Partition, timestamp: bigint, bound: number): Promise<Found> {
  const { log } = partition
  const place = (offset: number): Found => ({
    offset: BigInt(offset),
    timestamp: -1n,
    leaderEpoch: log.leaderEpochAt(offset)
  })
  if (timestamp === special.latest) return { offset: BigInt(bound), timestamp: -1n, leaderEpoch: partition.leaderEpoch }
  if (timestamp === special.earliest || timestamp === special.earliestLocal) return place(log.logStartOffset)
  if (timestamp === special.latestTiered || timestamp === special.earliestPendingUpload) return nothing
  const found =
    timestamp === special.maxTimestamp
      ? await log.offsetOfMaxTimestamp()
      : await log.offsetForTimestamp(asOffset(timestamp))
  if (found === undefined || found.offset >= bound) return nothing
  return { offset: BigInt(found.offset), timestamp: BigInt(found.timestamp), leaderEpoch: found.leaderEpoch }
}
