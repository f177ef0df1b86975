import type { Connection, ConnectOptions, Endpoint, Env } from '../env/index.ts'
import { FrameReader, type FrameSink } from './frame-reader.ts'

/**
 * The bottom half of a client: any bytes out, whole frames in. It knows nothing of requests, so that it can also send what is
 * no request at all.
 */
export class FrameConnection {
  readonly #connection: Connection
  readonly #reader: FrameReader
  #isClosed = false

  /** Begins reading: frames go to the sink from now on. */
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

  /** Rejects with a NetError. */
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

  /** Bytes that were written and that the kernel has not taken yet. */
  get pendingBytes(): number {
    return this.#connection.pendingBytes
  }

  /** Sends bytes as they are; they belong to the connection until `written` runs. Does nothing once the connection is closed. */
  write(chunks: readonly Uint8Array[], written?: () => void): void {
    if (!this.#isClosed) this.#connection.write(chunks, written)
    else written?.()
  }

  /** The bytes of the last frame are not needed any more: a later frame may take their place. */
  recycle(): void {
    this.#reader.recycle()
  }

  /** Sends what is queued, and then says that no more comes. */
  end(): void {
    this.#connection.end()
  }

  /** Closes at once, and tells the sink. */
  close(): void {
    this.#reader.closed()
  }
}
