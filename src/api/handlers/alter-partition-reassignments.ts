import { faultOfReplicas } from '../../controller/index.ts'
import {
  type AlterPartitionReassignmentsRequest,
  type AlterPartitionReassignmentsResponseInput,
  type ErrorName,
  errorCodes,
  type Failure,
  failed
} from '../../protocol/index.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { isTimeUp } from '../deadline.ts'

type TopicAnswer = NonNullable<AlterPartitionReassignmentsResponseInput['responses']>[number]

/**
 * AlterPartitionReassignments (45): moves the replicas of partitions, or with null for the replicas cancels a move. On one
 * node the only replica is this broker, so that a valid move is one to itself and done at once, and there is none to cancel.
 * v1 may forbid another number of replicas (KIP-860), which one node cannot have either.
 * Source: KIP-455; org.apache.kafka.controller.ReplicationControlManager#alterPartitionReassignments.
 */
export const alterPartitionReassignments: Handler<'AlterPartitionReassignments'> = (request, context) => {
  const base = { allowReplicationFactorChange: request.allowReplicationFactorChange }
  if (request.topics.length === 0) return { ...base, errorCode: 0, errorMessage: '', responses: [] }
  const refusal = refusalOf(request, context)
  return {
    ...base,
    errorCode: refusal === null ? 0 : errorCodes[refusal.error],
    errorMessage: refusal?.message ?? null,
    responses: request.topics.map((topic) => answerOf(topic, refusal, context))
  }
}

/** Why nothing of the request is done. */
function refusalOf({ timeoutMs }: AlterPartitionReassignmentsRequest, context: RequestContext): Failure | null {
  if (!mayOnCluster(context, 'ALTER')) return failed('CLUSTER_AUTHORIZATION_FAILED', notAuthorized)
  return isTimeUp(timeoutMs) ? failed('REQUEST_TIMED_OUT') : null
}

function answerOf(
  { name, partitions }: AlterPartitionReassignmentsRequest['topics'][number],
  refusal: Failure | null,
  context: RequestContext
): TopicAnswer {
  return {
    name,
    partitions: partitions.map(({ partitionIndex, replicas }) => {
      const fault = refusal ?? faultOf(name, partitionIndex, replicas, context)
      const error: ErrorName = fault?.error ?? 'NONE'
      return { partitionIndex, errorCode: errorCodes[error], errorMessage: fault?.message ?? null }
    })
  }
}

function faultOf(
  topic: string,
  partition: number,
  replicas: readonly number[] | null,
  context: RequestContext
): Failure | null {
  const image = context.image.topic(topic)
  if (image === undefined) return failed('UNKNOWN_TOPIC_OR_PARTITION', `Unable to find a topic named ${topic}.`)
  if (image.partitions[partition] === undefined)
    return failed('UNKNOWN_TOPIC_OR_PARTITION', `Unable to find partition ${topic}:${partition}.`)
  if (replicas === null) return failed('NO_REASSIGNMENT_IN_PROGRESS')
  return faultOfReplicas(context.image, replicas, undefined)
}
