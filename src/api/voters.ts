/*
 * Common code of the requests to add or remove a voter: the cluster check, and why both are refused. Changes nothing. Source:
 * org.apache.kafka.raft.KafkaRaftClient, org.apache.kafka.raft.internals.AddVoterHandler.
 */

import { featureLevel } from '../controller/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import { zeroUuid } from '../wire/index.ts'
import { mayOnCluster, notAuthorized } from './cluster-rights.ts'
import type { RequestContext } from './context.ts'

/** Why the request is for another cluster or voter; null if it is not. */
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

/** At `kraft.version` 0 voters are fixed; above it, this node is a single voter that no other can join and that cannot leave. */
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
    // No controller listens at any address, so its versions cannot be requested.
    const why = 'Aborted add voter operation for since API_VERSIONS returned an error BROKER_NOT_AVAILABLE'
    return failed('REQUEST_TIMED_OUT', why)
  }
  return failed('DUPLICATE_VOTER', `The voter id for ${asked} is already part of the set of voters ${voters}.`)
}

const replicaKey = (id: number, directoryId: string) => `ReplicaKey(id=${id}, directoryId=${directoryId})`

/** The voter's metadata is in the broker's first directory. */
export const voterDirectoryOf = (image: RequestContext['image'], brokerId: number): string =>
  image.broker(brokerId)?.directories[0] ?? zeroUuid
