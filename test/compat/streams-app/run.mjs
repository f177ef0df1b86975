// The word count of docs/recipes/streams.md, with both kinds of store, killed while it works, and the broker under it too:
// the counts are those of what is in the input topic.
import { chmodSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { jars } from '../clients/java.mjs'
import { keepRunning, numbersOf, sleep, startBroker, within } from '../killing.mjs'
import { corpus, exec, need, root, scratch } from '../kit.mjs'
import { filesOf } from '../recipes/run.mjs'

const cli = join(root, 'dist', 'cli', 'main.js')
const page = filesOf('streams.md')
const seed = Number(process.env.OTTLA_COMPAT_SEED ?? 1)
const victims = ['program', 'broker', 'program']

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

const check = (store, index) => async (context) => {
  const random = numbersOf(seed * 100 + index)
  const sets = ['transaction.abort.timed.out.transaction.cleanup.interval.ms=500', 'num.partitions=2']
  const broker = await startBroker([
    ...sets.flatMap((set) => ['--set', set]),
    ...['lines', 'counts'].flatMap((topic) => ['--topic', `${topic}:2`])
  ])
  const args = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-cp', [join(context.libs, '*'), context.folder].join(delimiter)]
  const program = { command: 'java', args: [...args, 'WordCount'], env: { JAVA_TOOL_OPTIONS: '' } }
  const job = keepRunning(program, [broker.bootstrap, 'word-count', store, scratch('state')])
  const lines = corpus()
  let at = 0
  let wrong = ''
  const write = () => {
    const input = `${lines.slice(at, at + 300).join('\n')}\n`
    at += 300
    return exec(process.execPath, [cli, 'produce', 'lines', '--bootstrap', broker.bootstrap], { input })
  }
  const counted = async () =>
    new Map((await recordsOf(broker.bootstrap, 'counts')).map(({ key, value }) => [key, Number(value)]))
  const equal = async () => {
    const wanted = countsOf((await recordsOf(broker.bootstrap, 'lines')).map(({ value }) => value))
    const counts = await counted()
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
  const why = () => `${wrong || 'nothing was counted'}; the program said ${job.ended.at(-1) ?? 'nothing'}`
  try {
    await shell(context, broker.bootstrap, block('write.sh'))
    await within(60_000, why, equal)
    for (const victim of victims) {
      await write()
      // The moment of the kill, by the seed.
      await sleep(random() * 1500)
      const signal = random() < 0.7 ? 'SIGKILL' : 'SIGTERM'
      await (victim === 'program' ? job.kill(signal) : broker.kill(signal))
      await write()
      await within(60_000, why, equal)
    }
    await shell(context, broker.bootstrap, block('read.sh'))
    await shell(context, broker.bootstrap, block('look.sh'))
  } finally {
    job.stop()
    await broker.stop()
  }
}

export const checks = Object.fromEntries(
  ['rocksdb', 'memory'].map((store, index) => [
    `word count, ${store} store, ${victims.length} kills: the counts of the input`,
    check(store, index)
  ])
)
