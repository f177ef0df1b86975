import { errorCodes, type Failure, failed, isFailure } from '../../protocol/index.ts'
import { zeroUuid } from '../../wire/index.ts'
import { refusals } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { servesShareGroups } from '../group-protocols.ts'

interface AskedGroup {
  readonly groupId: string
  readonly topics: readonly { readonly topicName: string; readonly partitions: readonly number[] }[] | null
}

const unknownStart = -1n
const unknownLag = -1n

/**
 * DescribeShareGroupOffsets (90): the start offsets of share groups in each partition (KIP-932), and in v1 their lag (KIP-1226).
 * Null topics request everything the group has state for; topics that the client may not see are then omitted.
 */
export const describeShareGroupOffsets: Handler<'DescribeShareGroupOffsets'> = async (request, context) => ({
  groups: await Promise.all(
    request.groups.map(async (asked) => {
      const { groupId } = asked
      const topics = await topicsOf(asked, context)
      if (!isFailure(topics)) return { groupId, topics, errorCode: 0, errorMessage: null }
      return { groupId, topics: [], errorCode: errorCodes[topics.error], errorMessage: topics.message ?? null }
    })
  )
})

/** A group that does not exist or is of another type has no start offsets, which is not an error. */
async function topicsOf({ groupId, topics }: AskedGroup, context: RequestContext) {
  if (!servesShareGroups(context)) return failed('UNSUPPORTED_VERSION')
  if (!context.may('DESCRIBE', 'GROUP', groupId)) return failed('GROUP_AUTHORIZATION_FAILED')
  const maySee = (topic: string) => context.may('DESCRIBE', 'TOPIC', topic)
  const group = context.groups.shareGroup(groupId)
  const isNone = isFailure(group) && (group.error === 'GROUP_ID_NOT_FOUND' || group.error === 'INVALID_GROUP_ID')
  // As in Kafka, the group is not looked up if the client may see none of the topics.
  const asksForNothing = topics !== null && !topics.some(({ topicName }) => maySee(topicName))
  if (isFailure(group) && !isNone && !asksForNothing) return group
  const { image } = context
  const initialized: ReadonlyMap<string, ReadonlySet<number>> = isFailure(group)
    ? new Map()
    : group.statePartitions.initialized
  const known = [...initialized].flatMap(([topicId, partitions]) => {
    const topicName = image.topicById(topicId)?.name
    const isSeen = topicName !== undefined && maySee(topicName)
    return isSeen ? [{ topicName, partitions: [...partitions] }] : []
  })
  const isKnown = ({ topicName }: { readonly topicName: string }) =>
    initialized.has(image.topic(topicName)?.topicId ?? zeroUuid)
  const asked = topics ?? known
  return Promise.all(
    [...asked.filter(isKnown), ...asked.filter((topic) => !isKnown(topic))].map(async ({ topicName, partitions }) => {
      const topicId = image.topic(topicName)?.topicId ?? zeroUuid
      const isAllowed = maySee(topicName)
      const refused = isAllowed ? null : failed(refusals.TOPIC.error, refusals.TOPIC.message)
      const rows = partitions.map((partition) =>
        refused === null && initialized.get(topicId)?.has(partition) === true
          ? startOf({ groupId, topicId, partition }, topicName, context)
          : rowOf(partition, refused)
      )
      return { topicName, topicId: isAllowed ? topicId : zeroUuid, partitions: await Promise.all(rows) }
    })
  )
}

const rowOf = (
  partitionIndex: number,
  failure: Failure | null,
  startOffset = unknownStart,
  lag = unknownLag,
  leaderEpoch = 0
) => ({
  partitionIndex,
  startOffset,
  leaderEpoch,
  lag,
  errorCode: errorCodes[failure?.error ?? 'NONE'],
  errorMessage: failure?.message ?? null
})

async function startOf(
  key: { readonly groupId: string; readonly topicId: string; readonly partition: number },
  topicName: string,
  context: RequestContext
) {
  const { partition } = key
  const summary = await context.shareStates.summary(key)
  // As in Kafka, state that cannot be read counts as missing.
  if (isFailure(summary)) return rowOf(partition, null)
  const { startOffset, deliveryCompleteCount, leaderEpoch } = summary
  if (startOffset === -1 || deliveryCompleteCount === -1)
    return rowOf(partition, null, BigInt(startOffset), unknownLag, leaderEpoch)
  const end = await context.endOffset(topicName, partition)
  if (isFailure(end)) return rowOf(partition, end, 0n)
  return rowOf(partition, null, BigInt(startOffset), BigInt(end - startOffset - deliveryCompleteCount), leaderEpoch)
}
