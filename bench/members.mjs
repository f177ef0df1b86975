// Members of one group as clients of the two protocols are, on a connection each: they join, take what they are given, and send
// heartbeats. They read no records, so that the broker's time and CPU are its coordinator's.
import { randomUUID } from 'node:crypto'

const heartbeatMs = 100
const patienceMs = 120_000
const rebalanceInProgress = 27
const memberIdRequired = 79

/** @typedef {import('../dist/client/index.js').BrokerConnection} Broker */

const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** @param {{ addr: string }} server @param {number} count @returns {Promise<Broker[]>} */
export async function connectionsTo(server, count) {
  const [{ BrokerConnection, isCallFailure }, { createRealEnv }] = await Promise.all([
    import('../dist/client/index.js'),
    import('../dist/env/real/index.js')
  ])
  const env = createRealEnv()
  const [host = '', port] = server.addr.split(':')
  /** @type {Broker[]} */
  const all = []
  while (all.length < count) {
    // From version 10 on topics have ids there.
    const settings = { clientId: 'bench', versionsMax: { OffsetFetch: 9 } }
    const broker = await BrokerConnection.open(env, { host, port: Number(port) }, settings)
    if (isCallFailure(broker)) throw new Error(broker.message)
    all.push(broker)
  }
  return all
}

/** What each member has as it knows itself, until all have their share of the same epoch. */
class Book {
  /** @type {Map<number, { epoch: number, partitions: readonly number[] }>} */
  #members = new Map()
  #full = 0
  #each
  #count
  isStable = false

  constructor({ members, partitions }) {
    this.#count = members
    this.#each = partitions / members
  }

  note(member, epoch, partitions) {
    const before = this.#members.get(member)
    if (before?.partitions.length === this.#each) this.#full--
    this.#members.set(member, { epoch, partitions })
    if (partitions.length === this.#each) this.#full++
    if (this.#full === this.#count && this.#isTrue()) this.isStable = true
  }

  #isTrue() {
    const all = [...this.#members.values()]
    const owned = new Set(all.flatMap(({ partitions }) => partitions))
    return owned.size === this.#each * this.#count && new Set(all.map(({ epoch }) => epoch)).size === 1
  }
}

/** KIP-848: what it is given is told to it, and it says at once when it has it or has given it up. */
async function consumerMember(broker, groupId, topic, note) {
  const memberId = randomUUID()
  const full = { subscribedTopicNames: [topic], rebalanceTimeoutMs: 300_000, topicPartitions: [] }
  let answer = await broker.call('ConsumerGroupHeartbeat', { groupId, memberId, memberEpoch: 0, ...full })
  for (;;) {
    if (answer.errorCode !== 0) throw new Error(`a heartbeat was answered error ${answer.errorCode}`)
    const { memberEpoch, assignment } = answer
    const owned = assignment?.topicPartitions
    const told = owned?.flatMap(({ partitions }) => partitions)
    if (note(memberEpoch, told)) return memberId
    if (assignment === null) await sleep(heartbeatMs)
    const body = { groupId, memberId, memberEpoch, topicPartitions: owned ?? null }
    answer = await broker.call('ConsumerGroupHeartbeat', body)
  }
}

/** ConsumerProtocolSubscription, version 0. */
function subscriptionTo(topic) {
  const bytes = Buffer.alloc(12 + topic.length)
  bytes.writeInt32BE(1, 2)
  bytes.writeInt16BE(topic.length, 6)
  bytes.write(topic, 8)
  bytes.writeInt32BE(-1, 8 + topic.length)
  return bytes
}

/** ConsumerProtocolAssignment, version 0, of one topic. */
function assignmentOf(topic, partitions) {
  const head = subscriptionTo(topic).subarray(0, 8 + topic.length)
  const rest = Buffer.alloc(8 + 4 * partitions.length)
  rest.writeInt32BE(partitions.length)
  for (const [at, partition] of partitions.entries()) rest.writeInt32BE(partition, 4 + 4 * at)
  rest.writeInt32BE(-1, 4 + 4 * partitions.length)
  return Buffer.concat([head, rest])
}

function partitionsIn(assignment, topic) {
  const bytes = Buffer.from(assignment)
  const at = 8 + topic.length
  return Array.from({ length: bytes.readInt32BE(at) }, (_, n) => bytes.readInt32BE(at + 4 + 4 * n))
}

async function classicMember(broker, groupId, { topic, partitions }, note) {
  const protocols = [{ name: 'range', metadata: subscriptionTo(topic) }]
  const base = { groupId, protocolType: 'consumer', protocols, sessionTimeoutMs: 45_000, rebalanceTimeoutMs: 300_000 }
  const timeoutMs = patienceMs
  let memberId = ''
  for (;;) {
    const joined = await broker.call('JoinGroup', { ...base, memberId }, { timeoutMs })
    memberId = joined.memberId
    if (joined.errorCode === memberIdRequired) continue
    if (joined.errorCode !== 0) throw new Error(`a join was answered error ${joined.errorCode}`)
    const { generationId, members } = joined
    const each = Math.ceil(partitions / members.length)
    const assignments = members.map((member, at) => {
      const own = Array.from({ length: Math.min(each, partitions - at * each) }, (_, n) => at * each + n)
      return { memberId: member.memberId, assignment: assignmentOf(topic, own) }
    })
    const names = { protocolType: 'consumer', protocolName: 'range' }
    const ask = { groupId, memberId, generationId }
    const synced = await broker.call('SyncGroup', { ...ask, ...names, assignments }, { timeoutMs })
    if (synced.errorCode === rebalanceInProgress) continue
    if (synced.errorCode !== 0) throw new Error(`a sync was answered error ${synced.errorCode}`)
    let isOver = note(generationId, partitionsIn(synced.assignment, topic))
    for (let code = 0; code === 0 && !isOver; ) {
      await sleep(heartbeatMs)
      ;({ errorCode: code } = await broker.call('Heartbeat', ask))
      if (code !== 0 && code !== rebalanceInProgress) throw new Error(`a heartbeat was answered error ${code}`)
      isOver = code === 0 && note(generationId)
    }
    if (isOver) return memberId
  }
}

/**
 * All members join at once. `stableMs` is when each has as many partitions as every other, all of one epoch, and no two the same.
 * @param {'classic' | 'consumer'} protocol
 * @param {readonly Broker[]} brokers one for each member
 * @param {{ groupId: string, topic: string, partitions: number }} group
 */
export async function untilStable(protocol, brokers, { groupId, topic, partitions }) {
  const book = new Book({ members: brokers.length, partitions })
  const sinceMs = performance.now()
  let stableMs = Number.NaN
  const memberIds = await Promise.all(
    brokers.map((broker, member) => {
      /** @type {readonly number[]} */
      let owned = []
      const note = (epoch, partitionsNow = owned) => {
        if (book.isStable) return true
        owned = partitionsNow
        book.note(member, epoch, owned)
        if (book.isStable) stableMs = performance.now() - sinceMs
        if (performance.now() - sinceMs > patienceMs) throw new Error(`${groupId} did not become stable`)
        return book.isStable
      }
      return protocol === 'consumer'
        ? consumerMember(broker, groupId, topic, note)
        : classicMember(broker, groupId, { topic, partitions }, note)
    })
  )
  /** Nothing of them is to go on while something else is measured. */
  const leave = async () => {
    for (const [at, broker] of brokers.entries()) {
      const memberId = memberIds[at] ?? ''
      if (protocol === 'classic') await broker.call('LeaveGroup', { groupId, members: [{ memberId }] })
      else await broker.call('ConsumerGroupHeartbeat', { groupId, memberId, memberEpoch: -1 })
      broker.close()
    }
  }
  return { stableMs, leave }
}
