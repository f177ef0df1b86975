import {
  asOffset,
  type ErrorName,
  errorCodes,
  type FetchRequest,
  type FetchResponseInput
} from '../../protocol/index.ts'
import { type FetchSession, type SessionPartition, sessionKey } from '../../replica/index.ts'
import { zeroUuid } from '../../wire/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import {
  type Answered,
  type PartitionAnswer,
  type ReadRequest,
  readPartition,
  type TopicAnswer
} from '../fetch-answer.ts'
import { untilReadable, type WaitLimits, type Wanted } from '../fetch-wait.ts'

/** KIP-74: the whole answer is bounded, and its first batch comes however large it is. */
const firstVersionWithOneBatch = 3
const firstVersionWithSessions = 7
const uncountedBytesMax = 4 * 1024
const firstVersionWithTopicIds = 13
const finalEpoch = -1

/**
 * Fetch (1): batches of partitions from the offsets asked, waiting up to `maxWaitMs` for `minBytes`. v3 bounds the whole
 * answer (KIP-74), v4 isolation (KIP-98), v7 sessions (KIP-227), v9 and v12 leader epochs, v13 topic ids (KIP-516).
 * Formats 0 and 1 are answered to versions that know nothing newer. Source: kafka.server.ReplicaManager#fetchMessages.
 */
export const fetch: Handler<'Fetch'> = (request, context) => {
  const { apiVersion } = context
  const usesIds = apiVersion >= firstVersionWithTopicIds
  const named = [...partitionsIn(request)]
  const opened = context.fetchSessions.begin(
    request.sessionId,
    apiVersion >= firstVersionWithSessions ? request.sessionEpoch : finalEpoch,
    usesIds,
    named.length
  )
  if (opened.kind === 'error') return refused(opened.error)
  let session = opened.kind === 'sessionless' ? undefined : opened.session
  // A request that begins a session has nothing to forget: Kafka does not look.
  const forgotten = opened.kind === 'incremental' ? request.forgottenTopicsData : []
  if (session !== undefined && update(session, named, forgotten) && context.fetchSessions.isOverfull) {
    context.fetchSessions.end(session)
    if (opened.kind === 'incremental') return refused('FETCH_SESSION_ID_NOT_FOUND')
    session = undefined
  }
  if (opened.kind === 'incremental' && opened.session.partitions.size === 0) {
    context.fetchSessions.end(opened.session)
    session = undefined
  }
  const asked = session === undefined ? withoutRepeats(named) : [...session.partitions.values()]
  const wanted = asked.map((each) => ({ asked: each, topic: nameOf(each, usesIds, context) }))
  const fetchMaxBytes = context.config.number('fetch.max.bytes')
  const maxBytes = apiVersion >= firstVersionWithOneBatch ? Math.min(request.maxBytes, fetchMaxBytes) : fetchMaxBytes
  const run = new FetchRun(wanted, request, session, opened.kind === 'incremental', maxBytes, context)
  const limits: WaitLimits = {
    minBytes: Math.min(request.minBytes, maxBytes),
    maxWaitMs: request.maxWaitMs,
    isolation: isolationOf(request)
  }
  const waits = untilReadable(wanted, limits, context)
  return waits === undefined ? run.answer() : waits.then(() => run.answer())
}

const refused = (error: ErrorName): FetchResponseInput => ({
  errorCode: errorCodes[error],
  sessionId: 0,
  responses: []
})

const isolationOf = (request: FetchRequest) => (request.isolationLevel === 1 ? 'read_committed' : 'read_uncommitted')

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

const keyOf = ({ topic, topicId, partition }: SessionPartition) => sessionKey(topic, topicId, partition)

/** Of a partition that is named twice, the last counts. */
function withoutRepeats(named: readonly SessionPartition[]): readonly SessionPartition[] {
  return named.length < 2 ? named : [...new Map(named.map((each) => [keyOf(each), each])).values()]
}

/** Puts into the session what this request adds, changes and forgets. True when it has grown. */
function update(
  session: FetchSession,
  named: readonly SessionPartition[],
  forgotten: FetchRequest['forgottenTopicsData']
): boolean {
  const { size } = session.partitions
  for (const each of named) {
    const key = keyOf(each)
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
  for (const { topic, topicId, partitions } of forgotten) {
    for (const partition of partitions)
      session.partitions.delete(sessionKey(topic, topicId === zeroUuid ? '' : topicId, partition))
  }
  return session.partitions.size > size
}

function nameOf(asked: SessionPartition, usesIds: boolean, context: RequestContext): string | undefined {
  if (!usesIds) return asked.topic
  return asked.topicId === '' ? undefined : context.image.topicById(asked.topicId)?.name
}

/** One fetch once it need not wait any more: reads partition by partition until the answer is full. */
class FetchRun {
  readonly #wanted: readonly Wanted[]
  readonly #session: FetchSession | undefined
  readonly #isIncremental: boolean
  readonly #context: RequestContext
  readonly #read: ReadRequest
  readonly #answered: Answered[] = []
  #bytesLeft: number
  #isFirst: boolean

  constructor(
    wanted: readonly Wanted[],
    request: FetchRequest,
    session: FetchSession | undefined,
    isIncremental: boolean,
    maxBytes: number,
    context: RequestContext
  ) {
    const { apiVersion } = context
    this.#wanted = wanted
    this.#session = session
    this.#isIncremental = isIncremental
    this.#context = context
    this.#read = {
      replicaId: apiVersion >= 15 ? request.replicaState.replicaId : request.replicaId,
      isolation: isolationOf(request)
    }
    this.#bytesLeft = maxBytes
    this.#isFirst = apiVersion >= firstVersionWithOneBatch
  }

  /** Synchronous while the ends of logs are in memory. */
  answer(): FetchResponseInput | Promise<FetchResponseInput> {
    while (this.#answered.length < this.#wanted.length) {
      const wanted = this.#wanted[this.#answered.length] as Wanted
      const maxBytes = Math.max(0, Math.min(this.#bytesLeft, this.#roomBytes))
      const one = readPartition(wanted, this.#read, { maxBytes, atLeastOneBatch: this.#isFirst }, this.#context)
      if (one instanceof Promise) return this.#takeLater(one, Math.max(0, Math.min(maxBytes, wanted.asked.maxBytes)))
      this.#take(one)
    }
    return this.#response()
  }

  /** Before v3 no batch is answered whole for its own sake: less room could stop a reader for good. */
  get #roomBytes(): number {
    const { apiVersion, answerRoomBytes } = this.#context
    return apiVersion >= firstVersionWithOneBatch ? answerRoomBytes : Number.POSITIVE_INFINITY
  }

  /** Counted while it is being read, so that many slow reads at once know of one another. */
  async #takeLater(read: Promise<Answered>, claimedBytes: number): Promise<FetchResponseInput> {
    this.#context.holdAnswer(claimedBytes)
    const one = await read
    this.#context.holdAnswer(-claimedBytes)
    this.#take(one)
    return this.answer()
  }

  #take(one: Answered): void {
    if (one.bytes > uncountedBytesMax) this.#context.holdAnswer(one.bytes)
    if (one.bytes > 0) this.#isFirst = false
    this.#bytesLeft -= one.bytes
    this.#answered.push(one)
  }

  #response(): FetchResponseInput {
    const session = this.#session
    const kept = session !== undefined && this.#isIncremental ? changedOnly(session, this.#answered) : this.#answered
    if (session !== undefined) for (const each of this.#answered) remember(each)
    return { errorCode: 0, sessionId: session?.id ?? 0, responses: byTopic(kept), nodeEndpoints: [] }
  }
}

/** An incremental answer leaves out what has not changed; what it names moves behind what it does not, to be fair. */
function changedOnly(session: FetchSession, answered: readonly Answered[]): Answered[] {
  const changed = answered.filter(({ wanted: { asked }, answer, bytes }) => {
    const sameOffsets =
      Number(answer.highWatermark) === asked.toldHighWatermark &&
      Number(answer.logStartOffset) === asked.toldLogStartOffset
    return bytes > 0 || answer.errorCode !== 0 || !sameOffsets || answer.divergingEpoch !== undefined
  })
  for (const { wanted, bytes } of changed) {
    const key = keyOf(wanted.asked)
    if (bytes > 0 && session.partitions.delete(key)) session.partitions.set(key, wanted.asked)
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

/** Topics in the order in which they first come. */
function byTopic(answered: readonly Answered[]): TopicAnswer[] {
  const topics: TopicAnswer[] = []
  const partitionsOf = new Map<string, PartitionAnswer[]>()
  for (const { wanted, answer } of answered) {
    const { topic, topicId } = wanted.asked
    const key = topicId === '' ? topic : topicId
    const known = partitionsOf.get(key)
    if (known !== undefined) {
      known.push(answer)
      continue
    }
    const partitions = [answer]
    partitionsOf.set(key, partitions)
    topics.push({ topic, topicId: topicId === '' ? zeroUuid : topicId, partitions })
  }
  return topics
}
