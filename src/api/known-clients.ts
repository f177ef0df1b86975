import type { Logger } from '../env/index.ts'
import type { ConnectionContext } from './connection-context.ts'
import { shown } from './shown.ts'

const clientsMax = 1_000

/** Logs each kind of client once, with its software version. */
export class KnownClients {
  readonly #log: Logger
  readonly #known = new Set<string>()

  constructor(log: Logger) {
    this.#log = log
  }

  seen({ clientSoftwareName, clientSoftwareVersion, remoteHost }: ConnectionContext, clientId: string | null): void {
    const software = shown(clientSoftwareName)
    const version = shown(clientSoftwareVersion)
    const key = `${software} ${version}`
    if (this.#known.has(key) || this.#known.size >= clientsMax) return
    this.#known.add(key)
    this.#log.info('first connection of this client software', {
      software,
      version,
      clientId: shown(clientId ?? ''),
      address: remoteHost
    })
  }
}
