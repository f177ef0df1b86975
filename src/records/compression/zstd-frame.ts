/**
 * Writes zstd where nothing else can: a valid frame of stored blocks, and of repeated bytes where a block is one.
 * Everyone can read it; it is smaller only where the input is one byte over and over.
 */
const wholeBlockBytes = 128 << 10
const storedFlag = 0
const repeatedBlock = 1

/** A frame without content size or checksum, with a window of 128 KiB. */
export function compressZstdFrame(bytes: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, (17 - 10) << 3])]
  for (let at = 0; at < bytes.length || parts.length === 1; at += wholeBlockBytes) {
    const block = bytes.subarray(at, at + wholeBlockBytes)
    const last = at + wholeBlockBytes >= bytes.length ? 1 : 0
    const repeated = block.length > 1 && block.compare(block, 1, block.length, 0, block.length - 1) === 0
    const header = Buffer.allocUnsafe(3)
    header.writeUIntLE(last | ((repeated ? repeatedBlock : storedFlag) << 1) | (block.length << 3), 0, 3)
    parts.push(header, repeated ? block.subarray(0, 1) : block)
  }
  return Buffer.concat(parts)
}
