import type { TopicImage } from '../../metadata/index.ts'
import {
  type DeleteTopicsRequest,
  type DeleteTopicsResponseTopicInput,
  type ErrorName,
  errorCodes
} from '../../protocol/index.ts'
import { zeroUuid } from '../../wire/index.ts'
import { refusals } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { isTimeUp } from '../deadline.ts'
import { tellTopics } from '../tell.ts'

interface Asked {
  readonly name: string | null
  readonly topicId: string
}

/**
 * DeleteTopics (20): deletes by name, from v6 on also by topic id (KIP-516). The topic is gone for everyone once this responds;
 * its files are removed a little later. A topic that is named twice, in any way, is refused and stays. Source:
 * kafka.server.ControllerApis#deleteTopics.
 */
export const deleteTopics: Handler<'DeleteTopics'> = async (request, context) => {
  const asked = askedOf(request, context)
  const refuseAll = (error: ErrorName) => ({
    responses: asked.map((each) => refused(error, each, null))
  })
  if (!context.config.boolean('delete.topic.enable'))
    return refuseAll(context.apiVersion >= 3 ? 'TOPIC_DELETION_DISABLED' : 'INVALID_REQUEST')
  const responses: DeleteTopicsResponseTopicInput[] = []
  const once = withoutRepeats(asked, responses)
  if (once.length > 0 && isTimeUp(request.timeoutMs)) return refuseAll('REQUEST_TIMED_OUT')
  const deleted: string[] = []
  const deleteAndTell = async (topic: TopicImage) => {
    const response = await deleteOne(topic, context)
    if (response.errorCode === 0) deleted.push(topic.name)
    return response
  }
  // Concurrent deletions share the disk sync.
  responses.push(...(await Promise.all([...found(once, responses, context)].map(deleteAndTell))))
  tellTopics(context, 'deleted', deleted)
  return { responses }
}

const askedOf = (request: DeleteTopicsRequest, { apiVersion }: RequestContext): readonly Asked[] =>
  apiVersion >= 6 ? request.topics : request.topicNames.map((name) => ({ name, topicId: zeroUuid }))

const refused = (error: ErrorName, { name, topicId }: Asked, errorMessage: string | null) => ({
  name,
  topicId,
  errorCode: errorCodes[error],
  errorMessage
})

/** Entries that name a topic in one way and once; the others get an error. */
function withoutRepeats(asked: readonly Asked[], responses: DeleteTopicsResponseTopicInput[]): readonly Asked[] {
  const refuse = (each: Asked, why: string) => responses.push(refused('INVALID_REQUEST', each, why))
  const counts = new Map<string, { readonly each: Asked; count: number }>()
  for (const each of asked) {
    const hasId = each.topicId !== zeroUuid
    if (each.name !== null && hasId) refuse(each, 'You may not specify both topic name and topic id.')
    else if (each.name === null && !hasId) refuse(each, 'Neither topic name nor id were specified.')
    else {
      const key = each.name === null ? `id ${each.topicId}` : `name ${each.name}`
      const known = counts.get(key)
      if (known === undefined) counts.set(key, { each, count: 1 })
      else known.count++
    }
  }
  const once: Asked[] = []
  for (const { each, count } of counts.values()) {
    if (count === 1) once.push(each)
    else refuse(each, `Duplicate topic ${each.name === null ? 'id' : 'name'}.`)
  }
  return once
}

/** The topics to delete, without duplicates; the other entries get an error. A topic may be named by name and by id. */
function found(
  asked: readonly Asked[],
  responses: DeleteTopicsResponseTopicInput[],
  context: RequestContext
): Iterable<TopicImage> {
  const topics = new Map<string, TopicImage>()
  const repeatedIds = new Set<string>()
  for (const response of responses) if (response.name === null) repeatedIds.add(response.topicId ?? zeroUuid)
  const byId = asked.filter(({ name }) => name === null)
  const byName = asked.filter(({ name }) => name !== null)
  for (const each of [...byId, ...byName]) {
    const { name, topicId } = each
    const topic = name === null ? context.image.topicById(topicId) : context.image.topic(name)
    const shownName = topic?.name ?? name
    const maySee = shownName !== null && context.may('DESCRIBE', 'TOPIC', shownName)
    if (!maySee && (name !== null || topic !== undefined)) {
      // Reveals neither whether a topic of that name exists nor which name an id has.
      responses.push(refused(refusals.TOPIC.error, each, refusals.TOPIC.message))
    } else if (topic === undefined) {
      responses.push(
        name === null
          ? refused('UNKNOWN_TOPIC_ID', each, 'This server does not host this topic ID.')
          : refused('UNKNOWN_TOPIC_OR_PARTITION', each, 'This server does not host this topic-partition.')
      )
    } else if (!context.may('DELETE', 'TOPIC', topic.name)) {
      responses.push(refused(refusals.TOPIC.error, { ...each, name: topic.name }, refusals.TOPIC.message))
    } else if (topics.delete(topic.topicId) || repeatedIds.has(topic.topicId)) {
      const why = 'The provided topic name maps to an ID that was already supplied.'
      responses.push(refused('INVALID_REQUEST', topic, why))
    } else topics.set(topic.topicId, topic)
  }
  return topics.values()
}

async function deleteOne(topic: TopicImage, context: RequestContext) {
  const failure = await context.topics.delete(topic)
  if (failure !== null) return refused(failure.error, topic, failure.message)
  return { name: topic.name, topicId: topic.topicId, errorCode: 0, errorMessage: null }
}
