import { type Disk, DiskError, type Logger } from '../../env/index.ts'

/** One offset per partition: recovery points, high watermarks or log start offsets. Format of Kafka's OffsetCheckpointFile. */
export type Checkpoint = Map<string, number>

/** How a checkpoint names a partition. */
export const checkpointKey = (log: { readonly topic: string; readonly partition: number }) =>
  `${log.topic} ${log.partition}`

/** An absent file is an empty checkpoint. A corrupt one is logged and treated as absent. */
export function readCheckpoint(disk: Disk, path: string, logger: Logger): Checkpoint {
  return readIfWhole(disk, path, logger) ?? new Map()
}

/** Undefined if the file is absent, or corrupt (which is logged). */
export function readIfWhole(disk: Disk, path: string, logger: Logger): Checkpoint | undefined {
  const found: Checkpoint = new Map()
  let text: string
  try {
    text = Buffer.from(disk.readFile(path)).toString()
  } catch (error) {
    if (error instanceof DiskError && error.code === 'NOT_FOUND') return undefined
    throw error
  }
  const lines = text.split('\n').filter((line) => line !== '')
  // Kafka creates the file before it has any entries, and treats an empty file as having none.
  if (lines.length === 0) return undefined
  if (lines[0] !== '0' || Number(lines[1]) !== lines.length - 2) {
    logger.warn('ignoring and rewriting a damaged checkpoint file', { path })
    return undefined
  }
  for (const line of lines.slice(2)) {
    const match = /^(\S+) (\d+) (\d+)$/.exec(line)
    if (match === null) {
      logger.warn('ignoring a damaged entry in a checkpoint file', { path, entry: line })
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
