import { Duplex } from 'node:stream'
import type { Connection } from './env.ts'

const roomBytesDefault = 4 * 1024

/** Adapts a connection to the stream interface that node:http expects, for servers and clients. */
export class ConnectionStream extends Duplex {
  readonly remoteAddress: string
  readonly #connection: Connection
  readonly #room: Buffer
  #isPaused = false

  /** `roomBytes`: the maximum number of bytes per read. */
  constructor(connection: Connection, roomBytes = roomBytesDefault) {
    super({ allowHalfOpen: true })
    this.#room = Buffer.allocUnsafe(roomBytes)
    this.#connection = connection
    this.remoteAddress = connection.remote.host
    connection.start({
      room: () => this.#room,
      received: (length) => this.#received(length),
      drained() {},
      inputEnded: () => {
        if (!this.destroyed) this.push(null)
      },
      closed: (error) => void this.destroy(error)
    })
  }

  #received(length: number): void {
    if (this.destroyed || this.readableEnded) return
    if (this.push(Buffer.from(this.#room.subarray(0, length)))) return
    this.#isPaused = true
    this.#connection.pause()
  }

  override _read(): void {
    if (this.#isPaused) this.#connection.resume()
    this.#isPaused = false
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#connection.write([chunk], done)
  }

  override _final(done: () => void): void {
    this.#connection.end()
    done()
  }

  override _destroy(_error: Error | null, done: (error: Error | null) => void): void {
    this.#connection.destroy()
    done(null)
  }
}
