/*
 * Start offsets of one log's leader epochs, in memory and as Kafka's `leader-epoch-checkpoint` file. Does not decide who leads.
 * Source: KIP-101; kafka.LeaderEpochFileCache.
 */
interface EpochEntry {
  readonly epoch: number
  readonly startOffset: number
}

export class EpochCache {
  #entries: EpochEntry[] = []

  get entries(): readonly EpochEntry[] {
    return this.#entries
  }

  get latest(): number {
    return this.#entries.at(-1)?.epoch ?? -1
  }

  /** Returns true if the entry is new. Removes entries that contradict it, as after an unnoticed truncation. */
  assign(epoch: number, startOffset: number): boolean {
    const last = this.#entries.at(-1)
    if (last !== undefined && last.epoch >= epoch && last.startOffset <= startOffset) return false
    this.#entries = this.#entries.filter((entry) => entry.epoch < epoch && entry.startOffset < startOffset)
    this.#entries.push({ epoch, startOffset })
    return true
  }

  /** Largest epoch at or below `epoch`, and the start offset of the next one. */
  endOffsetFor(
    epoch: number,
    logEndOffset: number
  ): { readonly leaderEpoch: number; readonly endOffset: number } | undefined {
    if (epoch < 0) return undefined
    if (epoch === this.latest) return { leaderEpoch: epoch, endOffset: logEndOffset }
    const next = this.#entries.findIndex((entry) => entry.epoch > epoch)
    if (next < 0) return undefined
    const at = this.#entries[next - 1]
    const { startOffset } = this.#entries[next] as EpochEntry
    return at === undefined
      ? { leaderEpoch: epoch, endOffset: startOffset }
      : { leaderEpoch: at.epoch, endOffset: startOffset }
  }

  epochAt(offset: number): number {
    for (let n = this.#entries.length - 1; n >= 0; n--) {
      const entry = this.#entries[n] as EpochEntry
      if (entry.startOffset <= offset) return entry.epoch
    }
    return -1
  }

  truncateFromEnd(endOffset: number): boolean {
    const before = this.#entries.length
    this.#entries = this.#entries.filter((entry) => entry.startOffset < endOffset)
    return this.#entries.length !== before
  }

  /** Moves the start of the epoch that contains `startOffset` to that offset. */
  truncateFromStart(startOffset: number): boolean {
    const holder = this.#entries.filter((entry) => entry.startOffset <= startOffset).at(-1)
    if (holder === undefined || (holder === this.#entries[0] && holder.startOffset === startOffset)) return false
    const later = this.#entries.filter((entry) => entry.startOffset > startOffset)
    this.#entries = [{ epoch: holder.epoch, startOffset }, ...later]
    return true
  }

  /** Replaces the entries with those of `other`. */
  takeFrom(other: EpochCache): void {
    this.#entries = other.#entries
  }

  clear(): void {
    this.#entries = []
  }

  toText(): string {
    return `0\n${this.#entries.length}\n${this.#entries.map((entry) => `${entry.epoch} ${entry.startOffset}\n`).join('')}`
  }

  /** Undefined if the text is not such a file. An empty file has no epochs: Kafka creates it before it has any. */
  static fromText(text: string): EpochCache | undefined {
    if (text === '') return new EpochCache()
    const match = /^0\n(\d+)\n((?:\d+ \d+\n?)*)$/.exec(text)
    if (match === null) return undefined
    const cache = new EpochCache()
    for (const line of (match[2] ?? '').split('\n').filter((each) => each !== '')) {
      const [epoch, startOffset] = line.split(' ').map(Number)
      cache.assign(epoch as number, startOffset as number)
    }
    return cache
  }
}
