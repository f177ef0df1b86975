// The metadata store on a real etcd, and three brokers of the built command that form a cluster on it: one is killed, etcd is
// stopped for a while and for longer than their leases, and nothing that was acknowledged is lost.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Kafka, logLevel } from 'kafkajs'
import { sleep, within } from '../killing.mjs'
import { exec, expectMatch, root, scratch, startOttla } from '../kit.mjs'
import { needEtcd, startEtcd } from './etcd.mjs'

const patienceMs = 30_000
const partitionCount = 6
const leaseMs = 9_000

async function startCluster(etcd) {
  const brokers = []
  for (const id of [1, 2, 3]) {
    const dataDir = scratch(`broker-${id}`)
    const args = ['--node-id', `${id}`, '--set', `broker.session.timeout.ms=${leaseMs}`]
    args.push('--metadata', `etcd://${etcd.address}/cluster`)
    const server = await startOttla({ dataDir, args })
    const again = [...args, '--port', server.bootstrap.split(':')[1]]
    brokers.push({ id, server, bootstrap: server.bootstrap, again: () => startOttla({ dataDir, args: again }) })
  }
  return brokers
}

/** Sends to every partition, one after another, as long as it runs; notes what was acknowledged, when, and what was refused. */
function feed(kafka, topic) {
  const partitions = Array.from({ length: partitionCount }, () => ({
    acknowledged: /** @type {string[]} */ ([]),
    at: 0,
    refused: { why: '', at: 0 }
  }))
  let going = true
  const one = async (partition) => {
    const state = partitions[partition]
    const producer = kafka.producer({ retry: { retries: 0 } })
    for (let n = 0; going; n++) {
      const value = `${partition}-${n}`
      try {
        await producer.connect()
        await producer.send({ topic, acks: -1, timeout: 5_000, messages: [{ partition, value }] })
        state.acknowledged.push(value)
        state.at = performance.now()
      } catch (error) {
        const { type, message } = /** @type {any} */ (error).cause ?? error
        state.refused = { why: type ?? message, at: performance.now() }
        // A client asks for the metadata anew, and not at once.
        await sleep(100)
      }
    }
    await producer.disconnect()
  }
  const done = Promise.all(partitions.map((_, partition) => one(partition)))
  return {
    partitions,
    /** Every partition has taken a record since. */
    async isServed(sinceMs = performance.now()) {
      const state = () => partitions.map(({ at, refused }) => `${Math.round(at - sinceMs)} ${refused.why}`).join(', ')
      await within(
        patienceMs,
        () => `not all partitions take records: ${state()}`,
        () => partitions.every(({ at }) => at > sinceMs)
      )
      return Math.round(Math.max(...partitions.map(({ at }) => at)) - sinceMs)
    },
    stop() {
      going = false
      return done
    }
  }
}

async function readAll(kafka, topic, wanted) {
  const found = new Set()
  const consumer = kafka.consumer({ groupId: 'reader' })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({ eachMessage: async ({ message }) => void found.add(message.value.toString()) })
  const missing = () => wanted.filter((value) => !found.has(value))
  await within(
    patienceMs,
    () => `lost: ${missing().slice(0, 20)}`,
    () => missing().length === 0
  )
  await consumer.disconnect()
}

const logsHave = (brokers, pattern) => brokers.every(({ server }) => server.tail.some((line) => pattern.test(line)))

async function survives(etcd) {
  const brokers = await startCluster(etcd)
  const kafka = new Kafka({
    brokers: brokers.map(({ bootstrap }) => bootstrap),
    logLevel: logLevel.NOTHING,
    retry: { retries: 20 }
  })
  const admin = kafka.admin()
  try {
    await admin.connect()
    const topic = 'kept'
    const configEntries = [{ name: 'min.insync.replicas', value: '2' }]
    await admin.createTopics({
      topics: [{ topic, numPartitions: partitionCount, replicationFactor: 3, configEntries }]
    })
    const states = async () => (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0].partitions
    const isWhole = async () => (await states()).every(({ isr }) => isr.length === 3)
    const feeding = feed(kafka, topic)
    await feeding.isServed()

    const leader = (await states()).find(({ partitionId }) => partitionId === 0)?.leader
    const killed = brokers.find(({ id }) => id === leader)
    await killed.server.stop('SIGKILL')
    console.log(`        the killed broker's partitions were served again after ${await feeding.isServed()} ms`)
    killed.server = await killed.again()
    await within(patienceMs, () => 'the replicas are not in sync', isWhole)

    await etcd.kill()
    // Well below a lease, whose last renewal was before, and which has to be renewed after.
    await sleep(2_000)
    await feeding.isServed()
    await etcd.start()
    await within(
      patienceMs,
      () => 'no line that etcd is back',
      () => logsHave(brokers, /etcd is reachable again/)
    )
    await feeding.isServed()
    if (logsHave(brokers, /lease expired/)) throw new Error('2 s without etcd fenced every broker')

    await etcd.kill()
    const isFenced = () => logsHave(brokers, /lease expired/)
    await within(patienceMs, () => 'the brokers do not fence themselves', isFenced)
    const fencedMs = performance.now()
    const isRefused = ({ refused: { why, at } }) => at > fencedMs && /^NOT_LEADER/.test(why)
    const state = () => feeding.partitions.map(({ refused: { why, at } }) => `${Math.round(at - fencedMs)} ${why}`)
    const areRefused = () => feeding.partitions.every(isRefused)
    await within(patienceMs, () => `brokers without a lease do not say so: ${state()}`, areRefused)
    if (feeding.partitions.some(({ at }) => at > fencedMs + 500))
      throw new Error('a broker without a lease acknowledged')
    await etcd.start()
    console.log(
      `        after an etcd that was away for long, all was served again after ${await feeding.isServed()} ms`
    )
    await feeding.stop()
    const wanted = feeding.partitions.flatMap(({ acknowledged }) => acknowledged)
    await readAll(kafka, topic, wanted)
    console.log(`        ${wanted.length} records were acknowledged, and read`)
  } finally {
    await admin.disconnect().catch(() => {})
    await Promise.all(brokers.map(({ server }) => server.stop('SIGKILL')))
  }
}

/** @param {{ address: string }} etcd */
async function contract({ address }) {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js')
  const file = 'test/unit/metadata/etcd.test.ts'
  const args = ['--experimental-vm-modules', '--no-warnings', jest, '-w', '1', '--json', '--testTimeout=120000', file]
  const env = { OTTLA_TEST_ETCD: address, FORCE_COLOR: '0' }
  const { stdout, stderr, code } = await exec(process.execPath, args, {
    cwd: root,
    env,
    timeoutMs: 300_000,
    okCodes: [0, 1]
  })
  if (code !== 0) throw new Error(failedTests(stdout) || stderr.slice(0, 2000))
}

/** The name of each test that failed and how its message begins. @param {string} json */
function failedTests(json) {
  /** @type {{ testResults: { assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[] }} */
  const { testResults } = JSON.parse(json)
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages.join('\n').slice(0, 400)}`)
    .join('\n')
}

/** By TLS, with a user and a certificate that etcd asks for; without the certificate a start ends at once and says why. */
async function secured() {
  const file = (name) => join(root, 'test', 'fixtures', 'tls', name)
  const read = (name) => readFileSync(file(name))
  const files = ['--cert-file', file('server.pem'), '--key-file', file('server-key.pem')]
  const asks = ['--client-cert-auth', '--trusted-ca-file', file('ca.pem')]
  const pair = { cert: read('client.pem'), key: read('client-key.pem') }
  const etcd = await startEtcd([...files, ...asks], { ca: read('ca.pem'), ...pair })
  try {
    for (const [path, message] of [
      ['/auth/user/add', { name: 'root', password: 's3cret' }],
      ['/auth/user/grant', { user: 'root', role: 'root' }],
      ['/auth/enable', {}]
    ])
      await etcd.call(path, message)
    const args = ['--node-id', '1', '--metadata', `etcds://root:s3cret@${etcd.address}/cluster`]
    args.push('--set', `ottla.etcd.ca.file=${file('ca.pem')}`)
    const main = join(root, 'dist', 'cli', 'main.js')
    const refused = await exec(process.execPath, [main, 'start', '--memory', '--port', '0', ...args], { okCodes: [1] })
    expectMatch(refused.stderr, /refuses the certificate of this broker, or asks for one/, 'a start without it')
    args.push('--set', `ottla.etcd.certificate.file=${file('client.pem')}`)
    args.push('--set', `ottla.etcd.key.file=${file('client-key.pem')}`)
    const server = await startOttla({ args })
    const admin = new Kafka({ brokers: [server.bootstrap], logLevel: logLevel.NOTHING }).admin()
    try {
      await admin.connect()
      await admin.createTopics({ topics: [{ topic: 'kept' }] })
      if (server.tail.some((line) => line.includes('s3cret'))) throw new Error('the log has the password')
    } finally {
      await admin.disconnect().catch(() => {})
      await server.stop('SIGKILL')
    }
  } finally {
    await etcd.kill()
  }
}

export async function prepare() {
  await needEtcd()
  return startEtcd()
}

export const finish = (etcd) => etcd?.kill()

export const checks = {
  'the store keeps its contract': contract,
  'a broker reaches etcd by TLS, with a certificate and a user': secured,
  'three brokers survive a killed broker and an etcd that is away': survives
}
