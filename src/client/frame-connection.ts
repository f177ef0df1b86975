import type { Connection, ConnectOptions, Endpoint, Env } from '../env/index.ts'
import { FrameReader, type FrameSink } from './frame-reader.ts'

/**
 * The transport of a client: sends raw bytes and receives whole frames. It does not know about requests, so it can also send
 * malformed ones.
 */
export class FrameConnection {
  readonly #connection: Connection
  readonly #reader: FrameReader
  #isClosed = false

  /** Starts reading and passes frames to the sink. */
  constructor(connection: Connection, sink: FrameSink) {
    this.#connection = connection
    this.#reader = new FrameReader({
      frame: (frame) => sink.frame(frame),
      ended: (error) => {
        this.#isClosed = true
        connection.destroy()
        sink.ended(error)
      }
    })
    connection.start(this.#reader)
  }

  /** Connects. Rejects with a NetError. */
  static async open(
    env: Pick<Env, 'net'>,
    to: Endpoint,
    sink: FrameSink,
    options?: ConnectOptions
  ): Promise<FrameConnection> {
    return new FrameConnection(await env.net.connect(to, options), sink)
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Bytes written but not yet taken by the kernel. */
  get pendingBytes(): number {
    return this.#connection.pendingBytes
  }

  /** Sends raw bytes. The connection owns them until it calls `written`. Does nothing once the connection is closed. */
  write(chunks: readonly Uint8Array[], written?: () => void): void {
    if (!this.#isClosed) this.#connection.write(chunks, written)
    else written?.()
  }

  /** Gives back the last frame's buffer, so that a later frame can reuse it. */
  recycle(): void {
    this.#reader.recycle()
  }

  /** Sends queued bytes, then half-closes the connection. */
  end(): void {
    this.#connection.end()
  }

  /** Closes the connection immediately and notifies the sink. */
  close(): void {
    this.#reader.closed()
  }
}
