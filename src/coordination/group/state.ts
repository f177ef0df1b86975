import type { RecordPlace, TransactionResult } from '../runtime/kind.ts'
import { type ReplayTable, replayBy } from '../runtime/record-table.ts'
import { ClassicGroup } from './classic/group.ts'
import { groupFromRecord } from './classic/group-metadata.ts'
import { ConsumerGroup } from './consumer/group.ts'
import { type ConsumerGroupsState, consumerReplays } from './consumer/replay.ts'
import type { Group } from './group.ts'
import { OffsetStore } from './offsets/store.ts'
import type { GroupRecord } from './records.ts'
import { ShareGroup } from './share/group.ts'
import { type ShareGroupsState, shareReplays } from './share/replay.ts'
import { StreamsGroup } from './streams/group.ts'
import { type StreamsGroupsState, streamsReplays } from './streams/replay.ts'

/** Groups and offsets of one __consumer_offsets partition. Only `replay` changes its durable part. */
export class GroupState implements ConsumerGroupsState, ShareGroupsState, StreamsGroupsState {
  readonly groups = new Map<string, Group>()
  readonly offsets = new OffsetStore()
  readonly #wallMs: () => number
  /** Groups that exist without a group record. */
  readonly #simple = new WeakSet<Group>()

  /** The wall clock is for groups that are created without a group record. */
  constructor(wallMs: () => number) {
    this.#wallMs = wallMs
  }

  /** Returns the group if it is a classic group. */
  classic(groupId: string): ClassicGroup | undefined {
    const group = this.groups.get(groupId)
    return group instanceof ClassicGroup ? group : undefined
  }

  /** Returns the group if it is a consumer group. */
  consumer(groupId: string): ConsumerGroup | undefined {
    const group = this.groups.get(groupId)
    return group instanceof ConsumerGroup ? group : undefined
  }

  consumerOrNew(groupId: string): ConsumerGroup | undefined {
    const known = this.groups.get(groupId)
    if (known !== undefined && !this.#simple.has(known)) return this.consumer(groupId)
    const group = new ConsumerGroup(groupId)
    this.groups.set(groupId, group)
    return group
  }

  removeConsumer(groupId: string): void {
    if (this.consumer(groupId) !== undefined) this.groups.delete(groupId)
  }

  /** Returns the group if it is a share group. */
  share(groupId: string): ShareGroup | undefined {
    const group = this.groups.get(groupId)
    return group instanceof ShareGroup ? group : undefined
  }

  shareOrNew(groupId: string): ShareGroup | undefined {
    const known = this.groups.get(groupId)
    if (known !== undefined && !this.#simple.has(known)) return this.share(groupId)
    const group = new ShareGroup(groupId)
    this.groups.set(groupId, group)
    return group
  }

  /** Returns the group if it is a streams group. */
  streams(groupId: string): StreamsGroup | undefined {
    const group = this.groups.get(groupId)
    return group instanceof StreamsGroup ? group : undefined
  }

  streamsOrNew(groupId: string): StreamsGroup | undefined {
    const known = this.groups.get(groupId)
    if (known !== undefined && !this.#simple.has(known)) return this.streams(groupId)
    const group = new StreamsGroup(groupId)
    this.groups.set(groupId, group)
    return group
  }

  removeShare(groupId: string): void {
    if (this.share(groupId) !== undefined) this.groups.delete(groupId)
  }

  removeStreams(groupId: string): void {
    if (this.streams(groupId) !== undefined) this.groups.delete(groupId)
  }

  /** Applies one record, in log order. */
  replay(record: GroupRecord, place: RecordPlace): void {
    replayBy(this.#replays, record, place)
  }

  readonly #replays: ReplayTable<GroupRecord> = {
    offset: ({ key, value }, { offset, producerId }) => {
      const { group: groupId, topic, partition } = key
      // Offsets without members create a simple group.
      if (value !== null && !this.groups.has(groupId)) {
        const group = new ClassicGroup(groupId, this.#wallMs())
        this.#simple.add(group)
        this.groups.set(groupId, group)
      }
      this.offsets.replay({ groupId, topic, partition }, value, offset, producerId)
    },
    group: ({ key: { group: groupId }, value }) => {
      if (value !== null) this.groups.set(groupId, groupFromRecord(groupId, value))
      else if (this.classic(groupId) !== undefined) this.groups.delete(groupId)
    },
    ...consumerReplays(this),
    ...streamsReplays(this),
    ...shareReplays(this)
  }

  endTransaction(producerId: number, result: TransactionResult): void {
    this.offsets.endTransaction(producerId, result === 'COMMIT')
  }

  /**
   * Drops simple groups without any offsets at the end of a load. Kafka before 4.0 wrote no tombstone when it deleted such a group
   * (kafka.coordinator.group.GroupMetadataManager#cleanupGroupMetadata).
   */
  dropBareGroups(): void {
    const withOffsets = new Set(this.offsets.groupIds())
    for (const [groupId, group] of this.groups)
      if (this.#simple.has(group) && !withOffsets.has(groupId)) this.groups.delete(groupId)
  }
}
