/**
 * Goal: ListOffsets v0 answers starts of segments by the time of their last write, as Apache Kafka 3.9.1 did.
 * Method: a virtual clock between the writes, segments of three records; expectations were recorded of 3.9.1.
 */
import type { Env } from '../../../src/env/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { batchOf, Harness, type HarnessClient } from '../../kit/harness.ts'
import { nameOf, produce } from '../../kit/produce-and-fetch.ts'

const real = createRealEnv()
let nowMs = 1_000
const env: Env = { ...real, clock: { ...real.clock, wallMs: () => nowMs } }
let harness: Harness
let client: HarnessClient
beforeAll(async () => {
  harness = await Harness.start({ env })
  await harness.createTopic('t', 1, { 'segment.bytes': '1048576' })
  await harness.createTopic('empty', 1)
  client = harness.connect()
  // Segments begin at 0, 3, 6 and 9; they were last written to at 1000, 2000, 3000 and 4000.
  for (let n = 0; n < 4; n++) {
    nowMs = 1_000 * (n + 1)
    for (let m = 0; m < 3; m++) await produce(client, 't', batchOf(['x'.repeat(340_000)], { timestamp: nowMs }))
  }
  nowMs = 5_000
})
afterAll(() => harness[Symbol.asyncDispose]())

async function list(timestamp: bigint, maxNumOffsets: number, name = 't', partitionIndex = 0) {
  const partition = { partitionIndex, timestamp, maxNumOffsets }
  const answer = await client.call('ListOffsets', 0, { replicaId: -1, topics: [{ name, partitions: [partition] }] })
  return answer.topics[0]!.partitions[0]!
}

test.each([
  ['latest', -1n, 100, [12n, 9n, 6n, 3n, 0n]],
  ['latest, one', -1n, 1, [12n]],
  ['latest, none', -1n, 0, []],
  ['earliest', -2n, 100, [0n]],
  ['the future', 10_000n, 2, [12n, 9n]],
  ['the time of the last write', 4_000n, 100, [9n, 6n, 3n, 0n]],
  ['between two writes', 2_500n, 100, [3n, 0n]],
  ['between two writes, one', 2_500n, 1, [3n]],
  ['before the first write', 999n, 100, []]
])('%s', async (_, timestamp, max, expected) => {
  expect(await list(timestamp, max)).toMatchObject({ errorCode: 0, oldStyleOffsets: expected })
})

test('an empty log has its end as its only place', async () => {
  for (const timestamp of [-1n, -2n, 10_000n])
    expect((await list(timestamp, 10, 'empty')).oldStyleOffsets).toEqual([0n])
})

test('what cannot be answered', async () => {
  expect(nameOf((await list(-1n, -1)).errorCode)).toBe('UNKNOWN_SERVER_ERROR')
  expect(nameOf((await list(-9n, 1)).errorCode)).toBe('UNSUPPORTED_VERSION')
  expect(nameOf((await list(-1n, 1, 'nope')).errorCode)).toBe('UNKNOWN_TOPIC_OR_PARTITION')
  expect(nameOf((await list(-1n, 1, 't', 7)).errorCode)).toBe('UNKNOWN_TOPIC_OR_PARTITION')
})

test('a partition that is named twice is answered twice', async () => {
  const twice = { partitionIndex: 0, timestamp: -1n, maxNumOffsets: 1 }
  const answer = await client.call('ListOffsets', 0, {
    replicaId: -1,
    topics: [{ name: 't', partitions: [twice, twice] }]
  })
  expect(answer.topics[0]?.partitions.map(({ oldStyleOffsets }) => oldStyleOffsets)).toEqual([[12n], [12n]])
})
