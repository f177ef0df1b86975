/*
 * Owns the delivery states of ranges of offsets as the share coordinator keeps them: sorted, without overlaps, and with equal
 * neighbours joined (org.apache.kafka.coordinator.share.PersisterStateBatchCombiner).
 */

/** One range of offsets, both ends included. */
export interface StateBatch {
  readonly firstOffset: number
  readonly lastOffset: number
  /** 0 available, 2 acknowledged, 4 archived. */
  readonly deliveryState: number
  readonly deliveryCount: number
}

/** More deliveries win, then the higher state: what is final is never taken back by an older range. */
const outranks = (a: StateBatch, b: StateBatch): boolean =>
  a.deliveryCount === b.deliveryCount ? a.deliveryState > b.deliveryState : a.deliveryCount > b.deliveryCount

const isAlike = (a: StateBatch, b: StateBatch): boolean =>
  a.deliveryState === b.deliveryState && a.deliveryCount === b.deliveryCount

/** Both lists as one. Offsets below `startOffset` are left out, unless it is -1. */
export function combineBatches(
  before: readonly StateBatch[],
  added: readonly StateBatch[],
  startOffset: number
): StateBatch[] {
  const sorted = [...before, ...added]
    .filter(({ lastOffset }) => lastOffset >= startOffset)
    .map((each) => (each.firstOffset < startOffset ? { ...each, firstOffset: startOffset } : each))
    .sort((a, b) => a.firstOffset - b.firstOffset)
  return joined(withoutOverlaps(sorted))
}

/**
 * Walks the ends of all ranges. Of the ranges that cover a stretch the one of the highest rank gives its state, so a stretch
 * costs one look at the ranges that are open there.
 */
function withoutOverlaps(sorted: readonly StateBatch[]): StateBatch[] {
  const flat: StateBatch[] = []
  let open: StateBatch[] = []
  let at = 0
  let next = 0
  while (next < sorted.length || open.length > 0) {
    if (open.length === 0) at = sorted[next]?.firstOffset ?? at
    for (let each = sorted[next]; each !== undefined && each.firstOffset <= at; each = sorted[next]) {
      open.push(each)
      next++
    }
    const best = open.reduce((a, b) => (outranks(b, a) ? b : a))
    const nextFirst = sorted[next]?.firstOffset ?? Number.POSITIVE_INFINITY
    const lastOffset = Math.min(best.lastOffset, nextFirst - 1)
    flat.push({ ...best, firstOffset: at, lastOffset })
    at = lastOffset + 1
    open = open.filter((each) => each.lastOffset >= at)
  }
  return flat
}

function joined(flat: readonly StateBatch[]): StateBatch[] {
  const all: StateBatch[] = []
  for (const each of flat) {
    const last = all.at(-1)
    const continues = last !== undefined && last.lastOffset + 1 === each.firstOffset && isAlike(last, each)
    if (continues) all[all.length - 1] = { ...last, lastOffset: each.lastOffset }
    else all.push(each)
  }
  return all
}
