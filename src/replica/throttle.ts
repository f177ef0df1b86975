/*
 * The replication quota, one for a broker's leaders and one for its followers: which partitions it applies to, how much was
 * copied recently, and whether that is too much. Does not delay anything itself. Source: kafka.server.ReplicationQuotaManager;
 * org.apache.kafka.common.metrics.stats.SimpleRate, SampledStat.
 */
interface ThrottleRules {
  /** Client time. */
  readonly nowMs: () => number
  /** `leader.replication.throttled.rate` or `follower.replication.throttled.rate`; infinite if unset. */
  readonly bytesPerSecond: () => number
  /** replication.quota.window.num */
  readonly windows: () => number
  /** replication.quota.window.size.seconds */
  readonly windowMs: () => number
  /** Whether the topic's list of throttled replicas contains this broker's replica. */
  readonly isThrottled: (topic: string, partition: number) => boolean
}

/** Bytes copied in one time window. */
interface Sample {
  readonly startMs: number
  lastMs: number
  bytes: number
}

export class ReplicationThrottle {
  readonly #rules: ThrottleRules
  #samples: Sample[] = []

  constructor(rules: ThrottleRules) {
    this.#rules = rules
  }

  isThrottled(topic: string, partition: number): boolean {
    return this.#rules.isThrottled(topic, partition)
  }

  /** Whether the recent windows exceed the rate. */
  get isExceeded(): boolean {
    const most = this.#rules.bytesPerSecond()
    return most !== Number.POSITIVE_INFINITY && this.#bytesPerSecond() > most
  }

  /** Records `bytes` copied for throttled replicas. */
  record(bytes: number): void {
    if (bytes === 0) return
    const nowMs = this.#rules.nowMs()
    this.#dropOld(nowMs)
    let sample = this.#samples.at(-1)
    if (sample === undefined || nowMs - sample.startMs >= this.#rules.windowMs()) {
      sample = { startMs: nowMs, lastMs: nowMs, bytes: 0 }
      this.#samples.push(sample)
    }
    sample.lastMs = nowMs
    sample.bytes += bytes
  }

  /** Measured since the oldest sample, and over at least one window. */
  #bytesPerSecond(): number {
    const nowMs = this.#rules.nowMs()
    this.#dropOld(nowMs)
    const [oldest] = this.#samples
    if (oldest === undefined) return 0
    const overMs = Math.max(nowMs - oldest.startMs, this.#rules.windowMs())
    return (this.#samples.reduce((sum, { bytes }) => sum + bytes, 0) * 1_000) / overMs
  }

  #dropOld(nowMs: number): void {
    const keptMs = this.#rules.windows() * this.#rules.windowMs()
    const isOld = ({ lastMs }: Sample) => nowMs - lastMs >= keptMs
    if (this.#samples.some(isOld)) this.#samples = this.#samples.filter((each) => !isOld(each))
  }
}
