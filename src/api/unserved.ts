/*
 * Owns telling the operator once what clients ask for and is not built: APIs and versions of them.
 * Bounded in memory and in lines, whatever clients send.
 */
import type { Env, Logger } from '../env/index.ts'
import type { ConnectionContext } from './connection-context.ts'
import { shown } from './shown.ts'

/** How many askers are remembered; beyond them nothing more is said. */
const toldMax = 1_000
/** At most so many lines in each window. */
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

  /** Once for each API, or version of it, and client. `served` is the range of versions that there is. A number is no API of Kafka. */
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
