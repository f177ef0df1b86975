import type { Check } from '../../check.ts'
import { fetch } from '../../dialogue/fetch.ts'
import { produce, produced } from '../../dialogue/produce.ts'
import { batchOf } from '../../dialogue/records.ts'
import {
  addPartition,
  described,
  ended,
  producer,
  readCommitted,
  send,
  sendOnce,
  settledInit
} from '../../dialogue/transactions.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

const api = 'Produce'

async function listed(t: Trial, topic: Topic, timestamp: bigint, isolationLevel: number) {
  const answer = await t.call('ListOffsets', 5, {
    replicaId: -1,
    isolationLevel,
    topics: [{ name: topic.name, partitions: [{ partitionIndex: 0, timestamp, currentLeaderEpoch: -1 }] }]
  })
  return only(only(answer.topics, 'topics').partitions, 'partitions').offset
}

export const writeInTransactions: Check[] = [
  {
    name: 'Produce v12 makes its partition part of the transaction',
    api,
    versions: [12, 12],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const by = await producer(t)
      errorIs((await send(t, by, topic, ['x'], { partition: 1 })).errorCode, 'NONE', 'error')
      const state = await described(t, by.transactionalId)
      equal(
        [state.transactionState, state.topics],
        ['Ongoing', [{ topic: topic.name, partitions: [1] }]],
        'state and partitions'
      )
    }
  },
  {
    name: 'Produce v13 with a topic id makes its partition part of the transaction',
    api,
    versions: [13, 13],
    kip: 'KIP-516',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      errorIs((await send(t, by, topic, ['x'], { version: 13 })).errorCode, 'NONE', 'error')
      equal((await described(t, by.transactionalId)).topics, [{ topic: topic.name, partitions: [0] }], 'partitions')
    }
  },
  ...(
    [
      [3, 'INVALID_TXN_STATE'],
      [10, 'INVALID_TXN_STATE'],
      [11, 'TRANSACTION_ABORTABLE']
    ] as const
  ).map(
    ([version, error]): Check => ({
      name: `Produce v${version} to a partition that was not added to the transaction is answered ${error}`,
      api,
      versions: [version, version],
      kip: 'KIP-890',
      async run(t) {
        const topic = await t.topic({ partitions: 2 })
        const by = await producer(t)
        await addPartition(t, by, topic, 3, 1)
        errorIs((await sendOnce(t, by, topic, ['x'], { version })).errorCode, error, 'error')
        const { highWatermark } = await fetch(t, topic, 0)
        equal(highWatermark, 0n, 'high watermark')
      }
    })
  ),
  {
    name: 'Produce v11 to a partition that was added is appended, and so is what follows',
    api,
    versions: [11, 11],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      await addPartition(t, by, topic)
      for (const [sequence, text] of ['a', 'b', 'c'].entries())
        errorIs((await send(t, by, topic, [text], { version: 11, sequence })).errorCode, 'NONE', `error of ${text}`)
      await ended(t, by, true, { version: 4 })
      equal(await readCommitted(t, topic), ['a', 'b', 'c'], 'values')
    }
  },
  {
    name: 'a transactional batch without a transactional id is answered TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
    api,
    versions: [9, 12],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      for (const version of [9, 12])
        errorIs(
          (await sendOnce(t, by, topic, ['x'], { version, transactionalId: null })).errorCode,
          'TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
          `error in version ${version}`
        )
    }
  },
  {
    name: 'Produce v12 with another producer id than the transactional id has is answered INVALID_PRODUCER_ID_MAPPING',
    api,
    versions: [12, 12],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      const other = { ...by, producerId: by.producerId + 500_000n }
      errorIs((await send(t, other, topic, ['x'])).errorCode, 'INVALID_PRODUCER_ID_MAPPING', 'error')
    }
  },
  {
    name: 'Produce v12 with an epoch that the producer does not have is answered INVALID_PRODUCER_EPOCH',
    api,
    versions: [12, 12],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      for (const epoch of [by.epoch + 1, by.epoch + 2])
        errorIs(
          (await send(t, { ...by, epoch }, topic, ['x'])).errorCode,
          'INVALID_PRODUCER_EPOCH',
          `error of epoch ${epoch}`
        )
    }
  },
  {
    name: 'a batch of the transaction before, with its epoch, is not taken into the next: INVALID_PRODUCER_EPOCH',
    api,
    versions: [12, 12],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic()
      const first = await producer(t)
      await send(t, first, topic, ['a'])
      const second = await ended(t, first, true)
      await send(t, second, topic, ['b'])
      const late = await send(t, first, topic, ['late'], { sequence: 1 })
      errorIs(late.errorCode, 'INVALID_PRODUCER_EPOCH', 'error of the late batch')
      await ended(t, second, true)
      equal(await readCommitted(t, topic), ['a', 'b'], 'values')
    }
  },
  {
    name: 'a producer of version 2 begins each transaction with sequence 0: another is answered OUT_OF_ORDER_SEQUENCE_NUMBER',
    api,
    versions: [12, 12],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      errorIs(
        (await send(t, by, topic, ['x'], { sequence: 3 })).errorCode,
        'OUT_OF_ORDER_SEQUENCE_NUMBER',
        'error where nothing is known of the producer'
      )
      errorIs((await send(t, by, topic, ['x'])).errorCode, 'NONE', 'error of sequence 0')
      const next = await ended(t, by, true)
      errorIs(
        (await send(t, next, topic, ['y'], { sequence: 1 })).errorCode,
        'OUT_OF_ORDER_SEQUENCE_NUMBER',
        'error in the next transaction'
      )
    }
  },
  {
    name: 'a retry in a transaction gets the first offset again and the batch is there once',
    api,
    versions: [12, 12],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      const first = await send(t, by, topic, ['x'])
      const again = await send(t, by, topic, ['x'])
      errorIs(again.errorCode, 'NONE', 'error of the retry')
      equal(again.baseOffset, first.baseOffset, 'offset of the retry')
      await ended(t, by, true)
      equal(await readCommitted(t, topic), ['x'], 'values')
    }
  },
  {
    name: 'a plain batch of a producer whose transaction is open is answered INVALID_TXN_STATE',
    api,
    versions: [9, 9],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      await send(t, by, topic, ['x'])
      const plain = batchOf(t, ['y'], { producerId: Number(by.producerId), producerEpoch: by.epoch, baseSequence: 1 })
      errorIs((await produce(t, topic, plain)).errorCode, 'INVALID_TXN_STATE', 'error')
    }
  },
  {
    name: 'a reader of committed records stops before an open transaction, and goes on when it is committed',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['before']))
      const by = await producer(t)
      await send(t, by, topic, ['inside'])
      await produced(t, topic, batchOf(t, ['after']))
      const open = await fetch(t, topic, 0, { isolationLevel: 1 })
      equal([open.lastStableOffset, open.highWatermark], [1n, 3n], 'last stable offset and high watermark')
      equal((await fetch(t, topic, 1, { isolationLevel: 1 })).records?.length ?? 0, 0, 'bytes behind it')
      equal((await fetch(t, topic, 0)).lastStableOffset, 1n, 'last stable offset for other readers')
      await ended(t, by, true)
      equal(await readCommitted(t, topic), ['before', 'inside', 'after'], 'values')
    }
  },
  {
    name: 'ListOffsets answers the last stable offset as the end to readers of committed records',
    api: 'ListOffsets',
    versions: [5, 5],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['before']))
      const by = await producer(t)
      await send(t, by, topic, ['inside', 'inside'])
      equal([await listed(t, topic, -1n, 1), await listed(t, topic, -1n, 0)], [1n, 3n], 'ends while it is open')
      await ended(t, by, false)
      await readCommitted(t, topic)
      equal([await listed(t, topic, -1n, 1), await listed(t, topic, -1n, 0)], [4n, 4n], 'ends when it is over')
    }
  },
  {
    name: 'aborted transactions are told with producer and first offset to readers of committed records alone',
    api: 'Fetch',
    versions: [4, 12],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['before']))
      const by = await producer(t)
      await send(t, by, topic, ['gone'])
      await ended(t, by, false)
      equal(await readCommitted(t, topic), ['before'], 'values')
      for (const version of [4, 12]) {
        const { abortedTransactions } = await fetch(t, topic, 0, { version, isolationLevel: 1 })
        equal(
          abortedTransactions?.map(({ producerId, firstOffset }) => [producerId === by.producerId, firstOffset]),
          [[true, 1n]],
          `aborted transactions in version ${version}`
        )
        const other = await fetch(t, topic, 0, { version, isolationLevel: 0 })
        equal(other.abortedTransactions ?? [], [], `for other readers in version ${version}`)
      }
    }
  },
  {
    name: 'two transactions at once: the last stable offset is the first offset of the earlier',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const [one, two] = [await producer(t), await producer(t)]
      await send(t, one, topic, ['a'])
      await send(t, two, topic, ['b'])
      await ended(t, two, true)
      await described(t, two.transactionalId, ['CompleteCommit'])
      equal((await fetch(t, topic, 0, { isolationLevel: 1 })).lastStableOffset, 0n, 'last stable offset')
      await ended(t, one, false)
      equal(await readCommitted(t, topic), ['b'], 'values')
    }
  },
  {
    name: 'each end of a transaction takes one offset in each of its partitions',
    api,
    versions: [12, 12],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      let by = await producer(t)
      for (const text of ['a', 'b']) {
        await send(t, by, topic, [text])
        by = await ended(t, by, text === 'a')
        await readCommitted(t, topic)
      }
      equal((await fetch(t, topic, 0)).highWatermark, 4n, 'high watermark')
    }
  },
  {
    name: 'a transaction that ran out of time is aborted, and its producer has to ask for a new epoch',
    api,
    versions: [12, 12],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t, { timeoutMs: 100 })
      await send(t, by, topic, ['x'])
      const state = await described(t, by.transactionalId, ['CompleteAbort'])
      equal([state.producerEpoch, state.transactionTimeoutMs], [by.epoch + 1, 100], 'epoch and timeout')
      equal(await readCommitted(t, topic), [], 'values')
      errorIs((await send(t, by, topic, ['y'], { sequence: 1 })).errorCode, 'INVALID_PRODUCER_EPOCH', 'error')
      const next = await settledInit(t, by.transactionalId, { as: by })
      equal([next.errorCode, next.producerEpoch], [0, by.epoch + 1], 'error and epoch with which it goes on')
    }
  }
]
