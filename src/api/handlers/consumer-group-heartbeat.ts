import { failed } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'
import { heartbeatAnswer } from '../group-heartbeat.ts'
import { servesConsumerGroups } from '../group-protocols.ts'

/**
 * ConsumerGroupHeartbeat (68): a member joins, stays alive or leaves, and gets its assignment (KIP-848). v1 adds subscriptions by
 * regular expression and client-generated member ids (KIP-1082).
 */
export const consumerGroupHeartbeat: Handler<'ConsumerGroupHeartbeat'> = (request, context) => {
  const { groupId, subscribedTopicNames } = request
  if (!servesConsumerGroups(context)) return heartbeatAnswer(failed('UNSUPPORTED_VERSION'))
  if (!context.may('READ', 'GROUP', groupId)) return heartbeatAnswer(failed('GROUP_AUTHORIZATION_FAILED'))
  const mayNotSee = (topic: string) => !context.may('DESCRIBE', 'TOPIC', topic)
  if (subscribedTopicNames?.some(mayNotSee)) return heartbeatAnswer(failed('TOPIC_AUTHORIZATION_FAILED'))
  const { apiVersion, connection } = context
  // Copies field by field: adding fields to a spread object costs V8 ten times as much as all of this.
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
