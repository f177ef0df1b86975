/*
 * Owns the deletion of a led partition's records before an offset, and who waits until all of its replicas have done the same.
 * Source: kafka.cluster.Partition#deleteRecordsOnLeader.
 */
import { DiskError, type Env } from '../env/index.ts'
import { OffsetWaiters, type PartitionLog } from '../log/index.ts'
import { type Failure, failed } from '../protocol/index.ts'

/** The partition whose records they are. */
interface DeletingPartition {
  readonly isLeader: boolean
  readonly isReadable: boolean
  /** Another log may take its place. */
  readonly log: PartitionLog
  /** Where the log of every replica begins at the latest. */
  readonly lowWatermark: number
}

export class PartitionDeletions {
  readonly #partition: DeletingPartition
  readonly #env: Env
  readonly #moveStart: (log: PartitionLog, offset: number) => Promise<void>
  readonly #waiting = new OffsetWaiters()

  /** `moveStart` moves the start of a log, durably, or rejects with DiskError. */
  constructor(partition: DeletingPartition, env: Env, moveStart: (log: PartitionLog, offset: number) => Promise<void>) {
    this.#partition = partition
    this.#env = env
    this.#moveStart = moveStart
  }

  async before(offset: number): Promise<number | Failure> {
    const partition = this.#partition
    const { log } = partition
    if (!partition.isLeader) return failed('NOT_LEADER_OR_FOLLOWER')
    if (!log.config.cleanupPolicy.delete) return failed('POLICY_VIOLATION')
    const wanted = offset === -1 ? log.highWatermark : offset
    if (wanted < 0 || wanted > log.highWatermark) return failed('OFFSET_OUT_OF_RANGE')
    try {
      if (wanted > log.logStartOffset) await this.#moveStart(log, wanted)
      // Another log took its place meanwhile.
      if (log !== partition.log) return this.before(offset)
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      return failed('KAFKA_STORAGE_ERROR', error.message)
    }
    // It took a while.
    if (log.failed) return failed('KAFKA_STORAGE_ERROR')
    if (!partition.isReadable) return failed('UNKNOWN_TOPIC_OR_PARTITION')
    return partition.isLeader ? log.logStartOffset : failed('NOT_LEADER_OR_FOLLOWER')
  }

  whenDone(offset: number, timeoutMs: number): Promise<Failure | null> {
    if (!this.#partition.isLeader) return Promise.resolve(failed('NOT_LEADER_OR_FOLLOWER'))
    if (offset <= this.#partition.lowWatermark) return Promise.resolve(null)
    return this.#waiting.reached(offset, this.#env.timers, timeoutMs)
  }

  /** The low watermark may have risen. */
  lowWatermarkMoved(): void {
    if (this.#waiting.size > 0) this.#waiting.tellUpTo(this.#partition.lowWatermark, null)
  }

  refuse(why: Failure): void {
    this.#waiting.refuseBeyond(-1, why)
  }
}
