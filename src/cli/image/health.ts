/*
 * The image's health check. With `--http` it asks /readyz, which also knows of partitions and coordinators that are offline;
 * otherwise it is `ottla ready` at the first listener for clients, wherever the settings of this container put it.
 */
import { readFileSync } from 'node:fs'
import { notReady, readyUrl } from './readiness.ts'
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

const { bootstrap, http } = translated(flagsOfBroker())
const url = http === undefined ? undefined : readyUrl(http)
if (url !== undefined) {
  const why = await notReady(url)
  // Container engines keep what a check writes.
  if (why !== null) process.stdout.write(`${why}\n`)
  process.exitCode = why === null ? 0 : 1
} else {
  process.argv.splice(2, Number.POSITIVE_INFINITY, 'ready', '--bootstrap', bootstrap)
  await import('../main.ts')
}
