/*
 * Notices the death of another broker's process before its lease expires. Keeps a connection to each watched broker; when it
 * breaks and the broker's port refuses connections, removes the broker's registration by compare-and-set. A broker that turns out
 * to be alive registers again. The controller watches every broker, and every broker watches the controller.
 */
import { type Connection, type Endpoint, type Env, type Logger, messageOf, NetError, type Timer } from '../env/index.ts'
import { type BrokerImage, keys, type MetadataImage, type MetadataStore, type Operation } from '../metadata/index.ts'

interface PeerWatchOptions {
  readonly env: Env
  readonly log: Logger
  readonly brokerId: number
  readonly metadata: MetadataStore
  readonly image: MetadataImage
  /** Address of a broker for its peers; undefined if it has no inter-broker listener. */
  readonly endpointOf: (broker: BrokerImage) => Endpoint | undefined
}

const connectMs = 2_000
/** Delay between attempts to reach a broker that neither accepts nor refuses a connection. */
const retryMs = 500
/** Nobody listens there: the kernel of the broker's machine refuses the connection, and it knows. */
const refusals: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOENT'])

/**
 * Resolves to whether nobody, except possibly this broker, listens on any of a broker's endpoints. A timeout proves nothing, so
 * it counts as "someone listens".
 */
export async function isGone(env: Env, { endpoints }: BrokerImage, own: BrokerImage['endpoints']): Promise<boolean> {
  for (const endpoint of endpoints) {
    if (own.some(({ host, port }) => host === endpoint.host && port === endpoint.port)) continue
    const found = await dialled(env, endpoint)
    if (found !== 'refused') {
      if (typeof found !== 'string') found.destroy()
      return false
    }
  }
  return endpoints.length > 0
}

async function dialled(env: Env, { host, port }: Endpoint): Promise<Connection | 'refused' | 'unknown'> {
  try {
    return await env.net.connect({ host, port }, { timeoutMs: connectMs })
  } catch (error) {
    return error instanceof NetError && refusals.has(error.code) ? 'refused' : 'unknown'
  }
}

/** One watched broker, in one registration. */
interface Watched {
  readonly broker: BrokerImage
  connection: Connection | undefined
  timer: Timer | undefined
  isOver: boolean
  /** While the metadata store rejects changes, the same death is detected again and again. */
  isToldGone: boolean
}

export class PeerWatch {
  readonly #options: PeerWatchOptions
  readonly #watched = new Map<number, Watched>()
  #isStopped = false

  constructor(options: PeerWatchOptions) {
    this.#options = options
  }

  /** Call it in the turn of each metadata change that concerns brokers or the controller. */
  look(): void {
    if (this.#isStopped) return
    const { image, brokerId } = this.#options
    const { controllerId } = image
    const wanted = new Map(
      image.aliveBrokers
        .filter(({ id }) => id !== brokerId && (controllerId === brokerId || id === controllerId))
        .map((broker) => [broker.id, broker])
    )
    for (const [id, watched] of this.#watched) {
      if (wanted.get(id)?.epoch === watched.broker.epoch) continue
      this.#watched.delete(id)
      end(watched)
    }
    for (const [id, broker] of wanted) {
      if (this.#watched.has(id)) continue
      const watched: Watched = { broker, connection: undefined, timer: undefined, isOver: false, isToldGone: false }
      this.#watched.set(id, watched)
      void this.#watch(watched)
    }
  }

  async #watch(watched: Watched): Promise<void> {
    const { env, endpointOf } = this.#options
    const endpoint = endpointOf(watched.broker)
    if (endpoint === undefined) return
    const connection = await dialled(env, endpoint)
    if (watched.isOver) {
      if (typeof connection !== 'string') connection.destroy()
      return
    }
    if (connection === 'refused') return this.#fence(watched)
    if (connection === 'unknown') return this.#watchLater(watched)
    watched.connection = connection
    const unread = new Uint8Array(64)
    connection.start({
      room: () => unread,
      received: () => {},
      drained: () => {},
      closed: () => {
        watched.connection = undefined
        if (!watched.isOver) void this.#watch(watched)
      }
    })
  }

  #watchLater(watched: Watched): void {
    watched.timer = this.#options.env.timers.after(retryMs, () => void this.#watch(watched))
  }

  async #fence(watched: Watched): Promise<void> {
    const { metadata, image, log } = this.#options
    const { id, epoch } = watched.broker
    const isCurrent = image.broker(id)?.epoch === epoch && image.isAlive(id)
    if (!isCurrent) return
    if (!watched.isToldGone) log.warn(`broker ${id} is dead: its port refuses connections`, { broker: id, epoch })
    watched.isToldGone = true
    const operations: Operation[] = [{ delete: keys.broker(id) }]
    const compare = [{ key: keys.broker(id), modRevision: image.brokerRevision(id) }]
    if (image.controllerId === id) {
      operations.push({ delete: keys.controller })
      compare.push({ key: keys.controller, modRevision: image.controllerRevision })
    }
    try {
      await metadata.transaction(compare, operations)
    } catch (error) {
      log.warn('could not fence a dead broker', { broker: id, error: messageOf(error) })
    }
    // Whatever the outcome: as long as the image lists the broker, it is watched again.
    if (!watched.isOver) this.#watchLater(watched)
  }

  stop(): void {
    this.#isStopped = true
    for (const watched of this.#watched.values()) end(watched)
    this.#watched.clear()
  }
}

function end(watched: Watched): void {
  watched.isOver = true
  watched.timer?.cancel()
  watched.connection?.destroy()
}
