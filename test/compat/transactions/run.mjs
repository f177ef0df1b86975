// Each client that has transactions commits, aborts, commits and aborts with offsets, and is fenced by a second instance;
// the Java client reads what came of it, at both isolation levels. Last, a transaction that hangs, beside Apache Kafka.
import { join } from 'node:path'
import { jars, toolRuns } from '../clients/java.mjs'
import { startKafka } from '../clients/kafka-broker.mjs'
import { exec, expectMatch, root, startOttla } from '../kit.mjs'
import { clients, javaProgram } from './clients.mjs'
import { toldOf } from './hanging.mjs'

const cli = join(root, 'dist', 'cli', 'main.js')
const names = Object.keys(clients)
const committed = ['committed', 'with offsets', 'of the heir']

export async function prepare() {
  const reader = await javaProgram()
  const topics = names.flatMap((_, index) => [`in-${index}:1`, `out-${index}:1`])
  return { reader, server: await startOttla({ args: topics.flatMap((topic) => ['--topic', topic]) }) }
}

const run = ({ command, args, env }, ...more) => exec(command, [...args, ...more], { env, timeoutMs: 180_000 })

const check = (name, index) => async (context) => {
  const { reader, server } = context
  const { bootstrap } = server
  const program = await clients[name].install()
  const input = Array.from({ length: 9 }, (_, at) => `${at}\n`).join('')
  await exec(process.execPath, [cli, 'produce', `in-${index}`, '--bootstrap', bootstrap], { input })

  const { stdout } = await run(
    program,
    'scenario',
    bootstrap,
    `in-${index}`,
    `out-${index}`,
    `g-${index}`,
    `t-${index}`
  )
  if (stdout.trim() !== 'fenced') throw new Error(`the first instance: ${stdout}`)

  const read = async (isolation) =>
    (await run(reader, 'read', bootstrap, `out-${index}`, isolation)).stdout.split('\n').slice(0, -1)
  const seen = await read('read_committed')
  if (seen.join() !== committed.join()) throw new Error(`read_committed saw ${seen.join()}`)
  const all = await read('read_uncommitted')
  for (const value of [...committed, 'aborted', 'aborted with offsets', 'of a zombie'])
    if (!all.includes(value)) throw new Error(`read_uncommitted did not see "${value}", but ${all.join()}`)

  const groups = await exec(process.execPath, [
    cli,
    'groups',
    'describe',
    `g-${index}`,
    '--json',
    '--bootstrap',
    bootstrap
  ])
  const offset = /"offset":\s*"?(\d+)/.exec(groups.stdout)?.[1]
  if (offset !== '7') throw new Error(`the group's offset: ${groups.stdout}`)
}

/** Both brokers are fresh, so that they give the same producer ids. */
async function hanging() {
  const libs = await jars('apache-kafka')
  const tool = await toolRuns(libs)
  const unverified = 'transaction.partition.verification.enable=false'
  const ottla = await startOttla({ args: ['--set', unverified] })
  // Below the ports that systems give to outgoing connections.
  const port = 28_200 + (process.pid % 1_900) * 2
  const kafka = await startKafka(libs, { port, properties: [unverified] }).catch(async (error) => {
    await ottla.stop()
    throw error
  })
  try {
    const theirs = await toldOf(tool, kafka.bootstrap)
    expectMatch(theirs.kafka, /^hanging\|0\|0\|0\|-1\|0\|TIME\|DURATION/m, "Kafka's tool on Kafka")
    const ends = `${theirs.before}, ${theirs.between}, ${theirs.after}`
    if (ends !== '0:0 1:0 2:0, 0:2 1:0 2:0, 0:2 1:0 2:2') throw new Error(`ends for readers: ${ends}`)
    const ours = await toldOf(tool, ottla.bootstrap)
    for (const what of Object.keys(theirs))
      if (ours[what] !== theirs[what]) throw new Error(`${what}: Apache Kafka\n${theirs[what]}\nOttla\n${ours[what]}`)
  } finally {
    await Promise.all([kafka.stop('SIGKILL'), ottla.stop()])
  }
}

export const checks = {
  ...Object.fromEntries(
    names.map((name, index) => [`${name} commits, aborts, sends offsets, is fenced`, check(name, index)])
  ),
  'a transaction that hangs is found and aborted as on Apache Kafka': hanging
}

export const finish = ({ server }) => server.stop()
