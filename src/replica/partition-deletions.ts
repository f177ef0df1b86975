/*
 * Deletes a led partition's records before an offset, and tracks who waits until all replicas have done the same. Source:
 * kafka.cluster.Partition#deleteRecordsOnLeader.
 */
import { DiskError, type Env } from '../env/index.ts'
import { OffsetWaiters, type PartitionLog } from '../log/index.ts'
import { type Failure, failed } from '../protocol/index.ts'

/** The partition whose records are deleted. */
interface DeletingPartition {
  readonly isLeader: boolean
  readonly isReadable: boolean
  /** The log may be replaced by another. */
  readonly log: PartitionLog
  /** The lowest log start offset of all live replicas. */
  readonly lowWatermark: number
}

export class PartitionDeletions {
  readonly #partition: DeletingPartition
  readonly #env: Env
  readonly #moveStart: (log: PartitionLog, offset: number) => Promise<void>
  readonly #waiting = new OffsetWaiters()

  /** `moveStart` moves the log start offset durably, or rejects with DiskError. */
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
      // The log was replaced meanwhile.
      if (log !== partition.log) return this.before(offset)
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      return failed('KAFKA_STORAGE_ERROR', error.message)
    }
    // Checked again, because moving the start took a while.
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
