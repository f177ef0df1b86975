import { type Failure, failed } from '../../protocol/index.ts'
import type { Committer, Group, OffsetReader } from './group.ts'
import type { CommittedOffset } from './offsets/store.ts'
import type { ForeignGroupType, GroupRecord } from './records.ts'

/** The record whose removal ends a group, for each type. */
const headTypes: { readonly [K in ForeignGroupType]: number } = { share: 11 }

/**
 * A group of a protocol that is kept in the log but not served: share and streams groups of an Apache Kafka
 * directory. Its members cannot heartbeat here, so it counts as empty; its offsets are there to be read.
 */
export class ForeignGroup implements Group {
  readonly type: ForeignGroupType
  readonly groupId: string
  readonly state = 'Empty'
  readonly isAbandoned = true
  /** Keys of its records that are not removed, by their bytes. */
  readonly #keys = new Map<string, { readonly recordType: number; readonly key: Buffer }>()

  constructor(type: ForeignGroupType, groupId: string) {
    this.type = type
    this.groupId = groupId
  }

  get protocolType(): string {
    return this.type
  }

  keep(recordType: number, key: Buffer): void {
    this.#keys.set(key.toString('latin1'), { recordType, key })
  }

  /** True when nothing is left of the group. */
  forget(recordType: number, key: Buffer): boolean {
    this.#keys.delete(key.toString('latin1'))
    return recordType === headTypes[this.type] || this.#keys.size === 0
  }

  commitRefusal({ generationId }: Committer): Failure | null {
    if (this.type === 'share') return failed('GROUP_ID_NOT_FOUND')
    return generationId < 0 ? null : failed('UNKNOWN_MEMBER_ID')
  }

  fetchRefusal({ memberId, memberEpoch }: OffsetReader): Failure | null {
    return memberId !== null || memberEpoch >= 0 ? failed('UNKNOWN_MEMBER_ID') : null
  }

  deleteRefusal(): null {
    return null
  }

  offsetDeleteRefusal(): Failure | null {
    return this.type === 'share' ? failed('GROUP_ID_NOT_FOUND') : null
  }

  isSubscribedTo(): boolean {
    return false
  }

  offsetsAgeFrom(): (committed: CommittedOffset) => number {
    return ({ commitTimestampMs }) => commitTimestampMs
  }

  /** Members before what they hang on: Kafka refuses to load the other order. */
  removals(): GroupRecord[] {
    const { groupId, type: groupType } = this
    const head = headTypes[groupType]
    const order = (recordType: number) => (recordType === head ? -1 : recordType)
    const kept = [...this.#keys.values()].sort((a, b) => order(b.recordType) - order(a.recordType))
    return kept.map(({ key, recordType }) => ({
      kind: 'foreign',
      groupType,
      recordType,
      groupId,
      key,
      isRemoval: true
    }))
  }

  giveWay(): readonly GroupRecord[] | Failure {
    return this.type === 'share' ? failed('INCONSISTENT_GROUP_PROTOCOL') : this.removals()
  }

  describe(): null {
    return null
  }

  close(): void {}
}
