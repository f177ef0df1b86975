import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const main = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'cli', 'main.cjs')

/** A test that fails leaves its broker behind; it is ended with the file, so that jest can end too. */
const running = new Set<ChildProcess>()
/** What a test that ran out of time does later starts nothing any more. */
let isOver = false
afterAll(() => {
  isOver = true
  for (const child of running) child.kill('SIGKILL')
})

/** The real command in a process of its own, so that it can be killed. Its data directory outlives it. */
export class BrokerProcess {
  readonly dataDir: string
  port = 0
  #child: ChildProcess | undefined
  #exited: Promise<unknown> = Promise.resolve()

  constructor(dataDir = mkdtempSync(join(tmpdir(), 'ottla-e2e-'))) {
    this.dataDir = dataDir
  }

  get bootstrap(): string {
    return `127.0.0.1:${this.port}`
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** CPU that it has used, in milliseconds, which other processes do not lengthen; the time where the platform does not tell. */
  get spentMs(): number {
    if (process.platform !== 'linux') return performance.now()
    const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8')
    // After the name: the 14th and 15th fields are what it used itself and in the kernel, in hundredths of a second.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return 10 * (Number(fields[11]) + Number(fields[12]))
  }

  /** Resolves when it serves; on the same port as before, so that clients find it again. */
  async start(args: readonly string[] = []): Promise<void> {
    if (isOver) throw new Error('the tests of this file are over')
    const child = spawn(
      process.execPath,
      [main, 'start', '--port', String(this.port), '--data-dir', this.dataDir, ...args],
      {
        stdio: ['ignore', 'pipe', 'pipe']
      }
    )
    this.#child = child
    running.add(child)
    child.once('exit', () => running.delete(child))
    this.#exited = new Promise((resolve) => child.once('exit', resolve))
    const errors: string[] = []
    child.stderr.on('data', (chunk) => errors.push(String(chunk)))
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', resolve)
      child.once('exit', (code) => reject(new Error(`the broker ended with ${code}: ${errors.join('')}`)))
    })
    this.port = Number(line.split(':').at(-1))
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.#child?.kill(signal)
    await this.#exited
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL')
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}
