/*
 * Owns the value of every broker config as it is now, from its layers: per-broker dynamic, cluster-wide dynamic, static,
 * profile, Kafka's default; and of every topic config from its overrides and the broker's. Tells who asked when one changes.
 * Called by everything that reads a config. Never writes to the metadata store.
 */

import type { CompressionType, LogConfig } from '../../log/index.ts'
import type { ConfigValues } from '../../metadata/index.ts'
import type { ConfigRow } from './definitions.ts'
import { brokerTable, devDefaults, type Profile, topicTable } from './table.ts'
import { listOf } from './values.ts'

/** Kafka's numbers of DescribeConfigs (org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource). */
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

export class BrokerConfig {
  readonly profile: Profile
  readonly #static: ReadonlyMap<string, string>
  #clusterDefault: ConfigValues = noValues
  #perBroker: ConfigValues = noValues
  readonly #listeners = new Set<() => void>()

  constructor(values: ReadonlyMap<string, string>, profile: Profile) {
    this.#static = values
    this.profile = profile
  }

  /** Called when the dynamic configs of this broker or of all brokers changed. */
  setDynamic(clusterDefault: ConfigValues, perBroker: ConfigValues): void {
    this.#clusterDefault = clusterDefault
    this.#perBroker = perBroker
    for (const listener of [...this.#listeners]) listener()
  }

  onChange(listener: () => void): { cancel(): void } {
    this.#listeners.add(listener)
    return { cancel: () => void this.#listeners.delete(listener) }
  }

  /** Every layer that has a value for the config, the effective one first. */
  layers(name: string): ConfigSynonym[] {
    const row = brokerTable.get(name)
    const found: ConfigSynonym[] = []
    const add = (value: string | null | undefined, source: number) => {
      if (value !== undefined) found.push({ name, value, source })
    }
    add(this.#perBroker.get(name), configSources.dynamicBroker)
    add(this.#clusterDefault.get(name), configSources.dynamicDefaultBroker)
    add(this.#static.get(name), configSources.staticBroker)
    const fallback = this.profile === 'dev' ? (devDefaults.get(name) ?? row?.[2]) : row?.[2]
    add(fallback ?? (row === undefined ? undefined : null), configSources.default)
    return found
  }

  raw(name: string): string | null {
    const row = brokerTable.get(name)
    if (row === undefined) throw new Error(`no such broker config: ${name}`)
    const set = this.#perBroker.get(name) ?? this.#clusterDefault.get(name) ?? this.#static.get(name)
    if (set !== undefined) return set
    return (this.profile === 'dev' ? devDefaults.get(name) : undefined) ?? row[2]
  }

  /** Was the config set by anybody? */
  isSet(name: string): boolean {
    return this.#perBroker.has(name) || this.#clusterDefault.has(name) || this.#static.has(name)
  }

  string(name: string): string {
    return this.raw(name) ?? ''
  }

  /** 64-bit values beyond what a number holds exactly become the nearest one. */
  number(name: string): number {
    return Number(this.raw(name) ?? Number.NaN)
  }

  boolean(name: string): boolean {
    return (this.raw(name) ?? '').trim().toLowerCase() === 'true'
  }

  list(name: string): string[] {
    return listOf(this.raw(name) ?? '')
  }

  describeBroker(name: string): ConfigEntry {
    const layers = this.layers(name)
    const first = layers[0]
    return {
      row: brokerTable.get(name) as ConfigRow,
      value: first?.value ?? null,
      source: first?.source ?? configSources.default,
      synonyms: layers
    }
  }

  /** The effective value of a topic config: the override, else the first broker synonym that is set, else the default. */
  describeTopic(name: string, overrides: ConfigValues): ConfigEntry {
    const row = topicTable.get(name) as ConfigRow
    const synonyms: ConfigSynonym[] = []
    const own = overrides.get(name)
    if (own !== undefined) synonyms.push({ name, value: own, source: configSources.topic })
    const brokerNames = row[6]
    for (const [synonym] of brokerNames) {
      for (const layer of this.layers(synonym)) if (layer.source !== configSources.default) synonyms.push(layer)
    }
    for (const [synonym] of brokerNames) {
      const fallback = this.layers(synonym).find((layer) => layer.source === configSources.default)
      if (fallback?.value != null) synonyms.push(fallback)
    }
    const effective = synonyms[0]
    const factor = brokerNames.find(([synonym]) => synonym === effective?.name)?.[1] ?? 1
    if (effective === undefined) return { row, value: row[2], source: configSources.default, synonyms }
    const scaled =
      effective.source === configSources.topic || factor === 1 || effective.value === null
        ? effective.value
        : String(Number(effective.value) * factor)
    const value = effective.source === configSources.default ? row[2] : scaled
    return { row, value, source: effective.source, synonyms }
  }

  /** Names of the topic configs that clients see. */
  topicConfigNames(): string[] {
    return [...topicTable.values()].filter((row) => !row[7].includes('internal')).map(([name]) => name)
  }

  topicValue(name: string, overrides: ConfigValues): string {
    return overrides.get(name) ?? this.#brokerValueOf(name) ?? ''
  }

  #brokerValueOf(name: string): string | null {
    const row = topicTable.get(name)
    if (row === undefined) throw new Error(`no such topic config: ${name}`)
    for (const [synonym, factor] of row[6]) {
      if (!this.isSet(synonym)) continue
      const value = this.raw(synonym)
      return factor === 1 || value === null ? value : String(Number(value) * factor)
    }
    return row[2]
  }

  /** All topic configs as the log reads them. */
  logConfig(overrides: ConfigValues): LogConfig {
    const text = (name: string) => this.topicValue(name, overrides)
    const number = (name: string) =>
      Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Number(text(name))))
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
      preallocate: text('preallocate').toLowerCase() === 'true',
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
