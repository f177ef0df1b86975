const signals = ['SIGINT', 'SIGTERM'] as const
const codes = { SIGINT: 130, SIGTERM: 143 } as const

/** Starters such as npx and timeout pass on a signal that the terminal has sent to us already: that is one and the same. */
const sameSignalMs = 100

/**
 * Runs `stop` at the first SIGINT or SIGTERM; a second one ends the process at once, and so does `patienceMs` without an
 * end: a client that waits for a broker which does not answer must not outlive its Ctrl-C.
 */
export function onInterrupt(stop: (signal: 'SIGINT' | 'SIGTERM') => void, patienceMs?: number): { cancel(): void } {
  let toldMs: number | undefined
  let patience: NodeJS.Timeout | undefined
  const listener = (signal: 'SIGINT' | 'SIGTERM') => {
    if (toldMs === undefined) {
      toldMs = performance.now()
      if (patienceMs !== undefined) patience = setTimeout(() => process.exit(codes[signal]), patienceMs).unref()
      stop(signal)
    } else if (performance.now() - toldMs > sameSignalMs) process.exit(codes[signal])
  }
  for (const signal of signals) process.on(signal, listener)
  return {
    cancel: () => {
      clearTimeout(patience)
      for (const signal of signals) process.removeListener(signal, listener)
    }
  }
}
