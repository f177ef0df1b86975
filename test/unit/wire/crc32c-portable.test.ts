import { jest } from '@jest/globals'

// A native package that sums wrongly: whatever it is asked shows.
jest.mock('@node-rs/crc32', () => ({ crc32c: () => 7 }))
const load = async () => {
  jest.resetModules()
  return await import(`../../../src/wire/crc32c.ts?${process.env.OTTLA_NO_NATIVE ?? 'native'}`)
}
const zeros = Buffer.alloc(320)
const sumOfZeros = 0xfc2a5dcc
const many = Buffer.alloc(20_000)
const sumOfMany = 0x21618b6b

afterEach(() => {
  delete process.env.OTTLA_NO_NATIVE
})

test('long input goes to the native package where there is one', async () => {
  const { crc32c } = await load()
  expect(crc32c(many)).toBe(7)
  expect(crc32c(zeros)).toBe(7)
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283)
})

test('little input in all does not load the native package', async () => {
  const { crc32c } = await load()
  for (let n = 0; n < 51; n++) expect(crc32c(zeros)).toBe(sumOfZeros)
  expect(crc32c(zeros)).toBe(7)
})

test('without the native package long input is summed in plain JavaScript', async () => {
  process.env.OTTLA_NO_NATIVE = '1'
  const { crc32c } = await load()
  expect(crc32c(many)).toBe(sumOfMany)
})

test('a native package that cannot be loaded is done without', async () => {
  jest.mock('@node-rs/crc32', () => {
    throw new Error('no binary for this machine')
  })
  const { crc32c } = await load()
  expect(crc32c(many)).toBe(sumOfMany)
})
