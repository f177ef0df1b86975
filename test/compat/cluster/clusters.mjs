// Three brokers, each a process of its own, behind doors of a network: of Ottla on an etcd of three members, or of Apache Kafka.
// Both have the same timeouts, so that what a failure takes can be compared.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isCallFailure } from '../../../dist/client/index.js'
import { jars } from '../clients/java.mjs'
import { etcdMembers, needEtcd } from '../etcd/etcd.mjs'
import { freePorts } from '../killing.mjs'
import { exec, root, serve } from '../kit.mjs'
import { Network } from './network.mjs'
import { nodeOf, smallDisks } from './nodes.mjs'
import { clientOf } from './producer.mjs'

/** Of brokers, in Kafka's own terms. */
const config = {
  'default.replication.factor': 3,
  'min.insync.replicas': 2,
  'offsets.topic.num.partitions': 6,
  'transaction.state.log.num.partitions': 6,
  'offsets.topic.replication.factor': 3,
  'transaction.state.log.replication.factor': 3,
  'transaction.state.log.min.isr': 2,
  // Each broker compacts internal topics while it is in trouble.
  'log.roll.ms': 3_000,
  'log.cleaner.min.cleanable.ratio': 0.1,
  'log.cleaner.backoff.ms': 1_000,
  'group.initial.rebalance.delay.ms': 0,
  'broker.session.timeout.ms': 6_000,
  'broker.heartbeat.interval.ms': 500,
  'replica.lag.time.max.ms': 6_000,
  'auto.create.topics.enable': false
}
const ids = ['1', '2', '3']

/** Doors are by the name of whom they lead to; whoever makes no name for itself has a door of its own. */
export async function ottlaCluster({ diskMebibytes, logs }) {
  await needEtcd()
  const network = new Network()
  const disks = await smallDisks(ids, diskMebibytes)
  const members = await etcdMembers({ count: 3 })
  const doorPorts = await freePorts(ids.length * members.length)
  const etcds = members.map(({ name, port, call, serve: serveMember }, at) => {
    const doors = ids.map((from, n) =>
      network.door({ from, to: name, port: doorPorts[n * members.length + at], target: port })
    )
    return { call, node: nodeOf({ id: name, directory: '', doors, serve: serveMember }) }
  })
  const ports = await freePorts(3 * ids.length)
  const nodes = ids.map((id, n) => {
    const [clients, brokers, brokersDoor] = ports.slice(3 * n)
    const metadata = members.map((_, at) => `127.0.0.1:${doorPorts[n * members.length + at]}`).join()
    const sets = {
      ...config,
      listeners: `CLIENTS://127.0.0.1:${clients},BROKERS://127.0.0.1:${brokers}`,
      'advertised.listeners': `CLIENTS://127.0.0.1:${clients},BROKERS://127.0.0.1:${brokersDoor}`,
      'listener.security.protocol.map': 'CLIENTS:PLAINTEXT,BROKERS:PLAINTEXT',
      'inter.broker.listener.name': 'BROKERS'
    }
    const args = [join(root, 'dist', 'cli', 'main.js'), 'start', '--profile', 'production', '--node-id', id]
    args.push('--data-dir', join(disks.directories[n], 'data'), '--metadata', `etcd://${metadata}/trouble`)
    args.push(...Object.entries(sets).flatMap(([key, value]) => ['--set', `${key}=${value}`]))
    return nodeOf({
      id,
      directory: disks.directories[n],
      isSmall: disks.areSmall,
      logs,
      doors: [network.door({ to: id, port: brokersDoor, target: brokers })],
      // Its first start waits until etcd answers.
      serve: () => serve(process.execPath, args, /^(127\.0\.0\.1:\d+)/, { timeoutMs: 120_000 })
    })
  })
  const all = [...etcds.map(({ node }) => node), ...nodes]
  return {
    name: 'Ottla',
    bootstrap: ids.map((_, n) => `127.0.0.1:${ports[3 * n]}`).join(),
    network,
    nodes,
    metadata: etcds.map(({ node }) => node.id),
    start: async () => {
      await Promise.all(etcds.map(({ node }) => node.start()))
      await Promise.all(nodes.map((node) => node.start()))
    },
    /** The node that leads the metadata now; undefined: nobody knows. */
    async metadataLeader() {
      for (const { node, call } of etcds) {
        if (!node.isUp()) continue
        const answer = await call('/maintenance/status', {}).catch(() => undefined)
        if (answer?.leader !== undefined && answer.leader === answer.header?.member_id) return node
      }
      return undefined
    },
    async stop() {
      for (const node of all) if (node.isUp()) await node.end('SIGKILL')
    }
  }
}

export async function kafkaCluster({ diskMebibytes, logs }) {
  const libs = await jars('apache-kafka')
  const network = new Network()
  const disks = await smallDisks(ids, diskMebibytes)
  const ports = await freePorts(5 * ids.length)
  const voters = ids.map((id, n) => `${id}@127.0.0.1:${ports[5 * n + 4]}`).join()
  const classPath = ['-cp', join(libs, '*')]
  const nodeAt = async (id, n) => {
    const [clients, brokers, brokersDoor, controller, controllerDoor] = ports.slice(5 * n)
    const directory = disks.directories[n]
    const file = join(directory, 'server.properties')
    const at = { CLIENTS: clients, BROKERS: brokers, CONTROLLER: controller }
    const told = { CLIENTS: clients, BROKERS: brokersDoor, CONTROLLER: controllerDoor }
    const listeners = (/** @type {Record<string, number>} */ of) =>
      Object.entries(of).map(([name, port]) => `${name}://127.0.0.1:${port}`)
    const properties = {
      ...config,
      'process.roles': 'broker,controller',
      'node.id': id,
      'controller.quorum.voters': voters,
      'controller.listener.names': 'CONTROLLER',
      'inter.broker.listener.name': 'BROKERS',
      'listener.security.protocol.map': 'CLIENTS:PLAINTEXT,BROKERS:PLAINTEXT,CONTROLLER:PLAINTEXT',
      listeners: listeners(at),
      'advertised.listeners': listeners(told),
      'log.dirs': join(directory, 'data')
    }
    mkdirSync(join(directory, 'data'), { recursive: true })
    writeFileSync(
      file,
      Object.entries(properties)
        .map(([key, value]) => `${key}=${value}\n`)
        .join('')
    )
    const format = ['kafka.tools.StorageTool', 'format', '-t', 'MkU3OEVBNTcwNTJENDM2Qg', '-c', file]
    await exec('java', ['-Xmx64m', ...classPath, ...format], { timeoutMs: 240_000 })
    const log = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=info', '-Dorg.slf4j.simpleLogger.logFile=System.out']
    const args = ['-Xmx512m', ...log, ...classPath, 'kafka.Kafka', file]
    const door = (port, target) => network.door({ to: id, port, target })
    return nodeOf({
      id,
      directory,
      isSmall: disks.areSmall,
      logs,
      doors: [door(brokersDoor, brokers), door(controllerDoor, controller)],
      serve: () => serve('java', args, /Kafka Server started/, { timeoutMs: 240_000 })
    })
  }
  const nodes = await Promise.all(ids.map(nodeAt))
  const bootstrap = ids.map((_, n) => `127.0.0.1:${ports[5 * n]}`).join()
  return {
    name: 'Apache Kafka',
    bootstrap,
    network,
    nodes,
    metadata: [],
    start: async () => {
      await Promise.all(nodes.map((node) => node.start()))
    },
    async metadataLeader() {
      const partitions = [{ partitionIndex: 0 }]
      const topics = [{ topicName: '__cluster_metadata', partitions }]
      const connection = await clientOf(bootstrap).any()
      if (isCallFailure(connection)) return undefined
      const answer = await connection.call('DescribeQuorum', { topics })
      connection.close()
      if (isCallFailure(answer)) return undefined
      return nodes.find(({ id }) => id === `${answer.topics[0]?.partitions[0]?.leaderId}`)
    },
    async stop() {
      for (const node of nodes) if (node.isUp()) await node.end('SIGKILL')
    }
  }
}
