import { DiskError } from '../../env/index.ts'
import {
  asOffset,
  type ErrorName,
  errorCodes,
  isFailure,
  type ListOffsetsRequest,
  type ListOffsetsRequestTopicPartition,
  type ListOffsetsResponseTopicPartitionInput
} from '../../protocol/index.ts'
import type { Isolation, LogPlace, PlaceInLog } from '../../replica/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { listOldOffsets } from '../old-offsets.ts'
import { noOffset } from '../partitions.ts'

/**
 * Timestamps that stand for positions in the log, with the first version that knows each (KIP-734, KIP-405, KIP-1005, KIP-1023).
 * Source: org.apache.kafka.common.requests.ListOffsetsRequest.
 */
const places = new Map<bigint, { readonly place: LogPlace; readonly firstVersion: number }>([
  [-1n, { place: 'latest', firstVersion: 0 }],
  [-2n, { place: 'earliest', firstVersion: 0 }],
  [-3n, { place: 'max_timestamp', firstVersion: 7 }],
  [-4n, { place: 'earliest_local', firstVersion: 8 }],
  [-5n, { place: 'latest_tiered', firstVersion: 9 }],
  [-6n, { place: 'earliest_pending_upload', firstVersion: 11 }]
])

/** Undefined for a negative timestamp without a meaning in this version. */
function whereOf(timestamp: bigint, apiVersion: number): number | LogPlace | undefined {
  if (timestamp >= 0n) return asOffset(timestamp)
  const known = places.get(timestamp)
  return known === undefined || apiVersion < known.firstVersion ? undefined : known.place
}

/** A replica id that stands for none: tools that compare replicas also ask followers (kafka.server.KafkaApis). */
const debugging = -2

/** KIP-207 */
const firstVersionWithNotAvailable = 5

type Answer = ListOffsetsResponseTopicPartitionInput

/**
 * ListOffsets (2): finds offsets by time, and the special positions of a log. v0 returns segment starts, v1 a record (KIP-79), v2
 * adds the isolation level, v4 leader epochs (KIP-320), v5 OFFSET_NOT_AVAILABLE (KIP-207), v10 a timeout for remote storage.
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
      answers.push(isRepeated ? failedAnswer(asked, 'INVALID_REQUEST') : await answerOf(name, asked, request, context))
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

async function answerOf(
  name: string,
  asked: ListOffsetsRequestTopicPartition,
  { replicaId, isolationLevel }: ListOffsetsRequest,
  context: RequestContext
): Promise<Answer> {
  const { apiVersion } = context
  if (!context.may('DESCRIBE', 'TOPIC', name)) return failedAnswer(asked, 'TOPIC_AUTHORIZATION_FAILED')
  const where = whereOf(asked.timestamp, apiVersion)
  if (where === undefined) return failedAnswer(asked, 'UNSUPPORTED_VERSION')
  const { partitionIndex: index, currentLeaderEpoch } = asked
  const { partitions } = context
  const partition =
    replicaId === debugging
      ? partitions.replica(name, index, currentLeaderEpoch)
      : partitions.leader(name, index, currentLeaderEpoch)
  if (isFailure(partition)) return failedAnswer(asked, partition.error)
  try {
    const isolation = isolationOf(replicaId, isolationLevel)
    const isEndKnown = isolation === 'log_end' || partition.isEndKnown
    const found = await partition.offsetFor(where, isolation)
    if (!isEndKnown && dependsOnEnd(where, found)) return failedAnswer(asked, endNotKnown(apiVersion))
    const { partitionIndex } = asked
    const offset = BigInt(found.offset)
    const answer = { partitionIndex, errorCode: 0, offset, timestamp: BigInt(found.timestampMs) }
    return apiVersion >= 4 ? { ...answer, leaderEpoch: found.leaderEpoch } : answer
  } catch (error) {
    // A file that cannot be read fails one partition, not the whole request.
    if (!(error instanceof DiskError)) throw error
    const fields = { topic: name, partition: asked.partitionIndex, error: error.message }
    context.log.warn('could not read the offsets of a partition', fields)
    return failedAnswer(asked, 'KAFKA_STORAGE_ERROR')
  }
}

/**
 * The end itself was requested, or nothing was found below it although there may be more
 * (kafka.cluster.Partition#fetchOffsetForTimestamp).
 */
const dependsOnEnd = (where: number | LogPlace, { offset }: PlaceInLog): boolean =>
  where === 'latest' || (offset < 0 && (typeof where === 'number' || where === 'max_timestamp'))

const endNotKnown = (apiVersion: number): ErrorName =>
  apiVersion >= firstVersionWithNotAvailable ? 'OFFSET_NOT_AVAILABLE' : 'LEADER_NOT_AVAILABLE'

/** Clients see up to the high watermark or the last stable offset; replicas and debuggers up to the log end. */
function isolationOf(replicaId: number, isolationLevel: number): Isolation {
  if (replicaId !== -1) return 'log_end'
  return isolationLevel === 1 ? 'read_committed' : 'read_uncommitted'
}
