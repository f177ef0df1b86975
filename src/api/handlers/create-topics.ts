import { sensitive, topicTable } from '../../config/index.ts'
import { type PlannedTopic, tooManyPartitions } from '../../controller/index.ts'
import {
  type CreateTopicsRequestTopic,
  type CreateTopicsResponseTopicInput,
  errorCodes,
  type Failure,
  failed,
  isFailure
} from '../../protocol/index.ts'
import { mayOnCluster } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { isTimeUp } from '../deadline.ts'
import { tellTopics } from '../tell.ts'

/**
 * CreateTopics (19): creates topics, or with `validateOnly` only checks them. The topics are usable on every connection once this
 * responds. v1 adds messages, v4 accepts -1 for defaults (KIP-464), v5 returns the configs (KIP-525), v7 the topic id. Source:
 * org.apache.kafka.controller.ReplicationControlManager#createTopics.
 */
export const createTopics: Handler<'CreateTopics'> = async (request, context) => {
  const repeated = repeatedNames(request.topics)
  if (isTimeUp(request.timeoutMs) && request.topics.some(({ name }) => !repeated.has(name)))
    return {
      topics: request.topics.map(({ name }) => answerOf(name, failed('REQUEST_TIMED_OUT'), context))
    }
  const plans = plansOf(request.topics, repeated, context)
  const good = [...plans.values()].filter((planned): planned is PlannedTopic => !isFailure(planned))
  if (good.length > 0 && !request.validateOnly) {
    const failures = await context.topics.create(good)
    for (const [n, { name }] of good.entries()) {
      const failure = failures[n] ?? null
      if (failure !== null) plans.set(name, failure)
    }
    const made = [...plans.values()].filter((planned): planned is PlannedTopic => !isFailure(planned))
    for (const { name, configs } of made)
      context.configs.tellWithoutEffect({ type: 'topics', name, table: topicTable }, configs)
    const [first] = made
    const size = { partitions: first?.replicas.length, replicationFactor: first?.replicas[0]?.length }
    const names = made.map(({ name }) => name)
    tellTopics(context, 'created', names, names.length === 1 ? size : {})
  }
  return {
    topics: [...plans].map(([name, planned]) => answerOf(name, planned, context))
  }
}

/** In request order; names that appear twice come last, as in Kafka. */
function plansOf(
  topics: readonly CreateTopicsRequestTopic[],
  repeated: ReadonlySet<string>,
  context: RequestContext
): Map<string, PlannedTopic | Failure> {
  const once = topics.filter(({ name }) => !repeated.has(name))
  const tooMany = tooManyPartitions(
    once.map(({ numPartitions, assignments }) => Math.max(numPartitions, assignments.length))
  )
  const plans = new Map<string, PlannedTopic | Failure>()
  const taken = new Set<string>()
  for (const topic of once) {
    let planned = tooMany ?? plan(topic, context)
    const marks = context.topics.collisionMarks(topic.name)
    if (!isFailure(planned) && marks.some((mark) => taken.has(mark))) {
      planned = failed('INVALID_TOPIC_EXCEPTION', `Topic '${topic.name}' collides with another topic of this request.`)
    }
    if (!isFailure(planned)) for (const mark of marks) taken.add(mark)
    plans.set(topic.name, planned)
  }
  for (const name of repeated) plans.set(name, failed('INVALID_REQUEST', 'Duplicate topic name.'))
  return plans
}

function repeatedNames(topics: readonly { readonly name: string }[]): ReadonlySet<string> {
  const seen = new Set<string>()
  return new Set(topics.map(({ name }) => name).filter((name) => seen.size === seen.add(name).size))
}

function plan(topic: CreateTopicsRequestTopic, context: RequestContext): PlannedTopic | Failure {
  if (!mayOnCluster(context, 'CREATE') && !context.may('CREATE', 'TOPIC', topic.name))
    return failed('TOPIC_AUTHORIZATION_FAILED', 'Authorization failed.')
  return context.topics.plan({
    name: topic.name,
    partitions: topic.numPartitions,
    replicationFactor: topic.replicationFactor,
    assignments: topic.assignments.map(({ partitionIndex, brokerIds }) => ({ partition: partitionIndex, brokerIds })),
    configs: new Map(topic.configs.map(({ name, value }) => [name, value]))
  })
}

function answerOf(
  name: string,
  planned: PlannedTopic | Failure,
  context: RequestContext
): CreateTopicsResponseTopicInput {
  if (isFailure(planned)) {
    return { name, errorCode: errorCodes[planned.error], errorMessage: planned.message, configs: [] }
  }
  const made = { name, topicId: planned.topicId, errorCode: 0, errorMessage: null }
  if (!context.may('DESCRIBE_CONFIGS', 'TOPIC', name))
    return { ...made, topicConfigErrorCode: errorCodes.TOPIC_AUTHORIZATION_FAILED, configs: [] }
  return {
    ...made,
    numPartitions: planned.replicas.length,
    replicationFactor: planned.replicas[0]?.length ?? -1,
    configs: context.config.topicConfigNames(planned.configs).map((config) => {
      const { row, value, source } = context.config.describeTopic(config, planned.configs)
      return {
        name: config,
        value: sensitive(row) ? null : value,
        readOnly: false,
        configSource: source,
        isSensitive: sensitive(row)
      }
    })
  }
}
