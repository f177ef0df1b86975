import { asOffset, errorCodes } from '../../protocol/index.ts'
import { CliError } from '../cli-error.ts'
import { type Cluster, partitionMissing } from './cluster.ts'

/** Where to start: an absolute `offset`, `beginning`, `end`, `end` minus `back`, or the first record at or after `timestamp`. */
export type Start =
  | { readonly at: 'beginning' }
  | { readonly at: 'end' }
  | { readonly at: 'offset'; readonly offset: number }
  | { readonly at: 'back'; readonly records: number }
  | { readonly at: 'time'; readonly timestamp: number }

export const latestTimestamp = -1
export const earliestTimestamp = -2
/** The record with the highest timestamp, which is not always the last one (KIP-734, ListOffsets v7). */
export const maxTimestamp = -3
const maxTimestampVersion = 7

export interface FoundOffset {
  readonly partition: number
  /** -1 if there is no record at or after the requested time. */
  readonly offset: number
  /** Timestamp of the record at that offset; -1 if an end was requested. */
  readonly timestamp: number
}

/**
 * ListOffsets for a timestamp, -1 for the end and -2 for the beginning, in partition order; for all partitions of the topic or
 * the given ones. One request per leader. @throws CliError
 */
export async function listOffsets(
  cluster: Cluster,
  topic: string,
  timestamp: number,
  partitions?: readonly number[]
): Promise<FoundOffset[]> {
  return cluster.retry(`topic ${topic}`, async () => {
    const leaders = await cluster.leaders(topic)
    const byLeader = new Map<number, number[]>()
    for (const partition of partitions ?? leaders.keys()) {
      const leader = leaders.get(partition)
      if (leader === undefined) throw partitionMissing(topic, partition, leaders.size)
      byLeader.set(leader, [...(byLeader.get(leader) ?? []), partition])
    }
    const found: FoundOffset[] = []
    for (const [leader, own] of byLeader) {
      const broker = await cluster.node(leader)
      const leastVersion = timestamp === maxTimestamp ? maxTimestampVersion : 0
      const old = broker.versionOf('ListOffsets', leastVersion) === 0
      const asked = own.map((partitionIndex) => ({
        partitionIndex,
        timestamp: BigInt(timestamp),
        ...(old ? { maxNumOffsets: 1 } : {})
      }))
      const answer = await broker.call('ListOffsets', { replicaId: -1, topics: [{ name: topic, partitions: asked }] })
      for (const each of answer.topics[0]?.partitions ?? []) {
        if (each.errorCode !== errorCodes.NONE) return { code: each.errorCode }
        found.push({
          partition: each.partitionIndex,
          offset: asOffset(old ? (each.oldStyleOffsets[0] ?? -1n) : each.offset),
          timestamp: asOffset(each.timestamp ?? -1n)
        })
      }
    }
    return { value: found.sort((a, b) => a.partition - b.partition) }
  })
}

/** The offset of one partition. @throws CliError */
export async function listOffset(
  cluster: Cluster,
  topic: string,
  partition: number,
  timestamp: number
): Promise<number> {
  const [found] = await listOffsets(cluster, topic, timestamp, [partition])
  if (found === undefined) throw new CliError(`${topic}-${partition}: the broker's answer lacks it`)
  return found.offset
}

/** The log start offset and the log end offset. @throws CliError */
export async function offsetRange(
  cluster: Cluster,
  topic: string,
  partition: number
): Promise<{ readonly start: number; readonly end: number }> {
  return {
    start: await listOffset(cluster, topic, partition, earliestTimestamp),
    end: await listOffset(cluster, topic, partition, latestTimestamp)
  }
}

export async function startOffset(cluster: Cluster, topic: string, partition: number, start: Start): Promise<number> {
  const list = (timestamp: number) => listOffset(cluster, topic, partition, timestamp)
  switch (start.at) {
    case 'beginning':
      return list(earliestTimestamp)
    case 'end':
      return list(latestTimestamp)
    case 'offset':
      return start.offset
    case 'back':
      return Math.max(await list(earliestTimestamp), (await list(latestTimestamp)) - start.records)
    case 'time': {
      const found = await list(start.timestamp)
      return found < 0 ? list(latestTimestamp) : found
    }
  }
}
