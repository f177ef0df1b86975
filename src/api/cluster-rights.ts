import { clusterName, type Operation, type ResourceType } from '../security/index.ts'
import type { RequestContext } from './context.ts'

/** Whether the client may do this to the cluster as a whole; else its request is refused with CLUSTER_AUTHORIZATION_FAILED. */
export const mayOnCluster = (context: RequestContext, operation: Operation): boolean =>
  context.may(operation, 'CLUSTER', clusterName)

export const notAuthorized = 'Cluster authorization failed.'

/** Kafka's error and its words for a client that may not do what it asks of such a resource. */
export const refusals = {
  TOPIC: { error: 'TOPIC_AUTHORIZATION_FAILED', message: 'Topic authorization failed.' },
  GROUP: { error: 'GROUP_AUTHORIZATION_FAILED', message: 'Group authorization failed.' },
  CLUSTER: { error: 'CLUSTER_AUTHORIZATION_FAILED', message: notAuthorized },
  TRANSACTIONAL_ID: {
    error: 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
    message: 'Transactional Id authorization failed.'
  }
} as const satisfies Record<ResourceType, { readonly error: string; readonly message: string }>
