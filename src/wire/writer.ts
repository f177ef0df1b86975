/*
 * Writes Kafka's wire types: computes the size, allocates once, and passes long records through.
 * Never copies long records, and never grows its buffer.
 */
import { UnsupportedVersionError } from './decode-error.ts'
import type { FastBuffer } from './fast-buffer.ts'
import type { UnknownTag } from './reader.ts'

/** Batches to write: one view, or several that are consecutive on the wire. */
export type RecordsInput = Uint8Array | readonly Uint8Array[] | null

/** Views of at least this many bytes are passed through to the socket instead of being copied. */
const spliceBytesMin = 1024
/** Bytes that `recordsBytes` counted as passed through since `messageWriter` last reset this. Nothing else reads it. */
let splicedBytes = 0

/** The two halves of writing a message. */
interface Encoder<I> {
  size(value: I, version: number): number
  encode(writer: Writer, value: I, version: number): void
}

/**
 * A writer for one message, preceded by `headBytes` that the caller writes first. Its buffer excludes long `records`, which
 * are passed through. @throws whatever `size` throws
 */
export function messageWriter<I>(codec: Encoder<I>, value: I, version: number, headBytes: number): Writer {
  splicedBytes = 0
  const bytes = headBytes + codec.size(value, version)
  return new Writer(bytes - splicedBytes, bytes)
}

/** Encodes one message into a new buffer. @throws whatever the codec throws */
export function encodeMessage<I>(codec: Encoder<I>, value: I, version: number): Buffer {
  const writer = messageWriter(codec, value, version, 0)
  codec.encode(writer, value, version)
  return Buffer.concat(writer.finish())
}

/** A message with a 16-bit prefix (a value's version or a key's type), as in internal topics and member metadata. */
export interface PrefixedMessage<I = unknown> {
  readonly codec: Encoder<I>
  readonly prefix: number
  readonly value: I
  readonly version: number
}

const prefixBytes = 2

/** Number of bytes that `writePrefixed` will write; the message has no long `records`. @throws whatever the codec's `size` throws */
export function messageBytes({ codec, value, version }: PrefixedMessage): number {
  return prefixBytes + codec.size(value, version)
}

export function writePrefixed(writer: Writer, { codec, prefix, value, version }: PrefixedMessage): void {
  writer.i16(prefix)
  codec.encode(writer, value, version)
}

/** As `encodeMessage`, with a 16-bit prefix. */
export function encodePrefixed<I>(codec: Encoder<I>, prefix: number, value: I, version: number): Buffer {
  const writer = messageWriter(codec, value, version, prefixBytes)
  writer.i16(prefix)
  codec.encode(writer, value, version)
  return Buffer.concat(writer.finish())
}

/** Up to this many characters, a loop is faster than a call into Node. */
const shortTextMax = 48

export function utf8Bytes(text: string): number {
  const length = text.length
  if (length > shortTextMax) return Buffer.byteLength(text)
  for (let index = 0; index < length; index++) if (text.charCodeAt(index) >= 0x80) return Buffer.byteLength(text)
  return length
}

export function uvarintBytes(value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : value < 0x10000000 ? 4 : 5
}

/** Size in bytes of a compact string including its length. @throws RangeError if it exceeds the limit of a non-compact string. */
export function compactStringBytes(text: string | null): number {
  if (text === null) return 1
  const bytes = stringBytes(text)
  return uvarintBytes(bytes + 1) + bytes
}

export function recordsBytes(records: RecordsInput): number {
  if (records === null) return 0
  if (records instanceof Uint8Array) {
    if (records.length >= spliceBytesMin) splicedBytes += records.length
    return records.length
  }
  let bytes = 0
  for (const chunk of records) {
    bytes += chunk.length
    if (chunk.length >= spliceBytesMin) splicedBytes += chunk.length
  }
  return bytes
}

export const zeroUuid = 'AAAAAAAAAAAAAAAAAAAAAA'

const uuidBytes = 16
/** A message often repeats the same uuid. */
let lastUuid = zeroUuid
const lastUuidBytes = new Uint8Array(uuidBytes)

const slabBytes = 0x10000
/** Larger messages get their own buffer, so that a frame waiting for a slow socket pins little more than itself. */
const fromSlabBytesMax = 0x2000
let slab = Buffer.alloc(0) as Buffer as FastBuffer
let slabView = new DataView(slab.buffer, slab.byteOffset, 0)
let slabAt = 0

/** Writes Kafka's wire types into a buffer of exactly the computed size. Long `records` become separate chunks. */
export class Writer {
  readonly #buffer: FastBuffer
  readonly #view: DataView
  readonly #chunks: Uint8Array[] = []
  #begin: number
  #at: number
  readonly #end: number
  /** Total size of the finished message, including passed-through records. */
  readonly wholeBytes: number

  constructor(size: number, wholeBytes = size) {
    this.wholeBytes = wholeBytes
    if (size > fromSlabBytesMax) {
      this.#buffer = Buffer.allocUnsafeSlow(size) as Buffer as FastBuffer
      this.#view = new DataView(this.#buffer.buffer, this.#buffer.byteOffset, size)
      this.#begin = 0
    } else {
      if (slabAt + size > slab.length) {
        slab = Buffer.allocUnsafeSlow(slabBytes) as Buffer as FastBuffer
        slabView = new DataView(slab.buffer, slab.byteOffset, slabBytes)
        slabAt = 0
      }
      this.#buffer = slab
      this.#view = slabView
      this.#begin = slabAt
      slabAt += size
    }
    this.#at = this.#begin
    this.#end = this.#begin + size
  }

  /**
   * Returns the written chunks in order. Chunks made from `records` are the caller's own views.
   * @throws Error if fewer bytes were written than the constructor was given: the codec's size and encode disagree.
   */
  finish(): Uint8Array[] {
    if (this.#at !== this.#end) throw new Error(`${this.#end - this.#at} bytes of a message are missing`)
    if (this.#at > this.#begin) this.#chunks.push(this.#buffer.subarray(this.#begin, this.#at))
    this.#begin = this.#at
    return this.#chunks
  }

  i8(value: number): void {
    this.#view.setInt8(this.#at, value)
    this.#at += 1
  }

  i16(value: number): void {
    this.#view.setInt16(this.#at, value)
    this.#at += 2
  }

  u16(value: number): void {
    this.#view.setUint16(this.#at, value)
    this.#at += 2
  }

  i32(value: number): void {
    this.#view.setInt32(this.#at, value)
    this.#at += 4
  }

  i32s(values: readonly number[]): void {
    let at = this.#at
    for (let index = 0; index < values.length; index++, at += 4) this.#view.setInt32(at, values[index] as number)
    this.#at = at
  }

  u32(value: number): void {
    this.#view.setUint32(this.#at, value)
    this.#at += 4
  }

  i64(value: bigint): void {
    this.#view.setBigInt64(this.#at, value)
    this.#at += 8
  }

  f64(value: number): void {
    this.#view.setFloat64(this.#at, value)
    this.#at += 8
  }

  bool(value: boolean): void {
    this.#view.setInt8(this.#at, value ? 1 : 0)
    this.#at += 1
  }

  uuid(value: string): void {
    if (value === lastUuid) {
      for (let index = 0; index < uuidBytes; index++) this.#buffer[this.#at + index] = lastUuidBytes[index] as number
      this.#at += uuidBytes
      return
    }
    const written = this.#buffer.base64urlWrite(value, this.#at, uuidBytes)
    if (written === uuidBytes) {
      lastUuid = value
      for (let index = 0; index < uuidBytes; index++) lastUuidBytes[index] = this.#buffer[this.#at + index] as number
    }
    this.#at += written
  }

  uvarint(value: number): void {
    let rest = value
    while (rest > 0x7f) {
      this.#view.setUint8(this.#at++, (rest & 0x7f) | 0x80)
      rest >>>= 7
    }
    this.#view.setUint8(this.#at++, rest)
  }

  /** A signed 32-bit zigzag varint, as used in records. */
  varint(value: number): void {
    this.uvarint(((value << 1) ^ (value >> 31)) >>> 0)
  }

  /** Reserves space that the caller fills in after finishing. */
  skip(bytes: number): void {
    this.#at += bytes
  }

  #text(text: string, bytes: number): void {
    if (bytes === text.length && bytes <= shortTextMax) {
      for (let index = 0; index < bytes; index++) this.#buffer[this.#at + index] = text.charCodeAt(index)
    } else {
      this.#buffer.utf8Write(text, this.#at, bytes)
    }
    this.#at += bytes
  }

  string(text: string | null): void {
    if (text === null) {
      this.i16(-1)
      return
    }
    const bytes = utf8Bytes(text)
    this.i16(bytes)
    this.#text(text, bytes)
  }

  compactString(text: string | null): void {
    if (text === null) {
      this.uvarint(0)
      return
    }
    const bytes = utf8Bytes(text)
    this.uvarint(bytes + 1)
    this.#text(text, bytes)
  }

  /** Bytes without a length prefix. */
  raw(bytes: Uint8Array): void {
    this.#buffer.set(bytes, this.#at)
    this.#at += bytes.length
  }

  bytes(bytes: Uint8Array | null): void {
    if (bytes === null) {
      this.i32(-1)
      return
    }
    this.i32(bytes.length)
    this.raw(bytes)
  }

  compactBytes(bytes: Uint8Array | null): void {
    if (bytes === null) {
      this.uvarint(0)
      return
    }
    this.uvarint(bytes.length + 1)
    this.raw(bytes)
  }

  #chunk(bytes: Uint8Array): void {
    if (bytes.length < spliceBytesMin) {
      this.raw(bytes)
      return
    }
    if (this.#at > this.#begin) this.#chunks.push(this.#buffer.subarray(this.#begin, this.#at))
    this.#begin = this.#at
    this.#chunks.push(bytes)
  }

  #records(records: Uint8Array | readonly Uint8Array[]): void {
    if (records instanceof Uint8Array) this.#chunk(records)
    else for (const chunk of records) this.#chunk(chunk)
  }

  records(records: RecordsInput): void {
    if (records === null) {
      this.i32(-1)
      return
    }
    this.i32(lengthOf(records))
    this.#records(records)
  }

  compactRecords(records: RecordsInput): void {
    if (records === null) {
      this.uvarint(0)
      return
    }
    this.uvarint(lengthOf(records) + 1)
    this.#records(records)
  }
}

function lengthOf(records: Uint8Array | readonly Uint8Array[]): number {
  return records instanceof Uint8Array ? records.length : records.reduce((sum, chunk) => sum + chunk.length, 0)
}

/** Length of a string in UTF-8 bytes. @throws RangeError if it exceeds 32,767, Kafka's limit. */
export function stringBytes(text: string): number {
  const bytes = utf8Bytes(text)
  if (bytes > 0x7fff) throw new RangeError(`a string of ${bytes} bytes is longer than any message may carry`)
  return bytes
}

export const noBytes: Uint8Array = new Uint8Array(0)

/** Size in bytes of a tagged field, including its tag and size. */
export function tagBytes(tag: number, bytes: number): number {
  return uvarintBytes(tag) + uvarintBytes(bytes) + bytes
}

export function writeTags(writer: Writer, tags: readonly UnknownTag[]): void {
  for (const { tag, bytes } of tags) {
    writer.uvarint(tag)
    writer.uvarint(bytes.length)
    writer.raw(bytes)
  }
}

export function unsupported(what: string, version: number): never {
  throw new UnsupportedVersionError(`${what} cannot be written at version ${version}`)
}
