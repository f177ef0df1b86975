import { asOffset, errorCodes } from '../../protocol/index.ts'
import { brokerError, type Cluster } from './cluster.ts'

/**
 * Log size of every replica in bytes, by `sizeKey` of its broker (DescribeLogDirs). Undefined if a broker does not support that
 * API. @throws CliError
 */
export async function logSizes(cluster: Cluster): Promise<ReadonlyMap<string, number> | undefined> {
  const { brokers } = await cluster.metadata([])
  const sizes = new Map<string, number>()
  for (const { nodeId } of brokers) {
    const broker = await cluster.node(nodeId)
    if (!broker.supports('DescribeLogDirs')) return undefined
    const { results, errorCode } = await broker.call('DescribeLogDirs', { topics: null })
    if (errorCode !== undefined && errorCode !== errorCodes.NONE)
      throw brokerError(`log directories of broker ${nodeId}`, errorCode)
    for (const directory of results) {
      for (const { name, partitions } of directory.topics) {
        for (const { partitionIndex, partitionSize, isFutureKey } of partitions)
          if (!isFutureKey) sizes.set(`${nodeId} ${name}-${partitionIndex}`, asOffset(partitionSize))
      }
    }
  }
  return sizes
}

export const sizeKey = (leader: number, topic: string, partition: number): string => `${leader} ${topic}-${partition}`
