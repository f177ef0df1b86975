import { loadPackage } from './packages.ts'

type Crc = (bytes: Uint8Array, seed?: number) => number

/** Below this many bytes the call into native code costs more than it gains. */
const nativeBytesMin = 100

let portable: Crc | undefined
let native: Crc | undefined

function loadPortable(): Crc {
  const { buf } = loadPackage('crc-32/crc32c') as { buf(bytes: Uint8Array, seed?: number): number }
  return (bytes, seed = 0) => buf(bytes, seed) >>> 0
}

/** The native package is optional: where it is not installed, or OTTLA_NO_NATIVE is set, the portable sum takes its place. */
function loadNative(): Crc {
  if (!process.env.OTTLA_NO_NATIVE) {
    try {
      const { crc32c: sum } = loadPackage('@node-rs/crc32') as { crc32c(bytes: Uint8Array, seed?: number): number }
      return (bytes, seed = 0) => sum(bytes, seed) >>> 0
    } catch {
      return crc32cPortable
    }
  }
  return crc32cPortable
}

/** CRC-32C in plain JavaScript. */
export function crc32cPortable(bytes: Uint8Array, seed = 0): number {
  portable ??= loadPortable()
  return portable(bytes, seed)
}

/** CRC-32C (Castagnoli) of the bytes as an unsigned 32-bit number; `seed` is the sum of what came before. */
export function crc32c(bytes: Uint8Array, seed = 0): number {
  if (bytes.length < nativeBytesMin) return crc32cPortable(bytes, seed)
  native ??= loadNative()
  return native(bytes, seed)
}
