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
import { conflictOf } from './topic-configs.ts'
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
  const refused = (why: string) => failed('INVALID_REQUEST', why)
  if (resourceType === resourceTypes.topic) {
    if (name === '') return refused('Default topic resources are not allowed.')
    const badName = invalidTopicName(name)
    if (badName !== null) return failed('INVALID_TOPIC_EXCEPTION', badName)
    if (broker.image.topic(name) === undefined)
      return failed('UNKNOWN_TOPIC_OR_PARTITION', `The topic '${name}' does not exist.`)
    return { type: 'topics', name, table: topicTable }
  }
  if (resourceType === resourceTypes.broker) {
    if (name !== '' && !/^-?\d+$/.test(name)) return refused(`Node id must be an integer, but it is: ${name}`)
    if (name !== '' && Number(name) !== broker.brokerId)
      return refused(`Unexpected broker id, expected ${broker.brokerId}, but received ${name}`)
    return { type: 'brokers', name, table: brokerTable }
  }
  if (resourceType === resourceTypes.clientMetrics) {
    if (name === '') return refused("Subscription name can't be empty")
    return { type: 'client-metrics', name, table: clientMetricsTable }
  }
  if (resourceType === resourceTypes.group) {
    if (name === '') return refused('Default group resources are not allowed.')
    return { type: 'groups', name, table: groupTable }
  }
  return refused(`Unknown resource type ${resourceType}`)
}

/** Resources that a request names more than once: Kafka changes none of them. */
export function repeatedResources(
  resources: readonly { readonly resourceType: number; readonly resourceName: string }[]
): (resource: { readonly resourceType: number; readonly resourceName: string }) => boolean {
  const counts = new Map<string, number>()
  const keyOf = (of: { readonly resourceType: number; readonly resourceName: string }) =>
    `${of.resourceType}/${of.resourceName}`
  for (const each of resources) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1)
  return (resource) => (counts.get(keyOf(resource)) ?? 0) > 1
}

/** The values after the changes, or Kafka's refusal. Changes nothing. */
export function changed(
  broker: Broker,
  resource: ConfigResource,
  changes: readonly ConfigChange[]
): ConfigValues | Failure {
  const values = new Map(broker.image.configs(resource.type, resource.name))
  const names = new Set(changes.map(({ name }) => name))
  if (names.size < changes.length) return failed('INVALID_REQUEST', 'Error due to duplicate config keys')
  for (const change of changes) {
    const fault = applyOne(broker, resource, values, change)
    if (fault !== null) return fault
  }
  if (resource.type !== 'topics') return values
  return conflictOf(values, (name) => broker.config.topicValue(name, values)) ?? values
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
  const next = operation === operations.set ? value : listChange(broker, resource, values, change)
  if (isFailure(next)) return next
  const row = resource.table.get(name)
  if (row === undefined) {
    const unknown = unknownConfig(resource, name)
    if (unknown === null) values.set(name, next)
    return unknown
  }
  const fault =
    notDynamic(resource, row) ?? refusalOf(resource, invalid(row, next) ?? outsideBounds(broker, resource, name, next))
  if (fault === null) values.set(name, next)
  return fault
}

function unknownConfig({ type }: ConfigResource, name: string): Failure | null {
  // Kafka keeps broker configs that it does not know, for plugins.
  if (type === 'brokers') return null
  if (type === 'client-metrics') return failed('INVALID_REQUEST', `Unknown client metrics configuration: ${name}`)
  return failed('INVALID_CONFIG', `Unknown ${type === 'topics' ? 'topic' : 'group'} config name: ${name}`)
}

/** What of a broker may change while it runs, and what only for one broker by its id (kafka.server.DynamicBrokerConfig). */
function notDynamic({ type, name: brokerId }: ConfigResource, [name, , , , , updateMode]: ConfigRow): Failure | null {
  if (type !== 'brokers' || updateMode === 'cluster-wide') return null
  if (updateMode !== 'per-broker')
    return failed('INVALID_REQUEST', `Cannot update these configs dynamically: [${name}]`)
  if (brokerId !== '') return null
  return failed(
    'INVALID_REQUEST',
    `Cannot update these configs at default cluster level, broker id must be specified: [${name}]`
  )
}

function refusalOf({ type }: ConfigResource, fault: string | null): Failure | null {
  if (fault === null) return null
  if (fault.startsWith('Illegal client matching')) return failed('INVALID_CONFIG', fault)
  return failed(type === 'topics' || type === 'groups' ? 'INVALID_CONFIG' : 'INVALID_REQUEST', fault)
}

/** The shortest and the longest time between two pushes of metrics (org.apache.kafka.server.metrics.ClientMetricsConfigs). */
const pushIntervalMs = { min: 100, max: 3_600_000 }

function outsideBounds(broker: Broker, resource: ConfigResource, name: string, value: string): string | null {
  if (resource.type === 'groups') return outsideBrokerBounds(broker, name, value)
  if (resource.type !== 'client-metrics') return null
  if (name === 'match') return illegalPattern(value)
  if (name !== 'interval.ms') return null
  const { min, max } = pushIntervalMs
  return Number(value) < min || Number(value) > max
    ? `Invalid value ${value} for interval.ms, it must be between ${min} and ${max}`
    : null
}

/** What a client metrics subscription may select clients by (org.apache.kafka.server.metrics.ClientMetricsConfigs). */
const matchedBy: ReadonlySet<string> = new Set([
  'client_instance_id',
  'client_id',
  'client_software_name',
  'client_software_version',
  'client_source_address',
  'client_source_port'
])

function illegalPattern(value: string): string | null {
  const stranger = listOf(value).find((pattern) => {
    const parts = pattern.split('=')
    return parts.length !== 2 || !matchedBy.has((parts[0] as string).trim())
  })
  return stranger === undefined ? null : `Illegal client matching pattern: ${stranger}`
}

/** A group's value has to lie within the broker's bounds for it (org.apache.kafka.coordinator.group.GroupConfig#validate). */
function outsideBrokerBounds(broker: Broker, name: string, value: string): string | null {
  const [kind, ...rest] = name.split('.')
  for (const bound of ['min', 'max'] as const) {
    const brokerName = `group.${kind}.${bound}.${rest.join('.')}`
    if (!brokerTable.has(brokerName)) continue
    const limit = broker.config.number(brokerName)
    if (bound === 'min' ? Number(value) < limit : Number(value) > limit)
      return `${name} must be ${bound === 'min' ? 'greater' : 'less'} than or equal to ${brokerName}`
  }
  return null
}

function listChange(
  broker: Broker,
  resource: ConfigResource,
  values: ConfigValues,
  { name, operation, value }: ConfigChange
): string | Failure {
  // Kafka fails on a number that stands for no operation.
  if (operation !== operations.append && operation !== operations.subtract) return failed('UNKNOWN_SERVER_ERROR')
  const verb = operation === operations.append ? 'APPEND' : 'SUBTRACT'
  const row = resource.type === 'client-metrics' ? undefined : resource.table.get(name)
  if (row?.[1] !== 'list') return failed('INVALID_CONFIG', `Can't ${verb} to key ${name} because its type is not LIST.`)
  const inherited = resource.type === 'topics' ? broker.config.topicValue(name, new Map()) : (row[2] ?? '')
  const now = listOf(values.get(name) ?? inherited)
  const items = listOf(value ?? '')
  const next =
    operation === operations.append
      ? [...now, ...items.filter((item) => !now.includes(item))]
      : now.filter((item) => !items.includes(item))
  return next.join(',')
}

/** Writes the values of a resource. Everything that reads them sees them when this resolves with null. */
export async function writeConfigs(
  broker: Broker,
  resource: ConfigResource,
  values: ConfigValues
): Promise<Failure | null> {
  const key = keys.config(resource.type, resource.name)
  const operation =
    values.size === 0 ? { delete: key } : { put: key, value: JSON.stringify(Object.fromEntries(values)) }
  const { error } = await broker.metadata.transaction([], [operation])
  return error === undefined ? null : failed('KAFKA_STORAGE_ERROR', error)
}
