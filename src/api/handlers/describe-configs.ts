import {
  brokerTable,
  type ConfigEntry,
  type ConfigRow,
  type ConfigSynonym,
  clientMetricsTable,
  configSources,
  documentationOf,
  groupTable,
  replicationRates,
  resourceTypes,
  sensitive,
  typeNumbers
} from '../../config/index.ts'
import { invalidTopicName } from '../../metadata/index.ts'
import {
  type DescribeConfigsRequest,
  type DescribeConfigsRequestResource,
  type DescribeConfigsResponseResourceInput,
  errorCodes,
  type Failure,
  failed,
  isFailure
} from '../../protocol/index.ts'
import { configFault } from '../config-rights.ts'
import type { Handler, RequestContext } from '../context.ts'

type ConfigAnswer = NonNullable<DescribeConfigsResponseResourceInput['configs']>[number]

/**
 * DescribeConfigs (32): effective values and their sources. v1 adds sources and synonyms (KIP-226), v3 types (KIP-569). Source:
 * org.apache.kafka.server.ConfigHelper#describeConfigs.
 */
export const describeConfigs: Handler<'DescribeConfigs'> = (request, context) => ({
  results: request.resources.map((resource) => {
    const found = request.resources.every(isDescribable) ? entriesOf(resource, context) : malformed
    const { resourceType, resourceName, configurationKeys } = resource
    if (isFailure(found))
      return {
        errorCode: errorCodes[found.error],
        errorMessage: found.message ?? '',
        resourceType,
        resourceName,
        configs: []
      }
    const wanted = configurationKeys === null || configurationKeys.length === 0 ? null : new Set(configurationKeys)
    const configs = found
      .filter(({ row }) => wanted === null || wanted.has(row.name))
      .map((entry) => answerOf(entry, resourceType, request, context.apiVersion))
    return { errorCode: 0, errorMessage: '', resourceType, resourceName, configs }
  })
})

const describable: readonly number[] = [
  resourceTypes.topic,
  resourceTypes.broker,
  resourceTypes.brokerLogger,
  resourceTypes.clientMetrics,
  resourceTypes.group
]

/** Kafka refuses the whole request if it names one resource of an unsupported type (KafkaApis#handleDescribeConfigsRequest). */
const isDescribable = ({ resourceType }: DescribeConfigsRequestResource) => describable.includes(resourceType)

function entriesOf(
  { resourceType, resourceName }: DescribeConfigsRequestResource,
  context: RequestContext
): ConfigEntry[] | Failure {
  const notAllowed = configFault('DESCRIBE_CONFIGS', resourceType, resourceName, context)
  if (notAllowed !== null) return notAllowed
  if (resourceType === resourceTypes.topic) {
    const badName = invalidTopicName(resourceName)
    if (badName !== null) return failed('INVALID_TOPIC_EXCEPTION', badName)
    if (context.image.topic(resourceName) === undefined) return failed('UNKNOWN_TOPIC_OR_PARTITION', null)
    const overrides = context.image.configs('topics', resourceName)
    return context.config.topicConfigNames(overrides).map((name) => context.config.describeTopic(name, overrides))
  }
  if (resourceType === resourceTypes.broker) return brokerEntries(resourceName, context)
  if (resourceType === resourceTypes.brokerLogger)
    return loggerFault(resourceName, context.cluster.brokerId) ?? context.loggers.list().map(loggerEntry)
  if (resourceType === resourceTypes.clientMetrics) {
    if (resourceName === '') return failed('INVALID_REQUEST', 'Client metrics subscription name must not be empty')
    const values = context.image.configs('client-metrics', resourceName)
    return [...clientMetricsTable.values()].map((row) =>
      overridden(row, values.get(row.name), configSources.clientMetrics, [])
    )
  }
  if (resourceType === resourceTypes.group) {
    if (resourceName === '') return failed('INVALID_REQUEST', 'Group name must not be empty')
    const values = context.image.configs('groups', resourceName)
    return [...groupTable.values()].map((row) =>
      overridden(row, values.get(row.name), configSources.group, inheritedByGroups(row, context))
    )
  }
  return malformed
}

/** Kafka's message when it has nothing more specific to say. */
const malformed = failed(
  'INVALID_REQUEST',
  'This most likely occurs because of a request being malformed by the client library or the message was sent to an incompatible broker. See the broker logs for more details.'
)

function loggerFault(name: string, brokerId: number): Failure | null {
  if (name === '') return failed('INVALID_REQUEST', 'Broker id must not be empty')
  const fault = brokerIdFault(name, brokerId)
  if (fault === null || !/^-?\d+$/.test(name)) return fault
  return failed('INVALID_REQUEST', `Unexpected broker id, expected ${brokerId} but received ${name}`)
}

/** A logger has a level, but no type or default in the response. */
const loggerEntry = ([name, value]: [string, string]): ConfigEntry => ({
  row: { ...unknownRow(name), type: 'string' },
  value,
  source: configSources.dynamicBrokerLogger,
  synonyms: []
})

const shown = (row: ConfigRow) => row.internal !== true

/** The resource's own value comes before inherited broker values. */
function overridden(
  row: ConfigRow,
  own: string | undefined,
  source: number,
  inherited: readonly ConfigSynonym[]
): ConfigEntry {
  const synonyms = own === undefined ? inherited : [{ name: row.name, value: own, source }, ...inherited]
  const first = synonyms[0]
  return { row, value: first?.value ?? row.default, source: first?.source ?? configSources.default, synonyms }
}

/** Most group configs default to the broker config of the same name with the prefix `group.`. */
function inheritedByGroups({ name, default: fallback }: ConfigRow, context: RequestContext): readonly ConfigSynonym[] {
  const brokerName = `group.${name}`
  if (brokerTable.has(brokerName)) return context.config.layers(brokerName)
  return [{ name, value: fallback, source: configSources.default }]
}

function brokerIdFault(name: string, brokerId: number): Failure | null {
  if (!/^-?\d+$/.test(name)) return failed('INVALID_REQUEST', `Broker id must be an integer, but it is: ${name}`)
  if (Number(name) !== brokerId)
    return failed('INVALID_REQUEST', `Unexpected broker id, expected ${brokerId} or empty string, but received ${name}`)
  return null
}

/** An empty name requests only the cluster-wide dynamic defaults. */
function brokerEntries(name: string, context: RequestContext): ConfigEntry[] | Failure {
  const clusterWide = context.config.clusterDefaults
  const source = configSources.dynamicDefaultBroker
  if (name === '') {
    return [...clusterWide].map(([config, value]) => {
      const row = brokerTable.get(config) ?? foreignRow(config)
      return { row, value, source, synonyms: [{ name: config, value, source }] }
    })
  }
  const fault = brokerIdFault(name, context.cluster.brokerId)
  if (fault !== null) return fault
  const own = context.image.configs('brokers', name)
  const unknown = [...new Set([...own.keys(), ...clusterWide.keys()])].filter((config) => !brokerTable.has(config))
  return [
    ...[...brokerTable.values()].filter(shown).map((row) => context.config.describeBroker(row.name)),
    ...unknown.map((config) => {
      const synonyms = context.config.layers(config)
      return {
        row: foreignRow(config),
        value: synonyms[0]?.value ?? null,
        source: synonyms[0]?.source ?? source,
        synonyms
      }
    })
  ]
}

/** A broker config that exists only when someone sets it. */
const foreignRow = (name: string): ConfigRow => replicationRates.get(name) ?? unknownRow(name)

/** A config that someone set for a plugin. Its type is unknown, so its value is not shown. */
const unknownRow = (name: string): ConfigRow => ({
  name,
  type: 'password',
  default: null,
  importance: 'low',
  update: 'read-only',
  effect: { kind: 'none', why: 'it is unknown', about: 'A config that Kafka does not know.' }
})

const isUnknown = ({ name }: ConfigRow, resourceType: number) =>
  resourceType === resourceTypes.brokerLogger || (resourceType === resourceTypes.broker && !brokerTable.has(name))

/** Kafka has no documentation for its loggers. */
const documentation = (row: ConfigRow, resourceType: number) =>
  resourceType === resourceTypes.brokerLogger ? '' : documentationOf(row)

function answerOf(
  { row, value, source, synonyms }: ConfigEntry,
  resourceType: number,
  request: DescribeConfigsRequest,
  version: number
): ConfigAnswer {
  const isSensitive = sensitive(row)
  const hide = (text: string | null) => (isSensitive ? null : text)
  return {
    name: row.name,
    value: hide(value),
    readOnly: resourceType === resourceTypes.broker && row.update !== 'cluster-wide' && row.update !== 'per-broker',
    ...(version === 0 ? { isDefault: source === configSources.default } : {}),
    configSource: source,
    isSensitive,
    synonyms: request.includeSynonyms
      ? synonyms.map((synonym) => ({ name: synonym.name, value: hide(synonym.value), source: synonym.source }))
      : [],
    configType: isUnknown(row, resourceType) ? 0 : typeNumbers[row.type],
    documentation: request.includeDocumentation ? documentation(row, resourceType) : null
  }
}
