/**
 * One side of a connection: bytes go through a bounded pipe and arrive in chunks of any size after any delay. Bytes passed to `write`
 * are only copied when the pipe accepts them, so that a buffer reused too early is detected.
 */
import { type Connection, type ConnectionOwner, type Endpoint, NetError } from '../../../src/env/index.ts'
import { type Owner, type Random, type SimWorld, Violation } from '../../kit/sim-world.ts'

/** Above this, `write` signals backpressure, as a Node socket does. */
const highWaterBytes = 16 * 1024

interface Queued {
  bytes: Uint8Array
  readonly written: (() => void) | undefined
}

export interface NetOptions {
  /** Mean delay of a chunk. */
  readonly delayMs: number
  /** 0 means never split. */
  readonly pieces: number
  /** Capacity of a pipe. */
  readonly pipeBytes: number
}

/** Operations a socket uses on its network. */
export interface SocketNet {
  readonly world: SimWorld
  readonly random: Random
  readonly options: NetOptions
  /** Bytes between two machines wait until their link is restored. */
  holdsBack(from: string, to: string): boolean
  /** Mean delay of a chunk between two machines. */
  delayMs(from: string, to: string): number
  closed(socket: Socket): void
}

export class Socket implements Connection {
  readonly local: Endpoint
  readonly remote: Endpoint
  readonly life: Owner | undefined
  /** The machine that it is on. */
  readonly node: string
  peer!: Socket
  /** Accepted by the pipe, but not yet delivered to the peer. */
  wire: Buffer[] = []
  wireBytes = 0
  /** Black hole: this side's bytes are lost in transit. */
  isClogged = false
  isClosed = false
  /** Trouble has dropped bytes in either direction. */
  wasCut = false
  readonly #net: SocketNet
  readonly #queue: Queued[] = []
  #queuedBytes = 0
  #owner: ConnectionOwner | undefined
  #room: Uint8Array | undefined
  #isPaused = false
  #isBlocked = false
  #isEnding = false
  /** This side's end of stream is in the pipe. */
  #hasEnded = false
  #isDelivering = false
  #isPumping = false
  #peerEnded = false

  constructor(net: SocketNet, local: Endpoint, remote: Endpoint, life: Owner | undefined, node = '') {
    this.#net = net
    this.local = local
    this.remote = remote
    this.life = life
    this.node = node
  }

  get #isDead(): boolean {
    return this.isClosed || this.life?.isDead === true
  }

  #later(ms: number, label: string, run: () => void): void {
    this.#net.world.after(ms, label, run, this.life)
  }

  start(owner: ConnectionOwner): void {
    if (this.#owner !== undefined) this.#net.world.fail(new Violation('a connection was started twice'))
    this.#owner = owner
    this.#room = owner.room()
    this.deliverSoon()
  }

  // ------------------------------------------------------------------ out

  write(buffers: readonly Uint8Array[], written?: () => void): boolean {
    if (this.isClosed || this.#isEnding) {
      written?.()
      return false
    }
    if (this.life?.isDead) return true
    buffers.forEach((bytes, n) => {
      const isLast = n === buffers.length - 1
      this.#queue.push({ bytes, written: isLast ? written : undefined })
      this.#queuedBytes += bytes.length
    })
    if (buffers.length === 0) written?.()
    // The kernel immediately accepts what fits, but is sometimes late.
    if (!this.#net.random.chance(0.2)) this.#pump()
    this.#pumpSoon()
    this.#isBlocked = this.#queuedBytes > highWaterBytes
    return !this.#isBlocked
  }

  get pendingBytes(): number {
    return this.#queuedBytes
  }

  #pumpSoon(): void {
    if (this.#isPumping || this.#isDead || (this.#queue.length === 0 && !this.#isEnding)) return
    this.#isPumping = true
    this.#later(this.#net.random.between(0, 0.2), 'pump', () => {
      this.#isPumping = false
      this.#pump()
      this.#drained()
    })
  }

  /** Moves as many bytes as fit into the pipe. */
  #pump(): void {
    while (this.#queue.length > 0) {
      const first = this.#queue[0] as Queued
      const room = this.#net.options.pipeBytes - this.wireBytes
      if (room <= 0 && first.bytes.length > 0) break
      const taken = Math.min(room, first.bytes.length)
      if (!this.isClogged) {
        this.wire.push(Buffer.from(first.bytes.subarray(0, taken)))
        this.wireBytes += taken
      }
      this.#queuedBytes -= taken
      first.bytes = first.bytes.subarray(taken)
      if (first.bytes.length > 0) break
      this.#queue.shift()
      const { written } = first
      if (written !== undefined) this.#later(0, 'written', written)
    }
    if (this.#isEnding && this.#queue.length === 0 && !this.#hasEnded) {
      this.#hasEnded = true
      this.#finish()
    }
    this.peer.deliverSoon()
  }

  #drained(): void {
    if (!this.#isBlocked || this.#queuedBytes > 0 || this.#isDead) return
    this.#isBlocked = false
    this.#owner?.drained()
  }

  // ------------------------------------------------------------------ in

  deliverSoon(): void {
    if (this.#isDelivering || this.#isPaused || this.#owner === undefined || this.#isDead) return
    if (this.peer.wireBytes === 0 && !this.#isEndOfPeer) return
    if (this.#net.holdsBack(this.peer.node, this.node)) return
    this.#isDelivering = true
    const { random } = this.#net
    const delayMs = this.#net.delayMs(this.peer.node, this.node)
    const ms = random.chance(0.05) ? random.exponential(20 * delayMs) : random.exponential(delayMs)
    this.#later(ms, 'deliver', () => {
      this.#isDelivering = false
      this.#deliver()
    })
  }

  get #isEndOfPeer(): boolean {
    return this.peer.#hasEnded && !this.peer.isClogged && !this.#peerEnded
  }

  #deliver(): void {
    const { peer } = this
    const owner = this.#owner
    const room = this.#room
    if (this.#isPaused || this.#isDead || owner === undefined || room === undefined) return
    if (this.#net.holdsBack(peer.node, this.node)) return
    if (peer.wireBytes === 0) {
      if (this.#isEndOfPeer) this.#ended()
      return
    }
    const most = Math.min(peer.wireBytes, room.length)
    const { random, options } = this.#net
    const isPiece = random.chance(options.pieces)
    const length = isPiece ? random.whole(1, Math.min(most, random.chance(0.2) ? 8 : 3000)) : most
    let at = 0
    while (at < length) {
      const first = peer.wire[0] as Buffer
      const taken = Math.min(first.length, length - at)
      first.copy(room, at, 0, taken)
      at += taken
      if (taken === first.length) peer.wire.shift()
      else peer.wire[0] = first.subarray(taken)
    }
    peer.wireBytes -= length
    this.#net.world.trace(`bytes ${this.local.port}<${this.remote.port}`, room.subarray(0, length))
    owner.received(length)
    if (this.#isDead) return
    this.#room = owner.room()
    if (this.#room.length === 0) this.#net.world.fail(new Violation('a connection was given no room to read into'))
    peer.#pumpSoon()
    this.deliverSoon()
  }

  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    this.deliverSoon()
  }

  // ------------------------------------------------------------------ the end

  /** The peer has half-closed the connection. An owner without a handler closes its own side too. */
  #ended(): void {
    this.#peerEnded = true
    if (this.#hasEnded) this.close()
    else if (this.#owner?.inputEnded !== undefined) this.#owner.inputEnded()
    else this.end()
  }

  #finish(): void {
    if (this.#peerEnded) this.close()
  }

  end(): void {
    if (this.isClosed || this.#isEnding) return
    this.#isEnding = true
    this.#pumpSoon()
  }

  destroy(): void {
    if (this.isClosed) return
    const { random } = this.#net
    const isReset = random.chance(0.5)
    if (isReset) this.dropWire()
    if (!this.isClogged) {
      this.#hasEnded = true
      if (isReset) this.peer.reset(random.exponential(2))
      else this.peer.deliverSoon()
    }
    this.close()
  }

  dropWire(): void {
    this.wire = []
    this.wireBytes = 0
  }

  /** This side is notified, after a delay, that the connection is broken. */
  reset(ms: number): void {
    this.#later(ms, 'reset', () => this.close(new NetError('ECONNRESET', 'read ECONNRESET')))
  }

  close(error?: NetError): void {
    if (this.isClosed) return
    this.isClosed = true
    this.#net.closed(this)
    for (const { written } of this.#queue.splice(0)) if (written !== undefined) this.#later(0, 'written', written)
    this.#queuedBytes = 0
    const owner = this.#owner
    if (owner !== undefined) this.#later(0, 'closed', () => owner.closed(error))
  }

  /** The process is dead. Its kernel may or may not send the bytes it had accepted. */
  die(sendsRest: boolean): void {
    if (this.isClosed) return
    this.isClosed = true
    this.wasCut = this.peer.wasCut = true
    this.#net.closed(this)
    if (!sendsRest) this.dropWire()
    if (this.isClogged) return
    this.#hasEnded = true
    if (sendsRest && this.#net.random.chance(0.5)) this.peer.deliverSoon()
    else this.peer.reset(this.#net.random.exponential(20))
  }

  /** Injects trouble: either both sides are notified, or bytes in one or both directions are silently lost from now on. */
  cut(kind: 'both' | 'out' | 'in' | 'silent'): void {
    this.wasCut = this.peer.wasCut = true
    const { random } = this.#net
    if (kind === 'both') {
      for (const side of [this, this.peer]) {
        side.dropWire()
        side.isClogged = true
        side.reset(random.exponential(5))
      }
      return
    }
    if (kind !== 'in') this.isClogged = true
    if (kind !== 'out') this.peer.isClogged = true
    for (const side of [this, this.peer]) if (side.isClogged) side.dropWire()
  }
}
