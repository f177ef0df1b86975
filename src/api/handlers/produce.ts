import { isInternalTopic } from '../../controller/index.ts'
import type { AppendResult } from '../../log/index.ts'
import {
  type ErrorName,
  errorCodes,
  type Failure,
  failed,
  isFailure,
  type ProduceRequest,
  type ProduceRequestTopic,
  type ProduceRequestTopicPartition,
  type ProduceResponseInput,
  type ProduceResponseTopicInput,
  type ProduceResponseTopicPartitionInput
} from '../../protocol/index.ts'
import { beginsTransactional, isOneBatch, RecordsRefusal } from '../../records/index.ts'
import type { Partition } from '../../replica/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { errorAnswer } from '../error-answers.ts'
import { leaderHint, leaderNodes } from '../nodes.ts'
import { lastOfRepeated, noOffset, topicNameOf } from '../partitions.ts'
import { TransactionGate, transactionGate } from '../transaction-gate.ts'

const noRecords = Buffer.alloc(0)
const firstVersionWithLeaders = 10

type PartitionAnswer = ProduceResponseTopicPartitionInput

/** Result of the ordered part of a produce to one partition. */
interface Appended {
  readonly index: number
  /**
   * Whether an error includes the log start offset: the request had one batch of format 2, however invalid, and the log was
   * consulted.
   */
  readonly tellsStart?: boolean
  readonly partition: Partition | undefined
  result: AppendResult
  /** Why the appended records were not acknowledged. */
  failure?: Failure | null
}

/**
 * Produce (0): appends batches to partitions led here. Appends happen before this returns, except for large compressed batches,
 * which a worker checks first while the connection waits. The response waits for what `acks` requires. With acks=0 there is no
 * response, and following requests of other APIs wait so that they see the records. v3 accepts only format 2, v7 adds zstd, v8
 * names invalid records, v10 the leader, v12 adds partitions to transactions, v13 has topic ids. Source: KIP-98, KIP-110,
 * KIP-467, KIP-890, KIP-951; kafka.server.ReplicaManager#appendRecords.
 */
export const produce: Handler<'Produce'> = (request, context) => {
  if (request.transactionalId !== null && mayNotWriteAs(request.transactionalId, request, context))
    return refusedWhole('TRANSACTIONAL_ID_AUTHORIZATION_FAILED', request, context)
  const later: Promise<void>[] = []
  const gate = transactionGate(request, context)
  const topics = lastAsked(request).map(({ topic, partitions }) =>
    appendTopic(topic, partitions, request, { later, gate }, context)
  )
  if (gate instanceof TransactionGate) gate.send()
  if (later.length === 0) return answerInOrder(topics, request, context)
  const appended = Promise.all(later)
  context.ordersUntil(appended.then(() => roomOf(topics)))
  return appended.then(() => answer(topics, request, context))
}

/** The transactional id matters only if a batch is transactional. */
const mayNotWriteAs = (transactionalId: string, { topicData }: ProduceRequest, context: RequestContext): boolean =>
  !context.may('WRITE', 'TRANSACTIONAL_ID', transactionalId) &&
  topicData.some(({ partitionData }) =>
    partitionData.some(({ records }) => beginsTransactional((records ?? noRecords) as Buffer))
  )

function refusedWhole(error: ErrorName, request: ProduceRequest, { apiVersion, connection }: RequestContext) {
  const answer = errorAnswer('Produce', apiVersion, request, errorCodes[error])
  if (answer === null) connection.closeAfterResponse()
  return answer
}

function answerInOrder(topics: readonly AppendedTopic[], request: ProduceRequest, context: RequestContext) {
  const answered = answer(topics, request, context)
  const room = roomOf(topics)
  if (room === undefined) return answered
  context.ordersUntil(room)
  return answered instanceof Promise ? answered : room.then(() => answered)
}

/** When the disk is far behind, the connection's next request waits, which slows a fast producer whatever its acks. */
function roomOf(topics: readonly AppendedTopic[]): Promise<void> | undefined {
  for (const { partitions } of topics)
    for (const { partition } of partitions) if (partition !== undefined) return partition.backPressure
  return undefined
}

function answer(
  topics: readonly AppendedTopic[],
  request: ProduceRequest,
  context: RequestContext
): ProduceResponseInput | null | Promise<ProduceResponseInput | null> {
  if (request.acks !== 0) return whenAcknowledged(topics, request, () => answerOf(topics, context))
  // Without a response, a client can only notice the error by the closed connection.
  const { connection } = context
  for (const { partitions } of topics) {
    for (const { partition, result } of partitions) {
      if (isFailure(result)) connection.closeAfterResponse()
      else if (partition !== undefined) partition.whenWritten(result.lastOffset + 1, connection.takesEffectLater())
    }
  }
  return null
}

function lastAsked({ topicData }: ProduceRequest) {
  const [topic] = topicData
  if (topic !== undefined && topicData.length === 1 && topic.partitionData.length === 1)
    return [{ topic, partitions: topic.partitionData }]
  return lastOfRepeated(
    topicData,
    ({ topicId, name }) => `${topicId}/${name}`,
    ({ partitionData }) => partitionData,
    ({ index }) => index
  )
}

/** State shared by all partitions of one request. */
interface Appends {
  /** Appends that happen after the handler's synchronous part. */
  readonly later: Promise<void>[]
  /** Set if there are transactional batches; a failure refuses the whole request. */
  readonly gate: TransactionGate | Failure | undefined
}

interface AppendedTopic {
  readonly topic: ProduceRequestTopic
  readonly partitions: readonly Appended[]
}

function appendTopic(
  topic: ProduceRequestTopic,
  asked: readonly ProduceRequestTopicPartition[],
  request: ProduceRequest,
  appends: Appends,
  context: RequestContext
): AppendedTopic {
  const { apiVersion } = context
  const usesIds = apiVersion >= 13
  const name = topicNameOf(context, topic, usesIds)
  const partitions = asked.map((data) => append(data, name, request, appends, context))
  return { topic, partitions }
}

function append(
  data: ProduceRequestTopicPartition,
  topic: string | undefined,
  { acks }: ProduceRequest,
  { later, gate }: Appends,
  context: RequestContext
): Appended {
  const { apiVersion, clientId } = context
  const { index } = data
  const refuse = (error: ErrorName): Appended => ({
    index,
    partition: undefined,
    result: failed(error)
  })
  if (isFailure(gate)) return refuse(gate.error)
  if (acks < -1 || acks > 1) return refuse('INVALID_REQUIRED_ACKS')
  if (topic === undefined) return refuse('UNKNOWN_TOPIC_ID')
  if (!context.may('WRITE', 'TOPIC', topic)) return refuse('TOPIC_AUTHORIZATION_FAILED')
  const partition = context.partitions.leader(topic, index)
  if (isFailure(partition)) return refuse(partition.error)
  if (isInternalTopic(topic) && clientId !== '__admin_client') {
    return { index, partition, result: failed('INVALID_TOPIC_EXCEPTION') }
  }
  const records = (data.records ?? noRecords) as Buffer
  const isTransactional = beginsTransactional(records)
  const result = partition.append(records, {
    origin: 'client',
    produceVersion: apiVersion,
    acks,
    clientBytes: records.length,
    guard: gate
  })
  const appended: Appended = {
    index,
    tellsStart: !isTransactional && isOneBatch(records),
    partition,
    result: result instanceof Promise ? notYet : result
  }
  if (result instanceof Promise) {
    later.push(
      result.then((done) => {
        appended.result = done
      })
    )
  }
  return appended
}

const notYet = failed('UNKNOWN_SERVER_ERROR')

/** Waits for all partitions at once: their acknowledgements arrive in any order. */
function whenAcknowledged<A>(
  topics: readonly AppendedTopic[],
  { acks, timeoutMs }: ProduceRequest,
  answer: () => A
): A | Promise<A> {
  const waiting: Appended[] = []
  const waits: Promise<Failure | null>[] = []
  for (const { partitions } of topics) {
    for (const appended of partitions) {
      const { partition, result } = appended
      if (isFailure(result) || partition === undefined) continue
      waiting.push(appended)
      // A retry waits like the first attempt: its acknowledgement must be equally safe.
      waits.push(partition.whenAcknowledged(result.lastOffset + 1, acks, timeoutMs))
    }
  }
  const [first] = waiting
  if (first === undefined) return answer()
  if (waiting.length === 1) {
    return (waits[0] as Promise<Failure | null>).then((failure) => {
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
  const responses: ProduceResponseTopicInput[] = []
  let isMoved = false
  for (const { topic, partitions } of topics) {
    const partitionResponses: PartitionAnswer[] = []
    for (const appended of partitions) {
      const answer = partitionAnswer(appended, topic, context)
      if (answer.currentLeader !== undefined) isMoved = true
      partitionResponses.push(answer)
    }
    responses.push({ name: topic.name, topicId: topic.topicId, partitionResponses })
  }
  return { responses, nodeEndpoints: isMoved ? leaderNodes(leadersIn(responses), context) : [] }
}

const leadersIn = (responses: readonly ProduceResponseTopicInput[]): number[] =>
  responses.flatMap(({ partitionResponses }) =>
    partitionResponses.flatMap(({ currentLeader }) => currentLeader?.leaderId ?? [])
  )

function partitionAnswer(
  { index, tellsStart = false, partition, result, failure = null }: Appended,
  topic: ProduceRequestTopic,
  context: RequestContext
): PartitionAnswer {
  if (isFailure(result))
    return withLeader(failedAnswer(index, tellsStart, partition, result), result.error, topic, context)
  const answer = {
    index,
    errorCode: failure === null ? 0 : errorCodes[failure.error],
    baseOffset: BigInt(result.firstOffset),
    logAppendTimeMs: BigInt(result.logAppendTimeMs),
    logStartOffset: BigInt(result.logStartOffset)
  }
  return failure === null ? answer : withLeader(answer, failure.error, topic, context)
}

/** Adds the current leader if it is not this broker (KIP-951). */
function withLeader(
  answer: PartitionAnswer,
  error: ErrorName,
  topic: ProduceRequestTopic,
  context: RequestContext
): PartitionAnswer {
  const { apiVersion, image } = context
  if (error !== 'NOT_LEADER_OR_FOLLOWER' || apiVersion < firstVersionWithLeaders) return answer
  const name = topicNameOf(context, topic, apiVersion >= 13) ?? ''
  const currentLeader = leaderHint(error, image.topic(name), answer.index ?? -1)
  return currentLeader === undefined ? answer : { ...answer, currentLeader }
}

/** Errors for which Kafka omits the log start offset (kafka.server.ReplicaManager#appendToLocalLog). */
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
  tellsStart: boolean,
  partition: Partition | undefined,
  failure: Failure
): PartitionAnswer {
  const { error, message } = failure
  const recordErrors = failure instanceof RecordsRefusal ? failure.recordErrors : []
  return {
    index,
    errorCode: errorCodes[error],
    baseOffset: noOffset,
    logStartOffset:
      partition !== undefined && tellsStart && !withoutLogStart.has(error)
        ? BigInt(partition.logStartOffset)
        : noOffset,
    recordErrors: recordErrors.map(({ batchIndex, message: text }) => ({ batchIndex, batchIndexErrorMessage: text })),
    errorMessage: message
  }
}
