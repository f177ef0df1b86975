import { FrameConnection, type FrameSink } from '../client/index.ts'
import type { Endpoint, Env, NetError } from '../env/index.ts'

interface Waiter {
  readonly resolve: (frame: Buffer) => void
  readonly reject: (error: Error) => void
}

/** The broker closed the connection, or a wait for it took too long. */
class ConnectionLost extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ConnectionLost'
  }
}

/** Bytes out, and frames in, which wait until somebody asks for them. Knows nothing of requests. */
export class FrameQueue implements FrameSink {
  #connection!: FrameConnection
  readonly #frames: Buffer[] = []
  readonly #waiters: Waiter[] = []
  #lost: ConnectionLost | undefined
  readonly #closed: Promise<void>
  #resolveClosed: () => void = () => {}

  private constructor() {
    this.#closed = new Promise((resolve) => {
      this.#resolveClosed = resolve
    })
  }

  /** Rejects with a NetError. */
  static async open(env: Env, to: Endpoint, timeoutMs: number): Promise<FrameQueue> {
    const queue = new FrameQueue()
    queue.#connection = await FrameConnection.open(env, to, queue, { timeoutMs })
    return queue
  }

  get isClosed(): boolean {
    return this.#lost !== undefined
  }

  /** Resolves when the broker (or `close`) ended the connection. */
  whenClosed(): Promise<void> {
    return this.#closed
  }

  write(chunks: readonly Uint8Array[]): void {
    this.#connection.write(chunks)
  }

  /** The next frame without its size. Rejects with `ConnectionLost`. */
  nextFrame(): Promise<Buffer> {
    const frame = this.#frames.shift()
    if (frame !== undefined) return Promise.resolve(frame)
    if (this.#lost !== undefined) return Promise.reject(this.#lost)
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }))
  }

  /** Frames that arrived and that nobody asked for yet. */
  get unreadFrames(): number {
    return this.#frames.length
  }

  /** Closes the connection. What waits for a frame is left waiting: whoever closes knows that nothing will come. */
  close(): void {
    this.#waiters.length = 0
    this.#connection.close()
  }

  frame(frame: Buffer): void {
    const waiter = this.#waiters.shift()
    if (waiter === undefined) this.#frames.push(frame)
    else waiter.resolve(frame)
  }

  ended(error: NetError | undefined): void {
    this.#lost = new ConnectionLost(
      error === undefined ? 'the connection was closed' : `the connection failed: ${error.message}`
    )
    for (const waiter of this.#waiters.splice(0)) waiter.reject(this.#lost)
    this.#resolveClosed()
  }
}
