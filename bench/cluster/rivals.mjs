// Clusters of several processes under measurement: Apache Kafka's combined nodes, and Ottla's brokers with an etcd of one member.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEtcd } from '../etcd.mjs'
import { adminOf, cpuSeconds, here, kafkaLibs, residentMb, root, scratch, serve } from '../kit.mjs'

let ports = 25_000 + (process.pid % 20) * 40
const host = '127.0.0.1'
// Each process that is started is ended with this one.
process.setMaxListeners(0)

/**
 * One broker over all of its lives.
 * @typedef {{ id: number, pid: number, port: number, addr: string, liveMb: () => Promise<number>, kill: (signal?: NodeJS.Signals) => Promise<unknown>, signal: (signal: NodeJS.Signals) => void, start: () => Promise<void> }} Node
 * @typedef {{ name: string, addr: string, nodes: Node[], cpuSeconds: () => number, residentMb: () => number, stop: () => Promise<void> }} RivalCluster
 */

/** @returns {Node} whose `launch` makes its process; `ready` resolves when it serves. */
function nodeOf(id, port, launch) {
  let running
  return {
    id,
    port,
    addr: `${host}:${port}`,
    get pid() {
      return running.pid
    },
    async start() {
      running = launch()
      await running.line
    },
    /** Of a process that was started with `tellsHeap`. */
    async liveMb() {
      const said = new Promise((resolve) => {
        running.child.stdout.on('data', (chunk) => {
          const found = /live bytes (\d+) (\d+)/.exec(String(chunk))
          if (found !== null) resolve((Number(found[1]) + Number(found[2])) / 2 ** 20)
        })
      })
      process.kill(running.pid, 'SIGUSR2')
      return said
    },
    signal: (signal) => void process.kill(running.pid, signal),
    kill: (signal = 'SIGKILL') => running.stop(signal)
  }
}

/** @returns {RivalCluster} */
const clusterOf = (name, nodes, besides = []) => ({
  name,
  nodes,
  addr: nodes.map(({ addr }) => addr).join(','),
  cpuSeconds: () => [...nodes, ...besides].reduce((sum, { pid }) => sum + cpuSeconds(pid), 0),
  residentMb: () => [...nodes, ...besides].reduce((sum, { pid }) => sum + residentMb(pid), 0),
  async stop() {
    await Promise.all([...nodes, ...besides].map((each) => each.kill()))
  }
})

const kafkaHeap = '1g'

/** Writes the properties of each node and formats its directory. */
async function formatted(count, properties) {
  const jars = await kafkaLibs()
  const nodes = Array.from({ length: count }, (_, n) => {
    ports += 2
    return { id: n + 1, port: ports - 1, dir: scratch(`kafka-${n + 1}`) }
  })
  const voters = nodes.map(({ id, port }) => `${id}@${host}:${port + 1}`).join(',')
  for (const { id, port, dir } of nodes) {
    mkdirSync(join(dir, 'data'), { recursive: true })
    const file = join(dir, 'server.properties')
    const lines = [
      'process.roles=broker,controller',
      `node.id=${id}`,
      `controller.quorum.voters=${voters}`,
      `listeners=PLAINTEXT://${host}:${port},CONTROLLER://${host}:${port + 1}`,
      'controller.listener.names=CONTROLLER',
      `log.dirs=${join(dir, 'data')}`,
      'group.initial.rebalance.delay.ms=0',
      ...properties
    ]
    writeFileSync(file, lines.join('\n'))
    const format = ['kafka.tools.StorageTool', 'format', '-t', 'MkU3OEVBNTcwNTJENDM2Qg', '-c', file]
    const { status, stderr } = spawnSync('java', ['-cp', join(jars, '*'), ...format])
    if (status !== 0) throw new Error(`${dir} could not be formatted: ${stderr}`)
  }
  return nodes
}

/**
 * Formatted nodes that are not started yet.
 * @param {{ count?: number, properties?: readonly string[] }} [options]
 */
export async function kafkaNodes({ count = 3, properties = [] } = {}) {
  const jars = await kafkaLibs()
  const log = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=info', '-Dorg.slf4j.simpleLogger.logFile=System.out']
  const gc = ['-server', '-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20', '-XX:InitiatingHeapOccupancyPercent=35']
  const heap = [`-Xmx${kafkaHeap}`, `-Xms${kafkaHeap}`]
  const nodes = await formatted(count, properties)
  return nodes.map(({ id, port, dir }) =>
    nodeOf(id, port, () =>
      serve('java', [...heap, ...gc, ...log, '-cp', join(jars, '*'), 'kafka.Kafka', join(dir, 'server.properties')], {
        ready: /Kafka Server started/
      })
    )
  )
}

/**
 * `count` combined nodes of Apache Kafka with its defaults.
 * @param {{ count?: number, properties?: readonly string[], node?: readonly string[] }} [options]
 * @returns {Promise<RivalCluster>}
 */
export async function startKafkaCluster(options = {}) {
  const nodes = await kafkaNodes(options)
  await Promise.all(nodes.map((node) => node.start()))
  const cluster = clusterOf('kafka', nodes)
  await allKnown(cluster)
  return cluster
}

/**
 * `count` brokers of Ottla with Kafka's defaults; their etcd counts as theirs. `node` are arguments of Node's own.
 * @param {{ count?: number, args?: readonly string[], node?: readonly string[], dist?: string, name?: string }} [options]
 * @returns {Promise<RivalCluster>}
 */
export async function startOttlaCluster({
  count = 3,
  args = [],
  node = [],
  dist = process.env.OTTLA_DIST ?? join(root, 'dist'),
  name = 'ottla'
} = {}) {
  const etcd = await startEtcd()
  if (etcd === undefined) throw new Error("a cluster of Ottla's needs an etcd on this machine")
  const nodes = Array.from({ length: count }, (_, n) => {
    ports += 1
    const port = ports
    const dir = scratch(`ottla-${n + 1}`)
    const own = ['--node-id', n + 1, '--port', port, '--data-dir', dir, '--metadata', `etcd://${etcd.address}/ottla`]
    const start = [...own.map(String), '--profile', 'production', '--log-level', 'error', ...args]
    return nodeOf(n + 1, port, () =>
      serve(process.execPath, [...node, join(dist, 'cli/main.js'), 'start', ...start], { ready: /(127\.0\.0\.1:\d+)/ })
    )
  })
  await Promise.all(nodes.map((each) => each.start()))
  const cluster = clusterOf(name, nodes, [etcd])
  await allKnown(cluster)
  return cluster
}

/** `count` brokers of one process, each on a thread of its own. @returns {Promise<RivalCluster>} */
export async function startThreads(count) {
  const port = ports + 1
  ports += count
  const args = [
    '--port',
    port,
    '--brokers',
    count,
    '--threads',
    '--data-dir',
    scratch('threads'),
    '--log-level',
    'error'
  ]
  const process_ = nodeOf(1, port, () =>
    serve(process.execPath, [join(root, 'dist/cli/main.js'), 'start', ...args.map(String)], {
      ready: /(127\.0\.0\.1:\d+)/
    })
  )
  await process_.start()
  const cluster = clusterOf('ottla', [process_])
  return { ...cluster, addr: Array.from({ length: count }, (_, n) => `${host}:${port + n}`).join(',') }
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Metadata as one broker tells it, whoever is the controller and whoever is gone. `close` ends the connection. */
export async function viewOf({ port }) {
  const [{ BrokerConnection, isCallFailure }, { createRealEnv }] = await Promise.all([
    import('../../dist/client/index.js'),
    import('../../dist/env/real/index.js')
  ])
  const settings = { clientId: 'bench', requestMs: patienceMs }
  const opened = await BrokerConnection.open(createRealEnv(), { host, port }, settings)
  if (isCallFailure(opened)) throw new Error(opened.message)
  return {
    async metadata(topics) {
      const answer = await opened.call('Metadata', { topics: topics.map((name) => ({ name })) })
      if (isCallFailure(answer)) throw new Error(answer.message)
      return answer
    },
    close: () => opened.close()
  }
}
const patienceMs = 60_000

/** Asks a cluster until it answers as wanted. `ask` is given an open admin connection to it. */
export async function until(cluster, what, ask) {
  for (const endMs = performance.now() + patienceMs; ; await sleep(50)) {
    try {
      const admin = await adminOf(cluster)
      try {
        if (await ask(admin)) return
      } finally {
        await admin.close()
      }
    } catch (error) {
      if (performance.now() > endMs) throw error
    }
    if (performance.now() > endMs) throw new Error(`${cluster.name}: ${what} took more than ${patienceMs} ms`)
  }
}

const allKnown = (cluster) =>
  until(
    cluster,
    'to know all brokers',
    async (admin) => (await admin.metadata([])).brokers.length === cluster.nodes.length
  )

/** Waits until every replica of a topic is in sync. */
export const allInSync = (cluster, topic) =>
  until(cluster, `${topic} in sync`, async (admin) => {
    const [found] = (await admin.metadata([topic])).topics
    return (
      found?.errorCode === 0 &&
      found.partitions.every(({ isrNodes, replicaNodes }) => isrNodes.length === replicaNodes.length)
    )
  })

/** Arguments of Node's own with which a broker tells what lives in its heap. */
export const tellsHeap = ['--expose-gc', '--require', join(here, 'cluster', 'heap.cjs')]

/**
 * What lives in a broker's heap after a garbage collection, in megabytes: told by the JVM's own tool, or by `heap.cjs`.
 * @param {RivalCluster} cluster @param {Node} node
 */
export async function heapMb({ name }, node) {
  if (name !== 'kafka') return node.liveMb()
  const jcmd = (...args) => String(spawnSync('jcmd', [String(node.pid), ...args]).stdout)
  jcmd('GC.run')
  return Number(/used (\d+)K/.exec(jcmd('GC.heap_info'))?.[1]) / 1024
}

/** The node that leads partition 0 of a topic. @returns {Promise<Node>} */
export async function leaderOf(cluster, topic) {
  let leader
  await until(cluster, `a leader of ${topic}`, async (admin) => {
    const id = (await admin.metadata([topic])).topics[0]?.partitions[0]?.leaderId
    leader = cluster.nodes.find((node) => node.id === id)
    return leader !== undefined
  })
  return /** @type {Node} */ (/** @type {unknown} */ (leader))
}

/** `partitions` replica lists that lead on the brokers in turn. */
export const spread = (partitions, brokers, factor) =>
  Array.from({ length: partitions }, (_, p) => Array.from({ length: factor }, (_, r) => ((p + r) % brokers) + 1))
