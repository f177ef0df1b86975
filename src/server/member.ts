/*
 * One run of a cluster broker on this thread, from start to stop: the events it receives and the brokers it reaches. A broker on
 * its own thread gets the same by messages.
 */
import type { Endpoint, Env, Logger, Meters } from '../env/index.ts'
import type { MetadataStore } from '../metadata/index.ts'
import { boot, type Running } from './boot.ts'
import type { ClusterNet, Cuts } from './cluster-net.ts'
import { Gate, gatedEnv, gatedStore } from './gate.ts'
import type { Seat } from './seat.ts'
import type { StartOptions } from './settings.ts'

/** The start-up data of a cluster broker. */
export interface MemberOptions {
  readonly id: number
  readonly options: StartOptions
  readonly clusterId: string
  /** Closed by the broker. */
  readonly metadata: MetadataStore
  readonly opened: Seat['opened']
  readonly cuts: Cuts
  readonly env: Env
  readonly log: Logger
  /** Metrics and health checks, if requested. */
  readonly openHttp: OpenHttp | undefined
  /** Their previous address, for a broker that is restarted. */
  readonly httpBefore: Endpoint | undefined
  /** The cluster's metadata is in its data directory, and is opened elsewhere. */
  readonly hasMetadata?: boolean
  /** It has its own thread, which is what gets paused; whoever started the thread holds the directory lock. */
  readonly hasThread?: boolean
}

/** The port for metrics and health checks of one broker. */
interface MemberHttp {
  readonly endpoint: Endpoint
  readonly meters: Meters
  serves(running: Running): void
  stops(): void
  close(): Promise<void>
}

/** Opens that port for a broker, on the previous one if it is restarted. Rejects with OttlaError. */
export type OpenHttp = (brokerId: number, before: Endpoint | undefined, env: Env, log: Logger) => Promise<MemberHttp>

/** A running broker. */
export interface Member {
  readonly endpoint: Endpoint
  readonly http: Endpoint | undefined
  readonly dataDir: string | undefined
  /** Undefined if it runs on another thread. */
  readonly running: Running | undefined
  readonly connectionCount: number
  /** Resolves with the cause if it dies without being stopped. Never resolves on this thread. */
  readonly died: Promise<Error>
  /** Resolves when it knows `count` live brokers, or after `limitMs`. */
  joined(count: number, limitMs: number): Promise<void>
  /** Starts answering clients. */
  serve(): void
  /** Creates the topics that do not exist. Rejects with OttlaError BAD_TOPIC. */
  createTopics(topics: NonNullable<StartOptions['topics']>): Promise<void>
  /**
   * Resolves once the broker has tried to create its logs of these topics, which must be in the metadata: with null, or the
   * reason why one is missing.
   */
  logsTried(topics: readonly string[]): Promise<string | null>
  /** Stops acting as the controller. */
  stopControl(): Promise<void> | void
  /** See `Running`. */
  stop(drainMs: number, handsOver: boolean): Promise<void>
  kill(): Promise<void>
  /** Keeps its sockets open and does nothing until `resume`. */
  pause(): void
  resume(): void
}

/** Starts a broker. Rejects like `boot`. */
export type StartMember = (member: MemberOptions) => Promise<Member>

/** Starts a broker on this thread. Rejects like `boot`. */
export async function startHere(member: MemberOptions): Promise<Member> {
  const { id, options, clusterId, opened, cuts, log, openHttp, hasThread = false, hasMetadata = false } = member
  const gate = new Gate()
  const own = hasThread ? member.env : gatedEnv(member.env, gate)
  const metadata = hasThread ? member.metadata : gatedStore(member.metadata, gate)
  const net = cuts.join(id, own)
  const env = { ...own, net }
  const http = await openHttp?.(id, member.httpBefore, own, log)
  try {
    const seat: Seat = {
      brokerId: id,
      clusterId,
      metadata,
      opened,
      servesLater: true,
      isLocked: hasThread,
      hasMetadata
    }
    const running = await boot(options, env, log, http?.meters, seat)
    cuts.listens(id, running.server.endpoints)
    http?.serves(running)
    return new LocalMember(running, gate, net, http)
  } catch (error) {
    await http?.close()
    throw error
  }
}

class LocalMember implements Member {
  readonly running: Running
  readonly died = new Promise<Error>(() => {})
  readonly #gate: Gate
  readonly #net: ClusterNet
  readonly #http: MemberHttp | undefined

  constructor(running: Running, gate: Gate, net: ClusterNet, http: MemberHttp | undefined) {
    this.running = running
    this.#gate = gate
    this.#net = net
    this.#http = http
  }

  get endpoint(): Endpoint {
    return this.running.endpoint
  }

  get http(): Endpoint | undefined {
    return this.#http?.endpoint
  }

  get dataDir(): string | undefined {
    return this.running.dataDir
  }

  get connectionCount(): number {
    return this.running.server.connectionCount
  }

  joined(count: number, limitMs: number): Promise<void> {
    return joined(this.running, count, limitMs)
  }

  serve(): void {
    this.running.serve()
  }

  createTopics(topics: NonNullable<StartOptions['topics']>): Promise<void> {
    return this.running.createTopics(topics)
  }

  async logsTried(topics: readonly string[]): Promise<string | null> {
    const { metadata, replicas } = this.running.broker
    // Once the store has answered, the broker has seen everything written before the question.
    await metadata.list('/controller')
    return replicas.logsTried(topics)
  }

  stopControl(): void {
    this.running.broker.stopControl()
  }

  async stop(drainMs: number, handsOver: boolean): Promise<void> {
    this.#gate.open()
    this.#http?.stops()
    try {
      await this.running.stop(drainMs, handsOver)
    } finally {
      this.#net.end()
      await this.#http?.close()
    }
  }

  async kill(): Promise<void> {
    const killed = this.running.kill()
    // Events held back by the gate have nothing left to act on.
    this.#gate.open()
    await killed
    this.#net.end()
    await this.#http?.close()
  }

  pause(): void {
    this.#gate.shut()
  }

  resume(): void {
    this.#gate.open()
  }
}

/** Resolves when the broker knows `count` live brokers, or after `limitMs`. */
function joined({ broker: { env, image, metadata } }: Running, count: number, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const isJoined = () => image.aliveBrokers.length >= count
    if (isJoined()) return resolve()
    const timer = env.timers.after(limitMs, () => end())
    // The broker registered its watch earlier, so its image has each change before this one is notified.
    const watch = metadata.watch('/', image.revision, () => {
      if (isJoined()) end()
    })
    const end = () => {
      timer.cancel()
      if ('cancel' in watch) watch.cancel()
      resolve()
    }
  })
}
