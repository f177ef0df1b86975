import type { Connection, ConnectionOwner, Endpoint, Env } from '../../../src/env/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import {
  type ApiName,
  apiByKey,
  apis,
  decodeRequestBody,
  decodeRequestHeader,
  encodeResponse,
  type ResponseInputMap
} from '../../../src/protocol/index.ts'
import { Reader } from '../../../src/wire/index.ts'

/** What a scripted broker does with a request: answer it, close the connection, or say nothing. */
export type Reply = { readonly [K in ApiName]?: ResponseInputMap[K] } | 'close' | 'silence'
export type Script = (api: ApiName, version: number, body: unknown, connection: number) => Reply

const endpoint: Endpoint = { host: 'fake', port: 9092 }

/** Gives bytes to the owner of a connection in pieces of the given size. */
export function deliver(owner: ConnectionOwner, bytes: Uint8Array, pieceBytes = 65_536): void {
  for (let at = 0; at < bytes.length; ) {
    const room = owner.room()
    const piece = bytes.subarray(at, at + Math.min(pieceBytes, room.length))
    room.set(piece)
    owner.received(piece.length)
    at += piece.length
  }
}

class FakeConnection implements Connection {
  readonly local = endpoint
  readonly remote = endpoint
  readonly pendingBytes = 0
  readonly #script: Script
  readonly #number: number
  #owner: ConnectionOwner | undefined
  #bytes = Buffer.alloc(0)

  constructor(script: Script, number: number) {
    this.#script = script
    this.#number = number
  }

  start(owner: ConnectionOwner): void {
    this.#owner = owner
  }

  write(buffers: readonly Uint8Array[]): boolean {
    this.#bytes = Buffer.concat([this.#bytes, ...buffers])
    while (this.#bytes.length >= 4 && this.#bytes.length >= 4 + this.#bytes.readInt32BE(0)) {
      const size = this.#bytes.readInt32BE(0)
      this.#answer(this.#bytes.subarray(4, 4 + size))
      this.#bytes = this.#bytes.subarray(4 + size)
    }
    return true
  }

  #answer(frame: Buffer): void {
    const reader = new Reader(frame)
    const header = decodeRequestHeader(reader)
    const api = apiByKey(header.apiKey)?.name as ApiName
    const body = decodeRequestBody(header.apiKey, header.apiVersion, reader)
    const reply = this.#script(api, header.apiVersion, body, this.#number)
    if (reply === 'silence') return
    if (reply === 'close') queueMicrotask(() => this.#owner?.closed())
    else {
      const value = reply[api] as ResponseInputMap[ApiName]
      const bytes = Buffer.concat(encodeResponse(api, header.apiVersion, header.correlationId, value))
      queueMicrotask(() => this.#owner && deliver(this.#owner, bytes))
    }
  }

  pause(): void {}
  resume(): void {}
  end(): void {
    this.#owner?.closed()
  }
  destroy(): void {
    this.#owner?.closed()
  }
}

/** Every API of Kafka 4.3, advertised as it does. */
export const allRanges = Object.values(apis).flatMap(({ key, kafka43 }) =>
  kafka43 === null ? [] : [{ apiKey: key, minVersion: kafka43[0], maxVersion: kafka43[1] }]
)

/** Answers what a run asks before its first check; the rest is the script's. */
export function knowing(script: Script, ranges = allRanges): Script {
  return (api, version, body, connection) => {
    if (api === 'ApiVersions') return { ApiVersions: { errorCode: 0, apiKeys: ranges } }
    if (api === 'Metadata' && connection === 0) {
      const brokers = [{ nodeId: 7, host: 'fake', port: 9092 }]
      return { Metadata: { brokers, clusterId: 'c', controllerId: 7, topics: [] } }
    }
    return script(api, version, body, connection)
  }
}

/** An environment whose network leads to a scripted broker, on any address but one called `nowhere`. */
export function envWith(script: Script): Env {
  let connections = 0
  return {
    ...createRealEnv(),
    net: {
      listen: () => Promise.reject(new Error('not here')),
      connect: async ({ host }) => {
        if (host === 'nowhere') throw new Error('connect ECONNREFUSED')
        return new FakeConnection(script, connections++)
      }
    }
  }
}
