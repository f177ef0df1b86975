/*
 * A cluster of brokers in one process: their shared metadata, their ports and directories, and the faults a test can inject.
 */
import { DiskError, type Endpoint, type Env, type Logger, OttlaError } from '../env/index.ts'
import { Reserve } from '../log/index.ts'
import { keys, MemoryMetadataStore, type MetadataStore } from '../metadata/index.ts'
import type { Running } from './boot.ts'
import { type Base, ClusterBroker } from './cluster-broker.ts'
import { Cuts } from './cluster-net.ts'
import { directoryError, homeFirst, openDirectory, takeDirectories } from './directory.ts'
import { type OpenHttp, type StartMember, startHere } from './member.ts'
import { type ResolvedSettings, resolveSettings, type StartOptions } from './settings.ts'

/** Options of a cluster: those of every broker, and the number of brokers. */
export interface ClusterOptions extends StartOptions {
  /**
   * At least 2. Broker n listens on `port` + n - 1 and keeps its records in `dataDir`/.brokers/n; the first one uses `dataDir`.
   */
  readonly brokers: number
}

/** How to start the brokers, where it differs from the default. */
interface ClusterParts {
  /** Serves metrics and health checks of each broker. */
  readonly openHttp?: OpenHttp | undefined
  /** On this thread by default. */
  readonly startMember?: StartMember | undefined
}

/** How long a start waits for all brokers to see each other. */
const joinMs = 10_000

/** Resolves when clients can use every broker. Rejects with an OttlaError like `boot`, and then leaves nothing open. */
export function startCluster(
  options: ClusterOptions,
  env: Env,
  log: Logger,
  parts: ClusterParts = {}
): Promise<Cluster> {
  return Cluster.start(options, env, log, parts)
}

export class Cluster {
  readonly #base: Base
  readonly #brokers: readonly ClusterBroker[]

  private constructor(base: Base, brokers: readonly ClusterBroker[]) {
    this.#base = base
    this.#brokers = brokers
  }

  /** See `startCluster`. */
  static async start(options: ClusterOptions, env: Env, log: Logger, parts: ClusterParts): Promise<Cluster> {
    const { topics = [], brokers: count, ...rest } = options
    const base = await openBase(rest, env, log)
    const cuts = new Cuts()
    const { openHttp, startMember = startHere } = parts
    const died = (broker: ClusterBroker, error: Error) => cluster.#died(broker, error, log, options.onFatal)
    const shared = { options: rest, base, cuts, env, log, openHttp, startMember, died }
    const brokers = Array.from({ length: count }, (_, n) => new ClusterBroker(n + 1, shared))
    const cluster: Cluster = new Cluster(base, brokers)
    try {
      if (startMember === startHere) for (const broker of brokers) await broker.boot()
      else await allBooted(brokers)
      // Serves clients only once every broker knows all others, so that replicas can be placed anywhere.
      await Promise.all(brokers.map(({ member }) => member.joined(count, joinMs)))
      for (const { member } of brokers) member.serve()
      await brokers[0]?.member.createTopics(topics)
      return cluster
    } catch (error) {
      await cluster.stop(0)
      throw error
    }
  }

  #died({ id }: ClusterBroker, error: Error, log: Logger, onFatal: StartOptions['onFatal']): void {
    const left = this.#running.map((broker) => broker.id)
    const end = left.length === 0 ? 'no broker is left' : `brokers ${left.join(', ')} go on, and take over what it led`
    log.error(`the thread of broker ${id} died because of a bug in Ottla; ${end}`, { stack: error.stack })
    if (left.length === 0)
      onFatal?.(new OttlaError('BROKER_FAILED', `broker ${id}, the last one running, died: ${error.message}`))
  }

  /** The metadata shared by all brokers. */
  get metadata(): MetadataStore {
    return this.#base.store
  }

  get clusterId(): string {
    return this.#base.clusterId
  }

  /** Absolute path of the first broker's directory, which also holds the metadata; undefined when in memory. */
  get dataDir(): string | undefined {
    return this.#base.dataDirs[0]
  }

  get brokers(): readonly ClusterBroker[] {
    return this.#brokers
  }

  /** @throws OttlaError BAD_OPTION if there is no broker with this id */
  broker(id: number): ClusterBroker {
    const found = this.#brokers.find((broker) => broker.id === id)
    if (found === undefined)
      throw new OttlaError('BAD_OPTION', `no broker ${id}: this cluster has brokers 1 to ${this.#brokers.length}`)
    return found
  }

  /** All serving brokers, ordered by id. @throws OttlaError STOPPED if there is none */
  get allServing(): readonly [ClusterBroker, ...ClusterBroker[]] {
    const [first, ...others] = this.#brokers.filter(({ state }) => state === 'serving')
    if (first === undefined) throw new OttlaError('STOPPED', 'no broker of this cluster is running')
    return [first, ...others]
  }

  /** The first serving broker. @throws OttlaError STOPPED */
  get serving(): Running {
    return this.allServing[0].running
  }

  /** Bootstrap addresses: every broker, including those that are down. */
  get endpoints(): readonly Endpoint[] {
    return this.#brokers.map(({ endpoint }) => endpoint)
  }

  /** Addresses for metrics and health checks of each broker, including those that are down. */
  get httpEndpoints(): readonly Endpoint[] {
    return this.#brokers.flatMap(({ http }) => http ?? [])
  }

  /** Number of connected clients. */
  get connectionCount(): number {
    return this.#running.reduce((sum, { member }) => sum + member.connectionCount, 0)
  }

  /** Includes paused brokers. */
  get #running(): readonly ClusterBroker[] {
    return this.#brokers.filter(({ state }) => state !== 'stopped')
  }

  /** Stops all brokers at once, without handing over leadership. Rejects with the first error after stopping everything. */
  async stop(drainMs: number): Promise<void> {
    const running = this.#running
    for (const broker of this.#brokers) broker.end()
    for (const { member } of running) member.resume()
    // Must happen before the first broker stops, or the others would take over its leadership.
    await Promise.all(running.map(({ member }) => member.stopControl()))
    const results = await Promise.allSettled(running.map((broker) => broker.stop(drainMs, false)))
    try {
      await this.#base.store.close()
    } finally {
      this.#base.lock?.release()
    }
    const failed = results.find((result) => result.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }
}

/** Starts brokers on threads of their own in parallel. Rejects with the first error after all have tried. */
async function allBooted(brokers: readonly ClusterBroker[]): Promise<void> {
  const results = await Promise.allSettled(brokers.map((broker) => broker.boot()))
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

async function openBase(options: StartOptions, env: Env, log: Logger): Promise<Base> {
  const settings = homeFirst(env, resolveSettings(options))
  const { dataDir, dataDirs, config } = settings
  if (options.port === undefined && config.isSet('listeners'))
    throw new OttlaError('BAD_CONFIG', 'listeners applies to a single broker; with several, set host and port')
  if (dataDir === undefined) {
    const store = new MemoryMetadataStore(env)
    const clusterId = settings.clusterId ?? env.random.uuid()
    await store.transaction([], [{ put: keys.clusterId, value: clusterId }])
    return { store, clusterId, dataDirs, opened: undefined, lock: undefined }
  }
  try {
    return { ...(await openOnDisk(settings, dataDir, env, log)), dataDirs }
  } catch (error) {
    throw error instanceof DiskError ? directoryError(error, dataDir) : error
  }
}

/** Rejects with OttlaError or DiskError, and then releases the directory. */
async function openOnDisk(settings: ResolvedSettings, dataDir: string, env: Env, log: Logger) {
  const reserve = new Reserve(env, dataDir, log)
  reserve.giveIfFull()
  const lock = await takeDirectories(env, settings.dataDirs, dataDir, {
    warn: (message, fields) => log.warn(message, fields),
    lost: (path, why) => log.error(`the data directory ${path} ${why}; this cluster cannot continue`)
  })
  try {
    const opened = await openDirectory(env, dataDir, { ...settings, brokerId: 1 }, log, reserve, lock.refused)
    return { store: opened.store, clusterId: opened.adopted.clusterId, opened: { ...opened, reserve }, lock }
  } catch (error) {
    lock.release()
    throw error
  }
}
