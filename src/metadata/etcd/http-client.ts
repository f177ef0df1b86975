/*
 * HTTP to etcd: Node's own client over connections of the environment, optionally with TLS. Knows nothing about the contents.
 */
import { Agent, type ClientRequest, type ClientRequestArgs, type IncomingMessage, request } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Connection, ConnectionStream, type Endpoint, type Env } from '../../env/index.ts'
import { CallError } from './call-error.ts'
import type { Certificates } from './certificates.ts'
import { firstTrouble, tlsTrouble } from './tls-trouble.ts'

const roomBytes = 64 * 1024
const connectMs = 2_000

class AgentStream extends ConnectionStream {
  constructor(connection: Connection) {
    super(connection, roomBytes)
    // Outside of a request nobody else listens for errors.
    this.on('error', () => {})
  }

  /** Unlike a server, a client request is told what broke its connection. */
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    super._destroy(error, () => done(error))
  }

  /** Node calls this when it reuses an idle socket. Whether the connection keeps the process alive is up to the environment. */
  ref(): this {
    return this
  }
}

class EnvAgent extends Agent {
  readonly #env: Env
  readonly #certificates: Certificates | undefined

  constructor(env: Env, certificates: Certificates | undefined) {
    super({ keepAlive: true, scheduling: 'lifo' })
    this.#env = env
    this.#certificates = certificates
  }

  /** Node calls this when it needs another connection. */
  override createConnection(
    { host, port }: ClientRequestArgs,
    connected: (error: Error | null, stream: Duplex) => void = () => {}
  ): undefined {
    const none = undefined as unknown as Duplex
    this.#connect({ host: host ?? '', port: Number(port) }).then(
      (connection) => connected(null, new AgentStream(connection)),
      (error) => connected(error, none)
    )
    return undefined
  }

  async #connect(to: Endpoint): Promise<Connection> {
    const secure = this.#certificates?.forServer(to.host)
    return this.#env.net.connect(to, { timeoutMs: connectMs, ...(secure === undefined ? {} : { secure }) })
  }

  /** The connection itself takes care of what Node would do with an idle socket. */
  override keepSocketAlive(): boolean {
    return true
  }
}

export interface PostOptions {
  readonly headers: Readonly<Record<string, string>>
  /** For the whole exchange; for a stream, until the headers arrive. */
  readonly timeoutMs: number
}

/** A response whose body arrives piece by piece. */
export interface LineStream {
  close(): void
}

export interface LineSink {
  line(text: string): void
  /** Called once, also after `close`. */
  ended(error: Error | undefined): void
}

export class HttpClient {
  readonly #env: Env
  readonly #agent: EnvAgent
  readonly #isSecure: boolean
  readonly #open = new Set<ClientRequest>()
  #isAnswered = false

  /** With certificates, every connection uses TLS. */
  constructor(env: Env, certificates: Certificates | undefined) {
    this.#env = env
    this.#isSecure = certificates !== undefined
    this.#agent = new EnvAgent(env, certificates)
  }

  /** Resolves with status and body. Rejects with CallError, never `refused`. */
  async post(
    to: Endpoint,
    path: string,
    body: string,
    options: PostOptions
  ): Promise<{ readonly status: number; readonly text: string }> {
    return this.#exchange(to, path, body, options, (response, done, failed) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => void chunks.push(chunk))
      response.on('end', () => done({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }))
      response.on('error', failed)
    })
  }

  /**
   * Resolves when the response headers arrive; `sink` then gets each line of the body. Rejects like `post`, and then calls no
   * method of the sink.
   */
  async stream(to: Endpoint, path: string, body: string, options: PostOptions, sink: LineSink): Promise<LineStream> {
    return this.#exchange(to, path, body, options, (response, done) => {
      let rest = ''
      let failure: Error | undefined
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        const lines = (rest + text).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) if (line !== '') sink.line(line)
      })
      response.on('end', () => {
        if (rest !== '') sink.line(rest)
      })
      response.on('error', (error) => {
        failure = error
      })
      response.on('close', () => sink.ended(failure))
      done({ close: () => void response.destroy() })
    })
  }

  #exchange<T>(
    to: Endpoint,
    path: string,
    body: string,
    { headers, timeoutMs }: PostOptions,
    read: (response: IncomingMessage, done: (value: T) => void, failed: (error: Error) => void) => void
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let isSent = false
      const sent = request({
        agent: this.#agent,
        host: to.host,
        port: to.port,
        method: 'POST',
        path,
        headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), ...headers }
      })
      this.#open.add(sent)
      const timer = this.#env.timers.after(timeoutMs, () =>
        sent.destroy(new Error(`no answer in ${Math.round(timeoutMs)} ms`))
      )
      const failed = (error: Error) => {
        timer.cancel()
        const untrusted = this.#isSecure ? tlsTrouble(error) : undefined
        if (untrusted !== undefined) reject(new CallError('untrusted', untrusted, { cause: error }))
        else {
          const why = this.#isAnswered ? error.message : firstTrouble(error, this.#isSecure)
          reject(new CallError(isSent ? 'unanswered' : 'unreachable', why, { cause: error }))
        }
      }
      const done = (value: T) => {
        timer.cancel()
        resolve(value)
      }
      sent.on('socket', () => {
        isSent = true
      })
      sent.on('response', (response) => {
        this.#isAnswered = true
        read(response, done, failed)
      })
      sent.on('error', failed)
      sent.on('close', () => void this.#open.delete(sent))
      sent.end(body)
    })
  }

  close(): void {
    for (const sent of this.#open) sent.destroy(new Error('the store is closed'))
    this.#agent.destroy()
  }
}
