import type { Operation } from '../security/index.ts'
import type { RequestContext } from './context.ts'

/** Whether the client may do this to the cluster as a whole; else its request is refused with CLUSTER_AUTHORIZATION_FAILED. */
export const mayOnCluster = ({ broker, connection }: RequestContext, operation: Operation): boolean =>
  broker.authorizer.may(connection.principal, operation, 'CLUSTER', 'kafka-cluster')

export const notAuthorized = 'Cluster authorization failed.'
