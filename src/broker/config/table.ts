/*
 * Owns the table of all configs by name and kind, and the defaults that Ottla's own profiles change.
 * Called by the config readers and handlers. Never holds a value that somebody set.
 */
import { brokerConfigs, type ConfigRow, clientMetricsConfigs, groupConfigs, topicConfigs } from './definitions.ts'

const byName = (rows: readonly ConfigRow[]) => new Map(rows.map((row) => [row[0], row]))

/** Configs of Ottla's own, beside Kafka's; their names cannot meet one of Kafka's. */
const ownBrokerConfigs: readonly ConfigRow[] = [
  ['ottla.durability', 'string', 'os', '[os, disk]', 'high', 'read-only', [], ''],
  ['ottla.tail.cache.bytes', 'long', '16777216', '[2097152,...]', 'medium', 'read-only', [], ''],
  ['ottla.open.files.max', 'int', '2000', '[16,...]', 'medium', 'read-only', [], '']
]

export const brokerTable = byName([...brokerConfigs, ...ownBrokerConfigs])
export const topicTable = byName(topicConfigs)
export const groupTable = byName(groupConfigs)
export const clientMetricsTable = byName(clientMetricsConfigs)

export type Profile = 'dev' | 'production'

/**
 * The developer profile: what makes one broker on a laptop quick and small. `production` is Kafka's defaults to the letter.
 * Replication factors of internal topics are also capped at the number of brokers in both directions of `dev`.
 */
export const devDefaults: ReadonlyMap<string, string> = new Map([
  ['group.initial.rebalance.delay.ms', '0'],
  ['offsets.topic.num.partitions', '4'],
  ['offsets.topic.replication.factor', '1'],
  ['offsets.topic.segment.bytes', '16777216'],
  ['transaction.state.log.num.partitions', '4'],
  ['transaction.state.log.replication.factor', '1'],
  ['transaction.state.log.min.isr', '1'],
  ['transaction.state.log.segment.bytes', '16777216'],
  ['share.coordinator.state.topic.num.partitions', '4'],
  ['share.coordinator.state.topic.replication.factor', '1'],
  ['share.coordinator.state.topic.min.isr', '1']
])

/** The known name that is nearest to one that is not, for a warning. */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.max(3, Math.floor(name.length / 3))
  for (const candidate of names) {
    const distance = editDistance(name, candidate, least)
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}

function editDistance(a: string, b: string, stopAt: number): number {
  if (Math.abs(a.length - b.length) >= stopAt) return stopAt
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}
