import {
  buildBatch,
  buildMarker,
  buildMessageSet,
  downConvert,
  entryPositions,
  magic,
  readRecords
} from '../../../src/records/index.ts'
import { text } from './codecs.ts'

const input = Array.from({ length: 5 }, (_, i) => ({
  timestamp: 1000 + i,
  key: i === 2 ? null : Buffer.from(`k${i}`),
  value: text(40, i),
  headers: [{ key: 'lost', value: null }]
}))
const seen = (buf: Buffer) => readRecords(buf).map((r) => [r.offset, r.timestamp, r.key, r.value])
const wanted = (toMagic: number, from = 0) =>
  input.map((r, i) => [100 + i, toMagic === 0 ? -1 : r.timestamp, r.key, r.value]).slice(from)

describe.each([0, 1] as const)('to format %s', (toMagic) => {
  test.each(['none', 'gzip', 'snappy', 'lz4'] as const)(
    'a v2 batch of codec %s keeps offsets, keys and values',
    (codec) => {
      const out = downConvert(buildBatch(input, { baseOffset: 100, codec }), { toMagic, firstOffset: 0 })
      expect(seen(out)).toEqual(wanted(toMagic))
      const positions = [...entryPositions(out)]
      expect(positions.map((at) => magic(out, at))).toEqual(Array(codec === 'none' ? 5 : 1).fill(toMagic))
    }
  )

  test('records before the wanted offset are left out of what is not compressed', () => {
    const plain = buildBatch(input, { baseOffset: 100 })
    expect(seen(downConvert(plain, { toMagic, firstOffset: 103 }))).toEqual(wanted(toMagic, 3))
    const packed = buildBatch(input, { baseOffset: 100, codec: 'gzip' })
    expect(seen(downConvert(packed, { toMagic, firstOffset: 103 }))).toEqual(wanted(toMagic))
  })

  test('control batches are left out, older entries are copied, a torn last one is dropped', () => {
    const marker = buildMarker({ type: 'COMMIT', coordinatorEpoch: 1, producerId: 1, producerEpoch: 0, timestampMs: 1 })
    const old = buildMessageSet([{ offset: 99, timestamp: 7, value: text(5) }], { magic: 0 })
    const batch = buildBatch(input, { baseOffset: 100 })
    const out = downConvert(Buffer.concat([old, marker, batch, batch.subarray(0, 70)]), { toMagic, firstOffset: 0 })
    expect(out.subarray(0, old.length).equals(old)).toBe(true)
    expect(seen(out).map(([offset]) => offset)).toEqual([99, 100, 101, 102, 103, 104])
  })

  test('zstd cannot be converted', () => {
    const buf = buildBatch(input, { codec: 'zstd' })
    expect(() => downConvert(buf, { toMagic, firstOffset: 0 })).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_COMPRESSION_TYPE' })
    )
  })
})

test('append time stays append time in format 1', () => {
  const buf = buildBatch(input, { baseOffset: 100, codec: 'gzip', logAppendTimeMs: 5000 })
  const out = downConvert(buf, { toMagic: 1, firstOffset: 0 })
  expect(readRecords(out).map((r) => r.timestamp)).toEqual(Array(5).fill(5000))
})

test('format 1 becomes format 0, compressed or not', () => {
  for (const codec of ['none', 'lz4'] as const) {
    const set = buildMessageSet(
      input.map((r, i) => ({ ...r, offset: 100 + i })),
      { magic: 1, codec }
    )
    expect(seen(downConvert(set, { toMagic: 0, firstOffset: 0 }))).toEqual(wanted(0))
  }
})
