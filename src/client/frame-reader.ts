import { type ConnectionOwner, NetError } from '../env/index.ts'

const roomBytes = 65_536
const sizeBytes = 4
/** Far above any real response. The first bytes from a server that is not a Kafka broker often decode to a larger size. */
const frameBytesMax = 512 * 1024 * 1024
/** Initial allocation for a frame: a size prefix alone never costs more memory than this. */
const reservedBytes = 1024 * 1024
/** With at least this much of a frame missing, reads go directly into its buffer. Bytes after the frame then need a separate read. */
const directBytesMin = 16 * 1024
/** Larger buffers are not kept for reuse. */
const keptBytesMax = 2 * 1024 * 1024

/** Receives the frames of a connection. */
export interface FrameSink {
  /** Receives a whole frame without its size prefix. The sink owns the buffer and may give it back with `recycle`. */
  frame(frame: Buffer): void
  /** Called once, after the last frame. `error` is undefined if either side closed the connection normally. */
  ended(error: NetError | undefined): void
}

/** Checks the first four bytes: undefined if they are a plausible frame size, otherwise a description of what the server sent. */
function foreign(bytes: Buffer): string | undefined {
  // A TLS record starts with its type (21 is an alert) and version, 3.1 to 3.4.
  if (bytes[0] === 21 && bytes[1] === 3) return 'it uses TLS, but this client does not'
  const size = bytes.readInt32BE(0)
  if (size >= 0 && size <= frameBytesMax) return undefined
  const text = bytes.toString('latin1')
  if (text === 'HTTP') return 'it is an HTTP server'
  return /^[ -~]{4}$/.test(text) ? `its response starts with '${text}'` : 'its response is not a Kafka response'
}

/** Splits the byte stream of a connection into frames. Most of a large frame is read directly into the buffer passed to the sink. */
export class FrameReader implements ConnectionOwner {
  readonly #room = Buffer.allocUnsafe(roomBytes)
  readonly #sink: FrameSink
  readonly #size = Buffer.alloc(sizeBytes)
  #sizeAt = 0
  /** Buffer of the current frame, which grows up to `#bodyBytes` as bytes arrive. */
  #body: Buffer | undefined
  #bodyBytes = 0
  /** The buffer last passed to the sink, and the one it gave back. */
  #given: Buffer | undefined
  #spare: Buffer | undefined
  #bodyAt = 0
  #hasEnded = false

  constructor(sink: FrameSink) {
    this.#sink = sink
  }

  room(): Uint8Array {
    if (!this.#readsIntoBody) return this.#room
    const body = this.#grown(1)
    return body.subarray(this.#bodyAt, this.#bodyBytes)
  }

  get #readsIntoBody(): boolean {
    return this.#body !== undefined && this.#bodyBytes - this.#bodyAt > directBytesMin
  }

  received(length: number): void {
    if (this.#hasEnded) return
    if (this.#readsIntoBody) {
      this.#bodyAt += length
      this.#giveWhole()
      return
    }
    for (let at = 0; at < length && !this.#hasEnded; ) at += this.#take(at, length)
  }

  /** Consumes bytes of the room from `at`, up to the end of the current size or frame. Returns the number consumed. */
  #take(at: number, end: number): number {
    if (this.#body === undefined) {
      const taken = Math.min(sizeBytes - this.#sizeAt, end - at)
      this.#room.copy(this.#size, this.#sizeAt, at, at + taken)
      this.#sizeAt += taken
      if (this.#sizeAt === sizeBytes) this.#begin()
      return taken
    }
    const taken = Math.min(this.#bodyBytes - this.#bodyAt, end - at)
    this.#room.copy(this.#grown(taken), this.#bodyAt, at, at + taken)
    this.#bodyAt += taken
    this.#giveWhole()
    return taken
  }

  #begin(): void {
    const why = foreign(this.#size)
    if (why !== undefined) {
      this.closed(new NetError('NOT_KAFKA', why))
      return
    }
    this.#sizeAt = 0
    this.#bodyAt = 0
    this.#bodyBytes = this.#size.readInt32BE(0)
    this.#body = this.#bodyBytes > directBytesMin ? this.#largeBody() : Buffer.allocUnsafe(this.#bodyBytes)
    this.#giveWhole()
  }

  #largeBody(): Buffer {
    const spare = this.#spare
    this.#spare = undefined
    const bytes = Math.min(this.#bodyBytes, reservedBytes)
    return spare !== undefined && spare.length >= bytes ? spare : Buffer.allocUnsafe(bytes)
  }

  /** Gives back the last frame's buffer, so that the next large frame can reuse it. */
  recycle(): void {
    if (this.#given !== undefined && this.#given.length <= keptBytesMax) this.#spare = this.#given
    this.#given = undefined
  }

  /** Returns the frame's buffer, grown to hold at least `more` more bytes. */
  #grown(more: number): Buffer {
    const body = this.#body as Buffer
    if (body.length - this.#bodyAt >= more) return body
    const grown = Buffer.allocUnsafe(Math.min(this.#bodyBytes, Math.max(2 * body.length, this.#bodyAt + more)))
    body.copy(grown, 0, 0, this.#bodyAt)
    this.#body = grown
    return grown
  }

  #giveWhole(): void {
    const body = this.#body as Buffer
    if (this.#bodyAt < this.#bodyBytes) return
    this.#body = undefined
    if (body.length <= directBytesMin) this.#sink.frame(body)
    else {
      this.#given = body
      this.#sink.frame(body.length === this.#bodyBytes ? body : body.subarray(0, this.#bodyBytes))
    }
  }

  drained(): void {}

  /** The side that closes the connection must call this too, so that bytes that arrive later are dropped. */
  closed(error?: NetError): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#body = undefined
    this.#sink.ended(error)
  }
}
