import { asOffset, errorCodes, type Failure, failed, isFailure } from '../../protocol/index.ts'
import { zeroUuid } from '../../wire/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { servesShareGroups } from '../group-protocols.ts'
import { failedRow, groupRefused, refusedOffsets, topicRefused, unknownTopic } from '../share-errors.ts'

/**
 * AlterShareGroupOffsets (91): sets where an empty share group continues in each partition, and creates the group if needed
 * (KIP-932). Topics that cannot be altered come first in the response.
 */
export const alterShareGroupOffsets: Handler<'AlterShareGroupOffsets'> = async (request, context) => {
  const { groupId, topics } = request
  if (!servesShareGroups(context)) return refusedOffsets(failed('UNSUPPORTED_VERSION'))
  if (!context.may('READ', 'GROUP', groupId)) return refusedOffsets(groupRefused)
  const refused = topics.flatMap((topic) => {
    const failure = refusalOf(topic.topicName, context)
    const topicId = context.image.topic(topic.topicName)?.topicId ?? zeroUuid
    const rows = topic.partitions.map(({ partitionIndex }) => rowOf(partitionIndex, failure))
    return failure === null ? [] : [{ topicName: topic.topicName, topicId, partitions: rows }]
  })
  const known = topics.flatMap(({ topicName, partitions }) => {
    const topic = refusalOf(topicName, context) === null ? context.image.topic(topicName) : undefined
    if (topic === undefined) return []
    const altered = partitions.map((each) => ({
      partition: each.partitionIndex,
      startOffset: asOffset(each.startOffset)
    }))
    const { topicId } = topic
    return [{ topicName, topicId, partitionCount: topic.partitions.length, partitions: altered }]
  })
  const altered = await context.groups.alterShareOffsets(groupId, known)
  if (isFailure(altered)) return refusedOffsets(altered)
  const done = altered.map((rows, index) => ({
    topicName: known[index]?.topicName ?? '',
    topicId: known[index]?.topicId ?? zeroUuid,
    partitions: rows.map(({ partition, failure }) => rowOf(partition, failure))
  }))
  return { errorCode: errorCodes.NONE, errorMessage: null, responses: [...refused, ...done] }
}

function refusalOf(topic: string, context: RequestContext): Failure | null {
  if (!context.may('READ', 'TOPIC', topic)) return topicRefused
  return context.image.topic(topic) === undefined ? unknownTopic : null
}

const rowOf = (partitionIndex: number, failure: Failure | null) => ({ partitionIndex, ...failedRow(failure) })
