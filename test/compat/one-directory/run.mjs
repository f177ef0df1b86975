// One data directory, two brokers: in containers of one machine (namespaces of process ids and networks, where each is
// process 1), and Apache Kafka beside Ottla. The second one is refused, and takes the directory when the first is gone.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { jars } from '../clients/java.mjs'
import { startKafka } from '../clients/kafka-broker.mjs'
import { beat as beatOf, joining as joiningOf, noTasks } from '../clients/streams-member.mjs'
import { sleep } from '../killing.mjs'
import { exec, expectMatch, root, Skip, scratch, serve, startOttla } from '../kit.mjs'

const main = join(root, 'dist', 'cli', 'main.js')
const kafkaPort = 28_100 + (process.pid % 45) * 2
const container = ['--pid', '--fork', '--kill-child', '--mount-proc', '--uts', '--net']

function needContainers() {
  if (process.platform !== 'linux') throw new Skip('containers are made of the namespaces of Linux')
  const { status, stderr } = spawnSync('unshare', [...container, 'true'])
  if (status !== 0) throw new Skip(`unshare makes no namespaces here, which takes root: ${stderr ?? 'it is missing'}`)
}

const inContainer = (dataDir) =>
  serve(
    'unshare',
    [...container, process.execPath, main, 'start', '--host', '0.0.0.0', '--port', '0', '--data-dir', dataDir],
    /:\d+$/
  )

/** What the start of another broker says, which has to fail. */
async function refused(start, pattern, what) {
  let broker
  try {
    broker = await start()
  } catch (error) {
    expectMatch(/** @type {Error} */ (error).message, pattern, what)
    return
  }
  await broker.stop('SIGKILL')
  throw new Error(`${what}: it started`)
}

const cliAt =
  (bootstrap) =>
  async (...args) =>
    (await exec(process.execPath, [main, ...args, '--bootstrap', bootstrap])).stdout

const beat = (bootstrap, memberId, memberEpoch, more) => beatOf(bootstrap, 'words', memberId, memberEpoch, more)
const joining = (processId) => joiningOf(processId, 'lines')

export const checks = {
  async 'two containers on one volume: the second is refused, and starts at once when the first is killed'() {
    needContainers()
    const dataDir = scratch('volume')
    const first = await inContainer(dataDir)
    try {
      expectMatch(readFileSync(join(dataDir, '.lock'), 'utf8'), /^ottla 1 /, 'the lock file')
      await refused(() => inContainer(dataDir), /is in use by process 1 on \S+ since /, 'a second container')
      await refused(() => startOttla({ dataDir }), /is in use by process 1 on \S+ since /, 'a process beside it')
    } finally {
      await first.stop('SIGKILL')
    }
    const next = await inContainer(dataDir)
    await refused(() => inContainer(dataDir), /is in use by process 1 /, 'a second container after a restart')
    await next.stop('SIGKILL')
    const last = await startOttla({ dataDir })
    await last.stop()
    const left = readdirSync(dataDir).filter((name) => name.startsWith('.ottla-lock-'))
    if (left.length > 0) throw new Error(`claims are left: ${left.join(', ')}`)
  },

  async 'Apache Kafka that runs on the directory is seen, and has it again, with a streams group, after a kill of Ottla'() {
    const libs = await jars('apache-kafka')
    const folder = scratch('kafka-lock')
    const kafka = await startKafka(libs, { folder, port: kafkaPort })
    const { dataDir } = kafka
    let epoch = 0
    try {
      const cli = cliAt(kafka.bootstrap)
      await cli('topics', 'create', 'lines', '--partitions', '2')
      await cli('configs', 'set', 'group', 'words', 'streams.initial.rebalance.delay.ms=0')
      let one = await beat(kafka.bootstrap, 'one', 0, joining('p'))
      // The coordinator of a cold Kafka hears of a topic and of a config a little after they show.
      const tasks = () => (one.activeTasks ?? []).flatMap(({ partitions }) => partitions)
      for (const endMs = performance.now() + 30_000; tasks().length < 2; await sleep(200)) {
        if (performance.now() > endMs) throw new Error('the member has not got its tasks from Kafka')
        one = await beat(kafka.bootstrap, 'one', one.memberEpoch, noTasks)
      }
      epoch = one.memberEpoch
      if (process.platform === 'linux')
        await refused(() => startOttla({ dataDir }), /is in use by process \d+ /, 'Ottla beside Kafka')
    } finally {
      await kafka.stop()
    }
    const ottla = await startOttla({ dataDir })
    const cli = cliAt(ottla.bootstrap)
    await cli('topics', 'create', 'made-by-ottla')
    // The streams group goes on with its member, gets another, and the first one leaves.
    expectMatch(await cli('groups', 'describe', 'words', '--members'), /^one .* 0:0,1 +0:0,1$/m, 'the member in Ottla')
    await beat(ottla.bootstrap, 'one', epoch)
    await beat(ottla.bootstrap, 'two', 0, joining('q'))
    await beat(ottla.bootstrap, 'one', -1)
    const member = JSON.parse(await cli('groups', 'describe', 'words', '--members', '--json'))
    let two = await beat(ottla.bootstrap, 'two', member.epoch, noTasks)
    // The group is assigned anew once its assignment interval is over, and the member has both tasks with its next heartbeat.
    const hasBoth = async () => /^two .* 0:0,1 +0:0,1$/m.test(await cli('groups', 'describe', 'words', '--members'))
    for (const endMs = performance.now() + 20_000; !(await hasBoth()); await sleep(200)) {
      if (performance.now() > endMs) throw new Error('the member that is left has not got both tasks')
      two = await beat(ottla.bootstrap, 'two', two.memberEpoch, noTasks)
    }
    await ottla.stop('SIGKILL')
    const again = await startKafka(libs, { folder, port: kafkaPort })
    try {
      const shown = await cliAt(again.bootstrap)('groups', 'describe', 'words', '--members')
      expectMatch(shown, /^words: .*, streams group, 1 member/, 'the group in Kafka')
      expectMatch(shown, /^two .* 0:0,1 +0:0,1$/m, 'the member in Kafka')
      await beat(again.bootstrap, 'two', two.memberEpoch)
    } finally {
      await again.stop()
    }
  }
}
