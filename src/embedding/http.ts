/* Holds a broker's HTTP port from before its start until after its end, so that a long start can be observed. */
import { type Endpoint, type Env, type Logger, logDefect, Meters, NetError, OttlaError } from '../env/index.ts'
import { type Health, type HttpListener, type OpenHttp, type Running, shownAddress } from '../server/index.ts'
import { loadHttp } from './load-http.ts'

const form = /^(?:(\*|\[[0-9a-fA-F:.%]+\]|[^:[\]]*):)?(\d{1,5})$/

/** Parses `host:port`, `[v6]:port`, `*:port` for every interface, or a port of 127.0.0.1. @throws OttlaError BAD_OPTION */
function parseHttpAddress(text: string): Endpoint {
  const match = form.exec(text)
  const port = Number(match?.[2])
  if (match === null || port > 65535)
    throw new OttlaError('BAD_OPTION', `http: '${text}' is not host:port, such as 127.0.0.1:9644`)
  const host = (match[1] ?? '').replace(/^\[|\]$/g, '')
  return { host: host === '' ? '127.0.0.1' : host === '*' ? '0.0.0.0' : host, port }
}

export class HttpPort {
  readonly meters = new Meters()
  readonly at: Endpoint
  #listener: HttpListener | undefined
  #state: Health['state'] = 'starting'
  #running: Running | undefined

  private constructor(at: Endpoint) {
    this.at = at
  }

  /** Undefined if HTTP is off. Rejects with OttlaError PORT_IN_USE, CANNOT_LISTEN or BAD_OPTION. */
  static async open(address: string | undefined, env: Env, log: Logger): Promise<HttpPort | undefined> {
    return address === undefined ? undefined : HttpPort.#open(parseHttpAddress(address), env, log)
  }

  /** One port per broker of a cluster: the port of `address` and the following ones, or free ones. Rejects like `open`. */
  static ofBrokers(address: string | undefined): OpenHttp | undefined {
    if (address === undefined) return undefined
    const { host, port } = parseHttpAddress(address)
    return (brokerId, before, env, log) =>
      HttpPort.#open(before ?? { host, port: port === 0 ? 0 : port + brokerId - 1 }, env, log)
  }

  static async #open(wanted: Endpoint, env: Env, log: Logger): Promise<HttpPort> {
    const { startHttp } = await loadHttp()
    const port = new HttpPort(wanted)
    try {
      port.#listener = await startHttp({
        env,
        at: wanted,
        meters: port.meters,
        health: () => port.#health,
        defect: (error) => logDefect(log, 'an HTTP request failed', error)
      })
    } catch (error) {
      throw error instanceof NetError ? cannotListen(wanted, error) : error
    }
    log.info(`metrics and health on http://${shownAddress(port.endpoint)}`)
    return port
  }

  get endpoint(): Endpoint {
    return this.#listener?.at ?? this.at
  }

  get #health(): Health {
    return { state: this.#state, problems: () => this.#running?.problems() ?? [] }
  }

  serves(running: Running): void {
    this.#running = running
    this.#state = 'serving'
  }

  stops(): void {
    this.#state = 'stopping'
  }

  close(): Promise<void> {
    return this.#listener?.stop() ?? Promise.resolve()
  }
}

function cannotListen(at: Endpoint, error: NetError): OttlaError {
  const place = shownAddress(at)
  return error.code === 'EADDRINUSE'
    ? new OttlaError('PORT_IN_USE', `${place} (http) is in use by another program; stop it or choose another port`, {
        cause: error
      })
    : new OttlaError('CANNOT_LISTEN', `cannot listen on ${place} (http): ${error.message}`, { cause: error })
}
