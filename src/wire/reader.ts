/*
 * Reads Kafka's wire types from bytes, with bounds that make hostile input harmless.
 * Never copies bytes, and never allocates more than the remaining bytes justify.
 */
import { DecodeError, type DecodeErrorCode } from './decode-error.ts'
import { type FastBuffer, fastBuffer } from './fast-buffer.ts'
import { utf8Text } from './text.ts'

/** A tagged field that the schema does not know, kept so that it survives decode and encode (KIP-482). */
export interface UnknownTag {
  readonly tag: number
  readonly bytes: Uint8Array
}

/** Heap that a decode may use regardless of the message size: enough for any small message. */
const heapBytesFree = 0x10000
/** The highest legitimate ratio in any schema is 44 (an empty topic of a Metadata request); only floods of tags exceed it. */
const heapBytesPerByte = 48
/** No legitimate 100 MiB frame needs more heap than this: its bulk is records, which are views. */
const heapBytesMax = 0x8000000
/** No limit: the largest integer that needs no heap. */
const elementsWithoutLimit = 0x3fffffff
const textHeapBytes = 24
const viewHeapBytes = 128
const tagHeapBytes = 200

/** Last buffer and its view: a connection's frames share one buffer, and creating a view costs as much as twenty reads. */
let lastBytes: Uint8Array | undefined
let lastView: DataView
const keptBytesMax = 0x100000

function viewOf(bytes: Uint8Array): DataView {
  if (bytes === lastBytes) return lastView
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length > keptBytesMax) return view
  lastBytes = bytes
  lastView = view
  return view
}

/**
 * Reads Kafka's wire types from a view. Owned by one decode at a time. Never copies bytes, so returned views are valid only
 * as long as the input. Checks every count and length against the remaining bytes before allocating.
 * @throws DecodeError from every method.
 */
export class Reader {
  readonly buffer: FastBuffer
  readonly #view: DataView
  readonly end: number
  at: number
  /** Origin of the offsets in errors. */
  readonly #origin: number
  #heapBytesLeft: number
  #elementsLeft: number

  /**
   * Reads [at, end) of `bytes`; errors report offsets relative to `origin`. `elementsMax` limits the total number of elements in
   * all arrays of the message.
   */
  constructor(bytes: Uint8Array, at = 0, end = bytes.length, origin = 0, elementsMax = elementsWithoutLimit) {
    this.buffer = fastBuffer(bytes)
    this.#elementsLeft = elementsMax
    this.#heapBytesLeft = Math.min(heapBytesFree + (end - at) * heapBytesPerByte, heapBytesMax)
    this.#view = viewOf(bytes)
    this.at = at
    this.end = end
    this.#origin = origin
  }

  /** A reader of the remaining bytes, copied into a buffer of their own. */
  copy(): Reader {
    const bytes = Buffer.from(this.buffer.subarray(this.at, this.end))
    return new Reader(bytes, 0, bytes.length, this.#origin - this.at, this.#elementsLeft)
  }

  get remaining(): number {
    return this.end - this.at
  }

  fail(code: DecodeErrorCode, message: string): never {
    throw new DecodeError(code, this.at - this.#origin, message)
  }

  /** Skips `length` bytes and returns their start position. */
  #take(length: number): number {
    const at = this.at
    if (at + length > this.end) this.fail('TRUNCATED', `${length} bytes wanted, ${this.end - at} left`)
    this.at = at + length
    return at
  }

  /** Charges the heap that the next value will use, before allocating it. */
  #charge(heapBytes: number): void {
    this.#heapBytesLeft -= heapBytes
    if (this.#heapBytesLeft < 0) this.fail('TOO_LARGE', 'more objects than the size of the message justifies')
  }

  #admit(elements: number): void {
    this.#elementsLeft -= elements
    if (this.#elementsLeft < 0) this.fail('TOO_LARGE', 'more elements than a message may have')
  }

  i8(): number {
    return this.#view.getInt8(this.#take(1))
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1))
  }

  i16(): number {
    return this.#view.getInt16(this.#take(2))
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2))
  }

  i32(): number {
    return this.#view.getInt32(this.#take(4))
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4))
  }

  i64(): bigint {
    return this.#view.getBigInt64(this.#take(8))
  }

  f64(): number {
    return this.#view.getFloat64(this.#take(8))
  }

  /** Any non-zero byte is true, as in Kafka. */
  bool(): boolean {
    return this.#view.getUint8(this.#take(1)) !== 0
  }

  /** Base64url without padding, 22 characters. */
  uuid(): string {
    const at = this.#take(16)
    return this.buffer.base64urlSlice(at, at + 16)
  }

  /** Unsigned 32-bit varint, at most five bytes. */
  uvarint(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value >>> 0
    }
    return this.fail('BAD_VARINT', 'a varint of more than five bytes')
  }

  #text(length: number): string {
    const at = this.#take(length)
    if (length > 1) this.#charge(textHeapBytes + length)
    return utf8Text(this.buffer, at, at + length)
  }

  /** Any negative length is null, as in Kafka. */
  nullableString(): string | null {
    const length = this.i16()
    return length < 0 ? null : this.#text(length)
  }

  compactNullableString(): string | null {
    const length = this.uvarint() - 1
    if (length > 0x7fff) this.fail('BAD_LENGTH', `string length ${length}`)
    return length < 0 ? null : this.#text(length)
  }

  string(): string {
    return this.nullableString() ?? this.fail('UNEXPECTED_NULL', 'null where a string is needed')
  }

  compactString(): string {
    return this.compactNullableString() ?? this.fail('UNEXPECTED_NULL', 'null where a string is needed')
  }

  #slice(length: number): Buffer {
    const at = this.#take(length)
    this.#charge(viewHeapBytes)
    return this.buffer.subarray(at, at + length)
  }

  /** A view. */
  nullableBytes(): Buffer | null {
    const length = this.i32()
    return length < 0 ? null : this.#slice(length)
  }

  /** A view. */
  compactNullableBytes(): Buffer | null {
    const length = this.uvarint() - 1
    return length < 0 ? null : this.#slice(length)
  }

  /** A view. */
  bytes(): Buffer {
    return this.nullableBytes() ?? this.fail('UNEXPECTED_NULL', 'null where bytes are needed')
  }

  /** A view. */
  compactBytes(): Buffer {
    return this.compactNullableBytes() ?? this.fail('UNEXPECTED_NULL', 'null where bytes are needed')
  }

  #count(count: number, elementBytesMin: number, elementHeapBytes: number): number {
    if (count * elementBytesMin > this.end - this.at) {
      this.fail('BAD_LENGTH', `${count} elements announced, ${this.end - this.at} bytes left`)
    }
    this.#admit(count)
    this.#charge(count * elementHeapBytes)
    return count
  }

  /**
   * Number of elements of an array; -1 for null. `elementBytesMin`: minimum wire size of one element, at least 1;
   * `elementHeapBytes`: approximate heap for one decoded element, without its strings and bytes.
   */
  nullableCount(elementBytesMin: number, elementHeapBytes: number): number {
    const count = this.i32()
    return count < 0 ? -1 : this.#count(count, elementBytesMin, elementHeapBytes)
  }

  compactNullableCount(elementBytesMin: number, elementHeapBytes: number): number {
    const count = this.uvarint() - 1
    return count < 0 ? -1 : this.#count(count, elementBytesMin, elementHeapBytes)
  }

  count(elementBytesMin: number, elementHeapBytes: number): number {
    const count = this.nullableCount(elementBytesMin, elementHeapBytes)
    return count < 0 ? this.fail('UNEXPECTED_NULL', 'null where an array is needed') : count
  }

  compactCount(elementBytesMin: number, elementHeapBytes: number): number {
    const count = this.compactNullableCount(elementBytesMin, elementHeapBytes)
    return count < 0 ? this.fail('UNEXPECTED_NULL', 'null where an array is needed') : count
  }

  #i32s(count: number): number[] {
    const at = this.#take(count * 4)
    const view = this.#view
    // A literal is created inline; `new Array` with a run-time length is a call. Most lists are replicas.
    if (count === 0) return []
    if (count === 1) return [view.getInt32(at)]
    if (count === 2) return [view.getInt32(at), view.getInt32(at + 4)]
    if (count === 3) return [view.getInt32(at), view.getInt32(at + 4), view.getInt32(at + 8)]
    this.#admit(count)
    this.#charge(count * 8)
    const list = new Array<number>(count)
    for (let index = 0; index < count; index++) list[index] = view.getInt32(at + index * 4)
    return list
  }

  /** Arrays of i32 are the most common: replicas, in-sync replicas, partitions. */
  nullableI32s(): number[] | null {
    const count = this.i32()
    return count < 0 ? null : this.#i32s(count)
  }

  compactNullableI32s(): number[] | null {
    const count = this.uvarint() - 1
    return count < 0 ? null : this.#i32s(count)
  }

  i32s(): number[] {
    const count = this.i32()
    return count < 0 ? this.fail('UNEXPECTED_NULL', 'null where an array is needed') : this.#i32s(count)
  }

  compactI32s(): number[] {
    const count = this.uvarint() - 1
    return count < 0 ? this.fail('UNEXPECTED_NULL', 'null where an array is needed') : this.#i32s(count)
  }

  /** Number of tagged fields; each takes at least two bytes. */
  tagCount(): number {
    const count = this.uvarint()
    return count === 0 ? 0 : this.#count(count, 2, 0)
  }

  /** Reads the size of one tagged field and returns the field's end position. */
  tagEnd(): number {
    const size = this.uvarint()
    const end = this.at + size
    if (end > this.end) this.fail('TRUNCATED', `tagged field of ${size} bytes, ${this.end - this.at} left`)
    return end
  }

  /** The rest of a tagged field as a view. `end` comes from `tagEnd`. */
  unknownTag(tag: number, end: number): UnknownTag {
    this.#charge(tagHeapBytes)
    const bytes = this.buffer.subarray(this.at, end)
    this.at = end
    return { tag, bytes }
  }
}
