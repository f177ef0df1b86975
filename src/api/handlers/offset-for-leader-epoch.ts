import {
  type ErrorName,
  errorCodes,
  isFailure,
  type OffsetForLeaderEpochRequestTopicPartition
} from '../../protocol/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { noOffset } from '../partitions.ts'

/**
 * OffsetForLeaderEpoch (23): returns where a leader epoch ended, so that a reader can detect truncation. v1 returns the epoch as
 * well, v2 fences, v3 adds the replica id. Source: KIP-101, KIP-279, KIP-320.
 */
export const offsetForLeaderEpoch: Handler<'OffsetForLeaderEpoch'> = (request, context) => ({
  topics: request.topics.map(({ topic, partitions }) => ({
    topic,
    partitions: partitions.map((asked) => answerOf(topic, asked, context))
  }))
})

function answerOf(topic: string, asked: OffsetForLeaderEpochRequestTopicPartition, context: RequestContext) {
  const { partition: index } = asked
  const refuse = (error: ErrorName) => ({
    errorCode: errorCodes[error],
    partition: index,
    leaderEpoch: -1,
    endOffset: noOffset
  })
  if (!context.may('DESCRIBE', 'TOPIC', topic)) return refuse('TOPIC_AUTHORIZATION_FAILED')
  const partition = context.partitions.leader(topic, index, asked.currentLeaderEpoch)
  if (isFailure(partition)) return refuse(partition.error)
  const { leaderEpoch, endOffset } = partition.endOfEpoch(asked.leaderEpoch)
  return { errorCode: 0, partition: index, leaderEpoch, endOffset: BigInt(endOffset) }
}
