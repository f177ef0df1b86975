// What steps share that kill a program, or the broker under it, at seeded moments.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { scratch, startOttla } from './kit.mjs'

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function numbersOf(start) {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const portBase = 23_000
const portCount = 1_000
let triedPorts = 0

const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/**
 * Ports on which nobody listens, for servers that are killed and come back: not of those that the system gives to connections,
 * which would take one meanwhile.
 * @param {number} count
 */
export async function freePorts(count) {
  const ports = []
  while (ports.length < count) {
    const port = portBase + ((process.pid * 37 + triedPorts++) % portCount)
    if (await isFree(port)) ports.push(port)
  }
  return ports
}

/** A broker that can be killed, and that keeps its address and its data. @param {readonly string[]} args */
export async function startBroker(args) {
  const dataDir = scratch('data')
  let server = await startOttla({ dataDir, args })
  const { bootstrap } = server
  const again = [...args, '--port', bootstrap.split(':')[1]]
  return {
    bootstrap,
    stop: () => server.stop(),
    async kill(signal) {
      await server.stop(signal)
      server = await startOttla({ dataDir, args: again })
    }
  }
}

/** A job that is started again whenever it ends. */
export function keepRunning({ command, args, env }, more) {
  let child
  let stopped = false
  let tail = ''
  const ended = []
  const start = () => {
    if (stopped) return
    tail = ''
    child = spawn(command, [...args, ...more], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (tail = (tail + chunk).slice(-2000)))
    child.on('close', (_, signal) => {
      if (signal === null) ended.push(tail)
      if (!stopped) setTimeout(start, 50)
    })
  }
  start()
  return {
    ended,
    /** The last that it has said since it was started. */
    said: () => tail,
    kill: (signal) => child.kill(signal),
    /** Ends in good order, and stays away. */
    end() {
      stopped = true
      const hasEnded = child.exitCode !== null || child.signalCode !== null
      if (hasEnded) return Promise.resolve()
      child.kill('SIGTERM')
      return new Promise((resolve) => child.on('close', resolve))
    },
    stop() {
      stopped = true
      child.kill('SIGKILL')
    }
  }
}

/** Asks until `condition` holds, ten times a second: other processes send no events. When it does not in time, `what` says how things stand. */
export async function within(ms, what, condition) {
  const until = performance.now() + ms
  while (!(await condition())) {
    if (performance.now() > until) throw new Error(`${what()} after ${ms / 1000} s`)
    await sleep(100)
  }
}
