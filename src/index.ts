/** Ottla inside another program: a Kafka-compatible broker that starts in milliseconds, as many as wanted in one process. */
import { type Logger, silentLogger } from './broker/index.ts'
import type { Env } from './env/index.ts'
import { createRealEnv } from './env/real/index.ts'
import { boot, type Running, type StartOptions } from './server/index.ts'

export { type Logger, OttlaError, type OttlaErrorCode } from './broker/index.ts'
export type { Env } from './env/index.ts'

export interface OttlaOptions extends StartOptions {
  /** Where log lines go; nowhere when absent. */
  readonly log?: Logger | undefined
  /** Clock, timers, randomness, disk and network to use instead of the process's own. */
  readonly env?: Env | undefined
}

/** A broker that serves, until `stop`. `await using broker = await Ottla.start({ memory: true })` stops it by itself. */
export class Ottla implements AsyncDisposable {
  readonly log: Logger
  readonly #running: Running
  #stopping: Promise<void> | undefined

  private constructor(running: Running, log: Logger) {
    this.#running = running
    this.log = log
  }

  /**
   * Starts a broker and resolves when clients can connect. Unless told otherwise it listens on a free port of 127.0.0.1.
   * Rejects with an OttlaError (`code` says which) for a taken port, an unusable data directory, a bad config or topic.
   */
  static async start(options: OttlaOptions = {}): Promise<Ottla> {
    const log = options.log ?? silentLogger
    const running = await boot(options, options.env ?? createRealEnv(), log)
    return new Ottla(running, log)
  }

  /** `host:port` for a client's list of bootstrap servers. */
  get bootstrap(): string {
    const { host, port } = this.#running.endpoint
    return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  }

  get host(): string {
    return this.#running.endpoint.host
  }

  get port(): number {
    return this.#running.endpoint.port
  }

  get clusterId(): string {
    return this.#running.broker.clusterId
  }

  /** The broker's id, as Metadata gives it. */
  get nodeId(): number {
    return this.#running.broker.brokerId
  }

  /** Clients that are connected now. */
  get connectionCount(): number {
    return this.#running.server.connectionCount
  }

  /** Answers what is under way for at most `drainMs` milliseconds (1,000 by default), then closes everything. Once or often. */
  stop(options: { readonly drainMs?: number } = {}): Promise<void> {
    this.#stopping ??= this.#running.stop(options.drainMs ?? 1_000)
    return this.#stopping
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }
}
