import type { Broker } from '../broker/index.ts'
import type { BrokerConfig } from '../config/index.ts'
import type { Topics } from '../controller/index.ts'
import { type Env, pause } from '../env/index.ts'
import type { MetadataImage } from '../metadata/index.ts'
import { type Failure, failed, isFailure } from '../protocol/index.ts'
import type { Partition, PartitionRead } from '../replica/index.ts'

export type Isolation = 'read_uncommitted' | 'read_committed'

/** Where the calls of a program go. */
export interface Target {
  readonly env: Env
  readonly image: MetadataImage
  readonly config: Pick<BrokerConfig, 'boolean' | 'topicValue'>
  readonly topics: Pick<Topics, 'plan' | 'create' | 'ensure' | 'delete'>
  /** Appends a batch with acks=all, waiting for a leader if there is none. Resolves with the offset of its first record. */
  append(topic: string, partition: number, batch: Buffer, timeoutMs: number): Promise<number | Failure>
  /**
   * NOT_LEADER_OR_FOLLOWER if nobody leads the partition, OFFSET_NOT_AVAILABLE while a new leader does not know its high
   * watermark (KIP-207), and UNKNOWN_TOPIC_OR_PARTITION.
   */
  reader(topic: string, partition: number, isolation: Isolation): Promise<PartitionReader | Failure>
}

/** A partition at the time a read of it begins. */
export interface PartitionReader {
  readonly startOffset: number
  /** The end of what this isolation level may see. */
  readonly endOffset: number
  /** Returns at least the batch that contains `offset`. */
  read(
    offset: number
  ): Promise<{ readonly bytes: Buffer; readonly aborted: PartitionRead['abortedTransactions'] } | Failure>
}

export const readBytes = 4 << 20
/** Delay between checks for a leader while a cluster elects one. */
export const retryMs = 10
const latestVersion = 13

type LeaderOf = (topic: string, partition: number) => Partition | Failure

/** Delay between checks for another leader while waiting for an acknowledgement. */
export const followedMs = 50

/** A standalone broker leads everything itself. */
export function targetOf(broker: Broker): Target {
  const { env, image, config, topics, replicas } = broker
  return {
    env,
    image,
    config,
    topics,
    async append(topic, index, batch, timeoutMs) {
      const partition = await awaitedLeader(env, () => replicas.leader(topic, index), timeoutMs)
      if (isFailure(partition)) return partition
      const result = await partition.append(batch, { origin: 'client', produceVersion: latestVersion, acks: -1 })
      if (isFailure(result)) return result
      return (await partition.whenAcknowledged(result.lastOffset + 1, -1, timeoutMs)) ?? result.firstOffset
    },
    reader: (topic, index, isolation) => localReader(replicas.leader(topic, index), isolation)
  }
}

/** For several brokers on this thread, each partition has its own leader. `serving` returns those that currently serve. */
export function targetAmong(serving: () => readonly [Broker, ...Broker[]]): Target {
  // An isolated broker has outdated metadata.
  const newest = () => serving().reduce((a, b) => (b.image.revision > a.image.revision ? b : a))
  const leaderOf: LeaderOf = (topic, partition) => {
    const leader = newest().image.topic(topic)?.partitions[partition]?.leader
    if (leader === undefined) return failed('UNKNOWN_TOPIC_OR_PARTITION')
    const found = serving().find(({ brokerId }) => brokerId === leader)
    return found === undefined ? failed('NOT_LEADER_OR_FOLLOWER') : found.replicas.leader(topic, partition)
  }
  const { env, image, config, topics } = newest()
  return {
    env,
    image,
    config,
    topics,
    append: (topic, index, batch, timeoutMs) => appendOnce(env, () => leaderOf(topic, index), { batch, timeoutMs }),
    reader: (topic, index, isolation) => localReader(leaderOf(topic, index), isolation)
  }
}

interface Written {
  readonly leaderEpoch: number
  readonly firstOffset: number
  readonly lastOffset: number
}

/**
 * Appends a batch once, even if the leader changes meanwhile: if another broker took over, the epoch of the append tells whether
 * the batch is already there or was lost and must be appended again.
 */
async function appendOnce(
  env: Env,
  leader: () => Partition | Failure,
  { batch, timeoutMs }: { readonly batch: Buffer; readonly timeoutMs: number }
): Promise<number | Failure> {
  const endMs = env.clock.monotonicMs() + timeoutMs
  const leftMs = () => Math.max(0, endMs - env.clock.monotonicMs())
  let written: Written | undefined
  for (;;) {
    const partition = await awaitedLeader(env, leader, leftMs())
    if (isFailure(partition)) return partition
    if (written === undefined || !has(partition, written)) {
      const { leaderEpoch } = partition
      // An append modifies the bytes it is given.
      const bytes = Buffer.from(batch)
      const result = await partition.append(bytes, { origin: 'client', produceVersion: latestVersion, acks: -1 })
      if (isFailure(result)) {
        if (result.error !== 'NOT_LEADER_OR_FOLLOWER' || leftMs() === 0) return result
        await pause(env.timers, retryMs)
        continue
      }
      written = { ...result, leaderEpoch }
    }
    const { firstOffset, lastOffset } = written
    const isFollowed = () => leader() !== partition
    const failure = await acknowledgedBy(partition, lastOffset + 1, { leftMs, isFollowed })
    if (failure === null) return firstOffset
    if (failure.error !== 'NOT_LEADER_OR_FOLLOWER' || leftMs() === 0) return failure
  }
}

/** A log that has an offset of an epoch has everything that the epoch's leader wrote before it. */
function has(partition: Partition, { leaderEpoch, lastOffset }: Written): boolean {
  if (partition.leaderEpoch === leaderEpoch) return partition.logEndOffset > lastOffset
  const found = partition.endOfEpoch(leaderEpoch)
  return found.leaderEpoch === leaderEpoch && found.endOffset > lastOffset
}

/**
 * Like `whenAcknowledged`, but resolves with NOT_LEADER_OR_FOLLOWER as soon as another broker leads, which an isolated leader
 * does not notice.
 */
async function acknowledgedBy(
  partition: Partition,
  offset: number,
  { leftMs, isFollowed }: { readonly leftMs: () => number; readonly isFollowed: () => boolean }
): Promise<Failure | null> {
  for (;;) {
    const failure = await partition.whenAcknowledged(offset, -1, Math.min(followedMs, leftMs()))
    if (failure?.error !== 'REQUEST_TIMED_OUT' || leftMs() === 0) return failure
    if (isFollowed()) return failed('NOT_LEADER_OR_FOLLOWER')
  }
}

async function localReader(partition: Partition | Failure, isolation: Isolation): Promise<PartitionReader | Failure> {
  if (isFailure(partition)) return partition
  if (!partition.isEndKnown) return failed('OFFSET_NOT_AVAILABLE')
  return {
    startOffset: partition.logStartOffset,
    endOffset: isolation === 'read_committed' ? partition.lastStableOffset : partition.highWatermark,
    read: (offset) => readAt(partition, offset, isolation)
  }
}

async function readAt(partition: Partition, offset: number, isolation: Isolation): ReturnType<PartitionReader['read']> {
  const read = await partition.read(offset, {
    maxBytes: readBytes,
    atLeastOneBatch: true,
    isolation,
    currentLeaderEpoch: -1,
    lastFetchedEpoch: -1
  })
  if (isFailure(read)) return read
  if (read.data === null) return failed('UNKNOWN_SERVER_ERROR', 'no data')
  const bytes = Buffer.concat(read.data.chunks)
  read.data.release()
  return { bytes, aborted: read.abortedTransactions }
}

/** The partition's leader once there is one; after `timeoutMs`, the reason why there is none. */
const awaitedLeader = (env: Env, find: () => Partition | Failure, timeoutMs: number): Promise<Partition | Failure> =>
  askedAgain(env, find, ({ error }) => error === 'NOT_LEADER_OR_FOLLOWER', timeoutMs)

/** Retries while the result is a transient failure, such as during an election; after `timeoutMs`, the last failure. */
export async function askedAgain<T>(
  { clock, timers }: Env,
  ask: () => T | Failure | Promise<T | Failure>,
  passes: (failure: Failure) => boolean,
  timeoutMs: number
): Promise<T | Failure> {
  const endMs = clock.monotonicMs() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (!isFailure(answer) || !passes(answer) || clock.monotonicMs() >= endMs) return answer
    await pause(timers, retryMs)
  }
}
