/*
 * Common code of the five share coordinator requests: each partition is processed on its own, all concurrently, and answered in
 * request order.
 */
import type { SharePartitionKey } from '../coordination/index.ts'
import { type Failure, isFailure } from '../protocol/index.ts'
import { failedRow } from './share-errors.ts'

interface AskedTopics<P> {
  readonly groupId: string
  readonly topics: readonly { readonly topicId: string; readonly partitions: readonly P[] }[]
}

interface PartitionResult {
  readonly partition: number
  readonly errorCode: number
  readonly errorMessage: string | null
}

/** `answerOf` builds the response fields besides the error; null stands for a failure. */
export function eachSharePartition<P extends { readonly partition: number }, A, Answer extends object>(
  { groupId, topics }: AskedTopics<P>,
  ask: (key: SharePartitionKey, asked: P) => Promise<A | Failure>,
  answerOf: (answer: A | null) => Answer
): Promise<{ topicId: string; partitions: (PartitionResult & Answer)[] }[]> {
  return Promise.all(
    topics.map(async ({ topicId, partitions }) => ({
      topicId,
      partitions: await Promise.all(
        partitions.map(async (asked) => {
          const { partition } = asked
          const answer = await ask({ groupId, topicId, partition }, asked)
          const failure = isFailure(answer) ? answer : null
          return { partition, ...failedRow(failure), ...answerOf(isFailure(answer) ? null : answer) }
        })
      )
    }))
  )
}
