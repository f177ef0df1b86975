import type { DescribeLogDirsRequest } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/** DescribeLogDirs (35): the directories, and how much each partition takes there. v4 adds the sizes of volumes (KIP-827). */
export const describeLogDirs: Handler<'DescribeLogDirs'> = (request, { logs }) => {
  const wanted = wantedOf(request)
  return {
    errorCode: 0,
    results: logs.usage().map(({ directory, totalBytes, usableBytes }) => ({
      errorCode: 0,
      logDir: directory,
      topics: topicsIn(logs.logs, wanted),
      totalBytes: BigInt(totalBytes),
      usableBytes: BigInt(usableBytes),
      isCordoned: false
    }))
  }
}

/** null: everything. */
function wantedOf({ topics }: DescribeLogDirsRequest): ReadonlyMap<string, ReadonlySet<number>> | null {
  if (topics === null) return null
  const wanted = new Map<string, Set<number>>()
  for (const { topic, partitions } of topics) {
    const known = wanted.get(topic) ?? new Set<number>()
    wanted.set(topic, known)
    for (const partition of partitions) known.add(partition)
  }
  return wanted
}

function topicsIn(
  logs: Iterable<{ readonly topic: string; readonly partition: number; readonly sizeBytes: number }>,
  wanted: ReadonlyMap<string, ReadonlySet<number>> | null
) {
  const topics = new Map<
    string,
    { partitionIndex: number; partitionSize: bigint; offsetLag: bigint; isFutureKey: boolean }[]
  >()
  for (const { topic, partition, sizeBytes } of logs) {
    if (wanted !== null && !wanted.get(topic)?.has(partition)) continue
    const partitions = topics.get(topic) ?? []
    topics.set(topic, partitions)
    partitions.push({ partitionIndex: partition, partitionSize: BigInt(sizeBytes), offsetLag: 0n, isFutureKey: false })
  }
  return [...topics].map(([name, partitions]) => ({ name, partitions }))
}
