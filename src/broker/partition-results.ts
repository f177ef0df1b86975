/*
 * The form of requests and answers between brokers about partitions: grouped by topic, with an error code for each partition.
 */
import type { PartitionOfTopic } from '../coordination/index.ts'
import { errorCodes, errorName, type Failure, failed } from '../protocol/index.ts'

/** Partition indexes by topic, in the given order. */
export function indexesByTopic(partitions: Iterable<PartitionOfTopic>): Map<string, number[]> {
  const topics = new Map<string, number[]>()
  for (const { topic, partition } of partitions) {
    const known = topics.get(topic)
    if (known === undefined) topics.set(topic, [partition])
    else known.push(partition)
  }
  return topics
}

/** One partition of an answer, with its error code. */
type AnsweredPartition = PartitionOfTopic & { readonly errorCode: number }

/** Looks up a partition's result in an answer; null means no error. UNKNOWN_SERVER_ERROR if the answer omits the partition. */
export function failuresIn(answered: readonly AnsweredPartition[]): (asked: PartitionOfTopic) => Failure | null {
  const codes = new Map(answered.map(({ topic, partition, errorCode }) => [`${topic}-${partition}`, errorCode]))
  return ({ topic, partition }) => {
    const code = codes.get(`${topic}-${partition}`) ?? errorCodes.UNKNOWN_SERVER_ERROR
    return code === errorCodes.NONE ? null : failed(errorName(code))
  }
}
