import { type CreatePartitionsRequestTopic, errorCodes, type Failure, failed, isFailure } from '../../protocol/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { isTimeUp } from '../deadline.ts'
import { tellTopics } from '../tell.ts'

/**
 * CreatePartitions (37): adds partitions to topics. Source: KIP-195;
 * org.apache.kafka.controller.ReplicationControlManager#createPartitions.
 */
export const createPartitions: Handler<'CreatePartitions'> = async (request, context) => {
  const results: ReturnType<typeof answerOf>[] = []
  const counts = new Map<string, number>()
  for (const { name } of request.topics) counts.set(name, (counts.get(name) ?? 0) + 1)
  if (isTimeUp(request.timeoutMs) && [...counts.values()].includes(1))
    return { results: request.topics.map(({ name }) => answerOf(name, failed('REQUEST_TIMED_OUT'))) }
  for (const [name, count] of counts)
    if (count > 1) results.push(answerOf(name, failed('INVALID_REQUEST', 'Duplicate topic name.')))
  for (const topic of request.topics)
    if (counts.get(topic.name) === 1)
      results.push(answerOf(topic.name, await grow(topic, request.validateOnly, context)))
  return { results }
}

const answerOf = (name: string, failure: Failure | null) => ({
  name,
  errorCode: failure === null ? 0 : errorCodes[failure.error],
  errorMessage: failure?.message ?? null
})

async function grow(
  asked: CreatePartitionsRequestTopic,
  validateOnly: boolean,
  context: RequestContext
): Promise<Failure | null> {
  if (!context.may('ALTER', 'TOPIC', asked.name)) return failed('TOPIC_AUTHORIZATION_FAILED')
  const topic = context.image.topic(asked.name)
  if (topic === undefined) return failed('UNKNOWN_TOPIC_OR_PARTITION')
  const extra = context.topics.planGrowth(
    topic,
    asked.count,
    asked.assignments?.map(({ brokerIds }) => brokerIds) ?? null
  )
  if (isFailure(extra)) return extra
  const grown = validateOnly || (await context.topics.grow(topic, extra))
  if (isFailure(grown)) return grown
  if (grown) {
    if (!validateOnly) tellTopics(context, 'given partitions', [asked.name], { partitions: asked.count })
    return null
  }
  return failed('INVALID_PARTITIONS', 'The topic was changed by another request at the same time.')
}
