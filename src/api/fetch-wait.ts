/*
 * The long poll of a Fetch: waits until its partitions have enough bytes, there is an error to report, or the time is over. Reads
 * no records; sizes come from the partitions' indexes.
 */
import { DiskError } from '../env/index.ts'
import { type Failure, failed, isFailure } from '../protocol/index.ts'
import type { AskedPartition, Isolation, Partition, ReplicationThrottle, SessionWatch } from '../replica/index.ts'
import { mayOnCluster } from './cluster-rights.ts'
import type { RequestContext } from './context.ts'

export const firstVersionWithTopicIds = 13

/** Why the sender of a Fetch may not read a topic. `topic` is undefined if its id is unknown. */
type ReadRight = (topic: string | undefined, context: RequestContext) => Failure | null

/** A client needs READ on each topic. */
export function clientReads(topic: string | undefined, context: RequestContext): Failure | null {
  if (topic === undefined) return failed('UNKNOWN_TOPIC_ID')
  return context.may('READ', 'TOPIC', topic) ? null : failed('TOPIC_AUTHORIZATION_FAILED')
}

/** A replica needs one permission for all topics, which a client pretending to be one does not have. */
export function replicaReads(context: RequestContext): ReadRight {
  if (!mayOnCluster(context, 'CLUSTER_ACTION')) return () => failed('TOPIC_AUTHORIZATION_FAILED')
  return (topic) => (topic === undefined ? failed('UNKNOWN_TOPIC_ID') : null)
}

/** One partition of a Fetch. */
export class Wanted {
  readonly asked: AskedPartition
  /** Undefined if the topic id is unknown here. */
  readonly topic: string | undefined
  readonly #right: ReadRight
  /** The partition found when the request arrived, or why it cannot be read. */
  #found: Partition | Failure
  /** Why its reader may not read it in the role it claims. */
  fault?: Failure
  /** The replica in the reader's rack that it should ask instead; undefined if there is none. */
  nearer?: number
  /** Reads from followers are allowed. */
  readonly anyReplica: boolean
  /** Set for a follower of a throttled partition. */
  throttled?: { readonly replicaId: number; readonly by: ReplicationThrottle }

  /** Looks the partition up, once per Fetch. */
  constructor(asked: AskedPartition, right: ReadRight, anyReplica: boolean, context: RequestContext) {
    this.asked = asked
    this.anyReplica = anyReplica
    this.topic = nameOf(asked, context)
    this.#right = right
    this.#found = this.#lookUp(context)
  }

  get found(): Partition | Failure {
    return this.#found
  }

  /** A throttled follower that is out of sync gets no records while the replication quota is exceeded. */
  get isHeldBack(): boolean {
    const { throttled, found } = this
    if (throttled === undefined || isFailure(found)) return false
    return !found.isr.includes(throttled.replicaId) && throttled.by.isExceeded
  }

  #lookUp(context: RequestContext): Partition | Failure {
    const { topic, asked } = this
    const refused = this.#right(topic, context)
    if (refused !== null && refused !== undefined) return refused
    const { partitions } = context
    return this.anyReplica
      ? partitions.replica(topic ?? '', asked.partition)
      : partitions.leader(topic ?? '', asked.partition, asked.currentLeaderEpoch)
  }

  /** The current partition, looked up again if it was deleted, replaced or moved since the request arrived. */
  partition(context: RequestContext): Partition | Failure {
    const found = this.#found
    if (!isFailure(found) && !(this.anyReplica ? found.isReadable : found.isServing))
      this.#found = this.#lookUp(context)
    return this.#found
  }
}

/** The name of the partition's topic; undefined if its id is unknown here. */
export function nameOf({ topic, topicId }: AskedPartition, { apiVersion, image }: RequestContext): string | undefined {
  if (apiVersion < firstVersionWithTopicIds) return topic
  return topicId === '' ? undefined : image.topicById(topicId)?.name
}

export interface WaitLimits {
  readonly minBytes: number
  readonly maxWaitMs: number
  readonly isolation: Isolation
}

/** The only supported selector, by its Kafka class name. */
const rackAwareSelector = 'org.apache.kafka.common.replica.RackAwareReplicaSelector'

/** Whether this broker sends consumers to nearer followers. */
export const sendsToFollowers = ({ config }: RequestContext): boolean =>
  config.raw('replica.selector.class') === rackAwareSelector

/**
 * Whether a waiting follower gets a response although it gets no records. It must learn immediately that records it still exposes
 * were deleted. A higher high watermark can wait for the next records or the end of the wait; a response for each would nearly
 * double the number of Fetches (KAFKA-9731). It is sent immediately only where consumers may read from followers (KIP-392).
 */
function isBehind({ logStartOffset, highWatermark }: AskedPartition, partition: Partition, context: RequestContext) {
  if (logStartOffset >= 0 && partition.logStartOffset > logStartOffset) return true
  return partition.highWatermark > highWatermark && sendsToFollowers(context)
}

/** Bytes that can be read now; infinity if there is an error to report. */
function readableBytes(wanted: Wanted, { isolation }: WaitLimits, context: RequestContext): number {
  if (wanted.fault !== undefined || wanted.nearer !== undefined) return Number.POSITIVE_INFINITY
  const partition = wanted.partition(context)
  const { fetchOffset, currentLeaderEpoch, lastFetchedEpoch, maxBytes } = wanted.asked
  if (isFailure(partition) || maxBytes < 0) return Number.POSITIVE_INFINITY
  if (partition.isReadErrorAt(fetchOffset, currentLeaderEpoch, lastFetchedEpoch, wanted.anyReplica))
    return Number.POSITIVE_INFINITY
  if (wanted.isHeldBack) return 0
  if (isolation === 'written' && isBehind(wanted.asked, partition, context)) return Number.POSITIVE_INFINITY
  try {
    return Math.min(maxBytes, partition.availableBytes(fetchOffset, isolation))
  } catch (error) {
    // The index cannot be read, and the response will say so. This runs at the end of a turn, where nobody else catches
    // exceptions.
    if (error instanceof DiskError) return Number.POSITIVE_INFINITY
    throw error
  }
}

/** Idle partitions of a session; one with something new moves back to the wanted ones. */
interface RestingPartitions {
  readonly watch: SessionWatch
  wantedOf(asked: AskedPartition): Wanted
}

/**
 * Undefined if there is nothing to wait for. A wake-up checks only the partition that caused it, so that a poll over many
 * partitions costs no more per append than a poll over one. A follower is answered immediately when it sends another request,
 * which waits behind this one: it has something new to ask for.
 */
export function untilReadable(
  wanted: Wanted[],
  limits: WaitLimits,
  context: RequestContext,
  resting?: RestingPartitions
): Promise<void> | undefined {
  const { minBytes, maxWaitMs } = limits
  if (maxWaitMs <= 0 || minBytes <= 0 || (wanted.length === 0 && resting === undefined)) return undefined
  const counted: number[] = []
  let total = 0
  for (const each of wanted) {
    const bytes = readableBytes(each, limits, context)
    total += bytes
    if (total >= minBytes) return undefined
    counted.push(bytes)
  }
  return new Promise((resolve) => {
    const waits: ({ cancel(): void } | undefined)[] = []
    const finish = () => {
      timer.cancel()
      closed.cancel()
      more?.cancel()
      news?.cancel()
      for (const wait of waits) wait?.cancel()
      resolve()
    }
    const timer = context.env.timers.after(maxWaitMs, finish)
    const closed = context.connection.onClosed(finish)
    const more = resting?.watch.isOfFollower === true ? context.connection.onMore(finish) : undefined
    const look = (index: number) => {
      const each = wanted[index] as Wanted
      const bytes = readableBytes(each, limits, context)
      total += bytes - (counted[index] ?? 0)
      counted[index] = bytes
      if (total >= minBytes) finish()
      else listen(index)
    }
    const listen = (index: number) => {
      const { found } = wanted[index] as Wanted
      if (!isFailure(found)) waits[index] = found.onceReadable(() => look(index), limits.isolation)
    }
    for (let index = 0; index < wanted.length; index++) listen(index)
    const news = resting?.watch.listen((asked) => look(wanted.push(resting.wantedOf(asked)) - 1))
  })
}
