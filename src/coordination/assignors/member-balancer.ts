/**
 * Iterates over a topic's members: least loaded first, repeatedly until all are equal, and most loaded first from the other end
 * (UniformHeterogeneousAssignmentBuilder.MemberAssignmentBalancer). The caller updates the sizes.
 */
export class MemberBalancer {
  readonly #sizes: readonly number[]
  #sorted: number[] = []
  #leastEnd = 0
  #leastCount = -1
  #nextLeast = 0
  #mostStart = 0
  #mostEnd = 0
  #mostCount = 1
  #nextMost = -1

  /** `sizes` holds the partition count of each member, and is read on demand. */
  constructor(sizes: readonly number[]) {
    this.#sizes = sizes
  }

  #sizeAt(place: number): number {
    return this.#sizes[this.#sorted[place] ?? -1] ?? 0
  }

  /** Returns the difference in load between the most and the least loaded of these members. */
  begin(members: readonly number[]): number {
    const sizeOf = (member: number) => this.#sizes[member] ?? 0
    this.#sorted = [...members].sort((a, b) => sizeOf(a) - sizeOf(b) || a - b)
    const last = this.#sorted.length - 1
    this.#leastEnd = 0
    this.#leastCount = this.#sizeAt(0) - 1
    this.#nextLeast = 0
    this.#mostStart = this.#sorted.length
    this.#mostEnd = this.#sorted.length
    this.#mostCount = this.#sizeAt(last) + 1
    this.#nextMost = last
    return this.#sizeAt(last) - this.#sizeAt(0)
  }

  nextLeastLoaded(): number {
    if (this.#nextLeast >= this.#leastEnd) {
      this.#leastCount++
      while (this.#leastEnd < this.#sorted.length && this.#sizeAt(this.#leastEnd) === this.#leastCount) this.#leastEnd++
      this.#nextLeast = 0
    }
    return this.#sorted[this.#nextLeast++] ?? -1
  }

  /** Returns -1 if no member is left. */
  nextMostLoaded(): number {
    if (this.#nextMost < this.#mostStart) {
      const isRangeEmpty = this.#mostEnd <= this.#mostStart && this.#mostStart > 0
      this.#mostCount = isRangeEmpty ? this.#sizeAt(this.#mostStart - 1) : this.#mostCount - 1
      while (this.#mostStart > 0 && this.#sizeAt(this.#mostStart - 1) === this.#mostCount) this.#mostStart--
      this.#nextMost = this.#mostEnd - 1
    }
    return this.#nextMost < 0 ? -1 : (this.#sorted[this.#nextMost--] ?? -1)
  }

  /** Excludes the member last returned as most loaded, because it has no partition to give up. */
  excludeMostLoaded(): void {
    const place = this.#nextMost + 1
    const last = --this.#mostEnd
    const [member, other] = [this.#sorted[place] ?? -1, this.#sorted[last] ?? -1]
    this.#sorted[place] = other
    this.#sorted[last] = member
  }

  get isBalanced(): boolean {
    return this.#mostCount - this.#leastCount <= 1
  }
}
