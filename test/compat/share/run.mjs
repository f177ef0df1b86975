// A share group of the Java client: 8 members share 3 partitions. They accept, release, reject, renew and outsleep their locks; four
// of them are killed, and so is the broker. In the end each record was accepted or rejected, none was lost, and none was accepted twice.
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { jars } from '../clients/java.mjs'
import { startBroker, within } from '../killing.mjs'
import { exec, here, need, root, scratch } from '../kit.mjs'

const cli = join(root, 'dist', 'cli', 'main.js')
const [topic, group] = ['work', 'workers']
const partitionCount = 3
const lockMs = 4000
const deliveryLimit = 10
const patienceMs = 60_000

const sets = [
  'group.share.min.record.lock.duration.ms=1000',
  'group.share.min.heartbeat.interval.ms=500',
  'group.share.heartbeat.interval.ms=500',
  'group.share.min.session.timeout.ms=1000',
  'group.share.session.timeout.ms=6000'
]

export async function prepare() {
  need('javac')
  const libs = await jars('apache-kafka')
  const classes = scratch('classes')
  await exec('javac', ['-nowarn', '-cp', join(libs, '*'), '-d', classes, join(here, 'share', 'Sharers.java')])
  const args = [...sets.flatMap((set) => ['--set', set]), '--topic', `${topic}:${partitionCount}`]
  return { classPath: [join(libs, '*'), classes].join(delimiter), broker: await startBroker(args) }
}

/** What the members say: of each record who had it last, and what the broker confirmed. */
function bookOf() {
  /** By `partition:offset`: who got it last; what was confirmed and by whom; whose word on it the broker did not answer. */
  const holders = new Map()
  const settled = new Map()
  const unanswered = new Set()
  const counts = new Map()
  const wrong = []
  function noteOne(member, what, record) {
    counts.set(what, (counts.get(what) ?? 0) + 1)
    if (what.startsWith('given-')) {
      const delivery = Number(what.slice('given-'.length))
      if (delivery < 1 || delivery > deliveryLimit) wrong.push(`${record} came to ${member} as delivery ${delivery}`)
      holders.set(record, member)
      return
    }
    const isLate = what.startsWith('LATE-')
    const [fate, error] = what.replace('LATE-', '').split('-')
    if (fate !== 'ACCEPT' && fate !== 'REJECT') return
    if (isLate || error !== undefined) {
      // A broker that refuses has not done it; one that was killed, or that was told late, may have.
      if (error !== 'InvalidRecordStateException') unanswered.add(record)
      return
    }
    if (settled.has(record)) wrong.push(`${record}: ${fate} of ${member} after ${settled.get(record)}`)
    settled.set(record, `${fate} of ${member}`)
  }
  return {
    holders,
    settled,
    unanswered,
    counts,
    wrong,
    note(line) {
      const [member, what, partition, detail] = line.split(' ', 4)
      if (what === 'failed') wrong.push(line)
      else for (const offset of detail.split(',')) noteOne(member, what, `${partition}:${offset}`)
    }
  }
}

function startMembers({ classPath, broker }, book, prefix, count) {
  const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=off'
  const names = [broker.bootstrap, topic, group, prefix, String(count), String(lockMs)]
  const child = spawn('java', ['-Xmx256m', '-XX:TieredStopAtLevel=1', quiet, '-cp', classPath, 'Sharers', ...names], {
    env: { ...process.env, JAVA_TOOL_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'ignore']
  })
  const closed = new Promise((resolve) =>
    createInterface({ input: child.stdout }).on('line', book.note).on('close', resolve)
  )
  return {
    leave: (member) => child.stdin.write(`${member}\n`),
    async kill() {
      child.kill('SIGKILL')
      await closed
    }
  }
}

async function eachRecordHasOneEnd(context) {
  const { broker } = context
  const ottla = (args, input) =>
    exec(process.execPath, [cli, ...args, '--bootstrap', broker.bootstrap], { ...(input && { input }) })
  const configs = ['share.auto.offset.reset=earliest', `share.record.lock.duration.ms=${lockMs}`]
  await ottla(['configs', 'set', 'group', group, ...configs, `share.delivery.count.limit=${deliveryLimit}`])
  const book = bookOf()
  const started = []
  const start = (prefix, count) => {
    const members = startMembers(context, book, prefix, count)
    started.push(members)
    return members
  }
  let total = 0
  const write = async () => {
    const input = Array.from({ length: 1500 }, (_, at) => `k${at}=v\n`).join('')
    await ottla(['produce', topic, '--key-delimiter', '='], input)
    total += 1500
  }
  const told = () => [...book.counts].map(([what, count]) => `${what}: ${count}`).join(', ')
  const settles = (count) =>
    within(
      patienceMs,
      () => `${book.settled.size} of ${count} settled (${told()})`,
      async () => book.wrong.length > 0 || book.settled.size >= count
    )
  try {
    await write()
    const first = start('a', 4)
    const doomed = start('b', 4)
    await settles(300)
    await doomed.kill()
    start('c', 4)
    await write()
    await settles(2000)
    await broker.kill('SIGKILL')
    await write()
    await settles(3200)
    first.leave('a1')
    await write()
    // Whether all is done, only the broker can say: a member that was killed did not hear what became of its last words.
    let offsets = []
    await within(
      patienceMs,
      () => `${JSON.stringify(offsets)}; ${book.settled.size} of ${total} settled (${told()})`,
      async () => {
        const { stdout } = await ottla(['groups', 'describe', group, '--json'])
        offsets = JSON.parse(stdout).offsets
        // The start of the group follows with the next write, in Kafka too; the lag knows better.
        const done = offsets.reduce((sum, { end, lag }) => sum + end - lag, 0)
        return book.wrong.length > 0 || done === total
      }
    )
    if (book.wrong.length > 0) throw new Error(book.wrong.slice(0, 5).join('\n'))
    const lost = [...book.holders].filter(
      ([record, holder]) => !(book.settled.has(record) || book.unanswered.has(record) || holder.startsWith('b'))
    )
    if (book.holders.size !== total) throw new Error(`${book.holders.size} of ${total} records came to a member`)
    if (lost.length > 0) throw new Error(`nobody accepted or rejected ${lost.slice(0, 5).join(' ')} (${told()})`)
    const met = ['ACCEPT', 'RELEASE', 'REJECT', 'RENEW', 'given-2', 'LATE-ACCEPT-InvalidRecordStateException']
    const missing = met.filter((what) => !book.counts.has(what))
    if (missing.length > 0) throw new Error(`not met: ${missing.join(', ')} (${told()})`)
  } finally {
    for (const members of started) await members.kill()
  }
}

export const checks = {
  'Java client: 8 members share 3 partitions, some are killed, and the broker': eachRecordHasOneEnd
}

export const finish = ({ broker }) => broker.stop()
