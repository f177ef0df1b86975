/*
 * Broker configs that can only be set dynamically: the replication quotas. They are kept apart from the broker's other configs,
 * so that, as in Kafka, clients see them only if they are set. Source:
 * org.apache.kafka.server.config.QuotaConfig#brokerQuotaConfigs.
 */

import type { ConfigEffect, ConfigRow } from './row.ts'
import { read } from './row.ts'

/** The ones that have an effect. */
export type ReplicationRate =
  | 'leader.replication.throttled.rate'
  | 'follower.replication.throttled.rate'
  | 'replica.alter.log.dirs.io.max.bytes.per.second'

const rate = (name: string, effect: ConfigEffect): readonly [string, ConfigRow] => [
  name,
  {
    name,
    type: 'long',
    default: '9223372036854775807',
    valid: '[0,...]',
    importance: 'medium',
    // Missing from Kafka's list of changeable configs, although they can be changed.
    update: 'read-only',
    effect
  }
]

const reader = 'broker/replication-throttles.ts'

/** By name. */
export const replicationRates: ReadonlyMap<string, ConfigRow> = new Map([
  rate(
    'leader.replication.throttled.rate',
    read(reader, 'How many bytes a second this broker gives to followers of the throttled partitions that it leads.')
  ),
  rate(
    'follower.replication.throttled.rate',
    read(reader, 'How many bytes a second this broker takes from leaders for its throttled replicas.')
  ),
  rate(
    'replica.alter.log.dirs.io.max.bytes.per.second',
    read(reader, 'How many bytes a second are moved between log directories.')
  )
])
