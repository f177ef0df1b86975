import type { Endpoint } from '../env/index.ts'

export type SecurityProtocol = 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL'

export interface ListenerAddress extends Endpoint {
  readonly name: string
  readonly securityProtocol: SecurityProtocol
}

const protocols: readonly string[] = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL']

/** Reads `listener.security.protocol.map`: NAME:PROTOCOL pairs. @throws Error that names the bad pair. */
export function parseProtocolMap(text: string): ReadonlyMap<string, SecurityProtocol> {
  const map = new Map<string, SecurityProtocol>()
  for (const pair of text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')) {
    const [name, protocol] = pair.split(':')
    if (name === undefined || protocol === undefined || !protocols.includes(protocol)) {
      throw new Error(
        `listener.security.protocol.map: '${pair}' is not NAME:PROTOCOL with one of ${protocols.join(', ')}`
      )
    }
    map.set(name.toUpperCase(), protocol as SecurityProtocol)
  }
  return map
}

/** Reads `listeners` or `advertised.listeners`: NAME://host:port, an empty host is every interface. @throws Error that names the bad entry. */
export function parseListeners(
  setting: string,
  text: string,
  map: ReadonlyMap<string, SecurityProtocol>
): ListenerAddress[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((entry) => {
      const match = /^([A-Za-z0-9_.-]+):\/\/(?:\[([0-9A-Fa-f:.%]+)\]|([^:/]*)):(-?\d+)$/.exec(entry)
      if (match === null) throw new Error(`${setting}: '${entry}' is not NAME://host:port`)
      const name = (match[1] as string).toUpperCase()
      const port = Number(match[4])
      if (port < 0 || port > 65535) throw new Error(`${setting}: port ${port} of '${entry}' is not between 0 and 65535`)
      const securityProtocol = map.get(name) ?? (protocols.includes(name) ? (name as SecurityProtocol) : undefined)
      if (securityProtocol === undefined)
        throw new Error(`${setting}: no security protocol for '${name}' in listener.security.protocol.map`)
      return { name, host: match[2] ?? match[3] ?? '', port, securityProtocol }
    })
}
