import * as net from 'node:net'
import { type Connection, type ConnectionOwner, type Endpoint, type Listener, type Net, NetError } from '../env.ts'
import { secured } from './tls.ts'

/** ::ffff:127.0.0.1 is how a dual-stack socket writes 127.0.0.1. */
const plainHost = (host: string | undefined) => (host ?? '').replace(/^::ffff:(?=\d+\.)/i, '')

function netError(error: Error): NetError {
  return new NetError((error as NodeJS.ErrnoException).code ?? 'UNKNOWN', error.message, { cause: error })
}

/** What Node does with bytes it reads when it is given a buffer; present in all supported versions, but not in the types of an accepted socket. */
interface OnRead {
  readonly buffer: () => Uint8Array
  readonly callback: (length: number, buffer: Uint8Array) => boolean
}

/** Bun and Deno say that they are Node, and name themselves beside it. */
const isNode = process.versions.bun === undefined && process.versions.deno === undefined

/** Copying up to this many bytes costs less than a gathered write of many pieces. */
const joinBytesMax = 16 * 1024

/** One buffer with all the bytes where they are neighbours or few; undefined where they are better written as they stand. */
function joined(buffers: readonly Uint8Array[]): Uint8Array | undefined {
  const [first] = buffers
  if (first === undefined || buffers.length === 1) return first
  const memory = first.buffer
  const begin = first.byteOffset
  let bytes = 0
  let areNeighbours = true
  for (const each of buffers) {
    areNeighbours &&= each.buffer === memory && each.byteOffset === begin + bytes
    bytes += each.length
  }
  if (areNeighbours) return Buffer.from(memory, begin, bytes)
  return bytes === 0 || bytes > joinBytesMax ? undefined : Buffer.concat(buffers, bytes)
}

/** Node's own sockets read into a buffer that they are given; undefined where the documented events have to do. */
const readsIntoBuffers = isNode && !process.env.OTTLA_NO_ONREAD

/** Makes the socket that reads into an owner's room. */
type Remake = (owner: ConnectionOwner) => net.Socket

function giveCopy(bytes: Uint8Array, owner: ConnectionOwner): void {
  for (let at = 0; at < bytes.length; ) {
    const room = owner.room()
    const piece = Math.min(room.length, bytes.length - at)
    room.set(bytes.subarray(at, at + piece))
    at += piece
    owner.received(piece)
  }
}

class RealConnection implements Connection {
  readonly local: Endpoint
  readonly remote: Endpoint
  #socket: net.Socket
  #remake: Remake | undefined
  #owner: ConnectionOwner | undefined
  #error: NetError | undefined
  #closed = false

  readonly #unref: boolean

  constructor(socket: net.Socket, unref: boolean, remake?: Remake) {
    this.#socket = socket
    this.#unref = unref
    this.#remake = remake
    if (unref) socket.unref()
    this.local = { host: plainHost(socket.localAddress), port: socket.localPort ?? 0 }
    this.remote = { host: plainHost(socket.remoteAddress), port: socket.remotePort ?? 0 }
    socket.on('error', this.#failed)
  }

  readonly #failed = (error: Error) => {
    this.#error = netError(error)
  }

  start(owner: ConnectionOwner): void {
    this.#owner = owner
    const remake = this.#remake
    // The socket that was accepted is not needed any more, and is as large as the one that takes its place.
    this.#remake = undefined
    if (remake === undefined) this.#readByEvents(owner)
    else this.#readIntoRoom(owner, remake)
    const socket = this.#socket
    if (this.#unref) socket.unref()
    socket.setNoDelay(true)
    socket.setKeepAlive(true)
    socket.on('drain', () => {
      owner.drained()
    })
    socket.on('end', () => {
      // A TLS alert also ends the input, and is the cause.
      if (this.#error !== undefined) socket.destroy()
      else if (owner.inputEnded === undefined) socket.end()
      else owner.inputEnded()
    })
    socket.on('close', () => {
      if (this.#closed) return
      this.#closed = true
      owner.closed(this.#error)
    })
    socket.resume()
  }

  /** Node reads straight into the owner's room: measured at less than half of what `data` events cost. */
  #readIntoRoom(owner: ConnectionOwner, remake: Remake): void {
    this.#socket = remake(owner)
    this.#socket.on('error', this.#failed)
  }

  /** The documented way: each chunk is copied into the room, in pieces where it does not fit. */
  #readByEvents(owner: ConnectionOwner): void {
    this.#socket.on('data', (chunk: Buffer) => giveCopy(chunk, owner))
  }

  write(buffers: readonly Uint8Array[], written?: () => void): boolean {
    const socket = this.#socket
    if (this.#closed || socket.destroyed) {
      written?.()
      return false
    }
    const done = written === undefined ? undefined : () => written()
    let taken = true
    const whole = joined(buffers)
    if (whole !== undefined) taken = socket.write(whole, done)
    else {
      socket.cork()
      const last = buffers.length - 1
      for (let at = 0; at <= last; at++) taken = socket.write(buffers[at] as Uint8Array, at === last ? done : undefined)
      socket.uncork()
      if (buffers.length === 0) written?.()
    }
    return taken
  }

  get pendingBytes(): number {
    return this.#socket.writableLength
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  end(): void {
    this.#socket.end()
  }

  destroy(): void {
    this.#socket.destroy()
    if (this.#owner === undefined) this.#closed = true
  }
}

const intoRoom = (owner: ConnectionOwner): OnRead => ({
  buffer: () => owner.room(),
  callback: (length) => {
    owner.received(length)
    return true
  }
})

/** What is used of the handle below an accepted socket: Node's own, which nothing documents. */
interface Handle {
  readonly readStart?: unknown
  readonly useUserBuffer?: unknown
  [key: symbol]: unknown
}

/**
 * Builds a second socket around the handle of an accepted one, because only a new socket can be given a read buffer. Undefined
 * where the host is not Node and its sockets are built in another way (Bun, Deno): there the documented events are used.
 */
function remaker(accepted: net.Socket): Remake | undefined {
  const holder = accepted as unknown as { _handle: Handle | null | undefined }
  const handle = holder._handle
  if (!readsIntoBuffers || !handle) return undefined
  // Node keeps a handle's socket under a private symbol, and the new socket has to take its place there.
  const ownerSymbol = Object.getOwnPropertySymbols(handle).find(({ description }) => description === 'owner_symbol')
  if (ownerSymbol === undefined || typeof handle.readStart !== 'function') return undefined
  if (typeof handle.useUserBuffer !== 'function' || handle[ownerSymbol] !== accepted) return undefined
  return (owner) => {
    accepted.removeAllListeners()
    const onread = intoRoom(owner)
    const options = { handle, onread, allowHalfOpen: true, pauseOnCreate: true } as unknown as net.SocketConstructorOpts
    const socket = new net.Socket(options)
    handle[ownerSymbol] = socket
    holder._handle = null
    return socket
  }
}

class RealListener implements Listener {
  readonly at: Endpoint
  readonly #server: net.Server

  constructor(server: net.Server, at: Endpoint) {
    this.#server = server
    this.at = at
  }

  close(): Promise<void> {
    this.#server.close()
    return Promise.resolve()
  }
}

/** For the first bytes that come: as many as an answer to ApiVersions has. */
const firstRoomBytes = 1024

/**
 * A socket of ours is told how to read when it is made, before anybody is there to read. Node takes the first buffer then, so
 * that what comes first is copied from it.
 */
function readLater(): { readonly onread: { onread: OnRead }; readonly remake: (made: net.Socket) => Remake } {
  const first = Buffer.allocUnsafe(firstRoomBytes)
  let owner: ConnectionOwner | undefined
  const onread: OnRead = {
    buffer: () => owner?.room() ?? first,
    callback: (length, buffer) => {
      if (owner === undefined) return false
      if (buffer === first) giveCopy(first.subarray(0, length), owner)
      else owner.received(length)
      return true
    }
  }
  const remake = (made: net.Socket) => (of: ConnectionOwner) => {
    owner = of
    return made
  }
  return { onread: { onread }, remake }
}

const noBuffers = { onread: {}, remake: undefined }

const tlsNotBuilt = () => new NetError('TLS_NOT_BUILT', 'TLS is not built yet')

/** With `unref` neither listeners nor connections keep the process alive. */
export const realNet = (unref: boolean): Net => ({
  listen: (at, accept, secure) =>
    new Promise((resolve, reject) => {
      if (secure !== undefined) throw tlsNotBuilt()
      const server = net.createServer({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true }, (socket) =>
        accept(new RealConnection(socket, unref, remaker(socket)))
      )
      server.once('error', (error) => reject(netError(error)))
      server.listen({ host: at.host, port: at.port, backlog: 4096 }, () => {
        if (unref) server.unref()
        const address = server.address() as net.AddressInfo
        resolve(new RealListener(server, { host: at.host, port: address.port }))
      })
    }),
  connect: (to, options) =>
    new Promise((resolve, reject) => {
      const { onread, remake } = options?.secure === undefined && readsIntoBuffers ? readLater() : noBuffers
      const socket = net.connect({ host: to.host, port: to.port, noDelay: true, allowHalfOpen: true, ...onread })
      const fail = (error: Error) => reject(netError(error))
      if (options?.timeoutMs !== undefined) {
        socket.setTimeout(options.timeoutMs, () =>
          socket.destroy(new Error(`no connection within ${options.timeoutMs} ms`))
        )
      }
      socket.once('error', fail)
      socket.once('connect', () => {
        socket.setTimeout(0)
        const ready = (made: net.Socket) => {
          socket.removeListener('error', fail)
          made.pause()
          resolve(new RealConnection(made, unref, remake?.(made)))
        }
        if (options?.secure === undefined) ready(socket)
        else
          secured(socket, options.secure, options.timeoutMs).then(ready, (error) => {
            socket.destroy()
            fail(error)
          })
      })
    })
})
