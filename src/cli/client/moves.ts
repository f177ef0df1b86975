/*
 * Executes planned replica moves and waits until all replicas are in sync. Giving up the wait stops nothing: the cluster
 * continues.
 */
import { pause } from '../../env/index.ts'
import { type AlterPartitionReassignmentsResponse, errorCodes, errorName } from '../../protocol/index.ts'
import { CliError } from '../cli-error.ts'
import type { PlannedMove } from './balance.ts'
import { byTopic } from './by-topic.ts'
import { brokerError, type Cluster } from './cluster.ts'
import { type ClusterState, clusterState, isMoving, nameOf, type PartitionState } from './cluster-state.ts'

const requestMs = 60_000
/** Delay between progress checks; short at first, because a small partition moves immediately. */
const firstLookMs = 100
const mostLookMs = 2_000
/** How many checks in a row may still show the old replicas: the queried broker may lag behind the controller. */
const staleLooks = 20
/** Kafka's ElectionType. */
const preferredElection = 0

interface MoveOptions {
  /** How many partitions to move at once. */
  readonly atOnce: number
  readonly moved: (move: PlannedMove) => void
  /** Called after each check. */
  readonly progress: (counts: { readonly done: number; readonly underWay: number; readonly waiting: number }) => void
}

/**
 * Executes all moves, and resolves with the final state and the reasons why single moves failed. `underWay` are earlier moves to
 * wait for. @throws CliError
 */
export async function carryOut(
  cluster: Cluster,
  planned: readonly PlannedMove[],
  underWay: readonly PlannedMove[],
  { atOnce, moved, progress }: MoveOptions
): Promise<{ readonly state: ClusterState; readonly failures: readonly string[] }> {
  const run = new MoveRun(cluster, planned, underWay, moved)
  let lookMs = firstLookMs
  for (;;) {
    await run.begin(atOnce)
    const state = await clusterState(cluster)
    const before = run.counts.done
    run.look(state)
    progress(run.counts)
    if (run.isOver) return { state, failures: run.failures }
    lookMs = run.counts.done > before ? firstLookMs : Math.min(mostLookMs, lookMs * 1.5)
    await pause(cluster.env.timers, lookMs)
  }
}

interface ActiveMove {
  readonly move: PlannedMove
  /** How many checks in a row showed the old replicas and no move. */
  looks: number
}

/** A set of moves: pending ones, ongoing ones, and the results of the others. */
class MoveRun {
  readonly failures: string[] = []
  readonly #cluster: Cluster
  readonly #waiting: PlannedMove[]
  readonly #active: Map<string, ActiveMove>
  readonly #moved: (move: PlannedMove) => void
  #done = 0

  constructor(
    cluster: Cluster,
    planned: readonly PlannedMove[],
    underWay: readonly PlannedMove[],
    moved: (move: PlannedMove) => void
  ) {
    this.#cluster = cluster
    this.#waiting = [...planned]
    this.#active = new Map(underWay.map((move) => [nameOf(move), { move, looks: 0 }]))
    this.#moved = moved
  }

  get counts(): { readonly done: number; readonly underWay: number; readonly waiting: number } {
    return { done: this.#done, underWay: this.#active.size, waiting: this.#waiting.length }
  }

  get isOver(): boolean {
    return this.#active.size + this.#waiting.length === 0
  }

  /** Starts moves until `atOnce` are ongoing. @throws CliError */
  async begin(atOnce: number): Promise<void> {
    const next = this.#waiting.splice(0, Math.max(0, atOnce - this.#active.size))
    for (const move of next) this.#active.set(nameOf(move), { move, looks: 0 })
    for (const [name, failure] of await begin(this.#cluster, next)) {
      this.#active.delete(name)
      this.failures.push(`${name}: ${failure}`)
    }
  }

  /** Notes finished moves. A deleted partition silently counts as moved. */
  look({ partitions }: ClusterState): void {
    const found = new Map(partitions.map((each) => [nameOf(each), each]))
    for (const [name, active] of this.#active) {
      const end = endOf(active, found.get(name))
      if (end === 'not yet') continue
      this.#active.delete(name)
      this.#done++
      if (end === 'moved') this.#moved(active.move)
      if (end === 'replaced') this.failures.push(`${name}: its move was cancelled or replaced`)
    }
  }
}

function endOf(active: ActiveMove, partition: PartitionState | undefined): 'not yet' | 'gone' | 'moved' | 'replaced' {
  if (partition === undefined) return 'gone'
  if (isMoving(partition)) return 'not yet'
  if (partition.replicas.join() === active.move.to.join()) return 'moved'
  return active.looks++ < staleLooks ? 'not yet' : 'replaced'
}

/** Starts moves, and resolves with those that were refused and why. @throws CliError if all of them are */
export async function begin(cluster: Cluster, moves: readonly PlannedMove[]): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>()
  if (moves.length === 0) return refused
  const replacing = moves.filter(({ replaces }) => replaces === true)
  // A move that cannot be cancelled any more is over.
  if (replacing.length > 0) await alter(cluster, replacing, () => null)
  const answer = await alter(cluster, moves, ({ to }) => to)
  if (answer.errorCode !== errorCodes.NONE) throw brokerError('moves', answer.errorCode, answer.errorMessage)
  for (const { name, partitions } of answer.responses)
    for (const { partitionIndex: partition, errorCode, errorMessage } of partitions)
      if (errorCode !== errorCodes.NONE)
        refused.set(nameOf({ topic: name, partition }), errorMessage ?? errorName(errorCode))
  return refused
}

async function alter(
  cluster: Cluster,
  moves: readonly PlannedMove[],
  replicasOf: (move: PlannedMove) => readonly number[] | null
): Promise<AlterPartitionReassignmentsResponse> {
  const broker = await cluster.controller()
  return broker.call('AlterPartitionReassignments', {
    timeoutMs: requestMs,
    topics: [...byTopic(moves)].map(([name, own]) => ({
      name,
      partitions: own.map((move) => ({ partitionIndex: move.partition, replicas: replicasOf(move) }))
    }))
  })
}

/** Partitions whose preferred replica is in sync but does not lead. */
const strayed = ({ partitions, brokers }: ClusterState): PartitionState[] => {
  const alive = new Set(brokers.filter(({ isFenced }) => !isFenced).map(({ id }) => id))
  return partitions.filter(({ replicas: [preferred = -1], isr, leader }) => {
    return leader >= 0 && leader !== preferred && alive.has(preferred) && isr.includes(preferred)
  })
}

/**
 * Elects preferred leaders, and resolves with the partitions whose leader changed. @throws CliError for errors the cluster cannot
 * recover from
 */
export async function electPreferred(cluster: Cluster, begun: ClusterState): Promise<readonly PartitionState[]> {
  const meant = strayed(begun)
  const broker = await cluster.controller()
  if (meant.length === 0 || !broker.supports('ElectLeaders')) return []
  let left = meant
  for (let looks = 0; left.length > 0 && looks < staleLooks; looks++) {
    await elect(cluster, left)
    left = strayed(await clusterState(cluster))
    if (left.length > 0) await pause(cluster.env.timers, firstLookMs)
  }
  const names = new Set(left.map(nameOf))
  return meant.filter((each) => !names.has(nameOf(each)))
}

/** Errors of single partitions are transient, or show up in the next check. */
async function elect(cluster: Cluster, partitions: readonly PartitionState[]): Promise<void> {
  const broker = await cluster.controller()
  const { errorCode } = await broker.call('ElectLeaders', {
    electionType: preferredElection,
    topicPartitions: [...byTopic(partitions)].map(([topic, own]) => ({
      topic,
      partitions: own.map(({ partition }) => partition)
    })),
    timeoutMs: requestMs
  })
  if (errorCode !== undefined && errorCode !== errorCodes.NONE) throw new CliError(`leaders: ${errorName(errorCode)}`)
}
