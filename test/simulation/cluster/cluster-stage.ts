/** A cluster, as seen by the clients that also run against a single broker. */
import { coordinatorPartition } from '../../../src/coordination/runtime/partition-of.ts'
import type { Caller, Link } from '../clients/client.ts'
import { GroupBook } from '../clients/group-book.ts'
import type { Seat, Stage } from '../clients/stage.ts'
import { ClusterClient } from './cluster-client.ts'
import type { ClusterScene, ClusterTopic } from './cluster-scene.ts'
import { clockError } from './node.ts'
import { elsewhere } from './router.ts'

/** How often the replicas of the job's topics are checked, in virtual time. */
const lookMs = 20

export class ClusterStage extends GroupBook implements Stage {
  readonly isForgetful = false
  readonly hasFormerLeaders = true
  readonly sureShare = 1 - clockError
  readonly replicationFactor = 3
  readonly transactionTimeoutMs = 3_000
  readonly transactionPauseMs = 700
  readonly endsAtOnce = false
  readonly onForget: (() => void)[] = []
  readonly passing = elsewhere
  readonly #scene: ClusterScene
  readonly #looked = new Map<string, number>()

  constructor(scene: ClusterScene) {
    super(scene.world)
    this.#scene = scene
  }

  get isWindingDown(): boolean {
    return this.#scene.isWindingDown
  }

  get isOver(): boolean {
    return this.#scene.isOver
  }

  get hadErrors(): boolean {
    return this.#scene.nodes.some(({ trouble }) => trouble.hadErrors)
  }

  act(what: string, actor: Promise<void>): void {
    this.#scene.act(what, actor)
  }

  async connect(name: string): Promise<Caller> {
    return new ClusterClient(this.#scene, name)
  }

  logsOf(name: string, partition: number): { readonly log: object; readonly lastStableOffset: number }[] {
    const where = `${name}-${partition}`
    const { nowMs } = this.world
    const topic = this.#scene.image.topic(name)
    if (topic === undefined || nowMs - (this.#looked.get(where) ?? 0) < lookMs) return []
    this.#looked.set(where, nowMs)
    return this.#scene.nodes.flatMap(({ id }) => {
      const log = this.#scene.replica(id, name, topic.topicId, partition)
      return log === undefined ? [] : [{ log, lastStableOffset: log.lastStableOffset }]
    })
  }

  leaderOf(client: Caller, topic: string, partition: number): Promise<Link> {
    return (client as ClusterClient).leaderOf(topic, partition)
  }

  seatOf(name: string, partition: number, at: string): Seat | undefined {
    const node = this.#scene.nodes.find((each) => each.name === at)
    const topic = this.#scene.image.topic(name)
    const { leader, leaderEpoch } = topic?.partitions[partition] ?? {}
    if (node?.life === undefined || !node.isServing || leader !== node.id || leaderEpoch === undefined) return undefined
    const replica = this.#scene.replica(node.id, name, topic?.topicId ?? '', partition)
    if (replica?.isLeader !== true || replica.leaderEpoch !== leaderEpoch) return undefined
    return { by: node.life, leaderEpoch, refusals: node.trouble.refusals }
  }

  highWatermarkOf(name: string, partition: number): number {
    const topicId = this.#scene.image.topic(name)?.topicId ?? ''
    return Math.max(
      ...this.#scene.nodes.map(({ id }) => this.#scene.replica(id, name, topicId, partition)?.highWatermark ?? -1)
    )
  }

  answering(): undefined {
    return undefined
  }

  timekeeperOf(transactionalId: string): string {
    const partitions = this.#scene.image.topic('__transaction_state')?.partitions ?? []
    const found = partitions[coordinatorPartition(transactionalId, Math.max(1, partitions.length))]
    return `${found?.leader} in epoch ${found?.leaderEpoch}`
  }

  /** Why a group is not done. */
  late(group: string, topics: readonly ClusterTopic[]): string[] {
    return topics.flatMap(({ partitions }) => partitions.flatMap((ledger) => this.lateIn(group, ledger)))
  }
}
