import type { PartitionImage } from '../../metadata/index.ts'
import {
  type ElectLeadersRequest,
  type ElectLeadersResponseInput,
  type ErrorName,
  errorCodes,
  type Failure,
  failed
} from '../../protocol/index.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { isTimeUp } from '../deadline.ts'

const electionTypes = { preferred: 0, unclean: 1 } as const

type TopicAnswer = NonNullable<ElectLeadersResponseInput['replicaElectionResults']>[number]

/**
 * ElectLeaders (43): gives partitions their preferred leader, or any leader. On one node each partition that can have a leader
 * has it: there is never anything to elect. With null for all partitions, those where nothing is to be done are not named.
 * v1 knows unclean elections (KIP-460) and one error for all.
 * Source: KIP-183; org.apache.kafka.controller.ReplicationControlManager#electLeaders.
 */
export const electLeaders: Handler<'ElectLeaders'> = (request, context) => {
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
  const replicaElectionResults =
    topicPartitions === null ? electedOfAll(type, context) : elected(topicPartitions, type, context)
  return { errorCode: 0, replicaElectionResults }
}

/** Why no election is held. */
function refusalOf({ timeoutMs }: ElectLeadersRequest, type: number, context: RequestContext): Failure | null {
  if (!mayOnCluster(context, 'ALTER')) return failed('CLUSTER_AUTHORIZATION_FAILED', notAuthorized)
  if (isTimeUp(timeoutMs)) return failed('REQUEST_TIMED_OUT')
  const isKnown = Object.values<number>(electionTypes).includes(type)
  return isKnown ? null : failed('INVALID_REQUEST', `Unknown election type ${type}`)
}

function elected(
  topicPartitions: NonNullable<ElectLeadersRequest['topicPartitions']>,
  type: number,
  context: RequestContext
): TopicAnswer[] {
  return topicPartitions.map(({ topic, partitions }) => {
    const image = context.image.topic(topic)
    const unknown = (what: string) => failed('UNKNOWN_TOPIC_OR_PARTITION', `No such ${what}`)
    return {
      topic,
      partitionResult: partitions.map((index) => {
        if (image === undefined) return resultOf(index, unknown(`topic as ${topic}`))
        const partition = image.partitions[index]
        return resultOf(
          index,
          partition === undefined ? unknown(`partition as ${topic}-${index}`) : whyNot(partition, type)
        )
      })
    }
  })
}

function electedOfAll(type: number, context: RequestContext): TopicAnswer[] {
  return [...context.image.topics].map(({ name, partitions }) => ({
    topic: name,
    partitionResult: partitions.flatMap((partition, index) => {
      const fault = whyNot(partition, type)
      return fault.error === 'ELECTION_NOT_NEEDED' ? [] : [resultOf(index, fault)]
    })
  }))
}

function whyNot({ leader, replicas }: PartitionImage, type: number): Failure {
  const isPreferred = type === electionTypes.preferred
  if (isPreferred ? leader >= 0 && leader === replicas[0] : leader >= 0)
    return failed('ELECTION_NOT_NEEDED', 'Leader election not needed for topic partition.')
  return isPreferred
    ? failed('PREFERRED_LEADER_NOT_AVAILABLE', 'The preferred leader was not available.')
    : failed('ELIGIBLE_LEADERS_NOT_AVAILABLE', 'Eligible topic partition leaders are not available.')
}

const resultOf = (partitionId: number, { error, message }: { error: ErrorName; message: string | null }) => ({
  partitionId,
  errorCode: errorCodes[error],
  errorMessage: message
})
