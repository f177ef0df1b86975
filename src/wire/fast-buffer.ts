/** Node's own slice and write methods: they skip the encoding look-up of `toString` and `write`, but its types do not list them. */
export interface FastBuffer extends Buffer {
  base64urlSlice(from: number, to: number): string
  utf8Slice(from: number, to: number): string
  base64urlWrite(text: string, at: number, length: number): number
  utf8Write(text: string, at: number, length: number): number
}

/** The same bytes as a Buffer; no copy. */
export function fastBuffer(bytes: Uint8Array): FastBuffer {
  return (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) as FastBuffer
}
