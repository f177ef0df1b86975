/*
 * Rules for the values of group configs and client metrics subscriptions beyond their types. Source:
 * org.apache.kafka.coordinator.group.GroupConfig#validate, org.apache.kafka.server.metrics.ClientMetricsConfigs.
 */

import { type BrokerConfig, brokerTable, listOf, type NumberConfigName, toNumber } from '../config/index.ts'
import type { ConfigValues } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'

/** A group's value must be within the broker's limits, and its session timeout longer than its heartbeat interval. */
export function groupFault(config: BrokerConfig, values: ConfigValues): Failure | null {
  for (const [name, value] of values) {
    const [kind, ...rest] = name.split('.')
    for (const bound of ['min', 'max'] as const) {
      const brokerName = `group.${kind}.${bound}.${rest.join('.').replace('num.standby', 'standby')}`
      if (!brokerTable.has(brokerName)) continue
      const limit = config.number(brokerName as NumberConfigName)
      if (bound === 'min' ? toNumber(value) < limit : toNumber(value) > limit)
        return failed(
          'INVALID_CONFIG',
          `${name} must be ${bound === 'min' ? 'greater' : 'less'} than or equal to ${brokerName}`
        )
    }
  }
  for (const kind of ['consumer', 'share', 'streams']) {
    const [beat, session] = [`${kind}.heartbeat.interval.ms`, `${kind}.session.timeout.ms`]
    const effective = (name: string) => {
      const own = values.get(name)
      return own === undefined ? config.number(`group.${name}` as NumberConfigName) : toNumber(own)
    }
    if ((values.has(beat) || values.has(session)) && effective(session) <= effective(beat))
      return failed('INVALID_CONFIG', `${session} must be greater than ${beat}`)
  }
  return null
}

/** Minimum and maximum push interval of client metrics. */
const pushIntervalMs = { min: 100, max: 3_600_000 }

/** The client attributes that a subscription can match. */
const matchedBy: ReadonlySet<string> = new Set([
  'client_instance_id',
  'client_id',
  'client_software_name',
  'client_software_version',
  'client_source_address',
  'client_source_port'
])

export function clientMetricsFault(name: string, value: string): Failure | null {
  if (name === 'interval.ms') {
    const { min, max } = pushIntervalMs
    if (toNumber(value) >= min && toNumber(value) <= max) return null
    const shown = String(toNumber(value))
    return failed(
      'INVALID_REQUEST',
      `Invalid value ${shown} for interval.ms, interval must be between ${min} and ${max} (1 hour)`
    )
  }
  if (name !== 'match') return null
  const stranger = listOf(value).find((pattern) => !isPattern(pattern))
  return stranger === undefined ? null : failed('INVALID_CONFIG', `Illegal client matching pattern: ${stranger}`)
}

function isPattern(pattern: string): boolean {
  const [by = '', expression = '', ...more] = pattern.split('=')
  if (more.length > 0 || !matchedBy.has(by.trim()) || expression.trim() === '') return false
  try {
    return new RegExp(expression.trim(), 'u') !== null
  } catch {
    return false
  }
}
