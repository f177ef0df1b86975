import {
  codecIdOf,
  codecName,
  codecNames,
  compress,
  decompress,
  Output,
  prepareZstd,
  RecordsError
} from '../../../src/records/index.ts'
import { codecTests, text } from './codecs.ts'

describe('with what is installed', codecTests)

test('zstd through WebAssembly writes less than the portable way, and both read each other', async () => {
  const bytes = text(100 << 10)
  const before = compress('zstd', bytes)
  await prepareZstd()
  const after = compress('zstd', bytes)
  expect(after.length).toBeLessThan(bytes.length / 2)
  expect(decompress('zstd', before).equals(bytes)).toBe(true)
  expect(decompress('zstd', after).equals(bytes)).toBe(true)
})

test.each(['gzip', 'lz4', 'zstd'] as const)(
  'what %s made is freed at once, not when the collector comes by',
  async (codec) => {
    await prepareZstd()
    const bytes = Buffer.concat(Array.from({ length: 20 }, (_, n) => text(6000 + n)))
    const packed = compress(codec, bytes)
    const into = new Output()
    const outside = () => process.memoryUsage().arrayBuffers
    decompress(codec, packed, { into })
    const before = outside()
    for (let n = 0; n < 60; n++) expect(decompress(codec, packed, { into }).length).toBe(bytes.length)
    expect(outside() - before).toBeLessThan(10 * bytes.length)
    expect(decompress(codec, packed, { into }).equals(bytes)).toBe(true)
  }
)

test('joined gzip streams are read, and one whose last bytes lie about its size is refused', () => {
  const bytes = text(40_000)
  const packed = compress('gzip', bytes)
  const members = Buffer.concat([packed, compress('gzip', text(10))])
  expect(decompress('gzip', members).equals(Buffer.concat([bytes, text(10)]))).toBe(true)
  for (const told of [0, 1, 0xffffffff]) {
    const lie = Buffer.from(packed)
    lie.writeUInt32LE(told, lie.length - 4)
    expect(() => decompress('gzip', lie)).toThrow(RecordsError)
  }
})

test('format 0 carries the lz4 header checksum of KAFKA-3160, and only there is it not checked', () => {
  const bytes = text(2000)
  const old = compress('lz4', bytes, { magic: 0 })
  const good = compress('lz4', bytes)
  expect(old[6]).not.toBe(good[6])
  // Flags 0x60 and block size 0x40: the right checksum is the same in every implementation.
  expect(good.subarray(0, 7).toString('hex')).toBe('04224d186040' + '82')
  expect(decompress('lz4', old, { magic: 0 }).equals(bytes)).toBe(true)
  expect(decompress('lz4', good, { magic: 0 }).equals(bytes)).toBe(true)
  expect(() => decompress('lz4', old, { magic: 1 })).toThrow(RecordsError)
})

test('snappy reads raw blocks and xerial framing, joined streams too', () => {
  const bytes = text(3000)
  const framed = compress('snappy', bytes)
  const raw = framed.subarray(20)
  expect(decompress('snappy', raw).equals(bytes)).toBe(true)
  expect(decompress('snappy', Buffer.concat([framed, framed])).equals(Buffer.concat([bytes, bytes]))).toBe(true)
})

test('a snappy block that promises gigabytes in ten bytes is refused before anything is reserved', () => {
  const lie = Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 0xff, 0x07]), Buffer.alloc(10)])
  expect(() => decompress('snappy', lie, { limit: 2 ** 31 })).toThrow('out of')
})

test('a zstd frame whose window or size lies reserves nothing', () => {
  const window = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x88, 1, 0, 0])
  expect(decompress('zstd', window).length).toBe(0)
  const size = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0xff, 0xff, 0xff, 0x7f, 1, 0, 0])
  expect(() => decompress('zstd', size)).toThrow('lies')
})

test('codecs have the ids of batch attributes, and unknown ids Kafka answers with UNKNOWN_SERVER_ERROR', () => {
  expect(codecNames.map(codecIdOf)).toEqual([0, 1, 2, 3, 4])
  expect(codecName(3)).toBe('lz4')
  expect(() => codecName(5)).toThrow(expect.objectContaining({ code: 'UNKNOWN_SERVER_ERROR' }))
})

test('an output is used again without growing, and lets go of what was unusually large', () => {
  const into = new Output()
  const packed = compress('lz4', text(50_000))
  const first = decompress('lz4', packed, { into })
  const second = decompress('lz4', packed, { into })
  expect(second.buffer).toBe(first.buffer)
  decompress('lz4', compress('lz4', Buffer.alloc(8 << 20)), { into })
  expect(decompress('lz4', packed, { into }).buffer.byteLength).toBeLessThan(1 << 20)
})
