import { createRequire } from 'node:module'

type Crc = (bytes: Uint8Array, seed?: number) => number

const require = createRequire(import.meta.url)
/** Below this many bytes the call into native code costs more than it gains (measured; see bench/crc32c). */
const nativeBytesMin = 100

/** CRC-32C in plain JavaScript. `seed` continues a sum. Unsigned. */
const portable: Crc = (() => {
  const { buf } = require('crc-32/crc32c') as { buf(bytes: Uint8Array, seed?: number): number }
  return (bytes, seed = 0) => buf(bytes, seed) >>> 0
})()

/** The native package is optional: undefined where it is not installed or OTTLA_NO_NATIVE is set. */
function loadNative(): Crc | undefined {
  if (process.env.OTTLA_NO_NATIVE) return undefined
  try {
    const { crc32c } = require('@node-rs/crc32') as { crc32c(bytes: Uint8Array, seed?: number): number }
    return (bytes, seed = 0) => crc32c(bytes, seed) >>> 0
  } catch {
    return undefined
  }
}

const native = loadNative()

/** CRC-32C (Castagnoli) of the bytes as an unsigned 32-bit number; `seed` is the sum of what came before. */
export const crc32c: Crc =
  native === undefined
    ? portable
    : (bytes, seed = 0) => (bytes.length < nativeBytesMin ? portable(bytes, seed) : native(bytes, seed))

export const crc32cPortable = portable
