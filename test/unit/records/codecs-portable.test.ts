const before = process.env.OTTLA_NO_NATIVE
process.env.OTTLA_NO_NATIVE = '1'
const { codecTests, text } = await import('./codecs.ts')
const { compress, decompress, prepareZstd } = await import('../../../src/records/index.ts')
const { createRequire } = await import('node:module')

afterAll(() => {
  if (before === undefined) delete process.env.OTTLA_NO_NATIVE
  else process.env.OTTLA_NO_NATIVE = before
})

describe('without native packages', codecTests)

test('zstd stays portable when native packages are turned off', async () => {
  await prepareZstd()
  expect(compress('zstd', text(1000)).length).toBeGreaterThan(1000)
})

test('snappy blocks of the native package are read, and the other way round', () => {
  const require = createRequire(import.meta.url)
  const native = require('snappy') as { compressSync(b: Buffer): Buffer; uncompressSync(b: Buffer): Buffer }
  const bytes = text(20_000)
  expect(decompress('snappy', native.compressSync(bytes)).equals(bytes)).toBe(true)
  expect(native.uncompressSync(compress('snappy', bytes).subarray(20)).equals(bytes)).toBe(true)
})

test('lz4 blocks of the native package are read, and the other way round', () => {
  const require = createRequire(import.meta.url)
  const native = require('lz4-napi') as { compressFrameSync(b: Buffer): Buffer; decompressFrameSync(b: Buffer): Buffer }
  const bytes = text(200_000)
  expect(native.decompressFrameSync(compress('lz4', bytes)).equals(bytes)).toBe(true)
})
