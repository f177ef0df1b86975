/*
 * Builds the Fetch response for one partition: the read, its limits, errors, and conversion for older versions. Knows no sessions
 * and never waits for data.
 */
import { DiskError } from '../env/index.ts'
import { type ErrorName, errorCodes, type FetchResponseInput, isFailure } from '../protocol/index.ts'
import { downConvert, logOverheadBytes, RecordsError } from '../records/index.ts'
import type { AskedPartition, Isolation, Partition, ReadAnswer } from '../replica/index.ts'
import type { RequestContext } from './context.ts'
import type { Wanted } from './fetch-wait.ts'
import { leaderHint } from './nodes.ts'

export type TopicAnswer = NonNullable<FetchResponseInput['responses']>[number]
export type PartitionAnswer = TopicAnswer['partitions'][number]

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export interface Answered {
  readonly asked: AskedPartition
  readonly answer: PartitionAnswer
  readonly bytes: number
}

export interface ReadRequest {
  /** Followers and debuggers may see what clients may not. */
  readonly isolation: Isolation
}

const noRecords = Buffer.alloc(0)
const firstVersionWithLeaders = 16

const failedAnswer = (partitionIndex: number, error: ErrorName): PartitionAnswer => ({
  partitionIndex,
  errorCode: errorCodes[error],
  highWatermark: -1n,
  lastStableOffset: -1n,
  logStartOffset: -1n,
  abortedTransactions: null,
  records: noRecords
})

const failed = ({ asked }: Wanted, error: ErrorName): Answered => ({
  asked,
  answer: failedAnswer(asked.partition, error),
  bytes: 0
})

/** Errors that Kafka detects before reading. It then lists no aborted transactions; otherwise they are unknown (null). */
const foundEarly: readonly ErrorName[] = [
  'UNKNOWN_TOPIC_OR_PARTITION',
  'UNKNOWN_TOPIC_ID',
  'TOPIC_AUTHORIZATION_FAILED'
]

const refused = ({ asked }: Wanted, error: ErrorName): Answered => {
  const answer = failedAnswer(asked.partition, error)
  return { asked, answer: foundEarly.includes(error) ? { ...answer, abortedTransactions: [] } : answer, bytes: 0 }
}

/** The current leader of a partition that is not led here (KIP-951). */
function withLeader(answered: Answered, error: ErrorName, wanted: Wanted, context: RequestContext): Answered {
  if (context.apiVersion < firstVersionWithLeaders) return answered
  const currentLeader = leaderHint(error, context.image.topic(wanted.topic ?? ''), wanted.asked.partition)
  return currentLeader === undefined ? answered : { ...answered, answer: { ...answered.answer, currentLeader } }
}

/** Synchronous when the end of the log is in memory. Buffers are returned once the response has been sent. */
export function readPartition(
  wanted: Wanted,
  request: ReadRequest,
  limits: { readonly maxBytes: number; readonly atLeastOneBatch: boolean },
  context: RequestContext
): Answered | Promise<Answered> {
  const { asked } = wanted
  const partition = wanted.partition(context)
  if (isFailure(partition)) return withLeader(refused(wanted, partition.error), partition.error, wanted, context)
  if (wanted.fault !== undefined) return failed(wanted, wanted.fault.error)
  if (asked.maxBytes < 0) return failed(wanted, 'UNKNOWN_SERVER_ERROR')
  if (wanted.nearer !== undefined) return sentTo(wanted.nearer, wanted, partition)
  try {
    const isHeldBack = wanted.isHeldBack
    const found = partition.read(asked.fetchOffset, {
      maxBytes: isHeldBack ? 0 : Math.min(limits.maxBytes, asked.maxBytes),
      atLeastOneBatch: limits.atLeastOneBatch && !isHeldBack,
      isolation: request.isolation,
      currentLeaderEpoch: asked.currentLeaderEpoch,
      lastFetchedEpoch: asked.lastFetchedEpoch,
      anyReplica: wanted.anyReplica
    })
    if (!(found instanceof Promise)) return answerOf(wanted, found, partition, request, context)
    return found
      .then((read) => answerOf(wanted, read, partition, request, context))
      .catch((error) => unreadable(wanted, error, context))
  } catch (error) {
    return unreadable(wanted, error, context)
  }
}

/** Sends the reader to a follower in its own rack (KIP-392); it gets no records here. */
function sentTo(preferredReadReplica: number, { asked }: Wanted, partition: Partition): Answered {
  const answer: PartitionAnswer = {
    partitionIndex: asked.partition,
    errorCode: 0,
    highWatermark: BigInt(partition.highWatermark),
    lastStableOffset: BigInt(partition.lastStableOffset),
    logStartOffset: BigInt(partition.logStartOffset),
    abortedTransactions: null,
    preferredReadReplica,
    records: noRecords
  }
  return { asked, answer, bytes: 0 }
}

/** A file that cannot be opened fails one partition, not the whole request. @throws any error that is not a disk error */
function unreadable(wanted: Wanted, error: unknown, context: RequestContext): Answered {
  if (!(error instanceof DiskError)) throw error
  const fields = { topic: wanted.topic, partition: wanted.asked.partition, error: error.message }
  context.log.warn('could not read a partition', fields)
  return failed(wanted, 'KAFKA_STORAGE_ERROR')
}

function answerOf(
  wanted: Wanted,
  read: ReadAnswer,
  partition: Partition,
  request: ReadRequest,
  context: RequestContext
): Answered {
  const { asked } = wanted
  const { apiVersion } = context
  if (isFailure(read)) {
    const answered = failed(wanted, read.error)
    const isMoved = read.error === 'NOT_LEADER_OR_FOLLOWER' || read.error === 'FENCED_LEADER_EPOCH'
    if (!isMoved || apiVersion < firstVersionWithLeaders) return answered
    const { leaderId, leaderEpoch } = partition
    return { ...answered, answer: { ...answered.answer, currentLeader: { leaderId, leaderEpoch } } }
  }
  const { data } = read
  const answer: Mutable<PartitionAnswer> = {
    partitionIndex: asked.partition,
    errorCode: 0,
    highWatermark: BigInt(read.highWatermark),
    lastStableOffset: BigInt(read.lastStableOffset),
    logStartOffset: BigInt(read.logStartOffset),
    abortedTransactions: read.abortedTransactions === null ? null : read.abortedTransactions.map(abortedAnswer),
    records: noRecords
  }
  if (read.divergingEpoch !== null) {
    const { epoch, endOffset } = read.divergingEpoch
    answer.divergingEpoch = { epoch, endOffset: BigInt(endOffset) }
  }
  if (data === null) return { asked, answer, bytes: 0 }
  context.onSent(data.release)
  if (data.bytes === 0) {
    if (apiVersion < 3 && partition.availableBytes(asked.fetchOffset, request.isolation) > 0)
      answer.records = tooLargeHead(asked.fetchOffset)
    return { asked, answer, bytes: 0 }
  }
  // Kafka 4.3.1 sends zstd to versions below 10 as well, whatever KIP-110 says.
  if (apiVersion >= 4) answer.records = data.chunks
  else {
    try {
      answer.records = inOldFormat(apiVersion, data.chunks, asked.fetchOffset)
    } catch (fault) {
      if (!(fault instanceof RecordsError)) throw fault
      return failed(wanted, fault.code as ErrorName)
    }
  }
  return { asked, answer, bytes: data.bytes }
}

const abortedAnswer = ({ producerId, firstOffset }: { readonly producerId: number; readonly firstOffset: number }) => ({
  producerId: BigInt(producerId),
  firstOffset: BigInt(firstOffset)
})

/**
 * Before v3, a consumer notices that the next message exceeds its limit because it gets a truncated start of it, with offset and
 * size. Given nothing, it would repeat the request forever (KIP-74).
 */
function tooLargeHead(offset: number): Buffer {
  const head = Buffer.alloc(logOverheadBytes)
  head.writeBigInt64BE(BigInt(offset), 0)
  head.writeInt32BE(0x7fffffff, 8)
  return head
}

/** Versions below 4 can only read formats 0 and 1. @throws RecordsError for zstd, which those formats cannot hold */
const inOldFormat = (apiVersion: number, chunks: readonly Uint8Array[], firstOffset: number): Uint8Array =>
  downConvert(Buffer.concat(chunks), { toMagic: apiVersion < 2 ? 0 : 1, firstOffset })
