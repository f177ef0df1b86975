/**
 * What must hold of all replicas together, looked at after every event: one leader in an epoch, everybody in sync has all that is
 * committed, nothing that is committed is cut off. The store's own state says who is in sync, not what any broker knows of it.
 */

import type { TopicImage } from '../../../src/metadata/index.ts'
import type { Partition } from '../../../src/replica/index.ts'
import { Violation } from '../../kit/sim-world.ts'
import type { BrokerProcess } from '../broker/process.ts'
import type { ClusterScene } from './cluster-scene.ts'

interface Known {
  highWatermark: number
  /** Who led in which epoch: a broker that was killed and comes back is somebody else. */
  readonly leaders: Map<number, BrokerProcess>
  /** The high watermark of each replica, while it is one object in one life. */
  readonly replicas: Map<Partition, number>
  /** Where epochs that are committed begin, as their leader had it. */
  readonly epochs: Map<number, number>
}

export class Truth {
  readonly #scene: ClusterScene
  readonly #known = new Map<string, Known>()

  constructor(scene: ClusterScene) {
    this.#scene = scene
  }

  readonly look = (): void => {
    const { image, topics } = this.#scene
    for (const topic of image.topics) {
      const ledgers = topics.find(({ topicId, isDeleted }) => topicId === topic.topicId && !isDeleted)?.ledgers
      for (const partition of topic.partitions.keys()) {
        const known = this.#lookAt(topic, partition)
        const ledger = ledgers?.[partition]
        if (ledger !== undefined) ledger.highWatermark = known.highWatermark
      }
    }
  }

  #lookAt(topic: TopicImage, index: number): Known {
    const { name, topicId, partitions } = topic
    const key = `${topicId}/${index}`
    const known = this.#known.get(key) ?? {
      highWatermark: 0,
      leaders: new Map(),
      replicas: new Map(),
      epochs: new Map()
    }
    this.#known.set(key, known)
    const state = partitions[index]
    if (state === undefined || state.replicas.length === 1) return known
    const where = `${name}-${index}`
    const held: { readonly id: number; readonly replica: Partition }[] = []
    for (const { id } of this.#scene.nodes) {
      const replica = this.#scene.replica(id, name, topicId, index)
      if (replica === undefined) continue
      held.push({ id, replica })
      if (replica.isLeader) this.#lead(known, where, id, replica)
    }
    for (const { id, replica } of held) {
      const before = known.replicas.get(replica) ?? 0
      const { highWatermark, logEndOffset } = replica
      if (highWatermark < before)
        throw new Violation(`${where}: the high watermark of broker ${id} went back from ${before} to ${highWatermark}`)
      if (highWatermark > before) known.replicas.set(replica, highWatermark)
      if (highWatermark > known.highWatermark)
        throw new Violation(`${where}: follower ${id} has high watermark ${highWatermark}, no leader ever had it`)
      if (state.isr.includes(id) && logEndOffset < known.highWatermark)
        throw new Violation(
          `${where}: ${id} is in sync and ends at ${logEndOffset}, and everything below ${known.highWatermark} is committed`
        )
    }
    return known
  }

  #lead(known: Known, where: string, id: number, replica: Partition): void {
    const { leaderEpoch, highWatermark } = replica
    const life = this.#scene.node(id)?.life as BrokerProcess
    const other = known.leaders.get(leaderEpoch)
    if (other !== undefined && other !== life)
      throw new Violation(`${where}: broker ${id} leads in epoch ${leaderEpoch}, in which another life led before`)
    known.leaders.set(leaderEpoch, life)
    if (highWatermark > known.highWatermark) known.highWatermark = highWatermark
  }
}
