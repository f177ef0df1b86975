import { failed } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'
import { heartbeatAnswer } from '../group-heartbeat.ts'
import { servesConsumerGroups } from '../group-protocols.ts'

/**
 * ConsumerGroupHeartbeat (68): a member joins, is alive, or leaves, and learns what it is assigned (KIP-848). v1 subscribes by a
 * regular expression, and the client makes the member's id (KIP-1082).
 */
export const consumerGroupHeartbeat: Handler<'ConsumerGroupHeartbeat'> = (request, context) => {
  const { groupId, subscribedTopicNames } = request
  if (!servesConsumerGroups(context)) return heartbeatAnswer(failed('UNSUPPORTED_VERSION'))
  if (!context.may('READ', 'GROUP', groupId)) return heartbeatAnswer(failed('GROUP_AUTHORIZATION_FAILED'))
  const mayNotSee = (topic: string) => !context.may('DESCRIBE', 'TOPIC', topic)
  if (subscribedTopicNames?.some(mayNotSee)) return heartbeatAnswer(failed('TOPIC_AUTHORIZATION_FAILED'))
  const { apiVersion, connection } = context
  // Field by field: fields that are added to a spread object cost V8 ten times what all of this takes.
  const beat = context.groups.consumerHeartbeat({
    groupId,
    memberId: request.memberId,
    memberEpoch: request.memberEpoch,
    instanceId: request.instanceId,
    rackId: request.rackId,
    rebalanceTimeoutMs: request.rebalanceTimeoutMs,
    subscribedTopicNames,
    subscribedTopicRegex: request.subscribedTopicRegex ?? null,
    serverAssignor: request.serverAssignor,
    topicPartitions: request.topicPartitions,
    apiVersion,
    clientId: context.clientId ?? '',
    clientHost: `/${connection.remoteHost}`,
    maySee: (topic) => !mayNotSee(topic)
  })
  return beat instanceof Promise ? beat.then(heartbeatAnswer) : heartbeatAnswer(beat)
}
