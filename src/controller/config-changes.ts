/*
 * Changes the configs of a resource: permission, validation of the result, and the write. Does not answer requests. Source:
 * org.apache.kafka.controller.ConfigurationControlManager, kafka.server.ConfigAdminManager.
 */

import {
  type BrokerConfig,
  brokerTable,
  type ConfigRow,
  clientMetricsTable,
  groupTable,
  invalid,
  listOf,
  resourceTypes,
  topicTable
} from '../config/index.ts'
import type { Logger } from '../env/index.ts'
import {
  type ConfigType,
  type ConfigValues,
  invalidTopicName,
  keys,
  type MetadataImage,
  type MetadataStore,
  type TopicImage
} from '../metadata/index.ts'
import { type Failure, failed, isFailure } from '../protocol/index.ts'
import { dynamicBrokerFault, keptMinInsync, notDynamic } from './dynamic-broker-configs.ts'
import { eligibleCleared } from './eligible-replicas.ts'
import { featureLevel } from './features.ts'
import { clientMetricsFault, groupFault } from './group-configs.ts'
import { conflictOf } from './topic-configs.ts'
import { tellWithoutEffect } from './without-effect.ts'
import { changeMetadata, type MetadataChange, together } from './write-metadata.ts'

/** As in Kafka's ConfigurationControlManager: the limit of a protocol string. */
const valueBytesMax = 32_767

/** Kafka's codes of incremental operations (org.apache.kafka.clients.admin.AlterConfigOp.OpType). */
export const operations = { set: 0, delete: 1, append: 2, subtract: 3 } as const

/** The parts of a broker that are needed to change configs. */
export interface ConfigHost {
  readonly config: BrokerConfig
  readonly image: MetadataImage
  readonly metadata: MetadataStore
  readonly brokerId: number
  readonly log: Logger
}

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

/** The resource of a request, or why it cannot be changed. */
export function changeableResource(broker: ConfigHost, resourceType: number, name: string): ConfigResource | Failure {
  const refused = (why: string) => failed('INVALID_REQUEST', why)
  if (resourceType === resourceTypes.topic) {
    if (name === '') return refused('Default topic resources are not allowed.')
    const badName = invalidTopicName(name)
    if (badName !== null) return failed('INVALID_TOPIC_EXCEPTION', badName)
    if (broker.image.topic(name) === undefined) return noSuchTopic(name)
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

/** Resources named more than once in a request; Kafka changes none of them. */
export function repeatedResources(
  resources: readonly { readonly resourceType: number; readonly resourceName: string }[]
): (resource: { readonly resourceType: number; readonly resourceName: string }) => boolean {
  const counts = new Map<string, number>()
  const keyOf = (of: { readonly resourceType: number; readonly resourceName: string }) =>
    `${of.resourceType}/${of.resourceName}`
  for (const each of resources) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1)
  return (resource) => (counts.get(keyOf(resource)) ?? 0) > 1
}

/** The values after the changes, or Kafka's error. Changes nothing. */
function changed(
  broker: ConfigHost,
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
  if (resource.type === 'topics') return conflictOf(values, (name) => broker.config.topicValue(name, values)) ?? values
  if (resource.type === 'brokers') return dynamicBrokerFault(broker.config, resource.name, values, names) ?? values
  if (resource.type === 'groups') return groupFault(broker.config, values) ?? values
  return values
}

function applyOne(
  broker: ConfigHost,
  resource: ConfigResource,
  values: Map<string, string>,
  change: ConfigChange
): Failure | null {
  const { name, operation, value } = change
  if (operation === operations.delete) {
    if (sharesMinInSync(broker, resource, name)) return keptMinInsync(resource.name, 'removed')
    values.delete(name)
    return null
  }
  if (value === null) return failed('INVALID_REQUEST', `Null value not supported for : ${name}`)
  const next = operation === operations.set ? value : listChange(broker, resource, values, change)
  if (isFailure(next)) return next
  // Appending could make a list longer than any response could carry.
  if (Buffer.byteLength(next) > valueBytesMax) {
    const why = `The configuration value cannot be added because it exceeds the maximum value size of ${valueBytesMax} bytes.`
    return failed('INVALID_CONFIG', why)
  }
  const fault =
    valueFault(resource, name, next) ??
    (resource.name !== '' && sharesMinInSync(broker, resource, name) ? keptMinInsync(resource.name, 'altered') : null)
  if (fault === null) values.set(name, next)
  return fault
}

/** Brokers inherit it from the cluster-wide default and cannot override it. */
const sharesMinInSync = ({ image }: ConfigHost, { type }: ConfigResource, name: string): boolean =>
  name === 'min.insync.replicas' && type === 'brokers' && featureLevel(image, 'eligible.leader.replicas.version') >= 1

/** What is wrong with a single value. */
function valueFault(resource: ConfigResource, name: string, value: string): Failure | null {
  const row = resource.table.get(name)
  const { type } = resource
  if (type === 'brokers') return notDynamic(resource.name, name, value, row)
  if (row === undefined) {
    if (type === 'client-metrics') return failed('INVALID_REQUEST', `Unknown client metrics configuration: ${name}`)
    return failed('INVALID_CONFIG', `Unknown ${type === 'topics' ? 'topic' : 'group'} config name: ${name}`)
  }
  const fault = invalid(row, value)
  if (fault !== null) return failed('INVALID_CONFIG', fault)
  return type === 'client-metrics' ? clientMetricsFault(name, value) : null
}

function listChange(
  broker: ConfigHost,
  resource: ConfigResource,
  values: ConfigValues,
  { name, operation, value }: ConfigChange
): string | Failure {
  const isBroker = resource.type === 'brokers'
  if (operation !== operations.append && operation !== operations.subtract) {
    // For the other types, Kafka's controller fails on an unknown operation code.
    if (isBroker) return failed('INVALID_REQUEST', `Unknown operations type ${operation}`)
    return failed('UNKNOWN_SERVER_ERROR')
  }
  const verb = operation === operations.append ? 'append' : 'subtract'
  const row = resource.type === 'client-metrics' ? undefined : resource.table.get(name)
  if (isBroker && row === undefined) return failed('INVALID_CONFIG', `Unknown config name: ${name}`)
  if (row?.type !== 'list') {
    const why = isBroker
      ? `Config value ${verb} is not allowed for config key: ${name}`
      : `Can't ${verb.toUpperCase()} to key ${name} because its type is not LIST.`
    return failed('INVALID_CONFIG', why)
  }
  // Kafka fails on a required list without a default.
  if (isBroker && row.required === true) return failed('UNKNOWN_SERVER_ERROR')
  const inherited = resource.type === 'topics' ? broker.config.topicValue(name, new Map()) : (row.default ?? '')
  const now = listOf(values.get(name) ?? inherited)
  // An empty text is one empty item.
  const items = value === '' ? [''] : listOf(value ?? '')
  if (operation === operations.subtract) return now.filter((item) => !items.includes(item)).join(',')
  return [...new Set([...now, ...items])].join(',')
}

/**
 * Changes the configs of a resource. `changesOf` gets the current values, and is called again if someone else writes in between.
 * Resolves with Kafka's error, or with null once every reader sees the new values; with `validateOnly` nothing is written.
 */
export async function alterConfigs(
  broker: ConfigHost,
  resource: ConfigResource,
  changesOf: (now: ConfigValues) => readonly ConfigChange[],
  validateOnly: boolean
): Promise<Failure | null> {
  let set: readonly (readonly [string, string])[] = []
  let isDone = false
  let failure: Failure | null = null
  while (failure === null && !isDone)
    failure = await changeMetadata(broker, () => {
      isDone = true
      const now = broker.image.configs(resource.type, resource.name)
      if (resource.type === 'topics' && broker.image.topic(resource.name) === undefined)
        return noSuchTopic(resource.name)
      const values = changed(broker, resource, changesOf(now))
      if (isFailure(values)) return values
      if (validateOnly) return null
      set = [...values].filter(([config, value]) => now.get(config) !== value)
      const cleared = eligibleCleared(broker.image, committingOtherwise(broker, resource, now, values))
      if (!cleared.isWhole) {
        isDone = false
        return cleared
      }
      return together([written(broker, resource, values), cleared])
    })
  if (failure === null) tellWithoutEffect(broker, resource, set)
  return failure
}

/** Does not apply to a topic that was deleted or recreated meanwhile. */
function written({ image }: ConfigHost, { type, name }: ConfigResource, values: ConfigValues): MetadataChange {
  const key = keys.config(type, name)
  return {
    compare: [
      { key, modRevision: image.configRevision(type, name) },
      ...(type === 'topics' ? [{ key: keys.topic(name), exists: true }] : [])
    ],
    operations: [values.size === 0 ? { delete: key } : { put: key, value: JSON.stringify(Object.fromEntries(values)) }]
  }
}

/** The topics whose min.insync.replicas changes, or may change. */
function* committingOtherwise(
  { image }: ConfigHost,
  { type, name }: ConfigResource,
  now: ConfigValues,
  values: ConfigValues
): Iterable<TopicImage> {
  const config = 'min.insync.replicas'
  if (now.get(config) === values.get(config)) return
  const topic = type === 'topics' ? image.topic(name) : undefined
  if (topic !== undefined) yield topic
  if (type === 'brokers') yield* image.topics
}

const noSuchTopic = (name: string) => failed('UNKNOWN_TOPIC_OR_PARTITION', `The topic '${name}' does not exist.`)
