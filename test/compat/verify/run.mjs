// The compatibility suite: every check on Apache Kafka 4.3.1 first, then on Ottla; then both side by side.
import { join } from 'node:path'
import { jars } from '../clients/java.mjs'
import { startKafka } from '../clients/kafka-broker.mjs'
import { exec, root, startOttla } from '../kit.mjs'

const main = join(root, 'dist', 'cli', 'main.js')

export async function prepare() {
  const libs = await jars('apache-kafka')
  // Below the ports that systems give to outgoing connections.
  const port = 28_200 + (process.pid % 1_900) * 2
  return { kafka: await startKafka(libs, { port }), ottla: await startOttla() }
}

const verify = (args) => exec(process.execPath, [main, 'verify', ...args], { timeoutMs: 600_000 })

/** Fails with the checks that failed; prints the count. */
async function suite(args) {
  const { stdout } = await verify(args)
  const line = stdout.trim().split('\n').at(-1) ?? ''
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
