import { type Disk, DiskError } from '../../env/index.ts'
import type { PartitionLog } from '../contract.ts'
import type { Reserve } from '../disk/reserve.ts'
import type { FileLog } from '../log.ts'

const noMoves: ReadonlyMap<PartitionLog, number> = new Map()

/** One offset for each partition: recovery points, high watermarks, log starts. Kafka's OffsetCheckpointFile. */
export type Checkpoint = Map<string, number>

const keyOf = (log: FileLog) => `${log.topic} ${log.partition}`

/** An absent file is an empty checkpoint; a broken one is reported and counts as absent. */
export function readCheckpoint(disk: Disk, path: string, report: (line: string) => void): Checkpoint {
  return readIfWhole(disk, path, report) ?? new Map()
}

function readIfWhole(disk: Disk, path: string, report: (line: string) => void): Checkpoint | undefined {
  const found: Checkpoint = new Map()
  let text: string
  try {
    text = Buffer.from(disk.readFile(path)).toString()
  } catch (error) {
    if (error instanceof DiskError && error.code === 'NOT_FOUND') return undefined
    throw error
  }
  const lines = text.split('\n').filter((line) => line !== '')
  // Kafka makes a file before it has anything to say, and reads an empty one as one without entries.
  if (lines.length === 0) return undefined
  if (lines[0] !== '0' || Number(lines[1]) !== lines.length - 2) {
    report(`${path} is not a checkpoint file; it is ignored and written anew`)
    return undefined
  }
  for (const line of lines.slice(2)) {
    const match = /^(\S+) (\d+) (\d+)$/.exec(line)
    if (match === null) {
      report(`${path}: '${line}' is not a checkpoint entry; it is ignored`)
      continue
    }
    found.set(`${match[1]} ${match[2]}`, Number(match[3]))
  }
  return found
}

export function checkpointText(checkpoint: Checkpoint): string {
  const lines = [...checkpoint].map(([key, offset]) => `${key} ${offset}\n`)
  return `0\n${lines.length}\n${lines.join('')}`
}

/** The three checkpoints of a data directory, under Kafka's names. */
export class Checkpoints {
  readonly #disk: Disk
  readonly #reserve: Reserve
  readonly #recoveryPoints: CheckpointFile
  readonly #startOffsets: CheckpointFile
  readonly #highWatermarks: CheckpointFile
  /** Was there a file that tells which records need no look? A log that it does not name is younger than it. */
  readonly knowsRecoveryPoints: boolean

  constructor(disk: Disk, directory: string, reserve: Reserve, report: (line: string) => void) {
    this.#disk = disk
    this.#reserve = reserve
    const read = (name: string): CheckpointFile => {
      const path = disk.join(directory, name)
      const found = readIfWhole(disk, path, report)
      return { path, isThere: found !== undefined, content: found ?? new Map(), text: undefined }
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
    const key = keyOf(log)
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
    this.#write(this.#recoveryPoints, all, (log) => log.recoveryPoint)
    // One broker alone finds it again from its records, so that nobody has to wait for the disk.
    this.#write(this.#highWatermarks, all, (log) => log.highWatermark, replaceFile)
  }

  /**
   * Synced before it returns: deleted records must not come back, nor must some of the segments that held them, which a
   * power loss may do when it takes back the deletion of files. `moves` has starts that are to be. @throws DiskError
   */
  writeStartOffsets(logs: Iterable<FileLog>, moves: ReadonlyMap<PartitionLog, number> = noMoves): void {
    this.#write(this.#startOffsets, [...logs], (log) => {
      const start = Math.max(log.logStartOffset, moves.get(log) ?? 0)
      return start > 0 ? start : undefined
    })
  }

  /** A log that could not be opened keeps what the file said of it. */
  #write(
    file: CheckpointFile,
    logs: readonly FileLog[],
    value: (log: FileLog) => number | undefined,
    replace: typeof replaceFile = (disk, path, content) => disk.writeFileAtomic(path, content)
  ): void {
    const content: Checkpoint = new Map()
    for (const log of logs) {
      const offset = log.failed ? file.content.get(keyOf(log)) : value(log)
      if (offset !== undefined) content.set(keyOf(log), offset)
    }
    const text = checkpointText(content)
    if (file.text === text) return
    this.#reserve.spend(() => replace(this.#disk, file.path, Buffer.from(text)))
    file.content = content
    file.text = text
  }
}

interface CheckpointFile {
  readonly path: string
  readonly isThere: boolean
  content: Checkpoint
  /** What this process wrote last. */
  text: string | undefined
}

/** Replaces a small file by rename, without waiting for the disk: for what recovery can make again. */
export function replaceFile(disk: Disk, path: string, content: Uint8Array): void {
  const temporary = `${path}.tmp`
  const file = disk.open(temporary, 'create')
  try {
    file.truncate(0)
    if (content.length > 0) file.write([content], 0)
  } finally {
    file.close()
  }
  disk.rename(temporary, path)
}
