import { type Disk, DiskError, type Logger } from '../../env/index.ts'
import type { PartitionLog } from '../contract.ts'
import { type Checkpoint, checkpointKey, checkpointText, readIfWhole } from '../disk/checkpoint-file.ts'
import { replaceFile, writeSynced } from '../disk/durable-files.ts'
import type { Reserve } from '../disk/reserve.ts'
import type { FileLog } from '../log.ts'

const noMoves: ReadonlyMap<PartitionLog, number> = new Map()

/** The three checkpoints of a data directory, under Kafka's names. */
export class Checkpoints {
  readonly #disk: Disk
  readonly #directory: string
  readonly #reserve: Reserve
  readonly #recoveryPoints: CheckpointFile
  readonly #startOffsets: CheckpointFile
  readonly #highWatermarks: CheckpointFile
  /** True: there was a file of recovery points. A log that it does not name is younger than the file. */
  readonly knowsRecoveryPoints: boolean
  /** Starts that `moveStarts` is making durable: whatever else is written meanwhile has them too. */
  #moves = noMoves

  constructor(disk: Disk, directory: string, reserve: Reserve, logger: Logger) {
    this.#disk = disk
    this.#directory = directory
    this.#reserve = reserve
    const read = (name: string): CheckpointFile => {
      const path = disk.join(directory, name)
      const found = readIfWhole(disk, path, logger)
      return { path, isThere: found !== undefined, content: found ?? new Map(), text: undefined, writes: 0 }
    }
    this.#recoveryPoints = read('recovery-point-offset-checkpoint')
    this.#startOffsets = read('log-start-offset-checkpoint')
    this.#highWatermarks = read('replication-offset-checkpoint')
    this.knowsRecoveryPoints = this.#recoveryPoints.isThere
  }

  /** What the files say of a partition. */
  of(log: FileLog): {
    readonly recoveryPoint: number
    readonly logStartOffset: number
    readonly highWatermark: number
  } {
    const key = checkpointKey(log)
    return {
      recoveryPoint: this.#recoveryPoints.content.get(key) ?? 0,
      logStartOffset: this.#startOffsets.content.get(key) ?? 0,
      highWatermark: this.#highWatermarks.content.get(key) ?? 0
    }
  }

  /** Do the files still speak of an earlier log of this name? */
  names(log: FileLog): boolean {
    const { recoveryPoint, logStartOffset, highWatermark } = this.of(log)
    return recoveryPoint > 0 || logStartOffset > 0 || highWatermark > 0
  }

  /** @throws DiskError */
  write(logs: Iterable<FileLog>): void {
    const all = [...logs]
    this.writeRecoveryPoints(all)
    this.writeStartOffsets(all)
  }

  /** And the high watermarks. @throws DiskError */
  writeRecoveryPoints(logs: Iterable<FileLog>): void {
    const all = [...logs]
    this.#write(this.#recoveryPoints, all, (log) => log.state.recoveryPoint)
    // One broker alone finds it again from its records, so that nobody has to wait for the disk.
    this.#write(this.#highWatermarks, all, (log) => log.highWatermark, replaceFile)
  }

  /**
   * Synced before it returns: deleted records must not come back, nor must some of the segments that held them, which a
   * power loss may do when it takes back the deletion of files. `moves` has starts that are to be. @throws DiskError
   */
  writeStartOffsets(logs: Iterable<FileLog>, moves: ReadonlyMap<PartitionLog, number> = noMoves): void {
    this.#write(this.#startOffsets, [...logs], this.#startWith(moves))
  }

  /**
   * The same without holding up the thread; one at a time. Nothing is written once `mayWrite` says no: the directory may be
   * somebody else's. Rejects with DiskError.
   */
  async moveStarts(
    logs: () => Iterable<FileLog>,
    moves: ReadonlyMap<PartitionLog, number>,
    mayWrite: () => boolean
  ): Promise<void> {
    const file = this.#startOffsets
    const current = () => contentOf(file, [...logs()], this.#startWith(moves))
    // A name of its own: the file may be written in the usual way meanwhile.
    const temporary = `${file.path}.moved`
    this.#moves = moves
    try {
      for (;;) {
        const content = current()
        const text = checkpointText(content)
        if (file.text === text) return
        const { writes } = file
        await this.#reserve.spendLater(() => writeSynced(this.#disk, temporary, Buffer.from(text)))
        if (!mayWrite()) throw new DiskError('OTHER', file.path, `${file.path}: the directory is not ours any more`)
        // What was written meanwhile has these starts too.
        if (file.writes !== writes) return this.#disk.remove(temporary)
        // A log that was removed may be there again, under the same name and with a start of its own.
        if (checkpointText(current()) !== text) continue
        await this.#putInPlace(file, temporary, content, text)
        return
      }
    } finally {
      this.#moves = noMoves
    }
  }

  async #putInPlace(file: CheckpointFile, temporary: string, content: Checkpoint, text: string): Promise<void> {
    const { writes } = file
    this.#disk.rename(temporary, file.path)
    file.content = content
    // Until its name is synced a power loss may bring back the one before.
    file.text = undefined
    await this.#disk.syncDirectoryLater(this.#directory)
    if (file.writes === writes) remember(file, content, text)
  }

  readonly #startWith = (moves: ReadonlyMap<PartitionLog, number>) => (log: FileLog) => {
    const start = Math.max(log.logStartOffset, moves.get(log) ?? 0, this.#moves.get(log) ?? 0)
    return start > 0 ? start : undefined
  }

  #write(
    file: CheckpointFile,
    logs: readonly FileLog[],
    value: (log: FileLog) => number | undefined,
    replace: typeof replaceFile = (disk, path, content) => disk.writeFileAtomic(path, content)
  ): void {
    const content = contentOf(file, logs, value)
    const text = checkpointText(content)
    if (file.text === text) return
    this.#reserve.spend(() => replace(this.#disk, file.path, Buffer.from(text)))
    remember(file, content, text)
  }
}

/** A log that could not be opened keeps what the file said of it. */
function contentOf(
  file: CheckpointFile,
  logs: readonly FileLog[],
  value: (log: FileLog) => number | undefined
): Checkpoint {
  const content: Checkpoint = new Map()
  for (const log of logs) {
    const offset = log.failed ? file.content.get(checkpointKey(log)) : value(log)
    if (offset !== undefined) content.set(checkpointKey(log), offset)
  }
  return content
}

function remember(file: CheckpointFile, content: Checkpoint, text: string): void {
  file.content = content
  file.text = text
  file.writes++
}

interface CheckpointFile {
  readonly path: string
  readonly isThere: boolean
  content: Checkpoint
  /** What this process wrote last. */
  text: string | undefined
  /** How often it was written. */
  writes: number
}
