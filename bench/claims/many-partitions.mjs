// 10,000 partitions with three replicas on three brokers, each a process of its own: made until each has taken a record, a broker
// killed until others lead its third of them, and what a fourth broker, which has no replica, keeps of the metadata in its heap.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { firstTaken } from '../cluster/probe.mjs'
import { heapMb, spread, startKafkaCluster, startOttlaCluster, tellsHeap, until } from '../cluster/rivals.mjs'
import { adminOf, createTopic, produceFrames, ratio, scratch } from '../kit.mjs'

const count = Number(process.env.PARTITIONS ?? 10_000)
const topic = 'many'
/** Kafka takes no more partitions of one topic in one request. */
const atOnce = 10_000

/** What is led by each broker is written by one request to it. */
async function framesOf(server, folder) {
  const frames = []
  for (const { id } of server.nodes.slice(0, 3)) {
    const file = join(folder, `${server.name}-${id}.bin`)
    const places = { topic, partition: id - 1, step: 3, batches: Math.ceil((count - id + 1) / 3) }
    await produceFrames(file, { ...places, acks: -1, recordBytes: 100, batchBytes: 100, frames: 1 })
    frames.push([readFileSync(file)])
  }
  return frames
}

/** Milliseconds until no partition is led by a broker that is gone, as a survivor says. */
async function untilLed(server, goneId, sinceMs) {
  const admin = await adminOf({ ...server, addr: server.nodes[3].addr })
  try {
    for (;;) {
      const [{ partitions }] = (await admin.metadata([topic])).topics
      const atMs = performance.now()
      if (partitions.every(({ leaderId }) => leaderId >= 0 && leaderId !== goneId)) return atMs - sinceMs
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  } finally {
    await admin.close()
  }
}

async function measure(server, folder) {
  const [first, second, , observer] = server.nodes
  const frames = await framesOf(server, folder)
  const before = [await heapMb(server, first), await heapMb(server, observer)]
  const cpuBefore = server.cpuSeconds()
  const sinceMs = performance.now()
  await createTopic(server, topic, Math.min(count, atOnce), {}, spread(count, 3, 3))
  const answeredMs = performance.now() - sinceMs
  await Promise.all(server.nodes.slice(0, 3).map(({ port }, n) => firstTaken([port], frames[n], 50)))
  const writtenMs = performance.now() - sinceMs
  const cpuSeconds = server.cpuSeconds() - cpuBefore
  const metadataMb = (await heapMb(server, observer)) - before[1]
  const brokerMb = (await heapMb(server, first)) - before[0]
  const residentMb = server.residentMb()
  await until(server, 'all in sync', async (admin) => {
    const [found] = (await admin.metadata([topic])).topics
    return found.partitions.every(({ isrNodes }) => isrNodes.length === 3)
  })
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
