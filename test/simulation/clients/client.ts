/**
 * A client connection: sends typed requests as real frames. Responses must arrive in request order, or it is a violation.
 * Any failure on the way is a `Lost`: the request may or may not have been executed.
 */

import { isCallFailure, OrderedCalls } from '../../../src/client/index.ts'
import type { Connection, Endpoint, Net } from '../../../src/env/index.ts'
import {
  type ApiName,
  errorCodes,
  errorName,
  type RequestInputMap,
  type ResponseMap
} from '../../../src/protocol/index.ts'
import { type SimWorld, Violation } from '../../kit/sim-world.ts'
import { Socket } from '../broker/socket.ts'

export class Lost extends Error {}

/** Executes requests: a connection to one broker, or a router to all brokers of a cluster. */
export interface Caller {
  readonly isLost: boolean
  /** @throws Lost */
  call<K extends ApiName>(
    name: K,
    version: number,
    body: RequestInputMap[K],
    timeoutMs?: number
  ): Promise<ResponseMap[K]>
  close(): void
  /** What it asks about may be broken for good, as settings allow. */
  mayBeBroken: () => boolean
}

/** The leader of a partition. */
export interface Link {
  readonly client: Client
  /** Broker id. */
  readonly at: string
}

const connectMs = 3_000

export class Client implements Caller {
  readonly #world: SimWorld
  readonly #name: string
  readonly #calls: OrderedCalls
  readonly #connection: Connection

  /** What it asks about may be broken for good, as settings allow. */
  mayBeBroken: () => boolean = () => false

  private constructor(world: SimWorld, name: string, connection: Connection) {
    this.#world = world
    this.#connection = connection
    this.#name = name
    const env = {
      clock: { wallMs: () => world.wallMs, monotonicMs: () => world.nowMs },
      timers: {
        after: (ms: number, run: () => void) => world.after(ms, 'client timeout', run),
        endOfTurn: (run: () => void) => void world.after(0, 'client turn', run)
      }
    }
    this.#calls = new OrderedCalls(env, connection, { clientId: name, place: 'the broker' })
  }

  /** @throws Lost */
  static async open(world: SimWorld, net: Net, name: string, to: Endpoint): Promise<Client> {
    try {
      return new Client(world, name, await net.connect(to, { timeoutMs: connectMs }))
    } catch (error) {
      throw new Lost((error as Error).message)
    }
  }

  get isLost(): boolean {
    return this.#calls.lost !== undefined
  }

  /** Trouble dropped bytes in either direction, or the connection: the broker may know, whether or not the client does. */
  get mayBeCut(): boolean {
    return this.isLost || !(this.#connection instanceof Socket) || this.#connection.wasCut
  }

  /** @throws Lost */
  async call<K extends ApiName>(
    name: K,
    version: number,
    body: RequestInputMap[K],
    timeoutMs = 8_000
  ): Promise<ResponseMap[K]> {
    const answer = await this.#calls.call(name, version, body, timeoutMs)
    if (isCallFailure(answer)) {
      if (answer.error !== 'NETWORK_EXCEPTION' && answer.error !== 'REQUEST_TIMED_OUT')
        this.#world.fail(new Violation(`${this.#name}: ${name} v${version}: ${answer.message}`))
      throw new Lost(answer.message)
    }
    if (!this.mayBeBroken() && hasServerError(answer))
      this.#world.fail(new Violation(`${this.#name}: ${name} v${version} was answered with UNKNOWN_SERVER_ERROR`))
    return answer
  }

  close(): void {
    this.#calls.close()
  }
}

/** This error is a broker defect, anywhere in a response. */
function hasServerError(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasServerError)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  return Object.entries(value).some(([name, each]) =>
    name === 'errorCode' ? each === errorCodes.UNKNOWN_SERVER_ERROR : hasServerError(each)
  )
}

/** A response with an error that a client must never get here. */
export function unexpected(who: string, what: string, errorCode: number): Violation {
  return new Violation(`${who}: ${what} was answered with ${errorName(errorCode)}`)
}
