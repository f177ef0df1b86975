import type { TopicImage } from '../../metadata/index.ts'
import { type DeleteTopicsResponseTopicInput, type ErrorName, errorCodes } from '../../protocol/index.ts'
import { zeroUuid } from '../../wire/index.ts'
import type { Handler, RequestContext } from '../context.ts'

/**
 * DeleteTopics (20): by name, from v6 on also by topic id (KIP-516). The topic is gone for everybody when this answers, its
 * files a little later. Source: kafka.server.ControllerApis#deleteTopics.
 */
export const deleteTopics: Handler<'DeleteTopics'> = async (request, context) => {
  const asked: { readonly name: string | null; readonly topicId: string }[] =
    context.apiVersion >= 6 ? request.topics : request.topicNames.map((name) => ({ name, topicId: zeroUuid }))
  const responses: DeleteTopicsResponseTopicInput[] = []
  const counts = new Map<string, number>()
  for (const each of asked) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1)
  for (const each of asked) {
    const count = counts.get(keyOf(each))
    // A repeated one is refused once.
    counts.delete(keyOf(each))
    if (count === 1) responses.push(await deleteOne(each, context))
    else if (count !== undefined)
      responses.push(refused('INVALID_REQUEST', each, `Duplicate topic ${each.name === null ? 'id' : 'name'}.`))
  }
  return { throttleTimeMs: 0, responses }
}

const keyOf = ({ name, topicId }: { readonly name: string | null; readonly topicId: string }) =>
  `${topicId} ${name ?? ''}`

const refused = (
  error: ErrorName,
  { name, topicId }: { readonly name: string | null; readonly topicId: string },
  message: string | null
) => ({
  name,
  topicId,
  errorCode: errorCodes[error],
  errorMessage: message
})

async function deleteOne(
  asked: { readonly name: string | null; readonly topicId: string },
  { broker, connection }: RequestContext
) {
  if (!broker.config.boolean('delete.topic.enable')) return refused('TOPIC_DELETION_DISABLED', asked, null)
  if (asked.name !== null && asked.topicId !== zeroUuid) {
    return refused('INVALID_REQUEST', asked, 'You may not specify both topic name and topic id.')
  }
  if (asked.name === null && asked.topicId === zeroUuid)
    return refused('INVALID_REQUEST', asked, 'Neither topic name nor id were specified.')
  const topic: TopicImage | undefined =
    asked.name === null ? broker.image.topicById(asked.topicId) : broker.image.topic(asked.name)
  if (topic === undefined) {
    return asked.name === null
      ? refused('UNKNOWN_TOPIC_ID', asked, 'This server does not host this topic ID.')
      : refused('UNKNOWN_TOPIC_OR_PARTITION', asked, 'This server does not host this topic-partition.')
  }
  if (!broker.authorizer.may(connection.principal, 'DELETE', 'TOPIC', topic.name))
    return refused('TOPIC_AUTHORIZATION_FAILED', asked, 'Authorization failed.')
  await broker.topics.delete(topic)
  return { name: topic.name, topicId: topic.topicId, errorCode: 0, errorMessage: null }
}
