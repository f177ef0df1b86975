import { type BrokerConnection, type CallFailure, isCallFailure, placeOf } from '../../client/index.ts'
import type { ApiName, RequestInputMap, ResponseMap } from '../../protocol/index.ts'
import { CliError } from '../cli-error.ts'
import { exitCodes } from '../exit-codes.ts'

/** The connection to a broker was lost; the request may or may not have been executed. */
export class Disconnected extends CliError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, exitCodes.failed, options)
  }
}

/** Advice for a user without a broker or with a wrong address. */
function adviceFor(code: string | undefined): string {
  if (code === 'ECONNREFUSED') return '; start one with `ottla start`, or name another with --bootstrap host:port'
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? '; is the host of --bootstrap spelled right?' : ''
}

const lost: ReadonlySet<string> = new Set(['NETWORK_EXCEPTION', 'REQUEST_TIMED_OUT', 'CORRUPT_MESSAGE'])

/** Converts a failed call to an error of the command line: `Disconnected` if a retry may help. */
export function errorOf({ error, message, code }: CallFailure): CliError {
  return lost.has(error) ? new Disconnected(`${message}${adviceFor(code)}`) : new CliError(message)
}

/** @throws CliError */
export function answered<T>(answer: T | CallFailure): T {
  if (isCallFailure(answer)) throw errorOf(answer)
  return answer
}

/** The connection to one broker as commands use it: failures are thrown. */
export class BrokerClient {
  readonly #connection: BrokerConnection

  constructor(connection: BrokerConnection) {
    this.#connection = connection
  }

  /** The highest common version. @throws CliError if there is none, or none from `least` on */
  versionOf(name: ApiName, least = 0): number {
    return answered(this.#connection.versionOf(name, least))
  }

  supports(name: ApiName): boolean {
    return this.#connection.supports(name)
  }

  /** Its address: `host:port`. */
  get place(): string {
    return placeOf(this.#connection.endpoint)
  }

  /** @throws Disconnected, or CliError for a version that one side lacks */
  async call<K extends ApiName>(
    name: K,
    body: RequestInputMap[K],
    options: { readonly leastVersion?: number; readonly timeoutMs?: number } = {}
  ): Promise<ResponseMap[K]> {
    return answered(await this.#connection.call(name, body, options))
  }

  /** Sends a request without a response: Produce with acks=0. Resolves when the kernel has it. @throws CliError */
  async post<K extends ApiName>(name: K, body: RequestInputMap[K]): Promise<void> {
    answered(await this.#connection.post(name, body))
  }
}
