/*
 * Owns several brokers of one process that form one cluster: the metadata that they share, their ports and directories, and what
 * a test may do to one of them.
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

/** How to start a cluster: what every broker is told, and how many there are. */
export interface ClusterOptions extends StartOptions {
  /** 2 or more. Broker n listens on `port` + n - 1, and keeps its records in `dataDir`/.brokers/n, the first in `dataDir`. */
  readonly brokers: number
}

/** How the brokers of a cluster are started, where it is not the plain way. */
interface ClusterParts {
  /** Metrics and health of each broker. */
  readonly openHttp?: OpenHttp | undefined
  /** On this thread, by default. */
  readonly startMember?: StartMember | undefined
}

/** How long a start waits until every broker knows all others. */
const joinMs = 10_000

/** Resolves when clients can use every broker. Rejects with an OttlaError as `boot` does; nothing stays open then. */
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

  /** As `startCluster` says. */
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
      // Clients are served when every broker knows all others, so that replicas can be anywhere.
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

  /** The metadata of all brokers. */
  get metadata(): MetadataStore {
    return this.#base.store
  }

  get clusterId(): string {
    return this.#base.clusterId
  }

  /** The absolute path of the directory of the first broker, and of the metadata. Undefined: in memory. */
  get dataDir(): string | undefined {
    return this.#base.dataDirs[0]
  }

  get brokers(): readonly ClusterBroker[] {
    return this.#brokers
  }

  /** @throws OttlaError BAD_OPTION when there is no broker of this id */
  broker(id: number): ClusterBroker {
    const found = this.#brokers.find((broker) => broker.id === id)
    if (found === undefined)
      throw new OttlaError('BAD_OPTION', `no broker ${id}: this cluster has brokers 1 to ${this.#brokers.length}`)
    return found
  }

  /** All that serve, in the order of their ids. @throws OttlaError STOPPED where there is none */
  get allServing(): readonly [ClusterBroker, ...ClusterBroker[]] {
    const [first, ...others] = this.#brokers.filter(({ state }) => state === 'serving')
    if (first === undefined) throw new OttlaError('STOPPED', 'no broker of this cluster is running')
    return [first, ...others]
  }

  /** The first broker that serves. @throws OttlaError STOPPED */
  get serving(): Running {
    return this.allServing[0].running
  }

  /** Where clients find the cluster: every broker, also one that is down now. */
  get endpoints(): readonly Endpoint[] {
    return this.#brokers.map(({ endpoint }) => endpoint)
  }

  /** Where metrics and health of each broker are served, also of one that is down now. */
  get httpEndpoints(): readonly Endpoint[] {
    return this.#brokers.flatMap(({ http }) => http ?? [])
  }

  /** Clients that are connected now. */
  get connectionCount(): number {
    return this.#running.reduce((sum, { member }) => sum + member.connectionCount, 0)
  }

  /** Also those that are paused. */
  get #running(): readonly ClusterBroker[] {
    return this.#brokers.filter(({ state }) => state !== 'stopped')
  }

  /** All at once: nobody hands over what it leads. Rejects with the first error, when all has been tried. */
  async stop(drainMs: number): Promise<void> {
    const running = this.#running
    for (const broker of this.#brokers) broker.end()
    for (const { member } of running) member.resume()
    // Before the first is gone, or the others would follow it.
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

/** Those that have threads of their own start at once. Rejects with the first error, when all have tried. */
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

/** Rejects with OttlaError or DiskError; the directory is free again then. */
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
