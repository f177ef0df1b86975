import { type BrokerConfig, invalid, topicTable } from '../config/index.ts'
import type { ConfigValues } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'

/** The overrides that a topic would have, or Kafka's error for a name or value. */
export function topicConfigs(wanted: ReadonlyMap<string, string | null>, config: BrokerConfig): ConfigValues | Failure {
  const values = new Map<string, string>()
  for (const [name, value] of wanted) {
    const row = topicTable.get(name)
    if (row === undefined) return failed('INVALID_CONFIG', `Unknown topic config name: ${name}`)
    if (value === null) return failed('INVALID_CONFIG', `Null value not supported for topic configs: ${name}`)
    const fault = invalid(row, value)
    if (fault !== null) return failed('INVALID_CONFIG', fault)
    values.set(name, value)
  }
  return conflictOf(values, (name) => config.topicValue(name, values)) ?? values
}

/** Why values that are valid alone are invalid together (org.apache.kafka.storage.internals.log.LogConfig#validate). */
export function conflictOf(values: ConfigValues, effective: (name: string) => string): Failure | null {
  const [min, max] = [effective('min.compaction.lag.ms'), effective('max.compaction.lag.ms')]
  const setsLag = values.has('min.compaction.lag.ms') || values.has('max.compaction.lag.ms')
  if (setsLag && Number(min) > Number(max)) {
    return failed(
      'INVALID_CONFIG',
      `conflict topic config setting min.compaction.lag.ms (${min}) > max.compaction.lag.ms (${max})`
    )
  }
  if (values.get('remote.storage.enable')?.trim().toLowerCase() !== 'true') return null
  return failed(
    'INVALID_CONFIG',
    'Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage.'
  )
}

/**
 * Configs that Kafka fixes for the topic of its transaction coordinator, in addition to those of all compacted coordinator
 * topics.
 */
export const transactionLogConfigs = (minInSyncReplicas: number): readonly (readonly [string, string])[] => [
  ['compression.type', 'uncompressed'],
  ['min.insync.replicas', String(minInSyncReplicas)],
  ['unclean.leader.election.enable', 'false']
]
