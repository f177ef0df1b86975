/**
 * Goal: what InitProducerId, AddPartitionsToTxn and EndTxn do to a transactional id in each state, with Kafka's errors, and how
 * used up epochs lead to another id. Method: the pure decisions, on states that no client can bring about quickly.
 */
import { addPartitions } from '../../../../src/coordination/transaction/add-partitions.ts'
import { completed, type EndCommand, endTransaction } from '../../../../src/coordination/transaction/end.ts'
import { fencedTransaction, initProducer } from '../../../../src/coordination/transaction/init.ts'
import {
  freshTransaction,
  type Transaction,
  type TransactionStateName
} from '../../../../src/coordination/transaction/transaction.ts'
import { type ErrorName, failed, isFailure } from '../../../../src/protocol/index.ts'

const nowMs = 5_000
const partitions = new Map([['t', new Set([0])]])
const base: Transaction = { ...freshTransaction('tx', 7, 60_000, 1_000), producerEpoch: 3, previousProducerId: 7 }
const at = (state: TransactionStateName, more: Partial<Transaction> = {}): Transaction => ({
  ...base,
  state,
  ...(state === 'Ongoing' || state.startsWith('Prepare') ? { partitions, startedMs: 2_000 } : {}),
  ...more
})
const lastEpoch = 0x7fff - 1

describe('InitProducerId', () => {
  const init = (
    known: Transaction | undefined,
    expected: { readonly producerId: number; readonly producerEpoch: number } | null = null,
    producerId: number | null = null
  ) => {
    const command = { transactionalId: 'tx', timeoutMs: 60_000, expected }
    return initProducer(known, command, { producerId, nowMs, version: 2 })
  }

  test('a new id needs a producer id first, and begins with epoch 0', () => {
    expect(init(undefined)).toEqual({ kind: 'needs producer id' })
    expect(init(undefined, null, 9)).toMatchObject({
      kind: 'initialized',
      next: { producerId: 9, producerEpoch: 0, state: 'Empty', startedMs: -1, updatedMs: nowMs }
    })
  })

  test.each<TransactionStateName>(['Empty', 'CompleteCommit', 'CompleteAbort'])('%s: the epoch is bumped', (state) => {
    expect(init(at(state))).toMatchObject({
      kind: 'initialized',
      next: { producerId: 7, producerEpoch: 4, lastProducerEpoch: -1, state: 'Empty' }
    })
  })

  test.each<TransactionStateName>(['PrepareCommit', 'PrepareAbort'])('%s: CONCURRENT_TRANSACTIONS', (state) => {
    expect(init(at(state))).toEqual(failed('CONCURRENT_TRANSACTIONS'))
  })

  test('Ongoing: the transaction is aborted with an epoch that nobody has', () => {
    expect(init(at('Ongoing'))).toMatchObject({
      kind: 'fenced',
      next: { producerEpoch: 4, lastProducerEpoch: 3, state: 'PrepareAbort', clientVersion: 2, partitions }
    })
    expect(fencedTransaction(at('Ongoing'), { producerId: null, nowMs, version: 0 })).toMatchObject({
      next: { producerEpoch: 4, lastProducerEpoch: -1, nextProducerId: -1, clientVersion: 0 }
    })
  })

  test('Ongoing with used up epochs: what is aborted leads to a new id, and nobody is given the last epoch', () => {
    const full = at('Ongoing', { producerEpoch: lastEpoch })
    expect(init(full)).toEqual({ kind: 'needs producer id' })
    const step = init(full, null, 9)
    if (isFailure(step) || step.kind !== 'fenced') throw new Error('not fenced')
    expect(step.next).toMatchObject({ producerId: 7, producerEpoch: 0x7fff, nextProducerId: 9, state: 'PrepareAbort' })
    const aborted = completed(step.next, nowMs)
    expect(init(aborted)).toMatchObject({ next: { producerId: 9, producerEpoch: 1 } })
    const as = { producerId: 7, producerEpoch: lastEpoch }
    expect(init(aborted, as)).toMatchObject({ next: { producerId: 9, producerEpoch: 0 } })
    // Without the bumps of transaction.version 2 there is no other id in the records: the next InitProducerId brings it.
    const plain = fencedTransaction(full, { producerId: null, nowMs, version: 1 })
    expect(plain).toMatchObject({ next: { producerEpoch: 0x7fff, lastProducerEpoch: -1, nextProducerId: -1 } })
  })

  test('used up epochs lead to a new id with epoch 0', () => {
    const full = at('CompleteCommit', { producerEpoch: lastEpoch })
    expect(init(full)).toEqual({ kind: 'needs producer id' })
    expect(init(full, null, 9)).toMatchObject({ next: { producerId: 9, producerEpoch: 0, previousProducerId: 7 } })
    const as = { producerId: 7, producerEpoch: lastEpoch }
    expect(init(full, as, 9)).toMatchObject({ next: { producerId: 9, producerEpoch: 0, lastProducerEpoch: lastEpoch } })
  })

  test('a retry of what used up the epochs finds the id that it was given', () => {
    const rotated = at('Empty', {
      producerId: 9,
      previousProducerId: 7,
      producerEpoch: 0,
      lastProducerEpoch: lastEpoch
    })
    expect(init(rotated, { producerId: 7, producerEpoch: lastEpoch })).toMatchObject({
      kind: 'initialized',
      next: { producerId: 9, producerEpoch: 0 }
    })
    expect(init(rotated, { producerId: 7, producerEpoch: 3 })).toEqual(failed('PRODUCER_FENCED'))
  })

  test('a producer that used up its epochs, and was fenced, is told so', () => {
    const full = at('CompleteAbort', { producerEpoch: 0x7fff, lastProducerEpoch: -1 })
    expect(init(full, { producerId: 7, producerEpoch: 12 })).toEqual(failed('PRODUCER_FENCED'))
  })
})

describe('AddPartitionsToTxn', () => {
  const add = (transaction: Transaction | undefined, more: { producerId?: number; producerEpoch?: number } = {}) => {
    const asked = [
      { topic: 't', partition: 0 },
      { topic: 'u', partition: 4 }
    ]
    const by = { transactionalId: 'tx', producerId: 7, producerEpoch: 3, partitions: asked, clientVersion: 2, ...more }
    return addPartitions(transaction, by as Parameters<typeof addPartitions>[1], nowMs)
  }

  test.each<TransactionStateName>(['Empty', 'CompleteCommit', 'CompleteAbort'])('%s: a transaction begins', (state) => {
    const added = add(at(state))
    expect(added).toMatchObject({ state: 'Ongoing', startedMs: nowMs, clientVersion: 2 })
  })

  test('an open transaction keeps its start and its partitions', () => {
    const added = add(at('Ongoing'))
    const next = isFailure(added) ? null : added
    expect(next).toMatchObject({ state: 'Ongoing', startedMs: 2_000 })
    expect(next?.partitions).toEqual(
      new Map([
        ['t', new Set([0])],
        ['u', new Set([4])]
      ])
    )
    expect(partitions.size).toBe(1)
    expect(add(next ?? undefined)).toBeNull()
  })

  test.each<[string, Transaction | undefined, { producerId?: number; producerEpoch?: number }, string]>([
    ['no such id', undefined, {}, 'INVALID_PRODUCER_ID_MAPPING'],
    ['another producer id', at('Empty'), { producerId: 8 }, 'INVALID_PRODUCER_ID_MAPPING'],
    ['an older epoch', at('Ongoing'), { producerEpoch: 2 }, 'PRODUCER_FENCED'],
    ['a newer epoch', at('Ongoing'), { producerEpoch: 4 }, 'PRODUCER_FENCED'],
    ['about to commit', at('PrepareCommit'), {}, 'CONCURRENT_TRANSACTIONS'],
    ['about to abort', at('PrepareAbort'), {}, 'CONCURRENT_TRANSACTIONS']
  ])('%s is refused', (_, transaction, more, error) => {
    expect(add(transaction, more)).toEqual(failed(error as ErrorName))
  })
})

describe('EndTxn', () => {
  const end = (
    transaction: Transaction | undefined,
    more: Partial<EndCommand> = {},
    producerId: number | null = null
  ) => {
    const command: EndCommand = {
      transactionalId: 'tx',
      producerId: 7,
      producerEpoch: 3,
      result: 'COMMIT',
      bumpsEpoch: true,
      ...more
    }
    const step = endTransaction(transaction, command, { producerId, nowMs })
    if (isFailure(step)) return step.error
    return step.kind === 'prepared' ? `${step.next.state} ${step.next.producerEpoch}` : step.kind
  }
  const retry = { producerEpoch: 2 }

  // The table of kafka.coordinator.transaction.TransactionCoordinator, and its states beside it.
  test.each<[TransactionStateName, string, string, string, string]>([
    // state, abort again, abort, commit again, commit
    ['Empty', 'PRODUCER_FENCED', 'PrepareAbort 4', 'PRODUCER_FENCED', 'INVALID_TXN_STATE'],
    ['CompleteAbort', 'ended', 'PrepareAbort 4', 'INVALID_TXN_STATE', 'INVALID_TXN_STATE'],
    ['CompleteCommit', 'INVALID_TXN_STATE', 'PrepareAbort 4', 'ended', 'INVALID_TXN_STATE'],
    ['Ongoing', 'PRODUCER_FENCED', 'PrepareAbort 4', 'PRODUCER_FENCED', 'PrepareCommit 4'],
    ['PrepareCommit', 'INVALID_TXN_STATE', 'PRODUCER_FENCED', 'CONCURRENT_TRANSACTIONS', 'PRODUCER_FENCED'],
    ['PrepareAbort', 'CONCURRENT_TRANSACTIONS', 'PRODUCER_FENCED', 'INVALID_TXN_STATE', 'PRODUCER_FENCED']
  ])('with a bump, in %s', (state, abortAgain, abort, commitAgain, commit) => {
    expect([
      end(at(state), { ...retry, result: 'ABORT' }),
      end(at(state), { result: 'ABORT' }),
      end(at(state), retry),
      end(at(state))
    ]).toEqual([abortAgain, abort, commitAgain, commit])
  })

  test.each<[TransactionStateName, string, string]>([
    ['Empty', 'INVALID_TXN_STATE', 'INVALID_TXN_STATE'],
    ['CompleteAbort', 'ended', 'INVALID_TXN_STATE'],
    ['CompleteCommit', 'INVALID_TXN_STATE', 'ended'],
    ['Ongoing', 'PrepareAbort 3', 'PrepareCommit 3'],
    ['PrepareCommit', 'INVALID_TXN_STATE', 'CONCURRENT_TRANSACTIONS'],
    ['PrepareAbort', 'CONCURRENT_TRANSACTIONS', 'INVALID_TXN_STATE']
  ])('without a bump, in %s', (state, abort, commit) => {
    const old = { bumpsEpoch: false } as const
    expect([end(at(state), { ...old, result: 'ABORT' }), end(at(state), old)]).toEqual([abort, commit])
    expect(end(at(state), { ...old, ...retry })).toBe('PRODUCER_FENCED')
    expect(end(at(state), { ...old, producerId: 8 })).toBe('INVALID_PRODUCER_ID_MAPPING')
  })

  test('an id that nobody has is refused', () => {
    expect([end(undefined), end(undefined, { bumpsEpoch: false })]).toEqual([
      'INVALID_PRODUCER_ID_MAPPING',
      'INVALID_PRODUCER_ID_MAPPING'
    ])
  })

  test('when the epochs are used up the end brings another id, and a retry finds it', () => {
    const full = at('Ongoing', { producerEpoch: lastEpoch })
    expect(end(full, { producerEpoch: lastEpoch })).toBe('needs producer id')
    const step = endTransaction(
      full,
      { transactionalId: 'tx', producerId: 7, producerEpoch: lastEpoch, result: 'COMMIT', bumpsEpoch: true },
      { producerId: 9, nowMs }
    )
    if (isFailure(step) || step.kind !== 'prepared') throw new Error('not prepared')
    expect(step.next).toMatchObject({ producerId: 7, producerEpoch: 0x7fff, nextProducerId: 9 })
    const done = completed(step.next, nowMs)
    expect(done).toMatchObject({
      state: 'CompleteCommit',
      producerId: 9,
      producerEpoch: 0,
      previousProducerId: 7,
      nextProducerId: -1
    })
    expect(end(done, { producerEpoch: lastEpoch })).toBe('ended')
    expect(end(done, { producerEpoch: lastEpoch, result: 'ABORT' })).toBe('INVALID_TXN_STATE')
  })

  test('an abort of nothing begins and ends now, and keeps no partitions', () => {
    const step = endTransaction(
      at('Empty'),
      { transactionalId: 'tx', producerId: 7, producerEpoch: 3, result: 'ABORT', bumpsEpoch: true },
      { producerId: null, nowMs }
    )
    expect(step).toMatchObject({ next: { startedMs: nowMs, updatedMs: nowMs, lastProducerEpoch: 3 } })
    if (!isFailure(step) && step.kind === 'prepared')
      expect(completed(step.next, nowMs + 1)).toMatchObject({ state: 'CompleteAbort', producerEpoch: 4 })
  })
})
