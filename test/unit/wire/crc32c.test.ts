import { createRequire } from 'node:module'
import fc from 'fast-check'
import { crc32c, crc32cPortable } from '../../../src/wire/index.ts'

test('the check value of CRC-32C comes out', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283)
  expect(crc32cPortable(Buffer.from('123456789'))).toBe(0xe3069283)
})

test('the native and the portable sum agree on any bytes', () => {
  crc32c(Buffer.alloc(20_000)) // From here on long input goes to the native package.
  expect(createRequire(import.meta.url).resolve('@node-rs/crc32')).toMatch('crc32')
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => crc32c(bytes) === crc32cPortable(bytes)))
})

test('a sum goes on where the one before it ended', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(400), (bytes, cut) => {
      const head = bytes.subarray(0, Math.min(cut, bytes.length))
      const tail = bytes.subarray(head.length)
      return crc32c(tail, crc32c(head)) === crc32c(bytes) && crc32cPortable(tail, crc32c(head)) === crc32c(bytes)
    })
  )
})
