import { errorCodes } from '../../../protocol/index.ts'
import { buildMarker } from '../../../records/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { fetch } from '../../dialogue/fetch.ts'
import { produceBody, produced } from '../../dialogue/produce.ts'
import { batchOf } from '../../dialogue/records.ts'
import {
  addPartition,
  described,
  end,
  ended,
  type Producer,
  producer,
  readCommitted,
  send,
  settledInit
} from '../../dialogue/transactions.ts'
import { equal, errorIs, holds, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

/** The bytes with which a coordinator ends a transaction, sent as a client sends records. */
async function produceMarker(t: Trial, topic: Topic, by: Producer, version: number, type: 'COMMIT' | 'ABORT') {
  const { transactionalId, producerId, epoch } = by
  const marker = buildMarker({
    type,
    coordinatorEpoch: 0,
    producerId: Number(producerId),
    producerEpoch: epoch,
    timestampMs: t.nowMs
  })
  const body = produceBody(topic, marker, { version, transactionalId })
  const answer = await t.aside('Produce', version, body)
  return only(only(answer.responses, 'topics').partitionResponses, 'partitions')
}

interface Marker {
  readonly topic: string
  readonly partitions: readonly number[]
  readonly committed?: boolean
  readonly coordinatorEpoch?: number
}

async function mark(t: Trial, by: Producer, version: number, markers: readonly Marker[]) {
  const answer = await t.aside('WriteTxnMarkers', version, {
    markers: markers.map(({ topic, partitions, committed = false, coordinatorEpoch = 0 }) => ({
      producerId: by.producerId,
      producerEpoch: by.epoch,
      transactionResult: committed,
      coordinatorEpoch,
      topics: [{ name: topic, partitionIndexes: [...partitions] }]
    }))
  })
  return answer.markers.map(({ topics }) =>
    topics.flatMap(({ partitions }) => partitions.map(({ partitionIndex, errorCode }) => [partitionIndex, errorCode]))
  )
}

async function producersOf(t: Trial, topic: string, ...partitionIndexes: readonly number[]) {
  const answer = await t.aside('DescribeProducers', 0, { topics: [{ name: topic, partitionIndexes }] })
  return only(answer.topics, 'topics').partitions.toSorted((a, b) => a.partitionIndex - b.partitionIndex)
}

/** What no client should do, and what an administrator may ask wrongly: nothing of it harms a transaction. */
export const misusedTransactions: Check[] = [
  ...[3, 9, 12, 13].map(
    (version): Check => ({
      name: `Produce v${version} of a control batch is answered INVALID_RECORD, and ends no transaction`,
      api: 'Produce',
      versions: [version, version],
      kip: 'KIP-98',
      async run(t) {
        const topic = await t.topic()
        const by = await producer(t)
        errorIs((await send(t, by, topic, ['x'])).errorCode, 'NONE', 'error of the record')
        for (const type of ['COMMIT', 'ABORT'] as const)
          errorIs((await produceMarker(t, topic, by, version, type)).errorCode, 'INVALID_RECORD', `error of ${type}`)
        const open = await fetch(t, topic, 0, { isolationLevel: 1 })
        equal([open.lastStableOffset, open.highWatermark], [0n, 1n], 'last stable offset and high watermark')
        await ended(t, by, true)
        equal(await readCommitted(t, topic), ['x'], 'values')
      }
    })
  ),
  ...atEveryVersion({
    api: 'WriteTxnMarkers',
    from: 1,
    to: 2,
    kafka43: [1, 2],
    says: 'of a producer that a partition does not know takes one offset there, and harms no other producer',
    async run(t, version) {
      const topic = await t.topic()
      const [other, stranger] = [await producer(t), await producer(t)]
      await send(t, other, topic, ['x'])
      equal(await mark(t, stranger, version, [{ topic: topic.name, partitions: [0] }]), [[[0, 0]]], 'errors')
      const open = await fetch(t, topic, 0, { isolationLevel: 1 })
      equal([open.lastStableOffset, open.highWatermark], [0n, 2n], 'last stable offset and high watermark')
      await ended(t, other, true)
      equal(await readCommitted(t, topic), ['x'], 'values')
    }
  }),
  ...atEveryVersion({
    api: 'WriteTxnMarkers',
    from: 1,
    to: 2,
    kafka43: [1, 2],
    says: 'without markers answers nothing',
    async run(t, version) {
      const answer = await t.call('WriteTxnMarkers', version, { markers: [] })
      equal(answer.markers, [], 'markers')
    }
  }),
  ...atEveryVersion({
    api: 'WriteTxnMarkers',
    from: 1,
    to: 2,
    kafka43: [1, 2],
    says: 'of nobody is refused: UNKNOWN_SERVER_ERROR without an id or epoch, INVALID_PRODUCER_EPOCH below -1',
    async run(t, version) {
      const topic = await t.topic()
      const by = await producer(t)
      const marks = (nobody: Partial<Producer>) =>
        mark(t, { ...by, ...nobody }, version, [{ topic: topic.name, partitions: [0] }])
      equal(await marks({ producerId: -1n }), [[[0, errorCodes.UNKNOWN_SERVER_ERROR]]], 'error without an id')
      equal(await marks({ epoch: -1 }), [[[0, errorCodes.UNKNOWN_SERVER_ERROR]]], 'error without an epoch')
      equal(await marks({ epoch: -3 }), [[[0, errorCodes.INVALID_PRODUCER_EPOCH]]], 'error of epoch -3')
      equal((await fetch(t, topic, 0)).highWatermark, 0n, 'high watermark')
    }
  }),
  {
    name: 'markers of one producer are answered together, and those for no partition not at all',
    api: 'WriteTxnMarkers',
    versions: [1, 2],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const by = await producer(t)
      const of = (...partitions: number[]) => ({ topic: topic.name, partitions })
      for (const version of [1, 2]) {
        const answered = await mark(t, by, version, [of(0), of(), of(1)])
        equal(
          answered.map((errors) => errors.toSorted()),
          [
            [
              [0, 0],
              [1, 0]
            ]
          ],
          `answer in version ${version}`
        )
        equal(await mark(t, by, version, [of()]), [], `answer to no partition in version ${version}`)
      }
    }
  },
  {
    name: 'one marker for several partitions is answered for each of them',
    api: 'WriteTxnMarkers',
    versions: [1, 1],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const by = await producer(t)
      const [errors = []] = await mark(t, by, 1, [{ topic: topic.name, partitions: [0, 1, 7] }])
      equal(
        errors.toSorted(),
        [
          [0, 0],
          [1, 0],
          [7, 3]
        ],
        'errors'
      )
    }
  },
  {
    name: 'a coordinator epoch below 0 is taken from an administrator',
    api: 'WriteTxnMarkers',
    versions: [1, 1],
    kip: 'KIP-664',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      await send(t, by, topic, ['x'])
      const [errors] = await mark(t, by, 1, [{ topic: topic.name, partitions: [0], coordinatorEpoch: -1 }])
      equal(errors, [[0, 0]], 'errors')
      equal(await readCommitted(t, topic), [], 'values')
    }
  },
  {
    name: 'a partition that is named twice is part of the transaction once',
    api: 'AddPartitionsToTxn',
    versions: [3, 3],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      for (let n = 0; n < 2; n++) errorIs(await addPartition(t, by, topic), 'NONE', 'error')
      equal((await described(t, by.transactionalId)).topics, [{ topic: topic.name, partitions: [0] }], 'partitions')
    }
  },
  {
    name: 'a transaction that is begun twice by two processes of one id is that of the second',
    api: 'InitProducerId',
    versions: [5, 5],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const first = await producer(t)
      await send(t, first, topic, ['first'])
      const second = await producer(t, { id: first.transactionalId })
      await send(t, second, topic, ['second'])
      errorIs((await end(t, first, true)).errorCode, 'PRODUCER_FENCED', 'error of the first')
      await ended(t, second, true)
      equal(await readCommitted(t, topic), ['second'], 'values')
    }
  },
  {
    name: 'a transaction that is never ended holds up readers of its own partition alone',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-98',
    async run(t) {
      const [topic, other] = [await t.topic({ partitions: 2 }), await t.topic()]
      const stuck = await producer(t)
      await send(t, stuck, topic, ['stuck'])
      const by = await producer(t)
      await send(t, by, topic, ['a'], { partition: 1 })
      await send(t, by, other, ['b'])
      await ended(t, by, true)
      equal(await readCommitted(t, topic, 1), ['a'], 'values of the partition beside it')
      equal(await readCommitted(t, other), ['b'], 'values of the other topic')
      equal((await fetch(t, topic, 0, { isolationLevel: 1 })).lastStableOffset, 0n, 'last stable offset')
      await ended(t, stuck, false)
    }
  },
  {
    name: 'an EndTxn that is sent twice at once is answered the same twice, or first CONCURRENT_TRANSACTIONS',
    api: 'EndTxn',
    versions: [5, 5],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      await send(t, by, topic, ['x'])
      const answers = await Promise.all([end(t, by, true), end(t, by, true)])
      equal(
        answers.map(({ errorCode, producerEpoch }) => [errorCode, producerEpoch]),
        answers.map(() => [0, by.epoch + 1]),
        'errors and epochs'
      )
      equal(await readCommitted(t, topic), ['x'], 'values')
      equal((await fetch(t, topic, 0)).highWatermark, 2n, 'high watermark')
    }
  },
  {
    name: 'DescribeProducers of a partition that nobody wrote to is empty, of one that is not there UNKNOWN_TOPIC_OR_PARTITION',
    api: 'DescribeProducers',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      const topic = await t.topic()
      const found = await producersOf(t, topic.name, 0, 9)
      errorIs(found[0]?.errorCode, 'NONE', 'error')
      equal(found[0]?.activeProducers, [], 'producers')
      errorIs(found[1]?.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error of one that is not there')
      const none = await producersOf(t, t.uniqueName('none'), 0)
      errorIs(none[0]?.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error of a topic that is not there')
    }
  },
  {
    name: 'DescribeProducers shows an idempotent producer without a transaction and without a coordinator',
    api: 'DescribeProducers',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      const topic = await t.topic()
      const { producerId } = await t.aside('InitProducerId', 3, { transactionalId: null, transactionTimeoutMs: 1_000 })
      await produced(
        t,
        topic,
        batchOf(t, ['x', 'y'], { producerId: Number(producerId), producerEpoch: 0, baseSequence: 0 })
      )
      const [partition] = await producersOf(t, topic.name, 0)
      const shown = only(partition?.activeProducers ?? [], 'producers')
      equal(
        [
          shown.producerId,
          shown.producerEpoch,
          shown.lastSequence,
          shown.coordinatorEpoch,
          shown.currentTxnStartOffset
        ],
        [producerId, 0, 1, -1, -1n],
        'producer'
      )
      holds(shown.lastTimestamp > 0n, 'time', shown.lastTimestamp)
    }
  },
  {
    name: 'DescribeProducers shows the producers of several partitions, each with its own',
    api: 'DescribeProducers',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const by = [await producer(t), await producer(t)] as const
      for (const [partition, one] of by.entries()) await send(t, one, topic, ['x'], { partition })
      const found = await producersOf(t, topic.name, 0, 1)
      equal(
        found.map(({ activeProducers }) => activeProducers.map(({ producerId }) => producerId)),
        by.map(({ producerId }) => [producerId]),
        'producers'
      )
      for (const one of by) await ended(t, one, false)
    }
  },
  {
    name: 'DescribeTransactions answers each id for itself, and tells no partitions of what is over',
    api: 'DescribeTransactions',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      const topic = await t.topic()
      const [over, open] = [await producer(t), await producer(t)]
      await send(t, over, topic, ['x'])
      await ended(t, over, false)
      await described(t, over.transactionalId, ['CompleteAbort'])
      await send(t, open, topic, ['y'])
      const asked = [open.transactionalId, over.transactionalId, t.uniqueName('none')]
      const { transactionStates } = await t.aside('DescribeTransactions', 0, { transactionalIds: asked })
      const of = (id?: string) => transactionStates.find(({ transactionalId }) => transactionalId === id)
      equal([of(asked[0])?.transactionState, of(asked[0])?.topics.length], ['Ongoing', 1], 'the one that is open')
      equal([of(asked[1])?.transactionState, of(asked[1])?.topics.length], ['CompleteAbort', 0], 'the one that is over')
      errorIs(of(asked[2])?.errorCode, 'TRANSACTIONAL_ID_NOT_FOUND', 'error of the one that is not there')
      await ended(t, open, true)
    }
  },
  ...(
    [
      ['an empty pattern all', { transactionalIdPattern: '' }, true],
      ['a pattern that matches a part only not', { transactionalIdPattern: 'ottla' }, false],
      ['a pattern together with its producer id', { transactionalIdPattern: '.*' }, true],
      ['a duration below 0 all', { durationFilter: -5n }, true],
      ['a duration of 0 what is open', { durationFilter: 0n }, true],
      ['a duration of the largest number nothing', { durationFilter: 0x7fff_ffff_ffff_ffffn }, false],
      ['all filters together', { transactionalIdPattern: '.*', durationFilter: 1n, stateFilters: ['Ongoing'] }, true],
      ['another state nothing', { transactionalIdPattern: '.*', stateFilters: ['CompleteCommit'] }, false]
    ] as const
  ).map(
    ([what, filter, isFound]): Check => ({
      name: `ListTransactions v2 with a producer id and ${what} ${isFound ? 'finds' : 'does not find'} an open transaction`,
      api: 'ListTransactions',
      versions: [2, 2],
      kip: 'KIP-1152',
      async run(t) {
        const by = await producer(t)
        await send(t, by, await t.topic(), ['x'])
        await t.sleep(20)
        const { stateFilters = [], ...rest } = filter as { readonly stateFilters?: readonly string[] }
        const answer = await t.aside('ListTransactions', 2, {
          producerIdFilters: [by.producerId],
          stateFilters: [...stateFilters],
          ...rest
        })
        errorIs(answer.errorCode, 'NONE', 'error')
        equal(
          answer.transactionStates.map(({ transactionalId }) => transactionalId),
          isFound ? [by.transactionalId] : [],
          'transactions'
        )
        await ended(t, by, false)
      }
    })
  ),
  {
    name: 'InitProducerId with a timeout of 1 ms ends what its id has open, as an administrator does it',
    api: 'InitProducerId',
    versions: [5, 5],
    kip: 'KIP-664',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      await send(t, by, topic, ['x'])
      const taken = await settledInit(t, by.transactionalId, { timeoutMs: 1 })
      errorIs(taken.errorCode, 'NONE', 'error')
      holds(taken.producerEpoch > by.epoch, 'epoch', taken.producerEpoch)
      equal(await readCommitted(t, topic), [], 'values')
      errorIs((await end(t, by, true)).errorCode, 'PRODUCER_FENCED', 'error of who had it')
    }
  }
]
