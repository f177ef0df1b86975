/*
 * Owns changing the configs of a resource: who may be changed, whether the outcome is valid, and the write.
 * Called by AlterConfigs and IncrementalAlterConfigs. Never answers a request.
 * Source: org.apache.kafka.controller.ConfigurationControlManager, kafka.server.ConfigAdminManager.
 */
import { type ConfigType, type ConfigValues, keys } from '../metadata/index.ts'
import type { Broker } from './broker.ts'
import {
  brokerTable,
  type ConfigRow,
  clientMetricsTable,
  groupTable,
  invalid,
  listOf,
  topicTable
} from './config/index.ts'
import { resourceTypes } from './config-answers.ts'
import { type Failure, failed, isFailure } from './failure.ts'
import { invalidTopicName } from './topic-names.ts'

/** Kafka's numbers of incremental operations (org.apache.kafka.clients.admin.AlterConfigOp.OpType). */
export const operations = { set: 0, delete: 1, append: 2, subtract: 3 } as const

export interface ConfigResource {
  readonly type: ConfigType
  readonly name: string
  readonly table: ReadonlyMap<string, ConfigRow>
}

export interface ConfigChange {
  readonly name: string
  readonly operation: number
  readonly value: string | null
}

/** The resource that a request names, or why it cannot be changed. */
export function changeableResource(broker: Broker, resourceType: number, name: string): ConfigResource | Failure {
  if (resourceType === resourceTypes.topic) {
    const badName = invalidTopicName(name)
    if (badName !== null) return failed('INVALID_TOPIC_EXCEPTION', badName)
    if (broker.image.topic(name) === undefined)
      return failed('UNKNOWN_TOPIC_OR_PARTITION', `The topic '${name}' does not exist.`)
    return { type: 'topics', name, table: topicTable }
  }
  if (resourceType === resourceTypes.broker) {
    if (name !== '' && Number(name) !== broker.brokerId) {
      return failed('INVALID_REQUEST', `Unexpected broker id, expected ${broker.brokerId}, but received ${name}`)
    }
    return { type: 'brokers', name, table: brokerTable }
  }
  if (resourceType === resourceTypes.clientMetrics) {
    return name === ''
      ? failed('INVALID_REQUEST', 'Client metrics subscription name must not be empty')
      : { type: 'client-metrics', name, table: clientMetricsTable }
  }
  if (resourceType === resourceTypes.group) {
    return name === ''
      ? failed('INVALID_REQUEST', 'Group name must not be empty')
      : { type: 'groups', name, table: groupTable }
  }
  return failed('INVALID_REQUEST', `Unknown resource type ${resourceType}`)
}

/** The values after the changes, or Kafka's refusal. Changes nothing. */
export function changed(
  broker: Broker,
  resource: ConfigResource,
  changes: readonly ConfigChange[]
): ConfigValues | Failure {
  const values = new Map(broker.image.configs(resource.type, resource.name))
  const names = new Set<string>()
  for (const change of changes) {
    if (names.has(change.name)) return failed('INVALID_REQUEST', `Error due to duplicate config keys: ${change.name}`)
    names.add(change.name)
    const fault = applyOne(broker, resource, values, change)
    if (fault !== null) return fault
  }
  return values
}

function applyOne(
  broker: Broker,
  resource: ConfigResource,
  values: Map<string, string>,
  change: ConfigChange
): Failure | null {
  const { name, operation, value } = change
  if (operation === operations.delete) {
    values.delete(name)
    return null
  }
  if (value === null) return failed('INVALID_REQUEST', `Null value not supported for : ${name}`)
  const row = resource.table.get(name)
  const unknown = { topics: 'topic', brokers: 'broker', 'client-metrics': 'client metrics', groups: 'group' }[
    resource.type
  ]
  if (row === undefined) {
    // Kafka keeps broker configs that it does not know, for plugins.
    const error = resource.type === 'client-metrics' ? 'INVALID_REQUEST' : 'INVALID_CONFIG'
    if (resource.type !== 'brokers') return failed(error, `Unknown ${unknown} config name: ${name}`)
    values.set(name, value)
    return null
  }
  if (resource.type === 'brokers' && (row[5] === 'read-only' || row[5] === '')) {
    return failed('INVALID_REQUEST', `Cannot update these configs dynamically: Set(${name})`)
  }
  const next = operation === operations.set ? value : listChange(broker, resource, row, values, change)
  if (isFailure(next)) return next
  const fault = invalid(row, next) ?? outsideBounds(broker, resource, name, next)
  const keepsConfigError = resource.type === 'topics' || resource.type === 'groups'
  if (fault !== null) return failed(keepsConfigError ? 'INVALID_CONFIG' : 'INVALID_REQUEST', fault)
  values.set(name, next)
  return null
}

/** The shortest and the longest time between two pushes of metrics (org.apache.kafka.server.metrics.ClientMetricsConfigs). */
const pushIntervalMs = { min: 100, max: 3_600_000 }

function outsideBounds(broker: Broker, resource: ConfigResource, name: string, value: string): string | null {
  if (resource.type === 'groups') return outsideBrokerBounds(broker, name, value)
  if (resource.type !== 'client-metrics' || name !== 'interval.ms') return null
  const { min, max } = pushIntervalMs
  return Number(value) < min || Number(value) > max
    ? `Invalid value ${value} for interval.ms, it must be between ${min} and ${max}`
    : null
}

/** A group's value has to lie within the broker's bounds for it (org.apache.kafka.coordinator.group.GroupConfig#validate). */
function outsideBrokerBounds(broker: Broker, name: string, value: string): string | null {
  const [kind, ...rest] = name.split('.')
  for (const bound of ['min', 'max'] as const) {
    const brokerName = `group.${kind}.${bound}.${rest.join('.')}`
    if (!brokerTable.has(brokerName)) continue
    const limit = broker.config.number(brokerName)
    if (bound === 'min' ? Number(value) < limit : Number(value) > limit)
      return `${name} must ${bound === 'min' ? 'not be less' : 'not be greater'} than ${brokerName}`
  }
  return null
}

function listChange(
  broker: Broker,
  resource: ConfigResource,
  row: ConfigRow,
  values: ConfigValues,
  { name, operation, value }: ConfigChange
): string | Failure {
  const verb = operation === operations.append ? 'APPEND' : 'SUBTRACT'
  if (operation !== operations.append && operation !== operations.subtract)
    return failed('INVALID_REQUEST', `Unknown operation ${operation}`)
  if (row[1] !== 'list') return failed('INVALID_CONFIG', `Can't ${verb} to key ${name} because its type is not LIST.`)
  const inherited = resource.type === 'topics' ? broker.config.topicValue(name, new Map()) : (row[2] ?? '')
  const now = listOf(values.get(name) ?? inherited)
  const items = listOf(value ?? '')
  const next =
    operation === operations.append
      ? [...now, ...items.filter((item) => !now.includes(item))]
      : now.filter((item) => !items.includes(item))
  return next.join(',')
}

/** Writes the values of a resource. Everything that reads them sees them when this resolves. */
export async function writeConfigs(broker: Broker, resource: ConfigResource, values: ConfigValues): Promise<void> {
  const key = keys.config(resource.type, resource.name)
  const operation =
    values.size === 0 ? { delete: key } : { put: key, value: JSON.stringify(Object.fromEntries(values)) }
  await broker.metadata.transaction([], [operation])
}
