/*
 * Owns reading settings as people write them: server.properties, KAFKA_ environment variables, `name=value`.
 * Called by the embedding API and the command line. Never decides what a value means.
 */
import { brokerTable, nearestName, topicTable } from './table.ts'
import { invalid } from './values.ts'

export interface Settings {
  readonly values: ReadonlyMap<string, string>
  readonly warnings: readonly string[]
}

/** Java's properties format: `#` and `!` comments, `=`, `:` or blank between, a backslash at the end joins lines. */
export function parseProperties(text: string): Map<string, string> {
  const values = new Map<string, string>()
  const joined = text.replace(/\\\r?\n[ \t]*/g, '')
  for (const line of joined.split(/\r?\n/)) {
    const trimmed = line.trimStart()
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith('!')) continue
    const match = /^((?:\\.|[^\\=:\s])+)\s*[=:\s]?\s*(.*)$/.exec(trimmed)
    if (match === null) continue
    const plain = (part: string) =>
      part
        .replace(/\\u([0-9a-fA-F]{4})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
        .replace(/\\(.)/g, '$1')
    values.set(plain(match[1] as string), plain((match[2] as string).trimEnd()))
  }
  return values
}

/** Variables of Kafka's images that are no configs. */
const notConfigs =
  /^KAFKA_(?:HEAP_OPTS|OPTS|JVM_PERFORMANCE_OPTS|LOG4J.*|GC_LOG_OPTS|JMX_.*|VERSION|HOME|CLUSTER_ID|LOG_DIR|DEBUG|CLASSPATH)$/

/** KAFKA_LOG_RETENTION_MS is log.retention.ms; `__` is an underscore and `___` a dash, as in Kafka's images. */
export function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): Map<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || !name.startsWith('KAFKA_') || notConfigs.test(name)) continue
    const config = name
      .slice('KAFKA_'.length)
      .toLowerCase()
      .replace(/___/g, '-')
      .replace(/__/g, '\u0000')
      .replace(/_/g, '.')
      .replaceAll('\u0000', '_')
    values.set(config, value)
  }
  return values
}

/** Settings that Kafka has for parts which Ottla does another way; they are taken without a word. */
const withoutEffect =
  /^(?:controller\.|process\.roles$|node\.id$|zookeeper\.|metadata\.|inter\.broker\.|listener\.name\.)/

/** Checks every value against the table. Later sources win. @throws Error that names the first bad value. */
export function collectSettings(sources: readonly ReadonlyMap<string, string>[]): Settings {
  const values = new Map<string, string>()
  const warnings: string[] = []
  for (const source of sources) for (const [name, value] of source) values.set(name, value)
  for (const [name, value] of [...values]) {
    const row = brokerTable.get(name)
    if (row === undefined) {
      values.delete(name)
      if (!withoutEffect.test(name)) warnings.push(unknownName(name))
      continue
    }
    const fault = invalid(row, value)
    if (fault !== null) throw new Error(fault)
  }
  return { values, warnings }
}

function unknownName(name: string): string {
  const near = nearestName(name, brokerTable.keys())
  if (near !== undefined) return `unknown config '${name}': did you mean '${near}'?`
  const isTopicConfig = topicTable.has(name)
  return isTopicConfig ? `'${name}' is a config of topics, not of brokers` : `unknown config '${name}'`
}
