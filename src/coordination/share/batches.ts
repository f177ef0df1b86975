/*
 * Delivery states of offset ranges as kept by the share coordinator: sorted, non-overlapping, and with adjacent ranges of the same
 * state merged as Kafka merges them (org.apache.kafka.coordinator.share.PersisterStateBatchCombiner).
 */

/** A range of offsets, both ends inclusive. */
export interface StateBatch {
  readonly firstOffset: number
  readonly lastOffset: number
  /** 0 available, 2 acknowledged, 4 archived. */
  readonly deliveryState: number
  readonly deliveryCount: number
}

/** The higher delivery count wins, then the higher state, so that an older range never undoes a final state. */
const compareRank = (a: StateBatch, b: StateBatch): number =>
  a.deliveryCount - b.deliveryCount || a.deliveryState - b.deliveryState

/** Merges both lists. Drops offsets below `startOffset`, unless it is -1. */
export function combineBatches(
  before: readonly StateBatch[],
  added: readonly StateBatch[],
  startOffset: number
): StateBatch[] {
  const sorted = [...before, ...added]
    .filter(({ lastOffset }) => lastOffset >= startOffset)
    .map((each) => (each.firstOffset < startOffset ? { ...each, firstOffset: startOffset } : each))
    .sort(compare)
  return settled(sorted)
}

function compare(a: StateBatch, b: StateBatch): number {
  return a.firstOffset - b.firstOffset || a.lastOffset - b.lastOffset || compareRank(a, b)
}

/**
 * Resolves one pair after another, from the front. Ranges before a pair are final, even if a piece of the pair could extend them:
 * Kafka does not merge such neighbours either, and the records must be the same.
 */
function settled(sorted: readonly StateBatch[]): StateBatch[] {
  const final: StateBatch[] = []
  /** In reverse, so that the next range is last. */
  const rest = [...sorted].reverse()
  let first = rest.pop()
  while (first !== undefined) {
    const second = rest.pop()
    if (second !== undefined && isPair(first, second)) {
      for (const piece of piecesOf(first, second)) insert(rest, piece)
      first = rest.pop()
    } else {
      final.push(first)
      first = second
    }
  }
  return final
}

/** Whether the ranges overlap, or the second continues the first. */
function isPair(first: StateBatch, second: StateBatch): boolean {
  if (second.firstOffset <= first.lastOffset) return true
  return second.firstOffset === first.lastOffset + 1 && compareRank(first, second) === 0
}

/** Splits a pair into non-overlapping ranges; the higher rank wins the overlap. `second` must not start before `first`. */
function piecesOf(first: StateBatch, second: StateBatch): StateBatch[] {
  const rank = compareRank(second, first)
  if (rank === 0) return [{ ...first, lastOffset: Math.max(first.lastOffset, second.lastOffset) }]
  const pieces = rank > 0 ? [{ ...first, lastOffset: second.firstOffset - 1 }, second] : [first]
  const [front, back] = rank > 0 ? [second, first] : [first, second]
  pieces.push({ ...back, firstOffset: front.lastOffset + 1 })
  return pieces.filter(({ firstOffset, lastOffset }) => firstOffset <= lastOffset)
}

function insert(rest: StateBatch[], piece: StateBatch): void {
  let at = rest.length
  for (let next = rest[at - 1]; next !== undefined && compare(next, piece) < 0; next = rest[at - 1]) at--
  rest.splice(at, 0, piece)
}
