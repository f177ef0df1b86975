// Groups of the Java client in both protocols, 50 members on 100 partitions: members join, leave, die and stall. No partition has
// two owners, none is without one in the end, and who takes one over goes on at the committed offset.
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { jars } from '../clients/java.mjs'
import { within } from '../killing.mjs'
import { exec, here, need, root, scratch, startOttla } from '../kit.mjs'

const cli = join(root, 'dist', 'cli', 'main.js')
const partitionCount = 100
const protocols = ['classic', 'consumer']

export async function prepare() {
  need('javac')
  const libs = await jars('apache-kafka')
  const classes = scratch('classes')
  await exec('javac', ['-nowarn', '-cp', join(libs, '*'), '-d', classes, join(here, 'groups', 'Members.java')])
  const sets = ['group.min.session.timeout.ms=500', 'group.consumer.min.session.timeout.ms=1000']
  const times = ['group.consumer.session.timeout.ms=6000', 'group.consumer.heartbeat.interval.ms=500']
  const minimum = ['group.consumer.min.heartbeat.interval.ms=100']
  const args = [
    ...[...sets, ...minimum, ...times].flatMap((set) => ['--set', set]),
    ...protocols.flatMap((protocol) => ['--topic', `${protocol}:${partitionCount}`])
  ]
  return { libs, classes, server: await startOttla({ args }) }
}

/** Who has which partition, as members say themselves, and what was read of each. */
function bookOf() {
  const owners = new Map()
  const read = new Map()
  const wrong = []
  return {
    owners,
    read,
    wrong,
    /** A dead member says nothing any more. */
    forget(prefix) {
      for (const [partition, owner] of owners) if (owner.startsWith(prefix)) owners.delete(partition)
    },
    note(line) {
      const [member, what, detail = ''] = line.split(' ')
      if (what === 'failed') wrong.push(line)
      if (what === 'read') {
        const [partition, offset] = detail.split(':').map(Number)
        const next = read.get(partition) ?? 0
        // What was read and not yet committed when its reader died comes again; nothing may be left out.
        if (offset > next) wrong.push(`${member} read ${detail}, expected at most ${next}`)
        read.set(partition, Math.max(next, offset + 1))
      }
      for (const partition of detail === '' ? [] : detail.split(',')) {
        if (what === 'given') {
          const owner = owners.get(partition)
          if (owner !== undefined && owner !== member) wrong.push(`${partition} of ${owner} was given to ${member}`)
          owners.set(partition, member)
        }
        if ((what === 'taken' || what === 'lost') && owners.get(partition) === member) owners.delete(partition)
      }
    }
  }
}

function startMembers({ libs, classes, server }, book, protocol, prefix, count) {
  const cp = [join(libs, '*'), classes].join(delimiter)
  const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error'
  const names = [server.bootstrap, protocol, `group-${protocol}`, protocol, prefix, '0', String(count)]
  const child = spawn('java', ['-Xmx512m', '-XX:TieredStopAtLevel=1', quiet, '-cp', cp, 'Members', ...names], {
    env: { ...process.env, JAVA_TOOL_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'ignore']
  })
  const closed = new Promise((resolve) =>
    createInterface({ input: child.stdout }).on('line', book.note).on('close', resolve)
  )
  return {
    leave: (member) => child.stdin.write(`${member}\n`),
    signal: (signal) => child.kill(signal),
    async stop() {
      child.kill('SIGKILL')
      await closed
    }
  }
}

const check = (protocol) => async (context) => {
  const { bootstrap } = context.server
  const book = bookOf()
  const started = []
  const start = (prefix, count) => {
    const members = startMembers(context, book, protocol, prefix, count)
    started.push(members)
    return members
  }
  let total = 0
  const write = async () => {
    const input = Array.from({ length: 1000 }, (_, at) => `k${at}=v\n`).join('')
    await exec(process.execPath, [cli, 'produce', protocol, '--key-delimiter', '=', '--bootstrap', bootstrap], {
      input
    })
    total += 1000
  }
  const have = () => [...book.read.values()].reduce((sum, next) => sum + next, 0)
  /** Each partition has one owner of so many, and all that was written is read. */
  const settled = (what, members) =>
    within(
      90_000,
      () =>
        `${what}: ${book.owners.size} partitions have owners, ${new Set(book.owners.values()).size} members any; ${have()} of ${total} read`,
      async () =>
        book.wrong.length > 0 ||
        (book.owners.size === partitionCount && new Set(book.owners.values()).size === members && have() === total)
    ).then(() => {
      if (book.wrong.length > 0) throw new Error(`${what}: ${book.wrong.slice(0, 5).join('\n')}`)
    })
  try {
    await write()
    const first = start('a', 1)
    await settled('one member', 1)
    const many = start('b', 29)
    await settled('29 join', 30)
    const doomed = start('c', 20)
    await write()
    await settled('20 join', 50)
    for (const at of [3, 7, 11]) many.leave(`b${at}`)
    await write()
    await settled('three leave', 47)
    await doomed.stop()
    book.forget('c')
    await write()
    await settled('20 die', 27)
    // Longer than a session: when it wakes, it learns that it has nothing any more.
    first.signal('SIGSTOP')
    book.forget('a')
    await settled('one stalls', 26)
    first.signal('SIGCONT')
    // Nothing is written until the rebalance is over: a commit in its midst is refused, and its member would give up.
    await settled('it comes back', 27)
    await write()
    await settled('it reads again', 27)
  } finally {
    for (const members of started) await members.stop()
  }
}

export const checks = Object.fromEntries(
  protocols.map((protocol) => [
    `Java client, ${protocol} protocol: 50 members join, leave, die and stall`,
    check(protocol)
  ])
)

export const finish = ({ server }) => server.stop()
