import type { CommitTopic, PartitionErrors } from '../../coordination/index.ts'
import { getOrAdd } from '../../env/index.ts'
import {
  type ErrorName,
  errorCodes,
  isFailure,
  type OffsetCommitRequestTopic,
  type OffsetCommitResponseTopicInput
} from '../../protocol/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { topicNameOf } from '../partitions.ts'

/**
 * OffsetCommit (8): stores the offsets of a group. v1 adds member and generation (v0 once stored in ZooKeeper; here its offsets
 * are stored with the others), v2 to v4 a retention time, v6 a leader epoch, v7 static members, v9 serves KIP-848 groups, v10 has
 * topic ids.
 */
export const offsetCommit: Handler<'OffsetCommit'> = (request, context) => {
  const { apiVersion } = context
  const { groupId } = request
  const answer = new CommitAnswer(apiVersion >= 10)
  if (!context.may('READ', 'GROUP', groupId)) {
    for (const topic of request.topics) answer.fail(topic, 'GROUP_AUTHORIZATION_FAILED')
    return { topics: answer.topics }
  }
  const topics: CommitTopic[] = []
  for (const topic of request.topics) {
    const known = knownPartitions(topic, context, answer)
    if (known !== null && known.partitions.length > 0) topics.push(known)
  }
  if (topics.length === 0) return { topics: answer.topics }
  const { memberId, groupInstanceId, generationIdOrMemberEpoch: generationId, retentionTimeMs: retentionMs } = request
  return context.groups
    .commitOffsets({ groupId, memberId, groupInstanceId, generationId, retentionMs, apiVersion, topics })
    .then((decided) => {
      answer.addDecided(isFailure(decided) ? [...failedTopics(topics, decided.error)] : decided)
      return { topics: answer.topics }
    })
}

interface TopicErrors {
  readonly name: string
  readonly topicId: string
  readonly partitions: { readonly partitionIndex: number; readonly errorCode: number }[]
}

function* failedTopics(topics: readonly CommitTopic[], error: ErrorName) {
  for (const { topic, topicId, partitions } of topics) {
    yield { topic, topicId, partitions: partitions.map(({ partition }) => ({ partition, error })) }
  }
}

/** The partitions of a topic that may be committed; the others get an error. */
function knownPartitions(
  asked: OffsetCommitRequestTopic,
  context: RequestContext,
  answer: CommitAnswer
): CommitTopic | null {
  const { apiVersion } = context
  const usesIds = apiVersion >= 10
  const name = topicNameOf(context, asked, usesIds)
  if (name === undefined) {
    answer.fail(asked, 'UNKNOWN_TOPIC_ID')
    return null
  }
  if (!context.may('READ', 'TOPIC', name)) {
    answer.fail(asked, 'TOPIC_AUTHORIZATION_FAILED')
    return null
  }
  const image = context.image.topic(name)
  if (image === undefined) {
    answer.fail(asked, 'UNKNOWN_TOPIC_OR_PARTITION')
    return null
  }
  const count = image.partitions.length
  const partitions: CommitTopic['partitions'][number][] = []
  for (const each of asked.partitions) {
    const { partitionIndex: partition } = each
    if (partition < 0 || partition >= count) {
      answer.add(name, asked.topicId, partition, 'UNKNOWN_TOPIC_OR_PARTITION')
      continue
    }
    partitions.push({
      partition,
      offset: each.committedOffset,
      leaderEpoch: each.committedLeaderEpoch,
      metadata: each.committedMetadata,
      commitTimestampMs: each.commitTimestamp
    })
  }
  return { topic: name, topicId: image.topicId, partitions }
}

/**
 * Kafka's order: topics in order of their first failure, then those the coordinator has seen, with one entry per topic. If none
 * failed, a topic that is named twice has two entries, as in the request.
 */
class CommitAnswer {
  readonly #usesIds: boolean
  readonly #byTopic = new Map<string, TopicErrors>()

  #asInRequest: TopicErrors[] | undefined

  constructor(usesIds: boolean) {
    this.#usesIds = usesIds
  }

  get topics(): OffsetCommitResponseTopicInput[] {
    const usesIds = this.#usesIds
    return (this.#asInRequest ?? [...this.#byTopic.values()]).map(({ name, topicId, partitions }) =>
      usesIds ? { topicId, partitions } : { name, partitions }
    )
  }

  addDecided(topics: readonly PartitionErrors[]): void {
    if (this.#byTopic.size > 0) {
      for (const { topic, topicId, partitions } of topics)
        for (const { partition, error } of partitions) this.add(topic, topicId, partition, error)
      return
    }
    this.#asInRequest = topics.map(({ topic, topicId, partitions }) => ({
      name: topic,
      topicId,
      partitions: partitions.map(({ partition, error }) => ({
        partitionIndex: partition,
        errorCode: errorCodes[error]
      }))
    }))
  }

  add(name: string, topicId: string, partitionIndex: number, error: ErrorName): void {
    this.#entryOf(name, topicId).partitions.push({ partitionIndex, errorCode: errorCodes[error] })
  }

  fail({ name, topicId, partitions }: OffsetCommitRequestTopic, error: ErrorName): void {
    this.#entryOf(name, topicId)
    for (const { partitionIndex } of partitions) this.add(name, topicId, partitionIndex, error)
  }

  #entryOf(name: string, topicId: string): TopicErrors {
    return getOrAdd(this.#byTopic, this.#usesIds ? topicId : name, () => ({ name, topicId, partitions: [] }))
  }
}
