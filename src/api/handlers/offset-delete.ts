import { getOrAdd } from '../../env/index.ts'
import { type ErrorName, errorCodes, isFailure } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/** OffsetDelete (47): deletes offsets of topics that the group does not currently subscribe to (KIP-496). */
export const offsetDelete: Handler<'OffsetDelete'> = async (request, context) => {
  const { groupId } = request
  const refuse = (error: ErrorName) => ({ errorCode: errorCodes[error], topics: [] })
  if (!context.may('DELETE', 'GROUP', groupId)) return refuse('GROUP_AUTHORIZATION_FAILED')
  const answers = new Map<string, { partitionIndex: number; errorCode: number }[]>()
  const answerFor = (topic: string) => getOrAdd(answers, topic, () => [])
  const add = (topic: string, partitionIndex: number, error: ErrorName) => {
    answerFor(topic).push({ partitionIndex, errorCode: errorCodes[error] })
  }
  const topics = request.topics.flatMap(({ name, partitions }) => {
    const isAllowed = context.may('READ', 'TOPIC', name)
    const count = isAllowed ? (context.image.topic(name)?.partitions.length ?? 0) : 0
    const isThere = (index: number) => index >= 0 && index < count
    const known = partitions.map(({ partitionIndex }) => partitionIndex).filter(isThere)
    if (count === 0) answerFor(name)
    const error = isAllowed ? 'UNKNOWN_TOPIC_OR_PARTITION' : 'TOPIC_AUTHORIZATION_FAILED'
    for (const { partitionIndex } of partitions) if (!isThere(partitionIndex)) add(name, partitionIndex, error)
    return known.length === 0 ? [] : [{ topic: name, partitions: known }]
  })
  const decided = await context.groups.deleteOffsets({ groupId, topics })
  if (isFailure(decided)) return refuse(decided.error)
  // Merged as in Kafka: a topic that is named twice has two entries unless some partition did not exist.
  if (answers.size === 0) {
    const asInRequest = decided.map(({ topic, partitions }) => ({
      name: topic,
      partitions: partitions.map(({ partition, error }) => ({
        partitionIndex: partition,
        errorCode: errorCodes[error]
      }))
    }))
    return { errorCode: 0, topics: asInRequest }
  }
  for (const { topic, partitions } of decided)
    for (const { partition, error } of partitions) add(topic, partition, error)
  return { errorCode: 0, topics: [...answers].map(([name, partitions]) => ({ name, partitions })) }
}
