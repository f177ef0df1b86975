import { isInternalTopic } from '../../controller/index.ts'
import { invalidTopicName, type TopicImage } from '../../metadata/index.ts'
import {
  type ErrorName,
  errorCodes,
  isFailure,
  type MetadataRequest,
  type MetadataResponseTopicInput
} from '../../protocol/index.ts'
import { authorizedOperations } from '../../security/index.ts'
import { zeroUuid } from '../../wire/index.ts'
import { clusterOperations, mayOnCluster } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { leaderErrors, type Node, nodesOf } from '../nodes.ts'
import { tellTopics } from '../tell.ts'

type TopicAnswer = MetadataResponseTopicInput

/**
 * Metadata (3): brokers, topics, partition leaders and the addresses this client should use. v0 requests all topics with an empty
 * list, v1 with null; v4 lets a client forbid auto-creation; v8 returns authorized operations (KIP-430); v10 and v12 take topic
 * ids (KIP-516). Source: kafka.server.KafkaApis#handleTopicMetadataRequest.
 */
export const metadata: Handler<'Metadata'> = async (request, context) => {
  const { apiVersion } = context
  if (apiVersion < 12 && request.topics?.some(({ name, topicId }) => name === null || topicId !== zeroUuid))
    return refusedAnswer(request)
  const asksAll = request.topics === null || (apiVersion === 0 && request.topics.length === 0)
  const nodes = nodesOf(context)
  const describe = describer(request, nodes, context)
  const topics = asksAll ? allTopics(describe, context) : await askedTopics(request, describe, context)
  return {
    brokers: nodes,
    clusterId: context.cluster.id,
    controllerId: context.image.controllerId,
    topics,
    clusterAuthorizedOperations: clusterOperations(request.includeClusterAuthorizedOperations, context),
    errorCode: 0
  }
}

/** Before v12 topics cannot be requested by id. Like Kafka, refuses the whole request. */
const refusedAnswer = ({ topics }: MetadataRequest) => ({
  brokers: [],
  clusterId: null,
  topics: (topics ?? []).map(({ name, topicId }) => failedAnswer('INVALID_REQUEST', name ?? '', topicId))
})

function allTopics(describe: Describe, context: RequestContext): TopicAnswer[] {
  const answers: TopicAnswer[] = []
  for (const topic of context.image.topics) {
    if (context.may('DESCRIBE', 'TOPIC', topic.name)) answers.push(describe(topic))
  }
  return answers
}

async function askedTopics(
  request: MetadataRequest,
  describe: Describe,
  context: RequestContext
): Promise<TopicAnswer[]> {
  const answers: TopicAnswer[] = []
  const seen = new Set<string>()
  const asked = request.topics ?? []
  // A single id makes it a request by ids, in which names are ignored.
  const usesIds = asked.some(({ topicId }) => topicId !== zeroUuid)
  for (const { name, topicId } of asked) {
    if (usesIds && topicId === zeroUuid) continue
    const key = name ?? topicId
    if (seen.has(key)) continue
    seen.add(key)
    answers.push(
      name === null || topicId !== zeroUuid
        ? byId(topicId, describe, context)
        : await byName(name, request, describe, context)
    )
  }
  return answers
}

const failedAnswer = (error: ErrorName, name: string | null, topicId = zeroUuid): TopicAnswer => ({
  errorCode: errorCodes[error],
  name,
  topicId,
  isInternal: name !== null && isInternalTopic(name),
  partitions: []
})

function byId(topicId: string, describe: Describe, context: RequestContext): TopicAnswer {
  const topic = topicId === zeroUuid ? undefined : context.image.topicById(topicId)
  if (topic === undefined) return failedAnswer('UNKNOWN_TOPIC_ID', null, topicId)
  // A client that knows a topic's id may know that the topic exists.
  const isAllowed = context.may('DESCRIBE', 'TOPIC', topic.name)
  return isAllowed ? describe(topic) : failedAnswer('TOPIC_AUTHORIZATION_FAILED', null, topicId)
}

async function byName(
  name: string,
  request: MetadataRequest,
  describe: Describe,
  context: RequestContext
): Promise<TopicAnswer> {
  const { apiVersion } = context
  const notAllowed = failedAnswer('TOPIC_AUTHORIZATION_FAILED', name)
  if (!context.may('DESCRIBE', 'TOPIC', name)) return { ...notAllowed, isInternal: false }
  const found = context.image.topic(name)
  if (found !== undefined) return describe(found)
  const mayCreate =
    (apiVersion < 4 || request.allowAutoTopicCreation) && context.config.boolean('auto.create.topics.enable')
  if (mayCreate && !mayOnCluster(context, 'CREATE') && !context.may('CREATE', 'TOPIC', name)) return notAllowed
  const refuse = (error: ErrorName) => ({ ...failedAnswer(error, name), ...topicOperations(name, request, context) })
  if (invalidTopicName(name) !== null) return refuse('INVALID_TOPIC_EXCEPTION')
  if (!mayCreate) return refuse('UNKNOWN_TOPIC_OR_PARTITION')
  const made = isInternalTopic(name)
    ? await context.topics.ensureInternal(name)
    : await context.topics.ensure({ name, partitions: -1, replicationFactor: -1, assignments: [], configs: new Map() })
  if (isFailure(made)) return refuse(made.error)
  tellTopics(context, 'created', [name], { why: 'a client asked for it and it was not there' })
  // Kafka creates the topic in the background and makes the client retry. The dev profile avoids that.
  return context.config.profile === 'production' ? refuse('UNKNOWN_TOPIC_OR_PARTITION') : describe(made)
}

const topicOperations = (name: string, request: MetadataRequest, context: RequestContext) =>
  request.includeTopicAuthorizedOperations
    ? { topicAuthorizedOperations: authorizedOperations(context, 'TOPIC', name) }
    : {}

type Describe = (topic: TopicImage) => TopicAnswer

/** For all topics of one request. */
function describer(request: MetadataRequest, nodes: readonly Node[], context: RequestContext): Describe {
  const errorOf = leaderErrors(nodes, context)
  return (topic) => ({
    errorCode: 0,
    name: topic.name,
    topicId: topic.topicId,
    isInternal: topic.isInternal,
    partitions: topic.partitions.map((partition, partitionIndex) => {
      const errorCode = errorOf(partition.leader)
      return {
        errorCode,
        partitionIndex,
        leaderId: errorCode === 0 ? partition.leader : -1,
        leaderEpoch: partition.leaderEpoch,
        replicaNodes: partition.replicas,
        isrNodes: partition.isr,
        offlineReplicas: context.image.offlineReplicas(partition)
      }
    }),
    ...topicOperations(topic.name, request, context)
  })
}
