/** Kafka refreshes the metadata after this time even without changes: about 25 days. */
const ageMaxMs = 2 ** 31 - 1

/** When a group must check its topics' metadata again. Not persisted, so it restarts with each load. */
export class MetadataDeadline {
  #atMs = 0
  /** The group epoch that the deadline applies to. */
  #epoch = 0

  /** Records that the metadata was checked. The group epoch is, or is about to become, `epoch`. */
  seen(nowMs: number, epoch: number): void {
    this.#atMs = nowMs + ageMaxMs
    this.#epoch = epoch
  }

  /** Must be called when one of the group's topics has changed. */
  changed(): void {
    this.#atMs = 0
    this.#epoch = 0
  }

  /** Also true if the epoch that the metadata was checked for was never reached, because its append failed. */
  isOver(nowMs: number, groupEpoch: number): boolean {
    return nowMs >= this.#atMs || groupEpoch < this.#epoch
  }
}
