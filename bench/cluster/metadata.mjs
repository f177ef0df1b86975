// One shape of a cluster's metadata, in a process of its own so that its memory can be told: what it takes, a start, the loss of a
// broker, a new topic, a change of the in-sync replicas. Prints one line of JSON.
// node --expose-gc bench/cluster/metadata.mjs TOPICS PARTITIONS-OF-EACH fresh|moved [etcd://HOST:PORT/PREFIX]
import { readFileSync } from 'node:fs'

const dist = new URL('../../dist/', import.meta.url)
const load = (path) => import(new URL(path, dist).href)
const { createRealEnv } = await load('env/real/index.js')
const {
  encodeBroker,
  encodePartition,
  encodeTopic,
  assignmentOf,
  initialPartition,
  keys,
  loadImage,
  MemoryMetadataStore
} = await load('metadata/index.js')
const { parseEtcdAddress } = await load('metadata/etcd-address.js')
const { EtcdMetadataStore } = await load('metadata/etcd/index.js')
const { bytesOf } = await load('metadata/limits.js')
const { Controller } = await load('controller/controller.js')
const { creationOf } = await load('controller/topic-changes.js')
const { changeInSync } = await load('controller/in-sync.js')
const { inDirectories, place } = await load('controller/placement.js')

const [topicCount, partitionCount] = process.argv.slice(2, 4).map(Number)
const isMoved = process.argv[4] === 'moved'
const etcd = process.argv[5]

const brokerCount = 50
const replicationFactor = 3
const lostBroker = 17
const env = createRealEnv()
const silent = { debug() {}, info() {}, warn: console.error, error: console.error }

/** Counts what goes through. */
const counted = (store) => {
  const seen = { transactions: 0, operations: 0, operationsMax: 0, bytes: 0, bytesMax: 0 }
  const transaction = store.transaction.bind(store)
  store.transaction = (compare, operations) => {
    const bytes = [...compare, ...operations].reduce((sum, part) => sum + bytesOf(part), 0)
    seen.transactions++
    seen.operations += operations.length
    seen.operationsMax = Math.max(seen.operationsMax, operations.length)
    seen.bytes += bytes
    seen.bytesMax = Math.max(seen.bytesMax, bytes)
    return transaction(compare, operations)
  }
  const reset = () => {
    for (const name of Object.keys(seen)) seen[name] = 0
  }
  return { seen, reset }
}

const open = () =>
  etcd === undefined
    ? new MemoryMetadataStore(env)
    : EtcdMetadataStore.open({ env, log: silent, address: parseEtcdAddress(etcd) })

const cpuMs = (since) => {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}
const heapMb = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 2 ** 20
}
const must = (result) => {
  if (!result.succeeded) throw new Error(result.error ?? 'a comparison did not hold')
}
const putAll = async (store, operations) => {
  const waiting = []
  for (let at = 0; at < operations.length; at += 120) {
    waiting.push(store.transaction([], operations.slice(at, at + 120)).then(must))
    if (waiting.length === 16) await Promise.all(waiting.splice(0))
  }
  await Promise.all(waiting)
}

async function fill(store) {
  const brokers = Array.from({ length: brokerCount }, (_, n) => ({
    id: n + 1,
    epoch: 1000 + n,
    incarnation: env.random.uuid(),
    rack: `rack-${n % 5}`,
    endpoints: [{ name: 'PLAINTEXT', host: `broker-${n + 1}.example`, port: 9092, securityProtocol: 'PLAINTEXT' }],
    directories: [env.random.uuid()],
    isFenced: false
  }))
  await putAll(store, [
    ...brokers.map((broker) => ({ put: keys.broker(broker.id), value: encodeBroker(broker) })),
    { put: keys.controller, value: JSON.stringify({ id: 1 }) }
  ])
  const { image } = await loadImage(store)
  let placed = 0
  for (let n = 0; n < topicCount; n++) {
    const placement = place(image, partitionCount, replicationFactor, placed, (below) => env.random.u32() % below)
    placed += partitionCount
    const sets = inDirectories(image, placement)
    const topicId = env.random.uuid()
    const value = encodeTopic({ topicId, isInternal: false, assignment: assignmentOf(sets) })
    must(await store.transaction([], [{ put: keys.topic(`topic-of-some-team-${n}`), value }]))
    if (!isMoved) continue
    // As after years: each partition has had other leaders.
    await putAll(
      store,
      sets.map((set, partition) => ({
        put: keys.partition(topicId, partition),
        value: encodePartition(
          { ...initialPartition(set.replicas, set.directories), leaderEpoch: 41, partitionEpoch: 97 },
          set
        )
      }))
    )
  }
}

const out = {}
const store = await open()
await fill(store)
const { entries } = await store.list('/')
out.keys = entries.length
out.keptMb =
  entries.reduce((sum, { key, value }) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0) / 2 ** 20
if (etcd !== undefined) await store.close()

const before = heapMb()
let since = performance.now()
const again = etcd === undefined ? store : await open()
const mid = heapMb()
since = etcd === undefined ? performance.now() : since
const startCpu = process.cpuUsage()
const { image } = await loadImage(again)
out.imageCpuMs = cpuMs(startCpu)
out.startMs = performance.now() - since
const after = heapMb()
out.imageMb = after - mid
out.storeMb = etcd === undefined ? undefined : mid - before

const { seen, reset } = counted(again)
/** Resolves when what it names is so. */
let check = () => {}
let decideMs = 0
let controller
again.watch('/', image.revision, (change) => {
  const began = performance.now()
  const delta = image.apply(change)
  controller?.onImage(delta)
  decideMs += performance.now() - began
  check()
})
const until = (isSo) =>
  new Promise((resolve) => {
    check = () => {
      if (isSo()) resolve(performance.now())
    }
    check()
  })
controller = new Controller({
  env,
  log: silent,
  brokerId: 1,
  metadata: again,
  image,
  minInSyncOf: () => 2,
  isUncleanAllowed: () => false,
  rebalanceMs: () => undefined
})

const led = new Set()
const inSync = new Set()
for (const { topicId, partitions } of image.topics)
  for (const [n, { leader, isr }] of partitions.entries()) {
    if (leader === lostBroker) led.add(`${topicId}/${n}`)
    if (isr.includes(lostBroker)) inSync.add(`${topicId}/${n}`)
  }
out.leadersLost = led.size
out.replicasLost = inSync.size
let lastLedMs = 0
const settledOf = () => {
  for (const { left, isDone } of [
    { left: led, isDone: ({ leader }) => leader !== lostBroker },
    { left: inSync, isDone: ({ isr }) => !isr.includes(lostBroker) }
  ])
    for (const place of left) {
      const [topicId, n] = place.split('/')
      if (!isDone(image.topicById(topicId).partitions[Number(n)])) break
      left.delete(place)
    }
  if (led.size === 0 && lastLedMs === 0) lastLedMs = performance.now()
  return inSync.size === 0 && led.size === 0
}
const cpu = process.cpuUsage()
since = performance.now()
must(await again.transaction([], [{ delete: keys.broker(lostBroker) }]))
reset()
const endMs = await until(settledOf)
out.failoverLeadersMs = lastLedMs - since
out.failoverAllMs = endMs - since
out.failoverCpuMs = cpuMs(cpu)
out.failoverDecideMs = decideMs
out.failoverTransactions = seen.transactions
out.failoverBytes = seen.bytes
out.largestTransactionKb = seen.bytesMax / 1024
out.operationsMax = seen.operationsMax

check = () => {}
const timed = async (work, times) => {
  const began = performance.now()
  for (let n = 0; n < times; n++) await work(n)
  return (performance.now() - began) / times
}
out.newTopicMs = await timed(async (n) => {
  const replicas = inDirectories(
    image,
    place(image, 10, replicationFactor, n, (below) => env.random.u32() % below)
  )
  const topic = { name: `new-${n}`, topicId: env.random.uuid(), isInternal: false, replicas, configs: new Map() }
  const { compare, operations } = creationOf(topic)
  must(await again.transaction(compare, operations))
}, 50)
const [first] = image.topics
out.inSyncChangeMs = await timed(
  async (n) => {
    const { name, topicId, partitions } = first
    const { leaderEpoch, partitionEpoch, isr } = image.topic(name).partitions[n]
    const change = { topic: name, topicId, partition: n, leaderEpoch, partitionEpoch, isr: isr.slice(0, -1) }
    const [written] = await changeInSync({ metadata: again, image }, [change], () => 2)
    if (written !== true) throw new Error('not written')
    return partitions
  },
  Math.min(50, partitionCount)
)
out.residentMb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
console.log(JSON.stringify(out))
process.exit(0)
