import { constants } from 'node:os'
import { isBehindNpm, watchStarter } from './starter.ts'

/**
 * What asks a process to end. SIGHUP comes when the terminal is closed or ssh is lost; the JVM, and so Kafka, ends on it in
 * good order too. SIGBREAK is Ctrl-Break on Windows, which has the others only in part.
 */
const signals =
  process.platform === 'win32'
    ? (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const)
    : (['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
type StopSignal = (typeof signals)[number]

/** Shells report a process that a signal ended as 128 plus the number of the signal. */
const codeOf = (signal: StopSignal) => 128 + (constants.signals[signal] ?? 15)

/** Starters such as npx and timeout pass on a signal that the terminal has sent to us already: that is one and the same. */
const sameSignalMs = 100

/**
 * Runs `stop` at the first signal, or when the npx or npm that started us has ended; a second one ends the process at once, and so does `patienceMs` without an end: a client
 * that waits for a broker which does not answer must not outlive its Ctrl-C.
 */
export function onInterrupt(stop: (signal: StopSignal) => void, patienceMs?: number): { cancel(): void } {
  let toldMs: number | undefined
  let patience: NodeJS.Timeout | undefined
  const listener = (signal: StopSignal) => {
    if (toldMs === undefined) {
      toldMs = performance.now()
      if (patienceMs !== undefined) patience = setTimeout(() => process.exit(codeOf(signal)), patienceMs).unref()
      stop(signal)
    } else if (performance.now() - toldMs > sameSignalMs) process.exit(codeOf(signal))
  }
  for (const signal of signals) process.on(signal, listener)
  const starter = isBehindNpm(process.env) ? watchStarter(() => listener('SIGTERM')) : undefined
  return {
    cancel: () => {
      starter?.cancel()
      clearTimeout(patience)
      for (const signal of signals) process.removeListener(signal, listener)
    }
  }
}
