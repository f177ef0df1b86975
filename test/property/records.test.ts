/**
 * Goal: batches are read back unchanged in every format and codec, and corrupt bytes result in a typed error or a valid result, within
 * the memory limit. Method: fast-check over contents and corruption.
 */

import fc from 'fast-check'
import { isFailure } from '../../src/protocol/index.ts'
import * as records from '../../src/records/index.ts'
import { buildBatch, buildMessageSet, RecordsError, readRecords, validateRecords } from '../../src/records/index.ts'
import { anyText } from '../kit/any-text.ts'

const bytes = fc.option(fc.uint8Array({ maxLength: 300 }), { nil: null })
const header = fc.record({ key: anyText(8), value: bytes })
const timestamp = fc.oneof(
  fc.integer({ min: -1, max: 2_000_000_000 }),
  fc.maxSafeNat(),
  fc.bigInt({ min: -1n, max: 2n ** 63n - 1n })
)
const record = fc.record({ timestamp, key: bytes, value: bytes, headers: fc.array(header, { maxLength: 3 }) })
const recordsOfAnySize = fc.array(record, { minLength: 1, maxLength: 30 })
const codec = fc.constantFrom(...records.codecNames)
const oldCodec = fc.constantFrom('none', 'gzip', 'snappy', 'lz4' as const)

const hex = (value: Uint8Array | null | undefined) => (value == null ? null : Buffer.from(value).toString('hex'))

const rules = {
  origin: 'client',
  produceVersion: 9,
  compressionType: 'producer',
  messageTimestampType: 'CreateTime',
  timestampBeforeMaxMs: 2 ** 63,
  timestampAfterMaxMs: 2 ** 63,
  nowMs: 1_700_000_000_000,
  maxMessageBytes: 1 << 20,
  compacted: false,
  decompressedBytesMax: 1 << 20
} as const

/** Returns the readable records, or the error code that ended the read. Any other exception is a defect. */
const readable = (buf: Buffer): number | string => {
  try {
    return readRecords(buf, { limit: 1 << 20 }).length
  } catch (error) {
    if (error instanceof RecordsError) return error.code
    throw error
  }
}

test('a v2 batch of any records and codec is read back exactly', () => {
  fc.assert(
    fc.property(recordsOfAnySize, codec, fc.bigInt({ min: 0n, max: 2n ** 62n }), (input, name, baseOffset) => {
      const buf = buildBatch(input, { codec: name, baseOffset })
      expect(records.hasValidCrc(buf, 0)).toBe(true)
      const got = readRecords(buf).map((r) => ({
        offset: r.exactOffset(),
        timestamp: r.exactTimestamp(),
        key: hex(r.key),
        value: hex(r.value),
        headers: r.headers.map((h) => ({ key: h.key, value: hex(h.value) }))
      }))
      const wanted = input.map((r, i) => ({
        offset: baseOffset + BigInt(i),
        timestamp: BigInt(r.timestamp),
        key: hex(r.key),
        value: hex(r.value),
        headers: r.headers.map((h) => ({ key: h.key, value: hex(h.value) }))
      }))
      expect(got).toEqual(wanted)
    })
  )
})

test('a message set of any records, format and codec is read back exactly', () => {
  const magic = fc.constantFrom(0 as const, 1 as const)
  fc.assert(
    fc.property(recordsOfAnySize, oldCodec, magic, fc.nat(), (input, name, format, base) => {
      const messages = input.map((r, i) => ({ offset: base + i, timestamp: r.timestamp, key: r.key, value: r.value }))
      const buf = buildMessageSet(messages, { magic: format, codec: name })
      const got = readRecords(buf).map((r) => [r.offset, r.exactTimestamp(), hex(r.key), hex(r.value)])
      expect(got).toEqual(
        messages.map((m) => [m.offset, format === 0 ? -1n : BigInt(m.timestamp), hex(m.key), hex(m.value)])
      )
    })
  )
})

test('batches that pass validation are readable, and contain the declared number of records', () => {
  const target = fc.constantFrom('producer', 'uncompressed', 'gzip', 'snappy', 'lz4', 'zstd' as const)
  fc.assert(
    fc.property(recordsOfAnySize, codec, target, (input, name, compressionType) => {
      const answer = validateRecords(buildBatch(input, { codec: name }), { ...rules, compressionType })
      if (isFailure(answer)) throw new Error(answer.reason)
      const { buffer, at, size, recordCount, maxTimestamp } = answer.batches[0]!
      const out = buffer.subarray(at, at + size)
      expect([records.hasValidCrc(out, 0), recordCount, readRecords(out).length]).toEqual([
        true,
        input.length,
        input.length
      ])
      const newest = Math.max(...input.map((r) => Number(r.timestamp)))
      expect(Math.abs(newest - maxTimestamp)).toBeLessThanOrEqual(Math.abs(newest) / 2 ** 50)
    })
  )
})

/** Corrupts bytes after the header and fixes the checksum, so that the contents are actually parsed. */
const damaged = fc.record({
  input: recordsOfAnySize,
  name: codec,
  changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
  cut: fc.nat(20)
})

const damage = (buf: Buffer, changes: readonly (readonly [number, number])[], cut: number, from: number): Buffer => {
  const kept = Math.max(from + 1, buf.length - cut)
  const out = Buffer.from(buf.subarray(0, kept))
  for (const [at, value] of changes) out[from + (at % (kept - from))] = value
  return out
}

test('a batch with corrupt contents and a valid checksum gets a Kafka error or is fully readable', () => {
  fc.assert(
    fc.property(damaged, ({ input, name, changes, cut }) => {
      const buf = damage(buildBatch(input, { codec: name }), changes, cut, records.recordCountAt)
      if (buf.length < records.batchHeaderBytes) return
      buf.writeInt32BE(buf.length - records.logOverheadBytes, 8)
      records.setCrc(buf, 0)
      const answer = validateRecords(buf, rules)
      if (!isFailure(answer)) {
        const batch = answer.batches[0]!
        expect(readable(batch.buffer.subarray(batch.at, batch.at + batch.size))).toBe(batch.recordCount)
      } else expect(answer.error).toMatch(/^(INVALID_RECORD|UNKNOWN_SERVER_ERROR|MESSAGE_TOO_LARGE|INVALID_TIMESTAMP)$/)
    }),
    { numRuns: 1000 }
  )
})

test('corruption anywhere, in any format, only ever causes a typed error', () => {
  fc.assert(
    fc.property(
      damaged,
      oldCodec,
      fc.nat(2),
      fc.nat(2),
      ({ input, name, changes, cut }, old, magic, produceVersion) => {
        const messages = input.map((r, i) => ({ ...r, offset: i }))
        const whole =
          magic === 2
            ? buildBatch(input, { codec: name })
            : buildMessageSet(messages, { magic: magic as 0 | 1, codec: old })
        const buf = damage(whole, changes, cut, 0)
        readable(buf)
        validateRecords(buf, { ...rules, produceVersion })
      }
    ),
    { numRuns: 1000 }
  )
})

test('random bytes only ever cause a typed error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(2), (random, magic) => {
      const buf = Buffer.concat([Buffer.alloc(12), Buffer.from(random)])
      buf.writeInt32BE(random.length, 8)
      if (random.length > 5) buf[16] = magic
      readable(buf)
      validateRecords(buf, { ...rules, produceVersion: 1 })
    }),
    { numRuns: 2000 }
  )
})
