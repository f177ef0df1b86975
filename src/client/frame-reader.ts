import { type ConnectionOwner, NetError } from '../env/index.ts'

const roomBytes = 65_536
const sizeBytes = 4
/** No answer that anybody asks for comes near it. The first bytes of a server that is no Kafka broker often read as a larger size. */
const frameBytesMax = 512 * 1024 * 1024
/** What is reserved for a frame before its bytes come: an announced size alone costs no more than this. */
const reservedBytes = 1024 * 1024
/** So much of a frame has to be missing for it to be read into the frame: what follows the frame comes with a read of its own then. */
const directBytesMin = 16 * 1024
/** A larger buffer is not kept for the next frame. */
const keptBytesMax = 2 * 1024 * 1024

/** What takes the frames of a connection. */
export interface FrameSink {
  /** A whole frame without its size. The buffer belongs to the sink, which may give it back by `recycle`. */
  frame(frame: Buffer): void
  /** Called once: no more frames come. Undefined: one of the two sides closed the connection. */
  ended(error: NetError | undefined): void
}

/** Reads a size; undefined when it is one of the Kafka protocol, otherwise what speaks there instead. */
function foreign(bytes: Buffer): string | undefined {
  // A TLS record begins with its type (21 is an alert) and the version, 3.1 to 3.4.
  if (bytes[0] === 21 && bytes[1] === 3) return 'it speaks TLS, which is not expected here'
  const size = bytes.readInt32BE(0)
  if (size >= 0 && size <= frameBytesMax) return undefined
  const text = bytes.toString('latin1')
  if (text === 'HTTP') return 'it speaks HTTP'
  return /^[ -~]{4}$/.test(text) ? `its answer begins with '${text}'` : 'its answer is not one of the Kafka protocol'
}

/** Cuts the bytes of a connection into frames. Most of a large frame is read straight into the buffer that the sink is given. */
export class FrameReader implements ConnectionOwner {
  readonly #room = Buffer.allocUnsafe(roomBytes)
  readonly #sink: FrameSink
  readonly #size = Buffer.alloc(sizeBytes)
  #sizeAt = 0
  /** The frame that is being read. It grows up to `#bodyBytes` as its bytes come. */
  #body: Buffer | undefined
  #bodyBytes = 0
  /** What the sink was given last, and what it gave back. */
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

  /** Takes bytes of the room from `at`, at most to the end of what is being read, and returns how many. */
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

  /** Nobody needs the bytes of the last frame any more: the next large one may have its buffer. */
  recycle(): void {
    if (this.#given !== undefined && this.#given.length <= keptBytesMax) this.#spare = this.#given
    this.#given = undefined
  }

  /** The frame's buffer with space for `more` bytes at least. */
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

  /** Also called by whoever closes the connection, so that what comes afterwards is not handed out. */
  closed(error?: NetError): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#body = undefined
    this.#sink.ended(error)
  }
}
