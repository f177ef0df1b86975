import { featureLevel, metadataTopic } from '../../controller/index.ts'
import { errorCodes } from '../../protocol/index.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { nodeOf } from '../nodes.ts'
import { voterDirectoryOf } from '../voters.ts'

/**
 * DescribeQuorum (55): the voters of the metadata quorum. The controller is the only voter and the leader; the other brokers are
 * observers. Offsets are revisions of the metadata store. Only a request for the single partition of the metadata log is
 * accepted. v1 adds times (KIP-836), v2 nodes and directory ids (KIP-853); the address is the one this client uses, because there
 * is no controller listener. Source: org.apache.kafka.raft.KafkaRaftClient#handleDescribeQuorumRequest.
 */
export const describeQuorum: Handler<'DescribeQuorum'> = (request, context) => {
  if (!mayOnCluster(context, 'DESCRIBE')) {
    return { errorCode: errorCodes.CLUSTER_AUTHORIZATION_FAILED, errorMessage: notAuthorized, topics: [], nodes: [] }
  }
  const [only] = request.topics
  const isMetadata =
    request.topics.length === 1 &&
    only?.topicName === metadataTopic &&
    only.partitions.length === 1 &&
    only.partitions[0]?.partitionIndex === 0
  if (isMetadata) return quorum(context)
  return {
    errorCode: 0,
    errorMessage: '',
    topics: request.topics.map(({ topicName, partitions }) => ({
      topicName,
      partitions: partitions.map(({ partitionIndex }) => unknown(partitionIndex))
    })),
    nodes: []
  }
}

const unknown = (partitionIndex: number) => ({
  partitionIndex,
  errorCode: errorCodes.UNKNOWN_TOPIC_OR_PARTITION,
  errorMessage: 'This server does not host this topic-partition.',
  leaderId: 0,
  leaderEpoch: 0,
  highWatermark: 0n,
  currentVoters: [],
  observers: []
})

function quorum(context: RequestContext) {
  const { image, cluster, env, connection, apiVersion } = context
  const end = BigInt(image.revision)
  const nowMs = BigInt(env.clock.wallMs())
  const leaderId = image.controllerId < 0 ? cluster.brokerId : image.controllerId
  const showsDirectories = apiVersion >= 2 && featureLevel(image, 'kraft.version') >= 1
  const replica = (id: number) => ({
    replicaId: id,
    ...(showsDirectories ? { replicaDirectoryId: voterDirectoryOf(image, id) } : {}),
    logEndOffset: end,
    lastFetchTimestamp: nowMs,
    lastCaughtUpTimestamp: nowMs
  })
  const others = image.aliveBrokers.filter(({ id }) => id !== leaderId)
  const leader = nodeOf(leaderId, context)
  const listeners =
    leader === undefined ? [] : [{ name: connection.listenerName, host: leader.host, port: leader.port }]
  const partition = {
    partitionIndex: 0,
    errorCode: 0,
    errorMessage: '',
    leaderId,
    leaderEpoch: 1,
    highWatermark: end,
    currentVoters: [replica(leaderId)],
    observers: others.map(({ id }) => replica(id))
  }
  return {
    errorCode: 0,
    errorMessage: '',
    topics: [{ topicName: metadataTopic, partitions: [partition] }],
    ...(apiVersion >= 2 ? { nodes: [{ nodeId: leaderId, listeners }] } : {})
  }
}
