/*
 * Owns the delivery states of ranges of offsets as the share coordinator keeps them: sorted, without overlaps, and with
 * neighbours of one state joined as Kafka joins them (org.apache.kafka.coordinator.share.PersisterStateBatchCombiner).
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
const compareRank = (a: StateBatch, b: StateBatch): number =>
  a.deliveryCount - b.deliveryCount || a.deliveryState - b.deliveryState

/** Both lists as one. Offsets below `startOffset` are left out, unless it is -1. */
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
 * Goes from the front and settles one pair after the other. What lies before a pair is final, even if a piece of the pair could
 * continue it: Kafka leaves such neighbours apart, and so they stand in the records.
 */
function settled(sorted: readonly StateBatch[]): StateBatch[] {
  const final: StateBatch[] = []
  /** The next one last. */
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

/** They overlap, or the second continues the first. */
function isPair(first: StateBatch, second: StateBatch): boolean {
  if (second.firstOffset <= first.lastOffset) return true
  return second.firstOffset === first.lastOffset + 1 && compareRank(first, second) === 0
}

/** What a pair covers, without overlaps: where both are, the one of the higher rank. `second` does not begin before `first`. */
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
