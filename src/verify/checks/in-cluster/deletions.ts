import { atEveryVersion, type Check } from '../../check.ts'
import { ledBy, placedTopic, threeOf } from '../../dialogue/cluster.ts'
import { fetch } from '../../dialogue/fetch.ts'
import { produced } from '../../dialogue/produce.ts'
import { batchOf } from '../../dialogue/records.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'
import { shows } from './leaders.ts'

async function deleteBefore(t: Trial, nodeId: number, topic: Topic, offset: bigint, version = 2) {
  const topics = [{ name: topic.name, partitions: [{ partitionIndex: 0, offset }] }]
  const answer = await t.callAt(nodeId, 'DeleteRecords', version, { topics, timeoutMs: 20_000 })
  return only(only(answer.topics, 'topics').partitions, 'partitions')
}

/** Four records in each replica. */
async function filled(t: Trial): Promise<Topic> {
  const [a, b, c] = threeOf(t)
  const topic = await placedTopic(t, [[a, b, c]])
  await produced(t, topic, batchOf(t, ['a', 'b', 'c', 'd']))
  for (const nodeId of [b, c]) await shows(t, nodeId, topic, 4)
  return topic
}

/** Records that are deleted are so at each replica. */
export const deletions: Check[] = [
  ...atEveryVersion({
    api: 'DeleteRecords',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'is answered when every replica has the new start of the log',
    async run(t, version) {
      const [a, b, c] = threeOf(t)
      const topic = await filled(t)
      for (const offset of [2n, 3n]) {
        const deleted = await deleteBefore(t, a, topic, offset, version)
        equal([deleted.errorCode, deleted.lowWatermark], [0, offset], 'error and low watermark')
        for (const nodeId of [b, c]) {
          const client = await t.at(nodeId)
          const before = await fetch(t, topic, offset - 1n, { client })
          errorIs(before.errorCode, 'OFFSET_OUT_OF_RANGE', `error below the start at broker ${nodeId}`)
          const from = await fetch(t, topic, offset, { client })
          equal([from.errorCode, from.logStartOffset], [0, offset], `error and start at broker ${nodeId}`)
        }
      }
    }
  }),
  {
    name: 'DeleteRecords to the high watermark (-1) empties every replica',
    api: 'DeleteRecords',
    versions: [2, 2],
    kip: 'KIP-107',
    async run(t) {
      const [a, b, c] = threeOf(t)
      const topic = await filled(t)
      const deleted = await deleteBefore(t, a, topic, -1n)
      equal([deleted.errorCode, deleted.lowWatermark], [0, 4n], 'error and low watermark')
      for (const nodeId of [b, c]) {
        const answer = await fetch(t, topic, 4, { client: await t.at(nodeId) })
        equal([answer.errorCode, answer.logStartOffset], [0, 4n], `error and start at broker ${nodeId}`)
      }
    }
  },
  {
    name: 'a new leader does not show records that were deleted under the one before',
    api: 'ListOffsets',
    versions: [7, 7],
    kip: 'KIP-107',
    async run(t) {
      const [a, b, c] = threeOf(t)
      const topic = await filled(t)
      equal((await deleteBefore(t, a, topic, 3n)).lowWatermark, 3n, 'low watermark')
      await ledBy(t, topic, [b, a, c])
      const topics = [{ name: topic.name, partitions: [{ partitionIndex: 0, timestamp: -2n }] }]
      const answer = await t.callAt(b, 'ListOffsets', 7, { replicaId: -1, topics })
      const first = only(only(answer.topics, 'topics').partitions, 'partitions')
      equal([first.errorCode, first.offset], [0, 3n], 'error and first offset')
    }
  }
]
