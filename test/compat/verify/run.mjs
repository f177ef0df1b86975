// The compatibility suite: every check on Apache Kafka 4.3.1 first, then on Ottla; then both side by side. The part for a cluster
// runs on three brokers of one process. Last, what kafka-configs shows and does of groups.
import { join } from 'node:path'
import { jars, toolRuns } from '../clients/java.mjs'
import { startKafka } from '../clients/kafka-broker.mjs'
import { exec, root, startOttla } from '../kit.mjs'

const main = join(root, 'dist', 'cli', 'main.js')

export async function prepare() {
  const libs = await jars('apache-kafka')
  // Below the ports that systems give to outgoing connections.
  const port = 28_200 + (process.pid % 1_900) * 2
  return { libs, kafka: await startKafka(libs, { port }), ottla: await startOttla() }
}

const verify = (args) => exec(process.execPath, [main, 'verify', ...args], { timeoutMs: 600_000 })

/** Fails with the checks that failed; prints the count. */
async function suite(args) {
  const { stdout } = await verify(args)
  const line = stdout.trim().split('\n').at(-1) ?? ''
  console.log(`        ${line}`)
  if (!/^\d{3,} passed, 0 failed/.test(line)) throw new Error(stdout.slice(-3000))
}

/** Changes, good and bad, of the configs of each kind of group. `--add-config` and `--delete-config` come after the name. */
const groupConfigs = [
  '--alter --group of-consumers --add-config consumer.session.timeout.ms=50000,consumer.heartbeat.interval.ms=6000',
  '--alter --group of-shares --add-config share.auto.offset.reset=earliest,share.isolation.level=read_committed',
  '--alter --group of-streams --add-config streams.num.standby.replicas=1,streams.session.timeout.ms=50000',
  ...['of-consumers', 'of-shares', 'of-streams'].map((group) => `--describe --group ${group}`),
  '--describe --entity-type groups --entity-name of-shares --all',
  '--alter --group of-consumers --delete-config consumer.session.timeout.ms',
  '--alter --group of-consumers --delete-config consumer.session.timeout.ms',
  '--describe --group of-consumers',
  ...['consumer.session.timeout.ms=1', 'consumer.session.timeout.ms=x', 'nosuch=1'].map(
    (config) => `--alter --group of-consumers --add-config ${config}`
  ),
  ...['auto.offset.reset=nowhere', 'auto.offset.reset=by_duration:PT1H', 'auto.offset.reset=by_duration:-PT1H'].map(
    (config) => `--alter --group of-shares --add-config share.${config}`
  ),
  ...['delivery.count.limit=1', 'partition.max.record.locks=1', 'renew.acknowledge.enable=false'].map(
    (config) => `--alter --group of-shares --add-config share.${config}`
  ),
  ...['num.standby.replicas=9', 'heartbeat.interval.ms=1'].map(
    (config) => `--alter --group of-streams --add-config streams.${config}`
  ),
  '--alter --entity-type groups --entity-default --add-config consumer.session.timeout.ms=50000',
  '--alter --group of-consumers --delete-config nosuch',
  '--describe --group nobody',
  '--describe --group of-shares',
  '--alter --group of-consumers --delete-config consumer.heartbeat.interval.ms',
  '--describe --group of-consumers'
]

/** Without the address, and without where in the tool an error was thrown. */
const shown = (output, bootstrap) => output.replaceAll(bootstrap, 'BROKER').replace(/^\tat .*\n/gm, '')

async function sameGroupConfigs({ libs, kafka, ottla }) {
  const tool = await toolRuns(libs)
  const seen = async ({ bootstrap }) => {
    const calls = groupConfigs.map((each) => `--bootstrap-server ${bootstrap} ${each}`)
    return (await tool('kafka.admin.ConfigCommand', calls)).map((output) => shown(output, bootstrap))
  }
  const [theirs, ours] = [await seen(kafka), await seen(ottla)]
  if (theirs.length !== groupConfigs.length || !theirs.at(-3)?.includes('by_duration:PT1H'))
    throw new Error(`on Apache Kafka: ${theirs.join('\n')}`)
  for (const [at, output] of theirs.entries())
    if (ours[at] !== output) throw new Error(`${groupConfigs[at]}\nApache Kafka\n${output}\nOttla\n${ours[at]}`)
}

export const checks = {
  'every check passes on Apache Kafka 4.3.1': ({ kafka }) => suite(['--bootstrap', kafka.bootstrap]),
  'every check passes on Ottla': ({ ottla }) => suite(['--bootstrap', ottla.bootstrap]),
  'both answer the same, field by field': async ({ kafka, ottla }) => {
    const { stdout } = await verify(['--bootstrap', ottla.bootstrap, '--against', kafka.bootstrap])
    console.log(`        ${stdout.trim().split('\n').at(-1)}`)
  },
  'every check of a cluster passes on three brokers of Ottla': async () => {
    // Racks are settings of brokers, of which one process has the same for all: that one check is skipped.
    const cluster = await startOttla({ args: ['--brokers', '3'] })
    try {
      await suite(['--cluster', '--bootstrap', cluster.bootstrap])
    } finally {
      await cluster.stop()
    }
  },
  'kafka-configs shows and changes the configs of groups alike': sameGroupConfigs
}

export async function finish({ kafka, ottla }) {
  await Promise.all([kafka.stop('SIGKILL'), ottla.stop()])
}
