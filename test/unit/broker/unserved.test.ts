/**
 * Goal: what is not built is refused with an error that says so, and the log says it once per asker, whatever clients send.
 * Method: requests over connections in memory.
 */
import { Harness } from '../../kit/harness.ts'
import { nameOf } from '../../kit/produce-and-fetch.ts'

let harness: Harness
beforeEach(async () => {
  harness = await Harness.start()
})
afterEach(() => harness[Symbol.asyncDispose]())

const warnings = () => harness.lines.filter(({ level }) => level === 'warn').map(({ message }) => message)
const told = 'Ottla does not serve transactions yet'

test('the coordinator of a transactional id is refused with a text, in old versions and new, and no topic is made', async () => {
  const client = harness.connect()
  const old = await client.call('FindCoordinator', 1, { key: 'tx', keyType: 1 })
  expect([nameOf(old.errorCode), old.errorMessage]).toEqual(['UNSUPPORTED_VERSION', told])
  const { coordinators } = await client.call('FindCoordinator', 4, { coordinatorKeys: ['tx', 'other'], keyType: 1 })
  expect(coordinators.map(({ errorCode, errorMessage }) => [nameOf(errorCode), errorMessage])).toEqual([
    ['UNSUPPORTED_VERSION', told],
    ['UNSUPPORTED_VERSION', told]
  ])
  expect([...harness.broker.image.topics]).toEqual([])
})

test('librdkafka, which stops at no other error, is told one of authorization with the same text', async () => {
  const client = harness.connect()
  await client.call('ApiVersions', 3, {
    clientSoftwareName: 'confluent-kafka-python',
    clientSoftwareVersion: '2.1.1-rdkafka-2.1.1'
  })
  const answer = await client.call('FindCoordinator', 1, { key: 'tx', keyType: 1 })
  expect([nameOf(answer.errorCode), answer.errorMessage]).toEqual(['TRANSACTIONAL_ID_AUTHORIZATION_FAILED', told])
})

test('a producer id for a transactional id is refused; the log says it once for each id', async () => {
  const client = harness.connect('shop')
  for (const transactionalId of ['a', 'a', 'b']) {
    const answer = await client.call('InitProducerId', 4, { transactionalId, transactionTimeoutMs: 1000 })
    expect(nameOf(answer.errorCode)).toBe('UNSUPPORTED_VERSION')
  }
  expect(warnings()).toEqual([
    expect.stringMatching(/^transactions are not built yet: refused the transactional id 'a' of client 'shop' \(/),
    expect.stringMatching(/ 'b' /)
  ])
})

test('an API and a version that are not served close the connection; the log says it once per client', async () => {
  for (let n = 0; n < 3; n++) {
    const add = harness
      .connect('shop')
      .call('AddOffsetsToTxn', 3, { transactionalId: 'a', producerId: 1n, producerEpoch: 0, groupId: 'g' })
    await expect(add).rejects.toThrow(/closed/)
  }
  expect(warnings()).toEqual([
    expect.stringMatching(/^AddOffsetsToTxn is not built yet: closed the connection of client 'shop' \(/)
  ])
})

test('a key that no API of Kafka has is not said to be built later', () => {
  harness.broker.unserved.api(999, 0, undefined, { clientHost: '::1' } as never, 'shop')
  expect(warnings()).toEqual([expect.stringMatching(/^999 is the key of no API of Kafka: closed the connection of /)])
})

test('a flood of ids is told of in a few lines', async () => {
  const client = harness.connect()
  const coordinatorKeys = Array.from({ length: 3000 }, (_, n) => `tx-${n}`)
  await client.call('FindCoordinator', 4, { coordinatorKeys, keyType: 1 })
  expect(warnings().length).toBeLessThanOrEqual(20)
})
