import type { Connection, Endpoint, Env, SecureConnect } from '../env/index.ts'
import { type ApiName, apis, errorCodes, errorName, type RequestInputMap, type ResponseMap } from '../protocol/index.ts'
import { type CallFailure, callFailure, isCallFailure } from './call-failure.ts'
import { placeOf } from './endpoint.ts'
import { OrderedCalls } from './ordered-calls.ts'

/** The parts of the environment that a client uses. */
export type ClientEnv = Pick<Env, 'clock' | 'timers' | 'net' | 'random'>

export interface ConnectionSettings {
  readonly clientId: string | null
  /** Time limit for connecting, and again for the ApiVersions response. Default 5,000. */
  readonly connectMs?: number | undefined
  /** Time limit for calls that do not set their own. Default 30,000. */
  readonly requestMs?: number | undefined
  readonly secure?: SecureConnect | undefined
  /** Client name and version, sent to brokers that support ApiVersions v3 (KIP-511). */
  readonly software?: { readonly name: string; readonly version: string } | undefined
  /** Highest version to use per API. By default, the highest that both sides support. */
  readonly versionsMax?: { readonly [K in ApiName]?: number } | undefined
  readonly unansweredMax?: number | undefined
  readonly unsentBytesMax?: number | undefined
  /** Reuse the receive buffer: the bytes of a response are only valid until the next call. */
  readonly reusesBuffers?: boolean | undefined
}

interface CallTime {
  /** The call fails with UNSUPPORTED_VERSION if the two sides share no version at or above this one. */
  readonly leastVersion?: number | undefined
  readonly timeoutMs?: number | undefined
}

interface Range {
  readonly min: number
  readonly max: number
}

const connectDefaultMs = 5_000
const requestDefaultMs = 30_000
/** First ApiVersions version that carries the client's software name and version. */
const softwareVersion = 3

/** A connection to one broker, with the API versions that both sides support. Methods never reject: they return a CallFailure. */
export class BrokerConnection {
  readonly endpoint: Endpoint
  readonly #calls: OrderedCalls
  readonly #settings: ConnectionSettings
  readonly #ranges = new Map<number, Range>()

  private constructor(env: ClientEnv, endpoint: Endpoint, connection: Connection, settings: ConnectionSettings) {
    this.endpoint = endpoint
    this.#settings = settings
    this.#calls = new OrderedCalls(env, connection, { ...settings, place: placeOf(endpoint) })
  }

  /** Connects and negotiates API versions. */
  static async open(
    env: ClientEnv,
    endpoint: Endpoint,
    settings: ConnectionSettings,
    begun?: (connection: BrokerConnection) => void
  ): Promise<BrokerConnection | CallFailure> {
    const place = placeOf(endpoint)
    const { connectMs = connectDefaultMs, secure } = settings
    let connection: Connection
    try {
      connection = await env.net.connect(endpoint, {
        timeoutMs: connectMs,
        ...(secure === undefined ? {} : { secure })
      })
    } catch (error) {
      const { message, code } = error as { readonly message: string; readonly code?: string }
      const reason = message || (code ?? 'unknown error')
      return callFailure('NETWORK_EXCEPTION', `no broker answers at ${place}: ${reason}`, { reason, code })
    }
    const opened = new BrokerConnection(env, endpoint, connection, settings)
    begun?.(opened)
    const failure = await opened.#learnVersions(connectMs)
    if (failure === null) return opened
    opened.close()
    const reason = failure.reason === '' ? 'it closed the connection' : failure.reason
    const { error, code } = failure
    return callFailure(error, `the server at ${place} is not a Kafka broker: ${reason}`, { reason, code })
  }

  /** Why the connection was lost; undefined while it is open. */
  get lost(): CallFailure | undefined {
    return this.#calls.lost
  }

  async #learnVersions(timeoutMs: number): Promise<CallFailure | null> {
    const { software } = this.#settings
    const asked = software === undefined ? 0 : softwareVersion
    const client =
      software === undefined ? {} : { clientSoftwareName: software.name, clientSoftwareVersion: software.version }
    let answer = await this.#calls.call('ApiVersions', asked, client, timeoutMs)
    if (asked > 0 && !isCallFailure(answer) && answer.errorCode === errorCodes.UNSUPPORTED_VERSION)
      answer = await this.#calls.call('ApiVersions', 0, {}, timeoutMs)
    if (isCallFailure(answer)) return answer
    const { errorCode } = answer
    if (errorCode !== errorCodes.NONE) {
      const reason = `ApiVersions failed with error ${errorCode}`
      return callFailure(errorName(errorCode), reason, { reason })
    }
    for (const { apiKey, minVersion, maxVersion } of answer.apiKeys)
      this.#ranges.set(apiKey, { min: minVersion, max: maxVersion })
    return null
  }

  /** Returns the highest version that both sides support. Fails with UNSUPPORTED_VERSION if that is below `least`. */
  versionOf(name: ApiName, least = 0): number | CallFailure {
    const { key, minVersion, maxVersion, unstable } = apis[name]
    const range = this.#ranges.get(key)
    const stable = unstable ? maxVersion - 1 : maxVersion
    const version = Math.min(this.#settings.versionsMax?.[name] ?? stable, stable, range?.max ?? -1)
    if (range !== undefined && version >= Math.max(range.min, minVersion, least)) return version
    const wanted = least > 0 ? `${name} v${least}` : name
    return callFailure('UNSUPPORTED_VERSION', `the broker at ${placeOf(this.endpoint)} does not support ${wanted}`)
  }

  /** Whether the broker supports the API in any version. */
  supports(name: ApiName): boolean {
    return this.#ranges.has(apis[name].key)
  }

  /** Sends a request in the highest version that both sides support. Calls may be pipelined; responses arrive in order. */
  async call<K extends ApiName>(
    name: K,
    body: RequestInputMap[K],
    { leastVersion, timeoutMs = this.#settings.requestMs ?? requestDefaultMs }: CallTime = {}
  ): Promise<ResponseMap[K] | CallFailure> {
    const version = this.versionOf(name, leastVersion)
    return typeof version === 'number' ? this.#calls.call(name, version, body, timeoutMs) : version
  }

  /** Sends a request that has no response: Produce with acks=0. Resolves with null once the kernel has taken it. */
  async post<K extends ApiName>(name: K, body: RequestInputMap[K]): Promise<CallFailure | null> {
    const version = this.versionOf(name)
    return typeof version === 'number' ? this.#calls.post(name, version, body) : version
  }

  /** Closes the connection immediately. Outstanding calls fail. */
  close(): void {
    this.#calls.close()
  }
}
