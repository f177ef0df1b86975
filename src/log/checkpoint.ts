import { type Disk, DiskError } from '../env/index.ts'
import type { FileLog } from './log.ts'

/** One offset for each partition: recovery points, high watermarks, log starts. Kafka's OffsetCheckpointFile. */
export type Checkpoint = Map<string, number>

const keyOf = (log: FileLog) => `${log.topic} ${log.partition}`

/** An absent file is an empty checkpoint; a broken one is reported and counts as absent. */
export function readCheckpoint(disk: Disk, path: string, report: (line: string) => void): Checkpoint {
  const found: Checkpoint = new Map()
  let text: string
  try {
    text = Buffer.from(disk.readFile(path)).toString()
  } catch (error) {
    if (error instanceof DiskError && error.code === 'NOT_FOUND') return found
    throw error
  }
  const lines = text.split('\n').filter((line) => line !== '')
  if (lines[0] !== '0' || Number(lines[1]) !== lines.length - 2) {
    report(`${path} is not a checkpoint file; it is ignored and written anew`)
    return found
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
  readonly #recoveryPointPath: string
  readonly #startOffsetPath: string
  readonly #highWatermarkPath: string
  readonly #recoveryPoints: Checkpoint
  readonly #startOffsets: Checkpoint
  readonly #highWatermarks: Checkpoint
  /** What each file holds since this process wrote it. */
  readonly #written = new Map<string, string>()

  constructor(disk: Disk, directory: string, report: (line: string) => void) {
    this.#disk = disk
    this.#recoveryPointPath = disk.join(directory, 'recovery-point-offset-checkpoint')
    this.#startOffsetPath = disk.join(directory, 'log-start-offset-checkpoint')
    this.#highWatermarkPath = disk.join(directory, 'replication-offset-checkpoint')
    this.#recoveryPoints = readCheckpoint(disk, this.#recoveryPointPath, report)
    this.#startOffsets = readCheckpoint(disk, this.#startOffsetPath, report)
    this.#highWatermarks = readCheckpoint(disk, this.#highWatermarkPath, report)
  }

  /** What the files said of a partition when they were read. */
  of(log: FileLog): {
    readonly recoveryPoint: number
    readonly logStartOffset: number
    readonly highWatermark: number
  } {
    const key = keyOf(log)
    return {
      recoveryPoint: this.#recoveryPoints.get(key) ?? 0,
      logStartOffset: this.#startOffsets.get(key) ?? 0,
      highWatermark: this.#highWatermarks.get(key) ?? 0
    }
  }

  /** @throws DiskError */
  write(logs: Iterable<FileLog>): void {
    const all = [...logs]
    // Both can be made again from the records, so that nobody has to wait for the disk.
    this.#replace(
      this.#recoveryPointPath,
      this.#texts(all, this.#recoveryPoints, (log) => log.recoveryPoint)
    )
    this.#replace(
      this.#highWatermarkPath,
      this.#texts(all, this.#highWatermarks, (log) => log.highWatermark)
    )
    this.writeStartOffsets(all)
  }

  /** Synced before it returns: deleted records must not come back. @throws DiskError */
  writeStartOffsets(logs: Iterable<FileLog>): void {
    const text = this.#texts([...logs], this.#startOffsets, (log) => {
      const first = log.segments[0]?.baseOffset ?? 0
      return log.logStartOffset > first ? log.logStartOffset : undefined
    })
    if (this.#isNew(this.#startOffsetPath, text)) this.#disk.writeFileAtomic(this.#startOffsetPath, text)
  }

  /** A log that could not be opened keeps what the file said of it. */
  #texts(logs: readonly FileLog[], before: Checkpoint, value: (log: FileLog) => number | undefined): string {
    const checkpoint: Checkpoint = new Map()
    for (const log of logs) {
      const offset = log.failed ? before.get(keyOf(log)) : value(log)
      if (offset !== undefined) checkpoint.set(keyOf(log), offset)
    }
    return checkpointText(checkpoint)
  }

  #replace(path: string, text: string): void {
    if (this.#isNew(path, text)) replaceFile(this.#disk, path, Buffer.from(text))
  }

  #isNew(path: string, text: string): boolean {
    if (this.#written.get(path) === text) return false
    this.#written.set(path, text)
    return true
  }
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
