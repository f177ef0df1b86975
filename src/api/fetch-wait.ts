/*
 * Owns the long poll of a Fetch: waits until its partitions have enough bytes, an error to tell, or its time is over. Reads no
 * bytes: what there is comes from the partitions' indexes.
 */
import { DiskError } from '../env/index.ts'
import { type Failure, failed, isFailure } from '../protocol/index.ts'
import type { AskedPartition, Isolation, Partition, ReplicationThrottle, SessionWatch } from '../replica/index.ts'
import { mayOnCluster } from './cluster-rights.ts'
import type { RequestContext } from './context.ts'

export const firstVersionWithTopicIds = 13

/** Why the sender of a Fetch may not read a topic, which is undefined where its id means nothing. */
type ReadRight = (topic: string | undefined, context: RequestContext) => Failure | null

/** A client needs the right to read each topic. */
export function clientReads(topic: string | undefined, context: RequestContext): Failure | null {
  if (topic === undefined) return failed('UNKNOWN_TOPIC_ID')
  return context.may('READ', 'TOPIC', topic) ? null : failed('TOPIC_AUTHORIZATION_FAILED')
}

/** A replica needs one right for all topics, which a client that passes for one has not. */
export function replicaReads(context: RequestContext): ReadRight {
  if (!mayOnCluster(context, 'CLUSTER_ACTION')) return () => failed('TOPIC_AUTHORIZATION_FAILED')
  return (topic) => (topic === undefined ? failed('UNKNOWN_TOPIC_ID') : null)
}

/** One partition that a fetch is to read. */
export class Wanted {
  readonly asked: AskedPartition
  /** Undefined: its topic id means nothing here. */
  readonly topic: string | undefined
  readonly #right: ReadRight
  /** As it was found when the request came, or why it cannot be read. */
  #found: Partition | Failure
  /** Why its reader may not read it as what it says to be. */
  fault?: Failure
  /** Whom its reader is to ask instead, in its own rack; undefined: nobody else. */
  nearer?: number
  /** Followers may be read too. */
  readonly anyReplica: boolean
  /** Set for a follower of a throttled partition. */
  throttled?: { readonly replicaId: number; readonly by: ReplicationThrottle }

  /** Looks the partition up, once for a Fetch. */
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

  /** A throttled follower that is out of sync gets no records while too much was copied lately. */
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

  /** The partition as it is now. It is looked up anew where it was deleted, replaced or moved since the request came. */
  partition(context: RequestContext): Partition | Failure {
    const found = this.#found
    if (!isFailure(found) && !(this.anyReplica ? found.isReadable : found.isServing))
      this.#found = this.#lookUp(context)
    return this.#found
  }
}

/** The name of a partition's topic; undefined where its id means nothing. */
export function nameOf({ topic, topicId }: AskedPartition, { apiVersion, image }: RequestContext): string | undefined {
  if (apiVersion < firstVersionWithTopicIds) return topic
  return topicId === '' ? undefined : image.topicById(topicId)?.name
}

export interface WaitLimits {
  readonly minBytes: number
  readonly maxWaitMs: number
  readonly isolation: Isolation
}

/** The only selector that there is, by Kafka's name. */
const rackAwareSelector = 'org.apache.kafka.common.replica.RackAwareReplicaSelector'

/** Whether this broker sends consumers to followers that are nearer to them. */
export const sendsToFollowers = ({ config }: RequestContext): boolean =>
  config.raw('replica.selector.class') === rackAwareSelector

/**
 * Whether a follower that waits is answered although it gets no record. It learns at once that records were deleted which it
 * shows. A higher high watermark comes with the next records, or when its wait is over; an answer for each would nearly double
 * its Fetches (KAFKA-9731). Only where consumers may be sent to followers (KIP-392) it has to know at once.
 */
function isBehind({ logStartOffset, highWatermark }: AskedPartition, partition: Partition, context: RequestContext) {
  if (logStartOffset >= 0 && partition.logStartOffset > logStartOffset) return true
  return partition.highWatermark > highWatermark && sendsToFollowers(context)
}

/** Bytes that could be read of it now; infinitely many where there is an error to tell. */
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
    // Its index cannot be read: the answer will say so. This runs at the end of a turn, where nobody else catches it.
    if (error instanceof DiskError) return Number.POSITIVE_INFINITY
    throw error
  }
}

/** The partitions of a session that rest: what has something new comes to those that are wanted. */
interface RestingPartitions {
  readonly watch: SessionWatch
  wantedOf(asked: AskedPartition): Wanted
}

/**
 * Undefined when there is nothing to wait for. A wake-up looks at the partition that woke it alone, so that a poll over many
 * partitions costs no more for each append than one over a single one. A follower is answered at once when it sends another request,
 * which waits for this one: it has something new to ask for.
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
