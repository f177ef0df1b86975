import type { Broker } from '../broker/index.ts'
import type { BrokerConfig } from '../config/index.ts'
import type { Topics } from '../controller/index.ts'
import type { Env } from '../env/index.ts'
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
  /** NOT_LEADER_OR_FOLLOWER while nobody leads the partition, and UNKNOWN_TOPIC_OR_PARTITION. */
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

/** A broker alone leads everything itself. */
export const targetOf = (broker: Broker): Target =>
  localTarget(broker, (topic, partition) => broker.replicas.leader(topic, partition))

/** Of several brokers on this thread, each partition has its own. `brokers` are those that serve. */
export function targetAmong(brokers: readonly [Broker, ...Broker[]]): Target {
  const [first] = brokers
  return localTarget(first, (topic, partition) => {
    const leader = first.image.topic(topic)?.partitions[partition]?.leader
    if (leader === undefined) return failed('UNKNOWN_TOPIC_OR_PARTITION')
    const found = brokers.find(({ brokerId }) => brokerId === leader)
    return found === undefined ? failed('NOT_LEADER_OR_FOLLOWER') : found.replicas.leader(topic, partition)
  })
}

function localTarget({ env, image, config, topics }: Broker, leaderOf: LeaderOf): Target {
  return {
    env,
    image,
    config,
    topics,
    async append(topic, index, batch, timeoutMs) {
      const partition = await awaitedLeader(env, () => leaderOf(topic, index), timeoutMs)
      if (isFailure(partition)) return partition
      const result = await partition.append(batch, { origin: 'client', produceVersion: latestVersion, acks: -1 })
      if (isFailure(result)) return result
      return (await partition.whenAcknowledged(result.lastOffset + 1, -1, timeoutMs)) ?? result.firstOffset
    },
    async reader(topic, index, isolation) {
      const partition = leaderOf(topic, index)
      return isFailure(partition) ? partition : localReader(partition, isolation)
    }
  }
}

const localReader = (partition: Partition, isolation: Isolation): PartitionReader => ({
  startOffset: partition.logStartOffset,
  endOffset: isolation === 'read_committed' ? partition.lastStableOffset : partition.highWatermark,
  async read(offset) {
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
})

/** The partition's leader, once there is one; after `timeoutMs`, why there is none. */
async function awaitedLeader(
  { clock, timers }: Env,
  find: () => Partition | Failure,
  timeoutMs: number
): Promise<Partition | Failure> {
  const endMs = clock.monotonicMs() + timeoutMs
  for (;;) {
    const found = find()
    if (!isFailure(found) || found.error !== 'NOT_LEADER_OR_FOLLOWER' || clock.monotonicMs() >= endMs) return found
    await new Promise<void>((resolve) => timers.after(retryMs, resolve))
  }
}
