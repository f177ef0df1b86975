import type { FetchAnswer, FetchedPartition, FetchedTopic } from '../../coordination/index.ts'
import { type ErrorName, errorCodes, type OffsetFetchResponseInput } from '../../protocol/index.ts'
import { zeroUuid } from '../../wire/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { topicNameOf } from '../partitions.ts'

interface AskedTopic {
  readonly name: string
  readonly topicId: string
  readonly partitionIndexes: readonly number[]
}

interface AskedGroup {
  readonly groupId: string
  readonly memberId: string | null
  readonly memberEpoch: number
  readonly topics: readonly AskedTopic[] | null
}

/**
 * OffsetFetch (9): returns the committed offsets of a group. v1 reads from Kafka what v0 read from ZooKeeper, v2 can return all
 * topics of a group and has a top-level error, v5 adds leader epochs, v7 waits for open transactions (KIP-447), v8 takes several
 * groups (KIP-709), v9 serves members of KIP-848 groups, v10 has topic ids. A group's full offsets are returned once per
 * response; naming it again is refused, so that a small request cannot ask for any number of copies.
 */
export const offsetFetch: Handler<'OffsetFetch'> = async (request, context) => {
  const { apiVersion } = context
  const { requireStable } = request
  if (apiVersion >= 8) {
    const whole = new Set<string>()
    const answers = request.groups.map((group) => {
      const isRepeated = group.topics === null && whole.has(group.groupId)
      if (group.topics === null) whole.add(group.groupId)
      return isRepeated ? repeated : answerOf(group, requireStable, context)
    })
    const groups = await Promise.all(answers)
    return {
      groups: groups.map(({ error, topics }, index) => ({
        groupId: request.groups[index]?.groupId ?? '',
        errorCode: errorCodes[error],
        topics: topics.map((topic) => topicFields(topic, apiVersion))
      }))
    }
  }
  const topics =
    request.topics?.map(({ name, partitionIndexes }) => ({ name, topicId: zeroUuid, partitionIndexes })) ?? null
  const asked: AskedGroup = { groupId: request.groupId, memberId: null, memberEpoch: -1, topics }
  return oldResponse(asked, await answerOf(asked, requireStable, context), apiVersion)
}

const repeated: FetchAnswer = { error: 'INVALID_REQUEST', topics: [] }

const none = (partition: number, error: ErrorName): FetchedPartition => ({
  partition,
  offset: -1n,
  leaderEpoch: -1,
  metadata: '',
  error
})

function answerOf(
  asked: AskedGroup,
  requireStable: boolean,
  context: RequestContext
): FetchAnswer | Promise<FetchAnswer> {
  const { groupId, memberId, memberEpoch } = asked
  if (!context.may('DESCRIBE', 'GROUP', groupId)) return { error: 'GROUP_AUTHORIZATION_FAILED', topics: [] }
  const refused: FetchedTopic[] = []
  const topics = asked.topics?.flatMap((topic) => knownTopic(topic, context, refused)) ?? null
  const answer = context.groups.fetchOffsets({ groupId, memberId, memberEpoch, topics, requireStable })
  const complete = (fetched: FetchAnswer): FetchAnswer => {
    if (fetched.error !== 'NONE') return fetched
    return {
      error: 'NONE',
      topics: topics === null ? visibleTopics(fetched, context) : [...fetched.topics, ...refused]
    }
  }
  return answer instanceof Promise ? answer.then(complete) : complete(answer)
}

function knownTopic(asked: AskedTopic, context: RequestContext, refused: FetchedTopic[]) {
  const { apiVersion } = context
  const { topicId, partitionIndexes: partitions } = asked
  const usesIds = apiVersion >= 10
  const name = topicNameOf(context, asked, usesIds)
  const error =
    name === undefined
      ? 'UNKNOWN_TOPIC_ID'
      : context.may('DESCRIBE', 'TOPIC', name)
        ? null
        : 'TOPIC_AUTHORIZATION_FAILED'
  if (name !== undefined && error === null) {
    return [{ topic: name, topicId: usesIds ? topicId : (context.image.topic(name)?.topicId ?? zeroUuid), partitions }]
  }
  refused.push({
    topic: asked.name,
    topicId,
    partitions: partitions.map((partition) => none(partition, error ?? 'UNKNOWN_TOPIC_ID'))
  })
  return []
}

/** All topics of the group that this client may see; when using ids, those that have one. */
function visibleTopics({ topics }: FetchAnswer, context: RequestContext): FetchedTopic[] {
  const { apiVersion } = context
  return topics
    .filter(({ topic }) => context.may('DESCRIBE', 'TOPIC', topic))
    .map((fetched) => ({ ...fetched, topicId: context.image.topic(fetched.topic)?.topicId ?? zeroUuid }))
    .filter(({ topicId }) => apiVersion < 10 || topicId !== zeroUuid)
}

const partitionFields = ({ partition, offset, leaderEpoch, metadata, error }: FetchedPartition) => ({
  partitionIndex: partition,
  committedOffset: offset,
  committedLeaderEpoch: leaderEpoch,
  metadata,
  errorCode: errorCodes[error]
})

function topicFields({ topic, topicId, partitions: fetched }: FetchedTopic, apiVersion: number) {
  const partitions = fetched.map(partitionFields)
  return apiVersion >= 10 ? { topicId, partitions } : { name: topic, partitions }
}

/** Before version 2 a group error can only be reported per partition; in version 0 a missing offset is an error. */
function oldResponse(asked: AskedGroup, answer: FetchAnswer, apiVersion: number): OffsetFetchResponseInput {
  const isBefore2 = apiVersion < 2
  const isFailed = isBefore2 && answer.error !== 'NONE'
  const topics = isFailed
    ? (asked.topics ?? []).map(({ name, partitionIndexes }) => ({
        topic: name,
        partitions: partitionIndexes.map((partition) => none(partition, answer.error))
      }))
    : answer.topics
  const shown = (fetched: FetchedPartition): FetchedPartition => {
    const isMissing = apiVersion === 0 && fetched.error === 'NONE' && fetched.offset === -1n
    return isMissing ? { ...fetched, error: 'UNKNOWN_TOPIC_OR_PARTITION' } : fetched
  }
  return {
    errorCode: isBefore2 ? 0 : errorCodes[answer.error],
    topics: topics.map(({ topic, partitions }) => ({
      name: topic,
      partitions: partitions.map((fetched) => partitionFields(shown(fetched)))
    }))
  }
}
