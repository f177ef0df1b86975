import {
  asOffset,
  errorCodes,
  type Failure,
  type FetchRequest,
  type FetchResponseInput,
  failed,
  isFailure
} from '../../protocol/index.ts'
import {
  type AskedPartition,
  type BegunFetch,
  finalEpoch,
  type Isolation,
  initialEpoch,
  type SessionWatch
} from '../../replica/index.ts'
import { zeroUuid } from '../../wire/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import {
  type Answered,
  type PartitionAnswer,
  type ReadRequest,
  readPartition,
  type TopicAnswer
} from '../fetch-answer.ts'
import {
  clientReads,
  firstVersionWithTopicIds,
  nameOf,
  replicaReads,
  sendsToFollowers,
  untilReadable,
  type WaitLimits,
  Wanted
} from '../fetch-wait.ts'
import { leaderNodes } from '../nodes.ts'

/** KIP-74: the whole response is bounded, and its first batch is always returned, however large. */
const firstVersionWithOneBatch = 3
const firstVersionWithSessions = 7
const firstVersionWithRacks = 11
const uncountedBytesMax = 4 * 1024

/**
 * Fetch (1): returns batches from the requested offsets, waiting up to `maxWaitMs` for `minBytes`. v3 bounds the whole response
 * (KIP-74), v4 adds isolation levels (KIP-98), v7 sessions (KIP-227), v9 and v12 leader epochs, v13 topic ids (KIP-516). Versions
 * that know nothing newer get message formats 0 and 1. Source: kafka.server.ReplicaManager#fetchMessages.
 */
export const fetch: Handler<'Fetch'> = (request, context) => {
  const { apiVersion } = context
  const replicaId = replicaIdOf(request, context)
  const begun = context.fetchSessions.begin(
    {
      sessionId: request.sessionId,
      sessionEpoch: apiVersion >= firstVersionWithSessions ? request.sessionEpoch : finalEpoch,
      usesTopicIds: apiVersion >= firstVersionWithTopicIds,
      forgotten: request.forgottenTopicsData,
      replicaId
    },
    partitionsIn(request)
  )
  if (isFailure(begun)) return refused(begun)
  const right = replicaId < 0 ? clientReads : replicaReads(context)
  const anyReplica = replicaId < 0 && apiVersion >= firstVersionWithRacks
  if (begun.watch !== undefined) keepWatch(begun.watch, begun.sessionId, request, context)
  const wantedOf = (asked: AskedPartition) => new Wanted(asked, right, anyReplica, context)
  const wanted = begun.asked.map(wantedOf)
  if (replicaId >= 0) noteFollower(wanted, replicaId, request, begun, context)
  else if (anyReplica && request.rackId !== '') sendNearer(wanted, request.rackId, context)
  const fetchMaxBytes = context.config.number('fetch.max.bytes')
  const maxBytes = apiVersion >= firstVersionWithOneBatch ? Math.min(request.maxBytes, fetchMaxBytes) : fetchMaxBytes
  const run = new FetchRun(wanted, request, begun, maxBytes, context)
  const limits: WaitLimits = {
    minBytes: Math.min(request.minBytes, maxBytes),
    maxWaitMs: request.maxWaitMs,
    isolation: isolationOf(request, context)
  }
  const news = begun.watch === undefined ? undefined : { watch: begun.watch, wantedOf }
  const waits = untilReadable(wanted, limits, context, news)
  return waits === undefined ? run.answer() : waits.then(() => run.answer())
}

const refused = ({ error }: Failure): FetchResponseInput => ({
  errorCode: errorCodes[error],
  sessionId: 0,
  responses: []
})

const replicaIdOf = (request: FetchRequest, { apiVersion }: RequestContext) =>
  apiVersion >= 15 ? request.replicaState.replicaId : request.replicaId

/** The replica id that debuggers use to read what clients cannot see. */
const debuggerId = -2

function isolationOf(request: FetchRequest, context: RequestContext): Isolation {
  const replicaId = replicaIdOf(request, context)
  if (replicaId >= 0 || replicaId === debuggerId) return 'written'
  return request.isolationLevel === 1 ? 'read_committed' : 'read_uncommitted'
}

/**
 * A session watches its partitions while its connection is open. A follower starts a new session when it reconnects; a consumer
 * may continue its old one. Permissions are checked on each Fetch.
 */
function keepWatch(
  watch: SessionWatch,
  sessionId: number,
  { sessionEpoch }: FetchRequest,
  context: RequestContext
): void {
  const { fetchSessions, connection } = context
  if (sessionEpoch === initialEpoch) {
    const end = () => (watch.isOfFollower ? fetchSessions.end(sessionId) : fetchSessions.unwatch(sessionId))
    watch.endsWith(connection.onClosed(end))
  }
  const isRefused = (asked: AskedPartition) => clientReads(nameOf(asked, context), context) !== null
  if ([...watch.restingTopics].some(isRefused)) watch.wakeAll()
}

/**
 * A client cannot pass for a replica: the sender must be a follower of each partition, under its current registration (KIP-903).
 * The requested offset tells what the follower has, unless it is told to truncate first. For idle partitions of its session,
 * sending the request is enough. Source: kafka.cluster.Partition#fetchRecords, #updateFollowerFetchState.
 */
function noteFollower(
  wanted: readonly Wanted[],
  replicaId: number,
  { replicaState }: FetchRequest,
  { watch }: BegunFetch,
  context: RequestContext
): void {
  const epoch = context.apiVersion >= 15 ? Number(replicaState.replicaEpoch) : -1
  const isCurrent = epoch === -1 || context.image.broker(replicaId)?.epoch === epoch
  for (const each of wanted) {
    const { found, asked } = each
    if (isFailure(found)) continue
    const { currentLeaderEpoch, fetchOffset, lastFetchedEpoch, logStartOffset } = asked
    const isFollower = found.replicas.includes(replicaId) && found.leaderId !== replicaId && isCurrent
    if (!isFollower) each.fault = failed(currentLeaderEpoch >= 0 ? 'UNKNOWN_LEADER_EPOCH' : 'NOT_LEADER_OR_FOLLOWER')
    else {
      const by = context.leaderThrottle
      if (by?.isThrottled(found.topic, found.partition) === true) each.throttled = { replicaId, by }
      if (!found.isReadErrorAt(fetchOffset, currentLeaderEpoch, lastFetchedEpoch))
        found.followerReached(replicaId, fetchOffset, logStartOffset, watch?.clockOf(asked))
    }
  }
  if (watch !== undefined && isCurrent) watch.askedMs = context.env.machine.monotonicMs()
}

/**
 * Sends a consumer to the most advanced follower in its rack if the leader is in another rack and uses this selector. Source:
 * KIP-392; org.apache.kafka.common.replica.RackAwareReplicaSelector, kafka.server.ReplicaManager#findPreferredReadReplica.
 */
function sendNearer(wanted: readonly Wanted[], rack: string, context: RequestContext): void {
  if (!sendsToFollowers(context)) return
  const { image, cluster } = context
  if (image.broker(cluster.brokerId)?.rack === rack) return
  for (const each of wanted) {
    const { found, asked } = each
    if (isFailure(found) || !found.isLeader || asked.fetchOffset < found.logStartOffset) continue
    const isNear = (id: number) => image.isAlive(id) && image.broker(id)?.rack === rack
    const nearer = found.followersAt(asked.fetchOffset).find(isNear)
    if (nearer !== undefined) each.nearer = nearer
  }
}

function partitionsIn(request: FetchRequest): AskedPartition[] {
  const asked: AskedPartition[] = []
  for (const { topic, topicId, partitions } of request.topics) {
    for (const each of partitions) {
      asked.push({
        topic,
        topicId: topicId === zeroUuid ? '' : topicId,
        partition: each.partition,
        fetchOffset: asOffset(each.fetchOffset),
        maxBytes: each.partitionMaxBytes,
        currentLeaderEpoch: each.currentLeaderEpoch,
        lastFetchedEpoch: each.lastFetchedEpoch,
        logStartOffset: asOffset(each.logStartOffset),
        highWatermark: asOffset(each.highWatermark),
        toldHighWatermark: -1,
        toldLogStartOffset: -1
      })
    }
  }
  return asked
}

/** A fetch that no longer has to wait: reads partition by partition until the response is full. */
class FetchRun {
  readonly #wanted: readonly Wanted[]
  readonly #begun: BegunFetch
  readonly #context: RequestContext
  readonly #read: ReadRequest
  readonly #isOfFollower: boolean
  readonly #answered: Answered[] = []
  #bytesLeft: number
  #isFirst: boolean

  constructor(
    wanted: readonly Wanted[],
    request: FetchRequest,
    begun: BegunFetch,
    maxBytes: number,
    context: RequestContext
  ) {
    const { apiVersion } = context
    this.#wanted = wanted
    this.#begun = begun
    this.#context = context
    this.#read = { isolation: isolationOf(request, context) }
    this.#isOfFollower = replicaIdOf(request, context) >= 0
    this.#bytesLeft = maxBytes
    this.#isFirst = apiVersion >= firstVersionWithOneBatch
  }

  /** Synchronous while the log ends are in memory. */
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

  /** Before v3 an oversized batch is not returned whole, so less room could block a reader for good. */
  get #roomBytes(): number {
    const { apiVersion, answerRoomBytes } = this.#context
    return apiVersion >= firstVersionWithOneBatch ? answerRoomBytes : Number.POSITIVE_INFINITY
  }

  /** Counted while being read, so that many slow concurrent reads take each other into account. */
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
    this.#wanted[this.#answered.length]?.throttled?.by.record(one.bytes)
    this.#answered.push(one)
  }

  #response(): FetchResponseInput {
    const { sessionId } = this.#begun
    const told = this.#begun.toTell(this.#answered)
    const { watch } = this.#begun
    if (watch !== undefined && (this.#isOfFollower || !sendsToFollowers(this.#context)))
      for (const [n, each] of this.#wanted.entries()) restIfDone(each, this.#answered[n] as Answered, watch)
    return { errorCode: 0, sessionId, responses: byTopic(told), nodeEndpoints: this.#newLeaders(told) }
  }

  /** A follower knows the other brokers from their registrations. */
  #newLeaders(told: readonly Answered[]): ReturnType<typeof leaderNodes> {
    if (this.#isOfFollower) return []
    const leaders: number[] = []
    for (const { answer } of told)
      if (answer.currentLeader?.leaderId !== undefined) leaders.push(answer.currentLeader.leaderId)
    return leaders.length === 0 ? [] : leaderNodes(leaders, this.#context)
  }
}

/** Marks a partition of a session as idle once the reader has everything and knows it, and a follower counts as in sync. */
function restIfDone(wanted: Wanted, { answer, bytes }: Answered, watch: SessionWatch): void {
  const { found, fault, nearer, asked, anyReplica } = wanted
  if (isFailure(found) || fault !== undefined || nearer !== undefined || bytes > 0 || answer.errorCode !== 0) return
  const { fetchOffset, currentLeaderEpoch, lastFetchedEpoch, highWatermark, logStartOffset } = asked
  if (asked.toldHighWatermark !== found.highWatermark || asked.toldLogStartOffset !== found.logStartOffset) return
  if (watch.isOfFollower) {
    if (found.logEndOffset !== fetchOffset || found.highWatermark > highWatermark) return
    if (found.logStartOffset > logStartOffset) return
    if (!found.isServing || !found.isr.includes(watch.replicaId)) return
  } else if (found.highWatermark !== fetchOffset || !(anyReplica ? found.isReadable : found.isServing)) return
  if (!found.isReadErrorAt(fetchOffset, currentLeaderEpoch, lastFetchedEpoch, anyReplica)) watch.rest(asked, found)
}

/** Topics in order of first appearance. */
function byTopic(answered: readonly Answered[]): TopicAnswer[] {
  const topics: TopicAnswer[] = []
  const partitionsOf = new Map<string, PartitionAnswer[]>()
  for (const { asked, answer } of answered) {
    const { topic, topicId } = asked
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
