// MirrorMaker 2 of Apache Kafka 4.3.1 between two Ottlas: records cross, and nothing that it asks
// for at its intervals (ACLs among it, which no broker here has) ends in an ERROR.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jars } from '../clients/java.mjs'
import { exec, root, scratch, startOttla } from '../kit.mjs'

const main = join(root, 'dist', 'cli', 'main.js')
const patienceMs = 240_000
const intervals = ['sync.topic.acls', 'sync.topic.configs', 'refresh.topics', 'refresh.groups', 'emit.checkpoints']

const properties = (from, to) => [
  'clusters=from,to',
  // A scan of all classes for plugins takes long.
  'from.plugin.discovery=service_load',
  'to.plugin.discovery=service_load',
  `from.bootstrap.servers=${from}`,
  `to.bootstrap.servers=${to}`,
  'from->to.enabled=true',
  'to->from.emit.heartbeats.enabled=false',
  'from->to.topics=moved.*',
  'sync.group.offsets.enabled=true',
  'sync.group.offsets.interval.seconds=1',
  ...intervals.map((name) => `${name}.interval.seconds=1`),
  'replication.factor=1',
  ...['checkpoints', 'heartbeats', 'offset-syncs'].map((topic) => `${topic}.topic.replication.factor=1`),
  ...['offset', 'status', 'config'].map((kind) => `${kind}.storage.replication.factor=1`)
]

export async function prepare() {
  const libs = await jars('apache-kafka')
  const [from, to] = await Promise.all([startOttla(), startOttla()])
  return { libs, from, to }
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

const ottla = (server, args, input) =>
  exec(process.execPath, [main, ...args, '--bootstrap', server.bootstrap], { input, timeoutMs: 60_000 })

export const checks = {
  'records cross, and no interval ends in an ERROR': async ({ libs, from, to }) => {
    const file = join(scratch('mirror'), 'mm2.properties')
    writeFileSync(file, properties(from.bootstrap, to.bootstrap).join('\n'))
    await ottla(from, ['topics', 'create', 'moved', '--partitions', '1'])
    await ottla(from, ['produce', 'moved'], 'one\ntwo\nthree\n')
    const twice = (what) => new RegExp(`(?:${what} took[^]*){2}`)
    const log = await whileMirroring(
      libs,
      file,
      [twice('syncing topic ACLs'), twice('syncing topic configs')],
      async () => {
        const { stdout } = await ottla(to, ['consume', 'from.moved', '--from', 'beginning', '--count', '3'])
        if (stdout !== 'one\ntwo\nthree\n') throw new Error(`what crossed: ${JSON.stringify(stdout)}`)
      }
    )
    const errors = log.split('\n').filter((line) => / ERROR /.test(line))
    if (errors.length > 0) throw new Error(errors.slice(0, 10).join('\n'))
  }
}

export const finish = ({ from, to }) => Promise.all([from.stop(), to.stop()])
