import {
  asOffset,
  type ErrorName,
  errorCodes,
  type FetchRequest,
  type FetchResponseInput
} from '../../protocol/index.ts'
import { batchSize, codecId, downConvert, magic, RecordsError } from '../../records/index.ts'
import { type FetchSession, type PartitionRead, type SessionPartition, sessionKey } from '../../replica/index.ts'
import { zeroUuid } from '../../wire/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { isPartition } from '../partitions.ts'

type TopicAnswer = NonNullable<FetchResponseInput['responses']>[number]
type PartitionAnswer = TopicAnswer['partitions'][number]

const noRecords = Buffer.alloc(0)
const zstd = 4

/** One partition that is to be read for this request. */
interface Wanted {
  readonly asked: SessionPartition
  /** Undefined: its topic id means nothing here. */
  readonly topic: string | undefined
}

interface Answered {
  readonly wanted: Wanted
  readonly answer: PartitionAnswer
  readonly bytes: number
}

/**
 * Fetch (1): batches of partitions from the offsets asked, waiting up to `maxWaitMs` for `minBytes`. v3 bounds the whole
 * answer (KIP-74), v4 isolation (KIP-98), v7 sessions (KIP-227), v9 and v12 leader epochs, v13 topic ids (KIP-516).
 * Formats 0 and 1 are answered to versions that know nothing newer. Source: kafka.server.ReplicaManager#fetchMessages.
 */
export const fetch: Handler<'Fetch'> = async (request, context) => {
  const { broker, apiVersion } = context
  const usesIds = apiVersion >= 13
  const opened = broker.fetchSessions.begin(
    request.sessionId,
    apiVersion >= 7 ? request.sessionEpoch : -1,
    usesIds,
    request.topics.length > 0
  )
  if (opened.kind === 'error')
    return { throttleTimeMs: 0, errorCode: errorCodes[opened.error], sessionId: 0, responses: [] }
  const session = opened.kind === 'sessionless' ? undefined : opened.session
  const asked = session === undefined ? listOf(request) : updated(session, request)
  const wanted = asked.map((each) => ({ asked: each, topic: nameOf(each, usesIds, context) }))
  await untilReadable(wanted, request, context)
  const answered = await readAll(wanted, request, context)
  const kept = opened.kind === 'incremental' ? changedOnly(opened.session, answered) : answered
  if (session !== undefined) for (const each of answered) remember(each)
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    sessionId: session?.id ?? 0,
    responses: byTopic(kept, usesIds),
    nodeEndpoints: []
  }
}

function* partitionsIn(request: FetchRequest): Generator<SessionPartition> {
  for (const { topic, topicId, partitions } of request.topics) {
    for (const each of partitions) {
      yield {
        topic,
        topicId: topicId === zeroUuid ? '' : topicId,
        partition: each.partition,
        fetchOffset: asOffset(each.fetchOffset),
        maxBytes: each.partitionMaxBytes,
        currentLeaderEpoch: each.currentLeaderEpoch,
        lastFetchedEpoch: each.lastFetchedEpoch,
        logStartOffset: asOffset(each.logStartOffset),
        toldHighWatermark: -1,
        toldLogStartOffset: -1
      }
    }
  }
}

const listOf = (request: FetchRequest) => [...partitionsIn(request)]

/** The session's partitions after what this request adds, changes and forgets. */
function updated(session: FetchSession, request: FetchRequest): SessionPartition[] {
  for (const each of partitionsIn(request)) {
    const key = sessionKey(each.topic, each.topicId, each.partition)
    const known = session.partitions.get(key)
    if (known === undefined) session.partitions.set(key, each)
    else {
      known.fetchOffset = each.fetchOffset
      known.maxBytes = each.maxBytes
      known.currentLeaderEpoch = each.currentLeaderEpoch
      known.lastFetchedEpoch = each.lastFetchedEpoch
      known.logStartOffset = each.logStartOffset
    }
  }
  for (const { topic, topicId, partitions } of request.forgottenTopicsData) {
    for (const partition of partitions)
      session.partitions.delete(sessionKey(topic, topicId === zeroUuid ? '' : topicId, partition))
  }
  return [...session.partitions.values()]
}

function nameOf(asked: SessionPartition, usesIds: boolean, { broker }: RequestContext): string | undefined {
  if (!usesIds) return asked.topic
  return asked.topicId === '' ? undefined : broker.image.topicById(asked.topicId)?.name
}

const isolationOf = (request: FetchRequest) => (request.isolationLevel === 1 ? 'read_committed' : 'read_uncommitted')

/** Resolves when there are `minBytes` to read, an error to tell, or no more time to wait. Long polls wait on the partitions. */
function untilReadable(
  wanted: readonly Wanted[],
  request: FetchRequest,
  context: RequestContext
): Promise<void> | undefined {
  const { minBytes, maxWaitMs } = request
  if (maxWaitMs <= 0 || minBytes <= 0 || wanted.length === 0 || isReadable(wanted, request, context)) return undefined
  return new Promise((resolve) => {
    let waits: { cancel(): void }[] = []
    const letGo = () => {
      for (const wait of waits) wait.cancel()
      waits = []
    }
    const timer = context.env.timers.after(maxWaitMs, () => finish())
    const closed = context.connection.onClosed(() => finish())
    const finish = () => {
      timer.cancel()
      closed.cancel()
      letGo()
      resolve()
    }
    const look = () => {
      letGo()
      if (isReadable(wanted, request, context)) finish()
      else listen()
    }
    const listen = () => {
      for (const { asked, topic } of wanted) {
        const partition = topic === undefined ? undefined : context.broker.replicas.find(topic, asked.partition)
        if (partition !== undefined) waits.push(partition.onceReadable(look))
      }
    }
    listen()
  })
}

function isReadable(wanted: readonly Wanted[], request: FetchRequest, { broker }: RequestContext): boolean {
  let bytes = 0
  for (const { asked, topic } of wanted) {
    const partition = topic === undefined ? undefined : broker.replicas.leader(topic, asked.partition)
    if (partition === undefined || !isPartition(partition)) return true
    const { logStartOffset, logEndOffset } = partition.log
    if (asked.fetchOffset < logStartOffset || asked.fetchOffset > logEndOffset) return true
    if (asked.currentLeaderEpoch >= 0 && partition.checkLeaderEpoch(asked.currentLeaderEpoch) !== null) return true
    if (asked.lastFetchedEpoch >= 0) return true
    bytes += Math.min(asked.maxBytes, partition.availableBytes(asked.fetchOffset, isolationOf(request)))
    if (bytes >= request.minBytes) return true
  }
  return false
}

async function readAll(wanted: readonly Wanted[], request: FetchRequest, context: RequestContext): Promise<Answered[]> {
  const { broker, apiVersion } = context
  let left = Math.min(apiVersion >= 3 ? request.maxBytes : 0x7fffffff, broker.config.number('fetch.max.bytes'))
  let isFirst = apiVersion >= 3
  const answered: Answered[] = []
  for (const each of wanted) {
    const one = await readOne(each, Math.max(0, left), isFirst, request, context)
    if (one.bytes > 0) isFirst = false
    left -= one.bytes
    answered.push(one)
  }
  return answered
}

async function readOne(
  wanted: Wanted,
  left: number,
  atLeastOneBatch: boolean,
  request: FetchRequest,
  context: RequestContext
): Promise<Answered> {
  const { asked, topic } = wanted
  const { broker, connection } = context
  const refuse = (error: ErrorName): Answered => ({
    wanted,
    answer: { ...failedAnswer(asked.partition, error), abortedTransactions: [] },
    bytes: 0
  })
  if (topic === undefined) return refuse('UNKNOWN_TOPIC_ID')
  if (!broker.authorizer.may(connection.principal, 'READ', 'TOPIC', topic)) return refuse('TOPIC_AUTHORIZATION_FAILED')
  const partition = broker.replicas.leader(topic, asked.partition)
  if (!isPartition(partition)) return refuse(partition)
  const replicaId = context.apiVersion >= 15 ? request.replicaState.replicaId : request.replicaId
  // A client cannot pass for a replica: only an assigned follower may read as one, and this broker has none yet.
  if (replicaId >= 0)
    return refuse(partition.replicas.includes(replicaId) ? 'NOT_LEADER_OR_FOLLOWER' : 'UNKNOWN_LEADER_EPOCH')
  const found = partition.read(asked.fetchOffset, {
    maxBytes: Math.min(left, asked.maxBytes),
    atLeastOneBatch,
    isolation: replicaId === -2 ? 'log_end' : isolationOf(request),
    currentLeaderEpoch: asked.currentLeaderEpoch,
    lastFetchedEpoch: asked.lastFetchedEpoch
  })
  const read = found instanceof Promise ? await found : found
  if (read.data !== null) context.onSent(read.data.release)
  return answerOf(wanted, read, context.apiVersion, partition)
}

const failedAnswer = (partitionIndex: number, error: ErrorName): PartitionAnswer => ({
  partitionIndex,
  errorCode: errorCodes[error],
  highWatermark: -1n,
  lastStableOffset: -1n,
  logStartOffset: -1n,
  abortedTransactions: null,
  records: noRecords
})

function answerOf(
  wanted: Wanted,
  read: PartitionRead,
  apiVersion: number,
  leader: { readonly leaderId: number; readonly leaderEpoch: number }
): Answered {
  const partitionIndex = wanted.asked.partition
  const isFenced = read.error === 'NOT_LEADER_OR_FOLLOWER' || read.error === 'FENCED_LEADER_EPOCH'
  const base = {
    partitionIndex,
    errorCode: read.error === null ? 0 : errorCodes[read.error],
    highWatermark: BigInt(read.highWatermark),
    lastStableOffset: BigInt(read.lastStableOffset),
    logStartOffset: read.error === null ? BigInt(read.logStartOffset) : -1n,
    divergingEpoch:
      read.divergingEpoch === null
        ? undefined
        : { epoch: read.divergingEpoch.epoch, endOffset: BigInt(read.divergingEpoch.endOffset) },
    currentLeader: isFenced ? { leaderId: leader.leaderId, leaderEpoch: leader.leaderEpoch } : undefined,
    abortedTransactions:
      read.abortedTransactions?.map(({ producerId, firstOffset }) => ({
        producerId: BigInt(producerId),
        firstOffset: BigInt(firstOffset)
      })) ?? null
  }
  if (read.data === null || read.data.bytes === 0) return { wanted, answer: { ...base, records: noRecords }, bytes: 0 }
  if (apiVersion >= 10) return { wanted, answer: { ...base, records: read.data.chunks }, bytes: read.data.bytes }
  try {
    const records = inFormatOf(apiVersion, read.data.chunks, wanted.asked.fetchOffset)
    return { wanted, answer: { ...base, records }, bytes: read.data.bytes }
  } catch (error) {
    if (!(error instanceof RecordsError)) throw error
    return { wanted, answer: failedAnswer(partitionIndex, error.code as ErrorName), bytes: 0 }
  }
}

/** Versions before 4 read formats 0 and 1 alone, versions before 10 no zstd (KIP-110). */
function inFormatOf(
  apiVersion: number,
  chunks: readonly Uint8Array[],
  firstOffset: number
): Uint8Array | readonly Uint8Array[] {
  if (apiVersion < 4) return downConvert(Buffer.concat(chunks), { toMagic: apiVersion < 2 ? 0 : 1, firstOffset })
  for (const chunk of chunks) {
    const bytes = chunk as Buffer
    for (let at = 0; at < bytes.length; at += batchSize(bytes, at)) {
      if (magic(bytes, at) === 2 && codecId(bytes, at) === zstd)
        throw new RecordsError('UNSUPPORTED_COMPRESSION_TYPE', 'zstd before Fetch v10')
    }
  }
  return chunks
}

/** An incremental answer leaves out what has not changed; what it names moves behind what it does not, to be fair. */
function changedOnly(session: FetchSession, answered: readonly Answered[]): Answered[] {
  const changed = answered.filter(({ wanted: { asked }, answer, bytes }) => {
    const sameOffsets =
      Number(answer.highWatermark) === asked.toldHighWatermark &&
      Number(answer.logStartOffset) === asked.toldLogStartOffset
    return bytes > 0 || answer.errorCode !== 0 || !sameOffsets || answer.divergingEpoch !== undefined
  })
  for (const {
    wanted: { asked },
    bytes
  } of changed) {
    const key = sessionKey(asked.topic, asked.topicId, asked.partition)
    if (bytes === 0 || !session.partitions.delete(key)) continue
    session.partitions.set(key, asked)
  }
  return changed
}

function remember({ wanted: { asked }, answer }: Answered): void {
  if (answer.errorCode !== 0) {
    asked.toldHighWatermark = -1
    return
  }
  asked.toldHighWatermark = Number(answer.highWatermark)
  asked.toldLogStartOffset = Number(answer.logStartOffset)
}

function byTopic(answered: readonly Answered[], usesIds: boolean): TopicAnswer[] {
  const topics = new Map<string, { topic: string; topicId: string; partitions: PartitionAnswer[] }>()
  for (const {
    wanted: { asked },
    answer
  } of answered) {
    const key = usesIds ? asked.topicId : asked.topic
    let topic = topics.get(key)
    if (topic === undefined) {
      topic = {
        topic: usesIds ? '' : asked.topic,
        topicId: asked.topicId === '' ? zeroUuid : asked.topicId,
        partitions: []
      }
      topics.set(key, topic)
    }
    topic.partitions.push(answer)
  }
  return [...topics.values()]
}
