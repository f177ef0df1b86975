/**
 * Goal: exactly once over kills (promises T1, T2, T4, T6). Method: a job reads inputs, writes each to three partitions of two
 * topics and commits where it is, all in one transaction, of which some are aborted; the broker is killed with SIGKILL at
 * random moments, among them between the decision to commit and its last marker, and restarted on the same directory. Readers
 * of committed records watch all the time. At the end each input is in each partition once, in order, and nothing hangs.
 */
import { type ErrorName, errorCodes } from '../../src/protocol/index.ts'
import {
  buildBatch,
  entryLastOffset,
  entryPositions,
  isControl,
  isTransactional,
  producerId,
  readMarker,
  recordsOf
} from '../../src/records/index.ts'
import { BrokerProcess } from '../kit/broker-process.ts'
import { OneConnection } from '../kit/one-connection.ts'
import { seed } from '../kit/seed.ts'

const broker = new BrokerProcess()
const args = [
  '--topic',
  'in:1',
  '--topic',
  'one:2',
  '--topic',
  'two:1',
  '--set',
  'transaction.abort.timed.out.transaction.cleanup.interval.ms=100'
]
const places = [
  { topic: 'one', partition: 0 },
  { topic: 'one', partition: 1 },
  { topic: 'two', partition: 0 }
]
const transactionalId = 'job'
const groupId = 'job'

beforeAll(() => broker.start(args))
afterAll(() => broker.remove())

const random = (() => {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
})()

interface Producer {
  readonly producerId: bigint
  readonly producerEpoch: number
}

const passing: ReadonlySet<number> = new Set(
  (
    [
      'CONCURRENT_TRANSACTIONS',
      'COORDINATOR_LOAD_IN_PROGRESS',
      'COORDINATOR_NOT_AVAILABLE',
      'NOT_COORDINATOR',
      'NOT_ENOUGH_REPLICAS',
      'UNSTABLE_OFFSET_COMMIT'
    ] as const
  ).map((name: ErrorName) => errorCodes[name])
)

/** Asks again while the answer is that of a coordinator that is busy; anything else but no error fails the test. */
async function settled<A>(ask: () => Promise<A>, codeOf: (answer: A) => number | undefined): Promise<A> {
  for (;;) {
    const answer = await ask()
    const code = codeOf(answer)
    if (code === 0) return answer
    if (code === undefined || !passing.has(code)) throw new Error(`error ${code}`)
  }
}

class Job {
  readonly #client: OneConnection
  #producer: Producer = { producerId: -1n, producerEpoch: -1 }

  constructor(client: OneConnection) {
    this.#client = client
  }

  /** Takes the transactional id over, and gives where the job is. */
  async begin(): Promise<number> {
    await settled(
      () => this.#client.ask('FindCoordinator', 3, { key: groupId, keyType: 0 }),
      ({ errorCode }) => errorCode
    )
    await settled(
      () => this.#client.ask('FindCoordinator', 3, { key: transactionalId, keyType: 1 }),
      ({ errorCode }) => errorCode
    )
    this.#producer = await settled(
      () => this.#client.ask('InitProducerId', 5, { transactionalId, transactionTimeoutMs: 10_000 }),
      ({ errorCode }) => errorCode
    )
    const topics = [{ name: 'in', partitionIndexes: [0] }]
    const answer = await settled(
      () => this.#client.ask('OffsetFetch', 7, { groupId, topics, requireStable: true }),
      (told) => (told.errorCode === 0 ? told.topics[0]?.partitions[0]?.errorCode : told.errorCode)
    )
    return Math.max(0, Number(answer.topics[0]?.partitions[0]?.committedOffset))
  }

  async work(input: number, commits: boolean): Promise<void> {
    const { producerId: id, producerEpoch } = this.#producer
    const batch = () =>
      buildBatch([{ timestamp: Date.now(), value: Buffer.from(String(input)) }], {
        producerId: Number(id),
        producerEpoch,
        baseSequence: 0,
        isTransactional: true
      })
    const topicData = [
      {
        name: 'one',
        partitionData: [
          { index: 0, records: batch() },
          { index: 1, records: batch() }
        ]
      },
      { name: 'two', partitionData: [{ index: 0, records: batch() }] }
    ]
    await settled(
      () => this.#client.ask('Produce', 12, { transactionalId, acks: -1, timeoutMs: 5_000, topicData }),
      ({ responses }) =>
        responses.flatMap(({ partitionResponses }) => partitionResponses).find(({ errorCode }) => errorCode !== 0)
          ?.errorCode ?? 0
    )
    const where = { partitionIndex: 0, committedOffset: BigInt(input + 1), committedMetadata: '' }
    await settled(
      () =>
        this.#client.ask('TxnOffsetCommit', 5, {
          transactionalId,
          groupId,
          producerId: id,
          producerEpoch,
          topics: [{ name: 'in', partitions: [where] }]
        }),
      ({ topics }) => topics[0]?.partitions[0]?.errorCode
    )
    this.#producer = await settled(
      () => this.#client.ask('EndTxn', 5, { transactionalId, producerId: id, producerEpoch, committed: commits }),
      ({ errorCode }) => errorCode
    )
  }
}

/** While requests are under way. */
function killSoon(ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(() => broker.stop('SIGKILL').then(resolve, reject), ms)
  })
}

interface Seen {
  readonly values: string[]
  readonly isAtEnd: boolean
}

/** Everything that a reader of committed records sees of a partition now. */
async function committed(client: OneConnection, { topic, partition }: (typeof places)[number]): Promise<Seen> {
  const { responses } = await client.ask('Fetch', 11, {
    maxWaitMs: 0,
    minBytes: 0,
    maxBytes: 1 << 24,
    isolationLevel: 1,
    sessionId: 0,
    sessionEpoch: -1,
    topics: [{ topic, partitions: [{ partition, fetchOffset: 0n, partitionMaxBytes: 1 << 24 }] }]
  })
  const answer = responses[0]?.partitions[0]
  if (answer?.errorCode !== 0) throw new Error(`error ${answer?.errorCode} of Fetch`)
  const left = [...(answer.abortedTransactions ?? [])].sort((a, b) => Number(a.firstOffset - b.firstOffset))
  const aborted = new Set<number>()
  const values: string[] = []
  const buf = Buffer.from(answer.records ?? [])
  for (const at of entryPositions(buf)) {
    while (left[0] !== undefined && left[0].firstOffset <= BigInt(entryLastOffset(buf, at)))
      aborted.add(Number(left.shift()?.producerId))
    const id = producerId(buf, at)
    if (isControl(buf, at)) {
      if (readMarker(buf, at)?.type === 'ABORT') aborted.delete(id)
    } else if (!isTransactional(buf, at) || !aborted.has(id)) {
      for (const { value } of recordsOf(buf, at)) values.push(String(value))
    }
  }
  return { values, isAtEnd: answer.lastStableOffset === answer.highWatermark }
}

const inputsUpTo = (count: number) => Array.from({ length: count }, (_, n) => String(n))

test('each input has its outputs once, whenever the broker is killed', async () => {
  let done = 0
  for (let kills = 0; kills <= 12; kills++) {
    const isLast = kills === 12
    const client = await OneConnection.open(broker.port)
    let killed: Promise<void> | undefined
    try {
      const job = new Job(client)
      const resumed = await job.begin()
      // What was answered counts; what was not, whole or not at all.
      expect(resumed === done || resumed === done + 1).toBe(true)
      done = resumed
      const killAfter = 1 + random(6)
      for (let n = 0; isLast ? n < 10 : true; n++) {
        if (n === killAfter && !isLast) {
          killed = killSoon(random(6))
        }
        const commits = random(5) > 0
        await job.work(done, commits)
        if (commits) done++
      }
    } catch (error) {
      if (killed === undefined) throw error
    }
    await killed
    client.close()
    if (!isLast) await broker.start(args)
    const reader = await OneConnection.open(broker.port)
    for (const place of places) {
      const { values } = await committed(reader, place)
      expect(values).toEqual(inputsUpTo(values.length))
      expect(values.length).toBeLessThanOrEqual(done + 1)
    }
    reader.close()
  }
  const client = await OneConnection.open(broker.port)
  expect(await new Job(client).begin()).toBe(done)
  for (const place of places)
    expect(await committed(client, place)).toEqual({ values: inputsUpTo(done), isAtEnd: true })
  expect(done).toBeGreaterThan(20)
  client.close()
})

test('a transaction that its producer left open is over after its timeout, also when the broker was killed', async () => {
  const client = await OneConnection.open(broker.port)
  const ask = () => client.ask('InitProducerId', 5, { transactionalId: 'gone', transactionTimeoutMs: 300 })
  const by = await settled(ask, ({ errorCode }) => errorCode)
  const records = buildBatch([{ timestamp: Date.now(), value: Buffer.from('never') }], {
    producerId: Number(by.producerId),
    producerEpoch: by.producerEpoch,
    baseSequence: 0,
    isTransactional: true
  })
  const topicData = [{ name: 'two', partitionData: [{ index: 0, records }] }]
  const body = { transactionalId: 'gone', acks: -1, timeoutMs: 5_000, topicData }
  await settled(
    () => client.ask('Produce', 12, body),
    ({ responses }) => responses[0]?.partitionResponses[0]?.errorCode
  )
  const place = { topic: 'two', partition: 0 }
  expect((await committed(client, place)).isAtEnd).toBe(false)
  client.close()
  await broker.stop('SIGKILL')
  await broker.start(args)
  const again = await OneConnection.open(broker.port)
  let seen = await committed(again, place)
  while (!seen.isAtEnd) seen = await committed(again, place)
  expect(seen.values).not.toContain('never')
  again.close()
})
