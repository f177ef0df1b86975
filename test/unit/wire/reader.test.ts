import { DecodeError, Reader } from '../../../src/wire/index.ts'

const reader = (hex: string) => new Reader(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const codeOf = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    if (error instanceof DecodeError) return error.code
    throw error
  }
  return 'no error'
}

test('numbers are read at the extremes of their types', () => {
  expect(reader('80').i8()).toBe(-128)
  expect(reader('8000').i16()).toBe(-32768)
  expect(reader('ffff').u16()).toBe(65535)
  expect(reader('80000000').i32()).toBe(-2147483648)
  expect(reader('ffffffff').u32()).toBe(4294967295)
  expect(reader('8000000000000000').i64()).toBe(-(2n ** 63n))
  expect(reader('7fffffffffffffff').i64()).toBe(2n ** 63n - 1n)
  expect(reader('7fefffffffffffff').f64()).toBe(Number.MAX_VALUE)
})

test('any byte but zero is true', () => {
  expect([reader('00').bool(), reader('01').bool(), reader('ff').bool()]).toEqual([false, true, true])
})

test.each([
  ['00', 0],
  ['7f', 127],
  ['80 01', 128],
  ['ff ff ff ff 0f', 4294967295]
])('the unsigned varint %s is %d', (hex, value) => {
  expect(reader(hex).uvarint()).toBe(value)
})

test('a varint of more than five bytes is refused', () => {
  expect(codeOf(() => reader('ff ff ff ff ff 01').uvarint())).toBe('BAD_VARINT')
})

test('a uuid is 22 characters of base64url, as Kafka prints it', () => {
  expect(reader('00000000 00000000 00000000 00000000').uuid()).toBe('AAAAAAAAAAAAAAAAAAAAAA')
  expect(reader('fbefbefb efbefbef befbefbe fbefbefb').uuid()).toBe('---------------------w')
})

test('every read past the end says where it began', () => {
  const reads = ['i8', 'i16', 'u16', 'i32', 'u32', 'i64', 'f64', 'bool', 'uuid', 'uvarint'] as const
  for (const name of reads) expect(codeOf(() => reader('')[name]())).toBe('TRUNCATED')
  const short = reader('00 05 61 62')
  expect(() => short.string()).toThrow(new DecodeError('TRUNCATED', 2, '5 bytes wanted, 2 left'))
})

test('any negative length of a string is null, as in Kafka', () => {
  expect(reader('ffff').nullableString()).toBeNull()
  expect(reader('8000').nullableString()).toBeNull()
  expect(reader('00').compactNullableString()).toBeNull()
})

test('null where the schema has no null is an error', () => {
  expect(codeOf(() => reader('ffff').string())).toBe('UNEXPECTED_NULL')
  expect(codeOf(() => reader('00').compactString())).toBe('UNEXPECTED_NULL')
  expect(codeOf(() => reader('ffffffff').bytes())).toBe('UNEXPECTED_NULL')
  expect(codeOf(() => reader('00').compactBytes())).toBe('UNEXPECTED_NULL')
  expect(codeOf(() => reader('ffffffff').count(1, 8))).toBe('UNEXPECTED_NULL')
  expect(codeOf(() => reader('00').compactCount(1, 8))).toBe('UNEXPECTED_NULL')
  expect(codeOf(() => reader('00').compactI32s())).toBe('UNEXPECTED_NULL')
})

test('a compact string may not be longer than a classic one could be', () => {
  expect(codeOf(() => new Reader(Buffer.alloc(70000, 0xff).fill(0x81, 0, 2)).compactString())).toBe('BAD_VARINT')
  const long = Buffer.concat([Buffer.from('818002', 'hex'), Buffer.alloc(40000)])
  expect(codeOf(() => new Reader(long).compactString())).toBe('BAD_LENGTH')
})

test('bytes are views of what was read', () => {
  const bytes = Buffer.from('00000002abcd', 'hex')
  const view = new Reader(bytes).bytes()
  bytes[5] = 0xee
  expect(view.toString('hex')).toBe('abee')
})

test('a message in the midst of other bytes is read to its end, and errors count from where it begins', () => {
  const bytes = Buffer.from('ffff 0001 0002 ffff'.replaceAll(' ', ''), 'hex')
  const within = new Reader(bytes, 2, 6, 2)
  expect(within.i16()).toBe(1)
  const copy = within.copy()
  bytes.fill(0xee)
  expect(copy.i16()).toBe(2)
  for (const each of [copy, new Reader(bytes, 6, 6, 2)])
    expect(() => each.i16()).toThrow(expect.objectContaining({ code: 'TRUNCATED', at: 4 }))
})

test.each([
  ['c3a9', 'é'],
  ['f09f9880', '😀'],
  ['41ff42', 'A\ufffdB'],
  ['e282', '\ufffd'],
  // What the JVM gives: an encoded surrogate is one replacement, whole or cut.
  ['eda080', '\ufffd'],
  ['eda0', '\ufffd'],
  ['41edb0e18f', 'A\ufffd\ufffd'],
  ['eda080edb080', '\ufffd\ufffd'],
  ['ff41eda0efa0a0ef', '\ufffdA\ufffd\uf820\ufffd']
])('the bytes %s are read as Java reads them', (hex, text) => {
  const length = (hex.length / 2).toString(16).padStart(4, '0')
  expect(reader(length + hex).string()).toBe(text)
  // The second time the text comes from the cache of short strings.
  expect(reader(length + hex).string()).toBe(text)
})

test('strings that share a slot of the cache are not mixed up', () => {
  const texts = Array.from({ length: 5000 }, (_, index) => `topic-${(index * 7919) % 100003}`)
  for (const text of [...texts, ...texts]) {
    const bytes = Buffer.concat([Buffer.from([0, text.length]), Buffer.from(text)])
    expect(new Reader(bytes).string()).toBe(text)
  }
})

test('a count that the bytes cannot hold is refused before anything is made for it', () => {
  expect(codeOf(() => reader('7fffffff 00').count(1, 8))).toBe('BAD_LENGTH')
  expect(codeOf(() => reader('ffffffff0f 00').compactCount(1, 8))).toBe('BAD_LENGTH')
  expect(codeOf(() => reader('40000000 00').i32s())).toBe('TRUNCATED')
  expect(codeOf(() => reader('ffffffff07').tagCount())).toBe('BAD_LENGTH')
})

test('all arrays of a message together have no more elements than its reader allows, also in a copy of it', () => {
  const counts = (bytes: Buffer, max: number) => {
    const limited = new Reader(bytes, 0, bytes.length, 0, max)
    return codeOf(() => {
      limited.compactCount(1, 8)
      limited.compactCount(1, 8)
      limited.copy().compactI32s()
    })
  }
  const message = Buffer.from([3, 4, 6, ...Buffer.alloc(20)])
  expect([10, 9, 4, 1].map((max) => counts(message, max))).toEqual(['no error', 'TOO_LARGE', 'TOO_LARGE', 'TOO_LARGE'])
})

test('more objects than the bytes justify are refused', () => {
  const flood = Buffer.alloc(1 << 20)
  const tags = new Reader(flood)
  expect(
    codeOf(() => {
      for (;;) tags.unknownTag(tags.uvarint(), tags.tagEnd())
    })
  ).toBe('TOO_LARGE')
  expect(tags.at).toBeLessThan(flood.length / 2)
  const views = new Reader(flood.fill(1))
  expect(
    codeOf(() => {
      for (;;) views.compactBytes()
    })
  ).toBe('TOO_LARGE')
})
