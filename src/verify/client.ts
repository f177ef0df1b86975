import type { Endpoint, Env } from '../env/index.ts'
import {
  type ApiName,
  decodeResponse,
  encodeRequest,
  type RequestInputMap,
  type ResponseMap
} from '../protocol/index.ts'
import { Mismatch } from './expect.ts'
import { FrameQueue } from './frame-queue.ts'
import type { Exchange, Transcript } from './transcript.ts'

/** Where a client reports what it does. */
interface ClientOptions {
  readonly clientId: string | null
  /** Undefined: nothing is recorded. */
  readonly transcript: Transcript | undefined
  /** Position among the connections of the check. */
  readonly index: number
  /**
   * Told when a call cannot be answered any more; the call then stays open for ever. A script may have several calls under way
   * and await only one: the others must not turn into rejections that nobody handles. Without it a call rejects.
   */
  readonly failed?: (error: Error) => void
}

/** Speaks our own codec over one raw connection. Answers are matched to requests by their order, and the correlation id is checked. */
export class Client {
  readonly frames: FrameQueue
  readonly #options: ClientOptions
  #correlationId = 0
  #pending: string[] = []

  constructor(frames: FrameQueue, options: ClientOptions) {
    this.frames = frames
    this.#options = options
  }

  /** @throws NetError */
  static async open(env: Env, to: Endpoint, options: ClientOptions, timeoutMs = 10_000): Promise<Client> {
    return new Client(await FrameQueue.open(env, to, timeoutMs), options)
  }

  /** Requests without an answer yet, for the message of a time-out. */
  get waitingFor(): string {
    return this.#pending.join(', ')
  }

  /**
   * Sends a request at once and resolves with its answer; several may be on the way.
   * @throws ConnectionLost, DecodeError, Mismatch (a wrong correlation id)
   */
  async call<K extends ApiName>(api: K, version: number, body: RequestInputMap[K]): Promise<ResponseMap[K]> {
    const correlationId = this.#send(api, version, body)
    const exchange = this.#record(api, version, body)
    const label = `${api} v${version}`
    this.#pending.push(label)
    try {
      const frame = await this.frames.nextFrame()
      const got = frame.length < 4 ? undefined : frame.readInt32BE(0)
      if (got !== correlationId) throw new Mismatch(`${label}: expected correlation id ${correlationId}, got ${got}`)
      const { value } = decodeResponse(api, version, frame)
      if (exchange !== undefined) exchange.response = value
      return value
    } catch (error) {
      if (exchange !== undefined) exchange.lost = (error as Error).message
      if (this.#options.failed === undefined) throw error
      this.#options.failed(error as Error)
      return new Promise(() => {})
    } finally {
      this.#pending.splice(this.#pending.indexOf(label), 1)
    }
  }

  /** Sends a request that has no answer, such as Produce with acks 0. */
  post<K extends ApiName>(api: K, version: number, body: RequestInputMap[K]): void {
    this.#send(api, version, body)
    this.#record(api, version, body)
  }

  /** Sends bytes as they are. */
  raw(...chunks: readonly Uint8Array[]): void {
    this.frames.write(chunks)
  }

  close(): void {
    this.frames.close()
  }

  #send<K extends ApiName>(api: K, version: number, body: RequestInputMap[K]): number {
    const correlationId = ++this.#correlationId
    this.frames.write(encodeRequest(api, version, { correlationId, clientId: this.#options.clientId }, body))
    return correlationId
  }

  #record(api: ApiName, version: number, request: unknown): Exchange | undefined {
    const { transcript, index } = this.#options
    if (transcript === undefined) return undefined
    const exchange: Exchange = { connection: index, api, version, request }
    transcript.push(exchange)
    return exchange
  }
}
