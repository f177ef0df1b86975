import type { Connection, Endpoint, Env } from '../../env/index.ts'
import {
  type ApiName,
  apis,
  decodeResponse,
  encodeRequest,
  errorCodes,
  type RequestInputMap,
  type ResponseMap
} from '../../protocol/index.ts'
import { CliError } from '../cli-error.ts'
import { exitCodes } from '../exit-codes.ts'
import { FrameReader } from './frames.ts'

interface Waiting {
  readonly take: (frame: Buffer) => void
  readonly fail: (error: Error) => void
}

/** The connection to a broker was lost; what was asked may or may not have been done. */
export class Disconnected extends CliError {
  /** Why, without the address; empty where nobody knows. */
  readonly reason: string

  constructor(message: string, reason = '', options?: ErrorOptions) {
    super(message, exitCodes.failed, options)
    this.reason = reason
  }
}

/**
 * The highest versions that the commands speak: the next ones name topics by id, which gains a command line nothing.
 * An API that is absent here is spoken as high as both sides can.
 */
const spokenMax: { readonly [K in ApiName]?: number } = { Produce: 12, Fetch: 12, OffsetCommit: 9, OffsetFetch: 9 }

/** `host:port` as users write it: an IPv6 address in brackets. */
export function placeOf({ host, port }: Endpoint): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

/** What a user who has no broker yet, or the wrong address, can do. */
function adviceFor(error: unknown): string {
  const { code } = error as { readonly code?: string }
  if (code === 'ECONNREFUSED') return '; start one with `ottla start`, or name another with --bootstrap host:port'
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? '; is the host of --bootstrap spelled right?' : ''
}

/** One connection to one broker: typed requests out, typed answers in, versions agreed by ApiVersions. */
export class BrokerConnection {
  readonly endpoint: Endpoint
  readonly #connection: Connection
  readonly #env: Env
  readonly #clientId: string
  readonly #waiting = new Map<number, Waiting>()
  readonly #ranges = new Map<number, { readonly min: number; readonly max: number }>()
  #correlationId = 0
  #lost: Error | undefined

  private constructor(env: Env, endpoint: Endpoint, connection: Connection, clientId: string) {
    this.#env = env
    this.endpoint = endpoint
    this.#connection = connection
    this.#clientId = clientId
    new FrameReader(
      connection,
      (frame) => this.#received(frame),
      (error) => this.#ended(error)
    )
  }

  /** @throws CliError when nothing there answers like a Kafka broker within `timeoutMs`. */
  static async open(env: Env, endpoint: Endpoint, clientId: string, timeoutMs: number): Promise<BrokerConnection> {
    const place = placeOf(endpoint)
    let connection: Connection
    try {
      connection = await env.net.connect(endpoint, { timeoutMs })
    } catch (error) {
      const reason = (error as Error).message || ((error as { readonly code?: string }).code ?? 'unknown error')
      throw new Disconnected(`no broker answers at ${place}: ${reason}${adviceFor(error)}`, reason, { cause: error })
    }
    const opened = new BrokerConnection(env, endpoint, connection, clientId)
    try {
      await opened.#learnVersions(timeoutMs)
    } catch (error) {
      opened.close()
      const { reason, message } = error as Disconnected
      const why = reason === '' ? 'it closed the connection' : (reason ?? message)
      throw new Disconnected(`what listens at ${place} is no Kafka broker: ${why}`, why, { cause: error })
    }
    return opened
  }

  get isLost(): boolean {
    return this.#lost !== undefined
  }

  async #learnVersions(timeoutMs: number): Promise<void> {
    const answer = await this.#exchange('ApiVersions', 0, {}, timeoutMs)
    if (answer.errorCode !== errorCodes.NONE) throw new Error(`ApiVersions was refused with error ${answer.errorCode}`)
    for (const { apiKey, minVersion, maxVersion } of answer.apiKeys)
      this.#ranges.set(apiKey, { min: minVersion, max: maxVersion })
  }

  /** The version that both sides speak. @throws CliError when there is none, or none from `least` on. */
  versionOf(name: ApiName, least = 0): number {
    const { key, minVersion, maxVersion, unstable } = apis[name]
    const range = this.#ranges.get(key)
    const ours = Math.min(spokenMax[name] ?? maxVersion, unstable ? maxVersion - 1 : maxVersion)
    const version = Math.min(ours, range?.max ?? -1)
    if (range === undefined || version < Math.max(range.min, minVersion, least)) {
      throw new CliError(
        `the broker at ${placeOf(this.endpoint)} does not speak ${name}${least > 0 ? ` v${least}` : ''}`
      )
    }
    return version
  }

  supports(name: ApiName): boolean {
    return this.#ranges.has(apis[name].key)
  }

  /** @throws Disconnected, CliError for a version that one side lacks, DecodeError */
  call<K extends ApiName>(
    name: K,
    body: RequestInputMap[K],
    options: { readonly leastVersion?: number; readonly timeoutMs?: number } = {}
  ): Promise<ResponseMap[K]> {
    return this.#exchange(name, this.versionOf(name, options.leastVersion), body, options.timeoutMs ?? 30_000)
  }

  /** Sends a request that is not answered: Produce with acks 0. Resolves when the kernel has it. */
  post<K extends ApiName>(name: K, body: RequestInputMap[K]): Promise<void> {
    const correlationId = ++this.#correlationId
    const chunks = encodeRequest(name, this.versionOf(name), { correlationId, clientId: this.#clientId }, body)
    return new Promise((resolve) => void this.#connection.write(chunks, resolve))
  }

  #exchange<K extends ApiName>(
    name: K,
    version: number,
    body: RequestInputMap[K],
    timeoutMs: number
  ): Promise<ResponseMap[K]> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost)
    const correlationId = ++this.#correlationId
    const chunks = encodeRequest(name, version, { correlationId, clientId: this.#clientId }, body)
    return new Promise((resolve, reject) => {
      const timer = this.#env.timers.after(timeoutMs, () => {
        this.#ended(new Error(`${name} was not answered within ${timeoutMs} ms`))
        this.#connection.destroy()
      })
      this.#waiting.set(correlationId, {
        take: (frame) => {
          timer.cancel()
          try {
            resolve(decodeResponse(name, version, frame).value)
          } catch (error) {
            reject(error)
          }
        },
        fail: (error) => {
          timer.cancel()
          reject(error)
        }
      })
      this.#connection.write(chunks)
    })
  }

  #received(frame: Buffer): void {
    const correlationId = frame.readInt32BE(0)
    const waiting = this.#waiting.get(correlationId)
    this.#waiting.delete(correlationId)
    waiting?.take(frame)
  }

  #ended(error: Error | undefined): void {
    if (this.#lost !== undefined) return
    const reason = error?.message ?? ''
    this.#lost = new Disconnected(
      `the connection to ${placeOf(this.endpoint)} was lost${reason === '' ? '' : `: ${reason}`}`,
      reason
    )
    for (const waiting of this.#waiting.values()) waiting.fail(this.#lost)
    this.#waiting.clear()
  }

  close(): void {
    this.#ended(undefined)
    this.#connection.destroy()
  }
}
