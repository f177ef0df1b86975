import type { Connection, ConnectionOwner, Endpoint, Env, NetError } from '../env/index.ts'

const roomBytes = 65_536

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

/** One raw connection: bytes out, frames in. Knows nothing of requests; frames are handed out in the order of arrival. */
export class FrameConnection implements ConnectionOwner {
  readonly #connection: Connection
  readonly #room = Buffer.allocUnsafe(roomBytes)
  #chunks: Buffer[] = []
  #waitingBytes = 0
  readonly #frames: Buffer[] = []
  readonly #waiters: Waiter[] = []
  #lost: ConnectionLost | undefined
  readonly #closed: Promise<void>
  #resolveClosed: () => void = () => {}

  private constructor(connection: Connection) {
    this.#connection = connection
    this.#closed = new Promise((resolve) => {
      this.#resolveClosed = resolve
    })
    connection.start(this)
  }

  /** @throws NetError */
  static async open(env: Env, to: Endpoint, timeoutMs: number): Promise<FrameConnection> {
    return new FrameConnection(await env.net.connect(to, { timeoutMs }))
  }

  get isClosed(): boolean {
    return this.#lost !== undefined
  }

  get localPort(): number {
    return this.#connection.local.port
  }

  /** Resolves when the broker (or `close`) ended the connection. */
  whenClosed(): Promise<void> {
    return this.#closed
  }

  write(chunks: readonly Uint8Array[]): void {
    if (this.#lost === undefined) this.#connection.write(chunks)
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
    this.#connection.destroy()
    this.closed()
  }

  room(): Uint8Array {
    return this.#room
  }

  received(length: number): void {
    this.#chunks.push(Buffer.from(this.#room.subarray(0, length)))
    this.#waitingBytes += length
    this.#cut()
  }

  drained(): void {}

  closed(error?: NetError): void {
    if (this.#lost !== undefined) return
    this.#lost = new ConnectionLost(
      error === undefined ? 'the connection was closed' : `the connection failed: ${error.message}`
    )
    for (const waiter of this.#waiters.splice(0)) waiter.reject(this.#lost)
    this.#resolveClosed()
  }

  #cut(): void {
    while (this.#waitingBytes >= 4) {
      const head = this.#head(4)
      const size = head.readInt32BE(0)
      if (size < 0) {
        this.#connection.destroy()
        this.closed()
        return
      }
      if (this.#waitingBytes < 4 + size) return
      const frame = this.#head(4 + size)
      this.#waitingBytes -= 4 + size
      this.#chunks = frame.length === 4 + size ? [] : [frame.subarray(4 + size)]
      this.#give(frame.subarray(4, 4 + size))
    }
  }

  /** Joins waiting chunks until the first holds `length` bytes, and returns it. */
  #head(length: number): Buffer {
    const first = this.#chunks[0] as Buffer
    if (first.length >= length) return first
    const joined = Buffer.concat(this.#chunks)
    this.#chunks = [joined]
    return joined
  }

  #give(frame: Buffer): void {
    const waiter = this.#waiters.shift()
    if (waiter === undefined) this.#frames.push(frame)
    else waiter.resolve(frame)
  }
}
