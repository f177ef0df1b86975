/* One broker of an in-process cluster across restarts: its port, its directory, and the faults a test can inject. */
import { type DirectoryLock, type Endpoint, type Env, type Logger, type LogLevel, OttlaError } from '../env/index.ts'
import type { Reserve } from '../log/index.ts'
import { type MetadataStore, StoreHandle } from '../metadata/index.ts'
import type { Running } from './boot.ts'
import type { Cuts } from './cluster-net.ts'
import type { OpenedDirectory } from './directory.ts'
import { shownAddress } from './listeners.ts'
import type { Member, OpenHttp, StartMember } from './member.ts'
import type { StartOptions } from './settings.ts'

/** Resources that the cluster opened for all its brokers. */
export interface Base {
  readonly store: MetadataStore
  readonly clusterId: string
  /** Empty when everything is in memory. */
  readonly dataDirs: readonly string[]
  readonly opened: (OpenedDirectory & { readonly reserve: Reserve }) | undefined
  readonly lock: DirectoryLock | undefined
}

/** What all brokers of a cluster share. */
interface Shared {
  readonly options: StartOptions
  readonly base: Base
  readonly cuts: Cuts
  readonly env: Env
  readonly log: Logger
  readonly openHttp: OpenHttp | undefined
  readonly startMember: StartMember
  /** Called when a broker dies without being stopped. */
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

  /** The address for clients, valid even while the broker is down. */
  get endpoint(): Endpoint {
    return this.#endpoint
  }

  /** Where its metrics and health checks are served, if anywhere. */
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

  /** `host:port`, as in a client's bootstrap server list. */
  get bootstrap(): string {
    return shownAddress(this.#endpoint)
  }

  /** Restarts a stopped or killed broker on its previous port. Rejects with an OttlaError like the first start. */
  restart(): Promise<void> {
    return this.start()
  }

  /** The cluster has stopped and released its directory and metadata, so this broker cannot start again. */
  end(): void {
    this.#isOver = true
  }

  /** Starts the broker, on its previous port if it ran before. Rejects like `boot`, and with OttlaError STOPPED after `end`. */
  async start(): Promise<void> {
    if (this.#isOver) throw new OttlaError('STOPPED', `the cluster of broker ${this.id} was stopped`)
    if (this.#member !== undefined) return
    await this.boot()
    this.member.serve()
  }

  /** Starts the broker. It answers clients only after `member.serve`. Rejects like `boot`. */
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

  /** Stops the broker after moving its leadership to others. A paused broker is resumed first. */
  async stop(drainMs = 1_000, handsOver = true): Promise<void> {
    const { member } = this
    this.#member = undefined
    await member.stop(drainMs, handsOver)
  }

  /** Acts like `kill -9`: connections break, nobody is notified, and data in memory is lost. */
  async kill(): Promise<void> {
    const { member } = this
    this.#member = undefined
    await member.kill()
  }

  /**
   * Acts like SIGSTOP until `resume`: the broker keeps its sockets, answers nothing and does not renew its lease. @throws
   * OttlaError STOPPED
   */
  pause(): void {
    this.member.pause()
    this.#isPaused = true
  }

  /**
   * Acts like SIGCONT. If the lease has expired, the broker finds itself fenced and registers again. @throws OttlaError STOPPED
   */
  resume(): void {
    this.#isPaused = false
    this.member.resume()
  }

  /** Cuts the broker off from the other brokers and the metadata until `heal`. Clients can still reach it. */
  isolate(): void {
    if (this.#handle !== undefined) this.#handle.isCutOff = true
    this.#shared.cuts.cut(this.id)
  }

  heal(): void {
    this.#shared.cuts.heal(this.id)
    if (this.#handle !== undefined) this.#handle.isCutOff = false
  }
}

/** All 0 if the port is 0 or not given. */
function portOf({ port, defaultPort = 0 }: StartOptions, id: number): number {
  const first = port ?? defaultPort
  return first === 0 ? 0 : first + id - 1
}

/** All brokers of a process share one log level, the most verbose that any of them needs. */
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
