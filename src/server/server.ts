/*
 * The listeners of a broker and all its connections: accepting, limits, idle connections, draining. Does not see requests.
 */
import type { Broker } from '../broker/index.ts'
import { type Connection, type Endpoint, type Env, type Listener, NetError, pause, type Timer } from '../env/index.ts'
import { AcceptRate } from './accept-rate.ts'
import { Admission, alwaysGrantedBytes } from './admission.ts'
import { AnswerBudget } from './answer-budget.ts'
import { ConnectionCore } from './connection.ts'
import type { ListenerAddress } from './listeners.ts'
import { SlabPool } from './slab-pool.ts'
import { noStages, type Stages } from './stages.ts'

const noSuchFamily: ReadonlySet<string> = new Set(['EAFNOSUPPORT', 'EADDRNOTAVAIL', 'EINVAL'])
/** While others wait for memory, a connection that holds a lot of it must send at least this often. */
const stalledMs = 5_000
const earlyMax = 1_000
/** Memory for responses that clients have not read yet, for all connections together. */
const answerBytesMax = 128 << 20
/** How often a stopping server checks whether everything is answered. */
const drainCheckMs = 10

export interface ServerLimits {
  /** socket.request.max.bytes */
  readonly frameBytesMax: number
  /** queued.max.request.bytes, or Ottla's own default if that is -1. */
  readonly requestBytesMax: number
  /** connections.max.idle.ms; 0 or less disables it. */
  readonly idleMsMax: number
  /** max.connections */
  readonly connectionsMax: number
  /** max.connection.creation.rate */
  readonly connectionsPerSecondMax: number
  /** max.connections.per.ip and its overrides. */
  readonly connectionsPerIpMax: (host: string) => number
}

export interface Server {
  readonly endpoints: readonly (Endpoint & { readonly name: string })[]
  readonly connectionCount: number
  /** Number of connections on the listener with this name. */
  connectionsOf(listenerName: string): number
  /** Starts serving. Connections accepted earlier wait until then. */
  serve(): void
  /** Stops accepting, lets pending requests be answered, and closes what is left after `drainMs`. */
  stop(drainMs: number): Promise<void>
}

/** Rejects with the `NetError` of the first listener that cannot be opened, and then closes the others. */
export async function startServer(options: {
  readonly env: Env
  readonly broker: () => Broker
  readonly listeners: readonly ListenerAddress[]
  readonly limits: ServerLimits
  readonly stages?: Stages | undefined
}): Promise<Server> {
  const server = new OpenServer(options)
  try {
    for (const listener of options.listeners) await server.listen(listener)
  } catch (error) {
    await server.stop(0)
    throw error
  }
  return server
}

class OpenServer implements Server {
  readonly endpoints: (Endpoint & { readonly name: string })[] = []
  readonly #env: Env
  readonly #broker: () => Broker
  readonly #limits: ServerLimits
  readonly #stages: Stages
  readonly #listeners: Listener[] = []
  readonly #connections = new Set<ConnectionCore>()
  readonly #perHost = new Map<string, number>()
  readonly #pool = new SlabPool()
  readonly #admission: Admission
  readonly #answerBudget: AnswerBudget
  /** Connections accepted while the broker was still starting. */
  readonly #early: { readonly connection: Connection; readonly listenerName: string }[] = []
  readonly #rate: AcceptRate<{ readonly connection: Connection; readonly listenerName: string }>
  #serving = false
  #accepted = 0
  #idleTimer: Timer | undefined

  constructor(options: {
    readonly env: Env
    readonly broker: () => Broker
    readonly limits: ServerLimits
    readonly stages?: Stages | undefined
  }) {
    this.#env = options.env
    this.#broker = options.broker
    this.#limits = options.limits
    this.#stages = options.stages ?? noStages
    this.#rate = new AcceptRate(
      options.env,
      () => options.limits.connectionsPerSecondMax,
      ({ connection, listenerName }) => this.#admit(connection, listenerName)
    )
    this.#admission = new Admission(options.env, options.limits.requestBytesMax, () => this.#closeStalled())
    this.#answerBudget = new AnswerBudget(options.env, answerBytesMax, () => this.#closeLargest())
    if (options.limits.idleMsMax > 0) this.#watchIdle()
  }

  get connectionCount(): number {
    return this.#connections.size
  }

  connectionsOf(listenerName: string): number {
    let count = 0
    for (const core of this.#connections) if (core.context.listenerName === listenerName) count++
    return count
  }

  async listen(address: ListenerAddress): Promise<void> {
    const listener = await this.#open(address)
    this.#listeners.push(listener)
    this.endpoints.push({ name: address.name, host: address.host, port: listener.at.port })
  }

  /** No host means every interface, of both address families where available. */
  async #open({ name, host, port }: ListenerAddress): Promise<Listener> {
    const accept = (connection: Connection) => this.#accept(connection, name)
    if (host !== '') return this.#env.net.listen({ host, port }, accept)
    try {
      return await this.#env.net.listen({ host: '::', port }, accept)
    } catch (error) {
      if (!(error instanceof NetError) || !noSuchFamily.has(error.code)) throw error
      return this.#env.net.listen({ host: '0.0.0.0', port }, accept)
    }
  }

  serve(): void {
    this.#serving = true
    for (const { connection, listenerName } of this.#early.splice(0)) this.#accept(connection, listenerName)
  }

  #accept(connection: Connection, listenerName: string): void {
    if (!this.#serving) {
      if (this.#early.length < earlyMax) this.#early.push({ connection, listenerName })
      else connection.destroy()
      return
    }
    this.#rate.take({ connection, listenerName })
  }

  #admit(connection: Connection, listenerName: string): void {
    const { host } = connection.remote
    const fromHost = this.#perHost.get(host) ?? 0
    const { connectionsMax, connectionsPerIpMax } = this.#limits
    if (this.#connections.size >= connectionsMax || fromHost >= connectionsPerIpMax(host)) {
      const fields = { address: host, connections: this.#connections.size, fromAddress: fromHost }
      this.#broker().warnQuietly('refused a connection: too many are open', `refused ${host}`, fields)
      connection.destroy()
      return
    }
    this.#perHost.set(host, fromHost + 1)
    const core = new ConnectionCore({
      env: this.#env,
      broker: this.#broker(),
      stages: this.#stages,
      connection,
      id: `${connection.local.host}:${connection.local.port}-${host}:${connection.remote.port}-${this.#accepted++}`,
      listenerName,
      pool: this.#pool,
      admission: this.#admission,
      answerBudget: this.#answerBudget,
      frameBytesMax: this.#limits.frameBytesMax,
      onClosed: (closed) => this.#forget(closed)
    })
    this.#connections.add(core)
    core.start()
  }

  #forget(core: ConnectionCore): void {
    this.#connections.delete(core)
    const host = core.context.remoteHost
    const left = (this.#perHost.get(host) ?? 1) - 1
    if (left === 0) this.#perHost.delete(host)
    else this.#perHost.set(host, left)
  }

  /** A single timer checks all connections, so that thousands of them need no timers of their own. */
  #watchIdle(): void {
    const { idleMsMax } = this.#limits
    this.#idleTimer = this.#env.timers.after(Math.max(100, idleMsMax / 10), () => {
      const nowMs = this.#env.clock.monotonicMs()
      // As in Kafka, a connection that waits for a response counts as idle.
      for (const core of this.#connections) if (nowMs - core.activity.lastMs > idleMsMax) core.destroy()
      this.#watchIdle()
    })
  }

  #closeStalled(): void {
    const nowMs = this.#env.machine.monotonicMs()
    for (const core of this.#connections) {
      if (core.stalledBytes <= alwaysGrantedBytes || nowMs - core.activity.lastMachineMs < stalledMs) continue
      const { remoteHost: address } = core.context
      this.#broker().warnQuietly(
        'closed a connection whose unfinished request held memory that others were waiting for',
        `stalled ${address}`,
        { address, bytes: core.stalledBytes }
      )
      core.destroy()
    }
  }

  /** Closes the client with the most unread data, so that the others can be answered. */
  #closeLargest(): void {
    let largest: ConnectionCore | undefined
    for (const core of this.#connections) if (core.heldAnswerBytes > (largest?.heldAnswerBytes ?? 0)) largest = core
    if (largest === undefined) return
    const { remoteHost: address } = largest.context
    this.#broker().warnQuietly('closed the connection with the most unread responses', `unread ${address}`, {
      address,
      bytes: largest.heldAnswerBytes,
      ofAllMax: answerBytesMax
    })
    largest.destroy()
  }

  async stop(drainMs: number): Promise<void> {
    this.#idleTimer?.cancel()
    await Promise.all(this.#listeners.map((listener) => listener.close()))
    for (const { connection } of [...this.#early.splice(0), ...this.#rate.stop()]) connection.destroy()
    for (const core of this.#connections) core.drain()
    const deadlineMs = this.#env.clock.monotonicMs() + drainMs
    while (!this.#isDrained && this.#env.clock.monotonicMs() < deadlineMs) {
      await pause(this.#env.timers, drainCheckMs)
    }
    for (const core of this.#connections) core.destroy()
    this.#admission.stop()
  }

  get #isDrained(): boolean {
    for (const core of this.#connections) if (!core.isDrained) return false
    return true
  }
}
