/*
 * Owns the rules of committing offsets (org.apache.kafka.coordinator.group.OffsetMetadataManager#commitOffset). Decides only: the
 * state is changed by replay.
 */
import { type ErrorName, type Failure, failed } from '../../../protocol/index.ts'
import type { Decision } from '../../runtime/decision.ts'
import type { CommitCheck, Committer, Group } from '../group.ts'
import type { GroupRecord } from '../records.ts'

interface CommitPartition {
  readonly partition: number
  readonly offset: bigint
  /** -1: not given. */
  readonly leaderEpoch: number
  readonly metadata: string | null
  /** Wall milliseconds, version 1 only; -1: now. */
  readonly commitTimestampMs: bigint
}

export interface CommitTopic {
  readonly topic: string
  readonly topicId: string
  readonly partitions: readonly CommitPartition[]
}

export interface CommitCommand extends Committer {
  readonly groupId: string
  /** How long to keep the offsets, versions 2 to 4; -1: as the broker is configured. */
  readonly retentionMs: bigint
  readonly topics: readonly CommitTopic[]
}

export interface PartitionErrors {
  readonly topic: string
  readonly topicId: string
  readonly partitions: readonly { readonly partition: number; readonly error: ErrorName }[]
}

/** Who may commit. A group that does not exist yet may be made by whoever is no member. */
export function commitRefusal(group: Group | undefined, command: CommitCommand): Failure | null | CommitCheck {
  if (group !== undefined) return group.commitRefusal(command)
  if (command.generationId < 0) return null
  return failed(command.apiVersion >= 9 ? 'GROUP_ID_NOT_FOUND' : 'ILLEGAL_GENERATION')
}

/** More than any batch of `max.message.bytes` holds, as far as that is sensible. */
const commitPartitionsMax = 100_000

interface CommitLimits {
  readonly metadataLengthMax: number
  readonly nowMs: number
  /** What the group has to say of each partition; the first error is that of the whole commit. */
  readonly check?: CommitCheck | null
}

/** The records of a commit, and what is answered for each partition. */
export function commitOffsets(
  command: Pick<CommitCommand, 'groupId' | 'retentionMs' | 'topics'>,
  limits: CommitLimits
): Decision<GroupRecord, PartitionErrors[]> {
  const { groupId, retentionMs } = command
  // The log would refuse a batch of so many records: this spares the making of it.
  const count = command.topics.reduce((sum, { partitions }) => sum + partitions.length, 0)
  if (count > commitPartitionsMax) return failed('UNKNOWN_SERVER_ERROR')
  const { nowMs, metadataLengthMax, check = null } = limits
  let refusal: Failure | null = null
  const expireTimestamp = retentionMs === -1n ? -1n : BigInt.asIntN(64, BigInt(nowMs) + retentionMs)
  const records: GroupRecord[] = []
  const answer = command.topics.map(({ topic, topicId, partitions }): PartitionErrors => {
    const results = partitions.map(({ partition, offset, leaderEpoch, metadata, commitTimestampMs }) => {
      // Kafka counts UTF-16 units here, whatever the config's name says.
      if (metadata !== null && metadata.length > metadataLengthMax)
        return { partition, error: 'OFFSET_METADATA_TOO_LARGE' as const }
      refusal ??= check?.(topicId, partition, topic) ?? null
      const commitTimestamp = commitTimestampMs === -1n ? BigInt(nowMs) : commitTimestampMs
      const value = {
        offset,
        leaderEpoch: Math.max(leaderEpoch, -1),
        metadata: metadata ?? '',
        commitTimestamp,
        expireTimestamp,
        topicId
      }
      records.push({ kind: 'offset', key: { group: groupId, topic, partition }, value })
      return { partition, error: 'NONE' as const }
    })
    return { topic, topicId, partitions: results }
  })
  return refusal ?? { records, answer }
}
