import { errorCodes } from '../../protocol/index.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

/**
 * ListPartitionReassignments (46): the partitions whose replicas are moving. On one node none ever is: a reassignment is done
 * when it is accepted. Topics that are not there are left out. Source: KIP-455.
 */
export const listPartitionReassignments: Handler<'ListPartitionReassignments'> = (_, context) => {
  const isAllowed = mayOnCluster(context, 'DESCRIBE')
  return {
    errorCode: isAllowed ? 0 : errorCodes.CLUSTER_AUTHORIZATION_FAILED,
    errorMessage: isAllowed ? null : notAuthorized,
    topics: []
  }
}
