/*
 * Plans where replicas and leaders should go when a broker is drained or a cluster is rebalanced. Pure: state in, replicas out.
 */
import {
  type BrokerState,
  type ClusterState,
  isMoving,
  nameOf,
  type PartitionState,
  targetOf
} from './cluster-state.ts'

/** The planned replicas of a partition, the preferred leader first. */
export interface PlannedMove {
  readonly topic: string
  readonly partition: number
  readonly from: readonly number[]
  readonly to: readonly number[]
  /** An earlier move must be cancelled first, because its adding or removing replicas would stay. */
  readonly replaces?: boolean
}

export interface Plan {
  readonly moves: readonly PlannedMove[]
  /** Why partitions cannot be moved, for people to read. */
  readonly refused: readonly string[]
}

interface Placed {
  readonly state: PartitionState
  readonly from: readonly number[]
  to: number[]
}

/** The number of replicas and preferred leaders of each broker under the current plan. */
class Load {
  readonly replicas = new Map<number, number>()
  readonly leaders = new Map<number, number>()
  readonly #ofTopic = new Map<string, number>()

  constructor(brokers: readonly BrokerState[], placed: readonly Placed[]) {
    for (const { id } of brokers) {
      this.replicas.set(id, 0)
      this.leaders.set(id, 0)
    }
    for (const { state, to } of placed) {
      for (const id of to) this.add(id, state.topic, 1)
      this.addLeader(to[0] ?? -1, 1)
    }
  }

  add(id: number, topic: string, count: number): void {
    this.replicas.set(id, this.of(id) + count)
    this.#ofTopic.set(`${id} ${topic}`, this.ofTopic(id, topic) + count)
  }

  addLeader(id: number, count: number): void {
    this.leaders.set(id, this.leadersOf(id) + count)
  }

  of = (id: number): number => this.replicas.get(id) ?? 0
  leadersOf = (id: number): number => this.leaders.get(id) ?? 0
  ofTopic = (id: number, topic: string): number => this.#ofTopic.get(`${id} ${topic}`) ?? 0
}

const placedOf = (partitions: readonly PartitionState[]): Placed[] =>
  partitions.map((state) => ({ state, from: targetOf(state), to: targetOf(state) }))

const racksOf = (brokers: readonly BrokerState[]) => new Map(brokers.map(({ id, rack }) => [id, rack]))

/** How many of these brokers are in the rack of `id`; 0 without racks. */
function sharers(ids: readonly number[], id: number, racks: ReadonlyMap<number, string | null>): number {
  const rack = racks.get(id) ?? null
  return rack === null ? 0 : ids.filter((other) => racks.get(other) === rack).length
}

function planOf(placed: readonly Placed[], refused: readonly string[] = []): Plan {
  const isChanged = ({ from, to }: Placed) => from.join() !== to.join()
  const moves = placed.filter(isChanged).map(({ state, from, to }) => {
    const { topic, partition, replicas, adding, removing } = state
    const addsNone = to.every((id) => replicas.includes(id))
    const removesNone = replicas.every((id) => to.includes(id))
    const replaces = (addsNone && adding.length > 0) || (removesNone && removing.length > 0)
    return { topic, partition, from, to, ...(replaces ? { replaces } : {}) }
  })
  return { moves, refused }
}

/**
 * Removes every replica from a broker. A live broker takes its place in the order: one in the rack with the fewest other replicas
 * of the partition, then the one with the fewest replicas of the topic and overall. A partition without any other readable copy
 * stays.
 */
export function drainPlan({ brokers, partitions }: ClusterState, drained: number): Plan {
  const others = brokers.filter(({ id, isFenced }) => id !== drained && !isFenced)
  const isAlive = brokers.some(({ id, isFenced }) => id === drained && !isFenced)
  const racks = racksOf(brokers)
  const placed = placedOf(partitions)
  const load = new Load(others, placed)
  const refused: string[] = []
  for (const each of placed) {
    const { state, to } = each
    const at = to.indexOf(drained)
    if (at < 0) continue
    const rest = to.filter((id) => id !== drained)
    const free = others.filter(({ id }) => !rest.includes(id))
    if (state.leader < 0 || (!isAlive && state.leader === drained)) {
      refused.push(`${nameOf(state)} has no leader to copy from`)
      continue
    }
    const rank = ({ id }: BrokerState) => [
      sharers(rest, id, racks),
      at === 0 ? load.leadersOf(id) : 0,
      load.ofTopic(id, state.topic),
      load.of(id),
      id
    ]
    const [best] = free.sort((a, b) => compare(rank(a), rank(b)))
    if (best === undefined) {
      refused.push(`${nameOf(state)} has ${to.length} replicas, and there is no further broker for one of them`)
      continue
    }
    each.to = to.with(at, best.id)
    load.add(drained, state.topic, -1)
    load.add(best.id, state.topic, 1)
    if (at === 0) load.addLeader(best.id, 1)
  }
  return planOf(placed, refused)
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * Spreads replicas over racks, then over live brokers, then preferred leaders, so that counts differ by at most one wherever
 * racks allow it. Moves no replica unnecessarily; replicas on absent brokers stay (`drainPlan` handles those).
 */
export function rebalancePlan({ brokers, partitions }: ClusterState): Plan {
  const alive = brokers.filter(({ isFenced }) => !isFenced)
  const racks = racksOf(brokers)
  const placed = placedOf(partitions)
  // Nothing can be copied without a leader, and ongoing moves are left to finish.
  const movable = placed.filter(({ state }) => state.leader >= 0 && !isMoving(state))
  const load = new Load(alive, placed)
  spreadOverRacks(movable, alive, racks, load)
  spreadReplicas(movable, alive, racks, load)
  spreadLeaders(movable, alive, load)
  return planOf(placed)
}

function move(each: Placed, from: number, to: number, load: Load): void {
  const { topic } = each.state
  if (each.to[0] === from) {
    load.addLeader(from, -1)
    load.addLeader(to, 1)
  }
  each.to = each.to.with(each.to.indexOf(from), to)
  load.add(from, topic, -1)
  load.add(to, topic, 1)
}

function spreadOverRacks(
  placed: readonly Placed[],
  alive: readonly BrokerState[],
  racks: ReadonlyMap<number, string | null>,
  load: Load
): void {
  for (const each of placed) {
    // Each pass moves one replica out of a rack that it shares into a rack without one.
    for (;;) {
      const shared = each.to.filter((id) => load.replicas.has(id) && sharers(each.to, id, racks) > 1)
      const free = alive.filter(({ id, rack }) => rack !== null && sharers(each.to, id, racks) === 0)
      const from = shared.sort((a, b) => load.of(b) - load.of(a))[0]
      const into = free.sort((a, b) => load.of(a.id) - load.of(b.id))[0]
      if (from === undefined || into === undefined) break
      move(each, from, into.id, load)
    }
  }
}

function spreadReplicas(
  placed: readonly Placed[],
  alive: readonly BrokerState[],
  racks: ReadonlyMap<number, string | null>,
  load: Load
): void {
  const on = new Map<number, Set<Placed>>(alive.map(({ id }) => [id, new Set()]))
  for (const each of placed) for (const id of each.to) on.get(id)?.add(each)
  const mayMove = (each: Placed, from: number, to: number) => {
    if (each.to.includes(to)) return false
    const rest = each.to.filter((id) => id !== from)
    return sharers(rest, to, racks) <= sharers(rest, from, racks)
  }
  /** The replica whose topic is spread most unevenly over these two brokers. */
  const bestOf = (from: number, to: number): Placed | undefined => {
    let best: Placed | undefined
    let most = Number.NEGATIVE_INFINITY
    for (const each of on.get(from) ?? []) {
      const { topic } = each.state
      const difference = load.ofTopic(from, topic) - load.ofTopic(to, topic)
      if (difference > most && mayMove(each, from, to)) {
        best = each
        most = difference
      }
    }
    return best
  }
  for (;;) {
    const order = alive.map(({ id }) => id).sort((a, b) => load.of(b) - load.of(a) || a - b)
    let isMoved = false
    for (const from of order) {
      for (const to of order.toReversed()) {
        if (load.of(from) - load.of(to) < 2) break
        const best = bestOf(from, to)
        if (best === undefined) continue
        on.get(from)?.delete(best)
        on.get(to)?.add(best)
        move(best, from, to, load)
        isMoved = true
        break
      }
      if (isMoved) break
    }
    if (!isMoved) return
  }
}

/** Passes leaders along the shortest chain of brokers, from one with many to one with at least two fewer, until there is none. */
function spreadLeaders(placed: readonly Placed[], alive: readonly BrokerState[], load: Load): void {
  const ids = new Set(alive.map(({ id }) => id))
  /** What one broker could hand to another: partitions it leads of which the other has a replica. */
  const offers = new Map<string, Set<Placed>>()
  const note = (each: Placed, isThere: boolean) => {
    const [leader = -1, ...rest] = each.to
    for (const id of rest) {
      if (!ids.has(id) || !ids.has(leader)) continue
      const key = `${leader} ${id}`
      const known = offers.get(key) ?? new Set()
      offers.set(key, known)
      if (isThere) known.add(each)
      else known.delete(each)
    }
  }
  for (const each of placed) note(each, true)
  const chainFrom = (start: number): number[] | undefined => {
    const before = new Map([[start, start]])
    for (const at of before.keys()) {
      if (load.leadersOf(start) - load.leadersOf(at) >= 2) {
        const chain = [at]
        for (let id = at; id !== start; ) {
          id = before.get(id) ?? start
          chain.unshift(id)
        }
        return chain
      }
      for (const id of [...ids].sort((a, b) => load.leadersOf(a) - load.leadersOf(b)))
        if (!before.has(id) && (offers.get(`${at} ${id}`)?.size ?? 0) > 0) before.set(id, at)
    }
    return undefined
  }
  for (;;) {
    const order = [...ids].sort((a, b) => load.leadersOf(b) - load.leadersOf(a) || a - b)
    const chain = order.map(chainFrom).find((found) => found !== undefined)
    if (chain === undefined) return
    for (let at = chain.length - 2; at >= 0; at--) {
      const [from = -1, to = -1] = chain.slice(at, at + 2)
      const [each] = offers.get(`${from} ${to}`) ?? []
      if (each === undefined) return
      note(each, false)
      each.to = [to, ...each.to.filter((id) => id !== to)]
      note(each, true)
      load.addLeader(from, -1)
      load.addLeader(to, 1)
    }
  }
}
