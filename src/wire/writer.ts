/*
 * Owns writing Kafka's wire types: sizes first, then one allocation, long records passed through.
 * Never copies a batch, and never grows what it was given.
 */
import { UnsupportedVersionError } from './decode-error.ts'
import type { FastBuffer } from './fast-buffer.ts'
import type { UnknownTag } from './reader.ts'

/** Batches to write: one view, or several that follow one another on the wire. */
export type RecordsInput = Uint8Array | readonly Uint8Array[] | null

/** Views at least this long are passed through to the socket instead of being copied. */
const spliceBytesMin = 1024
/** What `recordsBytes` counted as passed through since `messageWriter` began to ask for a size. Nothing else reads it. */
let splicedBytes = 0

/** The two halves of writing a message. */
interface Encoder<I> {
  size(value: I, version: number): number
  encode(writer: Writer, value: I, version: number): void
}

/**
 * A writer for one message behind `headBytes` that the caller writes first. Its buffer has no room for long `records`, which
 * are passed through. @throws what `size` throws
 */
export function messageWriter<I>(codec: Encoder<I>, value: I, version: number, headBytes: number): Writer {
  splicedBytes = 0
  const bytes = headBytes + codec.size(value, version)
  return new Writer(bytes - splicedBytes, bytes)
}

/** One message in bytes of its own. @throws what the codec throws */
export function encodeMessage<I>(codec: Encoder<I>, value: I, version: number): Buffer {
  const writer = messageWriter(codec, value, version, 0)
  codec.encode(writer, value, version)
  return Buffer.concat(writer.finish())
}

/** A message behind 16 bits: the version of a value or the type of a key, as internal topics and members have them. */
export interface PrefixedMessage<I = unknown> {
  readonly codec: Encoder<I>
  readonly prefix: number
  readonly value: I
  readonly version: number
}

const prefixBytes = 2

/** What `writePrefixed` will write; the message has no long `records`. @throws what the codec's `size` throws */
export function messageBytes({ codec, value, version }: PrefixedMessage): number {
  return prefixBytes + codec.size(value, version)
}

export function writePrefixed(writer: Writer, { codec, prefix, value, version }: PrefixedMessage): void {
  writer.i16(prefix)
  codec.encode(writer, value, version)
}

/** As `encodeMessage`, behind 16 bits. */
export function encodePrefixed<I>(codec: Encoder<I>, prefix: number, value: I, version: number): Buffer {
  const writer = messageWriter(codec, value, version, prefixBytes)
  writer.i16(prefix)
  codec.encode(writer, value, version)
  return Buffer.concat(writer.finish())
}

/** Up to this many characters a loop is quicker than a call into Node. */
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

/** Bytes of a compact string with its length. @throws RangeError when it is longer than a classic one could be. */
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
/** One message often has the same uuid many times. */
let lastUuid = zeroUuid
const lastUuidBytes = new Uint8Array(uuidBytes)

const slabBytes = 0x10000
/** Larger messages get a buffer of their own, so that a frame which waits for a slow socket pins little besides itself. */
const fromSlabBytesMax = 0x2000
let slab = Buffer.alloc(0) as Buffer as FastBuffer
let slabView = new DataView(slab.buffer, slab.byteOffset, 0)
let slabAt = 0

/** Writes Kafka's wire types into room of exactly the size computed before. Long `records` become chunks of their own. */
export class Writer {
  readonly #buffer: FastBuffer
  readonly #view: DataView
  readonly #chunks: Uint8Array[] = []
  #begin: number
  #at: number
  readonly #end: number
  /** What will have been written in the end, with what is passed through. */
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
   * What was written, in order. The chunks made from `records` are the caller's own views.
   * @throws Error when that is not as much as the constructor was told: a codec whose size and encode disagree.
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

  /** A signed number as records have it: zigzag, 32 bits. */
  varint(value: number): void {
    this.uvarint(((value << 1) ^ (value >> 31)) >>> 0)
  }

  /** Leaves room for what the caller writes into the finished bytes. */
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

  /** Bytes without a length before them. */
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

/** UTF-8 bytes of a string, as its length says them. @throws RangeError when that is more than 32,767, Kafka's limit. */
export function stringBytes(text: string): number {
  const bytes = utf8Bytes(text)
  if (bytes > 0x7fff) throw new RangeError(`a string of ${bytes} bytes is longer than any message may carry`)
  return bytes
}

export const noBytes: Uint8Array = new Uint8Array(0)

/** Bytes of a tagged field with its tag and its size. */
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
