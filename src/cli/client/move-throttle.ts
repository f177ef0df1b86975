/*
 * Throttles moved replicas with the configs that kafka-reassign-partitions --throttle sets, and removes them when the moves are
 * done. An interrupted command leaves them set; the next run with a limit removes them. Source: KIP-73;
 * org.apache.kafka.tools.reassign.ReassignPartitionsCommand.
 */
import type { PlannedMove } from './balance.ts'
import { byTopic } from './by-topic.ts'
import type { Cluster } from './cluster.ts'
import type { ClusterState } from './cluster-state.ts'
import { alterConfigs } from './configs.ts'

const rates = ['leader.replication.throttled.rate', 'follower.replication.throttled.rate']
const replicaLists = ['leader.replication.throttled.replicas', 'follower.replication.throttled.replicas'] as const

export class MoveThrottle {
  readonly #cluster: Cluster
  /** Undefined: no limit, and no config is set. */
  readonly #bytesPerSecond: number | undefined
  readonly #brokers = new Set<number>()
  readonly #topics = new Set<string>()

  constructor(cluster: Cluster, bytesPerSecond: number | undefined) {
    this.#cluster = cluster
    this.#bytesPerSecond = bytesPerSecond
  }

  /**
   * Limits the bytes per second that each broker sends and receives for these moves. Call it before they start. @throws CliError
   */
  async limit({ brokers }: ClusterState, moves: readonly PlannedMove[]): Promise<void> {
    if (this.#bytesPerSecond === undefined || moves.length === 0) return
    for (const { id, isFenced } of brokers) {
      if (isFenced || this.#brokers.has(id)) continue
      this.#brokers.add(id)
      const value = String(this.#bytesPerSecond)
      const limits = rates.map((name) => ({ name, value }))
      await alterConfigs(this.#cluster, 'broker', String(id), limits)
    }
    for (const [topic, own] of byTopic(moves)) {
      this.#topics.add(topic)
      const pairs = (idsOf: (move: PlannedMove) => readonly number[]) =>
        own.flatMap((move) => idsOf(move).map((id) => `${move.partition}:${id}`)).join()
      const [leaders, followers] = replicaLists
      const coming = ({ from, to }: PlannedMove) => to.filter((id) => !from.includes(id))
      await alterConfigs(this.#cluster, 'topic', topic, [
        { name: leaders, value: pairs(({ from }) => from) },
        { name: followers, value: pairs(coming) }
      ])
    }
  }

  /** Removes all of these configs, wherever possible. @throws CliError for the first failure */
  async release(): Promise<void> {
    const unset = (names: readonly string[]) => names.map((name) => ({ name, value: null }))
    const work = [
      ...[...this.#topics].map((topic) => () => alterConfigs(this.#cluster, 'topic', topic, unset(replicaLists))),
      ...[...this.#brokers].map((id) => () => alterConfigs(this.#cluster, 'broker', String(id), unset(rates)))
    ]
    const failures: unknown[] = []
    for (const take of work) await take().catch((error: unknown) => void failures.push(error))
    if (failures.length > 0) throw failures[0]
  }
}
