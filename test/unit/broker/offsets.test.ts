import { batchOf, Harness, type HarnessClient } from '../../kit/harness.ts'
import { asked, fetch, nameOf, produce } from '../../kit/produce-and-fetch.ts'

let harness: Harness
let client: HarnessClient
beforeAll(async () => {
  harness = await Harness.start()
  await harness.createTopic('t', 2)
  client = harness.connect()
  // Times 100, 101 and 102, then 50: the largest is not the last.
  await produce(client, 't', batchOf(['a', 'b', 'c'], { timestamp: 100 }))
  await produce(client, 't', batchOf(['d'], { timestamp: 50 }))
})
afterAll(() => harness[Symbol.asyncDispose]())

async function list(timestamp: bigint, version = 11, partitionIndex = 0) {
  const answer = await client.call('ListOffsets', version, {
    replicaId: -1,
    topics: [{ name: 't', partitions: [{ partitionIndex, timestamp, ...(version === 0 ? { maxNumOffsets: 5 } : {}) }] }]
  })
  return answer.topics[0]!.partitions[0]!
}

describe('ListOffsets', () => {
  test.each([
    ['latest', -1n, 4n, -1n],
    ['earliest', -2n, 0n, -1n],
    ['of the largest timestamp', -3n, 2n, 102n],
    ['earliest on this disk', -4n, 0n, -1n],
    ['latest in remote storage, of which there is none', -5n, -1n, -1n],
    ['earliest that waits for remote storage, where none does', -6n, -1n, -1n],
    ['at a time', 101n, 1n, 101n],
    ['between two times', 60n, 0n, 100n],
    ['after all times', 103n, -1n, -1n]
  ])('the offset %s', async (_, timestamp, offset, found) => {
    expect(await list(timestamp)).toMatchObject({ errorCode: 0, offset, timestamp: found })
  })

  test.each([
    [-3n, 6],
    [-4n, 7],
    [-5n, 8],
    [-6n, 10],
    [-7n, 11]
  ])('the timestamp %d means nothing in v%i', async (timestamp, version) => {
    expect(nameOf((await list(timestamp, version)).errorCode)).toBe('UNSUPPORTED_VERSION')
  })

  test('v0 answers the log end and the start of the segment, the newest first; places of later versions it does not know', async () => {
    const answers = [await list(-1n, 0), await list(-2n, 0), await list(2n ** 62n, 0), await list(101n, 0)]
    expect(answers.map(({ oldStyleOffsets }) => oldStyleOffsets)).toEqual([[4n, 0n], [0n], [4n, 0n], []])
    expect(nameOf((await list(-3n, 0)).errorCode)).toBe('UNSUPPORTED_VERSION')
  })

  test('a partition that is named twice is INVALID_REQUEST, once', async () => {
    const twice = { partitionIndex: 0, timestamp: -1n }
    const topics = [{ name: 't', partitions: [twice, { partitionIndex: 1, timestamp: -1n }, twice] }]
    const answer = await client.call('ListOffsets', 5, { replicaId: -1, topics })
    expect(answer.topics[0]?.partitions.map(({ errorCode }) => nameOf(errorCode))).toEqual(['INVALID_REQUEST', 'NONE'])
  })

  test('a leader epoch that is not the current one is fenced', async () => {
    const partitions = [{ partitionIndex: 0, timestamp: -1n, currentLeaderEpoch: 9 }]
    const answer = await client.call('ListOffsets', 5, { replicaId: -1, topics: [{ name: 't', partitions }] })
    expect(nameOf(answer.topics[0]!.partitions[0]!.errorCode)).toBe('UNKNOWN_LEADER_EPOCH')
  })
})

describe('OffsetForLeaderEpoch', () => {
  const ends = async (version: number, leaderEpoch: number, partition = 0) => {
    const topics = [{ topic: 't', partitions: [{ partition, leaderEpoch }] }]
    const answer = await client.call('OffsetForLeaderEpoch', version, { topics })
    const { errorCode, leaderEpoch: epoch, endOffset } = answer.topics[0]!.partitions[0]!
    return [nameOf(errorCode), epoch, endOffset]
  }

  test.each([0, 1, 2, 3, 4])('v%i tells where the current epoch ends', async (version) => {
    expect(await ends(version, 0)).toEqual(['NONE', version === 0 ? -1 : 0, 4n])
  })

  test('an epoch that never was has no end, a partition that never was is an error', async () => {
    expect([await ends(4, 8), await ends(4, 0, 8)]).toEqual([
      ['NONE', -1, -1n],
      ['UNKNOWN_TOPIC_OR_PARTITION', -1, -1n]
    ])
  })
})

describe('DeleteRecords', () => {
  const remove = async (name: string, ...partitions: readonly { partitionIndex: number; offset: bigint }[]) => {
    const answer = await client.call('DeleteRecords', 2, { timeoutMs: 1_000, topics: [{ name, partitions }] })
    return answer.topics[0]?.partitions.map((each) => [nameOf(each.errorCode), each.lowWatermark])
  }

  test('moves the start, and what is before it is gone for readers', async () => {
    await harness.createTopic('shrinking')
    await produce(client, 'shrinking', batchOf(['a', 'b', 'c']))
    expect(await remove('shrinking', { partitionIndex: 0, offset: 2n })).toEqual([['NONE', 2n]])
    const { told } = await fetch(client, 'shrinking', [asked(0, 1)])
    expect(told[0]?.error).toBe('OFFSET_OUT_OF_RANGE')
    expect(await remove('shrinking', { partitionIndex: 0, offset: -1n })).toEqual([['NONE', 3n]])
  })

  test('goes no further than the end, and of a partition that is named twice the last counts', async () => {
    const answers = await remove(
      't',
      { partitionIndex: 0, offset: 0n },
      { partitionIndex: 0, offset: 9n },
      { partitionIndex: 7, offset: 0n }
    )
    expect(answers).toEqual([
      ['OFFSET_OUT_OF_RANGE', -1n],
      ['UNKNOWN_TOPIC_OR_PARTITION', -1n]
    ])
  })

  test('leaves internal topics alone', async () => {
    await harness.broker.topics.ensureInternal('__consumer_offsets')
    expect(await remove('__consumer_offsets', { partitionIndex: 0, offset: 0n })).toEqual([
      ['INVALID_TOPIC_EXCEPTION', -1n]
    ])
  })
})
