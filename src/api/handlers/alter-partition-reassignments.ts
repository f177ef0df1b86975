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
 * AlterPartitionReassignments (45): moves the replicas of partitions; null replicas cancel a move. v1 can forbid changing the
 * replication factor (KIP-860). Source: KIP-455;
 * org.apache.kafka.controller.ReplicationControlManager#alterPartitionReassignments.
 */
export const alterPartitionReassignments: Handler<'AlterPartitionReassignments'> = async (request, context) => {
  const base = { allowReplicationFactorChange: request.allowReplicationFactorChange }
  if (request.topics.length === 0) return { ...base, errorCode: 0, errorMessage: '', responses: [] }
  const refusal = refusalOf(request, context)
  return {
    ...base,
    errorCode: refusal === null ? 0 : errorCodes[refusal.error],
    errorMessage: refusal?.message ?? null,
    responses: await Promise.all(request.topics.map((topic) => answerOf(topic, request, refusal, context)))
  }
}

/** Why the whole request is refused. */
function refusalOf({ timeoutMs }: AlterPartitionReassignmentsRequest, context: RequestContext): Failure | null {
  if (!mayOnCluster(context, 'ALTER')) return failed('CLUSTER_AUTHORIZATION_FAILED', notAuthorized)
  return isTimeUp(timeoutMs) ? failed('REQUEST_TIMED_OUT') : null
}

async function answerOf(
  { name, partitions }: AlterPartitionReassignmentsRequest['topics'][number],
  { allowReplicationFactorChange: allowsFactorChange }: AlterPartitionReassignmentsRequest,
  refusal: Failure | null,
  context: RequestContext
): Promise<TopicAnswer> {
  return {
    name,
    partitions: await Promise.all(
      partitions.map(async ({ partitionIndex, replicas }) => {
        const reassignment = { topic: name, partition: partitionIndex, replicas, allowsFactorChange }
        const fault = refusal ?? (await context.reassign(reassignment))
        const error: ErrorName = fault?.error ?? 'NONE'
        return { partitionIndex, errorCode: errorCodes[error], errorMessage: fault?.message ?? null }
      })
    )
  }
}
