// What the compat steps share: a cache for what they install, processes with a time limit, an Ottla of their own, the corpus.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export const here = dirname(fileURLToPath(import.meta.url))
export const root = join(here, '..', '..')
const cacheHome = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')

/** A folder that survives runs, for what a step installs. @param {string} name */
export function cache(name) {
  const path = join(cacheHome, 'ottla-compat', name)
  mkdirSync(path, { recursive: true })
  return path
}

export const has = (/** @type {string} */ command) =>
  spawnSync(process.platform === 'win32' ? 'where' : 'which', [command], { stdio: 'ignore' }).status === 0

/** A step that cannot run here says why; the runner counts it as skipped, never as passed. */
export class Skip extends Error {}

/** @param {string} command */
export function need(command, why = '') {
  if (!has(command)) throw new Skip(`${command} is not on this machine${why && ` (${why})`}`)
}

/**
 * Runs to the end. Rejects with the tail of the output on a non-zero code or after `timeoutMs`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ input?: string | Uint8Array, cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean, timeoutMs?: number, okCodes?: readonly number[] }} [options]
 * @returns {Promise<{ stdout: string, stderr: string, code: number }>}
 */
export function exec(command, args, { input, cwd, env, timeoutMs = 120_000, okCodes = [0] } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
    /** @type {Buffer[]} */
    const out = []
    /** @type {Buffer[]} */
    const err = []
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    child.stdout.on('data', (chunk) => out.push(chunk))
    child.stderr.on('data', (chunk) => err.push(chunk))
    child.stdin.on('error', () => {})
    child.stdin.end(input ?? '')
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const stdout = Buffer.concat(out).toString()
      const stderr = Buffer.concat(err).toString()
      if (code !== null && okCodes.includes(code)) resolve({ stdout, stderr, code })
      else
        reject(
          new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}\n${(stderr + stdout).slice(-3000)}`)
        )
    })
  })
}

/**
 * A server that runs, and the match of the line that said so.
 * @typedef {{ child: Child, match: RegExpExecArray, tail: string[], exited: Promise<number | null>, stop(signal?: NodeJS.Signals): Promise<number | null> }} Served
 * @typedef {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} Child
 */

/**
 * Starts a server and resolves when a line of its stdout matches `ready`. With `ownGroup`, `stop` reaches what the command
 * started too, as Ctrl-C does.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RegExp} ready
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, ownGroup?: boolean, timeoutMs?: number }} [options]
 * @returns {Promise<Served>}
 */
export function serve(command, args, ready, { env, cwd, ownGroup = false, timeoutMs = 60_000 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      cwd,
      detached: ownGroup,
      stdio: ['ignore', 'pipe', 'pipe']
    })
    /** @type {string[]} */
    const tail = []
    const note = (/** @type {string} */ line) => {
      tail.push(line)
      if (tail.length > 50) tail.shift()
    }
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`${command} was not ready in time\n${tail.join('\n')}`))
    }, timeoutMs)
    /** @type {Promise<number | null>} */
    const exited = new Promise((done) => child.on('close', done))
    createInterface({ input: child.stderr }).on('line', note)
    createInterface({ input: child.stdout }).on('line', (line) => {
      note(line)
      const match = ready.exec(line)
      if (match === null) return
      clearTimeout(timer)
      resolve({
        child,
        match,
        tail,
        exited,
        stop: (signal = 'SIGTERM') => {
          if (ownGroup && child.pid !== undefined) process.kill(-child.pid, signal)
          else child.kill(signal)
          return exited
        }
      })
    })
    exited.then((code) => {
      clearTimeout(timer)
      reject(new Error(`${command} ended with ${code} before it was ready\n${tail.join('\n')}`))
    })
  })
}

/** @type {string[]} */
const scratches = []
process.on('exit', () => {
  for (const path of scratches) rmSync(path, { recursive: true, force: true })
})

/** A directory that is removed when the process ends. @param {string} name */
export function scratch(name) {
  const path = mkdtempSync(join(tmpdir(), `ottla-compat-${name}-`))
  scratches.push(path)
  return path
}

/** An Ottla on a free port with data on disk. `bootstrap` is its address. @param {{ dataDir?: string, args?: readonly string[] }} [options] */
export async function startOttla({ dataDir = scratch('data'), args = [] } = {}) {
  const server = await serve(
    process.execPath,
    [join(root, 'dist', 'cli', 'main.cjs'), 'start', '--port', '0', '--data-dir', dataDir, ...args],
    /(127\.0\.0\.1:\d+)/
  )
  return { ...server, dataDir, bootstrap: server.match[1] }
}

/** Real text that every checkout has: the documentation in Node's own type declarations, without empty lines. */
export function corpus() {
  const folder = join(root, 'node_modules', '@types', 'node')
  return ['fs', 'http', 'crypto', 'stream', 'buffer']
    .map((name) => join(folder, `${name}.d.ts`))
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, 'utf8').split(/\r?\n/))
    .filter((line) => line.trim() !== '')
}

/** @param {string} actual @param {readonly string[]} expected @param {string} what */
export function expectEqualLines(actual, expected, what) {
  const lines = actual.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const at = expected.findIndex((line, index) => line !== lines[index])
  if (at >= 0) {
    throw new Error(`${what}: line ${at} is ${JSON.stringify(lines[at])}, expected ${JSON.stringify(expected[at])}`)
  }
  if (lines.length !== expected.length) throw new Error(`${what}: ${lines.length} lines, expected ${expected.length}`)
}

/** @param {string} text @param {RegExp} pattern @param {string} what */
export function expectMatch(text, pattern, what) {
  if (!pattern.test(text)) throw new Error(`${what}: ${pattern} not found in\n${text.slice(0, 2000)}`)
}
