/** Ottla inside another program: Kafka-compatible brokers that start in milliseconds, any number of them in one process. */

import {
  checkOptions,
  checkThreads,
  createTopic,
  deleteTopic,
  drainMsOf,
  type EmbeddingOptions,
  HttpPort,
  listTopics,
  type NewRecord,
  openRemoteTarget,
  type ProducedRecord,
  type ProduceOptions,
  produce,
  type ReadOptions,
  type RemoteTarget,
  readRecords,
  type StoredRecord,
  startOnThread,
  type Target,
  type TopicInfo,
  targetAmong,
  targetOf
} from './embedding/index.ts'
import { type Endpoint, type Env, type Logger, OttlaError, silentLogger } from './env/index.ts'
import { createRealEnv, useThreads } from './env/real/index.ts'
import {
  boot,
  type Cluster,
  type ClusterBroker,
  type MemberOptions,
  type Running,
  type StartOptions,
  shownAddress,
  startCluster,
  type TopicOptions
} from './server/index.ts'

export type {
  NewRecord,
  ProducedRecord,
  ProduceOptions,
  ReadOptions,
  StoredHeader,
  StoredRecord,
  TopicInfo
} from './embedding/index.ts'
export type { Env } from './env/index.ts'
export { type Logger, OttlaError, type OttlaErrorCode } from './env/index.ts'
export type { ClusterBroker, TopicOptions } from './server/index.ts'

export interface OttlaOptions extends EmbeddingOptions {
  /** Receives log lines; nothing is logged without it. `console` works. */
  readonly log?: Logger | undefined
  /** Replaces the process's clock, timers, randomness, disk and network. */
  readonly env?: Env | undefined
}

/** What can be sent to another thread. */
function plain({ log: _log, env: _env, ...options }: OttlaOptions): StartOptions {
  return options
}

function stopped(this: Ottla): Promise<void> {
  return this.stop()
}

/**
 * A broker that serves until `stop`. `await using broker = await Ottla.start()` stops it at the end of the block. After `stop`,
 * every method rejects with OttlaError STOPPED, while the address stays available.
 */
export class Ottla implements AsyncDisposable {
  readonly log: Logger
  /** Undefined if several brokers form a cluster. */
  readonly #alone: Running | undefined
  readonly #cluster: Cluster | undefined
  /** Set if each broker has its own thread. */
  readonly #remote: RemoteTarget | undefined
  readonly #leaveThreads: () => Promise<void>
  readonly #http: HttpPort | undefined
  /** Values that stay available after the broker has stopped. */
  readonly #known: { readonly clusterId: string; readonly nodeId: number; readonly dataDir: string | undefined }
  #stopping: Promise<void> | undefined
  #isStopped = false

  private constructor(
    served: Running | Cluster,
    log: Logger,
    leaveThreads: () => Promise<void>,
    http: HttpPort | undefined,
    remote?: RemoteTarget
  ) {
    this.log = log
    this.#remote = remote
    const { dataDir } = served
    if ('server' in served) {
      this.#alone = served
      this.#known = { clusterId: served.broker.clusterId, nodeId: served.broker.brokerId, dataDir }
    } else {
      this.#cluster = served
      this.#known = { clusterId: served.clusterId, nodeId: 1, dataDir }
    }
    this.#leaveThreads = leaveThreads
    this.#http = http
  }

  /**
   * Starts a broker and resolves once clients can connect. By default it keeps everything in memory and listens on a free port of
   * 127.0.0.1. Rejects with an OttlaError whose message names the problem and whose `code` is its kind: BAD_OPTION, BAD_CONFIG,
   * BAD_TOPIC, PORT_IN_USE, CANNOT_LISTEN, DATA_DIR_LOCKED, DATA_DIR_UNREADABLE, METADATA_UNREACHABLE. Leaves nothing open then.
   */
  static async start(options: OttlaOptions = {}): Promise<Ottla> {
    const checked = checkOptions(options)
    const log = checked.log ?? silentLogger
    const leaveThreads = useThreads()
    let http: HttpPort | undefined
    try {
      const env = checked.env ?? createRealEnv({ unref: checked.unref })
      const { brokers = 1, threads = false, unref = false, ...rest } = checked
      if (threads) {
        checkThreads()
        const startMember = (member: MemberOptions) => startOnThread(member, unref)
        const cluster = await startCluster({ ...plain(rest), brokers }, env, log, { startMember })
        return new Ottla(cluster, log, leaveThreads, undefined, await openRemoteTarget(cluster, plain(rest), env))
      }
      if (brokers > 1) {
        const openHttp = HttpPort.ofBrokers(checked.http)
        return new Ottla(await startCluster({ ...rest, brokers }, env, log, { openHttp }), log, leaveThreads, undefined)
      }
      http = await HttpPort.open(checked.http, env, log)
      const running = await boot(rest, env, log, http?.meters)
      http?.serves(running)
      return new Ottla(running, log, leaveThreads, http)
    } catch (error) {
      await http?.close()
      await leaveThreads()
      throw error
    }
  }

  /** `host:port` for a client's bootstrap servers; for several brokers, a comma-separated list of all. */
  get bootstrap(): string {
    return this.#endpoints.map(shownAddress).join(',')
  }

  get #endpoints(): readonly Endpoint[] {
    return this.#cluster?.endpoints ?? (this.#alone === undefined ? [] : [this.#alone.endpoint])
  }

  /** Local address of the first listener of the first broker. */
  get host(): string {
    return this.#endpoints[0]?.host ?? ''
  }

  get port(): number {
    return this.#endpoints[0]?.port ?? 0
  }

  get clusterId(): string {
    return this.#known.clusterId
  }

  /** The id of the broker, or of the first of several, as in Metadata. */
  get nodeId(): number {
    return this.#known.nodeId
  }

  /**
   * One of several brokers, by its id starting with 1, to kill, restart, pause or isolate it. @throws OttlaError BAD_OPTION if
   * there is none, or this broker is not part of a cluster
   */
  broker(id: number): ClusterBroker {
    if (this.#cluster !== undefined) return this.#cluster.broker(id)
    throw new OttlaError('BAD_OPTION', 'this broker is not part of a cluster; Ottla.start({ brokers: 3 }) starts one')
  }

  /** Absolute path of the data directory; undefined if records are kept in memory. */
  get dataDir(): string | undefined {
    return this.#known.dataDir
  }

  /** `host:port` of metrics and health checks if `http` is set; for several brokers, a comma-separated list of all. */
  get http(): string | undefined {
    const all = this.#cluster?.httpEndpoints ?? (this.#http === undefined ? [] : [this.#http.endpoint])
    return all.length === 0 ? undefined : all.map(shownAddress).join(',')
  }

  /** Number of connected clients. */
  get connectionCount(): number {
    return this.#cluster?.connectionCount ?? this.#alone?.server.connectionCount ?? 0
  }

  get state(): 'serving' | 'stopping' | 'stopped' {
    if (this.#isStopped) return 'stopped'
    return this.#stopping === undefined ? 'serving' : 'stopping'
  }

  /** All topics, by name. @throws OttlaError STOPPED */
  topics(): TopicInfo[] {
    return listTopics(this.#serving())
  }

  /**
   * Creates a topic, which every client can use once this resolves. Rejects with OttlaError TOPIC_EXISTS, BAD_TOPIC (name, number
   * of partitions, configs) or STOPPED.
   */
  async createTopic(topic: string | TopicOptions): Promise<TopicInfo> {
    return createTopic(this.#serving(), topic)
  }

  /** Deletes a topic and its records. Rejects with OttlaError UNKNOWN_TOPIC, BAD_TOPIC (an internal one) or STOPPED. */
  async deleteTopic(name: string): Promise<void> {
    return deleteTopic(this.#serving(), name)
  }

  /**
   * Writes records like a producer with acks=all, and resolves with their positions, in the given order. A plain string or buffer
   * is the value of a record. A missing topic is created if `auto.create.topics.enable` (true by default) allows it. Rejects with
   * OttlaError BAD_OPTION, BAD_TOPIC, UNKNOWN_TOPIC, PRODUCE_FAILED (with Kafka's error in the message) or STOPPED.
   */
  async produce(
    topic: string,
    records: readonly (NewRecord | string | Uint8Array)[],
    options: ProduceOptions = {}
  ): Promise<ProducedRecord[]> {
    return produce(this.#serving(), topic, records, options)
  }

  /**
   * The records of a topic that a consumer could read now, decompressed and decoded, by partition and offset. Rejects with
   * OttlaError UNKNOWN_TOPIC, BAD_OPTION, TOO_MANY_RECORDS, READ_FAILED or STOPPED.
   */
  async records(topic: string, options: ReadOptions = {}): Promise<StoredRecord[]> {
    return readRecords(this.#serving(), topic, options)
  }

  /**
   * Answers pending requests for at most `drainMs` milliseconds (1,000 by default), then closes everything, and resolves once
   * port and directory are free. May be called repeatedly. Releases everything even if a step fails, and then rejects with
   * OttlaError STOP_INCOMPLETE; a data directory that was deleted first is not a failure. Rejects with BAD_OPTION, and keeps
   * serving, if `drainMs` is not a valid number of milliseconds.
   */
  stop(options: { readonly drainMs?: number | undefined } = {}): Promise<void> {
    try {
      this.#stopping ??= this.#stop(drainMsOf(options))
      return this.#stopping
    } catch (error) {
      return Promise.reject(error)
    }
  }

  async #stop(drainMs: number): Promise<void> {
    this.#http?.stops()
    try {
      await this.#remote?.close()
      await (this.#cluster ?? this.#alone)?.stop(drainMs)
    } finally {
      await this.#http?.close()
      this.#isStopped = true
      await this.#leaveThreads()
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  static {
    // In Node 20 the sandbox of a test runner lacks the symbol; transpilers then look for this one.
    const key: symbol = Symbol.for('Symbol.asyncDispose')
    if ((Symbol.asyncDispose as symbol | undefined) !== key)
      Object.defineProperty(Ottla.prototype, key, { value: stopped, configurable: true })
  }

  /** The output of `console.log(broker)`. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    const place = this.dataDir === undefined ? 'in memory' : `in ${this.dataDir}`
    return `Ottla { ${this.bootstrap}, ${this.state}, ${place} }`
  }

  /** @throws OttlaError STOPPED */
  #serving(): Target {
    if (this.#stopping !== undefined)
      throw new OttlaError('STOPPED', `the broker on ${this.bootstrap} has been stopped`)
    if (this.#alone !== undefined) return targetOf(this.#alone.broker)
    const cluster = this.#cluster as Cluster
    // `allServing` throws if there is none; brokers on threads would be retried until the timeout.
    if (this.#remote !== undefined && cluster.allServing.length > 0) return this.#remote
    return targetAmong(() => {
      const [first, ...others] = cluster.allServing
      return [first.running.broker, ...others.map(({ running }) => running.broker)]
    })
  }
}
