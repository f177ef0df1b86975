import { connect, type Socket } from 'node:net'
import {
  type ApiName,
  decodeResponse,
  encodeRequest,
  type RequestInputMap,
  type ResponseMap
} from '../../src/protocol/index.ts'

/** One connection, one request at a time. Rejects when the connection goes. */
export class OneConnection {
  readonly #socket: Socket
  #bytes = Buffer.alloc(0)
  #taken: ((frame: Buffer) => void) | undefined
  readonly #gone: Promise<never>

  private constructor(socket: Socket) {
    this.#socket = socket
    this.#gone = new Promise((_resolve, reject) => socket.once('close', () => reject(new Error('gone'))))
    this.#gone.catch(() => {})
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk])
      if (this.#bytes.length < 4 || this.#bytes.length < 4 + this.#bytes.readInt32BE(0)) return
      const size = this.#bytes.readInt32BE(0)
      const frame = this.#bytes.subarray(4, 4 + size)
      this.#bytes = this.#bytes.subarray(4 + size)
      this.#taken?.(frame)
    })
  }

  static open(port: number): Promise<OneConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new OneConnection(socket)))
      socket.once('error', reject)
    })
  }

  async ask<K extends ApiName>(api: K, version: number, value: RequestInputMap[K]): Promise<ResponseMap[K]> {
    const answer = new Promise<Buffer>((resolve) => {
      this.#taken = resolve
    })
    this.#socket.write(Buffer.concat(encodeRequest(api, version, { correlationId: 1, clientId: 'test' }, value)))
    return decodeResponse(api, version, await Promise.race([answer, this.#gone])).value
  }

  close(): void {
    this.#socket.destroy()
  }
}
