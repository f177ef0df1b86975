// A directory that Apache Kafka wrote, opened by Ottla: everything that one client sees of Kafka, it sees of Ottla; then
// more is written, and Kafka opens the directory again. Of 3.9 and 4.3.1, stopped and killed under load.
import { rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { jars, java } from '../clients/java.mjs'
import { startKafka } from '../clients/kafka-broker.mjs'
import { exec, expectEqualLines, expectMatch, here, need, scratch, serve, startOttla } from '../kit.mjs'

const port = 28_000 + (process.pid % 45) * 2
const source = join(here, 'kafka-3.9-directory', 'Directory.java')

/** `segmentBytes`: the least that the release takes for a topic. */
const releases = {
  3.9: { jars: 'kafka-3.9-directory', segmentBytes: 16_384 },
  '4.3.1': { jars: 'apache-kafka', segmentBytes: 1 << 20 }
}

// The start offsets of deleted records reach the disk at this pace only: a kill must not come before them.
const properties = ['log.flush.start.offset.checkpoint.interval.ms=200', 'log.cleaner.backoff.ms=500']

export async function prepare() {
  need('javac')
  const context = { folders: [] }
  for (const [release, { jars: name, segmentBytes }] of Object.entries(releases)) {
    const libs = await jars(name)
    const classes = scratch('classes')
    await exec('javac', ['-nowarn', '-cp', join(libs, '*'), '-d', classes, source])
    const run = async (...args) => (await java(libs, 'Directory', args, { classPath: [classes] })).stdout
    context[release] = { libs, classes, segmentBytes, run }
  }
  return context
}

/** What Kafka's own command says of every group, in one order. */
async function describedGroups({ libs }, bootstrap) {
  const args = ['--bootstrap-server', bootstrap, '--describe', '--all-groups']
  const { stdout } = await java(libs, 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand', args)
  return stdout
    .split('\n')
    .filter((line) => /^\S.* \d+ +\d+ /.test(line))
    .map((line) => line.replace(/ +/g, ' ').trim())
    .sort()
}

/** Fills a new Kafka, notes what it shows, and ends it as told. */
async function written(context, { libs, classes, segmentBytes, run }, end) {
  const kafka = await startKafka(libs, { folder: scratch('kafka-directory'), port, properties })
  context.folders.push(kafka.folder)
  try {
    await run('fill', kafka.bootstrap, String(segmentBytes))
    const groups = await describedGroups({ libs }, kafka.bootstrap)
    const dump = await run('dump', kafka.bootstrap)
    let acknowledged = 0
    if (end === 'SIGKILL') {
      const cp = [join(libs, '*'), classes].join(delimiter)
      const load = await serve('java', ['-cp', cp, 'Directory', 'load', kafka.bootstrap], /^loading$/)
      await kafka.stop('SIGKILL')
      await load.exited
      acknowledged = Number(/acknowledged (\d+)/.exec(load.tail.join('\n'))?.[1])
    } else await kafka.stop()
    return { kafka, dump, groups, acknowledged }
  } finally {
    await kafka.stop('SIGKILL')
  }
}

/** Lines of a dump to compare: without the load, which goes on until a kill. */
function comparable(dump) {
  return dump
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('load-0 ') && !line.startsWith('producer of load-0'))
}

/** Only the last record of a key: a cleaner may have come meanwhile. */
function withoutCleaned(lines) {
  const last = new Map()
  const keyOf = (line) => /^(compacted-0) \d+ .* (key .*) value /.exec(line)?.slice(1).join(' ')
  for (const [at, line] of lines.entries()) last.set(keyOf(line) ?? at, line)
  return [...last.values()].sort()
}

function expectSameButForCleaning(text, expected, what) {
  const lines = withoutCleaned(comparable(expected))
  expectEqualLines(withoutCleaned(comparable(text)).join('\n'), lines, what)
}

/** The load that was under way at a kill: all that was acknowledged is there, in order, and nothing twice. */
function expectLoad(dump, acknowledged) {
  const seen = [...dump.matchAll(/^load-0 (\d+) .* value load (\d+) x*/gm)]
  const half = seen.length / 2
  seen.forEach(([, offset, number], at) => {
    if (Number(offset) !== at % half || Number(number) !== at % half) throw new Error(`load: ${number} at ${offset}`)
  })
  if (!(half >= acknowledged)) throw new Error(`load: ${half} records, ${acknowledged} were acknowledged`)
}

/** That the fill left what the step is about; else the comparison would prove little. */
function expectRich(dump) {
  expectMatch(dump, /^trimmed-0 read_committed from 101 to 200$/m, 'deleted records')
  expectMatch(dump, /^transaction left open ONGOING/im, 'open transaction')
  const count = (pattern) => [...dump.matchAll(pattern)].length
  if (count(/value aborted in/g) !== 30) throw new Error('aborted records must be seen by read_uncommitted alone')
  if (count(/value committed in/g) !== 100)
    throw new Error(`${count(/value committed in/g)} records of committed transactions`)
  if (count(/behind the open transaction/g) !== 1) throw new Error('read_committed must stop at the open transaction')
  if (count(/^compacted-0 \d+ /gm) >= 400) throw new Error('nothing was compacted')
}

function expectMore(dump, round) {
  const count = (pattern) => [...dump.matchAll(pattern)].length
  const written = count(new RegExp(` value more ${round} \\w+ \\d`, 'g'))
  // Of the compacted topic some may be gone already.
  if (written < 2 * 6 * 25 || written > 2 * 7 * 25) throw new Error(`${written} records of round ${round}`)
  if (count(new RegExp(`value committed in round ${round}`, 'g')) !== 2) throw new Error('the transaction is not seen')
  if (count(new RegExp(`value aborted in round ${round}`, 'g')) !== 1)
    throw new Error('read_uncommitted alone must see the aborted one')
  if (count(/behind the open transaction/g) !== 2) throw new Error('the open transaction was not ended')
}

const check = (release, end) => async (context) => {
  const of = context[release]
  const { kafka, dump, groups, acknowledged } = await written(context, of, end)
  expectRich(dump)
  let ottla = await startOttla({ dataDir: kafka.dataDir })
  let afterMore
  try {
    const opened = await of.run('dump', ottla.bootstrap)
    expectSameButForCleaning(opened, dump, 'Ottla on the directory')
    if (end === 'SIGKILL') expectLoad(opened, acknowledged)
    expectEqualLines((await describedGroups(of, ottla.bootstrap)).join('\n'), groups, 'kafka-consumer-groups')
    await of.run('more', ottla.bootstrap, 'one', 'transactions')
    afterMore = await of.run('dump', ottla.bootstrap)
    expectMore(afterMore, 'one')
    await ottla.stop()
    ottla = await startOttla({ dataDir: kafka.dataDir })
    expectSameButForCleaning(await of.run('dump', ottla.bootstrap), afterMore, 'Ottla after a restart')
  } finally {
    await ottla.stop()
  }
  const again = await startKafka(of.libs, { folder: kafka.folder, port, properties })
  try {
    expectSameButForCleaning(await of.run('dump', again.bootstrap), afterMore, `Kafka ${release} on what Ottla wrote`)
    await of.run('more', again.bootstrap, 'two', 'transactions')
    expectMore(await of.run('dump', again.bootstrap), 'two')
  } finally {
    await again.stop('SIGKILL')
  }
}

export const checks = Object.fromEntries(
  Object.keys(releases).flatMap((release) => [
    [`Kafka ${release}, stopped`, check(release, 'SIGTERM')],
    [`Kafka ${release}, killed under load`, check(release, 'SIGKILL')]
  ])
)

export function finish({ folders }) {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}
