/*
 * Owns what is the same in asking for a voter to be added or removed: the cluster meant, and why one node refuses either.
 * Changes nothing.
 * Source: org.apache.kafka.raft.KafkaRaftClient, org.apache.kafka.raft.internals.AddVoterHandler.
 */

import { featureLevel } from '../controller/index.ts'
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

interface Voter {
  readonly voterId: number
  readonly voterDirectoryId: string
}

/** Voters are fixed where the feature `kraft.version` is at level 0; above it, this node is one that no other joins and that stays. */
export function refusedVoter(kind: 'Add' | 'Remove', voter: Voter, { image, cluster }: RequestContext): Failure {
  const verb = kind === 'Add' ? 'adding' : 'removing'
  if (featureLevel(image, 'kraft.version') === 0) {
    const why = `Cluster doesn't support ${verb} voter because the kraft.version feature is 0`
    return failed('UNSUPPORTED_VERSION', why)
  }
  const { brokerId } = cluster
  const asked = replicaKey(voter.voterId, voter.voterDirectoryId)
  const voters = `[${replicaKey(brokerId, voterDirectoryOf(image, brokerId))}]`
  if (kind === 'Remove')
    return failed('VOTER_NOT_FOUND', `Cannot remove voter ${asked} from the set of voters ${voters}`)
  if (voter.voterId !== brokerId) {
    // No controller listens anywhere, so it cannot be asked for its versions.
    const why = 'Aborted add voter operation for since API_VERSIONS returned an error BROKER_NOT_AVAILABLE'
    return failed('REQUEST_TIMED_OUT', why)
  }
  return failed('DUPLICATE_VOTER', `The voter id for ${asked} is already part of the set of voters ${voters}.`)
}

const replicaKey = (id: number, directoryId: string) => `ReplicaKey(id=${id}, directoryId=${directoryId})`

/** Where the voter's metadata is: the broker's first directory. */
export const voterDirectoryOf = (image: RequestContext['image'], brokerId: number): string =>
  image.broker(brokerId)?.directories[0] ?? zeroUuid
