/*
 * The network between the brokers of one process. Can cut a broker off from the others while clients still reach it. Cut
 * connections stay silent, like lost packets; nothing is refused.
 */
import { type Connection, type ConnectOptions, type Endpoint, type Env, type Net, NetError } from '../env/index.ts'

const connectDefaultMs = 5_000

/** A broker listens on these ports, or has been cut off or reconnected. */
export type CutChange =
  | { readonly brokerId: number; readonly ports: readonly number[] }
  | { readonly brokerId: number; readonly isCut: boolean }

/** Which brokers cannot reach each other. */
export class Cuts {
  readonly #cut = new Set<number>()
  readonly #nets = new Map<number, ClusterNet>()
  /** The broker that listens on a port. */
  readonly #owners = new Map<number, number>()
  readonly #followers = new Set<(change: CutChange) => void>()

  join(brokerId: number, env: Env): ClusterNet {
    const net = new ClusterNet(env, (to) => this.isCut(brokerId, this.#owners.get(to.port)))
    this.#nets.set(brokerId, net)
    return net
  }

  listens(brokerId: number, endpoints: readonly Pick<Endpoint, 'port'>[]): void {
    const ports = endpoints.map(({ port }) => port)
    for (const port of ports) this.#owners.set(port, brokerId)
    this.#tell({ brokerId, ports })
  }

  /** Reports the current state and every later change. Used by a broker on another thread, which has cuts of its own. */
  follow(changed: (change: CutChange) => void): { cancel(): void } {
    for (const [port, brokerId] of this.#owners) changed({ brokerId, ports: [port] })
    for (const brokerId of this.#cut) changed({ brokerId, isCut: true })
    this.#followers.add(changed)
    return { cancel: () => void this.#followers.delete(changed) }
  }

  /** Applies a change reported by another instance's `follow`. */
  take(change: CutChange): void {
    const { brokerId } = change
    if ('ports' in change)
      this.listens(
        brokerId,
        change.ports.map((port) => ({ port }))
      )
    else if (change.isCut) this.cut(brokerId)
    else this.heal(brokerId)
  }

  #tell(change: CutChange): void {
    for (const changed of this.#followers) changed(change)
  }

  isCut(from: number, to: number | undefined): boolean {
    return to !== undefined && to !== from && (this.#cut.has(from) || this.#cut.has(to))
  }

  cut(brokerId: number): void {
    this.#cut.add(brokerId)
    for (const net of this.#nets.values()) net.breakCut()
    this.#tell({ brokerId, isCut: true })
  }

  heal(brokerId: number): void {
    this.#cut.delete(brokerId)
    this.#tell({ brokerId, isCut: false })
  }
}

export class ClusterNet implements Net {
  readonly #env: Env
  readonly #isCut: (to: Endpoint) => boolean
  readonly #open = new Map<Connection, Endpoint>()
  /** Ends connection attempts across a cut. */
  readonly #attempts = new Set<() => void>()

  constructor(env: Env, isCut: (to: Endpoint) => boolean) {
    this.#env = env
    this.#isCut = isCut
  }

  listen(...args: Parameters<Net['listen']>): ReturnType<Net['listen']> {
    return this.#env.net.listen(...args)
  }

  async connect(to: Endpoint, options: ConnectOptions = {}): Promise<Connection> {
    if (this.#isCut(to)) return this.#timeOut(options.timeoutMs ?? connectDefaultMs)
    const connection = await this.#env.net.connect(to, options)
    if (this.#isCut(to)) {
      connection.destroy()
      return this.#timeOut(options.timeoutMs ?? connectDefaultMs)
    }
    this.#open.set(connection, to)
    const { start } = connection
    connection.start = (owner) =>
      start.call(connection, {
        room: () => owner.room(),
        received: (length) => owner.received(length),
        drained: () => owner.drained(),
        ...(owner.inputEnded === undefined ? {} : { inputEnded: () => owner.inputEnded?.() }),
        closed: (error) => {
          this.#open.delete(connection)
          owner.closed(error)
        }
      })
    return connection
  }

  #timeOut(ms: number): Promise<never> {
    return new Promise((_resolve, reject) => {
      const end = () => {
        this.#attempts.delete(end)
        timer.cancel()
        reject(new NetError('ETIMEDOUT', 'the connection timed out'))
      }
      const timer = this.#env.timers.after(ms, end)
      this.#attempts.add(end)
    })
  }

  /** The broker is gone; its pending connection attempts must not keep the process alive. */
  end(): void {
    for (const end of [...this.#attempts]) end()
  }

  /** Closes the connections to a broker that is cut off. */
  breakCut(): void {
    for (const [connection, to] of [...this.#open]) if (this.#isCut(to)) connection.destroy()
  }
}
