// The compatibility suite: every check on Apache Kafka 4.3.1 first, then on Ottla; then both side by side.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jars } from '../clients/java.mjs'
import { exec, root, scratch, serve, startOttla } from '../kit.mjs'

const main = join(root, 'dist', 'cli', 'main.js')

/** One Apache Kafka node on a port that was free a moment ago. */
async function startKafka(libs) {
  const folder = scratch('kafka')
  const port = 30000 + (process.pid % 20000)
  mkdirSync(join(folder, 'data'), { recursive: true })
  const file = join(folder, 'server.properties')
  writeFileSync(
    file,
    [
      'process.roles=broker,controller',
      'node.id=1',
      `controller.quorum.voters=1@127.0.0.1:${port + 1}`,
      `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${port + 1}`,
      'controller.listener.names=CONTROLLER',
      `log.dirs=${join(folder, 'data')}`,
      'offsets.topic.replication.factor=1',
      'transaction.state.log.replication.factor=1',
      'transaction.state.log.min.isr=1',
      'share.coordinator.state.topic.replication.factor=1',
      'share.coordinator.state.topic.min.isr=1',
      'group.initial.rebalance.delay.ms=0'
    ].join('\n')
  )
  const cp = ['-cp', join(libs, '*')]
  await exec('java', [...cp, 'kafka.tools.StorageTool', 'format', '-t', 'MkU3OEVBNTcwNTJENDM2Qg', '-c', file])
  const log = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=info', '-Dorg.slf4j.simpleLogger.logFile=System.out']
  const server = await serve('java', ['-Xmx1g', ...log, ...cp, 'kafka.Kafka', file], /Kafka Server started/)
  return { ...server, bootstrap: `127.0.0.1:${port}` }
}

export async function prepare() {
  const libs = await jars('apache-kafka')
  return { kafka: await startKafka(libs), ottla: await startOttla() }
}

const verify = (args) => exec(process.execPath, [main, 'verify', ...args], { timeoutMs: 600_000 })

/** Fails with the checks that failed; prints the count. */
async function suite(args) {
  const { stdout } = await verify(args)
  const line = stdout.trim().split('\n').at(-1)
  console.log(`        ${line}`)
  if (!/^\d{3,} passed, 0 failed/.test(line)) throw new Error(stdout.slice(-3000))
}

export const checks = {
  'every check passes on Apache Kafka 4.3.1': ({ kafka }) => suite(['--bootstrap', kafka.bootstrap]),
  'every check passes on Ottla': ({ ottla }) => suite(['--bootstrap', ottla.bootstrap]),
  'both answer the same, field by field': async ({ kafka, ottla }) => {
    const { stdout } = await verify(['--bootstrap', ottla.bootstrap, '--against', kafka.bootstrap])
    console.log(`        ${stdout.trim().split('\n').at(-1)}`)
  }
}

export async function finish({ kafka, ottla }) {
  await Promise.all([kafka.stop('SIGKILL'), ottla.stop()])
}
