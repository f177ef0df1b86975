/** State shared by the actors of a simulated cluster: the world, machines and links, the store's metadata, the ledgers. */

import { type ImageDelta, loadImage, type MetadataImage } from '../../../src/metadata/index.ts'
import type { Partition } from '../../../src/replica/index.ts'
import { type Random, type SimWorld, Violation } from '../../kit/sim-world.ts'
import type { SimNet } from '../broker/net.ts'
import { Client, Lost } from '../clients/client.ts'
import type { ReadTopic } from '../clients/stage.ts'
import { ClusterLedger } from './cluster-ledger.ts'
import { ClusterStage } from './cluster-stage.ts'
import { type ClusterLinks, portOf } from './links.ts'
import type { ClusterNode } from './node.ts'
import type { SimStore } from './store.ts'

export interface ClusterTopic extends ReadTopic {
  readonly partitions: readonly ClusterLedger[]
  /** Its deletion may have been requested, so there are no more guarantees. */
  isDeleted: boolean
}

export class ClusterScene {
  readonly world: SimWorld
  readonly net: SimNet
  readonly links: ClusterLinks
  readonly store: SimStore
  readonly stage: ClusterStage
  readonly nodes: ClusterNode[] = []
  readonly topics: ClusterTopic[] = []
  image!: MetadataImage
  /** Whether anything has ever been broken, which may make a startup fail. */
  hadTrouble = false
  /** Checks all replicas. */
  look: (() => void) | undefined
  /** Called for each metadata change in the store. */
  readonly listeners: ((delta: ImageDelta) => void)[] = []
  isWindingDown = false
  isOver = false

  constructor(world: SimWorld, net: SimNet, links: ClusterLinks, store: SimStore) {
    this.world = world
    this.net = net
    this.links = links
    this.store = store
    this.stage = new ClusterStage(this)
  }

  async watchStore(): Promise<void> {
    const { core } = this.store
    const { image } = await loadImage(core)
    this.image = image
    core.watch('/', image.revision, (change) => {
      const delta = image.apply(change)
      try {
        for (const listener of this.listeners) listener(delta)
      } catch (error) {
        this.world.fail(error)
      }
    })
  }

  addTopic(made: {
    readonly name: string
    readonly topicId: string
    readonly partitions: number
    readonly isExact: boolean
    readonly retainedBytes: number | undefined
  }): ClusterTopic {
    const { name, topicId, partitions, isExact, retainedBytes } = made
    const ledgers = Array.from(
      { length: partitions },
      (_, n) => new ClusterLedger(`${name}-${n}`, { isExact, retainedBytes })
    )
    const topic = { name, topicId, partitions: ledgers, isDeleted: false }
    this.topics.push(topic)
    return topic
  }

  node(id: number): ClusterNode | undefined {
    return this.nodes[id - 1]
  }

  /** A replica's in-memory state in its broker; undefined while the broker is down. */
  replica(id: number, topic: string, topicId: string, partition: number): Partition | undefined {
    const node = this.node(id)
    const found = node?.isUp ? node.life?.running?.broker.replicas.find(topic, partition) : undefined
    return found?.topicId === topicId && found.isReadable ? found : undefined
  }

  /** Checks its state one last time: it may have sent a response in this same event. */
  dies(): void {
    this.hadTrouble = true
    try {
      this.look?.()
    } catch (error) {
      this.world.fail(error)
    }
  }

  /** @throws Lost */
  connect(name: string, brokerId: number): Promise<Client> {
    return Client.open(this.world, this.net.of(undefined, name), name, { host: '127.0.0.1', port: portOf(brokerId) })
  }

  /** Runs an actor. An exception ends the run. */
  act(what: string, actor: Promise<void>): void {
    actor.catch((error) => this.world.fail(error instanceof Lost ? new Violation(`${what}: ${error.message}`) : error))
  }

  wait(random: Random, meanMs: number): Promise<void> {
    return this.world.pause(random.exponential(meanMs), 'actor')
  }
}
