/** The configs of the broker that the group coordinator reads, by Kafka's names. */
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

/** Reads them each time that one is needed. Properties, so that the compiler compares the names with the broker's. */
export interface ConfigReader {
  readonly number: (name: CoordinatorConfigName) => number
  /** The value of a config of the broker that is not a number, as text; null where it has none. */
  readonly text: (name: string) => string | null
  /** What holds for one group, such as `consumer.session.timeout.ms`: its own value, else the broker's. */
  readonly ofGroup: (groupId: string, name: string) => string | null
}
