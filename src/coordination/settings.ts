import type { Partition } from '../replica/index.ts'

/** What the coordinator reads of the broker's configs, by Kafka's names, each time that it needs it. */
export interface ConfigReader {
  number(name: string): number
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
