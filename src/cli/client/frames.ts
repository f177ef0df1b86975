import type { Connection, ConnectionOwner, NetError } from '../../env/index.ts'

const roomBytes = 65_536
const sizeBytes = 4
/** No answer that the commands ask for comes near; a foreign server's first bytes read as a size do. */
const frameBytesMax = 512 * 1024 * 1024

/** What a server that is no Kafka broker most likely is, by its first bytes. */
function foreign(bytes: Buffer): string {
  const text = bytes.toString('latin1')
  if (text === 'HTTP') return 'it speaks HTTP'
  // A TLS record begins with its type (21 is an alert) and the version, 3.1 to 3.4.
  if (bytes[0] === 21 && bytes[1] === 3) return 'it speaks TLS, which these commands do not'
  return /^[ -~]{4}$/.test(text) ? `its answer begins with '${text}'` : 'its answer is not one of the Kafka protocol'
}

/** Cuts what a broker sends into frames. A large frame is read straight into the buffer that it is handed out in. */
export class FrameReader implements ConnectionOwner {
  readonly #room = Buffer.allocUnsafe(roomBytes)
  readonly #frame: (frame: Buffer) => void
  readonly #ended: (error: Error | undefined) => void
  readonly #size = Buffer.alloc(sizeBytes)
  #sizeAt = 0
  #body: Buffer | undefined
  #bodyAt = 0

  constructor(connection: Connection, frame: (frame: Buffer) => void, ended: (error: Error | undefined) => void) {
    this.#frame = frame
    this.#ended = ended
    connection.start(this)
  }

  room(): Uint8Array {
    const body = this.#body
    return body !== undefined && body.length - this.#bodyAt > roomBytes ? body.subarray(this.#bodyAt) : this.#room
  }

  received(length: number): void {
    const body = this.#body
    if (body !== undefined && body.length - this.#bodyAt > roomBytes) {
      this.#bodyAt += length
      if (this.#bodyAt === body.length) this.#give(body)
      return
    }
    for (let at = 0; at < length; ) at = this.#take(at, length)
  }

  /** Takes bytes of the room from `at`, at most to the end of what is being read, and returns where it stopped. */
  #take(at: number, end: number): number {
    if (this.#body === undefined) {
      const piece = Math.min(sizeBytes - this.#sizeAt, end - at)
      this.#room.copy(this.#size, this.#sizeAt, at, at + piece)
      this.#sizeAt += piece
      if (this.#sizeAt === sizeBytes) this.#begin()
      return this.#body === undefined && this.#sizeAt === sizeBytes ? end : at + piece
    }
    const piece = Math.min(this.#body.length - this.#bodyAt, end - at)
    this.#room.copy(this.#body, this.#bodyAt, at, at + piece)
    this.#bodyAt += piece
    if (this.#bodyAt === this.#body.length) this.#give(this.#body)
    return at + piece
  }

  #begin(): void {
    const size = this.#size.readInt32BE(0)
    if (size < sizeBytes || size > frameBytesMax) {
      this.#ended(new Error(foreign(this.#size)))
      return
    }
    this.#body = Buffer.allocUnsafe(size)
    this.#bodyAt = 0
  }

  #give(body: Buffer): void {
    this.#body = undefined
    this.#sizeAt = 0
    this.#frame(body)
  }

  drained(): void {}

  closed(error?: NetError): void {
    this.#ended(error)
  }
}
