import { ClassicGroup } from './group/classic/group.ts'
import { groupFromRecord } from './group/classic/record.ts'
import { ForeignGroup } from './group/foreign.ts'
import type { GroupRecord, ReadGroupRecord } from './group-records.ts'
import { OffsetStore } from './offset-store.ts'

export type Group = ClassicGroup | ForeignGroup

/** The groups and offsets of one partition of __consumer_offsets. What is durable in it comes of `replay` alone. */
export class ShardState {
  readonly groups = new Map<string, Group>()
  readonly offsets = new OffsetStore()
  /** Groups that no record of their own made. */
  readonly #simple = new WeakSet<ClassicGroup>()

  classic(groupId: string): ClassicGroup | undefined {
    const group = this.groups.get(groupId)
    return group instanceof ClassicGroup ? group : undefined
  }

  /**
   * One record of the log, in order. `offset` is where it is, `producerId` -1 outside of transactions, `nowMs` wall
   * milliseconds for groups that come to be without a record of their own.
   */
  replay(
    record: ReadGroupRecord | GroupRecord,
    at: { readonly offset: number; readonly producerId: number; readonly nowMs: number }
  ): void {
    switch (record.kind) {
      case 'offset': {
        // Offsets without members make a simple group.
        if (record.value !== null && !this.groups.has(record.groupId)) {
          const group = new ClassicGroup(record.groupId, at.nowMs)
          this.#simple.add(group)
          this.groups.set(record.groupId, group)
        }
        this.offsets.replay(record, record.value, at.offset, at.producerId)
        return
      }
      case 'group':
        if (record.value === null) this.#dropClassic(record.groupId)
        else this.groups.set(record.groupId, groupFromRecord(record.groupId, record.value))
        return
      case 'foreign':
        if (record.removed) this.#forget(record.groupId, record.recordType, record.key)
        else this.#foreign(record).keep(record.recordType, record.key)
        return
      case 'foreign-removal':
        this.#forget(record.groupId, record.key.readInt16BE(0), record.key)
        return
      case 'unknown':
    }
  }

  /**
   * At the end of a load: simple groups whose offsets were all removed, of which nothing is left. Kafka before 4.0 wrote no
   * tombstone for such a group when it was deleted (kafka.coordinator.group.GroupMetadataManager#cleanupGroupMetadata).
   */
  dropBareGroups(): void {
    const withOffsets = new Set(this.offsets.groupIds())
    for (const [groupId, group] of this.groups) {
      if (group instanceof ClassicGroup && this.#simple.has(group) && !withOffsets.has(groupId))
        this.groups.delete(groupId)
    }
  }

  #dropClassic(groupId: string): void {
    if (this.groups.get(groupId) instanceof ClassicGroup) this.groups.delete(groupId)
  }

  #foreign(record: ReadGroupRecord & { readonly kind: 'foreign' }): ForeignGroup {
    const known = this.groups.get(record.groupId)
    if (known instanceof ForeignGroup && known.type === record.groupType) return known
    const group = new ForeignGroup(record.groupType, record.groupId)
    this.groups.set(record.groupId, group)
    return group
  }

  #forget(groupId: string, recordType: number, key: Buffer): void {
    const group = this.groups.get(groupId)
    if (group instanceof ForeignGroup && group.forget(recordType, key)) this.groups.delete(groupId)
  }
}
