import { isFailure } from '../../../src/protocol/index.ts'
import * as records from '../../../src/records/index.ts'
import {
  type Accepted,
  buildBatch,
  buildMarker,
  buildMessageSet,
  type RecordsRefusal,
  readRecords,
  type ValidateOptions,
  validateRecords
} from '../../../src/records/index.ts'
import { text } from './codecs.ts'

const nowMs = 1_700_000_000_000
const options: ValidateOptions = {
  origin: 'client',
  produceVersion: 9,
  compressionType: 'producer',
  messageTimestampType: 'CreateTime',
  timestampBeforeMaxMs: 2 ** 63,
  timestampAfterMaxMs: 3_600_000,
  nowMs,
  maxMessageBytes: 1_048_588,
  compacted: false,
  topicPartition: 'orders-0'
}
const some = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ timestamp: nowMs + i, key: Buffer.from(`k${i}`), value: text(50, i) }))

const accepted = (buf: Buffer, more: Partial<ValidateOptions> = {}): Accepted => {
  const answer = validateRecords(buf, { ...options, ...more })
  expect(answer).toHaveProperty('batches')
  return answer as Accepted
}
const refused = (buf: Buffer, more: Partial<ValidateOptions> = {}): RecordsRefusal => {
  const before = Buffer.from(buf)
  const answer = validateRecords(buf, { ...options, ...more })
  expect(buf.equals(before)).toBe(true)
  return answer as RecordsRefusal
}
const bytesOf = (answer: Accepted): Buffer => {
  const { buffer, at, size } = answer.batches[0]!
  return buffer.subarray(at, at + size)
}

test.each(records.codecNames)('a sound batch of codec %s is taken as it is', (codec) => {
  const buf = buildBatch(some(20), { codec, producerId: 9, producerEpoch: 1, baseSequence: 5, isTransactional: true })
  const before = Buffer.from(buf)
  const answer = accepted(buf)
  expect(answer.batches[0]).toMatchObject({
    buffer: buf,
    at: 0,
    size: buf.length,
    recordCount: 20,
    lastOffsetDelta: 19,
    maxTimestamp: nowMs + 19,
    offsetDeltaOfMaxTimestamp: 19,
    producerId: 9,
    producerEpoch: 1,
    baseSequence: 5,
    isTransactional: true,
    isControl: false
  })
  expect(answer.logAppendTimeMs).toBe(-1)
  expect(buf.equals(before)).toBe(true)
})

test.each(records.codecNames)('with append time a batch of codec %s is stamped in place', (codec) => {
  const buf = buildBatch(some(5), { codec })
  const answer = accepted(buf, { messageTimestampType: 'LogAppendTime' })
  expect(answer.logAppendTimeMs).toBe(nowMs)
  expect(answer.batches[0]).toMatchObject({ buffer: buf, maxTimestamp: nowMs, offsetDeltaOfMaxTimestamp: 4 })
  expect(records.hasValidCrc(buf, 0)).toBe(true)
  expect(readRecords(buf).map((each) => each.timestamp)).toEqual(Array(5).fill(nowMs))
})

test.each(['uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'] as const)(
  'the topic recompresses to %s',
  (compressionType) => {
    for (const codec of records.codecNames) {
      const input = some(30).map((each, i) => ({ ...each, headers: [{ key: `h${i}`, value: Buffer.from([i]) }] }))
      const buf = buildBatch(input, { codec, producerId: 3, producerEpoch: 0, baseSequence: 8 })
      const out = bytesOf(accepted(buf, { compressionType }))
      const target = compressionType === 'uncompressed' ? 'none' : compressionType
      expect(records.entryCodec(out, 0)).toBe(target)
      expect(records.hasValidCrc(out, 0)).toBe(true)
      expect([records.producerId(out, 0), records.baseSequence(out, 0)]).toEqual([3, 8])
      const view = (bytes: Buffer) => readRecords(bytes).map((r) => [r.offset, r.timestamp, r.key, r.value, r.headers])
      expect(view(out)).toEqual(view(buf))
    }
  }
)

test('deltas that are not consecutive are refused where Kafka fails on them, and put right where it rebuilds', () => {
  const gaps = some(3).map((each, i) => ({ ...each, offset: i * 2 }))
  const packed = buildBatch(gaps, { codec: 'lz4', lastOffset: 2 })
  expect(refused(packed).error).toBe('UNKNOWN_SERVER_ERROR')
  const rebuilt = bytesOf(accepted(packed, { compressionType: 'gzip' }))
  expect(readRecords(rebuilt).map((each) => each.offset)).toEqual([0, 1, 2])
  const plain = buildBatch(gaps, { lastOffset: 2 })
  expect(bytesOf(accepted(plain)).buffer).toBe(plain.buffer)
})

test('negative timestamps pass as they are, and fail where records are rebuilt, as in Kafka', () => {
  const buf = buildBatch([{ timestamp: -7, value: text(5) }])
  expect(accepted(buf).batches).toHaveLength(1)
  expect(refused(buf, { compressionType: 'lz4' }).error).toBe('UNKNOWN_SERVER_ERROR')
})

test('a max timestamp that lies is put right', () => {
  const buf = buildBatch(some(3), { maxTimestamp: 5 })
  expect(accepted(buf).batches[0]!.maxTimestamp).toBe(nowMs + 2)
  expect(records.hasValidCrc(buf, 0)).toBe(true)
})

test.each(records.codecNames)('records without a key on a compacted topic are named (%s)', (codec) => {
  const input = some(6).map((each, i) => (i === 1 || i > 3 ? { ...each, key: null } : each))
  const one = (i: number) => ({
    batchIndex: i,
    message: 'Compacted topic cannot accept message without key in topic partition orders-0'
  })
  const text = (i: number) => `RecordError(batchIndex=${i}, message='${one(i).message}')`
  expect(refused(buildBatch(input, { codec }), { compacted: true })).toMatchObject({
    error: 'INVALID_RECORD',
    message:
      'One or more records have been rejected due to 3 record errors in total, and only showing the first three ' +
      `errors at most: [${text(1)}, ${text(4)}, ${text(5)}]`,
    recordErrors: [one(1), one(4), one(5)]
  })
})

test('timestamps out of range are named, those without a time are not', () => {
  const at = (timestamp: number) => ({ timestamp, value: Buffer.from('x') })
  const buf = buildBatch([at(nowMs), at(-1), at(nowMs - 5001), at(nowMs + 1001), at(nowMs - 5000), at(nowMs + 1000)])
  const answer = refused(buf, { timestampBeforeMaxMs: 5000, timestampAfterMaxMs: 1000 })
  expect(answer).toMatchObject({
    error: 'INVALID_TIMESTAMP',
    message: 'One or more records have been rejected due to invalid timestamp'
  })
  const range = `[${nowMs - 5000}, ${nowMs + 1000}]`
  expect(answer.recordErrors).toEqual([
    {
      batchIndex: 2,
      message: `Timestamp ${nowMs - 5001} of message with offset 2 is out of range. The timestamp should be within ${range}`
    },
    {
      batchIndex: 3,
      message: `Timestamp ${nowMs + 1001} of message with offset 3 is out of range. The timestamp should be within ${range}`
    }
  ])
  expect(accepted(buf, { messageTimestampType: 'LogAppendTime', timestampBeforeMaxMs: 0 }).batches).toHaveLength(1)
})

test('a small batch that breaks a rule in every record does not make a huge answer', () => {
  const input = Array.from({ length: 5000 }, () => ({ timestamp: nowMs, value: null }))
  const answer = refused(buildBatch(input, { codec: 'gzip' }), { compacted: true })
  expect(answer.recordErrors).toHaveLength(1000)
  expect(answer.message).toMatch('5000 record errors in total')
})

test('a producer may not stamp with append time', () => {
  const buf = buildBatch(some(2), { logAppendTimeMs: nowMs })
  const answer = refused(Buffer.from(buf), { messageTimestampType: 'LogAppendTime' })
  expect(answer.error).toBe('INVALID_TIMESTAMP')
  expect(answer.recordErrors[1]).toEqual({
    batchIndex: 1,
    message:
      `Invalid timestamp type in message DefaultRecord(offset=1, timestamp=${nowMs}, key=2 bytes, value=50 bytes). ` +
      'Producer should not set timestamp type to LogAppendTime.'
  })
  // Kafka looks at the type only where it does not look at the time.
  expect(records.isLogAppendTime(bytesOf(accepted(buf)), 0)).toBe(false)
})

test.each([
  ['not starting at offset 0', { baseOffset: 1, lastOffset: 3 }, 'INVALID_RECORD'],
  ['control records', { isControl: true }, 'INVALID_RECORD'],
  ['a producer id without a sequence', { producerId: 5, producerEpoch: 0 }, 'INVALID_RECORD'],
  ['more offsets than records', { lastOffset: 7 }, 'INVALID_RECORD']
] as const)('%s is refused', (_, build, error) => {
  expect(refused(buildBatch(some(3), build))).toMatchObject({ error, message: null, recordErrors: [] })
})

test('size is checked before the checksum, and the checksum before the codec', () => {
  const buf = buildBatch(some(3))
  const flipped = Buffer.from(buf)
  flipped[70]! ^= 1
  expect(refused(flipped, { maxMessageBytes: buf.length - 1 }).error).toBe('MESSAGE_TOO_LARGE')
  expect(refused(flipped).error).toBe('CORRUPT_MESSAGE')
  expect(accepted(buf, { maxMessageBytes: buf.length }).batches).toHaveLength(1)
})

test('a batch that grows over the limit by recompression is refused', () => {
  const buf = buildBatch(some(100), { codec: 'gzip' })
  expect(refused(buf, { compressionType: 'uncompressed', maxMessageBytes: buf.length }).error).toBe('MESSAGE_TOO_LARGE')
})

test('a decompression bomb is refused as too large', () => {
  const buf = buildBatch([{ timestamp: nowMs, value: Buffer.alloc(3 << 20) }], { codec: 'gzip' })
  expect(refused(buf, { decompressedBytesMax: 2 << 20 }).error).toBe('MESSAGE_TOO_LARGE')
  expect(accepted(buf).batches).toHaveLength(1)
  const bomb = buildBatch([{ timestamp: nowMs, value: Buffer.alloc(17 << 20) }], { codec: 'gzip' })
  expect(bomb.length).toBeLessThan(20_000)
  expect(refused(bomb).error).toBe('MESSAGE_TOO_LARGE')
})

test('zstd needs Produce v7, older requests are told so', () => {
  const buf = buildBatch(some(2), { codec: 'zstd' })
  expect(refused(buf, { produceVersion: 6 }).error).toBe('UNSUPPORTED_COMPRESSION_TYPE')
  expect(accepted(buf, { produceVersion: 7 }).batches).toHaveLength(1)
})

test('from Produce v3 on there is exactly one batch, of format 2', () => {
  const buf = buildBatch(some(2))
  expect(refused(Buffer.concat([buf, buf]), { produceVersion: 3 }).error).toBe('INVALID_RECORD')
  expect(refused(Buffer.alloc(0), { produceVersion: 3 }).error).toBe('INVALID_RECORD')
  const old = buildMessageSet([{ offset: 0, timestamp: nowMs, value: text(9) }], { magic: 1 })
  expect(refused(old, { produceVersion: 3 }).error).toBe('INVALID_RECORD')
})

describe('message sets of Produce v0 to v2', () => {
  const messages = some(6).map((each, i) => ({ ...each, offset: i }))
  const cases = ([0, 1] as const).flatMap((magic) =>
    (['none', 'gzip', 'snappy', 'lz4'] as const).map((codec) => [magic, codec] as const)
  )

  test.each(cases)('of format %s with %s become one v2 batch', (magic, codec) => {
    const buf = buildMessageSet(messages, { magic, codec })
    const out = bytesOf(accepted(buf, { produceVersion: 2 }))
    expect([records.magic(out, 0), records.entryCodec(out, 0), records.recordCount(out, 0)]).toEqual([2, codec, 6])
    expect(readRecords(out).map((r) => [r.offset, r.timestamp, r.key, r.value])).toEqual(
      messages.map((m) => [m.offset, magic === 0 ? -1 : m.timestamp, m.key, m.value])
    )
  })

  test.each(cases)('of format %s with %s are refused when a bit is wrong', (magic, codec) => {
    const buf = buildMessageSet(messages, { magic, codec })
    for (let at = 16; at < buf.length; at++) {
      const changed = Buffer.from(buf)
      changed[at]! ^= 0x20
      const answer = validateRecords(changed, { ...options, produceVersion: 2 })
      // Bytes that no checksum covers may be any, but for those of a codec.
      if (codec !== 'none' || isFailure(answer))
        expect(answer).toMatchObject({ error: expect.stringMatching(/^(?:CORRUPT_MESSAGE|INVALID_RECORD)$/) })
    }
  })

  test('with append time, missing keys and times out of range are held to the same rules', () => {
    const buf = buildMessageSet([{ offset: 0, timestamp: 5, value: text(5) }], { magic: 1 })
    const stamped = accepted(Buffer.from(buf), { produceVersion: 2, messageTimestampType: 'LogAppendTime' })
    expect(readRecords(bytesOf(stamped))[0]!.timestamp).toBe(nowMs)
    expect(refused(buf, { produceVersion: 2, compacted: true }).recordErrors).toHaveLength(1)
    expect(refused(buf, { produceVersion: 2, timestampBeforeMaxMs: 1000 }).error).toBe('INVALID_TIMESTAMP')
  })

  test('of several formats, or compressed beside others, are refused', () => {
    const one = (magic: 0 | 1, codec: 'none' | 'gzip') => buildMessageSet(messages.slice(0, 1), { magic, codec })
    const joined = (...sets: Buffer[]) => refused(Buffer.concat(sets), { produceVersion: 2 }).error
    expect(joined(one(0, 'none'), one(1, 'none'))).toBe('INVALID_RECORD')
    expect(joined(one(1, 'none'), one(1, 'gzip'))).toBe('INVALID_RECORD')
  })

  test('that are empty are nothing to append', () => {
    expect(accepted(Buffer.alloc(0), { produceVersion: 1 }).batches).toEqual([])
  })
})

test('a coordinator may write markers, any base offset, and several batches', () => {
  const marker = buildMarker({
    type: 'ABORT',
    coordinatorEpoch: 1,
    producerId: 5,
    producerEpoch: 0,
    timestampMs: nowMs
  })
  const buf = Buffer.concat([marker, buildBatch(some(2), { baseOffset: 9, lastOffset: 10 })])
  const answer = accepted(buf, { origin: 'coordinator', compressionType: 'gzip', compacted: true })
  expect(answer.batches.map((each) => [each.isControl, each.recordCount])).toEqual([
    [true, 1],
    [false, 2]
  ])
  expect(refused(marker).error).toBe('INVALID_RECORD')
})
