// The word count of docs/recipes/streams.md, with both kinds of store and both group protocols, killed while it works, and the
// broker under it too: the counts are those of what is in the input topic.
import { chmodSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { jars } from '../clients/java.mjs'
import { keepRunning, numbersOf, sleep, startBroker, within } from '../killing.mjs'
import { corpus, exec, expectMatch, need, root, scratch } from '../kit.mjs'
import { filesOf } from '../recipes/run.mjs'

const cli = join(root, 'dist', 'cli', 'main.js')
const page = filesOf('streams.md')
const seed = Number(process.env.OTTLA_COMPAT_SEED ?? 1)
// Dead members are noticed after seconds here, and not after most of a minute.
const sets = [
  'transaction.abort.timed.out.transaction.cleanup.interval.ms=500',
  'num.partitions=2',
  'group.streams.min.session.timeout.ms=4000',
  'group.streams.session.timeout.ms=4000',
  'group.streams.min.heartbeat.interval.ms=500',
  'group.streams.heartbeat.interval.ms=500',
  'group.streams.initial.rebalance.delay.ms=500'
]

export async function prepare() {
  need('javac')
  const libs = await jars('streams-app')
  const folder = scratch('streams')
  for (const { name, content } of page) writeFileSync(join(folder, name), content)
  await exec('javac', ['-nowarn', '-cp', join(libs, '*'), '-d', folder, join(folder, 'WordCount.java')])
  // The page says `npx ottla`: the command of this checkout.
  writeFileSync(join(folder, 'npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" "${cli}" "$@"\n`)
  chmodSync(join(folder, 'npx'), 0o755)
  return { libs, folder }
}

/** Runs commands of the page against a broker. */
const shell = ({ folder }, bootstrap, commands) =>
  exec('sh', ['-ec', commands], {
    cwd: folder,
    env: { PATH: `${folder}${delimiter}${process.env.PATH}`, OTTLA_BOOTSTRAP: bootstrap }
  })

const block = (name) => page.find((file) => file.name === name)?.content ?? ''
const readArgs = (topic) => ['consume', topic, '--from', 'beginning', '--exit', '--read-committed', '--json']

async function recordsOf(bootstrap, topic) {
  const { stdout } = await exec(process.execPath, [cli, ...readArgs(topic), '--bootstrap', bootstrap])
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

function countsOf(lines) {
  const counts = new Map()
  for (const line of lines)
    for (const word of line
      .toLowerCase()
      .split(/[^A-Za-z0-9_]+/)
      .filter((one) => one !== ''))
      counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** An application, its broker, and lines to count. @param {{ libs: string, folder: string }} context */
async function stage(context) {
  const broker = await startBroker([
    ...sets.flatMap((set) => ['--set', set]),
    ...['lines', 'counts'].flatMap((topic) => ['--topic', `${topic}:2`])
  ])
  const args = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-cp', [join(context.libs, '*'), context.folder].join(delimiter)]
  const program = { command: 'java', args: [...args, 'WordCount'], env: { JAVA_TOOL_OPTIONS: '' } }
  const lines = corpus()
  const jobs = []
  let at = 0
  let wrong = ''
  const equal = async (wanted) => {
    await sleep(300)
    const found = await recordsOf(broker.bootstrap, 'counts')
    const counts = new Map(found.map(({ key, value }) => [key, Number(value)]))
    const other = [...wanted].filter(([word, count]) => counts.get(word) !== count)
    wrong = other
      .slice(0, 5)
      .map(([word, count]) => `${word}: ${counts.get(word)}, expected ${count}`)
      .join('; ')
    // A word that was counted twice stays so: there is no need to wait.
    const above = [...counts].filter(([word, count]) => count > (wanted.get(word) ?? 0))
    if (above.length > 0) throw new Error(`counted more often than it was there: ${above.slice(0, 5).join('; ')}`)
    return other.length === 0
  }
  const said = () => jobs.map(({ ended }) => ended.at(-1) ?? 'nothing').join('\nand the next: ')
  return {
    broker,
    shell: (name) => shell(context, broker.bootstrap, block(name)),
    start(store, protocol, state = scratch('state')) {
      const job = keepRunning(program, [broker.bootstrap, 'word-count', store, state, protocol])
      jobs.push(job)
      return job
    },
    write() {
      const input = `${lines.slice(at, at + 300).join('\n')}\n`
      at += 300
      return exec(process.execPath, [cli, 'produce', 'lines', '--bootstrap', broker.bootstrap], { input })
    },
    async counted() {
      const wanted = countsOf((await recordsOf(broker.bootstrap, 'lines')).map(({ value }) => value))
      const why = () => `${wrong || 'nothing was counted'}; the program said ${said()}`
      await within(60_000, why, () => equal(wanted))
    },
    async stop() {
      for (const job of jobs) job.stop()
      await broker.stop()
    }
  }
}

/** One instance after another is killed by `kill`, with lines that come in before and after. */
async function killed({ write, counted }, random, kills) {
  for (const kill of kills) {
    await write()
    // The moment of the kill, by the seed.
    await sleep(random() * 1500)
    await kill(random() < 0.7 ? 'SIGKILL' : 'SIGTERM')
    await write()
    await counted()
  }
}

/** One instance of the classic protocol, then two of the streams protocol, of which one is killed for good in the end. */
const check = (store, index) => async (context) => {
  const random = numbersOf(seed * 100 + index)
  const app = await stage(context)
  try {
    const state = scratch('state')
    const before = app.start(store, 'classic', state)
    await app.shell('write.sh')
    await app.counted()
    await killed(app, random, [before.kill, app.broker.kill])
    await app.write()
    await before.end()
    await app.shell('standby.sh')
    const [one, other] = [app.start(store, 'streams', state), app.start(store, 'streams')]
    await app.counted()
    await killed(app, random, [other.kill, app.broker.kill])
    await app.write()
    one.stop()
    await app.write()
    await app.counted()
    await app.shell('read.sh')
    expectMatch((await app.shell('look.sh')).stdout, /word-count: .*, streams group/, 'the group')
  } finally {
    await app.stop()
  }
}

export const atOnce = 2
export const checks = Object.fromEntries(
  ['rocksdb', 'memory'].map((store, index) => [
    `word count, ${store} store, classic and then streams protocol, 5 kills: the counts of the input`,
    check(store, index)
  ])
)
