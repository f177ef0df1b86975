/**
 * Goal: what verify cannot see from outside: a batch whose transaction ends while its coordinator is asked is refused, a frame
 * that a network kept back changes no later transaction (T5), an authorizer is asked for each transactional API, and patterns
 * cannot stall the loop. Method: requests over connections in memory.
 */

import type { Peers } from '../../../src/broker/peers.ts'
import { admittedElsewhere } from '../../../src/broker/remote-admission.ts'
import {
  type ApiName,
  decodeResponse,
  type ErrorName,
  errorCodes,
  type RequestInputMap
} from '../../../src/protocol/index.ts'
import { buildBatch, buildMarker } from '../../../src/records/index.ts'
import type { Operation, ResourceType } from '../../../src/security/index.ts'
import { errorOf, got } from '../../kit/failures.ts'
import { Harness, type HarnessClient } from '../../kit/harness.ts'
import { nameOf, produce } from '../../kit/produce-and-fetch.ts'
import { turn } from '../../kit/virtual-time.ts'

const inTransaction = (producerId: number, producerEpoch: number, baseSequence = 0) =>
  buildBatch([{ timestamp: 1, value: Buffer.from('x') }], {
    producerId,
    producerEpoch,
    baseSequence,
    isTransactional: true
  })

async function initialised(client: HarnessClient, transactionalId = 'tx') {
  await client.call('FindCoordinator', 4, { coordinatorKeys: [transactionalId], keyType: 1 })
  const answer = await client.call('InitProducerId', 5, { transactionalId, transactionTimeoutMs: 60_000 })
  expect(nameOf(answer.errorCode)).toBe('NONE')
  return { producerId: Number(answer.producerId), producerEpoch: answer.producerEpoch }
}

test('a marker that comes while the coordinator is asked keeps the batch out: no transaction is left open', async () => {
  await using harness = await Harness.start()
  await harness.createTopic('t')
  const client = harness.connect()
  const { producerId, producerEpoch } = await initialised(client)
  const partition = got(harness.broker.replicas.leader('t', 0))
  const answered = produce(client, 't', inTransaction(producerId, producerEpoch), {
    version: 12,
    transactionalId: 'tx'
  })
  const marker = buildMarker({ type: 'ABORT', coordinatorEpoch: 0, producerId, producerEpoch, timestampMs: 1 })
  expect(errorOf(partition.append(marker, { origin: 'marker', acks: -1 }))).toBeNull()
  expect((await answered).error).toBe('INVALID_TXN_STATE')
  expect([partition.logEndOffset, partition.lastStableOffset]).toEqual([1, 1])
})

test('with verification off, a producer of version 1 writes to what it did not add', async () => {
  await using harness = await Harness.start({ config: { 'transaction.partition.verification.enable': false } })
  await harness.createTopic('t')
  const client = harness.connect()
  const { producerId, producerEpoch } = await initialised(client)
  const batch = inTransaction(producerId, producerEpoch)
  expect((await produce(client, 't', batch, { version: 11, transactionalId: 'tx' })).error).toBe('NONE')
})

test('batches of two producers in one request are refused as a whole', async () => {
  await using harness = await Harness.start()
  await harness.createTopic('t', 2)
  const client = harness.connect()
  const { producerId, producerEpoch } = await initialised(client)
  const partitionData = [producerId, producerId + 1].map((id, index) => ({
    index,
    records: inTransaction(id, producerEpoch)
  }))
  const { responses } = await client.call('Produce', 12, {
    transactionalId: 'tx',
    acks: -1,
    timeoutMs: 1_000,
    topicData: [{ name: 't', partitionData }]
  })
  expect(responses[0]?.partitionResponses.map(({ errorCode }) => nameOf(errorCode))).toEqual([
    'INVALID_PRODUCER_ID_MAPPING',
    'INVALID_PRODUCER_ID_MAPPING'
  ])
})

test('a pattern that backtracking engines never finish answers at once', async () => {
  await using harness = await Harness.start()
  const client = harness.connect()
  await initialised(client, 'a'.repeat(200))
  const ask = (transactionalIdPattern: string) =>
    client.call('ListTransactions', 2, { stateFilters: [], producerIdFilters: [], transactionalIdPattern })
  expect((await ask('(a+)+b')).transactionStates).toEqual([])
  expect((await ask('(a|aa)*')).transactionStates).toHaveLength(1)
  expect(nameOf((await ask('(?=a)')).errorCode)).toBe('INVALID_REGULAR_EXPRESSION')
})

test('a pattern whose repeats would take seconds to compile is refused', async () => {
  await using harness = await Harness.start()
  const { errorCode } = await harness.connect().call('ListTransactions', 2, {
    stateFilters: [],
    producerIdFilters: [],
    transactionalIdPattern: 'x{1000}'.repeat(1000)
  })
  expect(nameOf(errorCode)).toBe('INVALID_REGULAR_EXPRESSION')
})

describe('whoever may not', () => {
  const producer = { transactionalId: 'tx', producerId: 1n, producerEpoch: 0 }
  const topics = [{ name: 't', partitions: [0] }]
  const offsets = [{ name: 't', partitions: [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }] }]
  const without = async (operation: Operation, type: ResourceType) => {
    const harness = await Harness.start({
      authorizer: { may: (_, asked, of) => !(asked === operation && of === type), mayOnSome: () => true }
    })
    await harness.createTopic('t')
    return harness
  }
  const add = {
    v3AndBelowTransactionalId: 'tx',
    v3AndBelowProducerId: 1n,
    v3AndBelowProducerEpoch: 0,
    v3AndBelowTopics: topics
  }
  const errorsIn = (answer: unknown): (ErrorName | 'NONE')[] =>
    [
      ...JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? Number(value) : value)).matchAll(
        /"(?:partitionErrorCode|errorCode)":(-?\d+)/g
      )
    ]
      .map(([, code]) => nameOf(Number(code)))
      .filter((name) => name !== 'NONE')

  test('write with the transactional id is told so by each API', async () => {
    await using harness = await without('WRITE', 'TRANSACTIONAL_ID')
    const client = harness.connect()
    const answers = [
      await client.call('InitProducerId', 5, { transactionalId: 'tx', transactionTimeoutMs: 1_000 }),
      await client.call('AddPartitionsToTxn', 3, add),
      await client.call('AddOffsetsToTxn', 4, { ...producer, groupId: 'g' }),
      await client.call('TxnOffsetCommit', 5, { ...producer, groupId: 'g', topics: offsets }),
      await client.call('EndTxn', 5, { ...producer, committed: true }),
      await client.call('Produce', 9, {
        transactionalId: 'tx',
        acks: -1,
        timeoutMs: 1_000,
        topicData: [{ name: 't', partitionData: [{ index: 0, records: inTransaction(1, 0) }] }]
      })
    ]
    expect(answers.map(errorsIn)).toEqual(answers.map(() => ['TRANSACTIONAL_ID_AUTHORIZATION_FAILED']))
  })

  test('describe it neither finds its coordinator nor sees it', async () => {
    await using harness = await without('DESCRIBE', 'TRANSACTIONAL_ID')
    const client = harness.connect()
    const found = await client.call('FindCoordinator', 4, { coordinatorKeys: ['tx'], keyType: 1 })
    const described = await client.call('DescribeTransactions', 0, { transactionalIds: ['tx'] })
    expect([found, described].map(errorsIn)).toEqual([
      ['TRANSACTIONAL_ID_AUTHORIZATION_FAILED'],
      ['TRANSACTIONAL_ID_AUTHORIZATION_FAILED']
    ])
    await client.call('InitProducerId', 5, { transactionalId: 'tx', transactionTimeoutMs: 1_000 })
    const listed = await client.call('ListTransactions', 2, { stateFilters: [], producerIdFilters: [] })
    expect(listed.transactionStates).toEqual([])
  })

  test('read the group or the topic commits no offsets in a transaction', async () => {
    await using noGroup = await without('READ', 'GROUP')
    const body = { ...producer, groupId: 'g', topics: offsets }
    expect([
      errorsIn(await noGroup.connect().call('TxnOffsetCommit', 5, body)),
      errorsIn(await noGroup.connect().call('AddOffsetsToTxn', 4, { ...producer, groupId: 'g' }))
    ]).toEqual([['GROUP_AUTHORIZATION_FAILED'], ['GROUP_AUTHORIZATION_FAILED']])
    await using noTopic = await without('READ', 'TOPIC')
    expect(errorsIn(await noTopic.connect().call('TxnOffsetCommit', 5, body))).toEqual(['TOPIC_AUTHORIZATION_FAILED'])
  })

  test('write the topic adds it to no transaction, and nothing beside it', async () => {
    await using harness = await without('WRITE', 'TOPIC')
    expect(errorsIn(await harness.connect().call('AddPartitionsToTxn', 3, add))).toEqual(['TOPIC_AUTHORIZATION_FAILED'])
  })

  test('change the cluster writes no markers and asks as no broker', async () => {
    await using harness = await Harness.start({
      authorizer: { may: (_, __, of) => of !== 'CLUSTER', mayOnSome: () => true }
    })
    const client = harness.connect()
    const marker = {
      producerId: 1n,
      producerEpoch: 0,
      transactionResult: false,
      coordinatorEpoch: 0,
      topics: [{ name: 't', partitionIndexes: [0] }]
    }
    const answers = [
      await client.call('WriteTxnMarkers', 1, { markers: [marker] }),
      await client.call('AddPartitionsToTxn', 5, { transactions: [{ ...producer, topics }] })
    ]
    expect(answers.map(errorsIn)).toEqual([['CLUSTER_AUTHORIZATION_FAILED'], ['CLUSTER_AUTHORIZATION_FAILED']])
  })
})

describe.each([1, 2])('T5, transaction.version %i: a frame that arrives late changes no later transaction', (level) => {
  const partitions = [{ partitionIndex: 0, committedOffset: 7n, committedMetadata: '' }]
  const topics = [{ name: 't', partitions: [0] }]

  /** A network that has taken a frame and keeps it: `release` delivers it and gives the codes of the answer. */
  function hold<K extends ApiName>(harness: Harness, name: K, version: number, body: RequestInputMap[K]) {
    const client = harness.connect('late')
    const { connection } = client
    client.post(name, version, body)
    return () =>
      new Promise<string[]>((resolve) => {
        connection.onFrame = (frame) => {
          const text = JSON.stringify(decodeResponse(name, version, frame).value, (_, value) =>
            typeof value === 'bigint' ? Number(value) : value
          )
          resolve([...text.matchAll(/[eE]rrorCode":(-?\d+)/g)].map(([, code]) => nameOf(Number(code))))
        }
        connection.deliver()
      })
  }

  interface Producer {
    readonly producerId: number
    readonly producerEpoch: number
  }

  const numbers = level === 2 ? { produce: 12, offsets: 5, end: 5 } : { produce: 11, offsets: 4, end: 4 }

  /** What a client of this version sends in a transaction, each under a name. */
  const frames = (harness: Harness, { producerId, producerEpoch }: Producer, sequence: number) => {
    const by = { transactionalId: 'tx', producerId: BigInt(producerId), producerEpoch }
    return {
      'EndTxn that commits': hold(harness, 'EndTxn', numbers.end, { ...by, committed: true }),
      'EndTxn that aborts': hold(harness, 'EndTxn', numbers.end, { ...by, committed: false }),
      AddPartitionsToTxn: hold(harness, 'AddPartitionsToTxn', 3, {
        v3AndBelowTransactionalId: 'tx',
        v3AndBelowProducerId: by.producerId,
        v3AndBelowProducerEpoch: producerEpoch,
        v3AndBelowTopics: [{ name: 't', partitions: [1] }]
      }),
      AddOffsetsToTxn: hold(harness, 'AddOffsetsToTxn', 3, { ...by, groupId: 'g' }),
      TxnOffsetCommit: hold(harness, 'TxnOffsetCommit', numbers.offsets, {
        ...by,
        groupId: 'g',
        generationId: -1,
        memberId: '',
        topics: [{ name: 't', partitions }]
      }),
      Produce: hold(harness, 'Produce', numbers.produce, {
        transactionalId: 'tx',
        acks: -1,
        timeoutMs: 1000,
        topicData: [
          { name: 't', partitionData: [{ index: 0, records: inTransaction(producerId, producerEpoch, sequence) }] }
        ]
      })
    }
  }

  /** Writes one record, in a transaction that is open then. */
  async function write(client: HarnessClient, { producerId, producerEpoch }: Producer, sequence = 0) {
    if (level === 1) {
      const added = await client.call('AddPartitionsToTxn', 3, {
        v3AndBelowTransactionalId: 'tx',
        v3AndBelowProducerId: BigInt(producerId),
        v3AndBelowProducerEpoch: producerEpoch,
        v3AndBelowTopics: topics
      })
      expect(added.resultsByTopicV3AndBelow[0]?.resultsByPartition[0]?.partitionErrorCode).toBe(0)
    }
    const batch = inTransaction(producerId, producerEpoch, sequence)
    const answer = await produce(client, 't', batch, { version: numbers.produce, transactionalId: 'tx' })
    expect(answer.error).toBe('NONE')
  }

  async function end(client: HarnessClient, { producerId, producerEpoch }: Producer, committed: boolean) {
    const by = { transactionalId: 'tx', producerId: BigInt(producerId), producerEpoch }
    const answer = await client.call('EndTxn', numbers.end, { ...by, committed })
    expect(nameOf(answer.errorCode)).toBe('NONE')
    return level === 2
      ? { producerId: Number(answer.producerId), producerEpoch: answer.producerEpoch }
      : { producerId, producerEpoch }
  }

  async function stage() {
    const harness = await Harness.start()
    await harness.createTopic('t', 2)
    const client = harness.connect()
    const featureUpdates = [
      { feature: 'transaction.version', maxVersionLevel: level, upgradeType: level === 2 ? 1 : 2 }
    ]
    expect((await client.call('UpdateFeatures', 2, { featureUpdates })).errorCode).toBe(0)
    await client.call('FindCoordinator', 4, { coordinatorKeys: ['g'], keyType: 0 })
    return { harness, client, first: await initialised(client) }
  }

  /** The open transaction is as it was left: nothing of a late frame is in it, and it ends as its own producer says. */
  async function holdsOnly(harness: Harness, client: HarnessClient, next: Producer, committed: boolean) {
    const { transactionStates } = await client.call('DescribeTransactions', 0, { transactionalIds: ['tx'] })
    expect(transactionStates[0]).toMatchObject({
      transactionState: 'Ongoing',
      producerEpoch: next.producerEpoch,
      topics: [{ topic: 't', partitions: [0] }]
    })
    const before = got(harness.broker.replicas.leader('t', 0)).logEndOffset
    await end(client, next, committed)
    const found = await client.call('OffsetFetch', 7, { groupId: 'g', topics: [{ name: 't', partitionIndexes: [0] }] })
    expect(found.topics[0]?.partitions[0]?.committedOffset).toBe(-1n)
    const partition = got(harness.broker.replicas.leader('t', 0))
    for (let turns = 0; turns < 100 && partition.lastStableOffset <= before; turns++) await turn()
    expect([partition.logEndOffset, partition.lastStableOffset]).toEqual([before + 1, before + 1])
    expect(got(harness.broker.replicas.leader('t', 1)).logEndOffset).toBe(0)
  }

  test.each([true, false])('after the id was taken over, the next ends with %s', async (committed) => {
    const { harness, client, first } = await stage()
    await using _ = harness
    await write(client, first)
    const late = frames(harness, first, 1)
    // Fences what is open, which is then aborted.
    await client.call('InitProducerId', 5, { transactionalId: 'tx', transactionTimeoutMs: 60_000 })
    const next = await initialised(client)
    expect(next.producerEpoch).toBeGreaterThan(first.producerEpoch)
    await write(client, next)
    for (const [name, release] of Object.entries(late)) {
      const codes = (await release()).filter((code) => code !== 'NONE')
      expect([name, ...codes]).toEqual([
        name,
        name === 'Produce' || name === 'TxnOffsetCommit' ? 'INVALID_PRODUCER_EPOCH' : 'PRODUCER_FENCED'
      ])
    }
    await holdsOnly(harness, client, next, committed)
  })

  if (level === 2) {
    test.each([true, false])(
      'after the next transaction of the same producer began, which ends with %s',
      async (committed) => {
        const { harness, client, first } = await stage()
        await using _ = harness
        await write(client, first)
        const late = frames(harness, first, 1)
        const next = await end(client, first, true)
        await write(client, next)
        for (const [name, release] of Object.entries(late)) {
          const codes = (await release()).filter((code) => code !== 'NONE')
          expect([name, codes.length]).toEqual([name, 1])
        }
        await holdsOnly(harness, client, next, committed)
      }
    )
  }
})

test('a coordinator that has not heard of a topic yet is asked again: no partition fails for good', async () => {
  const told = { t: 'UNKNOWN_TOPIC_OR_PARTITION', u: 'OPERATION_NOT_ATTEMPTED', v: 'PRODUCER_FENCED' } as const
  const topicResults = Object.entries(told).map(([name, error]) => ({
    name,
    resultsByPartition: [{ partitionIndex: 0, partitionErrorCode: errorCodes[error] }]
  }))
  const answer = { errorCode: 0, resultsByTransaction: [{ transactionalId: 'x', topicResults }] }
  const peers = { call: async () => answer } as unknown as Peers
  const failures = await admittedElsewhere(peers, 2, {
    transactionalId: 'x',
    producerId: 1,
    producerEpoch: 0,
    partitions: Object.keys(told).map((topic) => ({ topic, partition: 0 })),
    adds: true,
    knowsAbortable: true
  })
  expect(failures.map((failure) => failure?.error)).toEqual([
    'COORDINATOR_NOT_AVAILABLE',
    'COORDINATOR_NOT_AVAILABLE',
    'PRODUCER_FENCED'
  ])
})
