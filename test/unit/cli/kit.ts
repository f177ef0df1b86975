import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
export const main = join(root, 'dist', 'cli', 'main.js')
export const isBuilt = existsSync(main)

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
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...options.env } })
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  return endOf(child, began)
}

function endOf(child: ChildProcess, began: number): Promise<Ended> {
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
