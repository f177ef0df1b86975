import { offsetsTopic } from '../../controller/index.ts'
import type { CommitTopic, PartitionErrors } from '../../coordination/index.ts'
import {
  type ErrorName,
  errorCodes,
  type Failure,
  isFailure,
  type TxnOffsetCommitRequest,
  type TxnOffsetCommitRequestTopic,
  type TxnOffsetCommitResponseTopicInput
} from '../../protocol/index.ts'
import { zeroUuid } from '../../wire/index.ts'
import type { Handler, RequestContext } from '../context.ts'

/**
 * TxnOffsetCommit (28): stores offsets that take effect when the transaction commits. v3 adds the member, which must belong to
 * the group's generation (KIP-447); from v5 on this request also adds the offsets to the transaction (KIP-890). Source: KIP-98;
 * kafka.server.KafkaApis#handleTxnOffsetCommitRequest.
 */
export const txnOffsetCommit: Handler<'TxnOffsetCommit'> = async (request, context) => {
  const { transactionalId, groupId, topics } = request
  if (!context.may('WRITE', 'TRANSACTIONAL_ID', transactionalId))
    return { topics: topics.map((topic) => failed(topic, 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED')) }
  if (!context.may('READ', 'GROUP', groupId))
    return { topics: topics.map((topic) => failed(topic, 'GROUP_AUTHORIZATION_FAILED')) }
  const answer = new Map<string, Answered>()
  const allowed = topics.map((topic) => knownPartitions(topic, context, answer)).filter((topic) => topic !== null)
  if (allowed.length === 0) return { topics: [...answer.values()] }
  const outcome = await context.groups.commitInTransaction({
    groupId,
    memberId: request.memberId,
    groupInstanceId: request.groupInstanceId,
    generationId: request.generationId,
    apiVersion: context.apiVersion,
    producerId: Number(request.producerId),
    producerEpoch: request.producerEpoch,
    topics: allowed,
    bumpsEpoch: context.apiVersion >= 5,
    admit: admission(request, context)
  })
  const decided = isFailure(outcome) ? allErrors(allowed, outcome.error) : outcome
  for (const { topic, partitions } of decided)
    for (const { partition, error } of partitions) add(answer, topic, partition, error)
  return { topics: [...answer.values()] }
}

function admission({ transactionalId, producerId, producerEpoch }: TxnOffsetCommitRequest, context: RequestContext) {
  const { apiVersion, config, transactions } = context
  const adds = apiVersion >= 5
  if (!adds && !config.boolean('transaction.partition.verification.enable')) return undefined
  return async (partition: number): Promise<Failure | null> => {
    const [failure = null] = await transactions.admit({
      transactionalId,
      producerId: Number(producerId),
      producerEpoch,
      partitions: [{ topic: offsetsTopic, partition }],
      adds,
      knowsAbortable: apiVersion >= 4
    })
    return failure
  }
}

interface Answered extends TxnOffsetCommitResponseTopicInput {
  readonly partitions: { readonly partitionIndex: number; readonly errorCode: number }[]
}

const failed = ({ name, partitions }: TxnOffsetCommitRequestTopic, error: ErrorName): Answered => ({
  name,
  partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode: errorCodes[error] }))
})

/** Topics in the order in which they were first answered, as in Kafka. */
function add(answer: Map<string, Answered>, name: string, partitionIndex: number, error: ErrorName): void {
  const entry = answer.get(name) ?? { name, partitions: [] }
  answer.set(name, entry)
  entry.partitions.push({ partitionIndex, errorCode: errorCodes[error] })
}

/** The partitions of a topic that may be committed; the others get an error. */
function knownPartitions(
  { name, partitions }: TxnOffsetCommitRequestTopic,
  context: RequestContext,
  answer: Map<string, Answered>
): CommitTopic | null {
  const image = context.image.topic(name)
  const mayRead = context.may('READ', 'TOPIC', name)
  const known = []
  for (const { partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata } of partitions) {
    if (!mayRead) add(answer, name, partitionIndex, 'TOPIC_AUTHORIZATION_FAILED')
    else if (image?.partitions[partitionIndex] === undefined)
      add(answer, name, partitionIndex, 'UNKNOWN_TOPIC_OR_PARTITION')
    else
      known.push({
        partition: partitionIndex,
        offset: committedOffset,
        leaderEpoch: committedLeaderEpoch,
        metadata: committedMetadata,
        commitTimestampMs: -1n
      })
  }
  return known.length === 0 ? null : { topic: name, topicId: image?.topicId ?? zeroUuid, partitions: known }
}

const allErrors = (topics: readonly CommitTopic[], error: ErrorName): PartitionErrors[] =>
  topics.map(({ topic, topicId, partitions }) => ({
    topic,
    topicId,
    partitions: partitions.map(({ partition }) => ({ partition, error }))
  }))
