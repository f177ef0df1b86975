/*
 * Determines which topic partition a directory belongs to, from its name and its `partition.metadata`. Never opens a log.
 */
import type { Disk, Env, Logger } from '../../env/index.ts'
import { asDiskError } from '../disk/disk-errors.ts'
import type { LogState } from '../state/log-state.ts'

export interface FoundPartition {
  readonly topic: string
  readonly partition: number
  /** From partition.metadata; undefined if the file is missing. */
  readonly topicId: string | undefined
  /** Name of its directory. */
  readonly name: string
  /** The log directory that contains it. */
  readonly directory: string
}

/** KRaft's metadata log, which a stopped Kafka broker leaves beside its partitions. Not a partition of ours. */
export const kafkaMetadataDirectory = '__cluster_metadata-0'

/** Partitions in a directory, by their directory names. */
export const partitionsIn = (disk: Disk, directory: string): FoundPartition[] =>
  foundIn(disk, directory, /^([a-zA-Z0-9._-]{1,249})-(0|[1-9]\d{0,9})$/)

/** Copies (future replicas) being moved from another log directory (kafka.log.UnifiedLog#logFutureDirName). */
export const copiesIn = (disk: Disk, directory: string): FoundPartition[] =>
  foundIn(disk, directory, /^([a-zA-Z0-9._-]{1,249})-(0|[1-9]\d{0,9})\.\S+-future$/)

/** Directory name of a new copy. */
export const copyName = (
  { topic, partition }: { readonly topic: string; readonly partition: number },
  random: Env['random']
): string => `${topic}-${partition}.${Buffer.from(random.bytes(16)).toString('hex')}-future`

/** Directories of replaced logs and deleted topics. Long topic names are truncated. */
export const removedIn = (disk: Disk, directory: string): FoundPartition[] =>
  foundIn(disk, directory, /^([a-zA-Z0-9._-]{1,249})-(0|[1-9]\d{0,9})\.[0-9a-zA-Z]{22,32}-delete$/)

function foundIn(disk: Disk, directory: string, pattern: RegExp): FoundPartition[] {
  const found: FoundPartition[] = []
  if (!disk.exists(directory)) return found
  for (const { name, isDirectory } of disk.list(directory)) {
    const match = isDirectory ? pattern.exec(name) : null
    if (match === null || name === kafkaMetadataDirectory) continue
    found.push({
      topic: match[1] as string,
      partition: Number(match[2]),
      topicId: topicIdIn(disk, disk.join(directory, name)),
      name,
      directory
    })
  }
  return found
}

function topicIdIn(disk: Disk, directory: string): string | undefined {
  try {
    return /^topic_id: (\S{22})$/m.exec(
      Buffer.from(disk.readFile(disk.join(directory, 'partition.metadata'))).toString()
    )?.[1]
  } catch (error) {
    asDiskError(error)
    return undefined
  }
}

/** A log as its directory knows it. */
interface DirectoryOwner {
  readonly directory: string
  readonly topicId: string
  readonly state: Pick<LogState, 'unsyncedFiles'>
}

/** @throws DiskError */
export function writePartitionMetadata(disk: Disk, log: DirectoryOwner): void {
  const path = disk.join(log.directory, 'partition.metadata')
  const file = disk.open(path, 'create')
  try {
    file.write([Buffer.from(`version: 0\ntopic_id: ${log.topicId}`)], 0)
  } finally {
    file.close()
  }
  log.state.unsyncedFiles.add(path)
}

/** Opens an existing directory if it belongs to this topic, and renames it to `-stray` if it belongs to another. */
export function keepsOrSetsAside(disk: Disk, log: DirectoryOwner, unique: string, logger: Logger): boolean {
  const found = topicIdIn(disk, log.directory)
  if (found === log.topicId) return true
  if (disk.list(log.directory).length === 0) return false
  const aside = `${log.directory}.${unique}-stray`
  disk.rename(log.directory, aside)
  const fields = { directory: log.directory, topicId: found, renamedTo: aside }
  logger.warn('renaming a directory left by an earlier topic of the same name', fields)
  return false
}
