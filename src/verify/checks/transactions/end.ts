import { atEveryVersion, type Check } from '../../check.ts'
import { addPartition, described, end, ended, producer, readCommitted, send } from '../../dialogue/transactions.ts'
import { equal, errorIs } from '../../expect.ts'

const api = 'EndTxn'

export const endTransactions: Check[] = [
  ...[true, false].flatMap((committed) =>
    atEveryVersion({
      api,
      from: 0,
      to: 5,
      kafka43: [0, 5],
      says: committed
        ? 'commits: the records are there for readers of committed records'
        : 'aborts: the records are gone for readers of committed records',
      async run(t, version) {
        const topic = await t.topic()
        const by = await producer(t)
        if (version < 5) await addPartition(t, by, topic)
        const produced = await send(t, by, topic, ['a', 'b'], { version: version < 5 ? 11 : 12 })
        errorIs(produced.errorCode, 'NONE', 'error of Produce')
        const answer = await end(t, by, committed, { version })
        errorIs(answer.errorCode, 'NONE', 'error')
        if (version >= 5)
          equal([answer.producerId, answer.producerEpoch], [by.producerId, by.epoch + 1], 'id and epoch of the next')
        equal(await readCommitted(t, topic), committed ? ['a', 'b'] : [], 'values')
        const state = await described(t, by.transactionalId, [committed ? 'CompleteCommit' : 'CompleteAbort'])
        equal(state.producerEpoch, version < 5 ? by.epoch : by.epoch + 1, 'epoch')
      }
    })
  ),
  {
    name: 'a commit over several topics and partitions makes all of them visible',
    api,
    versions: [5, 5],
    kip: 'KIP-98',
    async run(t) {
      const [one, two] = [await t.topic({ partitions: 2 }), await t.topic()]
      const by = await producer(t)
      await send(t, by, one, ['a'], { partition: 0 })
      await send(t, by, one, ['b'], { partition: 1 })
      await send(t, by, two, ['c'])
      await ended(t, by, true)
      const seen = [await readCommitted(t, one, 0), await readCommitted(t, one, 1), await readCommitted(t, two)]
      equal(seen, [['a'], ['b'], ['c']], 'values')
    }
  },
  {
    name: 'a commit asked for again with the epoch of the transaction is answered as the first time',
    api,
    versions: [5, 5],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      await send(t, by, topic, ['x'])
      const first = await end(t, by, true)
      const again = await end(t, by, true)
      errorIs(again.errorCode, 'NONE', 'error')
      equal([again.producerId, again.producerEpoch], [first.producerId, first.producerEpoch], 'id and epoch')
    }
  },
  {
    name: 'an abort asked for again with the epoch of the transaction is answered as the first time',
    api,
    versions: [5, 5],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      await send(t, by, topic, ['x'])
      const first = await end(t, by, false)
      const again = await end(t, by, false)
      errorIs(again.errorCode, 'NONE', 'error')
      equal(again.producerEpoch, first.producerEpoch, 'epoch')
    }
  },
  ...[true, false].map(
    (committed): Check => ({
      name: `EndTxn v5 that wants the other end of a transaction that was ${committed ? 'committed' : 'aborted'} is answered INVALID_TXN_STATE`,
      api,
      versions: [5, 5],
      kip: 'KIP-890',
      async run(t) {
        const topic = await t.topic()
        const by = await producer(t)
        await send(t, by, topic, ['x'])
        await ended(t, by, committed)
        await described(t, by.transactionalId, ['CompleteCommit', 'CompleteAbort'])
        errorIs((await end(t, by, !committed)).errorCode, 'INVALID_TXN_STATE', 'error')
      }
    })
  ),
  ...[true, false].map(
    (committed): Check => ({
      name: `EndTxn v4 that wants the other end of a transaction that was ${committed ? 'committed' : 'aborted'} is answered INVALID_TXN_STATE`,
      api,
      versions: [4, 4],
      kip: 'KIP-98',
      async run(t) {
        const topic = await t.topic()
        const by = await producer(t)
        await addPartition(t, by, topic)
        await ended(t, by, committed, { version: 4 })
        await described(t, by.transactionalId, ['CompleteCommit', 'CompleteAbort'])
        errorIs((await end(t, by, !committed, { version: 4 })).errorCode, 'INVALID_TXN_STATE', 'error')
        errorIs((await end(t, by, committed, { version: 4 })).errorCode, 'NONE', 'error of the same end again')
      }
    })
  ),
  {
    name: 'a commit of a transaction that was never begun is answered INVALID_TXN_STATE',
    api,
    versions: [0, 5],
    kip: 'KIP-98',
    async run(t) {
      const by = await producer(t)
      for (const version of [0, 4, 5])
        errorIs((await end(t, by, true, { version })).errorCode, 'INVALID_TXN_STATE', `error in version ${version}`)
    }
  },
  {
    name: 'EndTxn v4 that aborts a transaction that was never begun is answered INVALID_TXN_STATE',
    api,
    versions: [4, 4],
    kip: 'KIP-98',
    async run(t) {
      errorIs((await end(t, await producer(t), false, { version: 4 })).errorCode, 'INVALID_TXN_STATE', 'error')
    }
  },
  {
    name: 'EndTxn v5 that aborts a transaction that was never begun bumps the epoch',
    api,
    versions: [5, 5],
    kip: 'KIP-890',
    async run(t) {
      const by = await producer(t)
      const answer = await end(t, by, false)
      errorIs(answer.errorCode, 'NONE', 'error')
      equal([answer.producerId, answer.producerEpoch], [by.producerId, by.epoch + 1], 'id and epoch')
      const state = await described(t, by.transactionalId, ['CompleteAbort'])
      equal([state.producerEpoch, state.topics], [by.epoch + 1, []], 'epoch and partitions')
    }
  },
  {
    name: 'EndTxn v5 that aborts when all is at rest bumps the epoch each time',
    api,
    versions: [5, 5],
    kip: 'KIP-890',
    async run(t) {
      let by = await producer(t)
      for (let n = 1; n <= 3; n++) by = await ended(t, by, false)
      equal(by.epoch, 3, 'epoch')
    }
  },
  {
    name: 'EndTxn v5 that commits with the new epoch and nothing written is answered INVALID_TXN_STATE',
    api,
    versions: [5, 5],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      await send(t, by, topic, ['x'])
      const next = await ended(t, by, true)
      await described(t, by.transactionalId, ['CompleteCommit'])
      errorIs((await end(t, next, true)).errorCode, 'INVALID_TXN_STATE', 'error')
    }
  },
  ...(
    [
      [1, 'INVALID_PRODUCER_EPOCH'],
      [2, 'PRODUCER_FENCED'],
      [4, 'PRODUCER_FENCED'],
      [5, 'PRODUCER_FENCED']
    ] as const
  ).map(
    ([version, error]): Check => ({
      name: `EndTxn v${version} with an epoch that the producer does not have is answered ${error}`,
      api,
      versions: [version, version],
      kip: 'KIP-588',
      async run(t) {
        const topic = await t.topic()
        const by = await producer(t)
        await addPartition(t, by, topic)
        for (const epoch of [by.epoch + 1, by.epoch - 1])
          errorIs((await end(t, { ...by, epoch }, true, { version })).errorCode, error, `error of epoch ${epoch}`)
      }
    })
  ),
  {
    name: 'another producer id than the transactional id has is answered INVALID_PRODUCER_ID_MAPPING',
    api,
    versions: [4, 5],
    kip: 'KIP-98',
    async run(t) {
      const by = await producer(t)
      const other = { ...by, producerId: by.producerId + 500_000n }
      for (const version of [4, 5]) {
        const answer = await end(t, other, true, { version })
        errorIs(answer.errorCode, 'INVALID_PRODUCER_ID_MAPPING', `error in version ${version}`)
      }
    }
  },
  {
    name: 'nothing ends with an empty transactional id: INVALID_REQUEST',
    api,
    versions: [0, 5],
    kip: 'KIP-98',
    async run(t) {
      const by = { ...(await producer(t)), transactionalId: '' }
      for (const version of [0, 5])
        errorIs((await end(t, by, true, { version })).errorCode, 'INVALID_REQUEST', `error in version ${version}`)
    }
  },
  {
    name: 'an EndTxn of the transaction before, with its epoch, does not end the one that is open: PRODUCER_FENCED',
    api,
    versions: [5, 5],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic()
      const first = await producer(t)
      await send(t, first, topic, ['a'])
      const second = await ended(t, first, true)
      await send(t, second, topic, ['b'])
      errorIs((await end(t, first, false)).errorCode, 'PRODUCER_FENCED', 'error of the late abort')
      await ended(t, second, true)
      equal(await readCommitted(t, topic), ['a', 'b'], 'values')
    }
  }
]
