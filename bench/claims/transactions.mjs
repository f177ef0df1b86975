// Transactions of 10 records in one partition, one after another in each producer: begun by the first batch (KIP-890, part 2),
// committed, and the next begun as soon as the commit is answered. 1 and 8 producers, each with a connection and an id of its own.
import { cpuSeconds, createTopic, ratio, startKafka, startOttla } from '../kit.mjs'

const recordsEach = 10
/** CONCURRENT_TRANSACTIONS, COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR, NOT_ENOUGH_REPLICAS */
const again = new Set([51, 14, 15, 16, 19])

/**
 * @template A
 * @param {() => Promise<A>} ask
 * @param {(answer: A) => number | undefined} codeOf
 */
async function settled(ask, codeOf) {
  for (;;) {
    const answer = await ask()
    const code = codeOf(answer)
    if (code === 0) return answer
    if (code === undefined || !again.has(code)) throw new Error(`error ${code}`)
  }
}

/** One producer: `run` makes so many transactions, and gives how long each took in milliseconds. */
async function producerOf(server, name) {
  const [{ Cluster }, { createRealEnv }, { buildBatch }] = await Promise.all([
    import('../../dist/cli/client/cluster.js'),
    import('../../dist/env/real/index.js'),
    import('../../dist/records/index.js')
  ])
  const cluster = Cluster.at(createRealEnv(), server.addr)
  const transactionalId = `${name}-${process.hrtime.bigint()}`
  const broker = await cluster.transactionCoordinator(transactionalId)
  const value = Buffer.alloc(100, 'x')
  /** @type {{ producerId: bigint, producerEpoch: number }} */
  let producer = await settled(
    () => broker.call('InitProducerId', { transactionalId, transactionTimeoutMs: 60_000 }),
    ({ errorCode }) => errorCode
  )
  const one = async () => {
    const { producerId, producerEpoch } = producer
    const records = buildBatch(
      Array.from({ length: recordsEach }, () => ({ timestamp: Date.now(), value })),
      { producerId: Number(producerId), producerEpoch, baseSequence: 0, isTransactional: true }
    )
    const topicData = [{ name: 'bench', partitionData: [{ index: 0, records }] }]
    await settled(
      () => broker.call('Produce', { transactionalId, acks: -1, timeoutMs: 10_000, topicData }),
      ({ responses }) => responses[0]?.partitionResponses[0]?.errorCode
    )
    producer = await settled(
      () => broker.call('EndTxn', { transactionalId, producerId, producerEpoch, committed: true }),
      ({ errorCode }) => errorCode
    )
  }
  return {
    async run(/** @type {number} */ count) {
      for (let n = 0; n < count; n++) await one()
    },
    close: () => cluster.close()
  }
}

export default async function transactions({ rounds = Number(process.env.ROUNDS ?? 3) } = {}) {
  const properties = ['transaction.state.log.replication.factor=1', 'transaction.state.log.min.isr=1']
  const servers = [await startKafka({ properties }), await startOttla()]
  for (const server of servers) await server.ready
  for (const server of servers) await createTopic(server, 'bench')
  const rows = []
  for (const producers of [1, 8]) {
    const scenario = `${producers} ${producers === 1 ? 'producer' : 'producers'}`
    for (let round = 0; round <= rounds; round++) {
      for (const server of servers) {
        const made = await Promise.all(Array.from({ length: producers }, (_, n) => producerOf(server, `p${n}`)))
        const each = Math.ceil(1_000 / producers)
        const before = cpuSeconds(server.pid)
        const sinceMs = performance.now()
        await Promise.all(made.map(({ run }) => run(each)))
        const seconds = (performance.now() - sinceMs) / 1e3
        const cpu = cpuSeconds(server.pid) - before
        for (const { close } of made) await close()
        if (round === 0) continue
        const count = each * producers
        rows.push({
          scenario,
          rival: server.name,
          transactionsPerSecond: count / seconds,
          cpuUsPerTransaction: (cpu / count) * 1e6
        })
      }
    }
  }
  for (const server of servers) await server.stop()
  const ratios = [1, 8].flatMap((producers) => {
    const scenario = `${producers} ${producers === 1 ? 'producer' : 'producers'}`
    const own = rows.filter((row) => row.scenario === scenario)
    return [
      {
        claim: `${scenario}: transactions per second over Kafka's`,
        goal: 'at least 3',
        value: ratio(own, 'ottla', 'kafka', 'transactionsPerSecond')
      },
      {
        claim: `${scenario}: CPU per transaction over Kafka's`,
        goal: 'at most 0.33',
        value: ratio(own, 'ottla', 'kafka', 'cpuUsPerTransaction')
      }
    ]
  })
  return { rows, ratios }
}
