// Whether all replicas of a partition have the same, byte for byte: each broker is asked itself, as a client that fetches from a
// follower does (KIP-392).
import { createHash } from 'node:crypto'
import { isCallFailure } from '../../../dist/client/index.js'
import { errorName } from '../../../dist/protocol/index.js'
import { clientOf } from './producer.mjs'

const batchHeaderBytes = 12

/** Where the whole batches of `bytes` end, and the offset that comes after them. */
function wholeBatches(bytes, from) {
  let [end, next] = [0, from]
  while (bytes.length - end >= 61) {
    const length = batchHeaderBytes + bytes.readInt32BE(end + 8)
    if (end + length > bytes.length) break
    next = Number(bytes.readBigInt64BE(end)) + bytes.readInt32BE(end + 23) + 1
    end += length
  }
  return { end, next }
}

async function logOf(connection, { topic, topicId, partition }) {
  const hash = createHash('sha256')
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
    const bytes = Buffer.from(found.records ?? [])
    const { end, next } = wholeBatches(bytes, fetchOffset)
    if (end === 0) return `${fetchOffset} ${hash.digest('hex').slice(0, 12)}`
    hash.update(bytes.subarray(0, end))
    fetchOffset = next
  }
}

/** What is not the same everywhere: a line for each partition. @param {{ bootstrap: string, topics: readonly string[], brokers: readonly number[] }} options */
export async function differences({ bootstrap, topics, brokers }) {
  const client = clientOf(bootstrap)
  try {
    const metadata = await client.metadata(topics)
    if (isCallFailure(metadata)) return [metadata.message]
    const found = []
    for (const { name: topic, topicId, partitions } of metadata.topics)
      for (const { partitionIndex: partition, isrNodes } of partitions) {
        if (isrNodes.length < brokers.length) found.push(`${topic}/${partition} is in sync on ${isrNodes.join()} only`)
        const logs = []
        for (const broker of brokers) {
          const connection = await client.node(broker)
          logs.push(
            isCallFailure(connection) ? connection.message : await logOf(connection, { topic, topicId, partition })
          )
        }
        if (new Set(logs).size > 1) found.push(`${topic}/${partition}: ${logs.join('; ')}`)
      }
    return found
  } finally {
    await client.close()
  }
}
