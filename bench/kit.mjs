// What the benchmarks share: rivals as child processes, their CPU and memory, frames to send, rounds that interleave the rivals.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { cpus, homedir, tmpdir, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { batchOf } from './batches.mjs'

export const here = dirname(fileURLToPath(import.meta.url))
export const root = join(here, '..')
const ticksPerSecond = 100

export function scratch(name) {
  const path = mkdtempSync(join(process.env.OTTLA_BENCH_DIR ?? tmpdir(), `ottla-bench-${name}-`))
  process.on('exit', () => rmSync(path, { recursive: true, force: true }))
  return path
}

/** User and system seconds of a process so far, children excluded. @param {number} pid */
export function cpuSeconds(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** Resident megabytes. @param {number} pid */
export function residentMb(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

/** @param {number} port @returns {Promise<boolean>} */
export function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

/** @param {string} command @param {readonly string[]} args @param {{ env?: NodeJS.ProcessEnv, ready: RegExp }} options */
export function serve(command, args, { env, ready }) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  // Before its directory is removed.
  process.prependListener('exit', () => child.kill('SIGKILL'))
  /** @type {Promise<number | null>} */
  const exited = new Promise((resolve) => child.on('close', resolve))
  /** @type {string[]} What it said last: the reason where it ends by itself. */
  const said = []
  /** @type {Promise<RegExpExecArray>} */
  const line = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      if (said.push(text) > 20) said.shift()
      const match = ready.exec(text)
      if (match !== null) resolve(match)
    })
    exited.then((code) => reject(new Error(`${command} ended with ${code}:\n${said.join('\n')}`)))
  })
  line.catch(() => {})
  return {
    child,
    pid: /** @type {number} */ (child.pid),
    line,
    stop: (/** @type {NodeJS.Signals} */ signal = 'SIGKILL') => {
      child.kill(signal)
      return exited
    }
  }
}

let libs
/** The jars of Apache Kafka 4.3.1 as test/compat installs them. */
export async function kafkaLibs() {
  if (libs === undefined) {
    const { jars } = await import('../test/compat/clients/java.mjs')
    libs = await jars('apache-kafka')
  }
  return libs
}

// Below the ports that systems give to clients: one of 500 connections had the port of the broker that came after.
let ports = 12_000 + (process.pid % 500) * 20
/**
 * A server under measurement; `name` says which.
 * @typedef {ReturnType<typeof serve> & { name: string, dir: string, port: number, addr: string }} Rival
 */

/**
 * A one-node Apache Kafka; `properties` are extra lines. `format: false` opens what `dir` has.
 * @param {{ dir?: string, properties?: readonly string[], format?: boolean, heap?: string, port?: number }} [options]
 * @returns {Promise<Rival & { ready: Promise<RegExpExecArray> }>}
 */
export async function startKafka({ dir = scratch('kafka'), properties = [], format = true, heap = '1g', port } = {}) {
  const jars = await kafkaLibs()
  ports += 2
  const listen = port ?? ports
  const file = join(dir, 'server.properties')
  if (format) {
    mkdirSync(join(dir, 'data'), { recursive: true })
    const lines = [
      'process.roles=broker,controller',
      'node.id=1',
      `controller.quorum.voters=1@127.0.0.1:${listen + 1}`,
      `listeners=PLAINTEXT://127.0.0.1:${listen},CONTROLLER://127.0.0.1:${listen + 1}`,
      'controller.listener.names=CONTROLLER',
      `log.dirs=${join(dir, 'data')}`,
      'offsets.topic.replication.factor=1',
      'group.initial.rebalance.delay.ms=0',
      ...properties
    ]
    writeFileSync(file, lines.join('\n'))
    spawnSync('java', [
      '-cp',
      join(jars, '*'),
      'kafka.tools.StorageTool',
      'format',
      '-t',
      'MkU3OEVBNTcwNTJENDM2Qg',
      '-c',
      file
    ])
  }
  const log = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=info', '-Dorg.slf4j.simpleLogger.logFile=System.out']
  const gc = ['-server', '-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20', '-XX:InitiatingHeapOccupancyPercent=35']
  const server = serve(
    'java',
    [`-Xmx${heap}`, `-Xms${heap}`, ...gc, ...log, '-cp', join(jars, '*'), 'kafka.Kafka', file],
    { ready: /Kafka Server started/ }
  )
  return { name: 'kafka', ...server, port: listen, dir, ready: server.line, addr: `127.0.0.1:${listen}` }
}

/**
 * `dist` is the build that serves, for a comparison with an older one.
 * @param {{ dir?: string, args?: readonly string[], port?: number, dist?: string }} [options]
 * @returns {Promise<Rival>}
 */
export async function startOttla({ dir = scratch('ottla'), args = [], port = 0, dist = join(root, 'dist') } = {}) {
  const newer = join(dist, 'cli/main.cjs')
  const main = existsSync(newer) ? newer : join(dist, 'cli/main.js')
  const server = serve(process.execPath, [main, 'start', '--port', String(port), '--data-dir', dir, ...args], {
    ready: /(127\.0\.0\.1:\d+)/
  })
  const [, addr = ''] = await server.line
  return { name: 'ottla', ...server, dir, addr, port: Number(addr.split(':')[1]) }
}

/**
 * @param {object} [options]
 * @param {string} [options.dir]
 * @param {string} [options.file] one of bench/floor
 * @param {readonly string[]} [options.args]
 * @returns {Promise<Rival>}
 */
export async function startFloor({ dir = scratch('floor'), file = 'server.mjs', args = [dir] } = {}) {
  const server = serve(process.execPath, [join(here, 'floor', file), ...args], { ready: /floor (127\.0\.0\.1:\d+)/ })
  const [, addr = ''] = await server.line
  return { name: 'floor', ...server, dir, addr, port: Number(addr.split(':')[1]) }
}

/** Changes topics of any broker over a connection that is open already. `close` ends it. */
export async function adminOf(server) {
  const [{ Cluster }, { createRealEnv }] = await Promise.all([
    import('../dist/cli/client/cluster.js'),
    import('../dist/env/real/index.js')
  ])
  const cluster = Cluster.at(createRealEnv(), server.addr)
  const broker = await cluster.controller()
  const check = (what, { errorCode, errorMessage }) => {
    if (errorCode !== 0) throw new Error(`${what} on ${server.name}: error ${errorCode} ${errorMessage ?? ''}`)
  }
  const asText = (configs) => Object.entries(configs).map(([name, value]) => ({ name, value: String(value) }))
  return {
    /** `replicas` names the brokers of each partition, the leader first; one of any broker otherwise. */
    async createTopic(name, numPartitions = 1, configs = {}, replicas = undefined) {
      const assignments = (replicas ?? []).map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds }))
      const [partitions, factor] = replicas === undefined ? [numPartitions, 1] : [-1, -1]
      const configured = asText(configs)
      const topic = { name, numPartitions: partitions, replicationFactor: factor, assignments, configs: configured }
      const answer = await broker.call('CreateTopics', { topics: [topic], timeoutMs: 30_000 })
      check(`topic ${name}`, answer.topics[0])
    },
    async alterTopic(name, configs) {
      const changes = asText(configs).map((config) => ({ ...config, configOperation: 0 }))
      const resources = [{ resourceType: 2, resourceName: name, configs: changes }]
      const answer = await broker.call('IncrementalAlterConfigs', { resources, validateOnly: false })
      check(`configs of ${name}`, answer.responses[0])
    },
    metadata: (topics) => broker.call('Metadata', { topics: topics.map((name) => ({ name })) }),
    close: () => cluster.close()
  }
}

async function withAdmin(server, work) {
  const admin = await adminOf(server)
  try {
    await work(admin)
  } finally {
    await admin.close()
  }
}

export async function createTopic(server, ...topic) {
  if (server.name !== 'floor') await withAdmin(server, (admin) => admin.createTopic(...topic))
}

export const alterTopic = (server, name, configs) => withAdmin(server, (admin) => admin.alterTopic(name, configs))

/**
 * What a rival before has written must not be what the next one waits for. As whatever runs beside a server it may not hold up
 * this process, which reads what the server prints: a Kafka whose log nobody reads stands still.
 */
const syncDisks = () => new Promise((resolve) => spawn('sync', { stdio: 'ignore' }).on('close', resolve))

let binary
/** Builds the generator once. Its name tells its source: another checkout may have another one. */
function loadBinary() {
  if (binary === undefined) {
    const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ottla-bench')
    mkdirSync(folder, { recursive: true })
    const source = createHash('sha256')
    for (const file of ['main.go', 'members.go']) source.update(readFileSync(join(here, 'load', file)))
    binary = join(folder, `load-${source.digest('hex').slice(0, 12)}`)
    const built = spawnSync('go', ['build', '-o', binary, '.'], { cwd: join(here, 'load') })
    if (built.status !== 0) throw new Error(`the load generator needs Go: ${built.stderr}`)
  }
  return binary
}

/** Runs a class of Kafka's own tools and answers what it printed; adds the CPU seconds that the server spent meanwhile. */
export async function kafkaTool(server, name, args) {
  const jars = await kafkaLibs()
  await syncDisks()
  const before = cpuSeconds(server.pid)
  const child = spawn('java', ['-Xmx512m', '-cp', join(jars, '*'), name, ...args], {
    stdio: ['ignore', 'pipe', 'ignore']
  })
  const chunks = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`${name} on ${server.name} failed: ${Buffer.concat(chunks)}`)
  return { text: String(Buffer.concat(chunks)), serverCpuSeconds: cpuSeconds(server.pid) - before }
}

/** As `loadNow`, on quiet disks. */
export async function load(server, mode, options = {}) {
  if (mode !== 'idle') await syncDisks()
  return loadNow(server, mode, options)
}

/** Runs the generator against a server; adds the CPU seconds that the server spent meanwhile. */
export async function loadNow(server, mode, options = {}) {
  const args = Object.entries({ addr: server.addr, ...options }).flatMap(([key, value]) => [`-${key}`, String(value)])
  const cpu = () => server.cpuSeconds?.() ?? cpuSeconds(server.pid)
  const before = cpu()
  const child = spawn(loadBinary(), [mode, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const chunks = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`${mode} on ${server.name} failed`)
  return { ...JSON.parse(Buffer.concat(chunks).toString()), serverCpuSeconds: cpu() - before }
}

const patienceMs = 120_000

/** Sends the first of `frames` until the server takes it; `send` is `load` or `loadNow`. */
export async function untilTaken(server, frames, send = load) {
  for (const since = performance.now(); ; ) {
    try {
      return await send(server, 'produce', { frames, conns: 1, depth: 1, count: 1 })
    } catch (error) {
      if (performance.now() - since > patienceMs) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** Kafka's figure over ours, or ours over Kafka's: `ratio(rows, 'mbPerSecond')` compares medians. */
export const ratio = (rows, of, to, key) =>
  median(rows.filter((r) => r.rival === of).map((r) => r[key])) /
  median(rows.filter((r) => r.rival === to).map((r) => r[key]))

/** Medians and spread of every numeric figure, by scenario and rival. */
export function summary(rows) {
  const groups = rows.reduce((map, row) => {
    const key = `${row.scenario}\t${row.rival}`
    return map.set(key, [...(map.get(key) ?? []), row])
  }, new Map())
  return [...groups].map(([key, list]) => {
    const [scenario, rival] = key.split('\t')
    const figures = Object.keys(list[0]).filter((name) => typeof list[0][name] === 'number')
    return {
      scenario,
      rival,
      rounds: list.length,
      ...Object.fromEntries(
        figures.map((name) => {
          const values = list.map((row) => row[name])
          return [name, { median: median(values), min: Math.min(...values), max: Math.max(...values) }]
        })
      )
    }
  })
}

export const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  kafka: '4.3.1'
})

/**
 * Request frames of Produce v7 with batches of `batchBytes`, one a partition; several requests so that content varies.
 * @param {string} file
 * `partition` is the first that is written, and `step` the distance between two of them.
 * @param {{ topic?: string, partition?: number, step?: number, acks?: number, recordBytes?: number, batchBytes?: number, batches?: number, codec?: string, frames?: number, keys?: number }} options
 */
export async function produceFrames(
  file,
  {
    topic = 'bench',
    partition = 0,
    step = 1,
    acks = 1,
    recordBytes = 1024,
    batchBytes = 16384,
    batches = 1,
    codec = 'none',
    frames = 8,
    keys
  }
) {
  const { encodeRequest } = await import('../dist/protocol/index.js')
  const { BatchBuilder, prepareZstd } = await import('../dist/records/index.js')
  await prepareZstd()
  const out = []
  for (let n = 0; n < frames; n++) {
    const partitionData = Array.from({ length: batches }, (_, index) => ({
      index: partition + index * step,
      records: batchOf(BatchBuilder, { recordBytes, batchBytes, codec, seed: n * 100 + index, keys })
    }))
    const request = { transactionalId: null, acks, timeoutMs: 30000, topicData: [{ name: topic, partitionData }] }
    out.push(...encodeRequest('Produce', 7, { correlationId: n, clientId: 'bench' }, request))
  }
  const bytes = Buffer.concat(out)
  writeFileSync(file, bytes)
  return { requestBytes: bytes.length / frames }
}

/**
 * Members of one group, a connection each, from another process: they are connected, and then all join at once. `stableMs` is when
 * each has as many partitions as every other, all of one epoch, and no two the same; the server's CPU is what it spent until then.
 * @param {Rival} server
 * @param {{ conns: number, group: string, topic: string, protocol: 'classic' | 'consumer', partitions: number }} options
 */
export async function joinMembers(server, options) {
  const args = Object.entries({ addr: server.addr, ...options }).flatMap(([key, value]) => [`-${key}`, String(value)])
  const child = spawn(loadBinary(), ['members', ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.on('close', resolve))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const told = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${options.protocol} members on ${server.name} failed`)
    return JSON.parse(value)
  }
  await told()
  // What the connections cost is over by then.
  await new Promise((resolve) => setTimeout(resolve, 200))
  const before = cpuSeconds(server.pid)
  child.stdin.write('1')
  const figures = await told()
  const cpuMs = (cpuSeconds(server.pid) - before) * 1e3
  child.stdin.end()
  await ended
  return { ...figures, cpuMs }
}

/** Opens idle connections from another process; `close` ends them. */
export async function holdConnections(server, count) {
  const child = spawn(loadBinary(), ['idle', '-addr', server.addr, '-conns', String(count)], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  await new Promise((resolve) => setTimeout(resolve, 1000))
  return {
    close: () => {
      child.stdin.end()
      return new Promise((resolve) => child.on('close', resolve))
    }
  }
}
