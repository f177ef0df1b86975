import {
  asOffset,
  decodeRequestBody,
  decodeRequestHeader,
  decodeResponse,
  encodeRequest,
  encodeResponse,
  type FetchRequest,
  type FetchRequestInput,
  requestHeaderVersion,
  responseHeaderVersion
} from '../../../src/protocol/index.ts'
import { DecodeError, Reader, UnsupportedVersionError } from '../../../src/wire/index.ts'

const header = { correlationId: 77, clientId: 'tester' }
const fetchRequest: FetchRequestInput = {
  maxWaitMs: 500,
  minBytes: 1,
  topics: [{ topic: 'orders', partitions: [{ partition: 3, fetchOffset: 9n, partitionMaxBytes: 100 }] }]
}
const frameOf = (chunks: readonly Uint8Array[]) => Buffer.concat(chunks)
const fetchPartition = (records: Uint8Array | readonly Uint8Array[] | null) => ({
  partitionIndex: 0,
  errorCode: 0,
  highWatermark: 5n,
  records
})

test('a request frame is its size, its header and its body', () => {
  const frame = frameOf(encodeRequest('Fetch', 12, header, fetchRequest))
  expect(frame.readInt32BE(0)).toBe(frame.length - 4)
  const reader = new Reader(frame.subarray(4))
  expect(decodeRequestHeader(reader)).toEqual({ apiKey: 1, apiVersion: 12, ...header })
  const body = decodeRequestBody(1, 12, reader) as FetchRequest
  expect(body.topics[0]?.partitions[0]).toMatchObject({ partition: 3, fetchOffset: 9n, currentLeaderEpoch: -1 })
})

test('header versions are those of Kafka, with its two exceptions', () => {
  expect([requestHeaderVersion(0, 8), requestHeaderVersion(0, 9)]).toEqual([1, 2])
  expect([responseHeaderVersion(0, 8), responseHeaderVersion(0, 9)]).toEqual([0, 1])
  expect([responseHeaderVersion(18, 0), responseHeaderVersion(18, 4)]).toEqual([0, 0])
  expect([requestHeaderVersion(7, 0), requestHeaderVersion(7, 1), requestHeaderVersion(7, 3)]).toEqual([0, 1, 2])
  expect(requestHeaderVersion(9999, 3)).toBe(1)
})

test('the header of ControlledShutdown v0 has no client id', () => {
  const reader = new Reader(Buffer.from('0007000000000005', 'hex'))
  expect([decodeRequestHeader(reader).correlationId, reader.at]).toEqual([5, 8])
})

test('tags in a flexible header are passed over', () => {
  const frame = Buffer.from('0012000300000001ffff 0205020a0b0701cc'.replaceAll(' ', ''), 'hex')
  const reader = new Reader(frame)
  expect(decodeRequestHeader(reader)).toEqual({ apiKey: 18, apiVersion: 3, correlationId: 1, clientId: null })
  expect(reader.at).toBe(frame.length)
})

test('a header that is cut anywhere is a decode error', () => {
  const frame = frameOf(encodeRequest('Fetch', 12, header, fetchRequest)).subarray(4)
  const whole = new Reader(frame)
  decodeRequestHeader(whole)
  for (let length = 0; length < whole.at; length++) {
    expect(() => decodeRequestHeader(new Reader(frame.subarray(0, length)))).toThrow(DecodeError)
  }
})

test('bytes after a request body are ignored, as Kafka does', () => {
  const frame = Buffer.concat([
    frameOf(encodeRequest('Fetch', 4, header, fetchRequest)).subarray(4),
    Buffer.alloc(9, 1)
  ])
  const reader = new Reader(frame)
  decodeRequestHeader(reader)
  expect(decodeRequestBody(1, 4, reader)).toMatchObject({ maxWaitMs: 500 })
})

test('an API or version that does not exist is a decode error', () => {
  const reader = new Reader(Buffer.alloc(9))
  expect(() => decodeRequestBody(1, 99, reader)).toThrow(expect.objectContaining({ code: 'BAD_VERSION' }))
  expect(() => decodeRequestBody(1, -1, reader)).toThrow(expect.objectContaining({ code: 'BAD_VERSION' }))
  expect(() => decodeRequestBody(999, 0, reader)).toThrow(DecodeError)
})

test('a response is read back, and bytes after it are an error for a client', () => {
  for (const version of [0, 4, 11, 12, 17]) {
    const value = { responses: [{ partitions: [fetchPartition(Buffer.from('abc'))] }] }
    const frame = frameOf(encodeResponse('Fetch', version, 5, value)).subarray(4)
    const read = decodeResponse('Fetch', version, frame)
    expect(read.correlationId).toBe(5)
    expect(Buffer.from(read.value.responses[0]!.partitions[0]!.records!).toString()).toBe('abc')
    const longer = Buffer.concat([frame, Buffer.from([0])])
    expect(() => decodeResponse('Fetch', version, longer)).toThrow(expect.objectContaining({ code: 'TRAILING_BYTES' }))
  }
})

test('long records of a response reach the socket uncopied and in order', () => {
  const views = [Buffer.alloc(20000, 1), Buffer.alloc(50, 2), Buffer.alloc(3000, 3)]
  const value = { responses: [{ partitions: [fetchPartition(views), fetchPartition(null), fetchPartition([])] }] }
  const chunks = encodeResponse('Fetch', 13, 1, value)
  expect(chunks.filter((chunk) => views.some((view) => view === chunk))).toEqual([views[0], views[2]])
  expect(chunks[1]).toBe(views[0])
  const frame = frameOf(chunks)
  expect(frame.readInt32BE(0)).toBe(frame.length - 4)
  const { partitions } = decodeResponse('Fetch', 13, frame.subarray(4)).value.responses[0]!
  expect(Buffer.concat(views).equals(partitions[0]!.records!)).toBe(true)
  expect(partitions[1]!.records).toBeNull()
  expect(partitions[2]!.records).toHaveLength(0)
})

test('an encode that failed leaves nothing behind for the next', () => {
  const records = Buffer.alloc(5000)
  const bad = { sessionId: 9, responses: [{ partitions: [fetchPartition(records)] }] }
  expect(() => encodeResponse('Fetch', 4, 1, bad)).toThrow(UnsupportedVersionError)
  const good = frameOf(encodeResponse('Fetch', 4, 1, { responses: [{ partitions: [fetchPartition(records)] }] }))
  expect(good.readInt32BE(0)).toBe(good.length - 4)
})

test('a field that a version lacks may be at its default or ignorable, else it is refused', () => {
  expect(() => encodeRequest('Fetch', 0, header, { ...fetchRequest, maxBytes: 5, rackId: 'a' })).not.toThrow()
  expect(() => encodeRequest('Fetch', 6, header, { ...fetchRequest, forgottenTopicsData: [] })).not.toThrow()
  const forgotten = [{ topic: 'a', partitions: [1] }]
  expect(() => encodeRequest('Fetch', 6, header, { ...fetchRequest, forgottenTopicsData: forgotten })).toThrow(
    'FetchRequest.forgottenTopicsData cannot be written at version 6'
  )
  expect(() => encodeRequest('Metadata', 0, header, { topics: null })).toThrow('null')
})

test('a tagged field at its default is not written', () => {
  const base = frameOf(encodeRequest('Fetch', 12, header, fetchRequest))
  expect(frameOf(encodeRequest('Fetch', 12, header, { ...fetchRequest, clusterId: null })).equals(base)).toBe(true)
  expect(frameOf(encodeRequest('Fetch', 12, header, { ...fetchRequest, clusterId: 'c' })).length).toBe(base.length + 4)
})

test('a known tag in a version that lacks it is an error, an unknown one is kept', () => {
  const withTag = (tag: number) => {
    const frame = frameOf(
      encodeRequest('Fetch', 12, header, { ...fetchRequest, unknownTags: [{ tag, bytes: Buffer.from('00', 'hex') }] })
    ).subarray(4)
    const reader = new Reader(frame)
    decodeRequestHeader(reader)
    return decodeRequestBody(1, 12, reader) as FetchRequest
  }
  expect(withTag(9).unknownTags).toEqual([{ tag: 9, bytes: Buffer.from('00', 'hex') }])
  expect(() => withTag(1)).toThrow(expect.objectContaining({ code: 'BAD_TAG' }))
})

test('an offset that no number holds becomes the nearest that one does', () => {
  expect([asOffset(5n), asOffset(-1n)]).toEqual([5, -1])
  expect(asOffset(2n ** 63n - 1n)).toBe(Number.MAX_SAFE_INTEGER)
  expect(asOffset(-(2n ** 63n))).toBe(-Number.MAX_SAFE_INTEGER)
})
