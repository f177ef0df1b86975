import { type ErrorName, errorCodes, isFailure } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'
import { servesShareGroups } from '../group-protocols.ts'

/** ShareGroupHeartbeat (76): a member of a share group joins, is alive, or leaves, and learns what it is assigned (KIP-932). */
export const shareGroupHeartbeat: Handler<'ShareGroupHeartbeat'> = async (request, context) => {
  const { groupId, subscribedTopicNames } = request
  if (!servesShareGroups()) return refused('UNSUPPORTED_VERSION')
  if (!context.may('READ', 'GROUP', groupId)) return refused('GROUP_AUTHORIZATION_FAILED')
  if (subscribedTopicNames?.some((topic) => !context.may('DESCRIBE', 'TOPIC', topic)))
    return refused('TOPIC_AUTHORIZATION_FAILED')
  const clientHost = `/${context.connection.remoteHost}`
  const beat = await context.groups.shareHeartbeat({ ...request, clientId: context.clientId ?? '', clientHost })
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
