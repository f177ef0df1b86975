// One idempotent producer of one partition, which repeats what was not acknowledged and remembers what was.
import { ClusterView, isCallFailure } from '../../../dist/client/index.js'
import { createRealEnv } from '../../../dist/env/real/index.js'
import { errorName } from '../../../dist/protocol/index.js'
import { buildBatch } from '../../../dist/records/index.js'
import { sleep } from '../killing.mjs'

const env = createRealEnv()
const askMs = 3_000

/** A client of its own for each producer, so that none waits for another's connection. */
export const clientOf = (bootstrap) => {
  const endpoints = bootstrap.split(',').map((each) => ({ host: each.split(':')[0], port: Number(each.split(':')[1]) }))
  return new ClusterView(env, endpoints, { clientId: 'compat', connectMs: 1_000, requestMs: askMs })
}

/** @returns what was acknowledged by sequence, and the longest time in milliseconds between two acknowledgements. */
export async function produceUntil({ bootstrap, topic, topicId, partition, isOver }) {
  const client = clientOf(bootstrap)
  const producerId = 1_000_000 + partition
  const offsets = []
  let longestMs = 0
  let lastMs = performance.now()
  while (!isOver()) {
    const records = buildBatch([{ timestamp: Date.now(), value: Buffer.from(`${partition}:${offsets.length}`) }], {
      producerId,
      producerEpoch: 0,
      baseSequence: offsets.length
    })
    const offset = await tryOnce(client, { topic, topicId, partition, records })
    if (offset === undefined) {
      await sleep(20)
      continue
    }
    offsets.push(offset)
    longestMs = Math.max(longestMs, performance.now() - lastMs)
    lastMs = performance.now()
  }
  await client.close()
  return { offsets, longestMs }
}

/** The offset; -1 where an earlier try had succeeded and its offset is not known any more; undefined: try again. */
async function tryOnce(client, { topic, topicId, partition, records }) {
  const leaders = await client.leaders(topic)
  const leader = leaders instanceof Map ? (leaders.get(partition) ?? -1) : -1
  const connection = leader < 0 ? undefined : await client.node(leader)
  if (connection === undefined || isCallFailure(connection)) return undefined
  const topicData = [{ name: topic, topicId, partitionData: [{ index: partition, records }] }]
  const answer = await connection.call('Produce', { acks: -1, timeoutMs: 1_500, topicData }, { timeoutMs: askMs })
  if (isCallFailure(answer)) return undefined
  const found = answer.responses[0]?.partitionResponses[0]
  const error = errorName(found?.errorCode ?? -1)
  if (error === 'OUT_OF_ORDER_SEQUENCE_NUMBER') throw new Error(`partition ${partition}: the broker lacks what it had`)
  return error === 'NONE' ? Number(found.baseOffset) : error === 'DUPLICATE_SEQUENCE_NUMBER' ? -1 : undefined
}
