/**
 * Goal: a transaction ends whole, whatever happens between its decision and its last marker: nothing is marked before the
 * decision is acknowledged, markers are written until all are, and a new process goes on at each point. Idle ids and stuck
 * transactions go. Method: the coordinator over a log in memory, virtual time, and leaders that refuse markers.
 */
import type { PartitionOfTopic } from '../../../../src/coordination/transaction/add-partitions.ts'
import { TransactionCoordinator } from '../../../../src/coordination/transaction/coordinator.ts'
import type { TransactionMarker } from '../../../../src/coordination/transaction/markers.ts'
import { transactionRecords } from '../../../../src/coordination/transaction/records.ts'
import { freshTransaction, type Transaction } from '../../../../src/coordination/transaction/transaction.ts'
import { type ErrorName, type Failure, failed, isFailure } from '../../../../src/protocol/index.ts'
import { buildBatch } from '../../../../src/records/index.ts'
import type { Partition } from '../../../../src/replica/index.ts'
import { encodedRecord } from '../../../kit/encoded-record.ts'
import { FakePartition } from '../../../kit/fake-partition.ts'
import { turn, VirtualTime } from '../../../kit/virtual-time.ts'

const defaults: Readonly<Record<string, number>> = {
  'request.timeout.ms': 30_000,
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': 10_000,
  'transaction.max.timeout.ms': 900_000,
  'transaction.remove.expired.transaction.cleanup.interval.ms': 3_600_000,
  'transactional.id.expiration.ms': 604_800_000
}

class Stage {
  readonly time = new VirtualTime()
  readonly configs: Record<string, number> = { ...defaults }
  readonly partition = new FakePartition(0)
  readonly lines: string[] = []
  readonly marked: string[] = []
  readonly refusals = new Map<string, ErrorName>()
  /** Set: markers wait for it. */
  hold: Promise<void> | undefined
  #nextId = 10
  coordinator = this.#make()

  #make(): TransactionCoordinator {
    const write = (message: string) => void this.lines.push(message)
    const coordinator = new TransactionCoordinator({
      env: this.time.env,
      log: { debug() {}, info: write, warn: write, error: write },
      config: { number: (name) => this.configs[name] ?? 0, isOn: () => false },
      replicas: {
        leader: () =>
          this.partition.isLeader ? (this.partition as unknown as Partition) : failed('NOT_LEADER_OR_FOLLOWER')
      },
      partitionCount: () => 1,
      markers: { write: (marker, partition) => this.#mark(marker, partition) },
      newProducerId: async () => this.#nextId++,
      version: () => 2
    })
    coordinator.refresh()
    return coordinator
  }

  async #mark(marker: TransactionMarker, { topic, partition }: PartitionOfTopic): Promise<Failure | null> {
    await this.hold
    const refusal = this.refusals.get(topic)
    if (refusal === undefined) this.marked.push(`${marker.result} ${topic}-${partition} ${marker.producerEpoch}`)
    return refusal === undefined ? null : failed(refusal)
  }

  /** A new process on the same log. */
  async restart(): Promise<void> {
    this.coordinator.stop()
    this.coordinator = this.#make()
    await this.settle()
  }

  async settle(): Promise<void> {
    for (let n = 0; n < 20; n++) await turn()
  }

  async init(transactionalId = 'tx') {
    const outcome = await this.coordinator.init({
      transactionalId,
      timeoutMs: 60_000,
      expected: null,
      enablesTwoPhaseCommit: false,
      keepsPreparedTransaction: false
    })
    if (isFailure(outcome)) throw new Error(outcome.error)
    return { transactionalId, ...outcome }
  }

  async begin(topics: readonly string[] = ['t', 'u']) {
    const by = await this.init()
    const partitions = topics.map((topic) => ({ topic, partition: 1 }))
    expect(await this.coordinator.addPartitions({ ...by, partitions, clientVersion: 2 })).toBeNull()
    return by
  }

  end(
    by: { transactionalId: string; producerId: number; producerEpoch: number },
    result: 'COMMIT' | 'ABORT' = 'COMMIT'
  ) {
    return this.coordinator.end({ ...by, result, bumpsEpoch: true })
  }

  state(transactionalId = 'tx'): string {
    const found = this.coordinator.describe(transactionalId)
    return isFailure(found) ? found.error : found.state
  }
}

test('an end is answered when it is acknowledged, and then marked in every partition', async () => {
  const stage = new Stage()
  const by = await stage.begin()
  stage.partition.isHeld = true
  let isAnswered = false
  const ending = stage.end(by).then((outcome) => {
    isAnswered = true
    return outcome
  })
  await stage.settle()
  expect([isAnswered, stage.marked, stage.state()]).toEqual([false, [], 'PrepareCommit'])
  stage.partition.acknowledge()
  expect(await ending).toEqual({ producerId: 10, producerEpoch: 1 })
  await stage.settle()
  expect([stage.marked, stage.state()]).toEqual([['COMMIT t-1 1', 'COMMIT u-1 1'], 'CompleteCommit'])
})

test('a marker that is refused is written again, the others are not, and the log says it once', async () => {
  const stage = new Stage()
  const by = await stage.begin()
  stage.refusals.set('u', 'NOT_LEADER_OR_FOLLOWER')
  await stage.end(by, 'ABORT')
  for (let n = 0; n < 5; n++) await stage.time.advance(100)
  expect([stage.marked, stage.state()]).toEqual([['ABORT t-1 1'], 'PrepareAbort'])
  expect(stage.lines).toEqual(['failed to write transaction marker'])
  stage.refusals.clear()
  await stage.time.advance(100)
  await stage.settle()
  expect([stage.marked, stage.state()]).toEqual([['ABORT t-1 1', 'ABORT u-1 1'], 'CompleteAbort'])
})

test.each<ErrorName>(['UNKNOWN_TOPIC_OR_PARTITION', 'INVALID_PRODUCER_EPOCH', 'TRANSACTION_COORDINATOR_FENCED'])(
  'a partition that answers %s holds nobody up',
  async (error) => {
    const stage = new Stage()
    stage.refusals.set('u', error)
    await stage.end(await stage.begin())
    await stage.settle()
    expect([stage.marked, stage.state()]).toEqual([['COMMIT t-1 1'], 'CompleteCommit'])
  }
)

describe('a new process goes on', () => {
  test('with a transaction that is open, until it runs out of time', async () => {
    const stage = new Stage()
    await stage.begin()
    await stage.restart()
    expect(stage.state()).toBe('Ongoing')
    await stage.time.advance(50_000)
    expect(stage.state()).toBe('Ongoing')
    await stage.time.advance(20_000)
    await stage.settle()
    expect([stage.state(), stage.marked]).toEqual(['CompleteAbort', ['ABORT t-1 1', 'ABORT u-1 1']])
  })

  test('with an end that was decided and not marked', async () => {
    const stage = new Stage()
    const by = await stage.begin()
    stage.refusals.set('t', 'KAFKA_STORAGE_ERROR').set('u', 'KAFKA_STORAGE_ERROR')
    await stage.end(by)
    await stage.settle()
    stage.refusals.clear()
    await stage.restart()
    expect([stage.marked, stage.state()]).toEqual([['COMMIT t-1 1', 'COMMIT u-1 1'], 'CompleteCommit'])
  })

  test('with an end that was decided in its own log alone, once others have it', async () => {
    const stage = new Stage()
    const by = await stage.begin()
    stage.refusals.set('t', 'KAFKA_STORAGE_ERROR').set('u', 'KAFKA_STORAGE_ERROR')
    await stage.end(by)
    await stage.settle()
    stage.refusals.clear()
    stage.partition.heldAt = stage.partition.logEndOffset - 1
    await stage.restart()
    await stage.time.advance(10_000)
    await stage.settle()
    expect([stage.marked, stage.state()]).toEqual([[], 'PrepareCommit'])
    stage.partition.heldAt = undefined
    stage.partition.acknowledge()
    await stage.settle()
    expect([stage.marked, stage.state()]).toEqual([['COMMIT t-1 1', 'COMMIT u-1 1'], 'CompleteCommit'])
  })

  test('with an end that was marked in part', async () => {
    const stage = new Stage()
    const by = await stage.begin()
    stage.refusals.set('u', 'KAFKA_STORAGE_ERROR')
    await stage.end(by, 'ABORT')
    await stage.settle()
    expect(stage.marked).toEqual(['ABORT t-1 1'])
    stage.refusals.clear()
    await stage.restart()
    expect(stage.marked).toEqual(['ABORT t-1 1', 'ABORT t-1 1', 'ABORT u-1 1'])
    expect(stage.state()).toBe('CompleteAbort')
  })

  test('and what the old one still had to mark it leaves alone', async () => {
    const stage = new Stage()
    const by = await stage.begin(['t'])
    let release: () => void = () => {}
    stage.hold = new Promise((resolve) => {
      release = resolve
    })
    await stage.end(by)
    await stage.restart()
    const records = stage.partition.records().length
    release()
    await stage.settle()
    expect(stage.state()).toBe('CompleteCommit')
    expect(stage.partition.records().length).toBe(records + 1)
  })
})

test('a request waits for the markers of the transaction before, but not for long', async () => {
  const stage = new Stage()
  const by = await stage.begin(['t'])
  stage.refusals.set('t', 'KAFKA_STORAGE_ERROR')
  const ended = await stage.end(by)
  if (isFailure(ended)) throw new Error(ended.error)
  const next = { transactionalId: 'tx', ...ended, partitions: [{ topic: 't', partition: 1 }], clientVersion: 2 }
  const early = stage.coordinator.addPartitions(next as Parameters<TransactionCoordinator['addPartitions']>[0])
  await stage.time.advance(99)
  stage.refusals.clear()
  await stage.time.advance(1)
  await stage.settle()
  expect(await early).toMatchObject({ error: 'CONCURRENT_TRANSACTIONS' })
  await stage.time.advance(100)
  await stage.settle()
  expect(
    await stage.coordinator.addPartitions(next as Parameters<TransactionCoordinator['addPartitions']>[0])
  ).toBeNull()
})

test('an append that the log lost is not in the state of what is loaded after it', async () => {
  const stage = new Stage()
  const by = await stage.begin(['t'])
  stage.partition.isHeld = true
  const ending = stage.end(by)
  await stage.settle()
  stage.partition.batches.pop()
  stage.partition.logEndOffset--
  stage.partition.acknowledge('KAFKA_STORAGE_ERROR')
  expect(await ending).toMatchObject({ error: 'NOT_COORDINATOR' })
  await stage.settle()
  expect([stage.state(), stage.marked]).toEqual(['Ongoing', []])
})

test('a damaged batch of the log costs what was in it, and no other id', async () => {
  const stage = new Stage()
  await stage.settle()
  const before = await stage.init('before')
  await stage.init('damaged')
  const damaged = stage.partition.batches.at(-1)
  const after = await stage.init('after')
  damaged?.fill(0x7f, 61)
  await stage.restart()
  const epochOf = (id: string) => {
    const found = stage.coordinator.describe(id)
    return isFailure(found) ? found.error : found.producerEpoch
  }
  expect([epochOf('before'), epochOf('damaged'), epochOf('after')]).toEqual([
    before.producerEpoch,
    'TRANSACTIONAL_ID_NOT_FOUND',
    after.producerEpoch
  ])
  expect(stage.lines.filter((line) => line.includes('corrupt batch'))).toHaveLength(1)
  const again = await stage.init('damaged')
  expect(again.producerId).toBeGreaterThan(after.producerId)
})

test('ids that nobody used for long are removed, those whose transaction is open or about to end are not', async () => {
  const stage = new Stage()
  stage.configs['transactional.id.expiration.ms'] = 500_000
  stage.configs['transaction.remove.expired.transaction.cleanup.interval.ms'] = 300_000
  await stage.restart()
  await stage.init('idle')
  const by = await stage.begin(['t'])
  stage.refusals.set('t', 'KAFKA_STORAGE_ERROR')
  await stage.end(by)
  await stage.settle()
  await stage.time.advance(400_000)
  expect(stage.state('idle')).toBe('Empty')
  await stage.time.advance(300_000)
  await stage.settle()
  expect([stage.state('idle'), stage.state()]).toEqual(['TRANSACTIONAL_ID_NOT_FOUND', 'PrepareCommit'])
  await stage.restart()
  expect([stage.state('idle'), stage.state()]).toEqual(['TRANSACTIONAL_ID_NOT_FOUND', 'PrepareCommit'])
})

describe('where the epochs of a producer id are used up', () => {
  const used = { transactionalId: 'tx', producerId: 7, producerEpoch: 0x7ffe }

  /** An open transaction of the last epoch that a producer may have, as a load finds it. */
  async function opened(): Promise<Stage> {
    const stage = new Stage()
    const transaction: Transaction = {
      ...freshTransaction('tx', 7, 60_000, stage.time.env.clock.wallMs()),
      state: 'Ongoing',
      producerEpoch: 0x7ffe,
      partitions: new Map([['t', new Set([1])]]),
      startedMs: stage.time.env.clock.wallMs(),
      clientVersion: 2
    }
    const codec = transactionRecords(() => 2)
    stage.partition.append(buildBatch([encodedRecord(codec, { transactionalId: 'tx', transaction })]))
    await stage.restart()
    return stage
  }

  const now = (stage: Stage) => {
    const found = stage.coordinator.describe('tx')
    return isFailure(found) ? found : [found.state, found.producerId, found.producerEpoch]
  }

  test('the answer to its end has the id and epoch that it goes on with, and a retry is told the same', async () => {
    const stage = await opened()
    const answer = await stage.end(used)
    await stage.settle()
    expect([answer, now(stage)]).toEqual([{ producerId: 10, producerEpoch: 0 }, ['CompleteCommit', 10, 0]])
    expect(stage.marked).toEqual(['COMMIT t-1 32767'])
    expect(await stage.end(used)).toEqual(answer)
  })

  test.each([
    ['InitProducerId', async (stage: Stage) => void (await stage.init().catch(() => {}))],
    ['the timeout', (stage: Stage) => stage.time.advance(80_000)]
  ])('%s aborts it with the epoch that nobody is given, and another id follows', async (_, abort) => {
    const stage = await opened()
    await abort(stage)
    await stage.settle()
    expect([stage.marked, now(stage)]).toEqual([['ABORT t-1 32767'], ['CompleteAbort', 10, 0]])
    expect(await stage.init()).toMatchObject({ producerId: 10, producerEpoch: 1 })
    expect(await stage.end(used)).toMatchObject({ error: expect.stringMatching(/PRODUCER/) })
  })
})

test('before a leader is here nobody is answered', async () => {
  const stage = new Stage()
  stage.partition.isLeader = false
  stage.coordinator.refresh()
  expect(stage.state()).toBe('NOT_COORDINATOR')
  expect(await stage.end({ transactionalId: 'tx', producerId: 1, producerEpoch: 0 })).toMatchObject({
    error: 'NOT_COORDINATOR'
  })
})
