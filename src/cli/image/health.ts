/* The image's health check: `ottla ready` at the first listener for clients, wherever the settings of this container put it. */
import { readFileSync } from 'node:fs'
import { translated } from './translate.ts'

/** The flags with which the broker, which is process 1 of the container, was started. */
function flagsOfBroker(): string[] {
  try {
    const words = readFileSync('/proc/1/cmdline', 'utf8').split('\0').slice(0, -1)
    const at = words.findIndex((word) => word.endsWith('/image/start.js'))
    return at < 0 ? [] : words.slice(at + 1).filter((word) => word !== 'start')
  } catch {
    return []
  }
}

process.argv.splice(2, Number.POSITIVE_INFINITY, 'ready', '--bootstrap', translated(flagsOfBroker()).bootstrap)
await import('../main.ts')
