import { type ErrorName, errorCodes } from '../../protocol/index.ts'
import { mayOnCluster } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

/**
 * AlterReplicaLogDirs (34): moves replicas between log directories in the background. The directory of a replica that does not
 * exist yet is remembered for its creation. If a partition is named twice, the last directory counts. Source: KIP-113;
 * kafka.server.ReplicaManager#alterReplicaLogDirs.
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
  const isAllowed = mayOnCluster(context, 'ALTER')
  const moved = (path: string, topic: string, partition: number): ErrorName =>
    isAllowed ? (context.partitions.moveTo(path, topic, partition)?.error ?? 'NONE') : 'CLUSTER_AUTHORIZATION_FAILED'
  return {
    results: [...targets]
      .filter(([, partitions]) => partitions.size > 0)
      .map(([topicName, partitions]) => ({
        topicName,
        partitions: [...partitions].map(([partitionIndex, path]) => ({
          partitionIndex,
          errorCode: errorCodes[moved(path, topicName, partitionIndex)]
        }))
      }))
  }
}
