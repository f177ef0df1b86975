/*
 * Closes the logs of a store at shutdown.
 */
import { type Logger, messageOf } from '../../env/index.ts'
import type { FileLog } from '../log.ts'

const closingAtOnce = 32

/** Closes several at a time, so that the disk can combine their syncs. Returns false if anything is not on disk. */
export async function closeLogs(logs: IterableIterator<FileLog>, logger: Logger): Promise<boolean> {
  let isClean = true
  const closeSome = async () => {
    for (const log of logs) {
      try {
        await log.close()
      } catch (error) {
        isClean = false
        const fields = { directory: log.directory, error: messageOf(error) }
        logger.error('could not close a log; the next start will check its records', fields)
      }
      isClean &&= !log.failed
    }
  }
  await Promise.all(Array.from({ length: closingAtOnce }, closeSome))
  return isClean
}
