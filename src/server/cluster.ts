/*
 * Owns several brokers of one process that form one cluster: the metadata that they share, their ports and directories, and what
 * a test may do to one of them.
 */
import { type DirectoryLock, DiskError, type Endpoint, type Env, type Logger, OttlaError } from '../env/index.ts'
import { Reserve } from '../log/index.ts'
import { keys, MemoryMetadataStore, type MetadataStore, StoreHandle } from '../metadata/index.ts'
import { boot, type Running, type Seat } from './boot.ts'
import { Cuts } from './cluster-net.ts'
import { directoryError, type OpenedDirectory, openDirectory, takeDirectory } from './directory.ts'
import { shownAddress } from './listeners.ts'
import { type ResolvedSettings, resolveSettings, type StartOptions } from './settings.ts'

/** How to start a cluster: what every broker is told, and how many there are. */
export interface ClusterOptions extends StartOptions {
  /** 2 or more. Broker n listens on `port` + n - 1, and keeps its records in `dataDir`/.brokers/n, the first in `dataDir`. */
  readonly brokers: number
}

/** What the cluster has opened for all of its brokers. */
interface Base {
  readonly store: MetadataStore
  readonly clusterId: string
  readonly dataDir: string | undefined
  readonly opened: (OpenedDirectory & { readonly reserve: Reserve }) | undefined
  readonly lock: DirectoryLock | undefined
}

/** How long a start waits until every broker knows all others. */
const joinMs = 10_000

export class Cluster {
  readonly #base: Base
  readonly #brokers: readonly ClusterBroker[]

  private constructor(base: Base, brokers: readonly ClusterBroker[]) {
    this.#base = base
    this.#brokers = brokers
  }

  /** Resolves when clients can use every broker. Rejects with an OttlaError as `boot` does; nothing stays open then. */
  static async start(options: ClusterOptions, env: Env, log: Logger): Promise<Cluster> {
    const { topics = [], brokers: count, ...rest } = options
    const base = await openBase(rest, env, log)
    const cuts = new Cuts()
    const brokers = Array.from({ length: count }, (_, n) => new ClusterBroker(n + 1, rest, base, cuts, env, log))
    const cluster = new Cluster(base, brokers)
    try {
      for (const broker of brokers) await broker.start()
      await cluster.#joined(env)
      const [first] = brokers
      if (first !== undefined) await first.running.createTopics(topics)
      return cluster
    } catch (error) {
      await cluster.stop(0)
      throw error
    }
  }

  /** Every broker knows all others, so that replicas can be anywhere. */
  async #joined(env: Env): Promise<void> {
    const untilMs = env.machine.monotonicMs() + joinMs
    const isJoined = () =>
      this.#brokers.every(({ running }) => running.broker.image.aliveBrokers.length === this.#brokers.length)
    while (!isJoined() && env.machine.monotonicMs() < untilMs)
      await new Promise<void>((resolve) => env.timers.endOfTurn(resolve))
  }

  get brokers(): readonly ClusterBroker[] {
    return this.#brokers
  }

  /** @throws OttlaError BAD_OPTION when there is no broker of this id */
  broker(id: number): ClusterBroker {
    const found = this.#brokers.find((broker) => broker.id === id)
    if (found === undefined)
      throw new OttlaError('BAD_OPTION', `there is no broker ${id}: this cluster has 1 to ${this.#brokers.length}`)
    return found
  }

  /** All that serve, in the order of their ids. */
  get allServing(): readonly Running[] {
    return this.#brokers.filter(({ state }) => state === 'serving').map(({ running }) => running)
  }

  /** The first broker that serves. @throws OttlaError STOPPED */
  get serving(): Running {
    const found = this.#brokers.find(({ state }) => state === 'serving')
    if (found === undefined) throw new OttlaError('STOPPED', 'no broker of this cluster is running')
    return found.running
  }

  /** Where clients find the cluster: every broker, also one that is down now. */
  get endpoints(): readonly Endpoint[] {
    return this.#brokers.map(({ endpoint }) => endpoint)
  }

  /** All at once: nobody hands over what it leads. Rejects with the first error, when all has been tried. */
  async stop(drainMs: number): Promise<void> {
    const serving = this.#brokers.filter(({ state }) => state === 'serving')
    for (const { running } of serving) running.broker.stopControl()
    const results = await Promise.allSettled(serving.map((broker) => broker.stop(drainMs, false)))
    try {
      await this.#base.store.close()
    } finally {
      this.#base.lock?.release()
    }
    const failed = results.find((result) => result.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }
}

async function openBase(options: StartOptions, env: Env, log: Logger): Promise<Base> {
  const settings = resolveSettings(options)
  const { dataDir, config } = settings
  if (options.port === undefined && config.isSet('listeners'))
    throw new OttlaError(
      'BAD_CONFIG',
      'listeners names the addresses of one broker: with several, give a host and a port'
    )
  if (dataDir === undefined) {
    const store = new MemoryMetadataStore(env)
    const clusterId = settings.clusterId ?? env.random.uuid()
    await store.transaction([], [{ put: keys.clusterId, value: clusterId }])
    return { store, clusterId, dataDir, opened: undefined, lock: undefined }
  }
  try {
    return { ...(await openOnDisk(settings, dataDir, env, log)), dataDir }
  } catch (error) {
    throw error instanceof DiskError ? directoryError(error, dataDir) : error
  }
}

/** Rejects with OttlaError or DiskError; the directory is free again then. */
async function openOnDisk(settings: ResolvedSettings, dataDir: string, env: Env, log: Logger) {
  const reserve = new Reserve(env, dataDir, log)
  reserve.giveIfFull()
  const lock = await takeDirectory(env, settings, {
    report: (line) => log.warn(line),
    lost: (why) => log.error(`the data directory ${dataDir} ${why}: this cluster cannot go on`)
  })
  try {
    const opened = await openDirectory(env, dataDir, { ...settings, brokerId: 1 }, log, reserve)
    return { store: opened.store, clusterId: opened.adopted.clusterId, opened: { ...opened, reserve }, lock }
  } catch (error) {
    lock?.release()
    throw error
  }
}

/** One broker of the cluster, and what may happen to it. */
export class ClusterBroker {
  readonly id: number
  readonly #options: StartOptions
  readonly #base: Base
  readonly #cuts: Cuts
  readonly #env: Env
  readonly #log: Logger
  #running: Running | undefined
  #handle: StoreHandle | undefined
  #endpoint: Endpoint = { host: '', port: 0 }

  constructor(id: number, options: StartOptions, base: Base, cuts: Cuts, env: Env, log: Logger) {
    this.id = id
    this.#options = options
    this.#base = base
    this.#cuts = cuts
    this.#env = env
    this.#log = log
  }

  get state(): 'serving' | 'stopped' {
    return this.#running === undefined ? 'stopped' : 'serving'
  }

  /** Where clients reach it, also while it is down. */
  get endpoint(): Endpoint {
    return this.#endpoint
  }

  /** @throws OttlaError STOPPED */
  get running(): Running {
    if (this.#running === undefined) throw new OttlaError('STOPPED', `broker ${this.id} is not running`)
    return this.#running
  }

  /** `host:port`, as a client's list of bootstrap servers takes it. */
  get bootstrap(): string {
    return shownAddress(this.#endpoint)
  }

  /** Starts it again, where it was stopped or killed, on the port that it had. Rejects with an OttlaError as the first start does. */
  restart(): Promise<void> {
    return this.start()
  }

  /** Starts it, or starts it again on the port that it had. Rejects as `boot` does. */
  async start(): Promise<void> {
    if (this.#running !== undefined) return
    const { store, clusterId, dataDir } = this.#base
    const port = this.#endpoint.port !== 0 ? this.#endpoint.port : portOf(this.#options, this.id)
    const isFirst = this.id === 1
    const own = dataDir === undefined || isFirst ? dataDir : this.#env.disk.join(dataDir, '.brokers', String(this.id))
    const handle = new StoreHandle(store)
    const seat: Seat = {
      brokerId: this.id,
      clusterId,
      metadata: handle,
      opened: isFirst ? this.#base.opened : undefined
    }
    const options = { ...this.#options, port, ...(own === undefined ? { memory: true } : { dataDir: own }) }
    const net = this.#cuts.join(this.id, this.#env)
    this.#running = await boot(options, { ...this.#env, net }, prefixed(this.#log, this.id), undefined, seat)
    this.#handle = handle
    this.#endpoint = this.#running.endpoint
    this.#cuts.listens(this.id, this.#running.server.endpoints)
  }

  /** Stops it, after others lead what it leads. */
  async stop(drainMs = 1_000, handsOver = true): Promise<void> {
    const running = this.running
    this.#running = undefined
    await running.stop(drainMs, handsOver)
  }

  /** As `kill -9` does: its connections break, and nobody is told. What it kept in memory is gone. */
  async kill(): Promise<void> {
    const running = this.running
    this.#running = undefined
    await running.kill()
  }

  /** Cuts it off from the other brokers and the metadata, until `heal`. Clients still reach it. */
  isolate(): void {
    if (this.#handle !== undefined) this.#handle.isCutOff = true
    this.#cuts.cut(this.id)
  }

  heal(): void {
    this.#cuts.heal(this.id)
    if (this.#handle !== undefined) this.#handle.isCutOff = false
  }
}

/** 0 for all of them where 0 is asked for, or nothing is. */
function portOf({ port, defaultPort = 0 }: StartOptions, id: number): number {
  const first = port ?? defaultPort
  return first === 0 ? 0 : first + id - 1
}

const prefixed = (log: Logger, id: number): Logger => ({
  debug: (line, fields) => log.debug(line, { broker: id, ...fields }),
  info: (line, fields) => log.info(line, { broker: id, ...fields }),
  warn: (line, fields) => log.warn(line, { broker: id, ...fields }),
  error: (line, fields) => log.error(line, { broker: id, ...fields })
})
