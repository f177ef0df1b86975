import type { Election } from '../../controller/index.ts'
import { type ElectLeadersRequest, type ErrorName, errorCodes, type Failure, failed } from '../../protocol/index.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { isTimeUp } from '../deadline.ts'

const electionTypes = { preferred: 0, unclean: 1 } as const

/**
 * ElectLeaders (43): elects the preferred leader of partitions, or any leader. With null for all partitions, those that need no
 * election are omitted. v1 adds unclean elections (KIP-460) and a top-level error. Source: KIP-183;
 * org.apache.kafka.controller.ReplicationControlManager#electLeaders.
 */
export const electLeaders: Handler<'ElectLeaders'> = async (request, context) => {
  const { topicPartitions } = request
  if (topicPartitions?.length === 0) return { errorCode: 0, replicaElectionResults: [] }
  const type = context.apiVersion === 0 ? electionTypes.preferred : request.electionType
  const refusal = refusalOf(request, type, context)
  if (refusal !== null) {
    return {
      ...(context.apiVersion >= 1 ? { errorCode: errorCodes[refusal.error] } : {}),
      replicaElectionResults: (topicPartitions ?? []).map(({ topic, partitions }) => ({
        topic,
        partitionResult: partitions.map((partition) => resultOf(partition, refusal))
      }))
    }
  }
  const election = type === electionTypes.preferred ? 'preferred' : 'unclean'
  const asked = topicPartitions ?? allPartitions(context)
  const isTold = ({ errorCode }: { readonly errorCode: number }) =>
    topicPartitions !== null || errorCode !== errorCodes.ELECTION_NOT_NEEDED
  const replicaElectionResults = await Promise.all(
    asked.map(async ({ topic, partitions }) => {
      const results = await Promise.all(partitions.map((index) => electOne(topic, index, election, context)))
      return { topic, partitionResult: results.filter(isTold) }
    })
  )
  return { errorCode: 0, replicaElectionResults }
}

const allPartitions = ({ image }: RequestContext) =>
  [...image.topics].map(({ name, partitions }) => ({ topic: name, partitions: [...partitions.keys()] }))

async function electOne(topic: string, partition: number, election: Election, { topics }: RequestContext) {
  const failure = await topics.electLeader(topic, partition, election)
  return resultOf(partition, failure ?? { error: 'NONE', message: null })
}

/** Why no election takes place. */
function refusalOf({ timeoutMs }: ElectLeadersRequest, type: number, context: RequestContext): Failure | null {
  if (!mayOnCluster(context, 'ALTER')) return failed('CLUSTER_AUTHORIZATION_FAILED', notAuthorized)
  if (isTimeUp(timeoutMs)) return failed('REQUEST_TIMED_OUT')
  const isKnown = Object.values<number>(electionTypes).includes(type)
  return isKnown ? null : failed('INVALID_REQUEST', `Unknown election type ${type}`)
}

const resultOf = (partitionId: number, { error, message }: { error: ErrorName; message: string | null }) => ({
  partitionId,
  errorCode: errorCodes[error],
  errorMessage: message
})
