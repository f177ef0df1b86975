/*
 * Owns what the group coordinator counts since its start, as Kafka's GroupCoordinatorMetrics does.
 */

export interface GroupCounts {
  /** Rebalances of classic groups that were completed. */
  completed: number
  /** New epochs of groups, by their type. */
  consumer: number
  share: number
  streams: number
  /** Offsets of partitions that were committed, deleted by a client, and that expired. */
  offsetCommits: number
  offsetDeletions: number
  offsetExpirations: number
}

export const newCounts = (): GroupCounts => ({
  completed: 0,
  consumer: 0,
  share: 0,
  streams: 0,
  offsetCommits: 0,
  offsetDeletions: 0,
  offsetExpirations: 0
})
