/*
 * Owns the rate at which throttled replicas are copied, one throttle for the leaders of a broker and one for its followers:
 * which partitions it is about, what was copied lately, and whether that is too much. Holds nothing back itself.
 * Source: kafka.server.ReplicationQuotaManager; org.apache.kafka.common.metrics.stats.SimpleRate, SampledStat.
 */
interface ThrottleRules {
  /** Client time. */
  readonly nowMs: () => number
  /** `leader.replication.throttled.rate` or `follower.replication.throttled.rate`; infinite where nobody has set it. */
  readonly bytesPerSecond: () => number
  /** replication.quota.window.num */
  readonly windows: () => number
  /** replication.quota.window.size.seconds */
  readonly windowMs: () => number
  /** The topic's list of throttled replicas names this broker's replica of the partition. */
  readonly isThrottled: (topic: string, partition: number) => boolean
}

/** What was copied in one window of time. */
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

  /** More was copied in the last windows than the rate allows. */
  get isExceeded(): boolean {
    const most = this.#rules.bytesPerSecond()
    return most !== Number.POSITIVE_INFINITY && this.#bytesPerSecond() > most
  }

  /** `bytes` of throttled replicas were copied. */
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

  /** Over the time since the oldest sample, and over one window at least. */
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
