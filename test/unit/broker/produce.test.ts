import { buildMessageSet } from '../../../src/records/index.ts'
import { batchOf, Harness, type HarnessClient } from '../../kit/harness.ts'
import { asked, fetch, nameOf, produce } from '../../kit/produce-and-fetch.ts'

let harness: Harness
let client: HarnessClient
let topicId: string
beforeAll(async () => {
  harness = await Harness.start({ config: { 'message.max.bytes': 10_000 } })
  topicId = await harness.createTopic('t', 2)
  client = harness.connect()
})
afterAll(() => harness[Symbol.asyncDispose]())

test.each([3, 5, 7, 8, 9, 10, 11, 12])('v%i appends a batch and answers where it begins', async (version) => {
  const before = await produce(client, 't', batchOf(['a', 'b']), { version })
  const after = await produce(client, 't', batchOf(['c']), { version })
  expect([before.error, after.error]).toEqual(['NONE', 'NONE'])
  expect(after.baseOffset - before.baseOffset).toBe(2n)
})

test('v13 knows topics by id, and an id of no topic is UNKNOWN_TOPIC_ID', async () => {
  expect((await produce(client, '', batchOf(['a']), { version: 13, topicId })).error).toBe('NONE')
  const unknown = await produce(client, '', batchOf(['a']), { version: 13, topicId: 'TKwO6bbqSE-cgKVY7G_NSQ' })
  expect(unknown).toMatchObject({ error: 'UNKNOWN_TOPIC_ID', baseOffset: -1n })
})

test.each([0, 1, 2])('v%i takes message sets of old formats', async (version) => {
  const records = buildMessageSet([{ offset: 0, timestamp: 1, key: null, value: Buffer.from('old') }], {
    magic: version === 2 ? 1 : 0,
    codec: 'none'
  })
  expect((await produce(client, 't', records, { version })).error).toBe('NONE')
})

test('one partition that fails does not fail the others', async () => {
  const { responses } = await client.call('Produce', 9, {
    transactionalId: null,
    acks: -1,
    timeoutMs: 1_000,
    topicData: [
      { name: 'nowhere', partitionData: [{ index: 0, records: batchOf(['x']) }] },
      {
        name: 't',
        partitionData: [
          { index: 7, records: batchOf(['x']) },
          { index: 1, records: batchOf(['x']) }
        ]
      }
    ]
  })
  const errors = responses.map(({ partitionResponses }) => partitionResponses.map(({ errorCode }) => nameOf(errorCode)))
  expect(errors).toEqual([['UNKNOWN_TOPIC_OR_PARTITION'], ['UNKNOWN_TOPIC_OR_PARTITION', 'NONE']])
})

test('of a partition that is named twice the last counts, and each topic is answered once', async () => {
  await harness.createTopic('twice', 2)
  const data = (index: number, text: string) => ({ index, records: batchOf([text]) })
  const { responses } = await client.call('Produce', 9, {
    transactionalId: null,
    acks: -1,
    timeoutMs: 1_000,
    topicData: [
      { name: 'twice', partitionData: [data(1, 'first'), data(0, 'other')] },
      { name: 'twice', partitionData: [data(1, 'last')] }
    ]
  })
  expect(responses.map(({ partitionResponses }) => partitionResponses.map(({ index }) => index))).toEqual([[1, 0]])
  const { told } = await fetch(client, 'twice', [asked(0, 0), asked(1, 0)])
  expect(told.map(({ values }) => values)).toEqual([['other'], ['last']])
})

test.each([-2, 2, 100])('acks %i is INVALID_REQUIRED_ACKS and appends nothing', async (acks) => {
  const end = harness.broker.replicas.find('t', 0)?.logEndOffset
  expect((await produce(client, 't', batchOf(['a']), { acks })).error).toBe('INVALID_REQUIRED_ACKS')
  expect(harness.broker.replicas.find('t', 0)?.logEndOffset).toBe(end)
})

test('acks 0 is not answered, and its records are there for the next request of the connection', async () => {
  const own = harness.connect()
  const end = harness.broker.replicas.find('t', 1)?.logEndOffset as number
  const data = { name: 't', partitionData: [{ index: 1, records: batchOf(['silent']) }] }
  own.post('Produce', 9, { transactionalId: null, acks: 0, timeoutMs: 0, topicData: [data] })
  const answer = await fetch(own, 't', [asked(1, end)], { maxWaitMs: 1_000 })
  expect(answer.told[0]?.values).toEqual(['silent'])
})

test('acks 0 to a partition that is not there closes the connection, for there is no other way to tell', async () => {
  const own = harness.connect()
  const data = { name: 't', partitionData: [{ index: 9, records: batchOf(['lost']) }] }
  own.post('Produce', 9, { transactionalId: null, acks: 0, timeoutMs: 0, topicData: [data] })
  own.connection.deliver()
  expect(own.isClosed).toBe(true)
})

test.each([0, 1])(
  'while the disk is far behind, the next request of a connection waits, with acks %i',
  async (acks) => {
    await harness.createTopic(`behind-${acks}`, 1)
    const log = harness.broker.replicas.find(`behind-${acks}`, 0)
    if (log === undefined) throw new Error('no partition')
    const { promise: room, resolve: makeRoom } = withResolvers()
    let isFull = true
    Object.defineProperty(log, 'backPressure', { get: () => (isFull ? room : undefined) })
    const own = harness.connect()
    for (const value of ['a', 'b', 'c']) {
      const data = { name: `behind-${acks}`, partitionData: [{ index: 0, records: batchOf([value]) }] }
      const request = { transactionalId: null, acks, timeoutMs: 0, topicData: [data] }
      if (acks === 0) own.post('Produce', 9, request)
      else void own.call('Produce', 9, request)
    }
    own.connection.deliver()
    for (let round = 0; round < 50; round++) await undefined
    expect(log.logEndOffset).toBe(1)
    isFull = false
    makeRoom()
    const { told } = await fetch(own, `behind-${acks}`, [asked(0, 2)], { maxWaitMs: 1_000 })
    expect([log.logEndOffset, told[0]?.values]).toEqual([3, ['c']])
  }
)

function withResolvers() {
  let resolve: () => void = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

test('a batch over max.message.bytes is MESSAGE_TOO_LARGE', async () => {
  expect((await produce(client, 't', batchOf(['x'.repeat(20_000)]))).error).toBe('MESSAGE_TOO_LARGE')
})

test('a batch whose checksum is wrong is CORRUPT_MESSAGE', async () => {
  const records = batchOf(['fine'])
  records[records.length - 1]! ^= 1
  expect((await produce(client, 't', records)).error).toBe('CORRUPT_MESSAGE')
})

test('a client may not write to internal topics', async () => {
  await harness.broker.topics.ensureInternal('__consumer_offsets')
  expect((await produce(client, '__consumer_offsets', batchOf(['x']))).error).toBe('INVALID_TOPIC_EXCEPTION')
})

test('a transactional batch of a producer that the coordinator does not know is refused', async () => {
  const records = batchOf(['x'], { producerId: 1, producerEpoch: 0, baseSequence: 0, isTransactional: true })
  await client.call('FindCoordinator', 4, { coordinatorKeys: ['tx'], keyType: 1 })
  expect((await produce(client, 't', records, { transactionalId: 'tx' })).error).toBe('INVALID_PRODUCER_ID_MAPPING')
  expect((await produce(client, 't', records)).error).toBe('TRANSACTIONAL_ID_AUTHORIZATION_FAILED')
})

describe('idempotent producers', () => {
  test('a retry answers the offsets of the first attempt and appends nothing', async () => {
    const records = () => batchOf(['once', 'twice'], { producerId: 500, producerEpoch: 0, baseSequence: 0 })
    const first = await produce(client, 't', records())
    const end = harness.broker.replicas.find('t', 0)?.logEndOffset
    const again = await produce(client, 't', records())
    expect([again.error, again.baseOffset]).toEqual(['NONE', first.baseOffset])
    expect(harness.broker.replicas.find('t', 0)?.logEndOffset).toBe(end)
  })

  test('a retry that overtakes the acknowledgement of the first attempt waits as the first does', async () => {
    const partition = harness.broker.replicas.find('t', 1)
    const records = () => batchOf(['raced'], { producerId: 501, producerEpoch: 0, baseSequence: 0 })
    const first = produce(harness.connect(), 't', records(), { partition: 1 })
    const retry = produce(harness.connect(), 't', records(), { partition: 1 })
    let isAnswered = false
    void retry.then(() => {
      isAnswered = true
    })
    for (let round = 0; round < 50; round++) await undefined
    expect([isAnswered, (partition?.highWatermark as number) < (partition?.logEndOffset as number)]).toEqual([
      false,
      true
    ])
    expect((await retry).baseOffset).toBe((await first).baseOffset)
  })

  test('a gap in the sequence is OUT_OF_ORDER_SEQUENCE_NUMBER', async () => {
    await produce(client, 't', batchOf(['0'], { producerId: 502, producerEpoch: 0, baseSequence: 0 }))
    const gap = batchOf(['5'], { producerId: 502, producerEpoch: 0, baseSequence: 5 })
    expect((await produce(client, 't', gap)).error).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER')
  })
})

test('min.insync.replicas never asks for more replicas than there are', async () => {
  await harness.createTopic('careful', 1, { 'min.insync.replicas': '3' })
  expect((await produce(client, 'careful', batchOf(['x']))).error).toBe('NONE')
})
