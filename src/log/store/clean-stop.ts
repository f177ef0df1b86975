/*
 * The clean-shutdown marker: Kafka's file, written to a directory whose logs are all on disk, with the broker epoch at that time.
 * Source: org.apache.kafka.storage.internals.checkpoint.CleanShutdownFileHandler.
 */
import { type Disk, DiskError } from '../../env/index.ts'

const fileName = '.kafka_cleanshutdown'
const pathIn = (disk: Disk, directory: string): string => disk.join(directory, fileName)

/** The epoch of the broker that last shut down cleanly in this directory; -1 if there is no marker or it has no epoch. */
export function cleanStopEpoch(disk: Disk, directory: string): number {
  const path = pathIn(disk, directory)
  try {
    if (!disk.exists(path)) return -1
    const { brokerEpoch } = JSON.parse(Buffer.from(disk.readFile(path)).toString()) as {
      readonly brokerEpoch?: unknown
    }
    return Number.isSafeInteger(brokerEpoch) ? (brokerEpoch as number) : -1
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof DiskError) return -1
    throw error
  }
}

/** Whether the last shutdown was clean. Removes the marker, which must not come back after a power loss. @throws DiskError */
export function takeCleanStop(disk: Disk, directory: string): boolean {
  const path = pathIn(disk, directory)
  const isClean = disk.exists(path)
  disk.remove(path)
  if (isClean) disk.syncDirectory(directory)
  return isClean
}

/** @throws DiskError */
export function markCleanStop(disk: Disk, directory: string, brokerEpoch: number): void {
  disk.writeFileAtomic(pathIn(disk, directory), JSON.stringify({ version: 0, brokerEpoch }))
}
