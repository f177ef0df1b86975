/*
 * Owns the rules for in-sync replicas, as pure functions: state in, change out. The partition keeps the state, and
 * `in-sync-keeper.ts` has what is decided here written.
 * Source: kafka.cluster.Partition#maybeExpandIsr, #maybeShrinkIsr, #maybeIncrementLeaderHW.
 */

/** What a leader knows of one follower. Offsets are exclusive ends; times are monotonic milliseconds. */
export interface FollowerProgress {
  /** The follower has everything below it. */
  readonly endOffset: number
  /** When it last had all that the leader had at that time. */
  readonly caughtUpMs: number
}

/** One partition as its leader sees it. */
export interface LeaderView {
  readonly leaderId: number
  readonly replicas: readonly number[]
  /** As the metadata has it. */
  readonly isr: readonly number[]
  readonly logEndOffset: number
  readonly highWatermark: number
  /** Where the leader's epoch began: who has not come so far may still hold what has to be truncated. */
  readonly epochStartOffset: number
  readonly nowMs: number
  /** replica.lag.time.max.ms */
  readonly lagTimeMaxMs: number
  /** Undefined for a follower that has not been heard of since the leader's epoch began. */
  progressOf(brokerId: number): FollowerProgress | undefined
  /** Registered and not fenced, and as it was registered when it was last heard of. */
  isEligible(brokerId: number): boolean
}

/** The in-sync replicas as they should be, in the order of the assignment; null when they are as they should be. */
export function decideInSync(view: LeaderView): readonly number[] | null {
  const { isr, replicas, leaderId } = view
  const wanted = replicas.filter((id) => id === leaderId || (isr.includes(id) ? isInTime(view, id) : mayJoin(view, id)))
  return wanted.length === isr.length && wanted.every((id) => isr.includes(id)) ? null : wanted
}

/** A follower with all records is in time however long ago it asked: nothing was appended since. */
function isInTime(view: LeaderView, id: number): boolean {
  const progress = view.progressOf(id)
  if (progress === undefined) return false
  return progress.endOffset >= view.logEndOffset || view.nowMs - progress.caughtUpMs <= view.lagTimeMaxMs
}

function mayJoin(view: LeaderView, id: number): boolean {
  const progress = view.progressOf(id)
  if (progress === undefined || !view.isEligible(id)) return false
  return progress.endOffset >= view.highWatermark && progress.endOffset >= view.epochStartOffset
}

/**
 * What is committed: the least that the leader and everybody who counts have. These are the in-sync replicas, also those on
 * their way out; those on their way in, since the metadata may have them already; and followers that keep up, which could
 * never join if the high watermark ran ahead of them.
 * @param inSync the in-sync replicas and those on their way in
 */
export function committedEnd(view: LeaderView, writtenEnd: number, inSync: readonly number[]): number {
  let least = writtenEnd
  for (const id of view.replicas) {
    if (id === view.leaderId) continue
    const progress = view.progressOf(id)
    if (inSync.includes(id)) least = Math.min(least, progress?.endOffset ?? -1)
    else if (progress !== undefined && progress.endOffset < least && isJoining(view, id, progress))
      least = progress.endOffset
  }
  return least
}

const isJoining = (view: LeaderView, id: number, { caughtUpMs }: FollowerProgress) =>
  view.nowMs - caughtUpMs <= view.lagTimeMaxMs && view.isEligible(id)
