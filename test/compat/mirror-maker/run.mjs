// MirrorMaker 2 of Apache Kafka 4.3.1 both ways between Apache Kafka and Ottla: records and offsets of groups cross, and nothing
// that it asks for at its intervals (ACLs among it, which no broker here has) ends in an ERROR.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jars } from '../clients/java.mjs'
import { startKafka } from '../clients/kafka-broker.mjs'
import { within } from '../killing.mjs'
import { exec, root, scratch, startOttla } from '../kit.mjs'

const main = join(root, 'dist', 'cli', 'main.js')
const patienceMs = 240_000
const intervals = ['sync.topic.acls', 'sync.topic.configs', 'refresh.topics', 'refresh.groups', 'emit.checkpoints']

const properties = (kafka, ottla) => [
  'clusters=kafka,ottla',
  // A scan of all classes for plugins takes long.
  'kafka.plugin.discovery=service_load',
  'ottla.plugin.discovery=service_load',
  `kafka.bootstrap.servers=${kafka}`,
  `ottla.bootstrap.servers=${ottla}`,
  'kafka->ottla.enabled=true',
  'ottla->kafka.enabled=true',
  // Not what the other way has brought.
  'topics=orders',
  'groups=readers.*',
  'sync.group.offsets.enabled=true',
  'sync.group.offsets.interval.seconds=1',
  // Where each record is on the other side is told, so that an offset in the midst is translated as it is.
  'offset.lag.max=0',
  ...intervals.map((name) => `${name}.interval.seconds=1`),
  'replication.factor=1',
  ...['checkpoints', 'heartbeats', 'offset-syncs'].map((topic) => `${topic}.topic.replication.factor=1`),
  ...['offset', 'status', 'config'].map((kind) => `${kind}.storage.replication.factor=1`)
]

export async function prepare() {
  const libs = await jars('apache-kafka')
  // Below the ports that systems give to outgoing connections.
  const port = 24_400 + (process.pid % 1_900) * 2
  const [kafka, ottla] = await Promise.all([startKafka(libs, { port }), startOttla()])
  return { libs, kafka, ottla }
}

/** Runs `body` when each pattern was seen in what MirrorMaker logs, and stops it then; resolves to all that it logged. */
async function whileMirroring(libs, file, patterns, body) {
  const log = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=info', '-Dorg.slf4j.simpleLogger.logFile=System.out']
  const args = ['-Xmx512m', ...log, '-cp', join(libs, '*'), 'org.apache.kafka.connect.mirror.MirrorMaker', file]
  const env = { ...process.env, JAVA_TOOL_OPTIONS: '' }
  const child = spawn('java', args, { stdio: ['ignore', 'pipe', 'pipe'], env })
  const closed = new Promise((resolve) => child.on('close', resolve))
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  let text = ''
  try {
    /** @type {Promise<void>} */
    const mirrored = new Promise((resolve, reject) => {
      const look = (chunk) => {
        text += chunk
        if (patterns.every((pattern) => pattern.test(text))) resolve()
      }
      child.stdout.on('data', look)
      child.stderr.on('data', look)
      child.on('error', reject)
      closed.then(() => {
        const missing = patterns.filter((pattern) => !pattern.test(text))
        reject(new Error(`it never logged ${missing.join(', ')}\n${text.slice(-3000)}`))
      })
    })
    await mirrored
    await body()
  } finally {
    clearTimeout(timer)
    child.kill('SIGKILL')
    await closed
  }
  return text
}

const run = (server, args, input) =>
  exec(process.execPath, [main, ...args, '--bootstrap', server.bootstrap], { input, timeoutMs: 60_000 })

const records = ['one', 'two', 'three', 'four', 'five']
const readCount = 3

/** A topic with records, of which a group has read some. */
async function fill(server, group) {
  await run(server, ['topics', 'create', 'orders', '--partitions', '1'])
  await run(server, ['produce', 'orders'], `${records.join('\n')}\n`)
  await run(server, ['consume', 'orders', '--group', group, '--from', 'beginning', '--count', `${readCount}`])
}

/** Whether the group begins on this side where it ended on the other one. */
async function isThere(server, topic, group) {
  try {
    const { stdout } = await run(server, ['groups', 'describe', group, '--json'])
    const { offsets } = JSON.parse(stdout)
    return offsets.some((each) => each.topic === topic && each.offset === readCount)
  } catch {
    // There is no such group yet.
    return false
  }
}

async function hasCrossed(server, topic, group) {
  const { stdout } = await run(server, ['consume', topic, '--from', 'beginning', '--count', `${records.length}`])
  if (stdout !== `${records.join('\n')}\n`) throw new Error(`what crossed to ${topic}: ${JSON.stringify(stdout)}`)
  await within(
    patienceMs,
    () => `the offset of ${group} did not cross`,
    () => isThere(server, topic, group)
  )
  const rest = await run(server, ['consume', topic, '--group', group, '--count', `${records.length - readCount}`])
  const wanted = `${records.slice(readCount).join('\n')}\n`
  if (rest.stdout !== wanted) throw new Error(`${group} went on with ${JSON.stringify(rest.stdout)}`)
}

export const checks = {
  'records and offsets of groups cross both ways, and no interval ends in an ERROR': async ({ libs, kafka, ottla }) => {
    const file = join(scratch('mirror'), 'mm2.properties')
    writeFileSync(file, properties(kafka.bootstrap, ottla.bootstrap).join('\n'))
    await fill(kafka, 'readers-of-kafka')
    await fill(ottla, 'readers-of-ottla')
    const twice = (what) => new RegExp(`(?:${what} took[^]*){2}`)
    const patterns = [twice('syncing topic ACLs'), twice('syncing topic configs')]
    const log = await whileMirroring(libs, file, patterns, async () => {
      await hasCrossed(ottla, 'kafka.orders', 'readers-of-kafka')
      await hasCrossed(kafka, 'ottla.orders', 'readers-of-ottla')
    })
    const errors = log.split('\n').filter((line) => / ERROR /.test(line))
    if (errors.length > 0) throw new Error(errors.slice(0, 10).join('\n'))
  }
}

export const finish = ({ kafka, ottla }) => Promise.all([kafka.stop(), ottla.stop()])
