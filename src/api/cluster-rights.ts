import { authorizedOperations, clusterName, type Operation, type ResourceType } from '../security/index.ts'
import type { RequestContext } from './context.ts'

/** Whether the client may do this to the cluster as a whole. If not, its request is refused with CLUSTER_AUTHORIZATION_FAILED. */
export const mayOnCluster = (context: RequestContext, operation: Operation): boolean =>
  context.may(operation, 'CLUSTER', clusterName)

/**
 * Bit field of the client's authorized operations on the cluster, if requested (KIP-430); undefined otherwise. A client that may
 * not even describe the cluster is authorized for nothing.
 */
export function clusterOperations(isAsked: boolean, context: RequestContext): number | undefined {
  if (!isAsked) return undefined
  return mayOnCluster(context, 'DESCRIBE') ? authorizedOperations(context, 'CLUSTER', clusterName) : 0
}

export const notAuthorized = 'Cluster authorization failed.'

/** Kafka's error and message for a client that is not authorized for such a resource. */
export const refusals = {
  TOPIC: { error: 'TOPIC_AUTHORIZATION_FAILED', message: 'Topic authorization failed.' },
  GROUP: { error: 'GROUP_AUTHORIZATION_FAILED', message: 'Group authorization failed.' },
  CLUSTER: { error: 'CLUSTER_AUTHORIZATION_FAILED', message: notAuthorized },
  TRANSACTIONAL_ID: {
    error: 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
    message: 'Transactional Id authorization failed.'
  }
} as const satisfies Record<ResourceType, { readonly error: string; readonly message: string }>
