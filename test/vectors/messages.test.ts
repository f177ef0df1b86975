/**
 * Goal: every message that Apache Kafka's own classes wrote is read to its value and written back to its bytes.
 * Method: the golden vectors of 847 message versions, about six of each.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { apis, messages } from '../../src/protocol/index.ts'
import { Reader, Writer, takeSplicedBytes } from '../../src/wire/index.ts'

interface Line {
  readonly kind: string
  readonly name: string
  readonly version: number
  readonly json: unknown
  readonly hex: string
  readonly unknownTags?: readonly { readonly path: string; readonly tag: number; readonly hex: string }[]
}

const lines: Line[] = gunzipSync(readFileSync(new URL('../fixtures/messages.jsonl.gz', import.meta.url)))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

/** The vectors' JSON form of a decoded value. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(plain)
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'unknownTags').map(([key, each]) => [key, plain(each)]))
  }
  return value
}

/** Keeps of `actual` what `expected` has: a value lists only the fields of its version. */
function masked(actual: unknown, expected: unknown): unknown {
  if (Array.isArray(actual) && Array.isArray(expected)) return actual.map((each, index) => masked(each, expected[index]))
  if (actual !== null && expected !== null && typeof actual === 'object' && typeof expected === 'object') {
    return Object.fromEntries(Object.keys(expected).map((key) => [key, masked((actual as never)[key], (expected as never)[key])]))
  }
  // uint32 stands as text in the vectors, but is a number here.
  return typeof actual === 'number' && typeof expected === 'string' ? String(actual) : actual
}

const bodies = lines.filter((line) => !line.kind.endsWith('-frame'))

test('there are vectors of every message of every API', () => {
  const seen = new Set(bodies.map((line) => line.name))
  for (const api of Object.values(apis)) {
    expect(seen).toContain(api.request.name)
    expect(seen).toContain(api.response.name)
  }
})

test('every vector decodes to its value and encodes to its bytes', () => {
  const faults: string[] = []
  for (const line of bodies) {
    const codec = messages.get(line.name)
    try {
      if (codec === undefined) throw new Error('no codec')
      const bytes = Buffer.from(line.hex, 'hex')
      const reader = new Reader(bytes)
      const value = codec.decode(reader, line.version)
      expect(reader.at).toBe(bytes.length)
      expect(masked(plain(value), line.json)).toEqual(line.json)
      takeSplicedBytes()
      const size = codec.size(value, line.version)
      expect(size).toBe(bytes.length)
      const writer = new Writer(size - takeSplicedBytes())
      codec.encode(writer, value, line.version)
      expect(Buffer.concat(writer.finish()).toString('hex')).toBe(line.hex)
    } catch (error) {
      faults.push(`${line.name} v${line.version}: ${String(error).slice(0, 600)}`)
    }
  }
  expect(faults.slice(0, 5)).toEqual([])
})
