/**
 * Invariants across all replicas, checked after every event: one leader per epoch, every ISR member has all committed records, no
 * committed record is truncated. The ISR is the one in the store, not any broker's view of it.
 */

import type { PartitionImage, TopicImage } from '../../../src/metadata/index.ts'
import type { Partition } from '../../../src/replica/index.ts'
import type { ReplicaPartition } from '../../../src/replica/partition.ts'
import { Violation } from '../../kit/sim-world.ts'
import type { BrokerProcess } from '../broker/process.ts'
import type { ClusterScene } from './cluster-scene.ts'
import { minInSync } from './decisions.ts'

interface Known {
  highWatermark: number
  /** Leader of each epoch. A broker that was killed and restarted counts as a different one. */
  readonly leaders: Map<number, BrokerProcess>
  /** Replicas that were leaders at the last check. */
  readonly leading: Set<Partition>
  /** High watermark of each replica, for one object in one life. */
  readonly replicas: Map<Partition, number>
  /** End offset of each replica when it was last fully written. */
  readonly written: Map<Partition, number>
  /** Replicas of each broker, cached because looking them up after every event would be the largest cost. */
  readonly held: (HeldInLife | undefined)[]
  /** ISR size by partition epoch, according to the store. */
  readonly inSync: Map<number, number>
  /** Partition epoch known to each replica at the last check. */
  readonly partitionEpochs: Map<Partition, number>
}

interface Held {
  readonly id: number
  readonly replica: Partition
}

interface HeldInLife {
  readonly life: BrokerProcess | undefined
  readonly replica: Partition
}

/** A broker that is not a replica rarely has any data, so it is only checked once per this many events. */
const strangerEvery = 16

export class Truth {
  readonly #scene: ClusterScene
  readonly #known = new Map<string, Known>()
  #looks = 0
  readonly #byImage = new WeakMap<TopicImage, readonly Known[]>()

  constructor(scene: ClusterScene) {
    this.#scene = scene
    scene.listeners.push(({ topics, partitions }) => {
      for (const topic of topics) for (const n of topic.partitions.keys()) this.#noteInSync(topic, n)
      for (const { topic, partition } of partitions) this.#noteInSync(topic, partition)
    })
    for (const topic of scene.image.topics) for (const n of topic.partitions.keys()) this.#noteInSync(topic, n)
  }

  #noteInSync({ topicId, partitions }: TopicImage, partition: number): void {
    const { partitionEpoch, isr } = partitions[partition] as PartitionImage
    this.#knownOf(topicId, partition).inSync.set(partitionEpoch, isr.length)
  }

  #knownOf(topicId: string, partition: number): Known {
    const key = `${topicId}/${partition}`
    const known = this.#known.get(key) ?? {
      highWatermark: 0,
      leaders: new Map(),
      leading: new Set(),
      replicas: new Map(),
      written: new Map(),
      held: [],
      inSync: new Map(),
      partitionEpochs: new Map()
    }
    this.#known.set(key, known)
    return known
  }

  /** Highest value that a leader of the partition has ever had. */
  highWatermark(topicId: string, partition: number): number {
    return this.#knownOf(topicId, partition).highWatermark
  }

  readonly look = (): void => {
    const { image, topics } = this.#scene
    this.#looks++
    for (const topic of image.topics) {
      const ledgers = topics.find(({ topicId, isDeleted }) => topicId === topic.topicId && !isDeleted)?.partitions
      for (const [partition, known] of this.#knownOfAll(topic).entries()) {
        const held = this.#lookAt(topic, partition, known)
        const ledger = ledgers?.[partition]
        if (ledger === undefined) continue
        ledger.highWatermark = known.highWatermark
        for (const { replica } of held) ledger.begins(replica)
      }
    }
  }

  /** Cached for all partitions of a topic, because it is looked up after every event. */
  #knownOfAll(topic: TopicImage): readonly Known[] {
    const found = this.#byImage.get(topic) ?? topic.partitions.map((_, n) => this.#knownOf(topic.topicId, n))
    this.#byImage.set(topic, found)
    return found
  }

  #lookAt(topic: TopicImage, index: number, known: Known): readonly Held[] {
    const { name, partitions } = topic
    const state = partitions[index]
    if (state === undefined || state.replicas.length === 1) return []
    const where = `${name}-${index}`
    const held: Held[] = []
    for (const { id } of this.#scene.nodes) {
      const replica = this.#held(known, id, topic, index)
      if (replica === undefined) continue
      held.push({ id, replica })
      if (replica.isLeader) this.#lead(known, where, id, replica)
      // One event may contain several metadata changes: the replica may commit with one and become a follower with the next.
      else if (known.leading.delete(replica)) this.#commit(known, where, replica)
    }
    for (const { id, replica } of held) {
      if (known.written.get(replica) !== replica.logEndOffset) this.#checkTold(known, where, { id, replica }, held)
      const before = known.replicas.get(replica) ?? 0
      const { highWatermark, logEndOffset } = replica
      if (highWatermark < before)
        throw new Violation(`${where}: the high watermark of broker ${id} went back from ${before} to ${highWatermark}`)
      if (highWatermark > before) known.replicas.set(replica, highWatermark)
      known.partitionEpochs.set(replica, partitionEpochOf(replica))
      if (highWatermark > known.highWatermark)
        throw new Violation(`${where}: follower ${id} has high watermark ${highWatermark}, no leader ever had it`)
      if (replica.logStartOffset > known.highWatermark)
        throw new Violation(
          `${where}: broker ${id} begins at ${replica.logStartOffset}, and nothing from ${known.highWatermark} on is committed`
        )
      if (state.isr.includes(id) && logEndOffset < known.highWatermark)
        throw new Violation(
          `${where}: ${id} is in sync and ends at ${logEndOffset}, and everything below ${known.highWatermark} is committed`
        )
    }
    return held
  }

  #held(known: Known, id: number, topic: TopicImage, index: number): Partition | undefined {
    const node = this.#scene.node(id)
    const kept = known.held[id]
    if (kept?.life === node?.life && node?.isUp === true && kept?.replica.isReadable === true) return kept.replica
    const isReplica = kept !== undefined || topic.partitions[index]?.replicas.includes(id) === true
    if (!isReplica && this.#looks % strangerEvery !== 0) return undefined
    const replica = this.#scene.replica(id, topic.name, topic.topicId, index)
    known.held[id] = replica && { life: node?.life, replica }
    return replica
  }

  #lead(known: Known, where: string, id: number, replica: Partition): void {
    const { leaderEpoch } = replica
    const life = this.#scene.node(id)?.life as BrokerProcess
    const other = known.leaders.get(leaderEpoch)
    if (other !== undefined && other !== life)
      throw new Violation(`${where}: broker ${id} leads in epoch ${leaderEpoch}, in which another life led before`)
    known.leaders.set(leaderEpoch, life)
    known.leading.add(replica)
    this.#commit(known, where, replica)
  }

  #commit(known: Known, where: string, replica: Partition): void {
    if (replica.highWatermark <= known.highWatermark) return
    this.#checkCommit(known, where, replica)
    known.highWatermark = replica.highWatermark
  }

  /** A leader relies on what a follower has in its files, synced if the broker's settings promise that. */
  #checkTold({ written: whole }: Known, where: string, { id, replica }: Held, held: readonly Held[]): void {
    const { topic, partition, logEndOffset, leaderEpoch } = replica
    const written = this.#scene.node(id)?.life?.running?.broker.logs.find(topic, partition)?.writtenOffset
    if (written !== undefined && written >= logEndOffset) whole.set(replica, logEndOffset)
    if (written === undefined || written >= logEndOffset) return
    for (const { id: leaderId, replica: leader } of held)
      if (leader.isLeader && leader.leaderEpoch === leaderEpoch && leader.followersAt(written + 1).includes(id))
        throw new Violation(`${where}: ${leaderId} counts on more than ${written}, and ${id} has not written more`)
  }

  /** Nothing is committed while the ISR, as known to the leader in this event, is below min.insync.replicas (KIP-966). */
  #checkCommit(known: Known, where: string, replica: Partition): void {
    const { replicas, highWatermark } = replica
    const partitionEpoch = partitionEpochOf(replica)
    const first = known.partitionEpochs.get(replica) ?? 0
    for (let epoch = partitionEpoch; epoch >= first; epoch--)
      if ((known.inSync.get(epoch) ?? replicas.length) >= Math.min(minInSync, replicas.length)) return
    throw new Violation(`${where}: records up to ${highWatermark} are committed, and too few are in sync`)
  }
}

const partitionEpochOf = (replica: Partition): number => (replica as ReplicaPartition).partitionEpoch
