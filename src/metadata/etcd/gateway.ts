/*
 * Calls etcd's v3 API through its JSON gateway: chooses the endpoint, retries and timeouts, handles the user's token, and
 * interprets answers. Does not know what the keys mean.
 */
import { type Env, type Logger, pause, quietReport } from '../../env/index.ts'
import { type EtcdAddress, shownEndpoint, shownEtcd } from '../etcd-address.ts'
import { CallError, etcdErrors, isRefusal } from './call-error.ts'
import type { Certificates } from './certificates.ts'
import { EtcdHealth } from './health.ts'
import { HttpClient, type LineSink, type LineStream, type PostOptions } from './http-client.ts'

export interface CallOptions {
  /** Including all attempts. */
  readonly limitMs: number
  /** One attempt. */
  readonly tryMs: number
  /** May be repeated when its outcome is unknown. */
  readonly isRepeatable: boolean
}

const backOffMsMin = 20
const backOffMsMax = 500
/** Slower answers are logged. */
const slowMs = 1_000
const tokenMs = 5_000

/** gRPC codes with an unknown outcome. With the others, nothing was done for certain. */
const codes = { unknown: 2, deadlineExceeded: 4, internal: 13, unavailable: 14 } as const
const unsureCodes: readonly number[] = Object.values(codes)

export class EtcdGateway {
  readonly health: EtcdHealth
  readonly #env: Env
  readonly #address: EtcdAddress
  readonly #http: HttpClient
  readonly #slow: (line: string) => void
  #at = 0
  #token: Promise<string> | undefined
  #isClosed = false

  constructor(env: Env, log: Logger, address: EtcdAddress, certificates?: Certificates) {
    this.#env = env
    this.#address = address
    this.#http = new HttpClient(env, certificates)
    this.health = new EtcdHealth(log, shownEtcd(address))
    const report = quietReport(env.machine, (line) => log.warn(line))
    this.#slow = (line) => report(line, 'slow')
  }

  /** Rejects with CallError. */
  async call<T>(path: string, message: object, { limitMs, tryMs, isRepeatable }: CallOptions): Promise<T> {
    const untilMs = this.#nowMs() + limitMs
    const body = JSON.stringify(message)
    let isUnsure = false
    let isUntrusted = true
    for (let tries = 1; ; tries++) {
      const beganMs = this.#nowMs()
      const at = this.#at
      try {
        const answer = await this.#try<T>(path, body, { timeoutMs: Math.max(1, Math.min(tryMs, untilMs - beganMs)) })
        this.health.ends('unreachable')
        this.health.ends('refused')
        const tookMs = this.#nowMs() - beganMs
        if (tookMs > slowMs) this.#slow(`etcd is slow: it took ${Math.round(tookMs)} ms to answer ${path}`)
        return answer
      } catch (error) {
        if (!(error instanceof CallError) || this.#isClosed) throw error
        const isAgain = isRefusal(error, etcdErrors.noToken) && tries === 1 && this.#forgetToken()
        if (isRefusal(error, etcdErrors.notAllowed)) this.health.begins('refused', error.message)
        if (error.failure === 'refused' && !isAgain) throw error
        this.#failed(at, tries, error)
        const backOffMs = this.#backOffMs(tries)
        isUnsure ||= error.failure === 'unanswered'
        isUntrusted &&= error.failure === 'untrusted'
        // Waiting does not help, and there is no other member to ask.
        if (isUntrusted && tries >= this.#address.endpoints.length) throw error
        if ((isUnsure && !isRepeatable) || this.#nowMs() + backOffMs >= untilMs)
          throw isUnsure ? new CallError('unanswered', error.message, { cause: error }) : error
        await pause(this.#env.timers, backOffMs)
      }
    }
  }

  /** Switches to the next endpoint, unless another call already did. If all of them failed, etcd is unreachable. */
  #failed(at: number, tries: number, error: CallError): void {
    if (this.#isClosed) return
    if (this.#at === at) this.#at++
    if (tries >= this.#address.endpoints.length && error.failure !== 'refused')
      this.health.begins('unreachable', error.message)
  }

  /** No delay while there are untried endpoints. */
  #backOffMs(tries: number): number {
    const rounds = Math.floor(tries / this.#address.endpoints.length)
    return rounds === 0 ? 0 : Math.min(backOffMsMax, backOffMsMin * 2 ** Math.min(rounds - 1, 10))
  }

  /** Opens a watch. Resolves when etcd starts to answer. Rejects with CallError. */
  async watch(message: object, timeoutMs: number, sink: LineSink): Promise<LineStream> {
    const at = this.#at
    try {
      const headers = { ...(await this.#headers(timeoutMs)), 'Grpc-Metadata-hasleader': 'true' }
      return await this.#http.stream(
        this.#endpoint(),
        '/v3/watch',
        JSON.stringify(message),
        { headers, timeoutMs },
        sink
      )
    } catch (error) {
      if (error instanceof CallError) this.#failed(at, 1, error)
      throw error
    }
  }

  /** The current endpoint does not work. */
  skipEndpoint(): void {
    this.#at++
  }

  forgetToken(): void {
    this.#forgetToken()
  }

  #forgetToken(): boolean {
    const had = this.#address.credentials !== undefined
    this.#token = undefined
    return had
  }

  async #try<T>(path: string, body: string, options: Omit<PostOptions, 'headers'>): Promise<T> {
    const headers = await this.#headers(options.timeoutMs)
    return this.#post<T>(path, body, { ...options, headers })
  }

  async #post<T>(path: string, body: string, options: PostOptions): Promise<T> {
    const endpoint = this.#endpoint()
    const { status, text } = await this.#http.post(endpoint, `/v3${path}`, body, options)
    const answer = parsed(text)
    const error = answer?.error
    if (status === 200 && answer !== undefined && error === undefined) return answer as T
    // A streamed answer wraps its error in an object; other answers have the error fields at the top level.
    const failure: Failure = typeof error === 'object' && error !== null ? error : (answer ?? {})
    const { message, code = failure.grpc_code } = failure
    const why = `${shownEndpoint(endpoint)}: ${message ?? [`HTTP status ${status}`, ...plainText(text)].join(': ')}`
    // Someone else's port, or a proxy whose etcd is down.
    const isUnsure = code === undefined ? status !== 404 : unsureCodes.includes(code)
    throw new CallError(isUnsure ? 'unanswered' : 'refused', why)
  }

  async #headers(timeoutMs: number): Promise<Readonly<Record<string, string>>> {
    const { credentials } = this.#address
    if (credentials === undefined) return {}
    this.#token ??= this.#authenticate(credentials, Math.min(timeoutMs, tokenMs)).catch((error) => {
      this.#token = undefined
      throw error
    })
    return { Authorization: await this.#token }
  }

  async #authenticate(credentials: NonNullable<EtcdAddress['credentials']>, timeoutMs: number): Promise<string> {
    try {
      const { token } = await this.#post<{ token?: string }>('/auth/authenticate', JSON.stringify(credentials), {
        headers: {},
        timeoutMs
      })
      return token ?? ''
    } catch (error) {
      // Whatever the outcome, the call that needed the token was not sent.
      if (!(error instanceof CallError)) throw error
      if (error.failure === 'refused') this.health.begins('refused', error.message)
      throw error.failure === 'unanswered' ? new CallError('unreachable', error.message, { cause: error }) : error
    }
  }

  #endpoint() {
    const { endpoints } = this.#address
    return endpoints[this.#at % endpoints.length] ?? { host: '', port: 0 }
  }

  #nowMs(): number {
    return this.#env.clock.monotonicMs()
  }

  close(): void {
    this.#isClosed = true
    this.#http.close()
  }
}

interface Failure {
  readonly message?: string
  readonly code?: number
  readonly grpc_code?: number
}

/** Errors of proxies, and of etcd before its gateway is reached. */
const plainText = (text: string): readonly string[] => (/^[^<\n]{1,200}/.exec(text.trim()) ?? []).slice(0, 1)

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>
  } catch {
    return undefined
  }
}
