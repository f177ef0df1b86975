/**
 * Goal: the runtime gives any kind of coordinator a life: a load, appends plain and in transactions, markers, timers, the
 * metadata, and the answers of Kafka while it cannot answer. Method: a second kind, of counters, over a log in memory.
 */

import type { TransactionResult } from '../../../src/coordination/runtime/kind.ts'
import { CoordinatorRuntime } from '../../../src/coordination/runtime/runtime.ts'
import type { Shard } from '../../../src/coordination/runtime/shard.ts'
import { failed, isFailure } from '../../../src/protocol/index.ts'
import { isTransactional, producerEpoch, producerId } from '../../../src/records/index.ts'
import type { Partition } from '../../../src/replica/index.ts'
import { emptyDelta } from '../../kit/empty-delta.ts'
import { FakePartition } from '../../kit/fake-partition.ts'
import { Harness } from '../../kit/harness.ts'
import { turn, VirtualTime } from '../../kit/virtual-time.ts'
import { type Count, type Counters, counterKind } from './counters.ts'

const silent = { info() {}, warn() {}, error() {}, debug() {} }
const producer = { producerId: 7, producerEpoch: 2 }
const deleted = (name: string) => ({
  ...emptyDelta,
  deletedTopics: [{ name, topicId: name, isInternal: false, partitions: [] }]
})

class Stage {
  readonly time = new VirtualTime()
  readonly partition = new FakePartition(0)
  count = 1
  /** Lines with fields. */
  readonly lines: { readonly message: string; readonly fields: unknown }[] = []
  /** How far machine time moves whenever it is asked. */
  machineTickMs = 0
  runtime = this.#make()

  #make(): CoordinatorRuntime<Counters, Count> {
    let machineMs = 0
    const runtime = new CoordinatorRuntime({
      env: {
        ...this.time.env,
        machine: {
          monotonicMs: () => {
            machineMs += this.machineTickMs
            return machineMs
          }
        }
      },
      log: { ...silent, info: (message: string, fields?: unknown) => void this.lines.push({ message, fields }) },
      topic: '__counters',
      kind: () => counterKind,
      replicas: {
        leader: () =>
          this.partition.isLeader ? (this.partition as unknown as Partition) : failed('NOT_LEADER_OR_FOLLOWER')
      },
      partitionCount: () => this.count
    })
    runtime.refresh()
    return runtime
  }

  /** A new process on the same log. */
  async restart(): Promise<Counters> {
    this.runtime.stop()
    this.runtime = this.#make()
    return this.loaded()
  }

  async loaded(): Promise<Counters> {
    while (isFailure(this.runtime.of('a'))) await turn()
    return this.state
  }

  get shard(): Shard<Counters, Count> {
    const shard = this.runtime.at(0)
    if (isFailure(shard)) throw new Error(shard.error)
    return shard
  }

  get state(): Counters {
    return this.shard.state
  }

  add(name: string, by: number) {
    return this.shard.run(this.state.add(name, by))
  }

  values(): Record<string, number> {
    return Object.fromEntries(this.state.values)
  }
}

describe('decisions', () => {
  test('are appended and replayed at once, and answered when they are acknowledged', async () => {
    const stage = new Stage()
    stage.partition.isHeld = true
    let isAnswered = false
    const adding = stage.add('a', 2).then((outcome) => {
      isAnswered = true
      return outcome
    })
    expect(stage.values()).toEqual({ a: 2 })
    await turn()
    expect(isAnswered).toBe(false)
    stage.partition.acknowledge()
    expect(await adding).toEqual(2)
    await stage.restart()
    expect(stage.values()).toEqual({ a: 2 })
  })

  test('that refuse, or that the log refuses, change nothing', async () => {
    const stage = new Stage()
    expect(await stage.add('a', -1)).toEqual(failed('INVALID_REQUEST'))
    stage.partition.refusal = 'NOT_ENOUGH_REPLICAS'
    expect(await stage.add('a', 1)).toEqual(failed('COORDINATOR_NOT_AVAILABLE'))
    expect([stage.values(), stage.partition.batches]).toEqual([{}, []])
  })

  test('are read once what they show is acknowledged, and at once where nothing waits', async () => {
    const stage = new Stage()
    const read = () => stage.shard.shown<number | string>(stage.state.values.get('a') ?? 0, ({ error }) => error)
    expect(read()).toBe(0)
    stage.partition.isHeld = true
    void stage.add('a', 1)
    const waiting = read()
    stage.partition.acknowledge()
    expect(await waiting).toBe(1)
    expect(read()).toBe(1)
    stage.partition.isHeld = true
    void stage.add('a', 1)
    const lost = read()
    stage.partition.acknowledge('REQUEST_TIMED_OUT')
    expect(await lost).toBe('COORDINATOR_NOT_AVAILABLE')
  })
})

describe('the life of a shard', () => {
  test('clients are told that it loads, and that it is elsewhere', async () => {
    const stage = new Stage()
    await stage.add('a', 1)
    const restarted = stage.restart()
    expect(stage.runtime.of('a')).toEqual(failed('COORDINATOR_LOAD_IN_PROGRESS'))
    expect(stage.runtime.all()).toEqual(failed('COORDINATOR_LOAD_IN_PROGRESS'))
    expect(await stage.add('a', 1)).toEqual(failed('COORDINATOR_LOAD_IN_PROGRESS'))
    await restarted
    expect(stage.runtime.all()).toHaveLength(1)
    stage.partition.isLeader = false
    expect(stage.runtime.of('a')).toEqual(failed('NOT_COORDINATOR'))
    stage.count = 0
    expect([stage.runtime.partitionFor('a'), stage.runtime.of('a')]).toEqual([-1, failed('NOT_COORDINATOR')])
  })

  test('a load tells how long the machine took, whatever a test does to the clock of clients', async () => {
    const stage = new Stage()
    await stage.add('a', 1)
    stage.machineTickMs = 40
    const loading = stage.restart()
    await stage.time.advance(3_600_000)
    await loading
    expect(stage.lines).toMatchObject([{ message: 'loaded coordinator', fields: { toOffset: 1, tookMs: 40 } }])
  })

  test('one that is closed while it loads is never loaded, and the next one is', async () => {
    const stage = new Stage()
    for (let by = 1; by <= 3; by++) await stage.add('a', by)
    stage.partition.chunkBytes = 1
    const restarted = stage.restart()
    const first = stage.state
    await turn()
    stage.partition.leaderEpoch++
    stage.runtime.refresh()
    await restarted
    expect(first.events).toEqual(['closed'])
    expect([stage.state === first, stage.state.events, stage.values()]).toEqual([false, ['loaded'], { a: 6 }])
  })

  test('a log that lost what was appended is loaded anew, and whoever waits is sent to find the coordinator', async () => {
    const stage = new Stage()
    await stage.add('a', 1)
    stage.partition.isHeld = true
    const adding = stage.add('a', 1)
    const lost = stage.state
    const told: string[] = []
    lost.waiting.push((error) => told.push(error))
    stage.partition.batches.pop()
    stage.partition.logEndOffset--
    stage.partition.acknowledge('KAFKA_STORAGE_ERROR')
    expect(await adding).toEqual(failed('NOT_COORDINATOR'))
    await stage.loaded()
    expect([told, lost.events.at(-1), stage.values()]).toEqual([['NOT_COORDINATOR'], 'closed', { a: 1 }])
    expect(lost.shard.append([{ name: 'a', value: 9 }])).toEqual(failed('NOT_COORDINATOR'))
  })

  test('partitions that are added count after a restart, and a topic that is made anew from its first', () => {
    const stage = new Stage()
    stage.count = 2
    expect(['a', 'b', 'c'].map((key) => stage.runtime.partitionFor(key))).toEqual([0, 0, 0])
    stage.count = 0
    stage.runtime.refresh()
    stage.count = 2
    expect(new Set(['a', 'b', 'c'].map((key) => stage.runtime.partitionFor(key)))).toEqual(new Set([0, 1]))
  })
})

const endOf = (result: TransactionResult, coordinatorEpoch: number) => ({
  ...producer,
  result,
  coordinatorEpoch,
  transactionVersion: 0
})

describe('transactions', () => {
  const inTransaction = (stage: Stage, by: number) => stage.shard.run(stage.state.add('a', by, producer))

  test.each<[TransactionResult, Record<string, number>]>([
    ['COMMIT', { a: 5 }],
    ['ABORT', {}]
  ])('%s: a marker applies at once as it does in a load', async (result, values) => {
    const stage = new Stage()
    expect(await inTransaction(stage, 5)).toEqual(5)
    const batch = stage.partition.batches[0] as Buffer
    expect([isTransactional(batch, 0), producerId(batch, 0), producerEpoch(batch, 0)]).toEqual([true, 7, 2])
    expect([stage.values(), [...stage.state.pending.keys()]]).toEqual([{}, [7]])
    const completed = stage.shard.complete(endOf(result, 1))
    expect(isFailure(completed) ? completed : await completed.acknowledged).toBeNull()
    expect([stage.values(), stage.state.pending.size]).toEqual([values, 0])
    await stage.restart()
    expect([stage.values(), stage.state.pending.size]).toEqual([values, 0])
  })

  test('one that is open is open after a restart, and a marker that is refused ends nothing', async () => {
    const stage = new Stage()
    await inTransaction(stage, 5)
    await stage.restart()
    stage.partition.refusal = 'NOT_ENOUGH_REPLICAS'
    expect(stage.shard.complete(endOf('COMMIT', 1))).toEqual(failed('NOT_ENOUGH_REPLICAS'))
    expect([stage.values(), stage.state.pending.size]).toEqual([{}, 1])
  })
})

test('a partition of a broker keeps what a transaction wrote from committed readers until its marker', async () => {
  await using harness = await Harness.start()
  await harness.createTopic('__counters')
  const { env, replicas } = harness.broker
  const options = { env, log: silent, topic: '__counters', kind: () => counterKind, replicas, partitionCount: () => 1 }
  const runtime = new CoordinatorRuntime(options)
  const shard = runtime.of('a')
  const partition = replicas.leader('__counters', 0)
  if (isFailure(shard) || isFailure(partition)) throw new Error('not led')
  expect(await shard.run(shard.state.add('a', 5, producer))).toEqual(5)
  expect([partition.highWatermark, partition.lastStableOffset]).toEqual([1, 0])
  const stale = { ...producer, producerEpoch: 1 }
  expect(await shard.run(shard.state.add('a', 5, stale))).toEqual(failed('INVALID_PRODUCER_EPOCH'))
  const completed = shard.complete(endOf('COMMIT', 0))
  expect(isFailure(completed) ? completed : await completed.acknowledged).toBeNull()
  expect([partition.highWatermark, partition.lastStableOffset, shard.state.values.get('a')]).toEqual([2, 2, 5])
  const again = new CoordinatorRuntime(options)
  again.refresh()
  while (isFailure(again.of('a'))) await turn()
  expect(again.all()).toMatchObject([{ state: { values: new Map([['a', 5]]) } }])
})

describe('metadata and timers', () => {
  test('changes of the metadata reach a shard in their order, those of a load after it', async () => {
    const stage = new Stage()
    await stage.add('a', 1)
    stage.runtime.onImage(deleted('t'))
    expect(stage.state.events).toEqual(['loaded', 'deleted t'])
    const restarted = stage.restart()
    stage.runtime.onImage(deleted('u'))
    stage.runtime.onImage(deleted('v'))
    expect((await restarted).events).toEqual(['loaded', 'deleted u', 'deleted v'])
  })

  test('shards come and go with their topic', async () => {
    const stage = new Stage()
    const { state } = stage
    stage.count = 0
    stage.runtime.onImage(deleted('__counters'))
    expect(state.events).toEqual(['loaded', 'closed'])
    expect(stage.runtime.all()).toEqual([])
  })

  test('what a deadline decides is carried out, again after half a second when the log refuses it', async () => {
    const stage = new Stage()
    await stage.shard.run(stage.state.lend('a', 1000))
    expect(stage.values()).toEqual({ a: 1 })
    stage.partition.refusal = 'NOT_ENOUGH_REPLICAS'
    await stage.time.advance(1000)
    expect(stage.values()).toEqual({ a: 1 })
    stage.partition.refusal = null
    await stage.time.advance(500)
    expect([stage.values(), stage.time.timerCount]).toEqual([{}, 0])
  })

  test('a shard that closes leaves no deadline behind', async () => {
    const stage = new Stage()
    await stage.shard.run(stage.state.lend('a', 1000))
    stage.runtime.stop()
    expect(stage.time.timerCount).toBe(0)
  })
})
