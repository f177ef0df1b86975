import { getOrAdd } from '../../env/index.ts'
import { type DescribeLogDirsRequest, errorCodes } from '../../protocol/index.ts'
import type { Partition } from '../../replica/index.ts'
import { mayOnCluster } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

/** DescribeLogDirs (35): the directories, and how much each partition takes there. v4 adds the sizes of volumes (KIP-827). */
export const describeLogDirs: Handler<'DescribeLogDirs'> = (request, context) => {
  if (!mayOnCluster(context, 'DESCRIBE')) return refused(context.apiVersion)
  const { partitions } = context
  const wanted = wantedOf(request)
  return {
    errorCode: 0,
    results: partitions.directories().map(({ directory, totalBytes, usableBytes }) => ({
      errorCode: 0,
      logDir: directory,
      topics: topicsIn(partitions.all, wanted),
      totalBytes: BigInt(totalBytes),
      usableBytes: BigInt(usableBytes),
      isCordoned: false
    }))
  }
}

/** Before v3 there is no place for an error. */
const refused = (apiVersion: number) => ({
  errorCode: apiVersion >= 3 ? errorCodes.CLUSTER_AUTHORIZATION_FAILED : 0,
  results: []
})

/** null: everything. */
function wantedOf({ topics }: DescribeLogDirsRequest): ReadonlyMap<string, ReadonlySet<number>> | null {
  if (topics === null) return null
  const wanted = new Map<string, Set<number>>()
  for (const { topic, partitions } of topics) {
    const known = getOrAdd(wanted, topic, () => new Set<number>())
    for (const partition of partitions) known.add(partition)
  }
  return wanted
}

interface Described {
  readonly partitionIndex: number
  readonly partitionSize: bigint
  readonly offsetLag: bigint
  readonly isFutureKey: boolean
}

function topicsIn(held: Iterable<Partition>, wanted: ReadonlyMap<string, ReadonlySet<number>> | null) {
  const topics = new Map<string, Described[]>()
  for (const { topic, partition, sizeBytes } of held) {
    if (wanted !== null && !wanted.get(topic)?.has(partition)) continue
    const partitionSize = BigInt(sizeBytes)
    getOrAdd(topics, topic, () => []).push({
      partitionIndex: partition,
      partitionSize,
      offsetLag: 0n,
      isFutureKey: false
    })
  }
  return [...topics].map(([name, partitions]) => ({ name, partitions }))
}
