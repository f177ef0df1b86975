/**
 * A network in memory for tests of a few connections: bytes arrive at the end of a turn of the loop, whole and in order, and
 * wait with their sender while the other side does not read. Trouble of every kind is in test/simulation/broker/net.ts.
 */
import {
  type Connection,
  type ConnectionOwner,
  type Endpoint,
  type Listener,
  type Net,
  NetError
} from '../../src/env/index.ts'

/** From here on `write` asks to stop, as a socket of Node does. */
const highWaterBytes = 16 * 1024

interface Queued {
  readonly bytes: Buffer
  readonly written: (() => void) | undefined
}

export class MemorySocket implements Connection {
  readonly local: Endpoint
  readonly remote: Endpoint
  peer!: MemorySocket
  isClosed = false
  #owner: ConnectionOwner | undefined
  #queue: Queued[] = []
  #isPaused = false
  #isBlocked = false
  #isEnding = false
  #isDue = false

  constructor(local: Endpoint, remote: Endpoint) {
    this.local = local
    this.remote = remote
  }

  start(owner: ConnectionOwner): void {
    this.#owner = owner
    this.peer.deliverSoon()
  }

  write(buffers: readonly Uint8Array[], written?: () => void): boolean {
    if (this.isClosed || this.#isEnding) {
      written?.()
      return false
    }
    this.#queue.push({ bytes: Buffer.concat(buffers), written })
    this.deliverSoon()
    this.#isBlocked = this.pendingBytes > highWaterBytes
    return !this.#isBlocked
  }

  get pendingBytes(): number {
    return this.#queue.reduce((sum, { bytes }) => sum + bytes.length, 0)
  }

  deliverSoon(): void {
    if (this.#isDue) return
    this.#isDue = true
    setImmediate(() => {
      this.#isDue = false
      this.#deliver()
    })
  }

  #deliver(): void {
    const { peer } = this
    while (this.#queue.length > 0 && peer.#owner !== undefined && !peer.#isPaused && !peer.isClosed) {
      const { bytes, written } = this.#queue.shift() as Queued
      for (let at = 0; at < bytes.length && !peer.isClosed; ) {
        const room = peer.#owner.room()
        const piece = bytes.subarray(at, at + room.length)
        room.set(piece)
        at += piece.length
        peer.#owner.received(piece.length)
      }
      written?.()
    }
    if (this.#queue.length > 0) return
    if (this.#isBlocked) {
      this.#isBlocked = false
      this.#owner?.drained()
    }
    if (this.#isEnding) peer.#inputEnds()
  }

  #inputEnds(): void {
    if (this.isClosed) return
    if (this.#isEnding) {
      this.peer.close()
      this.close()
    } else if (this.#owner?.inputEnded !== undefined) this.#owner.inputEnded()
    else this.end()
  }

  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    this.peer.deliverSoon()
  }

  end(): void {
    this.#isEnding = true
    this.deliverSoon()
  }

  destroy(): void {
    if (this.isClosed) return
    this.close()
    setImmediate(() => this.peer.close(new NetError('ECONNRESET', 'read ECONNRESET')))
  }

  close(error?: NetError): void {
    if (this.isClosed) return
    this.isClosed = true
    for (const { written } of this.#queue.splice(0)) written?.()
    setImmediate(() => this.#owner?.closed(error))
  }
}

export class MemoryNet implements Net {
  readonly #listeners = new Map<number, (connection: MemorySocket) => void>()
  #nextPort = 40_000
  /** Connections that were asked for, also in vain. */
  dials = 0

  async listen(at: Endpoint, accept: (connection: MemorySocket) => void): Promise<Listener> {
    const port = at.port === 0 ? this.#nextPort++ : at.port
    if (this.#listeners.has(port)) throw new NetError('EADDRINUSE', `listen EADDRINUSE ${at.host}:${port}`)
    this.#listeners.set(port, accept)
    return { at: { host: at.host, port }, close: async () => void this.#listeners.delete(port) }
  }

  async connect(to: Endpoint): Promise<MemorySocket> {
    this.dials++
    const accept = this.#listeners.get(to.port)
    if (accept === undefined) throw new NetError('ECONNREFUSED', `connect ECONNREFUSED ${to.host}:${to.port}`)
    const from = { host: '127.0.0.1', port: this.#nextPort++ }
    const ours = new MemorySocket(from, to)
    const theirs = new MemorySocket(to, from)
    ours.peer = theirs
    theirs.peer = ours
    setImmediate(() => accept(theirs))
    return ours
  }
}
