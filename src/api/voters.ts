/*
 * Owns what is the same in asking for a voter to be added or removed: the cluster meant, and why one node refuses either.
 * Changes nothing.
 * Source: org.apache.kafka.raft.KafkaRaftClient, org.apache.kafka.raft.internals.AddVoterHandler.
 */

import { type Failure, failed } from '../protocol/index.ts'
import { zeroUuid } from '../wire/index.ts'
import { mayOnCluster, notAuthorized } from './cluster-rights.ts'
import type { RequestContext } from './context.ts'

/** Why the request is not for this cluster, or not for a voter; null when it could be. */
export function voterFault(
  kind: 'Add' | 'Remove',
  voter: { readonly clusterId: string | null; readonly voterId: number; readonly voterDirectoryId: string },
  context: RequestContext
): Failure | null {
  if (!mayOnCluster(context, 'ALTER')) return failed('CLUSTER_AUTHORIZATION_FAILED', notAuthorized)
  const { clusterId, voterId, voterDirectoryId } = voter
  const own = context.cluster.id
  if (clusterId !== null && clusterId !== own) {
    return failed('INCONSISTENT_CLUSTER_ID', `The given id "${clusterId}" doesn't match the cluster id "${own}"`)
  }
  const isVoter = voterId >= 0 && voterDirectoryId !== zeroUuid
  return isVoter ? null : failed('INVALID_REQUEST', `${kind} voter request didn't include a valid voter`)
}

/** Voters are fixed where the feature `kraft.version` is at level 0. */
export const fixedVoters = (verb: 'adding' | 'removing'): Failure =>
  failed('UNSUPPORTED_VERSION', `Cluster doesn't support ${verb} voter because the kraft.version feature is 0`)
