/*
 * The current value of every broker config from its layers: per-broker dynamic, cluster-wide dynamic, static, profile, Kafka's
 * default; and of every topic config from its overrides and the broker's. Notifies listeners of changes. Never writes to the
 * metadata store.
 */
import { getOrAdd } from '../env/index.ts'
import type { CompressionType, LogConfig } from '../log/index.ts'
import type { ConfigValues } from '../metadata/index.ts'
import type {
  BooleanConfigName,
  BrokerConfigName,
  ListConfigName,
  NumberConfigName,
  StringConfigName,
  TopicConfigName
} from './names.ts'
import { javaTrim, toNumber } from './numbers.ts'
import type { ReplicationRate } from './replication-rates.ts'
import type { ConfigRow } from './row.ts'
import { brokerTable, groupTable, type Profile, profileDefault, topicTable } from './table.ts'
import { usable } from './usable.ts'
import { listOf } from './values.ts'

/** Kafka's codes in DescribeConfigs (org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource). */
export const configSources = {
  topic: 1,
  dynamicBroker: 2,
  dynamicDefaultBroker: 3,
  staticBroker: 4,
  default: 5,
  dynamicBrokerLogger: 6,
  clientMetrics: 7,
  group: 8
} as const

export interface ConfigSynonym {
  readonly name: string
  readonly value: string | null
  readonly source: number
}

export interface ConfigEntry {
  readonly row: ConfigRow
  readonly value: string | null
  readonly source: number
  /** In order of precedence, the effective one first. */
  readonly synonyms: readonly ConfigSynonym[]
}

const noValues: ConfigValues = new Map()

/** Broker configs that set the same thing in different units, by each of their names, in order of precedence. */
const relatives = new Map<string, readonly string[]>()
for (const { synonyms = [] } of topicTable.values()) {
  const names = synonyms.map(([name]) => name)
  if (names.length > 1) for (const name of names) relatives.set(name, names)
}

const inheritedNames = new Map<string, BrokerConfigName | null>()

/** The broker config that provides a group config's default; null if there is none. */
function inheritedOfGroup(name: string): BrokerConfigName | null {
  return getOrAdd(inheritedNames, name, () => {
    const inherited = `group.${name}`
    return brokerTable.has(inherited) ? (inherited as BrokerConfigName) : null
  })
}

export class BrokerConfig {
  readonly profile: Profile
  /** The broker is one of several. */
  readonly isClustered: boolean
  readonly #static: Map<string, string>
  #clusterDefault: ConfigValues = noValues
  #perBroker: ConfigValues = noValues
  readonly #listeners = new Set<() => void>()
  /** Parsed numbers, cached because some are needed for every request. Cleared when a value changes. */
  readonly #numbers = new Map<NumberConfigName, number>()
  /** Keyed by the overrides, which are never changed in place: thousands of logs of one topic share one object. */
  #logConfigs = new WeakMap<ConfigValues, LogConfig>()

  /** Where each static value came from, as its user wrote it. */
  readonly origins: ReadonlyMap<string, string>

  constructor(
    values: ReadonlyMap<string, string>,
    profile: Profile,
    origins: ReadonlyMap<string, string> = new Map(),
    isClustered = false
  ) {
    this.#static = new Map(values)
    this.profile = profile
    this.isClustered = isClustered
    this.#clusterDefault = this.#withMinInsync(noValues)
    this.origins = origins
  }

  /**
   * Called when the dynamic configs of this broker or of all brokers changed. `hasEligibleReplicas` tells whether the feature
   * eligible.leader.replicas.version is on, as in a fresh Kafka 4.3.
   */
  setDynamic(clusterDefault: ConfigValues, perBroker: ConfigValues, hasEligibleReplicas = true): void {
    const ofAll = usable('brokers', clusterDefault)
    this.#clusterDefault = hasEligibleReplicas ? this.#withMinInsync(ofAll) : ofAll
    this.#perBroker = usable('brokers', perBroker)
    this.#forgetParsed()
    for (const listener of [...this.#listeners]) listener()
  }

  /** With eligible leader replicas, min.insync.replicas is a dynamic default of all brokers (KIP-966). */
  #withMinInsync(clusterDefault: ConfigValues): ConfigValues {
    return new Map([['min.insync.replicas', this.staticMinInSync()], ...clusterDefault])
  }

  /** min.insync.replicas without any dynamic config. */
  staticMinInSync(): string {
    const name = 'min.insync.replicas'
    return this.#static.get(name) ?? this.#defaultOf(name) ?? '1'
  }

  /** The dynamic defaults of all brokers. */
  get clusterDefaults(): ConfigValues {
    return this.#clusterDefault
  }

  onChange(listener: () => void): { cancel(): void } {
    this.#listeners.add(listener)
    return { cancel: () => void this.#listeners.delete(listener) }
  }

  /**
   * Records values chosen at start, such as the broker id and the listeners, so that clients see them. Configured values stay.
   */
  settle(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) if (!this.#static.has(name)) this.#static.set(name, value)
    this.#forgetParsed()
  }

  #forgetParsed(): void {
    this.#numbers.clear()
    this.#logConfigs = new WeakMap()
  }

  /**
   * The layers that provide values for a config or its synonyms (log.retention.hours is one of log.retention.ms), the effective
   * one first. Like Kafka, lists a synonym only after the config itself (kafka.server.ConfigHelper#configSynonyms).
   */
  layers(name: string): ConfigSynonym[] {
    const names = relatives.get(name) ?? [name]
    const found: ConfigSynonym[] = []
    const add = (source: number, lookUp: (each: string) => string | null | undefined) => {
      for (const each of names) {
        const value = lookUp(each)
        if (value != null) found.push({ name: each, value, source })
      }
    }
    add(configSources.dynamicBroker, (each) => this.#perBroker.get(each))
    add(configSources.dynamicDefaultBroker, (each) => this.#clusterDefault.get(each))
    add(configSources.staticBroker, (each) => this.#static.get(each))
    add(configSources.default, (each) => this.#defaultOf(each))
    const own = found.findIndex((layer) => layer.name === name)
    return own < 0 ? [] : found.slice(own)
  }

  #defaultOf(name: string): string | null | undefined {
    return profileDefault(this.profile, this.isClustered, name) ?? brokerTable.get(name)?.default
  }

  raw(name: BrokerConfigName): string | null {
    if (!brokerTable.has(name)) throw new Error(`no such broker config: ${name}`)
    const set = this.#perBroker.get(name) ?? this.#clusterDefault.get(name) ?? this.#static.get(name)
    if (set !== undefined) return set
    return this.#defaultOf(name) ?? null
  }

  /** The value that a config would have if the dynamic values of one broker, or of all brokers (''), were replaced by these. */
  rawWith(name: BrokerConfigName, brokerId: string, values: ConfigValues): string | null {
    const perBroker = brokerId === '' ? this.#perBroker : values
    const clusterDefault = brokerId === '' ? values : this.#clusterDefault
    const set = perBroker.get(name) ?? clusterDefault.get(name) ?? this.#static.get(name)
    return set ?? this.#defaultOf(name) ?? null
  }

  /** Whether anyone has set the config. */
  isSet(name: BrokerConfigName): boolean {
    return this.#perBroker.has(name) || this.#clusterDefault.has(name) || this.#static.has(name)
  }

  string(name: StringConfigName): string {
    return javaTrim(this.raw(name) ?? '')
  }

  /** 64-bit values that a number cannot hold exactly become the nearest one. */
  number(name: NumberConfigName): number {
    let number = this.#numbers.get(name)
    if (number === undefined) {
      number = toNumber(this.raw(name) ?? 'NaN')
      this.#numbers.set(name, number)
    }
    return number
  }

  /** Bytes per second; infinite if unset. */
  replicationRate(name: ReplicationRate): number {
    const set = this.#perBroker.get(name) ?? this.#clusterDefault.get(name)
    return set === undefined ? Number.POSITIVE_INFINITY : toNumber(set)
  }

  boolean(name: BooleanConfigName): boolean {
    return toBoolean(this.raw(name) ?? '')
  }

  list(name: ListConfigName): string[] {
    return listOf(this.raw(name) ?? '')
  }

  describeBroker(name: string): ConfigEntry {
    const synonyms = this.layers(name)
    const source = synonyms[0]?.source ?? configSources.default
    return { row: brokerTable.get(name) as ConfigRow, value: this.raw(name as BrokerConfigName), source, synonyms }
  }

  /**
   * The effective value of a topic config, with the layers of the override and of the broker config that Kafka reports for it.
   */
  describeTopic(name: string, overrides: ConfigValues): ConfigEntry {
    const row = topicTable.get(name) as ConfigRow
    const own = overrides.get(name)
    const brokerName = row.synonyms?.[0]?.[0]
    const inherited = brokerName === undefined ? [] : this.layers(brokerName)
    const synonyms = own === undefined ? inherited : [{ name, value: own, source: configSources.topic }, ...inherited]
    return {
      row,
      value: own ?? this.#brokerValueOf(name),
      source: synonyms[0]?.source ?? configSources.default,
      synonyms
    }
  }

  /** Names of the topic configs that clients see; internal ones only if they are set. */
  topicConfigNames(overrides: ConfigValues): string[] {
    return [...topicTable.values()]
      .filter((row) => row.internal !== true || overrides.has(row.name))
      .map(({ name }) => name)
  }

  /** A group's own value, else the broker's config of the same name with the prefix `group.`, else the default of groups. */
  groupValue(name: string, overrides: ConfigValues): string | null {
    const own = overrides.get(name)
    if (own !== undefined) return own
    const inherited = inheritedOfGroup(name)
    return inherited === null ? (groupTable.get(name)?.default ?? null) : this.raw(inherited)
  }

  topicValue(name: string, overrides: ConfigValues): string {
    return usable('topics', overrides).get(name) ?? this.#brokerValueOf(name) ?? ''
  }

  #brokerValueOf(name: string): string | null {
    const row = topicTable.get(name)
    if (row === undefined) throw new Error(`no such topic config: ${name}`)
    for (const [synonym, factor] of row.synonyms ?? []) {
      if (!this.isSet(synonym as BrokerConfigName)) continue
      const value = this.raw(synonym as BrokerConfigName)
      // Any negative retention time means forever.
      if (name === 'retention.ms' && toNumber(value ?? '') < 0) return '-1'
      return factor === 1 || value === null ? value : String(toNumber(value) * factor)
    }
    return row.default
  }

  /** All topic configs in the form the log needs. */
  logConfig(overrides: ConfigValues): LogConfig {
    let parsed = this.#logConfigs.get(overrides)
    if (parsed === undefined) {
      parsed = this.#parseLogConfig(overrides)
      this.#logConfigs.set(overrides, parsed)
    }
    return parsed
  }

  #parseLogConfig(overrides: ConfigValues): LogConfig {
    const text = (name: TopicConfigName) => javaTrim(this.topicValue(name, overrides))
    const number = (name: TopicConfigName) =>
      Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, toNumber(text(name))))
    const policy = listOf(text('cleanup.policy'))
    return {
      cleanupPolicy: { compact: policy.includes('compact'), delete: policy.includes('delete') },
      compressionType: text('compression.type') as CompressionType,
      compressionGzipLevel: number('compression.gzip.level'),
      compressionLz4Level: number('compression.lz4.level'),
      compressionZstdLevel: number('compression.zstd.level'),
      deleteRetentionMs: number('delete.retention.ms'),
      fileDeleteDelayMs: number('file.delete.delay.ms'),
      flushMessages: number('flush.messages'),
      flushMs: number('flush.ms'),
      indexIntervalBytes: number('index.interval.bytes'),
      maxCompactionLagMs: number('max.compaction.lag.ms'),
      maxMessageBytes: number('max.message.bytes'),
      messageTimestampAfterMaxMs: number('message.timestamp.after.max.ms'),
      messageTimestampBeforeMaxMs: number('message.timestamp.before.max.ms'),
      messageTimestampType: text('message.timestamp.type') as LogConfig['messageTimestampType'],
      minCleanableDirtyRatio: number('min.cleanable.dirty.ratio'),
      minCompactionLagMs: number('min.compaction.lag.ms'),
      preallocate: toBoolean(text('preallocate')),
      retentionBytes: number('retention.bytes'),
      retentionMs: number('retention.ms'),
      segmentBytes: overrides.has('internal.segment.bytes')
        ? number('internal.segment.bytes')
        : number('segment.bytes'),
      segmentIndexBytes: number('segment.index.bytes'),
      segmentJitterMs: number('segment.jitter.ms'),
      segmentMs: number('segment.ms')
    }
  }
}

const toBoolean = (text: string) => javaTrim(text).toLowerCase() === 'true'
