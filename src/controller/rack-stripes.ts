/*
 * Spreads replicas over racks and over the brokers of each rack in round-robin order, shifted by one for each partition. Knows no
 * metadata. Source: org.apache.kafka.metadata.placement.StripedReplicaPlacer.
 */

interface PlaceableBroker {
  readonly id: number
  readonly rack: string | null
  readonly isFenced: boolean
}

/** The brokers of one rack, in round-robin order. */
class Turns {
  #ids: number[]
  #first: number
  #taken = 0
  #partition = 0

  constructor(ids: readonly number[], firstIndex: number) {
    this.#ids = [...ids]
    this.#first = firstIndex
  }

  get size(): number {
    return this.#ids.length
  }

  /** Advances to the next broker with each new partition. Undefined when this partition has used all of them. */
  next(partition: number): number | undefined {
    if (partition !== this.#partition) {
      this.#partition = partition
      this.#first++
      this.#taken = 0
    }
    if (this.#taken >= this.#ids.length) return undefined
    return this.#ids[(this.#first + this.#taken++) % this.#ids.length]
  }

  shuffle(below: (count: number) => number): void {
    this.#ids = shuffled(this.#ids, below)
  }
}

interface Rack {
  readonly alive: Turns
  /** Used when no other broker of the rack is left. */
  readonly fenced: Turns
}

export class RackStripes {
  #racks: Rack[]
  readonly #below: (count: number) => number
  readonly #aliveCount: number
  #firstRack: number
  /** Partitions since the last shuffle. */
  #placed = 0

  /** At least one broker must be alive. @param below a random number below `count` */
  constructor(brokers: readonly PlaceableBroker[], firstIndex: number, below: (count: number) => number) {
    const names = [...new Set(brokers.map(({ rack }) => rack))].sort(byName)
    const of = (name: string | null, isFenced: boolean) =>
      brokers.filter((broker) => broker.rack === name && broker.isFenced === isFenced).map(({ id }) => id)
    // Different for racks and brokers; otherwise topics of the same size would all start on the same few.
    const firstBroker = Math.floor(firstIndex / names.length)
    this.#racks = names.map((name) => ({
      alive: new Turns(of(name, false), firstBroker),
      fenced: new Turns(of(name, true), firstBroker)
    }))
    this.#below = below
    this.#aliveCount = brokers.filter(({ isFenced }) => !isFenced).length
    this.#firstRack = firstIndex % names.length
  }

  /** Replicas of one partition without repeats; the first one, the leader, is alive. There must be at least `count` brokers. */
  next(count: number): number[] {
    if (this.#placed === this.#aliveCount && this.#aliveCount > 1) this.#shuffle()
    const racks = this.#racks.map((_, n) => this.#racks[(this.#firstRack + n) % this.#racks.length] as Rack)
    const leaderRack = racks.findIndex(({ alive }) => alive.size > 0)
    const replicas = [racks[leaderRack]?.alive.next(this.#placed) as number]
    for (let at = 0, isFirstRound = true; replicas.length < count; at++) {
      if (at === racks.length) {
        at = 0
        isFirstRound = false
      }
      // The leader's rack has had its turn.
      if (isFirstRound && at === leaderRack) continue
      const rack = racks[at]
      const id = rack?.alive.next(this.#placed) ?? rack?.fenced.next(this.#placed)
      if (id !== undefined) replicas.push(id)
    }
    this.#firstRack = (this.#firstRack + 1) % this.#racks.length
    this.#placed++
    return replicas
  }

  /**
   * Every broker has led once. Shuffling the followers from here on spreads the partitions of a lost broker over several others.
   */
  #shuffle(): void {
    this.#racks = shuffled(this.#racks, this.#below)
    for (const { alive, fenced } of this.#racks) for (const turns of [alive, fenced]) turns.shuffle(this.#below)
    this.#placed = 0
  }
}

/** Brokers without a rack come first. */
const byName = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null || (b !== null && a < b) ? -1 : 1

function shuffled<T>(items: readonly T[], below: (count: number) => number): T[] {
  const left = [...items]
  for (let n = left.length - 1; n > 0; n--) {
    const other = below(n + 1)
    const item = left[n] as T
    left[n] = left[other] as T
    left[other] = item
  }
  return left
}
