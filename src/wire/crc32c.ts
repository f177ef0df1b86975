import { loadNative } from './native.ts'
import { loadPackage } from './packages.ts'

type Crc = (bytes: Uint8Array, seed?: number) => number

/** Below this many bytes a call into native code costs more than it saves. */
const nativeBytesMin = 100
/** Total bytes before the native package is loaded, because loading costs 3 MB and several milliseconds. */
const portableBytesMax = 16_384

let portable: Crc | undefined
let native: Crc | undefined
let portableBytes = 0

function loadPortable(): Crc {
  const { buf } = loadPackage('crc-32/crc32c') as { buf(bytes: Uint8Array, seed?: number): number }
  return (bytes, seed = 0) => buf(bytes, seed) >>> 0
}

/** Falls back to the portable implementation if the optional native package is missing or turned off. */
function loadNativeSum(): Crc {
  const sum = loadNative<{ readonly crc32c: Crc }>('@node-rs/crc32')?.crc32c
  return sum === undefined ? crc32cPortable : (bytes, seed = 0) => sum(bytes, seed) >>> 0
}

/** CRC-32C in plain JavaScript. */
export function crc32cPortable(bytes: Uint8Array, seed = 0): number {
  portable ??= loadPortable()
  return portable(bytes, seed)
}

/** CRC-32C (Castagnoli) of the bytes as an unsigned 32-bit number; `seed` is the checksum of the preceding bytes. */
export function crc32c(bytes: Uint8Array, seed = 0): number {
  if (bytes.length < nativeBytesMin) return crc32cPortable(bytes, seed)
  if (native === undefined) {
    portableBytes += bytes.length
    if (portableBytes <= portableBytesMax) return crc32cPortable(bytes, seed)
    native = loadNativeSum()
  }
  return native(bytes, seed)
}
