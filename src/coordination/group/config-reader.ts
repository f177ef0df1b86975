/** Kafka's names of the broker configs that the group coordinator reads. */
type CoordinatorConfigName =
  | 'group.consumer.max.size'
  | 'group.consumer.regex.refresh.interval.ms'
  | 'group.share.initialize.retry.interval.ms'
  | 'group.share.max.size'
  | 'group.initial.rebalance.delay.ms'
  | 'group.max.session.timeout.ms'
  | 'group.max.size'
  | 'group.min.session.timeout.ms'
  | 'group.streams.max.size'
  | 'offset.metadata.max.bytes'
  | 'offsets.commit.timeout.ms'
  | 'offsets.retention.check.interval.ms'
  | 'offsets.retention.minutes'

/** Reads current config values. Declared as properties so that the compiler checks the names against the broker's. */
export interface ConfigReader {
  readonly number: (name: CoordinatorConfigName) => number
  /** The value of a non-numeric broker config; null if it is not set. */
  readonly text: (name: string) => string | null
  /** The value in effect for a group, such as `consumer.session.timeout.ms`: its own, otherwise the broker's. */
  readonly ofGroup: (groupId: string, name: string) => string | null
}
