/**
 * Goal: `ottla transactions` shows what is open and ends it, as text for people and as JSON lines for programs.
 * Method: the commands in this process, against a broker in it; a producer over a connection, a transaction that hangs by hand.
 */
import { Ottla } from '../../../src/index.ts'
import { inProcess } from '../../kit/command-line.ts'
import { OneConnection } from '../../kit/one-connection.ts'
import { openTransaction } from '../../kit/open-transaction.ts'

let broker: Ottla
let client: OneConnection
beforeAll(async () => {
  broker = await Ottla.start({
    memory: true,
    topics: [{ name: 'orders', partitions: 2 }],
    config: { 'transaction.partition.verification.enable': false }
  })
  client = await OneConnection.open(Number(broker.bootstrap.split(':').at(-1)))
})
afterAll(async () => {
  client.close()
  await broker.stop()
})

const at = (...args: string[]) => inProcess(['transactions', ...args, '--bootstrap', broker.bootstrap])
const json = async (...args: string[]) =>
  (await at(...args, '--json')).stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

const open = (transactionalId: string, partition: number, more: { version?: number; timestamp?: number } = {}) =>
  openTransaction(client, { transactionalId, topic: 'orders', partition, ...more })

test('nothing is listed before anybody has a transactional id', async () => {
  expect((await at('list')).stdout).toBe('no transactions\n')
  expect(await json('list')).toEqual([])
})

test('an open transaction is listed, described, and terminated', async () => {
  const { producerId } = await open('shop', 0)
  const listed = { transactionalId: 'shop', state: 'Ongoing', producerId, coordinator: 1 }
  expect(await json('list')).toEqual([listed])
  expect(await json('list', '--state', 'Ongoing', '--producer-id', String(producerId), '--pattern', 's.*')).toEqual([
    listed
  ])
  expect(await json('list', '--state', 'Empty')).toEqual([])
  expect(await json('list', '--longer-than', '600000')).toEqual([])
  expect((await at('list')).stdout).toMatch(
    /^TRANSACTIONAL ID +COORDINATOR +PRODUCER ID +STATE\nshop +1 +\d+ +Ongoing\n$/
  )
  const [described] = await json('describe', 'shop')
  expect(described).toMatchObject({
    transactionalId: 'shop',
    state: 'Ongoing',
    producerId,
    coordinator: 1,
    producerEpoch: 0,
    timeoutMs: 60_000,
    startedMs: expect.any(Number),
    openMs: expect.any(Number),
    partitions: [{ topic: 'orders', partition: 0 }]
  })
  expect((await at('describe', 'shop')).stdout).toMatch(
    /^shop: Ongoing, coordinator 1, producer \d+ epoch 0, timeout 60000 ms, begun \S+, open for \d+ ms, 1 partition\norders-0\n$/
  )
  const [producer] = await json('producers', 'orders', '0')
  expect(producer).toMatchObject({ topic: 'orders', partition: 0, producerId, startOffset: 0, lastSequence: 0 })
  expect(await json('producers', 'orders', '0', '--broker', '1')).toEqual([producer])
  expect((await at('producers', 'orders', '0', '--broker', '7')).stderr).toContain('broker 7 is not in the cluster')
  expect((await at('find-hanging', '--older-than', '0')).stdout).toBe('no hanging transactions\n')
  expect(await json('terminate', 'shop')).toEqual([{ transactionalId: 'shop', terminated: true }])
  expect((await json('describe', 'shop'))[0]).toMatchObject({ state: 'Empty', openMs: null, partitions: [] })
  expect((await at('producers', 'orders', '1')).stdout).toBe('no producers\n')
})

test('a transaction that no coordinator knows of is found and aborted', async () => {
  // Verification is off, and the producer adds nothing: as Kafka before 3.6 could leave it.
  const { producerId } = await open('lost', 1, { version: 11, timestamp: Date.now() - 3_600_000 })
  const hanging = { topic: 'orders', partition: 1, producerId, producerEpoch: 0, startOffset: 0 }
  expect(await json('find-hanging', '--older-than', '90')).toEqual([])
  expect(await json('find-hanging')).toMatchObject([hanging])
  for (const elsewhere of [
    ['--partition', '0'],
    ['--broker', '2']
  ])
    expect(await json('find-hanging', ...elsewhere)).toEqual([])
  expect(await json('find-hanging', 'orders', '--partition', '1', '--broker', '1')).toMatchObject([hanging])
  expect((await at('find-hanging', 'orders')).stdout).toMatch(/^orders +1 +\d+ +0 +-1 +0 +\S+ +0$/m)
  expect(await at('abort', 'orders', '1', '--start-offset', '7')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/orders-1 has no transaction open from offset 7 on/)
  })
  const aborted = { topic: 'orders', partition: 1, producerId, aborted: true }
  expect(await json('abort', 'orders', '1', '--start-offset', '0')).toEqual([aborted])
  expect(await json('find-hanging')).toEqual([])
})

test.each([
  [['describe', 'nobody'], /TRANSACTIONAL_ID_NOT_FOUND/],
  [['terminate', 'nobody'], /TRANSACTIONAL_ID_NOT_FOUND/],
  [['producers', 'orders', '9'], /UNKNOWN_TOPIC_OR_PARTITION/],
  [['list', '--producer-id', 'x'], /write a whole number/]
])('%j fails with one line', async (args, message) => {
  const { code, stderr } = await at(...args)
  expect(code).not.toBe(0)
  expect(stderr).toMatch(message)
})
