import { isReassigning } from '../../controller/index.ts'
import { errorCodes, type ListPartitionReassignmentsRequest } from '../../protocol/index.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'

/**
 * ListPartitionReassignments (46): lists ongoing reassignments of the given topics, or of all topics if null. Unknown topics and
 * partitions are omitted. Source: KIP-455; org.apache.kafka.controller.ReplicationControlManager#listPartitionReassignments.
 */
export const listPartitionReassignments: Handler<'ListPartitionReassignments'> = ({ topics }, context) => {
  const isAllowed = mayOnCluster(context, 'DESCRIBE')
  return {
    errorCode: isAllowed ? 0 : errorCodes.CLUSTER_AUTHORIZATION_FAILED,
    errorMessage: isAllowed ? null : notAuthorized,
    topics: isAllowed ? movingOf(topics, context) : []
  }
}

function movingOf(asked: ListPartitionReassignmentsRequest['topics'], { image }: RequestContext) {
  const wanted =
    asked ?? [...image.topics].map(({ name, partitions }) => ({ name, partitionIndexes: partitions.keys() }))
  return wanted.flatMap(({ name, partitionIndexes }) => {
    const states = image.topic(name)?.partitions ?? []
    const partitions = [...partitionIndexes].flatMap((partitionIndex) => {
      const state = states[partitionIndex]
      if (state === undefined || !isReassigning(state)) return []
      const { replicas, adding, removing } = state
      return { partitionIndex, replicas, addingReplicas: adding, removingReplicas: removing }
    })
    return partitions.length > 0 ? { name, partitions } : []
  })
}
