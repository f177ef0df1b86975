/*
 * The ISR rules as pure functions: state in, change out. The partition keeps the state, and `in-sync-keeper.ts` writes the
 * decisions. Source: kafka.cluster.Partition#maybeExpandIsr, #maybeShrinkIsr, #maybeIncrementLeaderHW.
 */

/** A leader's knowledge of one follower. Offsets are exclusive ends; times are monotonic milliseconds. */
export interface FollowerProgress {
  /** The follower has everything below this offset. */
  readonly endOffset: number
  /** When it last had everything that the leader had at that moment. */
  readonly caughtUpMs: number
}

/** One partition from its leader's point of view. */
export interface LeaderView {
  readonly leaderId: number
  readonly replicas: readonly number[]
  /** As in the metadata. */
  readonly isr: readonly number[]
  readonly logEndOffset: number
  readonly highWatermark: number
  /** Start of the leader's epoch: a follower that is not there yet may still hold records that must be truncated. */
  readonly epochStartOffset: number
  readonly nowMs: number
  /** replica.lag.time.max.ms */
  readonly lagTimeMaxMs: number
  /** Undefined for a follower that has not fetched since the leader's epoch began. */
  progressOf(brokerId: number): FollowerProgress | undefined
  /** Whether the broker is registered, unfenced, and still has the registration of its last fetch. */
  isEligible(brokerId: number): boolean
}

/** The ISR as it should be, in assignment order; null if it is already. */
export function decideInSync(view: LeaderView): readonly number[] | null {
  const { isr, replicas, leaderId } = view
  const wanted = replicas.filter((id) => id === leaderId || (isr.includes(id) ? isInTime(view, id) : mayJoin(view, id)))
  return wanted.length === isr.length && wanted.every((id) => isr.includes(id)) ? null : wanted
}

/** A follower with all records is in sync however long ago it fetched, because nothing was appended since. */
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
 * The committed end offset: the minimum of the leader and every replica that counts. These are the ISR, including members about
 * to leave; replicas about to join, which may already be in the metadata; and followers that keep up, which could never join if
 * the high watermark ran ahead of them. @param inSync the ISR and the replicas about to join
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
