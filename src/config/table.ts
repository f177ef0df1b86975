/*
 * The table of all configs by name and kind, and the defaults changed by Ottla's profiles. Holds no configured values.
 */
import { brokerConfigs, clientMetricsConfigs, groupConfigs, topicConfigs } from './definitions.ts'
import { type ConfigKind, effectOf } from './effects/index.ts'
import { ownBrokerConfigs } from './own-definitions.ts'
import type { ConfigEffect, ConfigFacts, ConfigRow } from './row.ts'
import { listOf } from './values.ts'

/** The effects are long texts that are rarely needed, so a build puts them into a separate file that is loaded on first use. */
function tableOf(kind: ConfigKind, facts: Readonly<Record<string, ConfigFacts>>): ReadonlyMap<string, ConfigRow> {
  const withEffect = {
    get effect(): ConfigEffect {
      return effectOf(kind, (this as unknown as ConfigRow).name)
    }
  }
  const rowOf = (name: string, row: ConfigFacts): ConfigRow => Object.assign(Object.create(withEffect), row, { name })
  return new Map(Object.entries(facts).map(([name, row]) => [name, rowOf(name, row)]))
}

export const brokerTable = tableOf('broker', { ...brokerConfigs, ...ownBrokerConfigs })
export const topicTable = tableOf('topic', topicConfigs)
export const groupTable = tableOf('group', groupConfigs)
export const clientMetricsTable = tableOf('clientMetrics', clientMetricsConfigs)

/** What a config does, for DescribeConfigs and the docs: one sentence, plus another if it has no effect here. */
export function documentationOf({ effect }: ConfigRow): string {
  if (effect.kind === 'none') return `${effect.about} It has no effect in Ottla: ${effect.why}.`
  if (effect.kind === 'refused') return `${effect.about} Ottla refuses to start when it is set: ${effect.why}.`
  return effect.about
}

/** Whether the value asks for something other than the default and what Ottla does anyway. */
export function isAsking(row: ConfigRow, value: string): boolean {
  const { default: fallback, type } = row
  const plain = (text: string | null) => {
    const trimmed = (text ?? '').trim()
    if (type === 'boolean') return trimmed.toLowerCase()
    if (type === 'list') return listOf(trimmed).join(',')
    return type === 'string' || type === 'password' || trimmed === '' ? trimmed : String(Number(trimmed) || trimmed)
  }
  return plain(value) !== plain(fallback) && row.effect.harmless?.(value) !== true
}

export type Profile = 'dev' | 'production'

/**
 * The developer profile: keeps a broker on a laptop fast and small. `production` is exactly Kafka's defaults. In `dev` the
 * replication factor of internal topics is also capped at the number of brokers.
 */
const devDefaults: ReadonlyMap<string, string> = new Map([
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

/** The part of it for standalone brokers: single replicas of internal topics. In a cluster, losing one broker would lose them. */
const ofOneBroker: ReadonlySet<string> = new Set([
  'offsets.topic.replication.factor',
  'transaction.state.log.replication.factor',
  'transaction.state.log.min.isr',
  'share.coordinator.state.topic.replication.factor',
  'share.coordinator.state.topic.min.isr'
])

/**
 * The profile's replacement for Kafka's default; undefined if that default applies. `isClustered` is true for one of several
 * brokers.
 */
export const profileDefault = (profile: Profile, isClustered: boolean, name: string): string | undefined =>
  profile === 'dev' && !(isClustered && ofOneBroker.has(name)) ? devDefaults.get(name) : undefined

/** The known name closest to an unknown one, for a warning. */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.max(3, Math.floor(name.length / 3))
  for (const candidate of names) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase(), least)
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
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const distance = Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1)
      if (distance < least) least = distance
      next.push(distance)
    }
    if (least >= stopAt) return stopAt // No row after this one has less.
    row = next
  }
  return row[b.length] as number
}
