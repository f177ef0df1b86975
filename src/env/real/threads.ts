/*
 * Worker threads that each run a whole broker: starting them, communication between the two sides, and freezing a thread.
 * Knows nothing about brokers.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MessageChannel, type MessagePort, Worker, workerData } from 'node:worker_threads'
import type { Port } from '../env.ts'

/** Cells of the memory shared by both sides. */
const pausedCell = 0
const countCell = 1

/** A thread's start arguments, under a name that a program's own threads do not use. */
interface ThreadData {
  readonly ottlaThread: {
    readonly control: MessagePort
    readonly metadata: MessagePort
    readonly shared: SharedArrayBuffer
    readonly data: unknown
  }
}

/** A thread, as seen by its starter. */
export interface Thread {
  readonly control: Port
  readonly metadata: Port
  /** The thread's own count. */
  readonly count: number
  /** Resolves with the error that killed the thread, or undefined if it was stopped or ended normally. */
  readonly ended: Promise<Error | undefined>
  /** Freezes the thread, whatever it is doing, until `resume`. */
  pause(): void
  resume(): void
  /** Terminates the thread, whatever it is doing. Resolves when it is gone. */
  kill(): Promise<void>
}

/** A thread, as seen from inside. */
export interface OwnThread {
  readonly control: Port
  readonly metadata: Port
  readonly data: unknown
  /** Changes the `count` that the other side sees. */
  add(change: number): void
}

const portOf = (port: MessagePort, unref: boolean): Port => ({
  send: (message) => port.postMessage(message),
  receive(run) {
    port.on('message', run)
    if (unref) port.unref()
  },
  close: () => port.close()
})

/** Two ends of a channel in this thread. Neither keeps the process alive. */
export function createChannel(): [Port, Port] {
  const { port1, port2 } = new MessageChannel()
  return [portOf(port1, true), portOf(port2, true)]
}

/** Whether a thread can run this module: it must be a file, and not one that a bundle left out. */
export function isThreadFile(module: string): boolean {
  try {
    return existsSync(fileURLToPath(module))
  } catch {
    return false
  }
}

/** `data` is copied. With `unref` the thread does not keep the process alive. @throws Error if threads are not permitted */
export function startThread(module: string, data: unknown, unref: boolean): Thread {
  const control = new MessageChannel()
  const metadata = new MessageChannel()
  const shared = new SharedArrayBuffer(8)
  const cells = new Int32Array(shared)
  const ottlaThread = { control: control.port2, metadata: metadata.port2, shared, data }
  const worker = new Worker(fileURLToPath(module), {
    execArgv: [],
    workerData: { ottlaThread } satisfies ThreadData,
    transferList: [control.port2, metadata.port2]
  })
  if (unref) worker.unref()
  const ended = new Promise<Error | undefined>((resolve) => {
    worker.once('error', (error) => resolve(error instanceof Error ? error : new Error(String(error))))
    worker.once('exit', () => resolve(undefined))
  })
  const resume = () => {
    Atomics.store(cells, pausedCell, 0)
    Atomics.notify(cells, pausedCell)
  }
  return {
    control: portOf(control.port1, true),
    metadata: portOf(metadata.port1, true),
    get count() {
      return Atomics.load(cells, countCell)
    },
    ended,
    pause() {
      Atomics.store(cells, pausedCell, 1)
      control.port1.postMessage(pauseMessage)
    },
    resume,
    async kill() {
      await worker.terminate()
    }
  }
}

const pauseMessage = 'pause'

/** The current thread. @throws Error if `startThread` did not start it */
export function ownThread(): OwnThread {
  const { ottlaThread } = workerData as ThreadData
  const { control, metadata, shared, data } = ottlaThread
  const cells = new Int32Array(shared)
  return {
    control: {
      ...portOf(control, false),
      receive(run) {
        control.on('message', (message) => {
          if (message === pauseMessage) Atomics.wait(cells, pausedCell, 1)
          else run(message)
        })
      }
    },
    metadata: portOf(metadata, true),
    data,
    add: (change) => void Atomics.add(cells, countCell, change)
  }
}
