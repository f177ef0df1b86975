/* Owns one broker of a cluster of this process over all of its lives: its port, its directory, and what may happen to it. */
import { type DirectoryLock, type Endpoint, type Env, type Logger, type LogLevel, OttlaError } from '../env/index.ts'
import type { Reserve } from '../log/index.ts'
import { type MetadataStore, StoreHandle } from '../metadata/index.ts'
import type { Running } from './boot.ts'
import type { Cuts } from './cluster-net.ts'
import type { OpenedDirectory } from './directory.ts'
import { shownAddress } from './listeners.ts'
import type { Member, OpenHttp, StartMember } from './member.ts'
import type { StartOptions } from './settings.ts'

/** What a cluster has opened for all of its brokers. */
export interface Base {
  readonly store: MetadataStore
  readonly clusterId: string
  /** None: in memory. */
  readonly dataDirs: readonly string[]
  readonly opened: (OpenedDirectory & { readonly reserve: Reserve }) | undefined
  readonly lock: DirectoryLock | undefined
}

/** What all brokers of a cluster have in common. */
interface Shared {
  readonly options: StartOptions
  readonly base: Base
  readonly cuts: Cuts
  readonly env: Env
  readonly log: Logger
  readonly openHttp: OpenHttp | undefined
  readonly startMember: StartMember
  /** A broker died that nobody stopped. */
  readonly died: (broker: ClusterBroker, error: Error) => void
}

export class ClusterBroker {
  readonly id: number
  readonly #shared: Shared
  #member: Member | undefined
  #handle: StoreHandle | undefined
  #isPaused = false
  #isOver = false
  #endpoint: Endpoint = { host: '', port: 0 }
  #http: Endpoint | undefined

  constructor(id: number, shared: Shared) {
    this.id = id
    this.#shared = shared
  }

  get state(): 'serving' | 'paused' | 'stopped' {
    if (this.#member === undefined) return 'stopped'
    return this.#isPaused ? 'paused' : 'serving'
  }

  /** Where clients reach it, also while it is down. */
  get endpoint(): Endpoint {
    return this.#endpoint
  }

  /** Where its metrics and health are served, if they are. */
  get http(): Endpoint | undefined {
    return this.#http
  }

  /** @throws OttlaError STOPPED */
  get member(): Member {
    if (this.#member === undefined) throw new OttlaError('STOPPED', `broker ${this.id} is not running`)
    return this.#member
  }

  /** @throws OttlaError STOPPED */
  get running(): Running {
    const { running } = this.member
    if (running === undefined) throw new OttlaError('BAD_OPTION', `broker ${this.id} runs on a thread of its own`)
    return running
  }

  /** `host:port`, as a client's list of bootstrap servers takes it. */
  get bootstrap(): string {
    return shownAddress(this.#endpoint)
  }

  /** Starts it again, where it was stopped or killed, on the port that it had. Rejects with an OttlaError as the first start does. */
  restart(): Promise<void> {
    return this.start()
  }

  /** The cluster was stopped, and its directory and metadata are given back: it cannot start again. */
  end(): void {
    this.#isOver = true
  }

  /** Starts it, or starts it again on the port that it had. Rejects as `boot` does, and with OttlaError STOPPED after `end`. */
  async start(): Promise<void> {
    if (this.#isOver) throw new OttlaError('STOPPED', `the cluster of broker ${this.id} was stopped`)
    if (this.#member !== undefined) return
    await this.boot()
    this.member.serve()
  }

  /** Starts it; clients are not served before `member.serve`. Rejects as a start does. */
  async boot(): Promise<void> {
    const { options: asked, base, cuts, env, log, openHttp, startMember, died } = this.#shared
    const { store, clusterId, dataDirs } = base
    const port = this.#endpoint.port !== 0 ? this.#endpoint.port : portOf(asked, this.id)
    const isFirst = this.id === 1
    const own = isFirst ? dataDirs : dataDirs.map((path) => env.disk.join(path, '.brokers', String(this.id)))
    const handle = new StoreHandle(store)
    const options = { ...asked, port, ...(own.length === 0 ? { memory: true } : { dataDir: own }) }
    const member = await startMember({
      id: this.id,
      options,
      clusterId,
      metadata: handle,
      opened: isFirst ? base.opened : undefined,
      cuts,
      env,
      log: prefixed(log, this.id),
      openHttp,
      httpBefore: this.#http
    })
    this.#member = member
    this.#handle = handle
    this.#isPaused = false
    this.#endpoint = member.endpoint
    this.#http = member.http
    void member.died.then((error) => {
      if (this.#member !== member) return
      this.#member = undefined
      died(this, error)
    })
  }

  /** Stops it, after others lead what it leads. One that is paused goes on first. */
  async stop(drainMs = 1_000, handsOver = true): Promise<void> {
    const { member } = this
    this.#member = undefined
    await member.stop(drainMs, handsOver)
  }

  /** As `kill -9` does: its connections break, and nobody is told. What it kept in memory is gone. */
  async kill(): Promise<void> {
    const { member } = this
    this.#member = undefined
    await member.kill()
  }

  /**
   * As SIGSTOP does, until `resume`: it holds its sockets, answers nothing and does not renew its lease.
   * @throws OttlaError STOPPED
   */
  pause(): void {
    this.member.pause()
    this.#isPaused = true
  }

  /** As SIGCONT does. If its lease has run out, it finds itself fenced, and comes back by itself. @throws OttlaError STOPPED */
  resume(): void {
    this.#isPaused = false
    this.member.resume()
  }

  /** Cuts it off from the other brokers and the metadata, until `heal`. Clients still reach it. */
  isolate(): void {
    if (this.#handle !== undefined) this.#handle.isCutOff = true
    this.#shared.cuts.cut(this.id)
  }

  heal(): void {
    this.#shared.cuts.heal(this.id)
    if (this.#handle !== undefined) this.#handle.isCutOff = false
  }
}

/** 0 for all of them where 0 is asked for, or nothing is. */
function portOf({ port, defaultPort = 0 }: StartOptions, id: number): number {
  const first = port ?? defaultPort
  return first === 0 ? 0 : first + id - 1
}

/** All brokers of a process have one level: what is important enough for any of them. */
function prefixed(log: Logger, id: number): Logger {
  const own: Logger = {
    debug: (line, fields) => log.debug(line, { broker: id, ...fields }),
    info: (line, fields) => log.info(line, { broker: id, ...fields }),
    warn: (line, fields) => log.warn(line, { broker: id, ...fields }),
    error: (line, fields) => log.error(line, { broker: id, ...fields })
  }
  if (log.level === undefined) return own
  const set = (level: LogLevel) => {
    log.level = level
  }
  return Object.defineProperty(own, 'level', { get: () => log.level, set })
}
