/** One partition of a Fetch request, identified by topic id from v13 on and by name before. */
export interface AskedPartition {
  readonly topic: string
  /** Empty if identified by name. */
  readonly topicId: string
  readonly partition: number
  fetchOffset: number
  maxBytes: number
  currentLeaderEpoch: number
  lastFetchedEpoch: number
  logStartOffset: number
  /** The high watermark known to the follower; the maximum if the request has none (KIP-1166). */
  highWatermark: number
  /** The value last sent to the client; -1 before. */
  toldHighWatermark: number
  toldLogStartOffset: number
}
