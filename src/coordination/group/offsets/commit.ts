/*
 * Rules for offset commits (org.apache.kafka.coordinator.group.OffsetMetadataManager#commitOffset). Only decides: replay changes the
 * state.
 */
import { type ErrorName, type Failure, failed } from '../../../protocol/index.ts'
import type { Decision } from '../../runtime/decision.ts'
import type { CommitCheck, Committer, Group } from '../group.ts'
import type { GroupRecord } from '../records.ts'

interface CommitPartition {
  readonly partition: number
  readonly offset: bigint
  /** -1 if not given. */
  readonly leaderEpoch: number
  readonly metadata: string | null
  /** Wall clock milliseconds, version 1 only; -1 means now. */
  readonly commitTimestampMs: bigint
}

export interface CommitTopic {
  readonly topic: string
  readonly topicId: string
  readonly partitions: readonly CommitPartition[]
}

export interface CommitCommand extends Committer {
  readonly groupId: string
  /** Retention of the offsets in milliseconds, versions 2 to 4; -1 means the broker's default. */
  readonly retentionMs: bigint
  readonly topics: readonly CommitTopic[]
}

export interface PartitionErrors {
  readonly topic: string
  readonly topicId: string
  readonly partitions: readonly { readonly partition: number; readonly error: ErrorName }[]
}

/** Checks whether the sender may commit. A commit without a member may create the group. */
export function commitRefusal(group: Group | undefined, command: CommitCommand): Failure | null | CommitCheck {
  if (group !== undefined) return group.commitRefusal(command)
  if (command.generationId < 0) return null
  return failed(command.apiVersion >= 9 ? 'GROUP_ID_NOT_FOUND' : 'ILLEGAL_GENERATION')
}

/** More than fit into a batch with any reasonable `max.message.bytes`. */
const commitPartitionsMax = 100_000

interface CommitLimits {
  readonly metadataLengthMax: number
  readonly nowMs: number
  /** The group's check per partition. The first error fails the whole commit. */
  readonly check?: CommitCheck | null
}

/** Creates the records of a commit, and the response for each partition. */
export function commitOffsets(
  command: Pick<CommitCommand, 'groupId' | 'retentionMs' | 'topics'>,
  limits: CommitLimits
): Decision<GroupRecord, PartitionErrors[]> {
  const { groupId, retentionMs } = command
  // The log would reject a batch with this many records, so do not build it.
  const count = command.topics.reduce((sum, { partitions }) => sum + partitions.length, 0)
  if (count > commitPartitionsMax) return failed('UNKNOWN_SERVER_ERROR')
  const { nowMs, metadataLengthMax, check = null } = limits
  let refusal: Failure | null = null
  const expireTimestamp = retentionMs === -1n ? -1n : BigInt.asIntN(64, BigInt(nowMs) + retentionMs)
  const records: GroupRecord[] = []
  const answer = command.topics.map(({ topic, topicId, partitions }): PartitionErrors => {
    const results = partitions.map(({ partition, offset, leaderEpoch, metadata, commitTimestampMs }) => {
      // Despite the config's name, Kafka counts UTF-16 code units here.
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
