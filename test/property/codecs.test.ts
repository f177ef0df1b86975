/**
 * Goal: decode(encode(x)) = x for every message at every version. Decoding arbitrary bytes promptly returns a value or throws a
 * DecodeError, and uses heap in proportion to the bytes and within a fixed limit.
 * Method: fast-check generates values from the specs and corrupts their bytes. Hand-written floods of each kind.
 */
import fc from 'fast-check'
import { decodeRequestBody, decodeRequestHeader, type MessageCodec, messages } from '../../src/protocol/index.ts'
import { DecodeError, encodeMessage, Reader } from '../../src/wire/index.ts'
import { type Sample, sample, specMessages } from '../kit/specs.ts'

const codecOf = (name: string) => messages.get(name) as MessageCodec<unknown>

function encoded({ name, version, value }: Sample): Buffer {
  const codec = codecOf(name)
  const bytes = encodeMessage(codec, value, version)
  expect(bytes.length).toBe(codec.size(value, version))
  return bytes
}

/** Returns 'value' or the error code. Any other exception fails the test. */
function outcome(run: () => unknown): string {
  try {
    run()
    return 'value'
  } catch (error) {
    if (error instanceof DecodeError) return error.code
    throw error
  }
}

/** Whether `got` has every field of `wanted` with the same value. Bytes are compared by content. */
function agrees(got: unknown, wanted: unknown): boolean {
  if (wanted instanceof Uint8Array) return got instanceof Uint8Array && Buffer.compare(got, wanted) === 0
  if (Array.isArray(wanted)) {
    return Array.isArray(got) && got.length === wanted.length && wanted.every((each, index) => agrees(got[index], each))
  }
  if (wanted === null || typeof wanted !== 'object') return Object.is(got, wanted)
  const fields = got as { readonly [name: string]: unknown }
  return Object.entries(wanted).every(([name, each]) => agrees(fields[name], each))
}

test('the specs and the codecs have the same messages', () => {
  expect(specMessages.map(({ name }) => name).sort()).toEqual([...messages.keys()].sort())
})

test('an encoded value decodes to the same value, which encodes to the same bytes', () => {
  fc.assert(
    fc.property(sample, (each) => {
      const bytes = encoded(each)
      const reader = new Reader(bytes)
      const value = codecOf(each.name).decode(reader, each.version)
      expect(reader.remaining).toBe(0)
      if (!agrees(value, each.value)) expect(value).toEqual(each.value)
      expect(encoded({ ...each, value }).equals(bytes)).toBe(true)
    }),
    { numRuns: 1000 }
  )
})

test('corrupt, truncated or overlong input decodes to a value or a DecodeError', () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(sample, damage, fc.nat(), (each, changes, cut) => {
      const bytes = encoded(each)
      const codec = codecOf(each.name)
      const cutAt = bytes.length === 0 ? 0 : cut % bytes.length
      outcome(() => codec.decode(new Reader(bytes.subarray(0, cutAt)), each.version))
      for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte
      outcome(() => codec.decode(new Reader(bytes), each.version))
      outcome(() => codec.decode(new Reader(Buffer.concat([bytes, bytes])), each.version))
    }),
    { numRuns: 1000 }
  )
})

test('a message truncated anywhere is an error, not a value', () => {
  fc.assert(
    fc.property(sample, (each) => {
      const bytes = encoded(each)
      const outcomeOf = (length: number) =>
        outcome(() => codecOf(each.name).decode(new Reader(bytes.subarray(0, length)), each.version))
      const lengths = [...Array(Math.min(bytes.length, 300)).keys()]
      expect(lengths.filter((length) => outcomeOf(length) === 'value')).toEqual([])
    }),
    { numRuns: 80 }
  )
})

test('random bytes as a frame decode to a value or a DecodeError', () => {
  const key = fc.integer({ min: -1, max: 95 })
  fc.assert(
    fc.property(key, fc.integer({ min: -1, max: 19 }), fc.uint8Array({ maxLength: 300 }), (apiKey, version, tail) => {
      const frame = Buffer.concat([Buffer.from([apiKey >> 8, apiKey, version >> 8, version]), tail])
      outcome(() => {
        const reader = new Reader(frame)
        decodeRequestHeader(reader)
        decodeRequestBody(apiKey, version, reader)
      })
    }),
    { numRuns: 2000 }
  )
})

const megabyte = 1 << 20
const quarter = megabyte / 4

/** Heap used by a decode in bytes, including its result and its garbage. */
function heapOf(
  name: string,
  version: number,
  bytes: Buffer
): { readonly outcome: string; readonly heapBytes: number } {
  let held: unknown
  const before = process.memoryUsage().heapUsed
  const result = outcome(() => {
    held = codecOf(name).decode(new Reader(bytes), version)
  })
  const heapBytes = process.memoryUsage().heapUsed - before
  expect(held === undefined).toBe(result !== 'value')
  return { outcome: result, heapBytes }
}

test.each(specMessages.map(({ name, valid }) => [name, valid[1]] as const))(
  'a quarter of a megabyte of the same byte as %s costs no more heap than it justifies',
  (name, version) => {
    for (const byte of [0, 1, 2, 3, 0x7f, 0x80, 0xff]) {
      const { heapBytes } = heapOf(name, version, Buffer.alloc(quarter, byte))
      expect(heapBytes).toBeLessThan(24 * megabyte)
    }
  }
)

/** Frames that announce or contain as many elements as possible. */
function flood(head: string, body: string, bytes: number): Buffer {
  const start = Buffer.from(head.replaceAll(' ', ''), 'hex')
  return Buffer.concat([start, Buffer.alloc(bytes, Buffer.from(body, 'hex'))])
}

test.each([
  ['50 million topics without a name', 'MetadataRequest', 1, flood('02faf080', '00', 100 * megabyte)],
  ['50 million topics, compactly', 'MetadataRequest', 9, flood('80c2d717', '0100', 100 * megabyte)],
  ['50 million tagged fields', 'ApiVersionsRequest', 3, flood('01 01 80e1eb17', '6300', 100 * megabyte)],
  ['more groups than bytes', 'DescribeGroupsRequest', 0, flood('7fffffff', '00', 100 * megabyte)],
  ['30 million short group names', 'DescribeGroupsRequest', 5, flood('80caa70e', '036162', 100 * megabyte)]
])('100 MiB with %s are refused early', (_, name, version, bytes) => {
  const begin = process.cpuUsage()
  const result = heapOf(name, version, bytes)
  expect(['TOO_LARGE', 'BAD_LENGTH', 'TRUNCATED']).toContain(result.outcome)
  expect(result.heapBytes).toBeLessThan(200 * megabyte)
  expect(process.cpuUsage(begin).user).toBeLessThan(5_000_000)
})
