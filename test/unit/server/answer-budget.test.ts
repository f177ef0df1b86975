/**
 * Goal: what clients ask for and do not read costs a bounded amount of memory in all (promise S8), others are served, and
 * everybody gets on. Method: the budget by itself; then a broker in memory whose clients' sockets take nothing.
 */
import { createRealEnv } from '../../../src/env/real/index.ts'
import { decodeResponse } from '../../../src/protocol/index.ts'
import { buildBatch, entryPositions, hasValidChecksum } from '../../../src/records/index.ts'
import { Admission } from '../../../src/server/admission.ts'
import { AnswerAccount } from '../../../src/server/answer-account.ts'
import { AnswerBudget } from '../../../src/server/answer-budget.ts'
import { ConnectionCore } from '../../../src/server/connection.ts'
import { SlabPool } from '../../../src/server/slab-pool.ts'
import { FakeConnection, request } from '../../kit/fake-connection.ts'
import { Harness } from '../../kit/harness.ts'
import { produce } from '../../kit/produce-and-fetch.ts'

const env = createRealEnv()
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve))

test('small answers are not counted, large ones are until they are read', () => {
  const budget = new AnswerBudget(env, 1_000_000)
  const account = new AnswerAccount(budget)
  account.hold(1_000)
  expect(budget.usedBytes).toBe(0)
  account.hold(300_000)
  expect(budget.roomBytes).toBe(500_000 - 301_000)
  account.unread(300_000)
  account.hold(-301_000)
  expect(budget.usedBytes).toBe(300_000)
  account.unread(0)
  expect(budget.usedBytes).toBe(0)
})

test('over the whole budget those that hold the most are closed, at the end of the turn', async () => {
  const accounts: AnswerAccount[] = []
  const closed: number[] = []
  const budget = new AnswerBudget(env, 1_000_000, () => {
    const [largest] = [...accounts].sort((a, b) => b.countedBytes - a.countedBytes)
    closed.push(largest?.countedBytes ?? 0)
    largest?.close()
  })
  for (const bytes of [200_000, 500_000, 400_000, 300_000]) {
    const account = new AnswerAccount(budget)
    accounts.push(account)
    account.hold(bytes)
  }
  expect(closed).toEqual([])
  await turn()
  expect(closed).toEqual([500_000])
  expect(budget.usedBytes).toBe(900_000)
})

/** Clients of one broker that share a budget; their sockets take nothing until they are told to. */
async function stage(bytesMax: number) {
  const harness = await Harness.start()
  const closed: ConnectionCore[] = []
  const cores: ConnectionCore[] = []
  const budget = new AnswerBudget(env, bytesMax, () => {
    const [largest] = [...cores].sort((a, b) => b.heldAnswerBytes - a.heldAnswerBytes)
    largest?.destroy()
  })
  const open = (): FakeConnection => {
    const connection = new FakeConnection()
    connection.reads = false
    const core = new ConnectionCore({
      env,
      broker: harness.broker,
      connection,
      id: String(cores.length),
      listenerName: 'PLAINTEXT',
      pool: new SlabPool(),
      admission: new Admission(env, 1 << 28),
      answerBudget: budget,
      frameBytesMax: 1 << 20,
      onClosed: (gone) => void closed.push(gone)
    })
    core.start()
    cores.push(core)
    return connection
  }
  return { harness, budget, open, closed }
}

const batchBytes = 200_000
const batch = () => buildBatch([{ timestamp: 1, value: Buffer.alloc(batchBytes) }])
const version = 11
const fetchAll = (topic: string) =>
  request('Fetch', version, 1, {
    maxWaitMs: 0,
    minBytes: 1,
    maxBytes: 50 << 20,
    sessionId: 0,
    sessionEpoch: -1,
    topics: [{ topic, partitions: [{ partition: 0, fetchOffset: 0n, partitionMaxBytes: 50 << 20 }] }]
  })

function batchesIn(connection: FakeConnection): number {
  const answer = Buffer.concat(connection.written)
  expect(answer.length).toBe(4 + answer.readInt32BE(0))
  const records = decodeResponse('Fetch', version, answer.subarray(4)).value.responses[0]?.partitions[0]?.records
  const bytes = Buffer.from(records ?? [])
  const positions = [...entryPositions(bytes)]
  for (const at of positions) expect(hasValidChecksum(bytes, at)).toBe(true)
  return positions.length
}

test('readers that do not read are given less and less, down to one batch; who reads is served whole', async () => {
  const { harness, budget, open, closed } = await stage(16 << 20)
  await using _ = harness
  await harness.createTopic('t')
  const client = harness.connect()
  for (let n = 0; n < 20; n++) await produce(client, 't', batch())
  const stalled = Array.from({ length: 20 }, open)
  for (const connection of stalled) connection.feed(fetchAll('t'))
  for (let n = 0; n < 20; n++) await turn()
  const given = stalled.map(batchesIn)
  // Half of the budget as asked, then one batch each.
  expect(given.slice(0, 2)).toEqual([20, 20])
  expect(given.slice(3)).toEqual(Array.from({ length: 17 }, () => 1))
  expect(budget.usedBytes).toBeLessThan(8.5 * (1 << 20) + 20 * batchBytes)
  expect(closed).toEqual([])
  for (const connection of stalled) connection.drain()
  expect(budget.usedBytes).toBe(0)
  const reader = open()
  reader.reads = true
  reader.feed(fetchAll('t'))
  for (let n = 0; n < 20; n++) await turn()
  expect(batchesIn(reader)).toBe(20)
})

test('so many readers that one batch each is too much are closed, those with the most first, and others are served', async () => {
  const { harness, budget, open, closed } = await stage(2 << 20)
  await using _ = harness
  await harness.createTopic('t')
  const client = harness.connect()
  for (let n = 0; n < 10; n++) await produce(client, 't', batch())
  for (let n = 0; n < 40; n++) {
    open().feed(fetchAll('t'))
    await turn()
    await turn()
    expect(budget.usedBytes).toBeLessThan((2 << 20) + 2 * batchBytes)
  }
  expect(closed.length).toBeGreaterThan(20)
  const reader = open()
  reader.reads = true
  reader.feed(fetchAll('t'))
  for (let n = 0; n < 20; n++) await turn()
  expect(batchesIn(reader)).toBeGreaterThanOrEqual(1)
})

test('other answers that are not read count as well', async () => {
  const { harness, budget, open } = await stage(2 << 20)
  await using _ = harness
  for (let n = 0; n < 40; n++) await harness.createTopic(`${'x'.repeat(200)}${n}`, 20)
  const metadata = Buffer.concat(Array.from({ length: 300 }, (_, id) => request('Metadata', 1, id, { topics: null })))
  for (let n = 0; n < 10; n++) {
    open().feed(metadata)
    for (let m = 0; m < 10; m++) await turn()
    expect(budget.usedBytes).toBeLessThan(4 << 20)
  }
})
