import { type Disk, DiskError } from '../env/index.ts'

/** One offset for each partition: recovery points, high watermarks, log starts. Kafka's OffsetCheckpointFile. */
export type Checkpoint = Map<string, number>

export const checkpointKey = (topic: string, partition: number) => `${topic} ${partition}`

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

export function writeCheckpoint(disk: Disk, path: string, checkpoint: Checkpoint): void {
  const lines = [...checkpoint].map(([key, offset]) => `${key} ${offset}\n`)
  disk.writeFileAtomic(path, `0\n${lines.length}\n${lines.join('')}`)
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
