// Groups of each client in the protocols that it has, 12 members on 100 partitions and 50 of the Java client: members join, leave,
// die and stall. No partition has two owners, none is without one in the end, and who takes one over goes on at the committed offset.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { installConfluentJavascript } from '../clients/confluent-javascript.mjs'
import { jars } from '../clients/java.mjs'
import { platformatic } from '../clients/node.mjs'
import { installPython } from '../clients/python.mjs'
import { within } from '../killing.mjs'
import { cache, exec, here, need, root, Skip, scratch, startOttla } from '../kit.mjs'

const cli = join(root, 'dist', 'cli', 'main.js')
const partitionCount = 100
const protocols = ['classic', 'consumer']

export async function prepare() {
  // What compiles beside members would take their heartbeats' time. Whoever asks for it later is told why it failed.
  await installConfluentJavascript().catch(() => {})
  const sets = ['group.min.session.timeout.ms=500', 'group.consumer.min.session.timeout.ms=1000']
  const times = ['group.consumer.session.timeout.ms=12000', 'group.consumer.heartbeat.interval.ms=500']
  const minimum = ['group.consumer.min.heartbeat.interval.ms=100']
  const args = [...sets, ...minimum, ...times].flatMap((set) => ['--set', set])
  return startOttla({ args })
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

/**
 * Each client that has groups: how its members are started, in which protocols, and by how many of them. A client takes the place
 * of `members.py`, which says what is expected of all of them.
 */
const clients = {
  'Java client': {
    protocols,
    isLarge: true,
    install: async () => {
      need('javac')
      const libs = await jars('apache-kafka')
      const classes = scratch('classes')
      await exec('javac', ['-nowarn', '-cp', join(libs, '*'), '-d', classes, join(here, 'groups', 'Members.java')])
      const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error'
      const cp = [join(libs, '*'), classes].join(delimiter)
      const args = ['-Xmx512m', '-XX:TieredStopAtLevel=1', quiet, '-cp', cp, 'Members']
      return { command: 'java', args, env: { JAVA_TOOL_OPTIONS: '' } }
    }
  },
  'librdkafka (confluent-kafka)': {
    protocols,
    install: async () => ({ command: await installPython(), args: [join(here, 'groups', 'members.py')] })
  },
  'franz-go': {
    protocols,
    async install() {
      need('go')
      const binary = join(cache('groups-franz-go'), 'members')
      try {
        await exec('go', ['build', '-o', binary, '.'], { cwd: join(here, 'groups', 'franz-go'), timeoutMs: 300_000 })
      } catch (error) {
        if (!existsSync(binary)) throw new Skip(`franz-go could not be built: ${String(error).slice(0, 300)}`)
      }
      return { command: binary, args: [] }
    }
  },
  kafkajs: {
    protocols: ['classic'],
    install: async () => ({ command: process.execPath, args: [join(here, 'groups', 'members-kafkajs.mjs')] })
  },
  '@confluentinc/kafka-javascript': {
    protocols,
    install: async () => ({
      command: process.execPath,
      args: [join(here, 'groups', 'members-confluent-javascript.mjs')],
      env: await installConfluentJavascript()
    })
  },
  '@platformatic/kafka': {
    protocols,
    /** A member of the consumer protocol that was removed says for ever that it is one (UNKNOWN_MEMBER_ID). */
    staysOut: ['consumer'],
    async install() {
      await platformatic.install()
      const { node, env } = platformatic.program()
      return { command: node, args: [join(here, 'groups', 'members-platformatic.mjs')], env }
    }
  }
}

function startMembers({ command, args, env }, book, names, prefix, count) {
  const child = spawn(command, [...args, ...names, prefix, String(count)], {
    env: { ...process.env, ...env },
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

const check = (client, protocol, at) => async (server) => {
  const { bootstrap } = server
  const { isLarge = false, staysOut = [], install } = client
  const program = await install()
  const book = bookOf()
  const started = []
  const topic = `${protocol}-${at}`
  const names = [bootstrap, topic, `group-${topic}`, protocol]
  const start = (prefix, count) => {
    const members = startMembers(program, book, names, prefix, count)
    started.push(members)
    return members
  }
  let total = 0
  const write = async () => {
    const input = Array.from({ length: 1000 }, (_, n) => `k${n}=v\n`).join('')
    await exec(process.execPath, [cli, 'produce', topic, '--key-delimiter', '=', '--bootstrap', bootstrap], { input })
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
      if (book.wrong.length === 0) return
      // Whoever is starved for longer than a session is removed, and tells of it too late.
      const removed = server.tail.filter((line) => /removed \w* ?group member/.test(line)).slice(-5)
      throw new Error([`${what}:`, ...book.wrong.slice(0, 5), ...removed].join('\n'))
    })
  const [many, doomed] = isLarge ? [29, 20] : [7, 4]
  try {
    const create = ['topics', 'create', topic, '--partitions', String(partitionCount), '--bootstrap', bootstrap]
    await exec(process.execPath, [cli, ...create])
    await write()
    const first = start('a', 1)
    await settled('one member', 1)
    const others = start('b', many)
    await settled(`${many} join`, 1 + many)
    const dying = start('c', doomed)
    await write()
    await settled(`${doomed} join`, 1 + many + doomed)
    for (const member of [1, 3, 5]) others.leave(`b${member}`)
    await write()
    await settled('three leave', many + doomed - 2)
    // It stalls for longer than a session: when it wakes, it learns that it has nothing any more.
    first.signal('SIGSTOP')
    await dying.stop()
    book.forget('a')
    book.forget('c')
    await write()
    await settled(`${doomed} die and one stalls`, many - 3)
    first.signal('SIGCONT')
    if (staysOut.includes(protocol)) return
    // Nothing is written until the rebalance is over: a commit in its midst is refused, and its member would give up.
    await settled('it comes back', many - 2)
    await write()
    await settled('it reads again', many - 2)
  } finally {
    for (const members of started) await members.stop()
  }
}

/** Most of the time members wait for sessions to end. */
export const atOnce = 3

export const checks = Object.fromEntries(
  Object.entries(clients).flatMap(([name, client], at) =>
    client.protocols.map((protocol) => [
      `${name}, ${protocol} protocol: ${client.isLarge ? 50 : 12} members join, leave, die and stall`,
      check(client, protocol, at)
    ])
  )
)

export const finish = (server) => server.stop()
