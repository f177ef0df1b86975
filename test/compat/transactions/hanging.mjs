// A transaction that no coordinator will end, and one that is open for long, on a broker that does not ask the coordinator before
// an append (transaction.partition.verification.enable=false). What Kafka's tool and Ottla's tell of them is compared.

import { join } from 'node:path'
import { createRealEnv } from '../../../dist/env/real/index.js'
import { buildBatch } from '../../../dist/records/index.js'
import { Client } from '../../../dist/verify/client.js'
import { within } from '../killing.mjs'
import { exec, root } from '../kit.mjs'

const topic = 'hanging'

/** Coordinators that load or are elsewhere, CONCURRENT_TRANSACTIONS, and a topic that the broker does not know or lead yet. */
const notReady = [14, 15, 16, 51, 3, 5, 6]

const main = join(root, 'dist', 'cli', 'main.js')

const errorsOf = (answer) =>
  [
    ...JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? String(value) : value)).matchAll(
      /"\w*[eE]rrorCode":(-?\d+)/g
    )
  ]
    .map(([, code]) => Number(code))
    .filter((code) => code !== 0)

async function connected(bootstrap) {
  const [host, port] = bootstrap.split(':')
  const options = { clientId: 'hanging', transcript: undefined, index: 0 }
  const client = await Client.open(createRealEnv(), { host, port: Number(port) }, options)
  /** Asks until the broker is ready for it. */
  const call = async (api, version, body) => {
    let answer
    const isAnswered = async () => {
      answer = await client.call(api, version, body)
      return !errorsOf(answer).some((code) => notReady.includes(code))
    }
    await within(60_000, () => `${api}: ${errorsOf(answer)}`, isAnswered)
    if (errorsOf(answer).length > 0) throw new Error(`${api}: error ${errorsOf(answer)}`)
    return answer
  }
  return { call, close: () => client.close() }
}

/**
 * Partitions 0 and 2 have transactions that their coordinator knows nothing of: nobody has said that their producers write there.
 * The one in partition 1 is its coordinator's, too. All wrote an hour ago.
 */
async function leaveOpen(bootstrap) {
  const { call, close } = await connected(bootstrap)
  const made = { name: topic, numPartitions: 3, replicationFactor: 1, assignments: [], configs: [] }
  await call('CreateTopics', 7, { topics: [made], timeoutMs: 10_000, validateOnly: false })
  for (const [transactionalId, partition] of /** @type {[string, number][]} */ ([
    ['lost', 0],
    ['long', 1],
    ['lost-too', 2]
  ])) {
    await call('FindCoordinator', 4, { keyType: 1, coordinatorKeys: [transactionalId] })
    const fresh = { producerId: -1n, producerEpoch: -1 }
    const given = await call('InitProducerId', 4, { transactionalId, transactionTimeoutMs: 900_000, ...fresh })
    const { producerId, producerEpoch } = given
    if (transactionalId === 'long') {
      const topics = [{ name: topic, partitions: [partition] }]
      const body = {
        v3AndBelowTransactionalId: transactionalId,
        v3AndBelowProducerId: producerId,
        v3AndBelowProducerEpoch: producerEpoch,
        v3AndBelowTopics: topics
      }
      await call('AddPartitionsToTxn', 3, body)
    }
    const records = buildBatch(
      [{ timestamp: Date.now() - 3_600_000, key: null, value: Buffer.from(transactionalId) }],
      {
        ...{ producerId: Number(producerId), producerEpoch, baseSequence: 0, isTransactional: true }
      }
    )
    const partitionData = [{ index: partition, records }]
    await call('Produce', 11, {
      transactionalId,
      acks: -1,
      timeoutMs: 10_000,
      topicData: [{ name: topic, partitionData }]
    })
  }
  close()
}

/** How far readers of committed records come in each partition. */
async function stableEnds(bootstrap) {
  const { call, close } = await connected(bootstrap)
  const partitions = [0, 1, 2].map((partitionIndex) => ({ partitionIndex, currentLeaderEpoch: -1, timestamp: -1n }))
  const { topics } = await call('ListOffsets', 6, {
    replicaId: -1,
    isolationLevel: 1,
    topics: [{ name: topic, partitions }]
  })
  close()
  return topics[0].partitions
    .map(({ partitionIndex, offset }) => `${partitionIndex}:${offset}`)
    .sort()
    .join(' ')
}

/** Times, and what counts from them, are those of the run. Rows have no order, and columns are as wide as what is in them. */
const timeless = (outputs) =>
  outputs
    .map((output) =>
      output
        .replace(/ *\t */g, '|')
        .trim()
        .split('\n')
        .sort()
        .join('\n')
    )
    .join('\n---\n')
    .replace(/\b\d{13}\b/g, 'TIME')
    .replace(/(TIME\|)\d+(\|hanging-1)/g, '$1DURATION$2')
    .replace(/^(hanging\|.*TIME\|)\d+/gm, '$1DURATION')
    .replace(/"openMs":\d+/g, '"openMs":DURATION')

/** What Kafka's tool shows before and after it has aborted what hangs in partition 0. */
const toolLines = [
  ...['list', 'describe --transactional-id long', 'describe --transactional-id lost'],
  ...['describe-producers --topic hanging --partition 0', 'describe-producers --topic hanging --partition 1'],
  ...['find-hanging --broker-id 1', 'find-hanging --topic hanging --max-transaction-timeout 30'],
  ...['find-hanging --topic hanging --partition 1', 'find-hanging --broker-id 1 --max-transaction-timeout 90'],
  ...['abort --topic hanging --partition 0 --start-offset 0', 'find-hanging --broker-id 1'],
  ...['describe-producers --topic hanging --partition 0', 'list']
]

/** What Ottla's tool shows, which then aborts what hangs in partition 2. */
const commands = [
  ...[
    'list',
    'describe long',
    'describe lost-too',
    'producers hanging 2',
    'find-hanging',
    'find-hanging --older-than 90'
  ],
  ...['abort hanging 2 --start-offset 0', 'find-hanging', 'producers hanging 2']
]

/**
 * Leaves transactions open on a fresh broker, and resolves to what the two tools tell of them and do with them.
 * @param {Awaited<ReturnType<typeof import('../clients/java.mjs').toolRuns>>} tool
 * @param {string} bootstrap
 */
export async function toldOf(tool, bootstrap) {
  await leaveOpen(bootstrap)
  const before = await stableEnds(bootstrap)
  const calls = toolLines.map((line) => `--bootstrap-server ${bootstrap} ${line}`)
  const kafka = await tool('org.apache.kafka.tools.TransactionsCommand', calls)
  const between = await stableEnds(bootstrap)
  const ottla = []
  for (const command of commands) {
    const args = [main, 'transactions', ...command.split(' '), '--json', '--bootstrap', bootstrap]
    ottla.push((await exec(process.execPath, args)).stdout)
  }
  return { before, kafka: timeless(kafka), between, ottla: timeless(ottla), after: await stableEnds(bootstrap) }
}
