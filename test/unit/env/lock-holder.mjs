// A process of its own that locks a directory by the built package. argv: directory, and as JSON what differs from this
// machine. Says "held", "LOCKED <why>" or "<code>", later "lost <why>"; releases and ends when its input ends.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [directory, machine, dist] = process.argv.slice(2)
const from = (name) => import(pathToFileURL(join(dist, 'env', 'real', name)).href)
const { lockDirectory } = await from('lock.js')
const { thisMachine } = await from('claim.js')
const say = (line) => process.stdout.write(`${line}\n`)
const listener = { lost: (why) => say(`lost ${why}`), warn: (message) => say(`waits ${message}`) }
try {
  const lock = await lockDirectory(directory, listener, { ...thisMachine(), ...JSON.parse(machine) })
  say('held')
  process.stdin.on('end', () => lock.release()).resume()
} catch (error) {
  say(`${/** @type {NodeJS.ErrnoException} */ (error).code} ${/** @type {Error} */ (error).message}`)
}
