import * as records from '../../../src/records/index.ts'
import { buildBatch, buildMarker, readMarker, readRecords, recordsOf } from '../../../src/records/index.ts'

const three = [
  { timestamp: 1000, key: Buffer.from('a'), value: Buffer.from('1') },
  { timestamp: 900, key: null, value: Buffer.from('2'), headers: [{ key: 'h', value: null }] },
  { timestamp: 1100, key: Buffer.alloc(0), value: null }
]

test('every header field is read back, at any position of a larger buffer', () => {
  const built = buildBatch(three, {
    baseOffset: 2 ** 40,
    codec: 'gzip',
    producerId: 2 ** 33,
    producerEpoch: 7,
    baseSequence: 0x7fffffff,
    isTransactional: true,
    partitionLeaderEpoch: 3
  })
  const buf = Buffer.concat([Buffer.alloc(5, 0xee), built, Buffer.alloc(9)])
  expect({
    baseOffset: records.baseOffset(buf, 5),
    lastOffset: records.lastOffset(buf, 5),
    size: records.batchSize(buf, 5),
    magic: records.magic(buf, 5),
    epoch: records.partitionLeaderEpoch(buf, 5),
    codec: records.codecId(buf, 5),
    transactional: records.isTransactional(buf, 5),
    control: records.isControl(buf, 5),
    appendTime: records.isLogAppendTime(buf, 5),
    base: records.baseTimestamp(buf, 5),
    max: records.maxTimestamp(buf, 5),
    producer: [records.producerId(buf, 5), records.producerEpoch(buf, 5), records.baseSequence(buf, 5)],
    lastSequence: records.lastSequence(buf, 5),
    count: records.recordCount(buf, 5),
    horizon: records.deleteHorizonMs(buf, 5),
    valid: records.hasValidCrc(buf, 5)
  }).toEqual({
    baseOffset: 2 ** 40,
    lastOffset: 2 ** 40 + 2,
    size: built.length,
    magic: 2,
    epoch: 3,
    codec: 1,
    transactional: true,
    control: false,
    appendTime: false,
    base: 1000,
    max: 1100,
    producer: [2 ** 33, 7, 0x7fffffff],
    lastSequence: 1,
    count: 3,
    horizon: -1,
    valid: true
  })
})

test('offset and leader epoch are patched without touching the checksum', () => {
  const buf = buildBatch(three)
  const crc = records.storedCrc(buf, 0)
  records.setBaseOffset(buf, 0, 2 ** 52 + 1)
  records.setPartitionLeaderEpoch(buf, 0, 12)
  expect([records.baseOffset(buf, 0), records.partitionLeaderEpoch(buf, 0)]).toEqual([2 ** 52 + 1, 12])
  expect([records.storedCrc(buf, 0), records.hasValidCrc(buf, 0)]).toEqual([crc, true])
})

test('a max timestamp that changes gets a new checksum, one that does not leaves the bytes alone', () => {
  const buf = buildBatch(three, { deleteHorizonMs: 900 })
  const before = Buffer.from(buf)
  records.setMaxTimestamp(buf, 0, 1100, false)
  expect(buf.equals(before)).toBe(true)
  records.setMaxTimestamp(buf, 0, 5000, true)
  expect([records.maxTimestamp(buf, 0), records.isLogAppendTime(buf, 0), records.hasValidCrc(buf, 0)]).toEqual([
    5000,
    true,
    true
  ])
  expect(records.deleteHorizonMs(buf, 0)).toBe(900)
  expect([...recordsOf(buf)].map((record) => record.timestamp)).toEqual([5000, 5000, 5000])
})

test('a bit anywhere behind the checksum is noticed', () => {
  const buf = buildBatch(three)
  for (let at = records.attributesAt; at < buf.length; at++) {
    buf[at]! ^= 4
    expect([at, records.hasValidCrc(buf, 0)]).toEqual([at, false])
    buf[at]! ^= 4
  }
  expect(records.hasValidCrc(buf, 0)).toBe(true)
})

test('sequences wrap to zero', () => {
  expect(records.incrementSequence(0x7fffffff, 1)).toBe(0)
  expect(records.incrementSequence(0x7ffffffe, 3)).toBe(1)
  expect(records.incrementSequence(5, 3)).toBe(8)
})

test('records are views: key, value, headers, offsets and sequences', () => {
  const buf = buildBatch(three, { baseOffset: 10, baseSequence: 0x7fffffff })
  const read = [...recordsOf(buf)]
  expect(read.map((each) => [each.offset, each.timestamp, each.sequence])).toEqual([
    [10, 1000, 0x7fffffff],
    [11, 900, 0],
    [12, 1100, 1]
  ])
  expect(read.map((each) => [each.key?.toString(), each.value?.toString()])).toEqual([
    ['a', '1'],
    [undefined, '2'],
    ['', undefined]
  ])
  expect(read[1]!.headers).toEqual([{ key: 'h', value: null }])
  expect(read[0]!.value!.buffer).toBe(buf.buffer)
})

test('an empty batch keeps its offset range and its producer', () => {
  const buf = records.buildEmptyBatch({
    baseOffset: 5,
    lastOffset: 9,
    producerId: 4,
    producerEpoch: 1,
    baseSequence: 7
  })
  expect([buf.length, records.lastOffset(buf, 0), records.lastSequence(buf, 0)]).toEqual([61, 9, 11])
  expect([...recordsOf(buf)]).toEqual([])
  expect(records.hasValidCrc(buf, 0)).toBe(true)
})

test('entries are cut in order and end quietly at one that is not whole', () => {
  const first = buildBatch(three)
  const second = buildBatch(three, { baseOffset: 3 })
  const both = Buffer.concat([first, second])
  expect([...records.entryPositions(both)]).toEqual([0, first.length])
  expect([...records.entryPositions(both.subarray(0, -1))]).toEqual([0])
  expect(readRecords(both).map((each) => each.offset)).toEqual([0, 1, 2, 3, 4, 5])
})

test('an end marker is what the transaction coordinator wrote', () => {
  const buf = buildMarker({ type: 'COMMIT', coordinatorEpoch: 18, producerId: 1000, producerEpoch: 2, timestampMs: 1 })
  expect(readMarker(buf)).toEqual({ type: 'COMMIT', coordinatorEpoch: 18 })
  expect([records.isControl(buf, 0), records.isTransactional(buf, 0), records.baseSequence(buf, 0)]).toEqual([
    true,
    true,
    -1
  ])
  expect(readMarker(buildBatch(three))).toBeNull()
})
