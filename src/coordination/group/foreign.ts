import type { ForeignGroupType, GroupRecord } from '../group-records.ts'

/** The record whose removal ends a group, for each type. */
const headTypes: { readonly [K in ForeignGroupType]: number } = { consumer: 3, share: 11, streams: 17 }

/**
 * A group of a protocol that is kept in the log but not served: consumer, share and streams groups of an Apache Kafka
 * directory. Its members cannot heartbeat here, so it counts as empty; its offsets are there to be read.
 */
export class ForeignGroup {
  readonly type: ForeignGroupType
  readonly groupId: string
  readonly state = 'Empty'
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

  /** Removes every record, members before what they hang on: Kafka refuses to load the other order. */
  removals(): GroupRecord[] {
    const head = headTypes[this.type]
    const order = (recordType: number) => (recordType === head ? -1 : recordType)
    const kept = [...this.#keys.values()].sort((a, b) => order(b.recordType) - order(a.recordType))
    return kept.map(({ key }): GroupRecord => ({ kind: 'foreign-removal', groupId: this.groupId, key }))
  }
}
