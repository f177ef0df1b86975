import { errorIs, only } from '../expect.ts'
import type { Trial } from '../trial.ts'

/** Where partitions are to go; null cancels. */
type Moves = readonly (readonly [partition: number, replicas: readonly number[] | null])[]

/** One AlterPartitionReassignments at one broker; gives partitions and their errors. */
export async function reassign(
  t: Trial,
  nodeId: number,
  topic: string,
  moves: Moves,
  { version = 1, mayChangeFactor = true } = {}
) {
  const partitions = moves.map(([partitionIndex, replicas]) => ({ partitionIndex, replicas }))
  const answer = await t.callAt(nodeId, 'AlterPartitionReassignments', version, {
    timeoutMs: 20_000,
    ...(version >= 1 ? { allowReplicationFactorChange: mayChangeFactor } : {}),
    topics: [{ name: topic, partitions }]
  })
  errorIs(answer.errorCode, 'NONE', 'error of the request')
  return only(answer.responses, 'topics').partitions.map((p) => [p.partitionIndex, p.errorCode])
}

/** What one broker lists of a topic’s moves: partition, replicas, added, removed. */
export async function moving(t: Trial, nodeId: number, topic: string, partitionIndexes = [0]) {
  const asked = { timeoutMs: 20_000, topics: [{ name: topic, partitionIndexes }] }
  const answer = await t.callAt(nodeId, 'ListPartitionReassignments', 0, asked)
  errorIs(answer.errorCode, 'NONE', 'error of the request')
  return answer.topics.flatMap(({ partitions }) =>
    partitions.map((p) => [p.partitionIndex, p.replicas, p.addingReplicas, p.removingReplicas])
  )
}

/** Waits until one broker lists no move of partition 0. */
export async function movesOver(t: Trial, nodeId: number, topic: string): Promise<void> {
  await t.until(`no move of ${topic} at broker ${nodeId}`, async () => {
    const asked = { timeoutMs: 20_000, topics: [{ name: topic, partitionIndexes: [0] }] }
    return (await t.quietlyAt(nodeId, 'ListPartitionReassignments', asked)).topics.length === 0
  })
}
