/*
 * Counters of the group coordinator since its start, as in Kafka's GroupCoordinatorMetrics.
 */

export interface GroupCounts {
  /** Completed rebalances of classic groups. */
  completed: number
  /** New group epochs, by group type. */
  consumer: number
  share: number
  streams: number
  /** Partition offsets committed, deleted by clients, and expired. */
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
