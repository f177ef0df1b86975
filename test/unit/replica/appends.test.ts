/** Goal: what an append asks before it appends: leader, in-sync replicas, the guard of a transaction, and what overtakes it. */

import type { AppendResult, PartitionLog } from '../../../src/log/index.ts'
import { initialPartition } from '../../../src/metadata/index.ts'
import { type Failure, failed } from '../../../src/protocol/index.ts'
import { buildBatch, buildMarker } from '../../../src/records/index.ts'
import type { GuardedBatch, TransactionGuard } from '../../../src/replica/contract.ts'
import { ReplicaPartition } from '../../../src/replica/partition.ts'
import { errorOf } from '../../kit/failures.ts'
import { logConfig, memoryStore, topicId } from '../../kit/logs.ts'

const producer = { producerId: 7, producerEpoch: 2 }
const inTransaction = (baseSequence: number, size = 1, codec: 'none' | 'gzip' = 'none') =>
  buildBatch([{ timestamp: 1, value: Buffer.alloc(size, 'x') }], {
    ...producer,
    baseSequence,
    isTransactional: true,
    codec
  })
const marker = (producerId = producer.producerId) =>
  buildMarker({ ...producer, producerId, type: 'ABORT', coordinatorEpoch: 0, timestampMs: 1 })

function make() {
  const { store } = memoryStore()
  const log = store.create('t', 0, topicId, logConfig)
  const partition = new ReplicaPartition({
    env: {} as never,
    brokerId: 1,
    topic: 't',
    topicId,
    partition: 0,
    log,
    image: initialPartition([1]),
    minInSyncReplicas: () => 1,
    rules: { nowMs: () => 0, lagTimeMaxMs: () => 30_000, epochOf: () => 0 },
    moveStart: async () => {},
    mayJoin: () => {},
    traffic: []
  })
  const produce = (records: Buffer, guard?: TransactionGuard) =>
    partition.append(records, { origin: 'client', produceVersion: 9, acks: -1, guard })
  return { partition, log, produce }
}

const guardBy = (ask: TransactionGuard['ask']): TransactionGuard => ({ bumpsEpoch: false, ask })
const isOpen = (log: PartitionLog) =>
  log
    .producers()
    .some(({ producerId: id, currentTransactionFirstOffset: first }) => id === producer.producerId && first >= 0)
const errorAtOnce = (result: AppendResult | Promise<AppendResult>) =>
  result instanceof Promise ? 'later' : errorOf(result)

test('a transactional batch is refused where nobody vouches for it, and a plain one needs nobody', () => {
  const { produce, log } = make()
  expect(errorAtOnce(produce(inTransaction(0)))).toBe('INVALID_TXN_STATE')
  expect(
    errorAtOnce(
      produce(
        inTransaction(0),
        guardBy(() => failed('INVALID_PRODUCER_EPOCH'))
      )
    )
  ).toBe('INVALID_PRODUCER_EPOCH')
  expect(log.logEndOffset).toBe(0)
  const refuses = guardBy(() => failed('INVALID_TXN_STATE'))
  expect(errorAtOnce(produce(buildBatch([{ timestamp: 1, value: Buffer.from('plain') }]), refuses))).toBeNull()
})

test('the guard is asked before the first batch of a transaction, and learns who appends', () => {
  const { produce, partition } = make()
  const seen: GuardedBatch[] = []
  const lets = guardBy((batch) => {
    seen.push(batch)
    return null
  })
  expect([errorAtOnce(produce(inTransaction(0), lets)), errorAtOnce(produce(inTransaction(1), lets))]).toEqual([
    null,
    null
  ])
  expect(seen).toHaveLength(1)
  expect(errorAtOnce(partition.append(marker(), { origin: 'marker', acks: 1 }))).toBeNull()
  expect(errorAtOnce(produce(inTransaction(2), lets))).toBeNull()
  expect(seen.map(({ topic, partition: index, producerId }) => [topic, index, producerId])).toEqual([
    ['t', 0, 7],
    ['t', 0, 7]
  ])
})

test('an epoch that is older than what was written is refused without asking', () => {
  const { produce } = make()
  const older = buildBatch([{ timestamp: 1, value: Buffer.from('x') }], {
    producerId: 7,
    producerEpoch: 1,
    baseSequence: 0,
    isTransactional: true
  })
  expect(
    errorAtOnce(
      produce(
        inTransaction(0),
        guardBy(() => null)
      )
    )
  ).toBeNull()
  const asked = guardBy(() => failed('UNKNOWN_SERVER_ERROR'))
  expect(errorAtOnce(produce(older, asked))).toBe('INVALID_PRODUCER_EPOCH')
})

test('of batches whose producer nothing is known of, the one that was asked about first comes first', async () => {
  const { produce } = make()
  const refuses = guardBy(async () => failed('TRANSACTION_ABORTABLE'))
  expect(errorOf(await produce(inTransaction(0), refuses))).toBe('TRANSACTION_ABORTABLE')
  const lets = guardBy(async () => null)
  expect(errorOf(await produce(inTransaction(1), lets))).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER')
  expect(errorOf(await produce(inTransaction(0), lets))).toBeNull()
  expect(errorOf(await produce(inTransaction(1), lets))).toBeNull()
})

test('a producer whose epoch is bumped with each transaction begins with sequence 0', async () => {
  const { produce } = make()
  const lets = { bumpsEpoch: true, ask: async () => null }
  expect(errorOf(await produce(inTransaction(3), lets))).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER')
  expect(errorOf(await produce(inTransaction(0), lets))).toBeNull()
})

function held() {
  let answer: (failure: Failure | null) => void = () => {}
  const verdict = new Promise<Failure | null>((resolve) => {
    answer = resolve
  })
  return { guard: guardBy(() => verdict), answer }
}

test('a guard may answer later: the batch is kept, whatever becomes of the buffer it came in', async () => {
  const { produce, log } = make()
  const { guard, answer } = held()
  const records = inTransaction(0)
  const appended = produce(records, guard)
  expect([errorAtOnce(appended), log.logEndOffset]).toEqual(['later', 0])
  records.fill(0)
  answer(null)
  expect(await appended).toMatchObject({ firstOffset: 0 })
  expect(isOpen(log)).toBe(true)
})

test.each([
  ['its own producer', producer.producerId, 'INVALID_TXN_STATE'],
  ['another producer', 8, null]
])('a batch that a marker of %s overtakes', async (_, producerId, error) => {
  const { produce, partition, log } = make()
  const { guard, answer } = held()
  const appended = produce(inTransaction(0), guard)
  partition.append(marker(producerId), { origin: 'marker', acks: 1 })
  answer(null)
  expect(errorOf(await appended)).toBe(error)
  expect(isOpen(log)).toBe(error === null)
})

test('a marker also overtakes a batch that is being checked in a worker', async () => {
  const { produce, partition, log } = make()
  log.configure({ ...logConfig, compressionType: 'gzip', maxMessageBytes: 8 << 20 })
  const large = inTransaction(0, 600 * 1024)
  const appended = produce(
    large,
    guardBy(() => null)
  )
  expect(errorAtOnce(appended)).toBe('later')
  partition.append(marker(), { origin: 'marker', acks: 1 })
  expect(errorOf(await appended)).toBe('INVALID_TXN_STATE')
  expect(isOpen(log)).toBe(false)
})

test('a leader that moved away meanwhile appends nothing', async () => {
  const { produce, partition, log } = make()
  const { guard, answer } = held()
  const appended = produce(inTransaction(0), guard)
  partition.update({ ...initialPartition([2]), leaderEpoch: 1, partitionEpoch: 1 })
  answer(null)
  expect([errorOf(await appended), log.logEndOffset]).toEqual(['NOT_LEADER_OR_FOLLOWER', 0])
})
