// MirrorMaker 2 of Apache Kafka 4.3.1 between two Ottlas: records, configs and a group's offsets cross, and nothing that it asks
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

/** Resolves when each pattern was seen in what MirrorMaker logs, and then stops it; resolves to all of it. */
function mirror(libs, file, patterns) {
  const log = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=info', '-Dorg.slf4j.simpleLogger.logFile=System.out']
  const args = ['-Xmx512m', ...log, '-cp', join(libs, '*'), 'org.apache.kafka.connect.mirror.MirrorMaker', file]
  const child = spawn('java', args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, JAVA_TOOL_OPTIONS: '' }
  })
  let text = ''
  return new Promise((resolve, reject) => {
    const fail = (what) => reject(new Error(`${what}\n${text.slice(-3000)}`))
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    let done = false
    const look = (chunk) => {
      text += chunk
      if (done || !patterns.every((pattern) => pattern.test(text))) return
      done = true
      child.kill()
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.on('error', reject)
    child.on('close', () => {
      clearTimeout(timer)
      if (done) resolve(text)
      else fail(`it was not seen: ${patterns.filter((pattern) => !pattern.test(text)).join(', ')}`)
    })
  })
}

const ottla = (server, args, input) =>
  exec(process.execPath, [main, ...args, '--bootstrap', server.bootstrap], { input, timeoutMs: 60_000 })

export const checks = {
  'records cross, and no interval ends in an ERROR': async ({ libs, from, to }) => {
    const file = join(scratch('mirror'), 'mm2.properties')
    writeFileSync(file, properties(from.bootstrap, to.bootstrap).join('\n'))
    await ottla(from, ['topics', 'create', 'moved', '--partitions', '1'])
    await ottla(from, ['produce', 'moved'], 'one\ntwo\nthree\n')
    // The second look at ACLs comes after the records of the first poll.
    const log = await mirror(libs, file, [
      /syncing topic ACLs took/,
      /syncing topic configs took/,
      /committing offsets for \d+ acknowledged messages/
    ])
    const errors = log.split('\n').filter((line) => / ERROR /.test(line))
    if (errors.length > 0) throw new Error(errors.slice(0, 10).join('\n'))
    const { stdout } = await ottla(to, ['consume', 'from.moved', '--from', 'beginning', '--count', '3'])
    if (stdout !== 'one\ntwo\nthree\n') throw new Error(`what crossed: ${JSON.stringify(stdout)}`)
  }
}

export const finish = ({ from, to }) => Promise.all([from.stop(), to.stop()])
