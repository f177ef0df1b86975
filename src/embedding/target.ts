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
  /** Appends a batch with acks=all, waiting for a leader where there is none. The offset of its first record. */
  append(topic: string, partition: number, batch: Buffer, timeoutMs: number): Promise<number | Failure>
  /**
   * NOT_LEADER_OR_FOLLOWER while nobody leads the partition, OFFSET_NOT_AVAILABLE while a new leader does not know how far readers may
   * read (KIP-207), and UNKNOWN_TOPIC_OR_PARTITION.
   */
  reader(topic: string, partition: number, isolation: Isolation): Promise<PartitionReader | Failure>
}

/** A partition as it is when somebody begins to read it. */
export interface PartitionReader {
  readonly startOffset: number
  /** What a reader of this isolation sees ends here. */
  readonly endOffset: number
  /** At least the batch that has `offset`. */
  read(
    offset: number
  ): Promise<{ readonly bytes: Buffer; readonly aborted: PartitionRead['abortedTransactions'] } | Failure>
}

export const readBytes = 4 << 20
/** Between two looks for a leader, while the brokers of a cluster elect one. */
export const retryMs = 10
const latestVersion = 13

type LeaderOf = (topic: string, partition: number) => Partition | Failure

/** Between two looks whether another broker leads while an acknowledgement is waited for. */
export const followedMs = 50

/** A broker alone leads everything itself. */
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

/** Of several brokers on this thread, each partition has its own. `serving` gives those that serve now. */
export function targetAmong(serving: () => readonly [Broker, ...Broker[]]): Target {
  // One that is cut off knows only what was.
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
 * Appends a batch once, whoever leads meanwhile: where another broker has begun to lead, the batch is there already, as the epoch in
 * which it was appended tells, or it is lost and appended again.
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
      // An append changes the bytes that it is given.
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

/** A log that has an offset of an epoch has all that the leader of that epoch wrote up to there. */
function has(partition: Partition, { leaderEpoch, lastOffset }: Written): boolean {
  if (partition.leaderEpoch === leaderEpoch) return partition.logEndOffset > lastOffset
  const found = partition.endOfEpoch(leaderEpoch)
  return found.leaderEpoch === leaderEpoch && found.endOffset > lastOffset
}

/** As `whenAcknowledged`; NOT_LEADER_OR_FOLLOWER as soon as another one leads, of which a leader that is cut off hears nothing. */
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

/** The partition's leader, once there is one; after `timeoutMs`, why there is none. */
const awaitedLeader = (env: Env, find: () => Partition | Failure, timeoutMs: number): Promise<Partition | Failure> =>
  askedAgain(env, find, ({ error }) => error === 'NOT_LEADER_OR_FOLLOWER', timeoutMs)

/** Asks again while the answer is a failure that passes, as brokers elect a leader; after `timeoutMs`, the last failure. */
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
