/** What a Fetch asks of one partition, which is known by topic id from v13 on, by name before. */
export interface AskedPartition {
  readonly topic: string
  /** Empty: by name. */
  readonly topicId: string
  readonly partition: number
  fetchOffset: number
  maxBytes: number
  currentLeaderEpoch: number
  lastFetchedEpoch: number
  logStartOffset: number
  /** What a follower knows to be committed; as large as can be where it does not say (KIP-1166). */
  highWatermark: number
  /** What the client was told last; -1 before. */
  toldHighWatermark: number
  toldLogStartOffset: number
}
