/*
 * Reads settings from where people write them: server.properties, KAFKA_ environment variables, flags and embedding options, and
 * remembers the origin of each. Does not interpret values.
 */
import { OttlaError } from '../env/index.ts'
import { parseProperties } from './properties.ts'
import { listenerConfig, refusalOf, variableRefusalOf } from './refusals.ts'
import type { ConfigRow } from './row.ts'
import { brokenRule } from './rules.ts'
import { brokerTable, isAsking, nearestName, type Profile, profileDefault, topicTable } from './table.ts'
import { invalid } from './values.ts'

interface Setting {
  readonly name: string
  readonly value: string
  /** As the user wrote it: `server.properties:12`, `KAFKA_LOG_RETENTION_MS`, `--set log.retention.ms`. */
  readonly origin: string
}

/** Settings from one source. If a source sets a name twice, the later value wins. */
export interface ConfigSource {
  readonly settings: readonly Setting[]
  /** Makes an unknown name an error instead of a warning: in a program it can only be a mistake. */
  readonly strict?: boolean
}

interface Settings {
  readonly values: ReadonlyMap<string, string>
  /** Where each value came from. */
  readonly origins: ReadonlyMap<string, string>
  readonly warnings: readonly string[]
}

/** Parses the text of a properties file; `file` is its name in messages. @throws OttlaError BAD_CONFIG */
export function propertiesSource(text: string, file: string): ConfigSource {
  try {
    const settings = parseProperties(text).map(({ name, value, line }) => ({ name, value, origin: `${file}:${line}` }))
    return { settings }
  } catch (error) {
    throw new OttlaError('BAD_CONFIG', `${file}: ${(error as Error).message}`)
  }
}

/** Settings from a program or from flags; `originOf` tells how the user wrote one. */
export function namedSource(
  values: Readonly<Record<string, string | number | boolean>>,
  originOf: (name: string) => string,
  options: { readonly strict?: boolean } = {}
): ConfigSource {
  const settings = Object.entries(values).map(([name, value]) => ({
    name,
    value: String(value),
    origin: originOf(name)
  }))
  return { settings, ...options }
}

/** Variables of Kafka's images and scripts that are not configs. */
const notConfigs =
  /^KAFKA_(?:HEAP_OPTS|OPTS|JVM_PERFORMANCE_OPTS|LOG4J.*|TOOLS_LOG4J.*|GC_LOG_OPTS|JMX_.*|VERSION|HOME|CLUSTER_ID|KRAFT_CLUSTER_ID|DEBUG|CLASSPATH)$/

/**
 * Maps KAFKA_LOG_RETENTION_MS to log.retention.ms; `__` is an underscore and `___` a dash, as in Kafka's images. KAFKA_CFG_, as
 * in Bitnami's image, does the same and wins. @throws OttlaError BAD_CONFIG for a variable that asks for TLS or SASL
 */
export function environmentSource(environment: Readonly<Record<string, string | undefined>>): ConfigSource {
  const settings: Setting[] = []
  for (const [variable, value] of Object.entries(environment)) {
    if (value === undefined || !variable.startsWith('KAFKA_')) continue
    const why = variableRefusalOf(variable, value)
    if (why !== undefined) throw refusedBecause(variable, why)
    if (notConfigs.test(variable)) continue
    const name = variable
      .replace(/^KAFKA_(?:CFG_)?/, '')
      .toLowerCase()
      .replace(/___/g, '-')
      .replace(/__/g, '\u0000')
      .replace(/_/g, '.')
      .replaceAll('\u0000', '_')
    settings.push({ name, value, origin: variable })
  }
  const isBitnamis = ({ origin }: Setting) => origin.startsWith('KAFKA_CFG_')
  return { settings: settings.sort((a, b) => Number(isBitnamis(a)) - Number(isBitnamis(b))) }
}

/** Reads all sources and validates every value; later sources win. @throws OttlaError BAD_CONFIG that names value and origin */
export function collectSettings(sources: readonly ConfigSource[], profile: Profile = 'production'): Settings {
  const warnings: string[] = []
  const found = new Map<string, Setting>()
  const strangers: Setting[] = []
  for (const source of sources) {
    const ofThisSource = new Map<string, Setting>()
    for (const setting of source.settings) {
      const earlier = ofThisSource.get(setting.name)
      if (earlier !== undefined)
        warnings.push(`${setting.name} is set twice: ${setting.origin} wins over ${earlier.origin}`)
      ofThisSource.set(setting.name, setting)
    }
    for (const setting of ofThisSource.values()) {
      if (brokerTable.has(setting.name)) found.set(setting.name, setting)
      else if (refusalOf(setting.name, setting.value) !== undefined) throw refused(setting)
      else if (source.strict === true)
        throw new OttlaError('BAD_CONFIG', `${setting.origin}: ${strangerLine(setting.name)}`)
      else strangers.push(setting)
    }
  }
  for (const setting of found.values()) check(setting)
  const settings = {
    values: new Map([...found].map(([name, { value }]) => [name, value])),
    origins: new Map([...found].map(([name, { origin }]) => [name, origin]))
  }
  checkRules(settings, profile)
  warnings.push(...strangerLines(strangers), ...noEffectLines([...found.values()]))
  return { ...settings, warnings }
}

function check(setting: Setting): void {
  const row = brokerTable.get(setting.name) as ConfigRow
  const fault = invalid(row, setting.value)
  if (fault !== null) throw new OttlaError('BAD_CONFIG', `${setting.origin}: ${fault}`)
  if (refusalOf(setting.name, setting.value) !== undefined) throw refused(setting)
}

function refused({ name, value, origin }: Setting): OttlaError {
  const why = refusalOf(name, value)
  return refusedBecause(origin.includes(name) ? origin : `${origin}: ${name}`, `${why}`)
}

function refusedBecause(place: string, why: string): OttlaError {
  return new OttlaError('BAD_CONFIG', `${place} is refused: ${why}. Remove it to start without it`)
}

function checkRules({ values, origins }: Omit<Settings, 'warnings'>, profile: Profile): void {
  const fault = brokenRule(
    (name) =>
      values.get(name) ??
      // The rules do not depend on whether the broker is standalone.
      profileDefault(profile, false, name) ??
      brokerTable.get(name)?.default ??
      null
  )
  const [node, broker] = [values.get('node.id'), values.get('broker.id')]
  const differ = node !== undefined && broker !== undefined && Number(node) !== Number(broker)
  if (differ)
    throw blaming(['broker.id', 'node.id'], 'You must set `node.id` to the same value as `broker.id`.', origins)
  if (fault !== null) throw blaming(fault.names, fault.message, origins)
}

/** An error that names where the configs in question were set. */
export function blaming(names: readonly string[], message: string, origins: ReadonlyMap<string, string>): OttlaError {
  const places = names.map((name) => origins.get(name)).filter((origin) => origin !== undefined)
  return new OttlaError('BAD_CONFIG', places.length === 0 ? message : `${places.join(', ')}: ${message}`)
}

/** Kubernetes creates dozens of unknown variables for a service called kafka, so they share one line. */
function strangerLines(strangers: readonly Setting[]): string[] {
  const variables = strangers.filter(({ origin }) => origin.startsWith('KAFKA_'))
  const lines = strangers
    .filter(({ origin }) => !origin.startsWith('KAFKA_'))
    .map(({ name, origin }) => `${origin}: ${strangerLine(name)}`)
  if (variables.length === 1) lines.push(...variables.map(({ name, origin }) => `${origin}: ${strangerLine(name)}`))
  if (variables.length > 1) {
    const hints = variables.map(({ name, origin }) => {
      const near = nearestName(name, brokerTable.keys())
      return near === undefined ? origin : `${origin} (did you mean '${near}'?)`
    })
    lines.push(`environment variables that name no config and are ignored: ${hints.join(', ')}`)
  }
  return lines
}

/** Configs removed in Kafka 4.0, with their replacements. */
const removed: readonly (readonly [name: RegExp, instead?: string])[] = [
  [/^(?:host\.name|port)$/, 'listeners'],
  [/^advertised\.(?:host\.name|port)$/, 'advertised.listeners'],
  [/^log\.message\.timestamp\.difference\.max\.ms$/, 'log.message.timestamp.before.max.ms'],
  [/^(?:zookeeper|password\.encoder|quota\.(?:producer|consumer)\.default$)/],
  [/^(?:control\.plane\.listener\.name|broker\.id\.generation\.enable|reserved\.broker\.max\.id)$/],
  [/^(?:inter\.broker\.protocol\.version|log\.message\.format\.version)$/]
]

function strangerLine(name: string): string {
  const [old, instead] = removed.find(([pattern]) => pattern.test(name)) ?? []
  if (old !== undefined)
    return `'${name}' was removed from Kafka and has no effect${instead === undefined ? '' : `: use '${instead}'`}`
  const [brokerName] = topicTable.get(name)?.synonyms?.[0] ?? []
  if (brokerName !== undefined) return `'${name}' is a config of topics: the broker's default for it is '${brokerName}'`
  if (topicTable.has(name)) return `'${name}' is a config of topics, not of brokers`
  const own = listenerConfig(name)
  if (own !== undefined && brokerTable.has(own))
    return `'${name}' has no effect: settings of single listeners are not built yet`
  const near = nearestName(name, brokerTable.keys())
  return near === undefined ? `unknown config '${name}'` : `unknown config '${name}': did you mean '${near}'?`
}

/** One line per reason, listing the configs without effect. */
export function noEffectLines(
  settings: readonly Setting[],
  table: ReadonlyMap<string, ConfigRow> = brokerTable
): string[] {
  const byReason = new Map<string, string[]>()
  for (const { name, value, origin } of settings) {
    const row = table.get(name)
    if (row === undefined || !isAsking(row, value) || row.effect.kind !== 'none') continue
    const names = byReason.get(row.effect.why) ?? []
    names.push(origin === '' ? name : `${name} (${origin})`)
    byReason.set(row.effect.why, names)
  }
  return [...byReason].map(([why, names]) => `no effect here: ${names.join(', ')}; ${why}`)
}
