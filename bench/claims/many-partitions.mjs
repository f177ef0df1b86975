// 10,000 partitions with three replicas on three brokers, each a process of its own: made until each has taken a record, a broker
// killed until others lead its third of them, the same started again until all replicas are in sync, and what a fourth broker,
// which has no replica, keeps of the metadata in its heap.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { firstTaken } from '../cluster/probe.mjs'
import { heapMb, spread, startKafkaCluster, startOttlaCluster, tellsHeap, viewOf } from '../cluster/rivals.mjs'
import { createTopic, produceFrames, ratio, scratch } from '../kit.mjs'

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

/** What takes longer than this is given up, and told as not done: Kafka on few cores. */
const limitMs = Number(process.env.LIMIT_SECONDS ?? 180) * 1_000
/** Between two looks at all partitions: each look is half a megabyte or more. */
const lookMs = 100

/** Milliseconds until all partitions are as they should be, as one broker tells; NaN: not within the limit. */
async function untilAll(view, isSo, sinceMs) {
  while (performance.now() - sinceMs < limitMs) {
    const found = (await view.metadata(topics)).topics
    const areAll = found.every((topic) => topic.partitions.length === partitions && topic.partitions.every(isSo))
    if (areAll) return performance.now() - sinceMs
    await new Promise((resolve) => setTimeout(resolve, lookMs))
  }
  return Number.NaN
}

/** Resolves with the milliseconds that the work took; NaN: not within the limit. */
async function timed(work, sinceMs) {
  const late = new Promise((resolve) => setTimeout(() => resolve(true), limitMs).unref())
  const isLate = await Promise.race([work.then(() => false), late])
  return isLate ? Number.NaN : performance.now() - sinceMs
}

const say = (server, what, ms) =>
  console.log(`${server.name}: ${what}: ${Number.isNaN(ms) ? `not within ${limitMs} ms` : `${Math.round(ms)} ms`}`)

async function measure(server, folder) {
  const [first, second, , observer] = server.nodes
  const requests = await requestsOf(server, folder)
  const view = await viewOf(observer)
  const before = [await heapMb(server, first), await heapMb(server, observer)]
  const cpuBefore = server.cpuSeconds()
  const sinceMs = performance.now()
  for (const topic of topics) await createTopic(server, topic, partitions, {}, spread(partitions, 3, 3))
  const answeredMs = performance.now() - sinceMs
  const asking = new AbortController()
  const taken = requests.map(({ port, frames }) => firstTaken([port], frames, 50, asking.signal))
  const writtenMs = await timed(Promise.all(taken), sinceMs)
  asking.abort()
  const cpuSeconds = server.cpuSeconds() - cpuBefore
  say(server, 'made, and each written once', writtenMs)
  const figures = { answeredMs, writtenMs, cpuSeconds }
  if (Number.isNaN(writtenMs)) return figures
  const metadataMb = (await heapMb(server, observer)) - before[1]
  const brokerMb = (await heapMb(server, first)) - before[0]
  const residentMb = server.residentMb()
  await untilAll(view, ({ isrNodes }) => isrNodes.length === 3, performance.now())
  const killedMs = performance.now()
  second.signal('SIGKILL')
  const failoverMs = await untilAll(view, ({ leaderId }) => leaderId >= 0 && leaderId !== second.id, killedMs)
  say(server, 'others lead what the lost broker led', failoverMs)
  const startedMs = performance.now()
  await second.start()
  const inSyncMs = await untilAll(view, ({ isrNodes }) => isrNodes.length === 3, startedMs)
  say(server, 'all in sync again after its start', inSyncMs)
  view.close()
  return { ...figures, failoverMs, inSyncMs, metadataMb, brokerMb, residentMb }
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
    ['the lost broker started: time until all replicas are in sync', 'inSyncMs'],
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
