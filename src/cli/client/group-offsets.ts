/*
 * The progress of groups of any type.
 */
import { asOffset, errorCodes } from '../../protocol/index.ts'
import { brokerError, type Cluster } from './cluster.ts'
import { committedOffsets } from './group.ts'
import type { GroupDescription } from './group-description.ts'
import { earliestTimestamp, latestTimestamp, listOffset } from './offsets.ts'

interface Owner {
  readonly memberId: string
  readonly clientId: string
  readonly clientHost: string
}

export interface GroupOffset {
  readonly topic: string
  readonly partition: number
  /** Null if nothing is committed. */
  readonly offset: number | null
  readonly leaderEpoch: number | null
  readonly end: number | null
  readonly lag: number | null
  /** Null if nobody owns the partition, or members share it. */
  readonly owner: Owner | null
}

/** All committed and all assigned partitions, in order. @throws CliError */
export async function offsetsOfGroup(
  cluster: Cluster,
  group: string,
  described: GroupDescription
): Promise<GroupOffset[]> {
  const rows =
    described.type === 'share' ? await shareOffsets(cluster, group) : await consumerOffsets(cluster, group, described)
  return rows.sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1))
}

/** Null if unknown, for example for a deleted topic. */
const offsetAt = (cluster: Cluster, topic: string, partition: number, timestamp: number): Promise<number | null> =>
  listOffset(cluster, topic, partition, timestamp).catch(() => null)

async function consumerOffsets(
  cluster: Cluster,
  group: string,
  { members, type }: GroupDescription
): Promise<GroupOffset[]> {
  const owned = new Map<string, { readonly topic: string; readonly partition: number; readonly owner: Owner }>()
  for (const { member: memberId, client: clientId, host: clientHost, assignment } of members)
    for (const { topic, partitions } of assignment)
      for (const partition of partitions)
        owned.set(`${topic}-${partition}`, { topic, partition, owner: { memberId, clientId, clientHost } })
  const committed = await committedOffsets(cluster, group, null)
  const rows = committed.map(({ topic, partition, offset, leaderEpoch }) => {
    const owner = owned.get(`${topic}-${partition}`)?.owner ?? null
    owned.delete(`${topic}-${partition}`)
    return { topic, partition, owner, leaderEpoch, offset: offset < 0 ? null : offset }
  })
  const uncommitted = [...owned.values()].map((each) => ({ ...each, offset: null, leaderEpoch: null }))
  return Promise.all(
    [...rows, ...uncommitted].map(async (row) => {
      const end = await offsetAt(cluster, row.topic, row.partition, latestTimestamp)
      // Like Kafka's tools: a streams application reads uncommitted partitions from the start; where other groups begin is
      // unknown.
      const start = () => offsetAt(cluster, row.topic, row.partition, earliestTimestamp)
      const next = row.offset ?? (type === 'streams' ? await start() : null)
      const lag = end === null || next === null ? null : Math.max(0, end - next)
      return { ...row, end, lag }
    })
  )
}

async function shareOffsets(cluster: Cluster, group: string): Promise<GroupOffset[]> {
  const broker = await cluster.coordinator(group)
  const { groups } = await broker.call('DescribeShareGroupOffsets', { groups: [{ groupId: group, topics: null }] })
  const found = groups[0]
  if (found === undefined) return []
  if (found.errorCode !== errorCodes.NONE) throw brokerError(`group ${group}`, found.errorCode, found.errorMessage)
  const rows = found.topics.flatMap(({ topicName: topic, partitions }) =>
    partitions.map((each) => ({ ...each, topic, partition: each.partitionIndex }))
  )
  return Promise.all(
    rows.map(async ({ topic, partition, startOffset, leaderEpoch, lag, errorCode, errorMessage }) => {
      if (errorCode !== errorCodes.NONE) throw brokerError(`${topic}-${partition}`, errorCode, errorMessage)
      const offset = asOffset(startOffset)
      return {
        topic,
        partition,
        owner: null,
        offset: offset < 0 ? null : offset,
        leaderEpoch: offset < 0 ? null : leaderEpoch,
        end: await offsetAt(cluster, topic, partition, latestTimestamp),
        lag: lag < 0n ? null : asOffset(lag)
      }
    })
  )
}
