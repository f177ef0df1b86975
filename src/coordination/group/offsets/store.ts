/*
 * Committed offsets of one shard's groups, and pending offsets of open transactions.
 * Only the shard changes them, by replaying records.
 * Does not validate commits, and does not write to the log.
 */
import { getOrAdd } from '../../../env/index.ts'
import type { OffsetCommitValueInput } from '../../../protocol/index.ts'
import { zeroUuid } from '../../../wire/index.ts'

export interface CommittedOffset {
  readonly offset: bigint
  /** -1 if the client gave none. */
  readonly leaderEpoch: number
  readonly metadata: string
  readonly commitTimestampMs: number
  /** Set by OffsetCommit v2 to v4 with a retention time. Null means that `offsets.retention.minutes` applies. */
  readonly expireTimestampMs: number | null
  /** The zero UUID if unknown. */
  readonly topicId: string
  /** Log offset of the record: between a plain and a transactional commit, the later one wins. */
  readonly recordOffset: number
}

type PartitionOffsets = Map<number, CommittedOffset>
type TopicOffsets = Map<string, PartitionOffsets>

class OffsetTable {
  readonly groups = new Map<string, TopicOffsets>()

  get(groupId: string, topic: string, partition: number): CommittedOffset | undefined {
    return this.groups.get(groupId)?.get(topic)?.get(partition)
  }

  put(groupId: string, topic: string, partition: number, committed: CommittedOffset): void {
    const topics = getOrAdd(this.groups, groupId, () => new Map<string, PartitionOffsets>())
    getOrAdd(topics, topic, () => new Map<number, CommittedOffset>()).set(partition, committed)
  }

  remove(groupId: string, topic: string, partition: number): void {
    const topics = this.groups.get(groupId)
    const partitions = topics?.get(topic)
    if (topics === undefined || partitions === undefined) return
    partitions.delete(partition)
    if (partitions.size === 0) topics.delete(topic)
    if (topics.size === 0) this.groups.delete(groupId)
  }
}

function committedFrom(value: OffsetCommitValueInput, recordOffset: number): CommittedOffset {
  const expire = value.expireTimestamp ?? -1n
  return {
    offset: value.offset,
    leaderEpoch: value.leaderEpoch ?? -1,
    metadata: value.metadata,
    commitTimestampMs: Number(value.commitTimestamp),
    expireTimestampMs: expire === -1n ? null : Number(expire),
    topicId: value.topicId ?? zeroUuid,
    recordOffset
  }
}

export class OffsetStore {
  readonly #committed = new OffsetTable()
  /** Offsets of open transactions, by producer id. */
  readonly #pending = new Map<number, OffsetTable>()

  get(groupId: string, topic: string, partition: number): CommittedOffset | undefined {
    return this.#committed.get(groupId, topic, partition)
  }

  topicsOf(groupId: string): ReadonlyMap<string, ReadonlyMap<number, CommittedOffset>> {
    return this.#committed.groups.get(groupId) ?? none
  }

  /** Groups with at least one offset, committed or pending. */
  *groupIds(): Iterable<string> {
    yield* this.#committed.groups.keys()
    for (const table of this.#pending.values()) yield* table.groups.keys()
  }

  hasPending(groupId: string, topic: string, partition: number): boolean {
    for (const table of this.#pending.values()) if (table.get(groupId, topic, partition) !== undefined) return true
    return false
  }

  hasPendingOf(groupId: string): boolean {
    for (const table of this.#pending.values()) if (table.groups.has(groupId)) return true
    return false
  }

  /** Partitions of a group whose only offset is pending in an open transaction. */
  *pendingOnly(groupId: string): Iterable<{ readonly topic: string; readonly partition: number }> {
    const seen = new Set<string>()
    for (const table of this.#pending.values()) {
      for (const [topic, partitions] of table.groups.get(groupId) ?? none) {
        for (const partition of partitions.keys()) {
          const name = `${topic}-${partition}`
          if (seen.has(name) || this.get(groupId, topic, partition) !== undefined) continue
          seen.add(name)
          yield { topic, partition }
        }
      }
    }
  }

  /** `producerId` is -1 outside a transaction. A null value removes committed and pending offsets (OffsetMetadataManager#replay). */
  replay(
    at: { readonly groupId: string; readonly topic: string; readonly partition: number },
    value: OffsetCommitValueInput | null,
    recordOffset: number,
    producerId: number
  ): void {
    const { groupId, topic, partition } = at
    if (value === null) {
      this.#committed.remove(groupId, topic, partition)
      for (const table of this.#pending.values()) table.remove(groupId, topic, partition)
      return
    }
    const committed = committedFrom(value, recordOffset)
    if (producerId === -1) {
      this.#committed.put(groupId, topic, partition, committed)
      return
    }
    getOrAdd(this.#pending, producerId, () => new OffsetTable()).put(groupId, topic, partition, committed)
  }

  /** Applies a transaction marker: a commit makes its offsets take effect, unless a later plain commit has superseded them. */
  endTransaction(producerId: number, isCommit: boolean): void {
    const pending = this.#pending.get(producerId)
    if (pending === undefined) return
    this.#pending.delete(producerId)
    if (!isCommit) return
    for (const [groupId, topics] of pending.groups) {
      for (const [topic, partitions] of topics) {
        for (const [partition, committed] of partitions) {
          const before = this.#committed.get(groupId, topic, partition)
          if (before === undefined || before.recordOffset < committed.recordOffset) {
            this.#committed.put(groupId, topic, partition, committed)
          }
        }
      }
    }
  }
}

const none: TopicOffsets = new Map()
