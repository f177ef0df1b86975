import { RecordsError } from '../errors.ts'

/** Error for output over the limit; a broker returns MESSAGE_TOO_LARGE. */
export class TooMuchOutput extends RecordsError {
  constructor(limit: number) {
    super('MESSAGE_TOO_LARGE', `decompressed records exceed ${limit} bytes`)
  }
}

export const tooLarge = (limit: number): RecordsError => new TooMuchOutput(limit)

/** Error for a corrupt stream. Kafka has no specific error for it and returns this one. */
export const damaged = (what: string): RecordsError => new RecordsError('UNKNOWN_SERVER_ERROR', what)

const keptBytesMax = 1 << 20
const firstBytes = 16 << 10

/** Less than this is not worth it, and may lie in a pool that Node's buffers share. */
const freedBytesMin = 16 << 10

const pieceBytesMin = 16 << 10
const pieceBytesMax = 1 << 20

/**
 * What zlib is to make at once when `likelyBytes` come out: output in one piece was measured at half the cost of output in many.
 * A little more than that, because a piece that is exactly full is followed by an empty one.
 */
export const pieceBytes = (likelyBytes: number): number =>
  Math.max(pieceBytesMin, Math.min(likelyBytes, pieceBytesMax)) + 64

let nowhere: InstanceType<typeof MessagePort> | undefined

/** A port that is closed takes over what it is sent and drops it. What may not change hands stays with the collector. */
function free(memory: ArrayBuffer): void {
  // The sandbox of a test runner, such as that of jsdom, may lack it: then the collector has the memory.
  if (typeof MessageChannel === 'undefined') return
  if (nowhere === undefined) {
    nowhere = new MessageChannel().port1
    nowhere.close()
  }
  try {
    nowhere.postMessage(null, [memory])
  } catch {
    // Node 20 overlooks it, Node 22 says so.
  }
}

/**
 * A buffer that a decompressor fills, grown as output comes and never beyond its limit. It can be used again and again:
 * what `finish` answered is then overwritten. Room over 1 MiB is not kept.
 */
export class Output {
  #buf: Buffer
  #limit = 0
  length = 0

  constructor() {
    this.#buf = Buffer.allocUnsafeSlow(0)
  }

  begin(limit: number, expectedBytes = 0): void {
    this.#limit = limit
    this.length = 0
    if (this.#buf.length > keptBytesMax) this.#buf = Buffer.allocUnsafeSlow(0)
    const wanted = Math.min(limit, Math.max(expectedBytes, firstBytes))
    if (this.#buf.length < wanted) this.#buf = Buffer.allocUnsafeSlow(wanted)
  }

  /** The buffer, with room for `bytes` more behind `length`. Valid until the next call. Throws MESSAGE_TOO_LARGE. */
  reserve(bytes: number): Buffer {
    const needed = this.length + bytes
    if (needed > this.#limit) throw tooLarge(this.#limit)
    if (needed > this.#buf.length) {
      const grown = Buffer.allocUnsafeSlow(Math.min(this.#limit, Math.max(needed, this.#buf.length * 2)))
      this.#buf.copy(grown, 0, 0, this.length)
      this.#buf = grown
    }
    return this.#buf
  }

  get limit(): number {
    return this.#limit
  }

  write(bytes: Uint8Array): void {
    this.reserve(bytes.length).set(bytes, this.length)
    this.length += bytes.length
  }

  /**
   * As `write`, of what a library made for this call alone. Its memory is freed at once: the collector sees what lies outside of
   * its heap late, and was measured to cost as much as the codec does.
   */
  take(bytes: Uint8Array): void {
    this.write(bytes)
    if (bytes.byteLength >= freedBytesMin) free(bytes.buffer as ArrayBuffer)
  }

  /** A view of the written bytes. */
  finish(): Buffer {
    return this.#buf.subarray(0, this.length)
  }
}
