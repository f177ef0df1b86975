// Nodes of a cluster as trouble sees them: processes that are killed, stopped and started again, each with a small disk of its
// own where that may be mounted, and doors of the network in front of it.
import { spawnSync } from 'node:child_process'
import { createWriteStream, mkdirSync, rmSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { exec, scratch } from '../kit.mjs'

/**
 * @typedef {{ id: string, directory: string, isSmall: boolean, start(): Promise<void>, end(signal: NodeJS.Signals): Promise<void>,
 *   signal(signal: NodeJS.Signals): void, isUp(): boolean, tail(): string[] }} Node
 */

/** What is to be undone when this process ends, whatever ends it; before directories are removed. @type {(() => void)[]} */
const undo = []
process.prependListener('exit', () => {
  for (const each of undo) each()
})

function keepLog({ stdout, stderr }, path) {
  mkdirSync(dirname(path), { recursive: true })
  const file = createWriteStream(path, { flags: 'a' })
  for (const stream of [stdout, stderr]) stream?.pipe(file, { end: false })
}

/**
 * A process that can be started again and again. Its doors are open while it is there: whoever looks for a process that is gone is
 * refused, as without doors.
 * @param {{ id: string, directory: string, isSmall?: boolean, doors?: readonly { open(): Promise<void>, close(): Promise<void> }[],
 *   logs?: string, serve(): Promise<any> }} options @returns {Node}
 */
export function nodeOf({ id, directory, isSmall = false, doors = [], serve, logs }) {
  let server
  let isUp = false
  let ended = Promise.resolve()
  let tail = []
  undo.push(() => server?.child.kill('SIGKILL'))
  return {
    id,
    directory,
    isSmall,
    async start() {
      await ended
      for (const door of doors) await door.open()
      server = await serve()
      tail = server.tail
      if (logs !== undefined) keepLog(server.child, join(logs, `${id}.log`))
      isUp = true
      ended = server.exited.then(async () => {
        isUp = false
        for (const door of doors) await door.close()
      })
    },
    async end(signal) {
      server?.child.kill(signal)
      await ended
    },
    signal: (signal) => void server.child.kill(signal),
    isUp: () => isUp,
    tail: () => tail
  }
}

/** Directories of so many MiB each, on a tmpfs where that may be mounted, which is so as root on Linux. They are gone with the process. */
export async function smallDisks(names, mebibytes) {
  const base = scratch('disks')
  const made = names.map((name) => join(base, name))
  for (const directory of made) mkdirSync(directory)
  const mounted = []
  const unmount = () => {
    for (const directory of mounted.splice(0)) spawnSync('umount', ['-l', directory])
  }
  undo.push(unmount)
  try {
    for (const directory of made) {
      await exec('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', directory])
      mounted.push(directory)
    }
  } catch {
    return { directories: made, areSmall: false }
  }
  return { directories: made, areSmall: true }
}

/** Takes what is left of a disk, and gives it back. */
export const filler = (directory) => ({
  async take() {
    const { bavail, bsize } = statfsSync(directory)
    await exec('sh', ['-c', `head -c ${bavail * bsize} /dev/zero > ${join(directory, 'filler')} || true`])
  },
  give: () => rmSync(join(directory, 'filler'), { force: true })
})
