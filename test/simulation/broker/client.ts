/**
 * A client's connection: typed requests out as real frames, answers back in the order of the requests or it is a violation.
 * Everything that goes wrong on the way is a `Lost`: what was asked may or may not have been done.
 */

import { FrameReader } from '../../../src/cli/client/frames.ts'
import type { Connection, Endpoint } from '../../../src/env/index.ts'
import {
  type ApiName,
  decodeResponse,
  encodeRequest,
  errorCodes,
  errorName,
  type RequestInputMap,
  type ResponseMap
} from '../../../src/protocol/index.ts'
import type { SimNet } from './net.ts'
import { type SimWorld, Violation } from './world.ts'

export class Lost extends Error {}

interface Asked {
  readonly correlationId: number
  readonly name: ApiName
  readonly take: (frame: Buffer) => void
  readonly fail: (error: Error) => void
}

const connectMs = 3_000

export class Client {
  readonly #world: SimWorld
  readonly #name: string
  readonly #connection: Connection
  readonly #asked: Asked[] = []
  #correlationId = 0
  #lost: Lost | undefined

  private constructor(world: SimWorld, name: string, connection: Connection) {
    this.#world = world
    this.#name = name
    this.#connection = connection
    new FrameReader(
      connection,
      (frame) => this.#answered(frame),
      (error) => this.#ended(error?.message ?? 'closed')
    )
  }

  /** @throws Lost */
  static async open(world: SimWorld, net: SimNet, name: string, to: Endpoint): Promise<Client> {
    try {
      return new Client(world, name, await net.of(undefined).connect(to, { timeoutMs: connectMs }))
    } catch (error) {
      throw new Lost((error as Error).message)
    }
  }

  get isLost(): boolean {
    return this.#lost !== undefined
  }

  /** @throws Lost */
  call<K extends ApiName>(
    name: K,
    version: number,
    body: RequestInputMap[K],
    timeoutMs = 8_000
  ): Promise<ResponseMap[K]> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost)
    const correlationId = ++this.#correlationId
    const chunks = encodeRequest(name, version, { correlationId, clientId: this.#name }, body)
    return new Promise((resolve, reject) => {
      const timer = this.#world.after(timeoutMs, 'client timeout', () => {
        this.#ended(`${name} was not answered within ${timeoutMs} ms`)
        this.#connection.destroy()
      })
      this.#asked.push({
        correlationId,
        name,
        take: (frame) => {
          timer.cancel()
          const { value } = decodeResponse(name, version, frame)
          if (hasServerError(value))
            this.#world.fail(new Violation(`${this.#name}: ${name} v${version} was answered with UNKNOWN_SERVER_ERROR`))
          resolve(value)
        },
        fail: (error) => {
          timer.cancel()
          reject(error)
        }
      })
      this.#connection.write(chunks)
    })
  }

  #answered(frame: Buffer): void {
    const asked = this.#asked.shift()
    const correlationId = frame.readInt32BE(0)
    if (asked === undefined || correlationId !== asked.correlationId) {
      const expected = asked === undefined ? 'nothing' : `${asked.name} ${asked.correlationId}`
      throw new Violation(`${this.#name}: answer ${correlationId} came where ${expected} was expected`)
    }
    asked.take(frame)
  }

  #ended(why: string): void {
    if (this.#lost !== undefined) return
    this.#lost = new Lost(why)
    for (const asked of this.#asked.splice(0)) asked.fail(this.#lost)
  }

  close(): void {
    this.#ended('closed')
    this.#connection.destroy()
  }
}

/** Such an answer is a defect of the broker, wherever in the response it stands. */
function hasServerError(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasServerError)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  return Object.entries(value).some(([name, each]) =>
    name === 'errorCode' ? each === errorCodes.UNKNOWN_SERVER_ERROR : hasServerError(each)
  )
}

/** An answer with an error that a client must never get here. */
export function unexpected(who: string, what: string, errorCode: number): Violation {
  return new Violation(`${who}: ${what} was answered with ${errorName(errorCode)}`)
}
