/*
 * Logs, once, requests for APIs and versions that are not implemented. Bounded in memory and in lines, whatever clients send.
 */
import type { Env, Logger } from '../env/index.ts'
import type { ConnectionContext } from './connection-context.ts'
import { shown } from './shown.ts'

/** How many distinct requests are remembered; beyond that nothing more is logged. */
const toldMax = 1_000
/** Maximum number of lines per window. */
const linesMax = 20
const windowMs = 10_000

export class UnservedLog {
  readonly #env: Env
  readonly #log: Logger
  readonly #told = new Set<string>()
  #windowStartMs = Number.NEGATIVE_INFINITY
  #linesInWindow = 0

  constructor(env: Env, log: Logger) {
    this.#env = env
    this.#log = log
  }

  /**
   * Logs each API or version once per client. `served` is the supported version range. A number stands for an API key unknown to
   * Kafka.
   */
  api(
    name: string | number,
    version: number,
    served: { readonly min: number; readonly max: number } | undefined,
    connection: ConnectionContext,
    clientId: string | null
  ): void {
    const what =
      served === undefined
        ? typeof name === 'number'
          ? `${name} is the key of no API of Kafka`
          : `${name} is not built yet`
        : `${name} is served in versions ${served.min} to ${served.max}, not in ${version}`
    this.#once(
      `${name} ${served === undefined ? '' : version} ${shown(clientId ?? '')} ${connection.clientSoftwareName}`,
      () => `${what}: closed the connection of ${clientOf(connection, clientId)}`
    )
  }

  #once(key: string, line: () => string): void {
    if (this.#told.has(key) || this.#told.size >= toldMax) return
    const nowMs = this.#env.machine.monotonicMs()
    if (nowMs - this.#windowStartMs >= windowMs) {
      this.#windowStartMs = nowMs
      this.#linesInWindow = 0
    }
    if (this.#linesInWindow >= linesMax) return
    this.#linesInWindow++
    this.#told.add(key)
    this.#log.warn(line())
    if (this.#told.size === toldMax) this.#log.warn('too many unsupported requests; further ones are not logged')
  }
}

function clientOf(
  { remoteHost, clientSoftwareName, clientSoftwareVersion }: ConnectionContext,
  clientId: string | null
): string {
  const software = clientSoftwareName === 'unknown' ? '' : `, ${clientSoftwareName} ${clientSoftwareVersion}`
  return `client '${shown(clientId ?? '')}' (${remoteHost}${software})`
}
