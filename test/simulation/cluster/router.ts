/** Routing for one client of a simulated cluster: connections to brokers, and leaders as reported by any broker. */
import { errorCodes } from '../../../src/protocol/index.ts'
import type { Random } from '../../kit/sim-world.ts'
import { type Client, Lost } from '../clients/client.ts'
import type { ClusterScene } from './cluster-scene.ts'

/** Errors that mean "not here, or not now", so look again. */
export const elsewhere: ReadonlySet<number> = new Set([
  errorCodes.NOT_LEADER_OR_FOLLOWER,
  errorCodes.LEADER_NOT_AVAILABLE,
  errorCodes.UNKNOWN_TOPIC_OR_PARTITION,
  errorCodes.UNKNOWN_TOPIC_ID,
  errorCodes.FENCED_LEADER_EPOCH,
  errorCodes.UNKNOWN_LEADER_EPOCH,
  errorCodes.REQUEST_TIMED_OUT,
  errorCodes.NOT_ENOUGH_REPLICAS,
  errorCodes.NOT_ENOUGH_REPLICAS_AFTER_APPEND,
  errorCodes.COORDINATOR_NOT_AVAILABLE,
  errorCodes.COORDINATOR_LOAD_IN_PROGRESS,
  errorCodes.NOT_COORDINATOR,
  errorCodes.NOT_CONTROLLER,
  errorCodes.KAFKA_STORAGE_ERROR,
  errorCodes.OFFSET_NOT_AVAILABLE
])

export class Router {
  readonly #scene: ClusterScene
  readonly #name: string
  readonly #random: Random
  readonly #clients = new Map<number, Client>()

  constructor(scene: ClusterScene, name: string) {
    this.#scene = scene
    this.#name = name
    this.#random = scene.world.random(`router ${name}`)
  }

  /** @throws Lost */
  async to(brokerId: number): Promise<Client> {
    const known = this.#clients.get(brokerId)
    if (known !== undefined && !known.isLost) return known
    const client = await this.#scene.connect(this.#name, brokerId)
    this.#clients.set(brokerId, client)
    return client
  }

  /** @throws Lost */
  any(): Promise<Client> {
    return this.to(this.#random.pick(this.#scene.nodes).id)
  }

  /** Leader of a partition according to any broker; -1 if unknown. @throws Lost */
  async leader({ name }: { readonly name: string }, partition: number): Promise<number> {
    const client = await this.any()
    const answer = await client.call('Metadata', 12, { topics: [{ name }], allowAutoTopicCreation: false }, 3_000)
    return answer.topics[0]?.partitions.find(({ partitionIndex }) => partitionIndex === partition)?.leaderId ?? -1
  }

  /** Coordinator of a group (0) or a transactional id (1); -1 if unknown. @throws Lost */
  async coordinator(key: string, keyType: 0 | 1 = 0): Promise<number> {
    const client = await this.any()
    const { coordinators } = await client.call('FindCoordinator', 4, { keyType, coordinatorKeys: [key] }, 3_000)
    const [found] = coordinators
    return found?.errorCode === 0 ? found.nodeId : -1
  }

  close(): void {
    for (const client of this.#clients.values()) client.close()
  }
}

/** Retries an operation on a broker until it gets a result. `undefined` means "not now". */
export async function untilDone<T>(
  scene: ClusterScene,
  random: Random,
  work: () => Promise<T | undefined>,
  isOver: () => boolean = () => scene.isOver
): Promise<T | undefined> {
  while (!isOver()) {
    try {
      const done = await work()
      if (done !== undefined) return done
    } catch (error) {
      if (!(error instanceof Lost)) throw error
    }
    await scene.wait(random, 150)
  }
  return undefined
}
