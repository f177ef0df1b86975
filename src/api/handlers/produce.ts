import { isInternalTopic } from '../../controller/index.ts'
import type { AppendResult } from '../../log/index.ts'
import {
  type ErrorName,
  errorCodes,
  type ProduceRequest,
  type ProduceRequestTopic,
  type ProduceRequestTopicPartition,
  type ProduceResponseInput,
  type ProduceResponseTopicInput,
  type ProduceResponseTopicPartitionInput
} from '../../protocol/index.ts'
import { batchSize, isTransactional, magic } from '../../records/index.ts'
import type { Partition } from '../../replica/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { isPartition, noOffset, topicNameOf } from '../partitions.ts'

const noRecords = Buffer.alloc(0)
/** A batch header is read only where there are this many bytes. */
const batchHeadBytes = 61
const firstVersionWithLeaders = 10

type PartitionData = ProduceRequestTopicPartition
type PartitionAnswer = ProduceResponseTopicPartitionInput

/** What the ordered part of a produce to one partition came to. */
interface Appended {
  readonly index: number
  /** What came was one batch of format 2, whatever is wrong inside of it. */
  readonly isBatch?: boolean
  readonly partition: Partition | undefined
  result: AppendResult
  /** Why what was appended is not acknowledged. */
  failure?: ErrorName | null
}

const refused = (error: ErrorName, message: string | null = null): AppendResult => ({
  error,
  message,
  recordErrors: []
})

/**
 * Produce (0): appends batches to partitions that are led here. Appends happen before this returns, but for large compressed
 * batches, which are checked in a worker first, and hold up the connection for so long; the answer waits for what `acks` asks.
 * With acks 0 there is none, and what waits are requests of other APIs behind it, which are to see the records. v3 takes
 * format 2 only, v7 zstd, v8 tells which records are at fault, v10 who leads, v13 topic ids.
 * Source: KIP-98, KIP-110, KIP-467, KIP-951; kafka.server.ReplicaManager#appendRecords.
 */
export const produce: Handler<'Produce'> = (request, context) => {
  const later: Promise<void>[] = []
  const topics = withoutRepeats(request.topicData).map((topic) => appendTopic(topic, request, later, context))
  if (later.length === 0) return answerInOrder(topics, request, context)
  const appended = Promise.all(later)
  context.ordersUntil(appended.then(() => roomOf(topics)))
  return appended.then(() => answer(topics, request, context))
}

function answerInOrder(topics: readonly AppendedTopic[], request: ProduceRequest, context: RequestContext) {
  const answered = answer(topics, request, context)
  const room = roomOf(topics)
  if (room === undefined) return answered
  context.ordersUntil(room)
  return answered instanceof Promise ? answered : room.then(() => answered)
}

/** Where the disk is far behind, the connection's next request waits: a fast producer is slowed, whatever its acks. */
function roomOf(topics: readonly AppendedTopic[]): Promise<void> | undefined {
  for (const { partitions } of topics)
    for (const { partition } of partitions) if (partition !== undefined) return partition.log.backPressure
  return undefined
}

function answer(
  topics: readonly AppendedTopic[],
  request: ProduceRequest,
  context: RequestContext
): ProduceResponseInput | null | Promise<ProduceResponseInput | null> {
  if (request.acks !== 0) return whenAcknowledged(topics, request, () => answerOf(topics, context))
  // Without an answer, a closed connection is how the client learns that something went wrong.
  const { connection } = context
  for (const { partitions } of topics) {
    for (const { partition, result } of partitions) {
      if (result.error !== null) connection.closeAfterResponse()
      else if (partition !== undefined) partition.log.whenWritten(result.lastOffset + 1, connection.takesEffectLater())
    }
  }
  return null
}

/** Of a partition that is named twice, the last counts; a topic is answered once, one without partitions not at all. */
function withoutRepeats(topics: readonly ProduceRequestTopic[]): readonly ProduceRequestTopic[] {
  if (topics.length === 1 && topics[0]?.partitionData.length === 1) return topics
  const merged = new Map<string, { readonly topic: ProduceRequestTopic; readonly data: Map<number, PartitionData> }>()
  for (const topic of topics) {
    const key = `${topic.topicId}/${topic.name}`
    const known = merged.get(key) ?? { topic, data: new Map<number, PartitionData>() }
    merged.set(key, known)
    for (const each of topic.partitionData) known.data.set(each.index, each)
  }
  return [...merged.values()]
    .filter(({ data }) => data.size > 0)
    .map(({ topic, data }) => ({ ...topic, partitionData: [...data.values()] }))
}

interface AppendedTopic {
  readonly topic: ProduceRequestTopic
  readonly partitions: readonly Appended[]
}

function appendTopic(
  topic: ProduceRequestTopic,
  request: ProduceRequest,
  later: Promise<void>[],
  context: RequestContext
): AppendedTopic {
  const { apiVersion } = context
  const usesIds = apiVersion >= 13
  const name = topicNameOf(context, topic, usesIds)
  const partitions = topic.partitionData.map((data) => append(data, name, request, later, context))
  return { topic, partitions }
}

function append(
  data: ProduceRequestTopicPartition,
  topic: string | undefined,
  { transactionalId, acks }: ProduceRequest,
  later: Promise<void>[],
  context: RequestContext
): Appended {
  const { apiVersion, connection, clientId } = context
  const { index } = data
  const refuse = (error: ErrorName, message?: string): Appended => ({
    index,
    partition: undefined,
    result: refused(error, message)
  })
  if (acks < -1 || acks > 1) return refuse('INVALID_REQUIRED_ACKS')
  if (topic === undefined) return refuse('UNKNOWN_TOPIC_ID')
  if (!context.may('WRITE', 'TOPIC', topic)) return refuse('TOPIC_AUTHORIZATION_FAILED')
  const partition = context.partitions.leader(topic, index)
  if (!isPartition(partition)) return refuse(partition)
  if (isInternalTopic(topic) && clientId !== '__admin_client') {
    return { index, partition, result: refused('INVALID_TOPIC_EXCEPTION') }
  }
  const records = (data.records ?? noRecords) as Buffer
  if (isTransactionalBatch(records)) {
    // Transactions are not built: a transactional batch cannot belong to one that is open. Without an id Kafka says the same.
    if (transactionalId !== null) context.unserved.transaction(transactionalId, connection, clientId)
    const error = transactionalId === null ? 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED' : 'INVALID_TXN_STATE'
    return { index, partition, result: refused(error) }
  }
  const options = { origin: 'client', produceVersion: apiVersion, acks, clientBytes: records.length } as const
  const checked = partition.check(records, apiVersion)
  if (!(checked instanceof Promise))
    return { index, isBatch: isBatch(records), partition, result: partition.append(checked, options) }
  const appended: Appended = { index, isBatch: isBatch(records), partition, result: notYet }
  later.push(
    checked.then((valid) => {
      appended.result = partition.append(valid, options)
    })
  )
  return appended
}

const notYet = refused('UNKNOWN_SERVER_ERROR')

const isBatch = (records: Buffer) =>
  records.length >= batchHeadBytes && magic(records, 0) === 2 && batchSize(records, 0) === records.length

const isTransactionalBatch = (records: Buffer) =>
  records.length >= batchHeadBytes && magic(records, 0) === 2 && isTransactional(records, 0)

/** Waits for all partitions at once: their acknowledgements come in any order. */
function whenAcknowledged<A>(
  topics: readonly AppendedTopic[],
  { acks, timeoutMs }: ProduceRequest,
  answer: () => A
): A | Promise<A> {
  const waiting: Appended[] = []
  const waits: Promise<ErrorName | null>[] = []
  for (const { partitions } of topics) {
    for (const appended of partitions) {
      const { partition, result } = appended
      if (result.error !== null || partition === undefined) continue
      waiting.push(appended)
      // A retry waits as the first attempt does: what it is told must be as safe.
      waits.push(partition.whenAcknowledged(result.lastOffset + 1, acks, timeoutMs))
    }
  }
  const [first] = waiting
  if (first === undefined) return answer()
  if (waiting.length === 1) {
    return (waits[0] as Promise<ErrorName | null>).then((failure) => {
      first.failure = failure
      return answer()
    })
  }
  return Promise.all(waits).then((failures) => {
    for (const [index, appended] of waiting.entries()) appended.failure = failures[index] ?? null
    return answer()
  })
}

function answerOf(topics: readonly AppendedTopic[], context: RequestContext): ProduceResponseInput {
  const tellsLeaders = context.apiVersion >= firstVersionWithLeaders
  const responses: ProduceResponseTopicInput[] = []
  let movedLeaders = false
  for (const { topic, partitions } of topics) {
    const partitionResponses: PartitionAnswer[] = []
    for (const appended of partitions) {
      const answer = partitionAnswer(appended, tellsLeaders)
      if (answer.currentLeader !== undefined) movedLeaders = true
      partitionResponses.push(answer)
    }
    responses.push({ name: topic.name, topicId: topic.topicId, partitionResponses })
  }
  return { responses, nodeEndpoints: movedLeaders ? nodeEndpoints(context) : [] }
}

function partitionAnswer(
  { index, isBatch = false, partition, result, failure = null }: Appended,
  tellsLeaders: boolean
): PartitionAnswer {
  if (result.error !== null) {
    const answer = failedAnswer(index, isBatch, partition, result)
    return tellsLeaders ? withLeader(answer, result.error, partition) : answer
  }
  const answer = {
    index,
    errorCode: failure === null ? 0 : errorCodes[failure],
    baseOffset: BigInt(result.firstOffset),
    logAppendTimeMs: BigInt(result.logAppendTimeMs),
    logStartOffset: BigInt(result.logStartOffset)
  }
  return tellsLeaders && failure !== null ? withLeader(answer, failure, partition) : answer
}

/** Who leads, where that is not this broker any more (KIP-951). */
function withLeader(answer: PartitionAnswer, error: ErrorName, partition: Partition | undefined): PartitionAnswer {
  if (error !== 'NOT_LEADER_OR_FOLLOWER' || partition === undefined) return answer
  return { ...answer, currentLeader: { leaderId: partition.leaderId, leaderEpoch: partition.leaderEpoch } }
}

/** Errors with which Kafka tells nothing of the log (kafka.server.ReplicaManager#appendToLocalLog). */
const withoutLogStart: ReadonlySet<ErrorName> = new Set<ErrorName>([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'NOT_LEADER_OR_FOLLOWER',
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'CORRUPT_MESSAGE',
  'KAFKA_STORAGE_ERROR',
  'UNSUPPORTED_COMPRESSION_TYPE'
])

function failedAnswer(
  index: number,
  isOneBatch: boolean,
  partition: Partition | undefined,
  result: Extract<AppendResult, { error: ErrorName }>
): PartitionAnswer {
  const { error, message, recordErrors } = result
  return {
    index,
    errorCode: errorCodes[error],
    baseOffset: noOffset,
    logStartOffset:
      partition !== undefined && isOneBatch && !withoutLogStart.has(error)
        ? BigInt(partition.log.logStartOffset)
        : noOffset,
    recordErrors: recordErrors.map(({ batchIndex, message: text }) => ({ batchIndex, batchIndexErrorMessage: text })),
    errorMessage: message
  }
}

function nodeEndpoints({ image }: RequestContext) {
  return [...image.brokers].flatMap(({ id, rack, endpoints }) =>
    endpoints.slice(0, 1).map(({ host, port }) => ({ nodeId: id, host, port, rack }))
  )
}
