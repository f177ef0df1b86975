import type { ApiName } from '../../../src/protocol/index.ts'
import { buildBatch } from '../../../src/records/index.ts'
import { compareTranscripts } from '../../../src/verify/differential.ts'
import type { Exchange } from '../../../src/verify/transcript.ts'

const said = (api: ApiName, response: unknown, version = 1): Exchange => ({
  connection: 0,
  api,
  version,
  request: {},
  response
})

test('equal answers have no differences', () => {
  const heard = [said('Heartbeat', { throttleTimeMs: 0, errorCode: 0 })]
  expect(compareTranscripts(heard, structuredClone(heard))).toEqual([])
})

test('a field that differs is told with its request and path', () => {
  const left = [said('OffsetForLeaderEpoch', { topics: [{ topic: 't', partitions: [{ endOffset: 5n }] }] })]
  const right = [said('OffsetForLeaderEpoch', { topics: [{ topic: 't', partitions: [{ endOffset: 6n }] }] })]
  const at = '1 OffsetForLeaderEpoch v1 topics[0].partitions[0].endOffset'
  expect(compareTranscripts(left, right)).toEqual([{ at, left: '"5n"', right: '"6n"' }])
})

test('a field that only one of them has is a difference', () => {
  const found = compareTranscripts(
    [said('Heartbeat', { errorCode: 0 })],
    [said('Heartbeat', { errorCode: 0, extra: 1 })]
  )
  expect(found).toEqual([{ at: '1 Heartbeat v1 extra', left: 'undefined', right: '1' }])
})

test('what the table calls any is not compared', () => {
  const answer = (port: number, throttleTimeMs: number) =>
    said('FindCoordinator', { nodeId: 1, host: 'h', port, throttleTimeMs })
  expect(compareTranscripts([answer(1, 0)], [answer(2, 50)])).toEqual([])
})

test('a renamed value must be renamed the same way each time', () => {
  const member = (memberId: string) => said('JoinGroup', { memberId, leader: memberId, members: [] })
  expect(compareTranscripts([member('a'), member('a')], [member('x'), member('x')])).toEqual([])
  const wrong = compareTranscripts([member('a'), member('a')], [member('x'), member('y')])
  expect(wrong.map(({ at }) => at)).toEqual(['2 JoinGroup v1 memberId', '2 JoinGroup v1 leader'])
})

test('two values of one broker may not become one value of the other', () => {
  const answer = (memberId: string) => said('JoinGroup', { memberId, members: [] })
  expect(compareTranscripts([answer('a'), answer('b')], [answer('x'), answer('x')])).toHaveLength(1)
})

test('no value is not another name for a value', () => {
  const answer = (nodeId: number) => said('FindCoordinator', { nodeId })
  expect(compareTranscripts([answer(-1)], [answer(3)])).toHaveLength(1)
})

test('unordered arrays are compared as sets, by what is not renamed and by names seen before', () => {
  const joined = (memberId: string) => said('JoinGroup', { memberId, members: [] })
  const described = (...memberIds: string[]) =>
    said('JoinGroup', { memberId: memberIds[0], members: memberIds.map((id) => ({ memberId: id })) })
  const left = [joined('a'), joined('b'), described('a', 'b')]
  const right = [
    joined('x'),
    joined('y'),
    { ...described('x', 'y'), response: { memberId: 'x', members: [{ memberId: 'y' }, { memberId: 'x' }] } }
  ]
  expect(compareTranscripts(left, right)).toEqual([])
})

test('an unordered array with another content or length differs', () => {
  const topics = (...names: string[]) =>
    said('DeleteTopics', { responses: names.map((name) => ({ name, errorCode: 0 })) })
  expect(compareTranscripts([topics('a', 'b')], [topics('b', 'a')])).toEqual([])
  expect(compareTranscripts([topics('a', 'b')], [topics('a', 'c')])).toHaveLength(1)
  expect(compareTranscripts([topics('a', 'b')], [topics('a')])).toEqual([
    { at: '1 DeleteTopics v1 responses.length', left: '2', right: '1' }
  ])
})

test('an answer on one side and a closed connection on the other differ, two closed connections do not', () => {
  const { response: _, ...request } = said('Heartbeat', {})
  const lost = { ...request, lost: 'the connection was closed' }
  expect(compareTranscripts([said('Heartbeat', {})], [lost])).toEqual([
    { at: '1 Heartbeat v1', left: '"answered"', right: '"the connection was closed"' }
  ])
  expect(compareTranscripts([lost], [{ ...lost, lost: 'the connection failed' }])).toEqual([])
})

test('a request that only one broker was asked is a difference', () => {
  expect(compareTranscripts([said('Heartbeat', {})], [])).toEqual([
    { at: '1 Heartbeat v1', left: '"Heartbeat v1"', right: 'undefined' }
  ])
})

test('at most 20 differences are listed', () => {
  const many = (offset: number) => said('OffsetCommit', { topics: Array.from({ length: 50 }, () => ({ offset })) })
  expect(compareTranscripts([many(1)], [many(2)])).toHaveLength(20)
})

describe('fetched records', () => {
  const batch = (text: string, options = {}) => buildBatch([{ timestamp: 1000, value: Buffer.from(text) }], options)
  const fetched = (...chunks: Buffer[]) =>
    said('Fetch', { responses: [{ partitions: [{ records: Buffer.concat(chunks) }] }] })

  test('are compared by content, as far as the shorter answer goes, without a cut batch', () => {
    const second = batch('b', { baseOffset: 1 })
    expect(compareTranscripts([fetched(batch('a'), second)], [fetched(batch('a'), second.subarray(0, 50))])).toEqual([])
    expect(
      compareTranscripts(
        [fetched(batch('a'.repeat(500), { codec: 'gzip', level: 1 }))],
        [fetched(batch('a'.repeat(500), { codec: 'gzip', level: 9 }))]
      )
    ).toEqual([])
  })

  test('differ by value, header field or codec', () => {
    const paths = (left: Buffer, right: Buffer) =>
      compareTranscripts([fetched(left)], [fetched(right)]).map(({ at }) => at.split('.records[0].')[1])
    expect(paths(batch('a'), batch('b'))).toEqual(['records[0].value'])
    expect(paths(batch('a'), batch('a', { producerId: 4 }))).toEqual(['producerId'])
    expect(paths(batch('a'), batch('a', { codec: 'gzip' }))).toEqual(['codec', 'attributes'])
  })

  test('some against none is a difference', () => {
    expect(compareTranscripts([fetched(batch('a'))], [fetched()])).toHaveLength(1)
  })
})
