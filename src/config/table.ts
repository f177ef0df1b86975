/*
 * Owns the table of all configs by name and kind, and the defaults that Ottla's own profiles change.
 * Never holds a value that somebody set.
 */
import { brokerConfigs, clientMetricsConfigs, groupConfigs, topicConfigs } from './definitions.ts'
import { type ConfigKind, effectOf } from './effects/index.ts'
import { ownBrokerConfigs } from './own-definitions.ts'
import type { ConfigEffect, ConfigFacts, ConfigRow } from './row.ts'
import { listOf } from './values.ts'

/** Effects are many words that few ask for: a build keeps them in a file of their own, which is loaded by the first who does. */
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

/** What a config does, for DescribeConfigs and the docs: one sentence, and a second where it has no effect here. */
export function documentationOf({ effect }: ConfigRow): string {
  if (effect.kind === 'none') return `${effect.about} It has no effect in Ottla: ${effect.why}.`
  if (effect.kind === 'refused') return `${effect.about} Ottla refuses to start when it is set: ${effect.why}.`
  return effect.about
}

/** True when the value says something else than the default, or than what Ottla does anyway. */
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
 * The developer profile: what makes one broker on a laptop quick and small. `production` is Kafka's defaults to the letter.
 * The replication factor of an internal topic is also no more than the number of brokers in `dev`.
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

/** Of those, what holds for a broker alone: the replicas of internal topics. In a cluster they are what would be lost with one broker. */
const ofOneBroker: ReadonlySet<string> = new Set([
  'offsets.topic.replication.factor',
  'transaction.state.log.replication.factor',
  'transaction.state.log.min.isr',
  'share.coordinator.state.topic.replication.factor',
  'share.coordinator.state.topic.min.isr'
])

/** What the profile gives in place of Kafka's default; undefined: that default holds. `isClustered`: the broker is one of several. */
export const profileDefault = (profile: Profile, isClustered: boolean, name: string): string | undefined =>
  profile === 'dev' && !(isClustered && ofOneBroker.has(name)) ? devDefaults.get(name) : undefined

/** The known name that is nearest to one that is not, for a warning. */
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
