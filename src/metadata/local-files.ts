/*
 * Owns where a node keeps its metadata, as Ottla or as Apache Kafka, and what becomes of Ottla's once a cluster's store has it.
 */
import type { Disk } from '../env/index.ts'
import { kafkaMetadataDirectory } from '../log/index.ts'

/** Files and no directory: Kafka refuses a log directory that holds a directory which is not a partition's. */
export const localFiles = { log: 'ottla-metadata.log', snapshot: 'ottla-metadata.json' } as const

const names = Object.values(localFiles)
const aside = (name: string) => `${name}.migrated`

/** Whether the directory keeps its own metadata. */
export const hasLocalMetadata = (disk: Disk, directory: string): boolean =>
  names.some((name) => disk.exists(disk.join(directory, name)))

/** Did a broker or controller of Apache Kafka (KRaft) keep its metadata here? */
export const hasKafkaMetadata = (disk: Disk, directory: string): boolean =>
  disk.exists(disk.join(directory, kafkaMetadataDirectory))

/** Whether the metadata of the directory has gone to the store of a cluster, so that what it keeps itself is old. */
export const isMigrated = (disk: Disk, directory: string): boolean =>
  names.some((name) => disk.exists(disk.join(directory, aside(name))))

/** Renames what the directory keeps. After any part of it the directory counts as migrated. @throws DiskError */
export function setAsMigrated(disk: Disk, directory: string): void {
  for (const name of names) {
    const path = disk.join(directory, name)
    if (disk.exists(path)) disk.rename(path, disk.join(directory, aside(name)))
  }
  disk.syncDirectory(directory)
}
