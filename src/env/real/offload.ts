/*
 * Owns a few worker threads for pure jobs that would hold up the event loop. They start with the first job, never keep the
 * process alive while they idle, end with the last environment that used them, and a job whose thread dies is rejected.
 * A job runs here where no worker can run it: its module is no file (a program that was bundled), is TypeScript that was never
 * compiled, or the host has no working threads.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Job } from '../env.ts'
import { clearTimeout, setTimeout } from './platform.ts'

const workersMax = 2
/** A thread that has not loaded its module within this time is abandoned, and its jobs run here. */
const readyMsMax = 10_000

interface Waiting {
  /** Hands the job over to the thread. */
  readonly send: () => void
  /** Runs the job on this thread instead. Only before `send`: afterwards its memory belongs to the other thread. */
  readonly runHere: () => void
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** What a worker runs: it loads the module of its jobs, says so, and answers. Plain JavaScript, so that nothing is needed to load it. */
const workerSource = `
const { parentPort, workerData } = require('node:worker_threads')
import(workerData.module).then((loaded) => {
  parentPort.on('message', ({ id, name, argument }) => {
    try {
      const job = loaded[name] ?? loaded.default[name]
      const value = job.run(argument)
      parentPort.postMessage({ id, value }, job.resultTransfers?.(value) ?? [])
    } catch (error) {
      parentPort.postMessage({ id, error })
    }
  })
  parentPort.postMessage({ ready: true })
}, (error) => { throw error })
`

type Message = { readonly ready: true } | { readonly id: number; readonly value?: unknown; readonly error?: unknown }

class OffloadWorker {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #gone: (beforeReady: boolean) => void
  readonly #giveUp: NodeJS.Timeout
  #isReady = false
  #isGone = false
  #nextId = 0

  /** `gone` is called once, when the thread has ended; `beforeReady`: it never ran a job, so no other would either. */
  constructor(module: string, gone: (beforeReady: boolean) => void) {
    this.#gone = gone
    this.#worker = new Worker(workerSource, { eval: true, execArgv: [], workerData: { module } })
    this.#worker.on('message', (message: Message) => this.#take(message))
    this.#worker.on('error', (error) => this.#end(error))
    this.#worker.on('messageerror', (error) => this.#end(error))
    this.#worker.on('exit', () => this.#end(new Error('a worker thread ended')))
    this.#worker.unref()
    this.#giveUp = setTimeout(() => void this.stop(), readyMsMax)
    this.#giveUp.unref()
  }

  get load(): number {
    return this.#waiting.size
  }

  run<A, R>(job: Job<A, R>, argument: A): Promise<R> {
    const id = this.#nextId++
    return new Promise<R>((resolve, reject) => {
      const send = () => {
        const transfers = job.argumentTransfers?.(argument) ?? []
        this.#worker.postMessage({ id, name: job.name, argument }, transfers)
      }
      const runHere = () => {
        try {
          resolve(job.run(argument))
        } catch (error) {
          reject(error)
        }
      }
      this.#waiting.set(id, { send, runHere, resolve: resolve as (value: unknown) => void, reject })
      // The process must not end while a job is in progress.
      this.#worker.ref()
      if (this.#isReady) send()
    })
  }

  #take(message: Message): void {
    if ('ready' in message) {
      this.#isReady = true
      clearTimeout(this.#giveUp)
      for (const { send } of this.#waiting.values()) send()
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (this.#waiting.size === 0) this.#worker.unref()
    if (message.error === undefined) waiting?.resolve(message.value)
    else waiting?.reject(message.error)
  }

  #end(error: unknown): void {
    if (this.#isGone) return
    this.#isGone = true
    clearTimeout(this.#giveUp)
    this.#gone(!this.#isReady)
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { runHere, reject } of waiting) {
      if (this.#isReady) reject(error)
      else runHere()
    }
  }

  /** Resolves when the thread has ended. Jobs that it had begun are rejected. */
  async stop(): Promise<void> {
    await this.#worker.terminate()
    this.#end(new Error('a worker thread ended'))
  }
}

/** The threads for the jobs of one module. */
class Pool {
  readonly #module: string
  #workers: OffloadWorker[] = []
  #isUsable: boolean

  constructor(module: string) {
    this.#module = module
    this.#isUsable = !module.endsWith('.ts') && isFile(module)
  }

  run<A, R>(job: Job<A, R>, argument: A): Promise<R> | R {
    const worker = this.#isUsable ? this.#leastLoaded() : undefined
    return worker === undefined ? job.run(argument) : worker.run(job, argument)
  }

  #leastLoaded(): OffloadWorker | undefined {
    const idle = this.#workers.find(({ load }) => load === 0)
    if (idle !== undefined) return idle
    if (this.#workers.length < workersMax) return this.#start()
    return this.#workers.reduce((least, each) => (each.load < least.load ? each : least))
  }

  #start(): OffloadWorker | undefined {
    try {
      const worker: OffloadWorker = new OffloadWorker(this.#module, (beforeReady) => {
        if (beforeReady) this.#isUsable = false
        this.#workers = this.#workers.filter((each) => each !== worker)
      })
      this.#workers.push(worker)
      return worker
    } catch {
      // Threads are forbidden here, as under Node's permission model.
      this.#isUsable = false
      return undefined
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.stop()))
  }
}

function isFile(module: string): boolean {
  try {
    return existsSync(fileURLToPath(module))
  } catch {
    return false
  }
}

const pools = new Map<string, Pool>()
let users = 0

/** Runs a job in a worker thread, or here if that is not possible. Rejects with the job's error. */
export async function offload<A, R>(job: Job<A, R>, argument: A): Promise<R> {
  let pool = pools.get(job.module)
  if (pool === undefined) {
    pool = new Pool(job.module)
    pools.set(job.module, pool)
  }
  return pool.run(job, argument)
}

/** Says that somebody may offload jobs from now on. What it returns ends the threads once nobody is left; call it once. */
export function useThreads(): () => Promise<void> {
  users++
  return async () => {
    if (--users > 0) return
    const stopping = [...pools.values()]
    pools.clear()
    await Promise.all(stopping.map((pool) => pool.stop()))
  }
}
