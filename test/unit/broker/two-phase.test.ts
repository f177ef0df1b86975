/**
 * Goal: InitProducerId v6 (KIP-939) is there where unstable versions are asked for, and does what Apache Kafka 4.3.1 does with it.
 * Method: a broker in memory; the answers are those that Kafka gave to the same requests.
 */
import { allApis } from '../../../src/api/index.ts'
import { Harness, type HarnessClient } from '../../kit/harness.ts'
import { nameOf } from '../../kit/produce-and-fetch.ts'

const topOf = (isUnstableServed: boolean) => allApis('broker', isUnstableServed).byName('InitProducerId')?.max

test('v6 is served where unstable versions are asked for, and nowhere else', () => {
  expect([topOf(false), topOf(true)]).toEqual([5, 6])
  const tops = (isUnstableServed: boolean) =>
    allApis('broker', isUnstableServed).rows.map(({ name, max }) => [name, max])
  expect(tops(true).filter(([name]) => name !== 'InitProducerId')).toEqual(
    tops(false).filter(([name]) => name !== 'InitProducerId')
  )
})

async function answers(client: HarnessClient, transactionTimeoutMs: number) {
  const found: string[] = []
  for (const [enable2Pc, keepPreparedTxn] of [
    [false, false],
    [true, false],
    [false, true],
    [true, true]
  ] as const) {
    const transactionalId = `${transactionTimeoutMs}-${enable2Pc}-${keepPreparedTxn}`
    await client.call('FindCoordinator', 4, { coordinatorKeys: [transactionalId], keyType: 1 })
    const asked = { transactionalId, transactionTimeoutMs, enable2Pc, keepPreparedTxn }
    const { errorCode, ongoingTxnProducerId, ongoingTxnProducerEpoch } = await client.call('InitProducerId', 6, asked)
    expect([ongoingTxnProducerId, ongoingTxnProducerEpoch]).toEqual([-1n, -1])
    const { transactionStates } = await client.call('DescribeTransactions', 0, { transactionalIds: [transactionalId] })
    found.push(errorCode === 0 ? String(transactionStates[0]?.transactionTimeoutMs) : nameOf(errorCode))
  }
  return found
}

const tooLong = 900_001
const [refused, notBuilt, notAllowed] = [
  'INVALID_TRANSACTION_TIMEOUT',
  'UNSUPPORTED_VERSION',
  'TRANSACTIONAL_ID_AUTHORIZATION_FAILED'
]

/** Plain, two phases, a prepared transaction kept, both: the timeout that the transaction has then, or the error. */
test.each([
  [true, 0, [refused, '2147483647', notBuilt, notBuilt]],
  [true, -1, [refused, '2147483647', notBuilt, notBuilt]],
  [true, 1, ['1', '2147483647', notBuilt, notBuilt]],
  [true, tooLong, [refused, '2147483647', notBuilt, notBuilt]],
  [false, 0, [refused, notAllowed, notBuilt, notAllowed]],
  [false, 900_000, ['900000', notAllowed, notBuilt, notAllowed]],
  [false, tooLong, [refused, notAllowed, notBuilt, notAllowed]]
] as const)('two phases allowed: %s, with a timeout of %i ms', async (isAllowed, timeoutMs, expected) => {
  await using harness = await Harness.start({
    config: { 'unstable.api.versions.enable': true, 'transaction.two.phase.commit.enable': isAllowed }
  })
  expect(await answers(harness.connect(), timeoutMs)).toEqual(expected)
})
