import { atEveryVersion, type Check } from '../../check.ts'
import {
  addPartition,
  described,
  end,
  ended,
  init,
  producer,
  send,
  sendOnce,
  settledInit,
  transactionalId
} from '../../dialogue/transactions.ts'
import { equal, errorIs, holds } from '../../expect.ts'

const api = 'InitProducerId'

export const initProducers: Check[] = [
  ...atEveryVersion({
    api,
    from: 0,
    to: 5,
    kafka43: [0, 5],
    says: 'gives a new transactional id a producer id and epoch 0, and the same id and the next epoch when it is asked again',
    async run(t, version) {
      const id = await transactionalId(t)
      const first = await settledInit(t, id, { version })
      errorIs(first.errorCode, 'NONE', 'error')
      holds(first.producerId >= 0n, 'producer id', first.producerId)
      equal(first.producerEpoch, 0, 'epoch')
      const second = await settledInit(t, id, { version })
      equal([second.producerId, second.producerEpoch], [first.producerId, 1], 'id and epoch of the second')
    }
  }),
  {
    name: 'two transactional ids get two producer ids',
    api,
    versions: [5, 5],
    kip: 'KIP-98',
    async run(t) {
      const [one, two] = [await producer(t), await producer(t)]
      holds(one.producerId !== two.producerId, 'producer ids differ', [one.producerId, two.producerId])
    }
  },
  ...[0, -1, -2_147_483_648].map(
    (timeoutMs): Check => ({
      name: `a transaction timeout of ${timeoutMs} ms is answered INVALID_TRANSACTION_TIMEOUT`,
      api,
      versions: [5, 5],
      kip: 'KIP-98',
      async run(t) {
        const answer = await init(t, await transactionalId(t), { timeoutMs })
        errorIs(answer.errorCode, 'INVALID_TRANSACTION_TIMEOUT', 'error')
        equal([answer.producerId, answer.producerEpoch], [-1n, -1], 'id and epoch')
      }
    })
  ),
  {
    name: 'a transaction timeout above transaction.max.timeout.ms is answered INVALID_TRANSACTION_TIMEOUT',
    api,
    versions: [0, 5],
    kip: 'KIP-98',
    async run(t) {
      const id = await transactionalId(t)
      for (const version of [0, 5])
        errorIs(
          (await init(t, id, { version, timeoutMs: 2_147_483_646 })).errorCode,
          'INVALID_TRANSACTION_TIMEOUT',
          `error in version ${version}`
        )
    }
  },
  ...(
    [
      [1n, -1],
      [-1n, 1]
    ] as const
  ).map(
    ([producerId, epoch]): Check => ({
      name: `a producer id of ${producerId} with epoch ${epoch} is answered INVALID_REQUEST`,
      api,
      versions: [3, 5],
      kip: 'KIP-360',
      async run(t) {
        const id = await transactionalId(t)
        for (const version of [3, 5]) {
          const answer = await init(t, id, { version, as: { transactionalId: id, producerId, epoch } })
          errorIs(answer.errorCode, 'INVALID_REQUEST', `error in version ${version}`)
        }
      }
    })
  ),
  {
    name: 'a producer that goes on as itself gets its id and the next epoch',
    api,
    versions: [3, 5],
    kip: 'KIP-360',
    async run(t) {
      let by = await producer(t)
      for (const version of [3, 4, 5]) {
        const next = await settledInit(t, by.transactionalId, { version, as: by })
        errorIs(next.errorCode, 'NONE', `error in version ${version}`)
        equal([next.producerId, next.producerEpoch], [by.producerId, by.epoch + 1], 'id and epoch')
        by = { ...by, epoch: next.producerEpoch }
      }
    }
  },
  {
    name: 'a producer that goes on as itself and asks a second time gets the same epoch again',
    api,
    versions: [5, 5],
    kip: 'KIP-360',
    async run(t) {
      const by = await producer(t)
      const first = await settledInit(t, by.transactionalId, { as: by })
      const again = await settledInit(t, by.transactionalId, { as: by })
      errorIs(again.errorCode, 'NONE', 'error')
      equal([again.producerId, again.producerEpoch], [first.producerId, first.producerEpoch], 'id and epoch')
    }
  },
  ...(
    [
      [3, 'INVALID_PRODUCER_EPOCH'],
      [4, 'PRODUCER_FENCED'],
      [5, 'PRODUCER_FENCED']
    ] as const
  ).map(
    ([version, error]): Check => ({
      name: `InitProducerId v${version} of a producer that another has taken the place of is answered ${error}`,
      api,
      versions: [version, version],
      kip: 'KIP-588',
      async run(t) {
        const by = await producer(t)
        await producer(t, { id: by.transactionalId })
        const answer = await settledInit(t, by.transactionalId, { version, as: by })
        errorIs(answer.errorCode, error, 'error')
        equal([answer.producerId, answer.producerEpoch], [-1n, -1], 'id and epoch')
      }
    })
  ),
  {
    name: 'a producer that goes on with an id that the transactional id never had is answered PRODUCER_FENCED',
    api,
    versions: [5, 5],
    kip: 'KIP-360',
    async run(t) {
      const by = await producer(t)
      const as = { ...by, producerId: by.producerId + 1_000_000n }
      errorIs((await settledInit(t, by.transactionalId, { as })).errorCode, 'PRODUCER_FENCED', 'error')
    }
  },
  {
    name: 'a producer whose transactional id is not known any more gets an id, whatever id it brings',
    api,
    versions: [5, 5],
    kip: 'KIP-360',
    async run(t) {
      const id = await transactionalId(t)
      const answer = await settledInit(t, id, { as: { transactionalId: id, producerId: 123_456_789n, epoch: 7 } })
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(answer.producerEpoch, 0, 'epoch')
    }
  },
  {
    name: 'while a transaction is open the first answer is CONCURRENT_TRANSACTIONS, and the transaction is aborted',
    api,
    versions: [5, 5],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      errorIs((await send(t, by, topic, ['x'])).errorCode, 'NONE', 'error of Produce')
      errorIs((await init(t, by.transactionalId)).errorCode, 'CONCURRENT_TRANSACTIONS', 'first error')
      await described(t, by.transactionalId, ['CompleteAbort'])
      const next = await settledInit(t, by.transactionalId)
      equal([next.producerId, next.producerEpoch], [by.producerId, by.epoch + 2], 'id and epoch in the end')
    }
  },
  {
    name: 'after a take-over the older producer cannot produce: INVALID_PRODUCER_EPOCH',
    api,
    versions: [5, 5],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      await producer(t, { id: by.transactionalId })
      errorIs((await send(t, by, topic, ['x'])).errorCode, 'INVALID_PRODUCER_EPOCH', 'error of Produce v12')
      errorIs(
        (await sendOnce(t, by, topic, ['x'], { version: 9 })).errorCode,
        'INVALID_PRODUCER_EPOCH',
        'error of Produce v9'
      )
    }
  },
  {
    name: 'after a take-over the older producer can neither add partitions nor end a transaction: PRODUCER_FENCED',
    api,
    versions: [5, 5],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      await producer(t, { id: by.transactionalId })
      errorIs(await addPartition(t, by, topic), 'PRODUCER_FENCED', 'error of AddPartitionsToTxn')
      errorIs((await end(t, by, true)).errorCode, 'PRODUCER_FENCED', 'error of EndTxn')
      errorIs((await end(t, by, true, { version: 3 })).errorCode, 'PRODUCER_FENCED', 'error of EndTxn v3')
    }
  },
  {
    name: 'the epoch goes on from that of the last transaction',
    api,
    versions: [5, 5],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic()
      let by = await producer(t)
      for (const text of ['a', 'b']) {
        await send(t, by, topic, [text])
        by = await ended(t, by, true)
      }
      equal(by.epoch, 2, 'epoch after two transactions')
      const next = await settledInit(t, by.transactionalId)
      equal([next.producerId, next.producerEpoch], [by.producerId, 3], 'id and epoch')
    }
  }
]
