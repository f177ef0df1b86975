/*
 * Owns a few worker threads for pure jobs that would hold up the event loop. They start with the first job, never keep the
 * process alive while they idle, and a job whose thread dies is rejected.
 * Called through Env.offload. Never runs a job whose module a plain worker cannot load: that one runs here.
 */
import { Worker } from 'node:worker_threads'
import type { Job } from '../env.ts'

const workersMax = 2

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** What runs in a worker: it imports the module of a job when it first sees it. Plain JavaScript, so that nothing is needed to load it. */
const workerSource = `
const { parentPort } = require('node:worker_threads')
parentPort.on('message', async ({ id, module, name, argument }) => {
  try {
    const job = (await import(module))[name]
    const value = job.run(argument)
    parentPort.postMessage({ id, value }, job.resultTransfers?.(value) ?? [])
  } catch (error) {
    parentPort.postMessage({ id, error })
  }
})
`

class OffloadWorker {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #gone: () => void
  #nextId = 0

  constructor(gone: () => void) {
    this.#gone = gone
    this.#worker = new Worker(workerSource, { eval: true, execArgv: [] })
    this.#worker.unref()
    this.#worker.on('message', ({ id, value, error }: { id: number; value?: unknown; error?: unknown }) => {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (this.#waiting.size === 0) this.#worker.unref()
      if (error === undefined) waiting?.resolve(value)
      else waiting?.reject(error)
    })
    this.#worker.on('error', (error) => this.#failAll(error))
    this.#worker.on('exit', () => this.#failAll(new Error('a worker thread ended')))
  }

  get load(): number {
    return this.#waiting.size
  }

  run<A, R>(job: Job<A, R>, argument: A): Promise<R> {
    const id = this.#nextId++
    return new Promise<R>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      // A job under way is work that the process must not end without.
      this.#worker.ref()
      const transfers = job.argumentTransfers?.(argument) ?? []
      this.#worker.postMessage({ id, module: job.module, name: job.name, argument }, transfers)
    })
  }

  #failAll(error: unknown): void {
    this.#gone()
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

const workers: OffloadWorker[] = []

function leastLoaded(): OffloadWorker {
  const idle = workers.find(({ load }) => load === 0)
  if (idle !== undefined) return idle
  if (workers.length < workersMax) {
    const worker: OffloadWorker = new OffloadWorker(() => {
      const at = workers.indexOf(worker)
      if (at >= 0) workers.splice(at, 1)
    })
    workers.push(worker)
    return worker
  }
  return workers.reduce((least, each) => (each.load < least.load ? each : least))
}

/** Runs a job in a worker thread; here where its module is TypeScript that was never compiled, as in tests. */
export async function offload<A, R>(job: Job<A, R>, argument: A): Promise<R> {
  return job.module.endsWith('.ts') ? job.run(argument) : leastLoaded().run(job, argument)
}
