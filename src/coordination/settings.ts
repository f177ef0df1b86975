import type { Partition } from '../replica/index.ts'

/** The configs of the broker that the coordinator reads, by Kafka's names. */
export type CoordinatorConfigName =
  | 'group.initial.rebalance.delay.ms'
  | 'group.max.session.timeout.ms'
  | 'group.max.size'
  | 'group.min.session.timeout.ms'
  | 'offset.metadata.max.bytes'
  | 'offsets.commit.timeout.ms'
  | 'offsets.retention.check.interval.ms'
  | 'offsets.retention.minutes'

/** Reads them each time that one is needed. A property, so that the compiler compares the names with the broker's. */
export interface ConfigReader {
  readonly number: (name: CoordinatorConfigName) => number
}

/** Where the coordinator tells what happened; the broker's logger fits. */
export interface CoordinatorLog {
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  error(message: string, fields?: Record<string, unknown>): void
  debug(message: string, fields?: Record<string, unknown>): void
}

/** What a shard needs of the internal topic's partition. */
export type CoordinatedPartition = Pick<
  Partition,
  'topic' | 'partition' | 'isLeader' | 'leaderEpoch' | 'append' | 'whenAcknowledged' | 'read'
> & { readonly log: Pick<Partition['log'], 'logStartOffset' | 'logEndOffset'> }

export const offsetsTopic = '__consumer_offsets'
