const signals = ['SIGINT', 'SIGTERM'] as const
const codes = { SIGINT: 130, SIGTERM: 143 } as const

/** Runs `stop` at the first SIGINT or SIGTERM; a second one ends the process at once. */
export function onInterrupt(stop: (signal: 'SIGINT' | 'SIGTERM') => void): { cancel(): void } {
  let told = false
  const listener = (signal: 'SIGINT' | 'SIGTERM') => {
    if (told) process.exit(codes[signal])
    told = true
    stop(signal)
  }
  for (const signal of signals) process.on(signal, listener)
  return {
    cancel: () => {
      for (const signal of signals) process.removeListener(signal, listener)
    }
  }
}
