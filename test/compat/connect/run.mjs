// Kafka Connect of Apache Kafka 4.3.1 in distributed mode, with the file source and sink that come with it: a worker is killed
// and another goes on; then with exactly-once support for sources, where a zombie of the connector is fenced: the task of before
// a change, and the task of a worker that stood still while another took over.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { jars } from '../clients/java.mjs'
import { within } from '../killing.mjs'
import { exec, expectMatch, root, scratch, serve, startOttla } from '../kit.mjs'

const cli = join(root, 'dist', 'cli', 'main.js')
const internal = ['config', 'offset', 'status']

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
      server.close(() => resolve(port))
    })
  })
}

export async function prepare() {
  const libs = await jars('connect')
  return { libs, server: await startOttla({ args: ['--topic', 'moved:1'] }), folder: scratch('connect') }
}

const ottla = async ({ server }, args, input) =>
  (await exec(process.execPath, [cli, ...args, '--bootstrap', server.bootstrap], { input })).stdout

/** A worker of `group` that answers at `url`. */
async function startWorker({ libs, server, folder }, group, more = []) {
  const port = await freePort()
  const file = join(folder, `${group}-${port}.properties`)
  const lines = [
    `bootstrap.servers=${server.bootstrap}`,
    `group.id=${group}`,
    `listeners=http://127.0.0.1:${port}`,
    'plugin.discovery=service_load',
    'key.converter=org.apache.kafka.connect.storage.StringConverter',
    'value.converter=org.apache.kafka.connect.storage.StringConverter',
    ...internal.flatMap((kind) => [
      `${kind}.storage.topic=${group}-${kind}`,
      `${kind}.storage.replication.factor=1`,
      ...(kind === 'config' ? [] : [`${kind}.storage.partitions=2`])
    ]),
    'offset.flush.interval.ms=500',
    'session.timeout.ms=6000',
    'heartbeat.interval.ms=1000',
    'scheduled.rebalance.max.delay.ms=0',
    ...more
  ]
  writeFileSync(file, lines.join('\n'))
  const log = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=info', '-Dorg.slf4j.simpleLogger.logFile=System.out']
  const args = ['-Xmx256m', '-XX:TieredStopAtLevel=1', ...log, '-cp', join(libs, '*')]
  const worker = await serve(
    'java',
    [...args, 'org.apache.kafka.connect.cli.ConnectDistributed', file],
    /Finished starting connectors and tasks/,
    { env: { JAVA_TOOL_OPTIONS: '' }, timeoutMs: 120_000 }
  )
  const said = { text: worker.tail.join('\n') }
  worker.child.stdout.on('data', (chunk) => (said.text += chunk))
  return { ...worker, url: `http://127.0.0.1:${port}`, said }
}

/** Makes or changes a connector; the worker refuses while its group is rebalanced. */
async function connector(worker, name, config) {
  let answer = ''
  await within(
    120_000,
    () => `${name}: ${answer}`,
    async () => {
      const response = await fetch(`${worker.url}/connectors/${name}/config`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(config)
      }).catch((error) => error)
      answer = response instanceof Response ? `${response.status} ${await response.text()}` : String(response)
      return response instanceof Response && response.ok
    }
  )
}

const source = (file, topic) => ({
  'connector.class': 'org.apache.kafka.connect.file.FileStreamSourceConnector',
  'tasks.max': '1',
  file,
  topic
})
const sink = (file, topics) => ({
  'connector.class': 'org.apache.kafka.connect.file.FileStreamSinkConnector',
  'tasks.max': '1',
  file,
  topics
})

const lines = (from, to) => Array.from({ length: to - from }, (_, at) => `line ${from + at}\n`).join('')
const text = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')
const countOf = (text) => text.split('\n').length - 1
const holds = (file, wanted) =>
  within(
    120_000,
    () => `the sink holds ${text(file).length} of ${wanted.length} bytes`,
    async () => text(file) === wanted
  )

/** A topic that the first task has still to make is empty. */
const consumed = (context, topic, ...more) =>
  ottla(context, ['consume', topic, '--from', 'beginning', '--exit', ...more]).catch((error) => {
    if (/UNKNOWN_TOPIC_OR_PARTITION/.test(error)) return ''
    throw error
  })

/** Runs `body`; when it fails, the error says how the connector, its transactions, its topic and its workers stand. */
async function orTell(context, name, workers, body) {
  try {
    return await body()
  } catch (error) {
    const asked = await Promise.allSettled([
      ...workers.map(async ({ url }) =>
        (await fetch(`${url}/connectors/${name}/status`, { signal: AbortSignal.timeout(10_000) })).text()
      ),
      ...[
        ['transactions', 'list'],
        ['transactions', 'producers', name, '0'],
        ['topics', 'offsets', name]
      ].map((args) => ottla(context, args)),
      consumed(context, name).then((all) => `read_uncommitted sees ${countOf(all)} lines`)
    ])
    const logs = workers.map(({ url, said }) => {
      const notable = said.text.split('\n').filter((line) => /WARN|ERROR|Exception/.test(line))
      return `${url} last warned\n${notable.slice(-20).join('\n')}\nand ended in\n${said.text.slice(-4000)}`
    })
    const told = asked.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))
    throw new Error([error instanceof Error ? error.message : error, ...told, ...logs].join('\n'))
  }
}

/** The worker of `workers` that runs the only task of `name`. */
async function ownerOf(workers, name) {
  let owner
  await within(
    120_000,
    () => `no worker runs the task of ${name}`,
    async () => {
      const answer = await fetch(`${workers[0].url}/connectors/${name}/status`).catch(() => undefined)
      const status = answer?.ok ? /** @type {any} */ (await answer.json()) : undefined
      const task = status?.tasks[0]
      owner = workers.find(({ url }) => task?.state === 'RUNNING' && url === `http://${task.worker_id}`)
      return owner !== undefined
    }
  )
  return owner ?? workers[0]
}

export const checks = {
  'file source to file sink; a killed worker is replaced and goes on': async (context) => {
    const [from, to] = ['from.txt', 'to.txt'].map((name) => join(context.folder, name))
    writeFileSync(from, lines(0, 100))
    const first = await startWorker(context, 'workers')
    let second
    try {
      await connector(first, 'source', source(from, 'moved'))
      await connector(first, 'sink', sink(to, 'moved'))
      await holds(to, lines(0, 100))
      expectMatch(await ottla(context, ['groups', 'list']), /workers.*connect/, 'the group of the workers')
      expectMatch(await ottla(context, ['groups', 'describe', 'workers']), /sessioned/, 'the protocol of the workers')
      for (const kind of internal)
        expectMatch(
          await ottla(context, ['topics', 'describe', `workers-${kind}`]),
          /cleanup\.policy\W+compact/,
          `the ${kind} topic`
        )
      await new Promise((resolve) => setTimeout(resolve, 2000))
      await first.stop('SIGKILL')
      appendFileSync(from, lines(100, 200))
      second = await startWorker(context, 'workers')
      await within(
        120_000,
        () => `the sink holds ${text(to).split('\n').length - 1} lines`,
        async () => text(to).endsWith(lines(100, 200))
      )
    } finally {
      await first.stop('SIGKILL')
      await second?.stop('SIGKILL')
    }
  },
  'exactly-once source: two kills, each line once, a zombie is fenced': async (context) => {
    const from = join(context.folder, 'once.txt')
    writeFileSync(from, lines(0, 100))
    const arrived = async (wanted) => {
      let got = ''
      await within(
        120_000,
        () => `read_committed saw ${got.split('\n').length - 1} lines of ${wanted.split('\n').length - 1}`,
        async () => {
          got = await consumed(context, 'once', '--read-committed')
          return got.length >= wanted.length
        }
      )
      if (got !== wanted) throw new Error(`read_committed saw ${got.slice(0, 300)}`)
    }
    const roundOf = async (worker, round) => {
      if (round === 0) await connector(worker, 'once', source(from, 'once'))
      else appendFileSync(from, lines(round * 100, round * 100 + 100))
      await arrived(lines(0, round * 100 + 100))
      if (round < 2) return
      // A change of the connector fences the tasks that ran before. Not to a small batch: FileStreamSourceTask keeps the lines
      // beyond a batch to itself until the file grows again, with Apache Kafka's broker too.
      await connector(worker, 'once', { ...source(from, 'once'), 'batch.size': '1000' })
      appendFileSync(from, lines(300, 400))
      await arrived(lines(0, 400))
    }
    let worker
    try {
      for (let round = 0; round < 3; round++) {
        worker = await startWorker(context, 'once-workers', ['exactly.once.source.support=enabled'])
        await orTell(context, 'once', [worker], () => roundOf(worker, round))
        await worker.stop('SIGKILL')
      }
      const transactions = await ottla(context, ['transactions', 'list'])
      expectMatch(transactions, /connect-cluster-once-workers/, 'the transactional id of the workers')
      expectMatch(transactions, /once-workers-once-0/, 'the transactional id of the task')
    } finally {
      await worker?.stop('SIGKILL')
    }
  },
  'two workers: one stands still in a transaction, the other takes over, and the first one is fenced': async (
    context
  ) => {
    const from = join(context.folder, 'still.txt')
    writeFileSync(from, '')
    // A task that is told to stop commits what it has, and is cancelled when that takes longer than this: it would not hear then
    // that it is fenced.
    const settings = ['exactly.once.source.support=enabled', 'task.shutdown.graceful.timeout.ms=30000']
    const workers = await Promise.all([1, 2].map(() => startWorker(context, 'still-workers', settings)))
    const sees = async (wanted, ...flags) => {
      let got = ''
      await within(
        120_000,
        () => `${countOf(got)} lines of ${countOf(wanted)} are there with "${flags}"`,
        async () => {
          got = await consumed(context, 'still', ...flags)
          return got.length >= wanted.length
        }
      )
      if (got !== wanted) throw new Error(`"${flags}" saw ${countOf(got)} lines, not ${countOf(wanted)}`)
    }
    const standStill = async () => {
      // Longer than it takes to look, so that there is a transaction in which to stop the worker.
      const boundary = { 'transaction.boundary': 'interval', 'transaction.boundary.interval.ms': '6000' }
      await connector(workers[0], 'still', { ...source(from, 'still'), ...boundary })
      let zombie = workers[0]
      let [all, committed] = [0, 0]
      await within(
        120_000,
        () => `${all} lines are there, ${committed} of them committed`,
        async () => {
          appendFileSync(from, lines(all, all + 10))
          all += 10
          await sees(lines(0, all))
          zombie = await ownerOf(workers, 'still')
          zombie.child.kill('SIGSTOP')
          committed = countOf(await consumed(context, 'still', '--read-committed'))
          if (committed < all) return true
          zombie.child.kill('SIGCONT')
          return false
        }
      )
      const more = all + 100
      appendFileSync(from, lines(all, more))
      await sees(lines(0, more), '--read-committed')
      const written = lines(0, all) + lines(committed, more)
      await sees(written)
      const before = zombie.said.text.length
      zombie.child.kill('SIGCONT')
      await within(
        60_000,
        () => 'the worker that went on was not fenced',
        async () => /ProducerFenced|InvalidProducerEpoch/.test(zombie.said.text.slice(before))
      )
      appendFileSync(from, lines(more, more + 100))
      await sees(lines(0, more + 100), '--read-committed')
      // Nothing of what the zombie tried is in the log: not as an aborted record either.
      await sees(written + lines(more, more + 100))
    }
    try {
      await orTell(context, 'still', workers, standStill)
    } finally {
      for (const worker of workers) {
        worker.child.kill('SIGCONT')
        await worker.stop('SIGKILL')
      }
    }
  }
}

export const finish = ({ server }) => server.stop()
