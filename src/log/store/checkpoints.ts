import type { Disk, Logger } from '../../env/index.ts'
import type { PartitionLog } from '../contract.ts'
import { type Checkpoint, checkpointKey } from '../disk/checkpoint-file.ts'
import type { Reserve } from '../disk/reserve.ts'
import type { FileLog } from '../log.ts'
import { KeptCheckpoint } from './kept-checkpoint.ts'

const noMoves: ReadonlyMap<PartitionLog, number> = new Map()

/** The three checkpoints of a data directory, under Kafka's names. */
export class Checkpoints {
  readonly #recoveryPoints: KeptCheckpoint
  readonly #startOffsets: KeptCheckpoint
  readonly #highWatermarks: KeptCheckpoint
  /** True if the recovery point file existed. A log missing from it is newer than the file. */
  readonly knowsRecoveryPoints: boolean
  /** Log start offsets that `moveStarts` is making durable: any other write in the meantime includes them. */
  #moves = noMoves

  constructor(disk: Disk, directory: string, reserve: Reserve, logger: Logger) {
    const keep = (name: string) => new KeptCheckpoint({ disk, directory, name, reserve, logger })
    this.#recoveryPoints = keep('recovery-point-offset-checkpoint')
    this.#startOffsets = keep('log-start-offset-checkpoint')
    this.#highWatermarks = keep('replication-offset-checkpoint')
    this.knowsRecoveryPoints = this.#recoveryPoints.isThere
  }

  /** The checkpointed offsets of a partition. */
  of(log: FileLog): {
    readonly recoveryPoint: number
    readonly logStartOffset: number
    readonly highWatermark: number
  } {
    const key = checkpointKey(log)
    return {
      recoveryPoint: this.#recoveryPoints.get(key) ?? 0,
      logStartOffset: this.#startOffsets.get(key) ?? 0,
      highWatermark: this.#highWatermarks.get(key) ?? 0
    }
  }

  /** Whether the files still have entries for an earlier log of this name. */
  names(log: FileLog): boolean {
    const { recoveryPoint, logStartOffset, highWatermark } = this.of(log)
    return recoveryPoint > 0 || logStartOffset > 0 || highWatermark > 0
  }

  /** Writes all three files before it returns. @throws DiskError */
  write(logs: Iterable<FileLog>): void {
    const all = [...logs]
    this.#recoveryPoints.write(contentOf(this.#recoveryPoints, all, recoveryPointOf))
    this.writeHighWatermarks(all)
    this.writeStartOffsets(all)
  }

  /**
   * Durable when it returns. A power loss may undo the deletion of some segment files, and deleted records must not come back
   * with them. @throws DiskError
   */
  writeStartOffsets(logs: Iterable<FileLog>): void {
    this.#startOffsets.write(contentOf(this.#startOffsets, logs, this.#startOf))
  }

  /** Writes recovery points and high watermarks without blocking the thread; one write at a time. Rejects with DiskError. */
  async writeRecoveryPointsLater(logs: () => Iterable<FileLog>, mayWrite: () => boolean): Promise<void> {
    const file = this.#recoveryPoints
    this.writeHighWatermarks(logs())
    await file.writeLater(() => contentOf(file, logs(), recoveryPointOf), mayWrite)
  }

  /**
   * Not synced: a replica whose high watermark is too low learns the right one from its leader or followers. @throws DiskError
   */
  writeHighWatermarks(logs: Iterable<FileLog>): void {
    this.#highWatermarks.writeUnsynced(contentOf(this.#highWatermarks, logs, (log) => log.highWatermark))
  }

  /**
   * Writes the log start offsets of all logs, including pending `moves`, without blocking the thread; one write at a time.
   * Rejects with DiskError.
   */
  async moveStarts(
    logs: () => Iterable<FileLog>,
    moves: ReadonlyMap<PartitionLog, number>,
    mayWrite: () => boolean
  ): Promise<void> {
    const file = this.#startOffsets
    this.#moves = moves
    try {
      await file.writeLater(() => contentOf(file, logs(), this.#startOf), mayWrite)
    } finally {
      this.#moves = noMoves
    }
  }

  readonly #startOf = (log: FileLog) => {
    const start = Math.max(log.logStartOffset, this.#moves.get(log) ?? 0)
    return start > 0 ? start : undefined
  }
}

const recoveryPointOf = (log: FileLog) => log.state.recoveryPoint

/** A log that could not be opened keeps its entries. */
function contentOf(
  file: KeptCheckpoint,
  logs: Iterable<FileLog>,
  value: (log: FileLog) => number | undefined
): Checkpoint {
  const content: Checkpoint = new Map()
  for (const log of logs) {
    const key = checkpointKey(log)
    const offset = log.failed ? file.get(key) : value(log)
    if (offset !== undefined) content.set(key, offset)
  }
  return content
}
