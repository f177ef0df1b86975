/*
 * Turns the bytes of one connection into frames: provides room for the next read and cuts whole frames. Does not look inside
 * frames and does not answer.
 */
import type { Admission } from './admission.ts'
import { largeSlabBytes, type SlabPool, slabBytes } from './slab-pool.ts'

/**
 * Shared read buffer of all connections without an unfinished frame. The bytes are consumed in the same call, so an idle
 * connection needs no buffer. Module-wide because the bytes never outlive that call.
 */
const shared = Buffer.allocUnsafeSlow(slabBytes)
const sizeBytes = 4
/** Size of a frame and the API key, with which every request starts. */
const keyEndBytes = 6
/** Minimum free space behind the kept bytes, so that the next read always has room. */
const spareBytes = 4 * 1024

export interface FrameSink {
  /** Whether the next frame, a request of this API, may be taken now. If not, cutting stops until `resume`. */
  wantsFrame(apiKey: number): boolean
  /** Receives a whole frame without its size field, at [from, to). The bytes are valid during the call only. */
  frame(bytes: Buffer, from: number, to: number): void
  /** The next frame announces an impossible size. Cutting has stopped. */
  badSize(size: number, firstBytes: Buffer): void
  /** The memory budget is exhausted; nothing more may be read until there is room. */
  waitForMemory(): void
}

export class FrameCutter {
  readonly #sink: FrameSink
  readonly #pool: SlabPool
  readonly #admission: Admission
  readonly #frameBytesMax: number
  /** Unfinished bytes, at [begin, end) of `own`; undefined if there are none. */
  #own: Buffer | undefined
  #begin = 0
  #end = 0
  /** Size of the largest frame so far. A connection that sends large frames gets a whole slab right away. */
  #largest = 0
  /** Target of the pending read, from `givenAt`; undefined while its bytes are being cut. */
  #given: Buffer | undefined
  #givenAt = 0
  /** A buffer that was released while a read may still write into it. */
  #lent: Buffer | undefined
  #cutting = false
  #stopped = false
  #hasWhole = false

  constructor(sink: FrameSink, pool: SlabPool, admission: Admission, frameBytesMax: number) {
    this.#sink = sink
    this.#pool = pool
    this.#admission = admission
    this.#frameBytesMax = frameBytesMax
  }

  /** The target for the next read. It is requested long before the bytes arrive, so this buffer stays out of the pool. */
  room(): Uint8Array {
    this.#given = this.#own ?? shared
    this.#givenAt = this.#end
    return this.#givenAt === 0 ? this.#given : this.#given.subarray(this.#givenAt)
  }

  get hasUnfinished(): boolean {
    return this.#own !== undefined
  }

  /** A whole frame is left that the sink refused, so someone must call `resume`. */
  get hasWhole(): boolean {
    return this.#hasWhole
  }

  /** Memory held by the unfinished frame. */
  get heldBytes(): number {
    return this.#own?.length ?? 0
  }

  received(length: number): void {
    if (this.#stopped) return
    const given = this.#given
    const from = this.#givenAt
    this.#given = undefined
    if (this.#own === undefined) {
      const cut = this.#cut(given as Buffer, from, from + length)
      if (cut < from + length && !this.#stopped) this.#keep(given as Buffer, cut, from + length)
    } else {
      if (given === this.#own && from === this.#end) this.#end += length
      else this.#append(given as Buffer, from, length)
      this.#cutOwn()
    }
    this.#giveBackLent()
  }

  /**
   * The read went into the room that was current when it was requested, but frames were cut since then and the unfinished one has
   * moved.
   */
  #append(given: Buffer, from: number, length: number): void {
    const own = this.#own as Buffer
    if (own.length - this.#end < length) this.#take(this.#end - this.#begin + length, own, this.#begin, this.#end)
    given.copy(this.#own as Buffer, this.#end, from, from + length)
    this.#end += length
  }

  #giveBackLent(): void {
    if (this.#lent !== undefined) this.#pool.give(this.#lent)
    this.#lent = undefined
  }

  /** Returns a buffer to the pool, or after the pending read if one may still write into it. */
  #giveBack(buffer: Buffer): void {
    this.#admission.give(buffer.length)
    if (buffer === this.#given) this.#lent = buffer
    else this.#pool.give(buffer)
  }

  /** Continues after the sink refused a frame. */
  resume(): void {
    if (this.#own !== undefined && !this.#cutting && !this.#stopped) this.#cutOwn()
  }

  /** Returns all buffers. Nothing is cut from now on. */
  stop(): void {
    this.#stopped = true
    this.#hasWhole = false
    if (!this.#cutting) this.#release()
  }

  #release(): void {
    if (this.#own === undefined) return
    this.#giveBack(this.#own)
    this.#own = undefined
    this.#begin = this.#end = 0
  }

  /** Cuts whole frames from [from, to) and returns the position of the rest. */
  #cut(bytes: Buffer, from: number, to: number): number {
    let at = from
    this.#cutting = true
    this.#hasWhole = false
    while (to - at >= sizeBytes && !this.#stopped) {
      const size = bytes.readInt32BE(at)
      if (size < 0 || size > this.#frameBytesMax) {
        this.#stopped = true
        this.#sink.badSize(size, bytes.subarray(at, Math.min(to, at + 16)))
        break
      }
      if (to - at < sizeBytes + size) break
      const apiKey = to - at < keyEndBytes ? -1 : bytes.readInt16BE(at + sizeBytes)
      if (!this.#sink.wantsFrame(apiKey)) {
        this.#hasWhole = true
        break
      }
      at += sizeBytes + size
      if (size > this.#largest) this.#largest = size
      this.#sink.frame(bytes, at - size, at)
    }
    this.#cutting = false
    return at
  }

  #cutOwn(): void {
    const own = this.#own as Buffer
    this.#begin = this.#cut(own, this.#begin, this.#end)
    if (this.#stopped || this.#begin === this.#end) this.#release()
    else this.#makeRoom(own)
  }

  /** Total size of the first frame as announced, including the size field. */
  #wanted(bytes: Buffer, from: number, to: number): number {
    return to - from < sizeBytes ? sizeBytes : sizeBytes + bytes.readInt32BE(from)
  }

  /** Moves the unfinished frame to the front of the buffer, or to a larger buffer once this one is full. */
  #makeRoom(own: Buffer): void {
    const unfinished = this.#end - this.#begin
    const wanted = this.#wanted(own, this.#begin, this.#end)
    if (this.#begin > 0 && (own.length - this.#end < own.length / 4 || wanted > own.length - this.#begin)) {
      own.copyWithin(0, this.#begin, this.#end)
      this.#begin = 0
      this.#end = unfinished
    }
    if (this.#end < own.length) return
    const likely = Math.min(this.#largest, largeSlabBytes)
    const grown = Math.max(Math.min(wanted, Math.max(own.length * 2, likely)), unfinished + spareBytes)
    this.#take(grown, own, this.#begin, this.#end)
  }

  /** A connection that has sent large frames gets room for the next one as well, so that its reads stay large. */
  #keep(bytes: Buffer, from: number, to: number): void {
    const arrived = to - from
    const likely = Math.min(slabBytes, 2 * this.#largest)
    this.#take(Math.max(likely, arrived + spareBytes), bytes, from, to)
  }

  /** Copies [from, to) into a buffer of `bytes`. The copied bytes have already arrived, so waiting for memory loses nothing. */
  #take(capacity: number, bytes: Buffer, from: number, to: number): void {
    const before = this.#own
    const larger = this.#pool.take(capacity)
    bytes.copy(larger, 0, from, to)
    this.#own = larger
    this.#begin = 0
    this.#end = to - from
    if (before !== undefined) this.#giveBack(before)
    if (!this.#admission.take(larger.length)) this.#sink.waitForMemory()
  }
}
