import { DecodeError, type DecodeErrorCode } from './decode-error.ts'

/** A tagged field that the schema does not know, kept so that it survives decode and encode (KIP-482). */
export interface UnknownTag {
  readonly tag: number
  readonly bytes: Uint8Array
}

const shortStringBytes = 24

/** Node's own slice methods: they skip the encoding look-up of `toString`, but its types do not list them. */
interface FastBuffer extends Buffer {
  base64urlSlice(from: number, to: number): string
  utf8Slice(from: number, to: number): string
}

/**
 * Reads Kafka's wire types from a view. Owned by one decode at a time; never copies bytes, so what it returns lives as long
 * as the bytes do. Every count and length is checked against what remains before anything is made for it.
 * @throws DecodeError from every method.
 */
export class Reader {
  readonly buffer: FastBuffer
  readonly #view: DataView
  readonly end: number
  at: number

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.buffer = (
      Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    ) as FastBuffer
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.at = at
    this.end = end
  }

  get remaining(): number {
    return this.end - this.at
  }

  fail(code: DecodeErrorCode, message: string): never {
    throw new DecodeError(code, this.at, message)
  }

  /** Takes `length` bytes and returns where they begin. */
  #take(length: number): number {
    const at = this.at
    if (at + length > this.end) this.fail('TRUNCATED', `${length} bytes wanted, ${this.end - at} left`)
    this.at = at + length
    return at
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

  /** Any byte but 0 is true, as in Kafka. */
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
    if (length <= shortStringBytes) {
      let text = ''
      let index = at
      const end = at + length
      for (; index < end; index++) {
        const byte = this.buffer[index] as number
        if (byte >= 0x80) break
        text += String.fromCharCode(byte)
      }
      if (index === end) return text
    }
    return this.buffer.utf8Slice(at, at + length)
  }

  nullableString(): string | null {
    const length = this.i16()
    if (length < -1) this.fail('BAD_LENGTH', `string length ${length}`)
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

  #count(count: number, elementBytesMin: number): number {
    if (count * elementBytesMin > this.end - this.at) {
      this.fail('BAD_LENGTH', `${count} elements announced, ${this.end - this.at} bytes left`)
    }
    return count
  }

  /** Number of elements of an array; -1 for null. `elementBytesMin`: least that one element takes, at least 1. */
  nullableCount(elementBytesMin: number): number {
    const count = this.i32()
    return count < 0 ? -1 : this.#count(count, elementBytesMin)
  }

  compactNullableCount(elementBytesMin: number): number {
    const count = this.uvarint() - 1
    return count < 0 ? -1 : this.#count(count, elementBytesMin)
  }

  count(elementBytesMin: number): number {
    const count = this.nullableCount(elementBytesMin)
    return count < 0 ? this.fail('UNEXPECTED_NULL', 'null where an array is needed') : count
  }

  compactCount(elementBytesMin: number): number {
    const count = this.compactNullableCount(elementBytesMin)
    return count < 0 ? this.fail('UNEXPECTED_NULL', 'null where an array is needed') : count
  }

  /** Number of tagged fields; each takes two bytes at least. */
  tagCount(): number {
    const count = this.uvarint()
    return count === 0 ? 0 : this.#count(count, 2)
  }

  /** Bounds of one tagged field: moves nothing but the size. Returns where it ends. */
  tagEnd(): number {
    const size = this.uvarint()
    const end = this.at + size
    if (end > this.end) this.fail('TRUNCATED', `tagged field of ${size} bytes, ${this.end - this.at} left`)
    return end
  }

  unknownTag(tag: number, end: number): UnknownTag {
    const bytes = this.buffer.subarray(this.at, end)
    this.at = end
    return { tag, bytes }
  }
}
