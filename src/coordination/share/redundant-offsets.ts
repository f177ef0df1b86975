/*
 * Owns from when on what became redundant in the share state topic may be deleted: once the snapshots that supersede it cannot be
 * lost any more. Until then a process that is killed, or a leader that is replaced, goes on with what they supersede.
 */

/** The ends of one partition of the topic. */
interface Ends {
  readonly logEndOffset: number
  readonly highWatermark: number
}

interface Waiting {
  readonly offset: number
  /** When the high watermark comes here, every snapshot that `offset` counts on is committed. */
  readonly end: number
}

export class RedundantOffsets {
  readonly #waiting = new Map<number, Waiting>()

  /**
   * The offset below which nothing is needed, now that so much is committed; undefined: not known yet.
   * @param redundant below it nothing is needed by what is appended, committed or not
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
