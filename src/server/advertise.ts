import type { ConnectionContext } from '../api/index.ts'
import type { Broker } from '../broker/index.ts'
import { type Disk, type Endpoint, unlessRefused } from '../env/index.ts'
import { shownAddress } from './listeners.ts'
import type { ResolvedSettings } from './settings.ts'

/**
 * Chooses the address that a client is given. Without `advertised.listeners` it is the address and port of the socket the client
 * reached, which is right on loopback, on any interface and between containers. A client that reaches a container through the
 * host's gateway came in by a mapped port, where `localhost` on the host works. An explicit setting wins.
 */
export interface Advertiser {
  endpointFor(connection: ConnectionContext): Endpoint
}

/** The default gateway if this process runs in a container, else undefined. */
export function containerGateway(disk: Disk): string | undefined {
  if (!disk.exists('/.dockerenv') && !disk.exists('/run/.containerenv')) return undefined
  return unlessRefused(() => gatewayIn(Buffer.from(disk.readFile('/proc/net/route')).toString()), undefined)
}

/** Finds the gateway of the default route in the text of /proc/net/route, whose addresses are little-endian hex. */
export function gatewayIn(routes: string): string | undefined {
  for (const line of routes.split('\n')) {
    const [, destination, gateway] = line.trim().split(/\s+/)
    if (destination !== '00000000' || gateway === undefined || !/^[0-9A-F]{8}$/i.test(gateway)) continue
    return [6, 4, 2, 0].map((at) => Number.parseInt(gateway.slice(at, at + 2), 16)).join('.')
  }
  return undefined
}

export function createAdvertiser(options: {
  readonly explicit: ReadonlyMap<string, Endpoint>
  readonly gateway: string | undefined
  readonly log: () => Broker['log'] | undefined
}): Advertiser {
  const told = new Set<string>()
  const hint = '; override with advertised.listeners'
  const choose = (
    connection: ConnectionContext
  ): { readonly endpoint: Endpoint; readonly why: string; readonly hint: string } => {
    const reached = { host: connection.localHost, port: connection.localPort }
    const explicit = options.explicit.get(connection.listenerName)
    if (explicit !== undefined) {
      const endpoint = { host: explicit.host || reached.host, port: explicit.port || reached.port }
      return { endpoint, why: 'advertised.listeners', hint: '' }
    }
    if (options.gateway !== undefined && connection.remoteHost === options.gateway) {
      const why = "they came through this container's gateway, so by a port mapped on its host"
      return { endpoint: { host: 'localhost', port: connection.localPort }, why, hint }
    }
    return { endpoint: reached, why: 'the address they connected to', hint }
  }
  return {
    endpointFor(connection) {
      const { endpoint, why, hint: end } = choose(connection)
      const key = `${connection.remoteHost} ${connection.listenerName} ${endpoint.host}`
      if (!told.has(key) && told.size < 10_000) {
        told.add(key)
        options
          .log()
          ?.info(`advertising ${shownAddress(endpoint)} to clients from ${connection.remoteHost} (${why})${end}`)
      }
      return endpoint
    }
  }
}

/**
 * The endpoints that a broker registers, one per advertised listener; without `advertised.listeners`, all of them. In that case a
 * listener on every interface is registered as `localhost`, which only works for brokers on one machine.
 */
export function registeredEndpoints(
  endpoints: readonly (Endpoint & { readonly name: string })[],
  { advertised, listeners }: Pick<ResolvedSettings, 'advertised' | 'listeners'>
) {
  const shown = endpoints.filter(({ name }) => advertised.size === 0 || advertised.has(name))
  return shown.map(({ name, host, port }) => {
    const told = advertised.get(name)
    const own = ['', '0.0.0.0', '::'].includes(host) ? 'localhost' : host
    const securityProtocol = listeners.find((listener) => listener.name === name)?.securityProtocol ?? 'PLAINTEXT'
    return { name, host: told?.host || own, port: told?.port || port, securityProtocol }
  })
}
