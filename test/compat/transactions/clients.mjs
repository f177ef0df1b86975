// The clients that have transactions. Each has `install()`, which resolves to `{ command, args, env }`; after it come the
// mode and BOOTSTRAP INPUT OUTPUT GROUP TRANSACTIONAL_ID. `scenario` goes through each way that a transaction ends, and prints
// whether it was fenced. `job` (where a client has one) says `working`, and writes for each record of INPUT its
// partition:offset to OUTPUT, in one transaction with the offsets, until it is killed or meets an error.
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { installConfluentJavascript } from '../clients/confluent-javascript.mjs'
import { jars } from '../clients/java.mjs'
import { platformatic as platformaticMatrix } from '../clients/node.mjs'
import { installPython } from '../clients/python.mjs'
import { cache, exec, here, need, Skip, scratch } from '../kit.mjs'

const folder = join(here, 'transactions')

/** Resolves to what runs Transactions.java: the class path is of Apache Kafka's own jars. */
export async function javaProgram() {
  const libs = await jars('apache-kafka')
  need('javac')
  const classes = scratch('classes')
  await exec('javac', ['-nowarn', '-cp', join(libs, '*'), '-d', classes, join(folder, 'Transactions.java')])
  const args = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-cp', [join(libs, '*'), classes].join(delimiter)]
  return { command: 'java', args: [...args, 'Transactions'], env: { JAVA_TOOL_OPTIONS: '' } }
}

async function goProgram() {
  need('go')
  const binary = join(cache('go'), process.platform === 'win32' ? 'transactions.exe' : 'transactions')
  try {
    const cwd = join(here, 'clients', 'franz-go')
    await exec('go', ['build', '-o', binary, './transactions'], { cwd, timeoutMs: 300_000 })
  } catch (error) {
    throw new Skip(`franz-go could not be built: ${String(error).slice(0, 300)}`)
  }
  return { command: binary, args: [], env: {} }
}

const node = (script, env = {}) => ({ command: process.execPath, args: [join(folder, script)], env })

async function platformatic() {
  await platformaticMatrix.install()
  const modules = cache('platformatic')
  const command = createRequire(join(modules, 'x.js')).resolve('node/bin/node')
  return { ...node('platformatic.mjs', { OTTLA_COMPAT_MODULES: modules }), command }
}

export const clients = {
  'Java client': { install: javaProgram, job: true },
  'confluent-kafka (librdkafka)': {
    install: async () => ({ command: await installPython(), args: [join(folder, 'transactions.py')], env: {} }),
    job: true
  },
  'franz-go': { install: goProgram, job: true },
  kafkajs: { install: async () => node('kafkajs.mjs'), job: true },
  '@confluentinc/kafka-javascript': {
    install: async () => node('kafkajs.mjs', await installConfluentJavascript()),
    job: false
  },
  '@platformatic/kafka': { install: platformatic, job: true }
}
