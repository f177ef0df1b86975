/*
 * Which broker configs may change at run time, and to which values. Source: kafka.server.DynamicBrokerConfig and its
 * reconfigurables, org.apache.kafka.server.config.DynamicConfig.Broker.
 */

import {
  type BrokerConfig,
  type BrokerConfigName,
  brokenRule,
  brokerTable,
  type ConfigRow,
  invalid,
  listOf,
  type NumberConfigName,
  refusalOf,
  replicationRates,
  toNumber
} from '../config/index.ts'
import type { ConfigValues } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'

const refuse = (why: string) => failed('INVALID_REQUEST', why)

/** Configs of keys and certificates, which Kafka can only change for one listener at a time. */
const perListenerOnly = /^ssl\.(?:key\.password|keystore\..*|truststore\..*)$/

/** What is wrong with one value for one broker (`brokerId`) or for all of them (''); null if nothing is. */
export function notDynamic(brokerId: string, name: string, value: string, row: ConfigRow | undefined): Failure | null {
  const perBroker = () =>
    refuse(`Cannot update these configs at default cluster level, broker id must be specified: [${name}]`)
  if (row === undefined) {
    const rate = replicationRates.get(name)
    const wrong = rate === undefined ? null : invalid(rate, value)
    if (wrong !== null) return refuse(wrong)
    const why = refusalOf(name, value)
    if (why !== undefined) return refuse(`${name} is refused: ${why}`)
    return null
  }
  if (perListenerOnly.test(name))
    return refuse(
      `These security configs can be dynamically updated only per-listener using the listener prefix: [${name}]`
    )
  if (row.update !== 'per-broker' && row.update !== 'cluster-wide')
    return refuse(`Cannot update these configs dynamically: [${name}]`)
  const fault = invalid(row, value)
  if (fault !== null) return refuse(fault)
  // Kafka loads the class first, which never exists here.
  if (row.type === 'class' && !/^(?:org\.apache\.kafka|java)\./.test(value))
    return refuse(`Invalid value ${value} for configuration ${name}: Class ${value} could not be found.`)
  if (row.update === 'per-broker' && brokerId === '') return perBroker()
  const why = refusalOf(name, value)
  if (why !== undefined) return refuse(`${name} is refused: ${why}`)
  if (name === 'listeners' || name === 'listener.security.protocol.map')
    return refuse(`${name} cannot change while the broker runs: listeners are opened at the start`)
  return null
}

/** With eligible leader replicas, as in a fresh Kafka 4.3, all brokers share one min.insync.replicas (KIP-966). */
export function keptMinInsync(brokerId: string, verb: 'altered' | 'removed'): Failure {
  const [level, done] = brokerId === '' ? ['Cluster', verb] : ['Broker', 'altered']
  return failed('INVALID_CONFIG', `${level}-level min.insync.replicas cannot be ${done} while ELR is enabled.`)
}

/** Limits changes of thread counts: like Kafka, at most doubles or halves them at a time. */
const threads: readonly NumberConfigName[] = [
  'background.threads',
  'num.io.threads',
  'num.network.threads',
  'num.recovery.threads.per.data.dir',
  'num.replica.fetchers',
  'remote.log.manager.copier.thread.pool.size',
  'remote.log.manager.expiration.thread.pool.size',
  'remote.log.manager.follower.thread.pool.size',
  'remote.log.reader.threads'
]

/** Why a broker's values are invalid together, or compared to the current ones; null if they are valid. */
export function dynamicBrokerFault(
  config: BrokerConfig,
  brokerId: string,
  values: ConfigValues,
  changedNames: ReadonlySet<string>
): Failure | null {
  const next = (name: BrokerConfigName) => (brokerTable.has(name) ? config.rawWith(name, brokerId, values) : null)
  const rule = brokenRule(next)
  if (rule !== null) return refuse(rule.message)
  const change = (name: NumberConfigName) =>
    changedNames.has(name) && values.has(name) ? toNumber(values.get(name) as string) : undefined
  for (const name of threads) {
    const [now, wanted] = [config.number(name), change(name)]
    if (wanted === undefined || wanted === now) continue
    const start = `Dynamic thread count update validation failed for ${name}=${wanted}, value`
    if (wanted < Math.floor(now / 2)) return invalidChange(`${start} should be at least half the current value ${now}`)
    if (wanted > now * 2) return invalidChange(`${start} should not be greater than double the current value ${now}`)
  }
  const cleaners = change('log.cleaner.threads')
  const cleanersNow = config.number('log.cleaner.threads')
  if (cleaners !== undefined && cleaners < Math.floor(cleanersNow / 2))
    return invalidChange(`Log cleaner threads cannot be reduced to less than half the current value ${cleanersNow}`)
  if (cleaners !== undefined && cleaners > cleanersNow * 2)
    return invalidChange(`Log cleaner threads cannot be increased to more than double the current value ${cleanersNow}`)
  for (const name of ['max.connections', 'max.connection.creation.rate'] as const)
    if (change(name) === 0) return invalidChange(`Invalid ${name} 0`)
  const reporters = listOf(changedNames.has('metric.reporters') ? (values.get('metric.reporters') ?? '') : '')
  if (reporters.some((reporter) => !reporter.startsWith('org.apache.kafka.')))
    return invalidChange(
      'Validation of dynamic config update of Set(metric.reporters) failed with class class kafka.server.DynamicMetricsReporters'
    )
  return localRetentionFault(values, next)
}

/** How Kafka wraps the objection of a part of the broker. */
const invalidChange = (why: string) =>
  refuse(
    `Invalid value org.apache.kafka.common.config.ConfigException: ${why} for configuration Invalid dynamic configuration`
  )

function localRetentionFault(values: ConfigValues, next: (name: BrokerConfigName) => string | null): Failure | null {
  const number = (name: BrokerConfigName) => toNumber(next(name) ?? 'NaN')
  const keptMs = next('log.retention.ms') === null ? retentionMs(number, next) : number('log.retention.ms')
  const pairs = [
    ['log.local.retention.ms', 'log.retention.ms', keptMs < 0 ? -1 : keptMs],
    ['log.local.retention.bytes', 'log.retention.bytes', number('log.retention.bytes')]
  ] as const
  for (const [name, whole, most] of pairs) {
    if (!values.has(name)) continue
    const local = number(name)
    const refused = (why: string) =>
      invalidChange(`Invalid value ${next(name)?.trim()} for configuration ${name}: ${why}`)
    if (most !== -1 && local !== -2) {
      if (local === -1) return refused(`Value must not be -1 as ${whole} value is set as ${most}.`)
      if (local > most) return refused(`Value must not be more than ${whole} property value: ${most}`)
    }
  }
  return null
}

function retentionMs(
  number: (name: BrokerConfigName) => number,
  next: (name: BrokerConfigName) => string | null
): number {
  return next('log.retention.minutes') === null
    ? number('log.retention.hours') * 3_600_000
    : number('log.retention.minutes') * 60_000
}
