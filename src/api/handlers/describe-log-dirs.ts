import { getOrAdd } from '../../env/index.ts'
import { type DescribeLogDirsRequest, errorCodes } from '../../protocol/index.ts'
import { mayOnCluster } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'

/**
 * DescribeLogDirs (35): the log directories and the size of each partition in them. v4 adds volume sizes (KIP-827), v5 whether
 * new partitions are placed there (KIP-1066).
 */
export const describeLogDirs: Handler<'DescribeLogDirs'> = (request, context) => {
  if (!mayOnCluster(context, 'DESCRIBE')) return refused(context.apiVersion)
  const { partitions } = context
  const wanted = wantedOf(request)
  return {
    errorCode: 0,
    results: partitions.directories().map(({ directory, totalBytes, usableBytes, isOffline, isCordoned }) => ({
      errorCode: isOffline ? errorCodes.KAFKA_STORAGE_ERROR : 0,
      logDir: directory,
      topics: isOffline ? [] : topicsIn(directory, context, wanted),
      totalBytes: BigInt(totalBytes),
      usableBytes: BigInt(usableBytes),
      isCordoned
    }))
  }
}

/** Before v3 there is no field for an error. */
const refused = (apiVersion: number) => ({
  errorCode: apiVersion >= 3 ? errorCodes.CLUSTER_AUTHORIZATION_FAILED : 0,
  results: []
})

/** null requests everything. */
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

function topicsIn(
  directory: string,
  { partitions: held }: RequestContext,
  wanted: ReadonlyMap<string, ReadonlySet<number>> | null
) {
  const topics = new Map<string, Described[]>()
  const add = (topic: string, partition: number, described: Omit<Described, 'partitionIndex'>) => {
    if (wanted === null || wanted.get(topic)?.has(partition))
      getOrAdd(topics, topic, () => []).push({ partitionIndex: partition, ...described })
  }
  for (const { topic, partition, sizeBytes, directory: own } of held.all)
    if (own === directory)
      add(topic, partition, { partitionSize: BigInt(sizeBytes), offsetLag: 0n, isFutureKey: false })
  for (const { copy, offsetLag } of held.copies())
    if (copy.logDirectory === directory)
      add(copy.topic, copy.partition, {
        partitionSize: BigInt(copy.sizeBytes),
        offsetLag: BigInt(offsetLag),
        isFutureKey: true
      })
  return [...topics].map(([name, partitions]) => ({ name, partitions }))
}
