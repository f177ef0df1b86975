/*
 * The HTTP port: serves /metrics, /livez and /readyz, and nothing else. To contain misuse, each connection gets one request, and
 * the number of connections and their duration are bounded.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Connection, ConnectionStream } from '../env/index.ts'
import type { HttpListener, HttpOptions } from '../server/index.ts'
import { metricsContentType, metricsText, watchProcess } from './metrics.ts'

const connectionsMax = 100
/** From the first byte to the last. */
const lifeMsMax = 10_000
/** The reasons on /readyz for not being ready. */
const problemsMax = 20

interface Answer {
  readonly status: number
  readonly type?: string
  readonly body: string
}

/** Rejects with NetError. */
export async function startHttp(options: HttpOptions): Promise<HttpListener> {
  const server = new HttpServer(options)
  const listener = await options.env.net.listen(options.at, (connection) => server.accept(connection))
  watchProcess()
  return {
    at: { host: options.at.host, port: listener.at.port },
    async stop() {
      await listener.close()
      server.stop()
    }
  }
}

class HttpServer {
  readonly #options: HttpOptions
  readonly #streams = new Set<ConnectionStream>()
  readonly #parser = createServer({ keepAlive: false }, (request, response) => void this.#handle(request, response))
  /** Concurrent requests share one reading. */
  #rendering: Promise<string> | undefined

  constructor(options: HttpOptions) {
    this.#options = options
    this.#parser.on('clientError', (_error, stream) => {
      if (stream.writable) stream.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
      else stream.destroy()
    })
  }

  accept(connection: Connection): void {
    if (this.#streams.size >= connectionsMax) {
      connection.destroy()
      return
    }
    const stream = new ConnectionStream(connection)
    this.#streams.add(stream)
    const timer = this.#options.env.timers.after(lifeMsMax, () => stream.destroy())
    stream.on('error', () => stream.destroy())
    stream.on('close', () => {
      timer.cancel()
      this.#streams.delete(stream)
    })
    this.#parser.emit('connection', stream)
  }

  stop(): void {
    for (const stream of this.#streams) stream.destroy()
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let answer: Answer
    try {
      answer = await this.#answer(request.method ?? '', (request.url ?? '').split('?', 1)[0] ?? '')
    } catch (error) {
      this.#options.defect(error)
      answer = { status: 500, body: 'this is a defect, and the log has its stack\n' }
    }
    const { status, body, type = 'text/plain; charset=utf-8' } = answer
    response.writeHead(status, {
      'Content-Type': type,
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      Connection: 'close',
      ...(status === 405 ? { Allow: 'GET, HEAD' } : {})
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  async #answer(method: string, path: string): Promise<Answer> {
    const known: Record<string, () => Answer | Promise<Answer>> = {
      '/metrics': async () => ({ status: 200, type: metricsContentType, body: await this.#metrics() }),
      '/livez': () => ({ status: 200, body: 'ok\n' }),
      '/readyz': () => this.#readiness()
    }
    const answer = Object.hasOwn(known, path) ? known[path] : undefined
    if (answer === undefined) return { status: 404, body: `there are ${Object.keys(known).join(', ')}\n` }
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, body: 'GET and HEAD only\n' }
    return answer()
  }

  #metrics(): Promise<string> {
    this.#rendering ??= metricsText(this.#options.meters).finally(() => {
      this.#rendering = undefined
    })
    return this.#rendering
  }

  #readiness(): Answer {
    const health = this.#options.health()
    if (health.state !== 'serving') return { status: 503, body: `the broker is ${health.state}\n` }
    const problems = health.problems()
    if (problems.length === 0) return { status: 200, body: 'ok\n' }
    const more = problems.length - problemsMax
    const lines = more > 0 ? [...problems.slice(0, problemsMax), `and ${more} more`] : problems
    return { status: 503, body: `${lines.join('\n')}\n` }
  }
}
