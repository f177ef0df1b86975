/**
 * Goal: the last five batches of a producer are known as what they are after any restart, and Kafka can read our snapshots.
 * Method: batches 1 to 7 of one producer, then a clean stop, or a kill (the same files under a new store), then retries.
 */
import { type AppendResult, createMemoryDisk, type PartitionLog } from '../../../src/log/index.ts'
import type { FileLog } from '../../../src/log/log.ts'
import type { BatchFacts } from '../../../src/log/producers/batch-facts.ts'
import { ProducerStates } from '../../../src/log/producers/producer-state.ts'
import { producerSnapshot } from '../../../src/protocol/index.ts'
import { crc32c, Reader, Writer } from '../../../src/wire/index.ts'
import { batch, client, fileStore, logConfig, testEnv, topicId } from '../../kit/logs.ts'

const second = 1000
const started = 1_700_000_000_000

const facts = (sequence: number, count = 1, changes: Partial<BatchFacts> = {}): BatchFacts => ({
  buffer: Buffer.alloc(0),
  at: 0,
  producerId: 9,
  producerEpoch: 0,
  baseSequence: sequence,
  lastOffsetDelta: count - 1,
  maxTimestamp: started + sequence * second,
  isTransactional: false,
  isControl: false,
  ...changes
})

/** `counts.length` batches of the first producer, from offset 100 on. */
function statesOf(counts: readonly number[], changes: Partial<BatchFacts> = {}) {
  const states = new ProducerStates()
  const firstOffsets: number[] = []
  let sequence = 0
  for (const count of counts) {
    firstOffsets.push(100 + sequence)
    states.update(facts(sequence, count, changes), 100 + sequence)
    sequence += count
  }
  return { states, firstOffsets }
}

const entriesIn = (bytes: Buffer) => producerSnapshot.decode(new Reader(bytes, 2), 1).producerEntries

function loaded(bytes: Buffer): ProducerStates {
  const states = new ProducerStates()
  expect(states.load(bytes)).toBe(true)
  return states
}

test('a snapshot brings back the last five batches of each producer, and no more', () => {
  const { states, firstOffsets } = statesOf([1, 2, 3, 1, 4, 2, 1])
  states.update(facts(0, 1, { producerId: 10 }), 200)
  const after = loaded(states.toSnapshot())
  const sequences = [0, 1, 3, 6, 7, 11, 13]
  const counts = [1, 2, 3, 1, 4, 2, 1]
  for (const n of [2, 3, 4, 5, 6]) {
    const retry = facts(sequences[n] as number, counts[n] as number)
    expect(after.check(retry, true)).toMatchObject({ kind: 'duplicate', firstOffset: firstOffsets[n] })
  }
  for (const n of [0, 1]) {
    const retry = facts(sequences[n] as number, counts[n] as number)
    expect(after.check(retry, true)).toMatchObject({ error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' })
  }
  expect(after.check(facts(14), true)).toEqual({ kind: 'append' })
  expect(after.check(facts(0, 1, { producerId: 10 }), true)).toMatchObject({ kind: 'duplicate', firstOffset: 200 })
  expect(after.list()).toEqual(states.list())
  expect(after.toSnapshot()).toEqual(states.toSnapshot())
})

test('of several entries of a producer the last is the one that Kafka writes, and it alone tells of a transaction', () => {
  const { states } = statesOf([1, 1, 1], { isTransactional: true })
  const entries = entriesIn(states.toSnapshot())
  expect(entries.map(({ lastSequence }) => lastSequence)).toEqual([0, 1, 2])
  expect(entries.map(({ currentTxnFirstOffset }) => currentTxnFirstOffset)).toEqual([-1n, -1n, 100n])
  const after = loaded(states.toSnapshot())
  expect(after.firstOpenOffset).toBe(100)
  expect(after.list()).toMatchObject([{ currentTransactionFirstOffset: 100, lastSequence: 2 }])
})

test('no entry is younger than the last: whoever drops that one as expired drops all of them', () => {
  const states = new ProducerStates()
  states.update(facts(0, 1, { maxTimestamp: started + second }), 0)
  states.update(facts(1, 1, { maxTimestamp: started }), 1)
  expect(entriesIn(states.toSnapshot()).map(({ timestamp }) => Number(timestamp))).toEqual([started, started])
})

test('a new epoch leaves nothing of the one before in a snapshot', () => {
  const { states } = statesOf([1, 1, 1])
  states.update(facts(0, 2, { producerEpoch: 1 }), 300)
  expect(entriesIn(states.toSnapshot())).toMatchObject([{ epoch: 1, lastSequence: 1, lastOffset: 301n }])
  const after = loaded(states.toSnapshot())
  expect(after.check(facts(2), true)).toMatchObject({ error: 'INVALID_PRODUCER_EPOCH' })
  expect(after.check(facts(0, 2, { producerEpoch: 1 }), true)).toMatchObject({ kind: 'duplicate', firstOffset: 300 })
})

test('entries of an older epoch that a file still has are not taken for batches of the newer one', () => {
  const { states } = statesOf([1, 1])
  const entries = entriesIn(states.toSnapshot())
  const [first, last] = entries as [(typeof entries)[0], (typeof entries)[0]]
  const value = { crc: 0, producerEntries: [first, { ...last, epoch: 1, lastSequence: 0 }] }
  const writer = new Writer(2 + producerSnapshot.size(value, 1))
  writer.i16(1)
  producerSnapshot.encode(writer, value, 1)
  const bytes = Buffer.concat(writer.finish())
  bytes.writeUInt32BE(crc32c(bytes.subarray(6)), 2)
  const after = loaded(bytes)
  expect(entriesIn(after.toSnapshot())).toMatchObject([{ epoch: 1, lastSequence: 0, lastOffset: 101n }])
})

test('sequences that go round are known after a snapshot too', () => {
  const states = new ProducerStates()
  states.update(facts(0x7fffffff - 1, 1), 0)
  states.update(facts(0x7fffffff, 3), 1)
  states.update(facts(2, 1), 4)
  const after = loaded(states.toSnapshot())
  expect(after.check(facts(0x7fffffff, 3), true)).toMatchObject({ kind: 'duplicate', firstOffset: 1 })
  expect(after.check(facts(3), true)).toEqual({ kind: 'append' })
})

// ------------------------------------------------------------------ over the store

const sizes = [1, 3, 2, 1, 4, 2, 1]
const sequenceOf = (n: number) => sizes.slice(0, n - 1).reduce((sum, size) => sum + size, 0)

/** Batch `n` of 1 to 7: the offsets of its records are its sequences. */
const send = (log: PartitionLog, n: number): AppendResult =>
  log.append(
    batch(
      Array.from({ length: sizes[n - 1] as number }, (_, k) => `${n}.${k}`),
      { producerId: 4000, epoch: 3, sequence: sequenceOf(n) }
    ),
    client
  )

/** The time of the records, so that no producer expires. */
const clock = { wallMs: () => started, monotonicMs: () => 0 }

function opened(disk = createMemoryDisk(() => started)) {
  const { store, lines } = fileStore('data', {}, {}, { ...testEnv(), disk, clock })
  const log = (store.find('t', 0) ?? store.create('t', 0, topicId, logConfig)) as FileLog
  return { disk, store, log, lines }
}

const sendAll = (log: PartitionLog, ...batches: number[]) => {
  for (const n of batches) expect(send(log, n)).toMatchObject({ duplicate: false })
}

const written = (log: PartitionLog) =>
  new Promise<void>((resolve) => log.whenWritten(log.logEndOffset, () => resolve()))

function expectWindow(log: PartitionLog): void {
  const { logEndOffset } = log
  for (const n of [3, 4, 5, 6, 7]) {
    expect(send(log, n)).toMatchObject({
      duplicate: true,
      firstOffset: sequenceOf(n),
      lastOffset: sequenceOf(n) + (sizes[n - 1] as number) - 1
    })
  }
  for (const n of [1, 2]) expect(send(log, n)).toMatchObject({ error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' })
  expect(log.logEndOffset).toBe(logEndOffset)
}

test('after a clean stop retries of the last five batches answer their first offsets, an older one is refused', async () => {
  const before = opened()
  sendAll(before.log, 1, 2, 3, 4, 5, 6, 7)
  expectWindow(before.log)
  await before.store.close()
  const after = opened(before.disk)
  expectWindow(after.log)
  await after.store.close()
  // A second stop writes the snapshot from what the first one left.
  const again = opened(before.disk)
  expectWindow(again.log)
  expect(again.lines).toEqual([])
})

test('after a kill the window is that of the records, wherever segments were rolled', async () => {
  for (const rollAt of [1, 2, 3, 5, 6, 7]) {
    const before = opened()
    sendAll(before.log, ...[1, 2, 3, 4, 5, 6, 7].slice(0, rollAt))
    before.log.roll(started)
    sendAll(before.log, ...[1, 2, 3, 4, 5, 6, 7].slice(rollAt))
    await written(before.log)
    const after = opened(before.disk)
    expectWindow(after.log)
    expect(after.lines).toEqual([])
  }
})

test('after a roll, a flush and a kill the snapshot alone knows the window', async () => {
  const before = opened()
  sendAll(before.log, 1, 2, 3, 4, 5, 6, 7)
  before.log.roll(started)
  before.log.append(batch(['of nobody']), client)
  await before.store.maintain()
  const after = opened(before.disk)
  expect(after.log.state.recoveryPoint).toBe(after.log.logEndOffset)
  expectWindow(after.log)
})

test('the window outlives the segments that its batches were in', async () => {
  const before = opened()
  sendAll(before.log, 1, 2, 3, 4, 5, 6, 7)
  before.log.roll(started)
  before.log.append(batch(['of nobody']), client)
  before.log.highWatermark = before.log.logEndOffset
  before.log.moveStartOffset(sequenceOf(8))
  await before.store.maintain()
  expect(before.log.state.segments.length).toBe(1)
  await before.store.close()
  const after = opened(before.disk)
  expectWindow(after.log)
})

test('a truncation brings back the window of before, from snapshot and records', async () => {
  for (const rollAt of [2, 5, 7]) {
    const { log, store, disk } = opened()
    sendAll(log, ...[1, 2, 3, 4, 5, 6, 7].slice(0, rollAt))
    log.roll(started)
    sendAll(log, ...[1, 2, 3, 4, 5, 6, 7].slice(rollAt))
    const rest = batch(['8', '9'], { producerId: 4000, epoch: 3, sequence: sequenceOf(8) })
    expect(log.append(rest, client)).toMatchObject({ duplicate: false })
    await written(log)
    log.truncateTo(sequenceOf(8))
    expectWindow(log)
    await store.close()
    expectWindow(opened(disk).log)
  }
})

test('compaction leaves the window to the snapshot', async () => {
  const disk = createMemoryDisk(() => started)
  const config = { ...logConfig, cleanupPolicy: { compact: true, delete: false }, minCleanableDirtyRatio: 0 }
  const open = () => {
    const { store } = fileStore(
      'data',
      config,
      { cleanerEnable: true, cleanerBackoffMs: 0 },
      { ...testEnv(), disk, clock }
    )
    return { store, log: (store.find('t', 0) ?? store.create('t', 0, topicId, config)) as FileLog }
  }
  const sendKeyed = (log: PartitionLog, n: number) => {
    const values = Array.from({ length: sizes[n - 1] as number }, (_, k) => `${n}.${k}`)
    return log.append(batch(values, { producerId: 4000, epoch: 3, sequence: sequenceOf(n), key: 'k' }), client)
  }
  const { log, store } = open()
  for (const n of [1, 2, 3, 4, 5, 6, 7]) {
    expect(sendKeyed(log, n)).toMatchObject({ duplicate: false })
    if (n === 5) log.roll(started)
  }
  log.roll(started)
  log.append(batch(['last'], { key: 'k' }), client)
  log.highWatermark = log.logEndOffset
  const bytesBefore = log.sizeBytes
  await store.maintain()
  expect(log.sizeBytes).toBeLessThan(bytesBefore)
  for (const each of [log, open().log])
    for (const n of [3, 4, 5, 6, 7])
      expect(sendKeyed(each, n)).toMatchObject({ duplicate: true, firstOffset: sequenceOf(n) })
})
