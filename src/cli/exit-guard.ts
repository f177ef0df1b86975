import type { Logger } from '../env/index.ts'
import { exitCodes } from './exit-codes.ts'

/** What is used of `process`; tests hand in another. */
export interface GuardedProcess {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown
  exit(code: number): void
}

/**
 * Lets a defect that nobody caught end the broker in the best order that is left: it is logged with its stack, the broker is
 * stopped as at SIGTERM for at most `limitMs`, so that logs are closed and marked clean where that still works, and the
 * process exits with a code of its own, for a supervisor to start it again.
 */
export function guardExit(
  stop: () => Promise<void>,
  log: Logger,
  limitMs: number,
  from: GuardedProcess = process
): void {
  let isEnding = false
  const exit = () => from.exit(exitCodes.defect)
  const end = (what: string, error: unknown) => {
    log.error(`${what}; the broker stops and exits with ${exitCodes.defect}`, {
      stack: error instanceof Error ? error.stack : String(error)
    })
    if (isEnding) return
    isEnding = true
    const limit = setTimeout(exit, limitMs)
    stop()
      .catch((failure) => log.error('the broker did not stop cleanly', { stack: (failure as Error).stack }))
      .finally(() => {
        clearTimeout(limit)
        exit()
      })
  }
  from.on('uncaughtException', (error) => end('an error that nobody caught: this is a defect of Ottla', error))
  from.on('unhandledRejection', (error) =>
    end('a promise that failed and nobody caught: this is a defect of Ottla', error)
  )
}
