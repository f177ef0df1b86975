/*
 * Determines where the broker listens and what it advertises: `listeners`, `advertised.listeners`, the security protocol map, and
 * the flags that override them. Refuses what Kafka refuses, in the same words. Source:
 * org.apache.kafka.network.SocketServerConfigs#listenerListToEndPoints, kafka.server.KafkaConfig#validateValues.
 */
import { type BrokerConfig, type BrokerConfigName, blaming, interBrokerListener } from '../config/index.ts'
import type { Endpoint } from '../env/index.ts'

type SecurityProtocol = 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL'

export interface ListenerAddress extends Endpoint {
  readonly name: string
  readonly securityProtocol: SecurityProtocol
}

interface Addresses {
  readonly listeners: readonly ListenerAddress[]
  /** Advertised endpoints by listener name. An empty host or port 0 stands for the listener's own. */
  readonly advertised: ReadonlyMap<string, Endpoint>
  readonly warnings: readonly string[]
}

/** Flags and options for a single address. */
interface OneAddress {
  readonly host?: string | undefined
  readonly port?: number | undefined
  /** Used if neither `port` nor `listeners` is set. */
  readonly defaultPort?: number | undefined
  /** Set if this broker is one of several. */
  readonly metadata?: string | undefined
}

const protocols: readonly string[] = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL']

/** `host:port`, with brackets around an IPv6 address; `*` stands for every interface. */
export function shownAddress({ host, port }: Endpoint): string {
  if (host === '') return `*:${port}`
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

/** People write IPv6 addresses in brackets, as in URLs. */
const withoutBrackets = (host: string) => host.replace(/^\[(.*:.*)\]$/, '$1')

/** Parses NAME:PROTOCOL pairs; names are case-insensitive. @throws Error with the reason */
export function parseProtocolMap(text: string): ReadonlyMap<string, SecurityProtocol> {
  const name = 'listener.security.protocol.map'
  const map = new Map<string, SecurityProtocol>()
  const spellings = new Map<string, string>()
  const pairs = text.trim() === '' ? [] : text.trim().split(/\s*,\s*/)
  for (const pair of pairs) {
    const at = pair.lastIndexOf(':')
    if (at < 0) throw new Error(`Error parsing configuration property '${name}': '${pair}' is not NAME:PROTOCOL`)
    const listener = pair.slice(0, at).trim().toUpperCase()
    const protocol = pair.slice(at + 1).trim()
    if (listener === '') throw new Error('The provided listener name is null or empty string')
    if (!protocols.includes(protocol.toUpperCase()))
      throw new Error(`Invalid security protocol \`${protocol}\` defined in ${name}`)
    // If the same pair appears twice, the later one counts. If the names differ in case, it is a typo.
    const written = pair.slice(0, at).trim()
    if ((spellings.get(listener) ?? written) !== written)
      throw new Error(`Duplicate key ListenerName(${listener}) in ${name}`)
    spellings.set(listener, written)
    map.set(listener, protocol.toUpperCase() as SecurityProtocol)
  }
  return map
}

const entryPattern = /^(.*):\/\/\[?([0-9a-zA-Z\-%._:]*)\]?:(-?[0-9]+)$/

/** Reads NAME://host:port entries; an empty host is every interface. @throws Error with Kafka's reason */
export function parseListeners(
  entries: readonly string[],
  protocolOf: (name: string) => SecurityProtocol | undefined
): ListenerAddress[] {
  const refused = (why: string) => new Error(`Error creating broker listeners from '[${entries.join(', ')}]': ${why}`)
  const listeners = entries.map((entry): ListenerAddress => {
    const match = entryPattern.exec(entry)
    if (match === null) throw refused(`Unable to parse ${entry} to a broker endpoint`)
    const name = (match[1] as string).toUpperCase()
    if (name === '') throw refused('The provided listener name is null or empty string')
    const securityProtocol = protocolOf(name)
    if (securityProtocol === undefined) throw refused(`No security protocol defined for listener ${name}`)
    const port = Number(match[3])
    // Kafka takes the number and fails when it opens the socket.
    if (port < 0 || port > 65535) throw refused(`port ${match[3]} of ${entry} is not between 0 and 65535`)
    return { name, host: match[2] as string, port, securityProtocol }
  })
  if (new Set(listeners.map(({ name }) => name)).size < listeners.length)
    throw refused(`Each listener must have a different name, listeners: [${entries.join(', ')}]`)
  return listeners
}

const familyOf = (host: string) =>
  /^[0-9]+(?:\.[0-9]+){3}$/.test(host) ? 'IPv4' : host.includes(':') ? 'IPv6' : undefined

/** One IPv4 and one IPv6 address may share a port; port 0 is a free one each time. */
function checkPorts(listeners: readonly ListenerAddress[], entries: readonly string[]): void {
  const byPort = new Map<number, ListenerAddress[]>()
  for (const each of listeners) if (each.port !== 0) byPort.set(each.port, [...(byPort.get(each.port) ?? []), each])
  for (const same of byPort.values()) {
    const families = new Set(same.map(({ host }) => familyOf(host)))
    const isPair = same.length === 2 && families.has('IPv4') && families.has('IPv6')
    if (same.length > 1 && !isPair)
      throw new Error(
        `Error creating broker listeners from '[${entries.join(', ')}]': Each listener must have a different port, listeners: [${entries.join(', ')}]`
      )
  }
}

/** @throws OttlaError BAD_CONFIG that names what is wrong and where it was set. */
export function addressesOf(one: OneAddress, config: BrokerConfig): Addresses {
  const blame = <T>(names: readonly BrokerConfigName[], work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw blaming(names, (error as Error).message, config.origins)
    }
  }
  const controllers = config.list('controller.listener.names')
  const map = blame(['listener.security.protocol.map'], () =>
    parseProtocolMap(config.string('listener.security.protocol.map'))
  )
  const isMapSet = config.isSet('listener.security.protocol.map')
  const protocolOf = (name: string) =>
    map.get(name) ?? (!isMapSet && controllers.includes(name) ? ('PLAINTEXT' as const) : undefined)
  const warnings: string[] = []
  const isFlag = one.host !== undefined || one.port !== undefined
  const ours: ListenerAddress = {
    name: 'PLAINTEXT',
    host: withoutBrackets(one.host ?? '127.0.0.1'),
    port: one.port ?? one.defaultPort ?? 0,
    securityProtocol: map.get('PLAINTEXT') ?? 'PLAINTEXT'
  }
  const entries = [...new Set(config.list('listeners'))]
  const all =
    isFlag || !config.isSet('listeners') ? [ours] : blame(['listeners'], () => parseListeners(entries, protocolOf))
  if (isFlag && config.isSet('listeners'))
    warnings.push(
      `listening on ${shownAddress(ours)}: the host and port given override ${config.origins.get('listeners') ?? 'listeners'} (${config.raw('listeners')})`
    )
  const listeners = all.filter(({ name }) => !controllers.includes(name))
  blame(['listeners', 'controller.listener.names'], () => {
    if (!isFlag && config.isSet('listeners')) checkPorts(all, entries)
    const isController = config.list('process.roles').includes('controller')
    const names = all.map(({ name }) => name)
    if (!isFlag && config.isSet('listeners') && isController && names.some((name) => controllers.includes(name)))
      if (!controllers.every((name) => names.includes(name)))
        throw new Error(
          "controller.listener.names must only contain values appearing in the 'listeners' configuration when running the KRaft controller role"
        )
    if (listeners.length === 0)
      throw new Error(
        'There must be at least one broker advertised listener. Perhaps all listeners appear in controller.listener.names?'
      )
    checkPlaintext(listeners)
    // A flag may move the listeners of a file, but not take away what protects them.
    if (isFlag && config.isSet('listeners'))
      checkPlaintext(parseListeners(entries, protocolOf).filter(({ name }) => !controllers.includes(name)))
  })
  const known = [...new Set([...all.map(({ name }) => name), ...controllers])]
  const replaced = isFlag && config.isSet('listeners')
  const advertised = blame(['advertised.listeners'], () => advertisedOf(config, protocolOf, known, replaced))
  for (const [name, { host }] of advertised)
    if (host === '::')
      warnings.push(`advertised.listeners: clients of ${name} are told [::], which few of them can reach`)
  checkInterBroker(config, protocolOf, listeners, advertised, one.metadata !== undefined)
  checkEarly(config, known)
  return { listeners, advertised, warnings }
}

function checkPlaintext(listeners: readonly ListenerAddress[]): void {
  const secured = listeners.find(({ securityProtocol }) => securityProtocol !== 'PLAINTEXT')
  if (secured === undefined) return
  throw new Error(
    `listener ${secured.name} is refused: it needs ${secured.securityProtocol}, and neither TLS nor SASL is built yet`
  )
}

function advertisedOf(
  config: BrokerConfig,
  protocolOf: (name: string) => SecurityProtocol | undefined,
  known: readonly string[],
  isReplaced: boolean
): Map<string, Endpoint> {
  const advertised = new Map<string, Endpoint>()
  if (!config.isSet('advertised.listeners')) return advertised
  const told = parseListeners([...new Set(config.list('advertised.listeners'))], protocolOf)
  const names = told.map(({ name }) => name)
  if (!names.every((name) => known.includes(name))) {
    const why = isReplaced ? '; the host and port given replaced `listeners`' : ''
    throw new Error(
      `advertised.listeners listener names must be equal to or a subset of the ones defined in listeners. Found ${names.join(',')}. The valid options based on the current configuration are ${known.join(',')}${why}`
    )
  }
  for (const { name, host, port } of told) {
    if (host === '0.0.0.0')
      throw new Error(
        'advertised.listeners cannot use the nonroutable meta-address 0.0.0.0. Use a routable IP address.'
      )
    advertised.set(name, { host, port })
  }
  const controllers = config.list('controller.listener.names')
  if (names.every((name) => controllers.includes(name)))
    throw new Error(
      'There must be at least one broker advertised listener. Perhaps all listeners appear in controller.listener.names?'
    )
  return advertised
}

function checkInterBroker(
  config: BrokerConfig,
  protocolOf: (name: string) => SecurityProtocol | undefined,
  listeners: readonly ListenerAddress[],
  advertised: ReadonlyMap<string, Endpoint>,
  isOneOfSeveral: boolean
): void {
  const setting = 'inter.broker.listener.name'
  // A standalone broker sends no requests to others, so any listener name will do.
  if (!config.isSet(setting) && !isOneOfSeveral) return
  const refused = (why: string, ...more: BrokerConfigName[]) => blaming([setting, ...more], why, config.origins)
  if (config.isSet(setting) && config.isSet('security.inter.broker.protocol')) {
    const why = 'Only one of inter.broker.listener.name and security.inter.broker.protocol should be set.'
    throw refused(why, 'security.inter.broker.protocol')
  }
  const name = interBrokerListener(config)
  if (name === '') throw refused('The provided listener name is null or empty string')
  if (config.isSet(setting) && protocolOf(name) === undefined)
    throw refused(`Listener with name ${name} defined in ${setting} not found in listener.security.protocol.map.`)
  const names = advertised.size > 0 ? [...advertised.keys()] : listeners.map((listener) => listener.name)
  if (!names.includes(name))
    throw refused(
      `${setting} must be a listener name defined in advertised.listeners. The valid options based on currently configured listeners are ${names.join(',')}`
    )
}

function checkEarly(config: BrokerConfig, known: readonly string[]): void {
  const stranger = config.list('early.start.listeners').find((name) => !known.includes(name.toUpperCase()))
  if (stranger === undefined) return
  throw blaming(
    ['early.start.listeners'],
    `early.start.listeners contains listener ${stranger.toUpperCase()}, but this is not contained in listeners or controller.listener.names`,
    config.origins
  )
}
