import { isInternalTopic } from '../../controller/index.ts'
import { invalidTopicName } from '../../metadata/index.ts'
import {
  type ErrorName,
  errorCodes,
  isFailure,
  type StreamsGroupHeartbeatRequest,
  type StreamsGroupHeartbeatResponseInput
} from '../../protocol/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { streamsHeartbeatError, taskRecovery } from '../group-heartbeat.ts'
import { servesStreamsGroups } from '../group-protocols.ts'
import { makeInternalTopics, topicsOf } from '../streams-topics.ts'

/**
 * StreamsGroupHeartbeat (88): a member of a Kafka Streams application joins with its topology, stays alive or leaves, and gets
 * its tasks (KIP-1071). Internal topics are created with the permissions of the requesting client.
 */
export const streamsGroupHeartbeat: Handler<'StreamsGroupHeartbeat'> = async (request, context) => {
  if (!servesStreamsGroups(context)) return refused('UNSUPPORTED_VERSION')
  if (!context.may('READ', 'GROUP', request.groupId)) return refused('GROUP_AUTHORIZATION_FAILED')
  const wrong = topicsFault(request, context)
  if (wrong !== null) return wrong
  const beat = await context.groups.streamsHeartbeat({
    ...request,
    clientId: context.clientId ?? '',
    clientHost: `/${context.connection.remoteHost}`
  })
  if (isFailure(beat)) return refused(beat.error, beat.message)
  const { tasks, missingTopics, partitionsByUserEndpoint, status, ...answer } = beat
  return {
    errorCode: 0,
    ...answer,
    ...taskRecovery,
    ...(tasks ?? {}),
    status: await makeInternalTopics(missingTopics, status, context),
    partitionsByUserEndpoint
  }
}

function topicsFault({ topology }: StreamsGroupHeartbeatRequest, context: RequestContext) {
  const topics = [...new Set(topicsOf(topology?.subtopologies ?? []))]
  const internal = topics.filter(isInternalTopic)
  if (internal.length > 0) {
    const message = `Use of Kafka internal topics ${internal.join(',')} in a Kafka Streams topology is prohibited.`
    return refused('STREAMS_INVALID_TOPOLOGY', message)
  }
  const invalid = topics.filter((name) => invalidTopicName(name) !== null)
  if (invalid.length > 0)
    return refused('STREAMS_INVALID_TOPOLOGY', `Topic names ${invalid.join(',')} are not valid topic names.`)
  return topics.every((name) => context.may('DESCRIBE', 'TOPIC', name)) ? null : refused('TOPIC_AUTHORIZATION_FAILED')
}

const refused = (error: ErrorName, errorMessage: string | null = null): StreamsGroupHeartbeatResponseInput =>
  streamsHeartbeatError(errorCodes[error], errorMessage)
