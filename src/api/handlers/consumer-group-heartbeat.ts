import { type ErrorName, errorCodes, isFailure } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'
import { servesConsumerGroups } from '../group-protocols.ts'

/**
 * ConsumerGroupHeartbeat (68): a member joins, is alive, or leaves, and learns what it is assigned (KIP-848). v1 subscribes by a
 * regular expression, and the client makes the member's id (KIP-1082).
 */
export const consumerGroupHeartbeat: Handler<'ConsumerGroupHeartbeat'> = async (request, context) => {
  const { groupId, subscribedTopicNames } = request
  if (!servesConsumerGroups(context)) return refused('UNSUPPORTED_VERSION')
  if (!context.may('READ', 'GROUP', groupId)) return refused('GROUP_AUTHORIZATION_FAILED')
  const mayNotSee = (topic: string) => !context.may('DESCRIBE', 'TOPIC', topic)
  if (subscribedTopicNames?.some(mayNotSee)) return refused('TOPIC_AUTHORIZATION_FAILED')
  const { apiVersion, connection } = context
  const beat = await context.groups.consumerHeartbeat({
    ...request,
    subscribedTopicRegex: request.subscribedTopicRegex ?? null,
    apiVersion,
    clientId: context.clientId ?? '',
    clientHost: `/${connection.remoteHost}`,
    maySee: (topic) => !mayNotSee(topic)
  })
  if (isFailure(beat)) return refused(beat.error, beat.message)
  const { memberId, memberEpoch, heartbeatIntervalMs, assignment } = beat
  const topicPartitions = assignment?.map(({ topicId, partitions }) => ({ topicId, partitions: [...partitions] }))
  return {
    errorCode: 0,
    memberId,
    memberEpoch,
    heartbeatIntervalMs,
    assignment: topicPartitions === undefined ? null : { topicPartitions }
  }
}

const refused = (error: ErrorName, errorMessage: string | null = null) => ({
  errorCode: errorCodes[error],
  errorMessage,
  memberEpoch: 0,
  heartbeatIntervalMs: 0
})
