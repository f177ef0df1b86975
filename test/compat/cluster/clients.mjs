// The clients that work while a cluster is in trouble, one process each. Each has a producer of one record after the other with
// acks=all (topic `plain`), an idempotent one with several in flight (`idempotent`), a transactional one of two records for
// each partition and a committed offset (`transactional`, and group NAME-marks), and two members of group NAME-group, which read
// committed records of all three topics and commit what they have read. A value is NAME-KIND:NUMBER:MILLISECONDS_WHEN_SENT.
// They print, a line each:
//   acked KIND PARTITION NUMBER OFFSET SENT     tx committed|aborted|unknown NUMBER SENT    (every fourth is to be aborted)
//   given MEMBER TOPIC PARTITION                read MEMBER TOPIC PARTITION OFFSET VALUE    commit TOPIC PARTITION OFFSET
//   note ...                                    wrong ...  (what no trouble may bring about)
// and on stdin they are told `end writing` and `end reading`, and answer `ended writing` and `ended reading`.
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { jars } from '../clients/java.mjs'
import { installPython } from '../clients/python.mjs'
import { exec, here, need, scratch } from '../kit.mjs'

const folder = join(here, 'cluster')

async function javaProgram() {
  const libs = await jars('apache-kafka')
  need('javac')
  const classes = scratch('classes')
  await exec('javac', ['-nowarn', '-cp', join(libs, '*'), '-d', classes, join(folder, 'Clients.java')])
  const quiet = ['-XX:TieredStopAtLevel=1', '-Dorg.slf4j.simpleLogger.defaultLogLevel=off']
  const args = ['-Xmx256m', ...quiet, '-cp', [join(libs, '*'), classes].join(delimiter), 'Clients']
  return { command: 'java', args, env: { JAVA_TOOL_OPTIONS: '' } }
}

/** By the name that values and groups begin with; `protocols`: that of its group for an odd seed and for an even one. */
const programs = {
  java: { install: javaProgram, protocols: ['consumer', 'classic'] },
  librdkafka: {
    install: async () => ({ command: await installPython(), args: [join(folder, 'clients.py')] }),
    protocols: ['classic', 'consumer']
  },
  kafkajs: {
    install: async () => ({ command: process.execPath, args: [join(folder, 'clients-kafkajs.mjs')] }),
    protocols: ['classic', 'classic']
  }
}

/** @param {readonly string[]} [names] */
export async function installClients(names = Object.keys(programs)) {
  const installed = {}
  for (const name of names) {
    const { install, protocols } = programs[name]
    installed[name] = { ...(await install()), protocols }
  }
  return installed
}

/** Starts one; `note` gets the words of each line. */
export function startClient({ command, args, env = {}, protocols }, { name, bootstrap, seed, partitions, note }) {
  const child = spawn(command, [...args, bootstrap, name, protocols[(seed + 1) % 2], `${partitions}`], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe']
  })
  child.stdin.on('error', () => {})
  let tail = ''
  child.stderr.on('data', (chunk) => {
    tail = (tail + chunk).slice(-3_000)
  })
  const ended = new Set()
  let isStopped = false
  createInterface({ input: child.stdout }).on('line', (line) => {
    const words = line.split(' ')
    if (words[0] === 'ended') ended.add(words[1])
    else note(words)
  })
  child.on('close', (code, signal) => {
    if (!isStopped) note(['wrong', `the process ended with ${code ?? signal}:`, tail])
  })
  return {
    /** @param {'writing' | 'reading'} what */
    end(what) {
      isStopped ||= what === 'reading'
      child.stdin.write(`end ${what}\n`)
    },
    hasEnded: (what) => ended.has(what),
    kill() {
      isStopped = true
      child.kill('SIGKILL')
    }
  }
}

/** Every record that a reader of committed records sees, up to the end: `{ topic, partition, offset, value }`. */
export async function readCommitted({ bootstrap, topics, partitions }) {
  const args = [join(folder, 'clients.py'), 'READ', bootstrap, topics.join(), `${partitions}`]
  const { stdout } = await exec(await installPython(), args, { timeoutMs: 180_000 })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [topic, partition, offset, value] = line.split(' ')
      return { topic, partition: Number(partition), offset: Number(offset), value }
    })
}
