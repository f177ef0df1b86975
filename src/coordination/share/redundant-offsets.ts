/*
 * Decides when redundant records of the share state topic can be deleted: once the snapshots that supersede them are committed. Until
 * then, a restarted broker or a new leader may still need the superseded records.
 */

/** Log end offset and high watermark of one partition of the topic. */
interface Ends {
  readonly logEndOffset: number
  readonly highWatermark: number
}

interface Waiting {
  readonly offset: number
  /** Once the high watermark reaches this offset, every snapshot that `offset` relies on is committed. */
  readonly end: number
}

export class RedundantOffsets {
  readonly #waiting = new Map<number, Waiting>()

  /**
   * Returns the offset below which no record is needed given the current high watermark; undefined if not yet known.
   * @param redundant offset below which no record is needed given all appended records, committed or not
   */
  committed(partition: number, redundant: number, { logEndOffset, highWatermark }: Ends): number | undefined {
    if (highWatermark >= logEndOffset) {
      this.#waiting.delete(partition)
      return redundant
    }
    const waiting = this.#waiting.get(partition)
    const isCommitted = waiting !== undefined && highWatermark >= waiting.end
    if (waiting === undefined || isCommitted) this.#waiting.set(partition, { offset: redundant, end: logEndOffset })
    return isCommitted ? waiting.offset : undefined
  }
}
