import { type ErrorName, errorCodes } from '../../protocol/index.ts'
import { mayOnCluster } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'

/**
 * AlterReplicaLogDirs (34): moves replicas between log directories. There is one directory, in which they all are: a move to
 * it is done at once, others are not found. Of a partition that is named twice the last directory counts.
 * Source: KIP-113; kafka.server.ReplicaManager#alterReplicaLogDirs.
 */
export const alterReplicaLogDirs: Handler<'AlterReplicaLogDirs'> = ({ dirs }, context) => {
  const targets = new Map<string, Map<number, string>>()
  for (const { path, topics } of dirs) {
    for (const { name, partitions } of topics) {
      const ofTopic = targets.get(name) ?? new Map<number, string>()
      targets.set(name, ofTopic)
      for (const partition of partitions) ofTopic.set(partition, path)
    }
  }
  const paths = new Set(context.partitions.directories().map(({ directory }) => directory))
  const isAllowed = mayOnCluster(context, 'ALTER')
  return {
    results: [...targets]
      .filter(([, partitions]) => partitions.size > 0)
      .map(([topicName, partitions]) => ({
        topicName,
        partitions: [...partitions].map(([partitionIndex, path]) => {
          const error = isAllowed
            ? errorOf(topicName, partitionIndex, paths.has(path), context)
            : 'CLUSTER_AUTHORIZATION_FAILED'
          return { partitionIndex, errorCode: errorCodes[error] }
        })
      }))
  }
}

function errorOf(topic: string, index: number, isKnownPath: boolean, context: RequestContext): ErrorName {
  if (!isKnownPath) return 'LOG_DIR_NOT_FOUND'
  const partition = context.image.topic(topic)?.partitions[index]
  return partition?.replicas.includes(context.cluster.brokerId) ? 'NONE' : 'UNKNOWN_TOPIC_OR_PARTITION'
}
