// Whether all replicas of a partition have the same: each broker is asked itself, as a client that fetches from a follower does
// (KIP-392). Ordinary topics are the same byte for byte. A topic that is compacted is so by each broker for itself, so a replica may
// lack what others still have: see `compacted.mjs`.
import { createHash } from 'node:crypto'
import { isCallFailure } from '../../../dist/client/index.js'
import { errorName } from '../../../dist/protocol/index.js'
import { baseOffset, batchSize, entryLastOffset, producerEpoch, producerId } from '../../../dist/records/index.js'
import { comparedCompacted, noteRecords } from './compacted.mjs'
import { clientOf } from './producer.mjs'

const batchHeaderBytes = 12

/** The whole batches of `bytes`. `next`: the offset behind them, or `from` where there is none. */
function wholeBatches(bytes, from) {
  let [end, next] = [0, from]
  while (bytes.length - end >= 61) {
    const length = batchHeaderBytes + bytes.readInt32BE(end + 8)
    if (end + length > bytes.length) break
    next = Number(bytes.readBigInt64BE(end)) + bytes.readInt32BE(end + 23) + 1
    end += length
  }
  return { batches: bytes.subarray(0, end), next }
}

/** Hands all that a broker has of a partition to `take`, some whole batches at a time. Resolves to its end, or to what was wrong. */
async function readLog(connection, { topic, topicId, partition }, take) {
  for (let fetchOffset = 0; ; ) {
    const partitions = [
      { partition, fetchOffset: BigInt(fetchOffset), partitionMaxBytes: 1 << 20, currentLeaderEpoch: -1 }
    ]
    const topics = [{ topic, topicId, partitions }]
    const request = { maxWaitMs: 0, minBytes: 0, maxBytes: 1 << 20, sessionEpoch: -1, rackId: '', topics }
    const answer = await connection.call('Fetch', request)
    if (isCallFailure(answer)) return answer.message
    const found = answer.responses[0]?.partitions[0]
    const error = errorName(found?.errorCode ?? answer.errorCode ?? -1)
    if (error !== 'NONE') return error
    const { batches, next } = wholeBatches(Buffer.from(found.records ?? []), fetchOffset)
    if (batches.length === 0) return fetchOffset
    take(batches)
    fetchOffset = next
  }
}

async function comparedBytes(connections, where) {
  const logs = []
  for (const connection of connections) {
    const hash = createHash('sha256')
    const end = await readLog(connection, where, (batches) => hash.update(batches))
    logs.push(`${end} ${hash.digest('hex').slice(0, 12)}`)
  }
  return new Set(logs).size > 1 ? [logs.join('; ')] : []
}

async function comparedRecords(connections, where, brokers) {
  const replicas = []
  for (const [n, connection] of connections.entries()) {
    const records = new Map()
    const end = await readLog(connection, where, (batches) => noteRecords(records, batches))
    replicas.push({ broker: brokers[n], end, records })
  }
  return comparedCompacted(replicas)
}

/**
 * What is not as it must be: a line for each thing that is wrong.
 * @param {{ bootstrap: string, topics: readonly string[], brokers: readonly number[], areCompacted?: boolean }} options
 */
export async function differences({ bootstrap, topics, brokers, areCompacted = false }) {
  const client = clientOf(bootstrap)
  try {
    const metadata = await client.metadata(topics)
    if (isCallFailure(metadata)) return [metadata.message]
    const connections = []
    for (const broker of brokers) {
      const connection = await client.node(broker)
      if (isCallFailure(connection)) return [`broker ${broker}: ${connection.message}`]
      connections.push(connection)
    }
    const found = []
    for (const { name: topic, topicId, partitions } of metadata.topics)
      for (const { partitionIndex: partition, isrNodes } of partitions) {
        if (isrNodes.length < brokers.length) found.push(`${topic}/${partition} is in sync on ${isrNodes.join()} only`)
        const compared = areCompacted ? comparedRecords : comparedBytes
        const wrong = await compared(connections, { topic, topicId, partition }, brokers)
        found.push(...wrong.map((line) => `${topic}/${partition}: ${line}`))
      }
    return found
  } finally {
    await client.close()
  }
}

/**
 * The producer of each record, by `topic/partition` and offset, as a leader has it.
 * @param {{ bootstrap: string, topic: string }} options
 * @returns {Promise<Map<string, Map<number, { id: number, epoch: number }>>>}
 */
export async function producersOf({ bootstrap, topic }) {
  const client = clientOf(bootstrap)
  try {
    const metadata = await client.metadata([topic])
    if (isCallFailure(metadata)) throw new Error(metadata.message)
    const found = new Map()
    for (const { topicId, partitions } of metadata.topics)
      for (const { partitionIndex: partition, leaderId } of partitions) {
        const connection = await client.node(leaderId)
        if (isCallFailure(connection)) throw new Error(connection.message)
        const producers = new Map()
        const end = await readLog(connection, { topic, topicId, partition }, (batches) => {
          for (let at = 0; at < batches.length; at += batchSize(batches, at)) {
            const producer = { id: producerId(batches, at), epoch: producerEpoch(batches, at) }
            for (let offset = baseOffset(batches, at); offset <= entryLastOffset(batches, at); offset++)
              producers.set(offset, producer)
          }
        })
        if (typeof end === 'string') throw new Error(`${topic}/${partition}: ${end}`)
        found.set(`${topic}/${partition}`, producers)
      }
    return found
  } finally {
    await client.close()
  }
}
