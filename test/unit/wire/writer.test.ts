import fc from 'fast-check'
import { compactStringBytes, Reader, stringBytes, utf8Bytes, uvarintBytes, Writer } from '../../../src/wire/index.ts'
import { anyText } from '../../kit/any-text.ts'

const bytesOf = (writer: Writer) => Buffer.concat(writer.finish())

test('what is written is read back', () => {
  const text = anyText(80)
  fc.assert(
    fc.property(
      text,
      fc.nat(0xffffffff),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      (string, number, long) => {
        const size = 2 + stringBytes(string) + compactStringBytes(string) + uvarintBytes(number) + 4 + 8
        const writer = new Writer(size)
        writer.string(string)
        writer.compactString(string)
        writer.uvarint(number)
        writer.u32(number)
        writer.i64(long)
        const reader = new Reader(bytesOf(writer))
        expect([reader.string(), reader.compactString(), reader.uvarint(), reader.u32(), reader.i64()]).toEqual([
          string,
          string,
          number,
          number,
          long
        ])
      }
    )
  )
})

test('the bytes of a text are counted as they are written', () => {
  fc.assert(
    fc.property(anyText(100), (text) => {
      expect(utf8Bytes(text)).toBe(Buffer.byteLength(text))
    })
  )
})

test('long records pass through as the view that they are, short ones are copied', () => {
  const long = Buffer.alloc(5000, 1)
  const short = Buffer.alloc(10, 2)
  const writer = new Writer(4 + 10 + 1)
  writer.records([short, long])
  writer.i8(7)
  const [head, middle, tail] = writer.finish()
  expect([head?.length, tail?.length]).toEqual([14, 1])
  expect(middle).toBe(long)
})

test('writers that live at the same time do not share room', () => {
  const writers = Array.from({ length: 3000 }, () => new Writer(40))
  for (const [index, writer] of writers.entries()) for (let i = 0; i < 10; i++) writer.i32(index)
  for (const [index, writer] of writers.entries()) {
    const bytes = bytesOf(writer)
    expect(bytes.readInt32BE(0)).toBe(index)
    expect(bytes.readInt32BE(36)).toBe(index)
  }
})

test('a size that was promised and not written is a defect that shows', () => {
  const writer = new Writer(8)
  writer.i32(1)
  expect(() => writer.finish()).toThrow('4 bytes of a message are missing')
})

test('a string too long for its length field is refused', () => {
  expect(stringBytes('a'.repeat(32767))).toBe(32767)
  expect(() => stringBytes('a'.repeat(32768))).toThrow(RangeError)
  expect(() => compactStringBytes('a'.repeat(32768))).toThrow(RangeError)
})
