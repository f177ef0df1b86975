/**
 * An in-memory network: listeners, connections, and their failures. Connections break visibly on both sides, or silently. The sockets
 * of a process die with it.
 */
import { type Connection, type Net, NetError } from '../../../src/env/index.ts'
import type { Owner, Random, SimWorld } from '../../kit/sim-world.ts'
import { type NetOptions, Socket, type SocketNet } from './socket.ts'

interface Listening {
  readonly owner: Owner | undefined
  readonly node: string
  readonly accept: (connection: Connection) => void
}

/** Reachability and latency between machines. */
export interface Links {
  /** The machine that has a port. */
  nodeOf(port: number): string
  isCut(from: string, to: string): boolean
  extraMs(from: string, to: string): number
}

const connectDefaultMs = 5_000
const tlsNotBuilt = () => new NetError('TLS_NOT_BUILT', 'the simulated network has no TLS')

export class SimNet implements SocketNet {
  readonly world: SimWorld
  readonly random: Random
  readonly options: NetOptions
  readonly #listeners = new Map<number, Listening>()
  readonly #sockets = new Set<Socket>()
  /** Closed, with bytes still in transit. */
  readonly #lingering = new Set<Socket>()
  #nextPort = 40_000
  /** Holds back or delays traffic between machines. Without it, all traffic passes. */
  links: Links | undefined

  constructor(world: SimWorld, options: NetOptions) {
    this.world = world
    this.random = world.random('net')
    this.options = options
  }

  holdsBack(from: string, to: string): boolean {
    return this.links?.isCut(from, to) === true
  }

  delayMs(from: string, to: string): number {
    const { delayMs } = this.options
    return delayMs + (this.links?.extraMs(from, to) ?? 0)
  }

  /** A link is restored: delivers the traffic held back. */
  proceed(): void {
    for (const socket of this.#sockets) socket.deliverSoon()
  }

  /** Silently cuts the connections of a machine. */
  silence(node: string): void {
    for (const socket of [...this.#sockets]) if (socket.node === node) socket.cut('silent')
  }

  closed(socket: Socket): void {
    this.#sockets.delete(socket)
    if (socket.wireBytes > 0) this.#lingering.add(socket)
  }

  /** Maximum over all connections of bytes queued in the broker for clients that do not read. */
  get mostPendingBytes(): number {
    let most = 0
    for (const { life, pendingBytes } of this.#sockets)
      if (life !== undefined && pendingBytes > most) most = pendingBytes
    return most
  }

  /** Cuts a random connection. */
  cutOne(): string {
    const sockets = [...this.#sockets].filter(({ life }) => life === undefined)
    if (sockets.length === 0) return 'none'
    const socket = this.random.pick(sockets)
    const kind = this.random.pick(['both', 'both', 'out', 'in', 'silent'] as const)
    socket.cut(kind)
    return `${socket.local.port} ${kind}`
  }

  cutAll(): void {
    for (const socket of [...this.#sockets]) if (socket.life === undefined) socket.cut('both')
  }

  /** Closes the listeners and connections of a dead process. The last bytes it sent may still arrive. */
  died(life: Owner, maySendRest: boolean): void {
    for (const socket of this.#lingering) if (socket.life === life && !maySendRest) socket.dropWire()
    this.#lingering.clear()
    for (const [port, listening] of this.#listeners) if (listening.owner === life) this.#listeners.delete(port)
    for (const socket of [...this.#sockets])
      if (socket.life === life) socket.die(maySendRest && this.random.chance(0.6))
  }

  /** The network as seen by one process on a machine. A client process never dies. */
  of(life: Owner | undefined, node = ''): Net {
    const { world, random } = this
    const later = (ms: number, label: string, run: () => void) => void world.after(ms, label, run, life)
    return {
      listen: (at, accept, secure) =>
        new Promise((resolve, reject) => {
          if (secure !== undefined) throw tlsNotBuilt()
          const port = at.port === 0 ? this.#nextPort++ : at.port
          if (this.#listeners.has(port)) {
            reject(new NetError('EADDRINUSE', `listen EADDRINUSE ${at.host}:${port}`))
            return
          }
          const listening: Listening = { owner: life, node, accept }
          this.#listeners.set(port, listening)
          const close = async () => {
            if (this.#listeners.get(port) === listening) this.#listeners.delete(port)
          }
          later(0, 'listening', () => resolve({ at: { host: at.host, port }, close }))
        }),
      connect: (to, connectOptions) =>
        new Promise((resolve, reject) => {
          if (connectOptions?.secure !== undefined) throw tlsNotBuilt()
          const target = this.links?.nodeOf(to.port) ?? ''
          later(random.exponential(this.delayMs(node, target)), 'connect', () => {
            const listening = this.#listeners.get(to.port)
            if (this.holdsBack(node, target) || this.holdsBack(target, node)) {
              const late = () => reject(new NetError('ETIMEDOUT', `connect ETIMEDOUT ${to.host}:${to.port}`))
              later(connectOptions?.timeoutMs ?? connectDefaultMs, 'connect', late)
              return
            }
            if (listening === undefined) {
              reject(new NetError('ECONNREFUSED', `connect ECONNREFUSED ${to.host}:${to.port}`))
              return
            }
            const from = { host: '127.0.0.1', port: this.#nextPort++ }
            const ours = new Socket(this, from, to, life, node)
            const theirs = new Socket(this, to, from, listening.owner, listening.node)
            ours.peer = theirs
            theirs.peer = ours
            this.#sockets.add(ours)
            this.#sockets.add(theirs)
            world.after(0, 'accept', () => listening.accept(theirs), listening.owner)
            resolve(ours)
          })
        })
    }
  }
}
