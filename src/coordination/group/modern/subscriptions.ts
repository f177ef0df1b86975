/*
 * Counts the subscriptions per topic in a group of the new protocols, by name and by regular expression.
 * Source: org.apache.kafka.coordinator.group.modern.SubscriptionCount, ModernGroup#subscriptionType.
 */

/** Number of members that name a topic, and of regular expressions that match it. */
interface SubscriptionCount {
  readonly byName: number
  readonly byRegex: number
}

/** `homogeneous` means that all members are subscribed to the same topics. */
export type SubscriptionType = 'homogeneous' | 'heterogeneous'

export class Subscriptions {
  readonly #counts: Map<string, SubscriptionCount>

  constructor(counts: ReadonlyMap<string, SubscriptionCount> = new Map()) {
    this.#counts = new Map(counts)
  }

  get topics(): Iterable<string> {
    return this.#counts.keys()
  }

  get counts(): Iterable<SubscriptionCount> {
    return this.#counts.values()
  }

  has(topic: string): boolean {
    return this.#counts.has(topic)
  }

  copy(): Subscriptions {
    return new Subscriptions(this.#counts)
  }

  /** A member starts or stops naming these topics. */
  named(topics: Iterable<string>, by: 1 | -1): void {
    for (const topic of topics) this.#add(topic, { byName: by, byRegex: 0 })
  }

  /** A regular expression starts or stops matching these topics. */
  matched(topics: Iterable<string>, by: 1 | -1): void {
    for (const topic of topics) this.#add(topic, { byName: 0, byRegex: by })
  }

  #add(topic: string, by: SubscriptionCount): void {
    const { byName, byRegex } = this.#counts.get(topic) ?? { byName: 0, byRegex: 0 }
    const next = { byName: Math.max(byName + by.byName, 0), byRegex: Math.max(byRegex + by.byRegex, 0) }
    if (next.byName === 0 && next.byRegex === 0) this.#counts.delete(topic)
    else this.#counts.set(topic, next)
  }

  /** Subscription type of a group without regular expressions. */
  typeFor(memberCount: number): SubscriptionType {
    for (const { byName } of this.counts) if (byName !== memberCount) return 'heterogeneous'
    return 'homogeneous'
  }
}
