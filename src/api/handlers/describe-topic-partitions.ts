import { invalidTopicName, type TopicImage } from '../../metadata/index.ts'
import { type DescribeTopicPartitionsResponseTopicInput, errorCodes } from '../../protocol/index.ts'
import { authorizedOperations } from '../../security/index.ts'
import { zeroUuid } from '../../wire/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { nodesOf, reachableLeaders } from '../nodes.ts'

type TopicAnswer = DescribeTopicPartitionsResponseTopicInput

/**
 * DescribeTopicPartitions (75): topics page by page, with a cursor. A page has at most `responsePartitionLimit` partitions and
 * never more than the broker's own limit. Source: KIP-966; kafka.server.handlers.DescribeTopicPartitionsRequestHandler.
 */
export const describeTopicPartitions: Handler<'DescribeTopicPartitions'> = (request, context) => {
  const { cursor } = request
  const asked =
    request.topics.length === 0
      ? [...context.image.topics].map(({ name }) => name)
      : [...new Set(request.topics.map(({ name }) => name))]
  // A cursor continues after the previous page.
  const names = asked.sort().filter((name) => cursor === null || name >= cursor.topicName)
  if (cursor !== null && isBadCursor(cursor, request.topics.length > 0 ? names : undefined)) {
    const refused = (name: string) => ({ ...missing(name), errorCode: errorCodes.INVALID_REQUEST })
    return { topics: request.topics.map(({ name }) => refused(name)), nextCursor: null }
  }
  let left = Math.max(
    1,
    Math.min(request.responsePartitionLimit, context.config.number('max.request.partition.size.limit'))
  )
  const topics: TopicAnswer[] = []
  const leaders = reachableLeaders(nodesOf(context), context)
  for (const name of names) {
    if (left <= 0) return { topics, nextCursor: { topicName: name, partitionIndex: 0 } }
    if (!context.may('DESCRIBE', 'TOPIC', name)) {
      if (request.topics.length > 0) topics.push({ ...missing(name), errorCode: errorCodes.TOPIC_AUTHORIZATION_FAILED })
      continue
    }
    const topic = context.image.topic(name)
    if (topic === undefined) {
      if (request.topics.length > 0)
        topics.push({
          ...missing(name),
          topicAuthorizedOperations: authorizedOperations(context, 'TOPIC', name)
        })
      continue
    }
    const first = cursor !== null && cursor.topicName === name ? Math.max(0, cursor.partitionIndex) : 0
    const last = Math.min(topic.partitions.length, first + left)
    topics.push(describe(topic, first, last, leaders, context))
    left -= last - first
    if (last < topic.partitions.length) return { topics, nextCursor: { topicName: name, partitionIndex: last } }
  }
  return { topics, nextCursor: null }
}

/** The cursor must name one of the requested topics and one of its partitions. */
const isBadCursor = (
  cursor: { readonly topicName: string; readonly partitionIndex: number },
  asked: readonly string[] | undefined
) => cursor.partitionIndex < 0 || (asked !== undefined && asked[0] !== cursor.topicName)

const missing = (name: string): TopicAnswer => ({
  errorCode: errorCodes[invalidTopicName(name) === null ? 'UNKNOWN_TOPIC_OR_PARTITION' : 'INVALID_TOPIC_EXCEPTION'],
  name,
  topicId: zeroUuid,
  isInternal: false,
  partitions: []
})

function describe(
  topic: TopicImage,
  first: number,
  last: number,
  leaders: ReadonlySet<number>,
  context: RequestContext
): TopicAnswer {
  return {
    errorCode: 0,
    name: topic.name,
    topicId: topic.topicId,
    isInternal: topic.isInternal,
    partitions: topic.partitions.slice(first, last).map((partition, n) => {
      return {
        // Unlike Metadata it reports no partition errors: the leader is in `leaderId`.
        errorCode: 0,
        partitionIndex: first + n,
        leaderId: leaders.has(partition.leader) ? partition.leader : -1,
        leaderEpoch: partition.leaderEpoch,
        replicaNodes: partition.replicas,
        isrNodes: partition.isr,
        eligibleLeaderReplicas: partition.elr,
        lastKnownElr: partition.lastKnownElr,
        offlineReplicas: context.image.offlineReplicas(partition)
      }
    }),
    topicAuthorizedOperations: authorizedOperations(context, 'TOPIC', topic.name)
  }
}
