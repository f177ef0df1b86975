/*
 * Owns the bytes of one connection until they are frames: where the next read goes, and cutting what came into frames.
 * Never looks inside a frame and never answers.
 */
import type { Admission } from './admission.ts'
import { largeSlabBytes, type SlabPool, slabBytes } from './slab-pool.ts'

/**
 * Reads of all connections that have no unfinished frame go into one shared buffer: a read is taken in the same call, so an
 * idle connection costs no buffer. Module-wide because the bytes never outlive that call.
 */
const shared = Buffer.allocUnsafeSlow(slabBytes)
const sizeBytes = 4
/** A frame's size and the API key, with which each request begins. */
const keyEndBytes = 6
/** The least room left after what is kept, so that a next read always has somewhere to go. */
const spareBytes = 4 * 1024

export interface FrameSink {
  /** May the next frame, a request of this API, be taken now? When not, cutting stops until `resume`. */
  wantsFrame(apiKey: number): boolean
  /** A whole frame without its size, at [from, to) of bytes that are valid during the call. */
  frame(bytes: Buffer, from: number, to: number): void
  /** The size announced by the next frame cannot be. Nothing more is cut. */
  badSize(size: number, firstBytes: Buffer): void
  /** The memory budget is used up: nothing more is to be read until there is room. */
  waitForMemory(): void
}

export class FrameCutter {
  readonly #sink: FrameSink
  readonly #pool: SlabPool
  readonly #admission: Admission
  readonly #frameBytesMax: number
  /** Unfinished bytes, at [begin, end) of `own`; undefined while there are none. */
  #own: Buffer | undefined
  #begin = 0
  #end = 0
  /** The largest frame so far: a connection that sends large ones is given a whole slab at once. */
  #largest = 0
  /** Where the read under way goes, from `givenAt`; undefined while what it brought is cut. */
  #given: Buffer | undefined
  #givenAt = 0
  /** A buffer that was given up while a read may still go into it. */
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

  /** Where the next read may go: asked long before the bytes come, so what is handed out here stays out of the pool. */
  room(): Uint8Array {
    this.#given = this.#own ?? shared
    this.#givenAt = this.#end
    return this.#givenAt === 0 ? this.#given : this.#given.subarray(this.#givenAt)
  }

  get hasUnfinished(): boolean {
    return this.#own !== undefined
  }

  /** A whole frame was read that the sink did not want when it was offered: somebody has to call `resume`. */
  get hasWhole(): boolean {
    return this.#hasWhole
  }

  /** Memory that the unfinished frame holds. */
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

  /** What was read went where the room was when it was asked for; meanwhile frames were cut and the unfinished one moved. */
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

  /** Back to the pool, unless a read may still go into it: then after that read. */
  #giveBack(buffer: Buffer): void {
    this.#admission.give(buffer.length)
    if (buffer === this.#given) this.#lent = buffer
    else this.#pool.give(buffer)
  }

  /** Goes on after the sink had not wanted a frame. */
  resume(): void {
    if (this.#own !== undefined && !this.#cutting && !this.#stopped) this.#cutOwn()
  }

  /** Gives every buffer back; nothing is cut any more. */
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

  /** Cuts whole frames from [from, to) and returns where the rest begins. */
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

  /** Bytes that the frame at the front announces, its size included. */
  #wanted(bytes: Buffer, from: number, to: number): number {
    return to - from < sizeBytes ? sizeBytes : sizeBytes + bytes.readInt32BE(from)
  }

  /** Moves the unfinished frame to the front, or into a larger buffer once the bytes that came have filled this one. */
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

  /** A connection that has sent large frames gets room for the next ones too: its reads then stay large. */
  #keep(bytes: Buffer, from: number, to: number): void {
    const arrived = to - from
    const likely = Math.min(slabBytes, 2 * this.#largest)
    this.#take(Math.max(likely, arrived + spareBytes), bytes, from, to)
  }

  /** Puts [from, to) into a buffer of its own that holds `bytes`. What is copied has arrived already, so waiting loses nothing. */
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
