import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exitCodeOf, textOfFailure } from '../../src/cli/exit-codes.ts'
import { runCommand } from '../../src/cli/run.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const main = join(root, 'dist', 'cli', 'main.cjs')
export const isBuilt = existsSync(main)

/** A test that fails leaves its processes behind; they are ended with the file, so that jest can end too. */
const running = new Set<ChildProcess>()
/** What a test that ran out of time does later starts nothing any more. */
let isOver = false
afterAll(() => {
  isOver = true
  for (const child of running) child.kill('SIGKILL')
})

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly tookMs: number
}

/** Runs the built command to its end. */
export function ottla(
  args: readonly string[],
  options: { readonly input?: string | Buffer; readonly env?: NodeJS.ProcessEnv } = {}
): Promise<Ended> {
  const began = performance.now()
  if (isOver) throw new Error('the tests of this file are over')
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...options.env } })
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  return endOf(child, began)
}

function endOf(child: ChildProcess, began: number): Promise<Ended> {
  running.add(child)
  child.once('exit', () => running.delete(child))
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr?.on('data', (chunk) => {
    stderr += chunk
  })
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr, tookMs: performance.now() - began }))
  })
}

export interface Serving {
  readonly child: ChildProcess
  readonly firstLine: string
  readonly bootstrap: string
  readonly ended: Promise<Ended>
}

/** Starts the built broker; resolves with its first line, rejects when it ends without one. */
export function serve(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Serving> {
  if (isOver) throw new Error('the tests of this file are over')
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const ended = endOf(child, performance.now())
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const end = text.indexOf('\n')
      if (end < 0) return
      const firstLine = text.slice(0, end)
      resolve({ child, firstLine, bootstrap: /127\.0\.0\.1:\d+/.exec(firstLine)?.[0] ?? '', ended })
    })
    ended.then(({ stderr }) => reject(new Error(stderr)))
  })
}

/**
 * Runs a command in this process, which is far quicker than a process of its own, with what it writes taken from the standard
 * streams. One at a time. `input` is a file that is named last.
 */
export async function inProcess(args: readonly string[], input?: string): Promise<Omit<Ended, 'tookMs'>> {
  const folder = input === undefined ? undefined : mkdtempSync(join(tmpdir(), 'ottla-input-'))
  const file = folder === undefined ? undefined : join(folder, 'input')
  if (file !== undefined) writeFileSync(file, input ?? '')
  const written = { stdout: '', stderr: '' }
  const before = { stdout: process.stdout.write, stderr: process.stderr.write, code: process.exitCode }
  for (const name of ['stdout', 'stderr'] as const)
    process[name].write = ((chunk: string | Uint8Array) => {
      written[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
      return true
    }) as typeof process.stdout.write
  let code: number = 0
  try {
    await runCommand(file === undefined ? args : [...args, file])
    code = Number(process.exitCode ?? 0)
  } catch (error) {
    written.stderr += `ottla: ${textOfFailure(error)}\n`
    code = exitCodeOf(error)
  } finally {
    process.stdout.write = before.stdout
    process.stderr.write = before.stderr
    process.exitCode = before.code
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
  return {
    code,
    stdout: written.stdout,
    stderr: file === undefined ? written.stderr : written.stderr.replaceAll(file, 'input')
  }
}
