// 10,000 partitions with three replicas on three brokers, each a process of its own: made until each has taken a record, a broker
// killed until others lead its third of them, and what a fourth broker, which has no replica, keeps of the metadata in its heap.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { firstTaken } from '../cluster/probe.mjs'
import { heapMb, spread, startKafkaCluster, startOttlaCluster, tellsHeap, until } from '../cluster/rivals.mjs'
import { adminOf, createTopic, produceFrames, ratio, scratch } from '../kit.mjs'

const count = Number(process.env.PARTITIONS ?? 10_000)
/** Kafka's controller makes less than 10,000 partitions at once. */
const topics = ['many-1', 'many-2']
const partitions = Math.ceil(count / topics.length)

/** What is led of a topic by a broker is written by one request to it. */
async function requestsOf(server, folder) {
  const requests = []
  for (const { id, port } of server.nodes.slice(0, 3))
    for (const topic of topics) {
      const file = join(folder, `${server.name}-${id}.bin`)
      const places = { topic, partition: id - 1, step: 3, batches: Math.ceil((partitions - id + 1) / 3) }
      await produceFrames(file, { ...places, acks: -1, recordBytes: 100, batchBytes: 100, frames: 1 })
      requests.push({ port, frames: [readFileSync(file)] })
    }
  return requests
}

/** Whether what is asked for holds of every partition. */
async function areAll(admin, isSo) {
  const found = (await admin.metadata(topics)).topics
  return found.every((topic) => topic.partitions.every(isSo))
}

/** Milliseconds until no partition is led by a broker that is gone, as a survivor says. */
async function untilLed(server, goneId, sinceMs) {
  const admin = await adminOf({ ...server, addr: server.nodes[3].addr })
  try {
    for (;;) {
      const areLed = await areAll(admin, ({ leaderId }) => leaderId >= 0 && leaderId !== goneId)
      if (areLed) return performance.now() - sinceMs
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  } finally {
    await admin.close()
  }
}

async function measure(server, folder) {
  const [first, second, , observer] = server.nodes
  const requests = await requestsOf(server, folder)
  const before = [await heapMb(server, first), await heapMb(server, observer)]
  const cpuBefore = server.cpuSeconds()
  const sinceMs = performance.now()
  for (const topic of topics) await createTopic(server, topic, partitions, {}, spread(partitions, 3, 3))
  const answeredMs = performance.now() - sinceMs
  await Promise.all(requests.map(({ port, frames }) => firstTaken([port], frames, 50)))
  const writtenMs = performance.now() - sinceMs
  const cpuSeconds = server.cpuSeconds() - cpuBefore
  const metadataMb = (await heapMb(server, observer)) - before[1]
  const brokerMb = (await heapMb(server, first)) - before[0]
  const residentMb = server.residentMb()
  await until(server, 'all in sync', (admin) => areAll(admin, ({ isrNodes }) => isrNodes.length === 3))
  const killedMs = performance.now()
  second.signal('SIGKILL')
  const failoverMs = await untilLed(server, second.id, killedMs)
  return { answeredMs, writtenMs, cpuSeconds, failoverMs, metadataMb, brokerMb, residentMb }
}

export default async function manyPartitions({
  rounds = Number(process.env.ROUNDS ?? 1),
  rivals = (process.env.RIVALS ?? 'kafka,ottla').split(',')
} = {}) {
  const folder = scratch('frames')
  const start = { kafka: startKafkaCluster, ottla: startOttlaCluster }
  const rows = []
  for (let round = 0; round < rounds; round++)
    for (const name of rivals) {
      const server = await start[name]({ count: 4, node: tellsHeap })
      rows.push({ scenario: `${count} partitions`, rival: name, ...(await measure(server, folder)) })
      await server.stop()
    }
  const names = [
    ['made, and each written once: time', 'writtenMs'],
    ['the same: CPU', 'cpuSeconds'],
    ['a third of the leaders lost: time until others lead', 'failoverMs'],
    ['heap for the metadata', 'metadataMb'],
    ['heap of a broker that has all of them', 'brokerMb']
  ]
  return {
    rows,
    ratios: names
      .map(([claim, key]) => ({
        claim: `${claim}, over Kafka's`,
        goal: 'below 1',
        value: ratio(rows, 'ottla', 'kafka', key)
      }))
      .filter(({ value }) => Number.isFinite(value))
  }
}
