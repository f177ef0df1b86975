/*
 * Where a standalone broker keeps its metadata, be it Ottla or Apache Kafka, and what happens to Ottla's files once a cluster's
 * store has taken over.
 */
import type { Disk } from '../env/index.ts'
import { kafkaMetadataDirectory } from '../log/index.ts'

/** Files rather than a directory: Kafka refuses a log directory that contains a directory which is not a partition. */
export const localFiles = { log: 'ottla-metadata.log', snapshot: 'ottla-metadata.json' } as const

const names = Object.values(localFiles)
const aside = (name: string) => `${name}.migrated`

/** Whether the directory holds its own metadata. */
export const hasLocalMetadata = (disk: Disk, directory: string): boolean =>
  names.some((name) => disk.exists(disk.join(directory, name)))

/** Whether a broker or controller of Apache Kafka (KRaft) kept its metadata here. */
export const hasKafkaMetadata = (disk: Disk, directory: string): boolean =>
  disk.exists(disk.join(directory, kafkaMetadataDirectory))

/** Whether the metadata has moved to a cluster's store, so that the local copy is outdated. */
export const isMigrated = (disk: Disk, directory: string): boolean =>
  names.some((name) => disk.exists(disk.join(directory, aside(name))))

/** Renames the local metadata files. After the first one the directory counts as migrated. @throws DiskError */
export function setAsMigrated(disk: Disk, directory: string): void {
  for (const name of names) {
    const path = disk.join(directory, name)
    if (disk.exists(path)) disk.rename(path, disk.join(directory, aside(name)))
  }
  disk.syncDirectory(directory)
}
