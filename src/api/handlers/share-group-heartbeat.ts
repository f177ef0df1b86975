import { failed } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'
import { heartbeatAnswer } from '../group-heartbeat.ts'
import { servesShareGroups } from '../group-protocols.ts'

/** ShareGroupHeartbeat (76): a member of a share group joins, stays alive or leaves, and gets its assignment (KIP-932). */
export const shareGroupHeartbeat: Handler<'ShareGroupHeartbeat'> = async (request, context) => {
  const { groupId, subscribedTopicNames } = request
  if (!servesShareGroups(context)) return heartbeatAnswer(failed('UNSUPPORTED_VERSION'))
  if (!context.may('READ', 'GROUP', groupId)) return heartbeatAnswer(failed('GROUP_AUTHORIZATION_FAILED'))
  if (subscribedTopicNames?.some((topic) => !context.may('DESCRIBE', 'TOPIC', topic)))
    return heartbeatAnswer(failed('TOPIC_AUTHORIZATION_FAILED'))
  const beat = await context.groups.shareHeartbeat({
    groupId,
    memberId: request.memberId,
    memberEpoch: request.memberEpoch,
    rackId: request.rackId,
    subscribedTopicNames,
    clientId: context.clientId ?? '',
    clientHost: `/${context.connection.remoteHost}`
  })
  return heartbeatAnswer(beat)
}
