/** Kafka asks for the metadata anew after so long, even when nothing changed: about 25 days. */
const ageMaxMs = 2 ** 31 - 1

/** When a group has to look at the metadata of its topics again. In no record: it begins anew with each load. */
export class MetadataDeadline {
  #atMs = 0
  /** The group's epoch that this was said for. */
  #epoch = 0

  /** The metadata was looked at: the group's epoch is, or is about to be, `epoch`. */
  seen(nowMs: number, epoch: number): void {
    this.#atMs = nowMs + ageMaxMs
    this.#epoch = epoch
  }

  /** A topic of the group has changed. */
  changed(): void {
    this.#atMs = 0
    this.#epoch = 0
  }

  /** Also true when the epoch that the metadata was looked at for never came to be, because the log refused it. */
  isOver(nowMs: number, groupEpoch: number): boolean {
    return nowMs >= this.#atMs || groupEpoch < this.#epoch
  }
}
