// Every partition gets another leader, those of groups and transactions too, while all brokers are there: a client is told by an
// answer alone that it asks the wrong one.
import { isCallFailure } from '../../../dist/client/index.js'
import { errorName } from '../../../dist/protocol/index.js'
import { within } from '../killing.mjs'
import { clientOf } from './producer.mjs'

const patienceMs = 120_000

async function answered(connection, name, body) {
  if (isCallFailure(connection)) throw new Error(connection.message)
  const answer = await connection.call(name, body)
  if (isCallFailure(answer)) throw new Error(answer.message)
  return answer
}

/** The next replica of each partition becomes its preferred leader, and is elected. Resolves when the metadata says so. */
export async function moveEveryLeader(bootstrap, topics) {
  const client = clientOf(bootstrap)
  try {
    const before = await client.metadata(topics)
    if (isCallFailure(before)) throw new Error(before.message)
    const wanted = before.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, replicaNodes: [first = -1, ...others] }) => ({
        partitionIndex,
        replicas: [...others, first]
      }))
    }))
    const controller = await client.controller()
    const moved = await answered(controller, 'AlterPartitionReassignments', { timeoutMs: 10_000, topics: wanted })
    if (moved.errorCode !== 0) throw new Error(errorName(moved.errorCode))
    const elected = wanted.map(({ name: topic, partitions }) => ({
      topic,
      partitions: partitions.map(({ partitionIndex }) => partitionIndex)
    }))
    let told = ''
    // A replica that has just fallen behind is not elected before it is in sync again.
    await within(
      patienceMs,
      () => `leaders did not move: ${told}`,
      async () => {
        await answered(controller, 'ElectLeaders', { electionType: 0, timeoutMs: 10_000, topicPartitions: elected })
        const after = await client.metadata(topics)
        if (isCallFailure(after)) return false
        const left = after.topics.flatMap(({ name, partitions }) =>
          partitions
            .filter(({ leaderId, replicaNodes }) => leaderId !== replicaNodes[0])
            .map(({ partitionIndex, leaderId }) => `${name}/${partitionIndex} is led by ${leaderId}`)
        )
        told = left.join(', ')
        return left.length === 0
      }
    )
  } finally {
    await client.close()
  }
}
