import {
  type DescribeConfigsRequest,
  type DescribeConfigsRequestResource,
  type DescribeConfigsResponseResourceInput,
  errorCodes
} from '../../protocol/index.ts'
import type { ConfigRow } from '../config/index.ts'
import {
  brokerTable,
  type ConfigEntry,
  clientMetricsTable,
  configSources,
  groupTable,
  topicTable
} from '../config/index.ts'
import { resourceTypes, sensitive, typeNumbers } from '../config-answers.ts'
import type { Handler, RequestContext } from '../context.ts'
import { type Failure, failed, isFailure } from '../failure.ts'
import { invalidTopicName } from '../topic-names.ts'

type ConfigAnswer = NonNullable<DescribeConfigsResponseResourceInput['configs']>[number]

/**
 * DescribeConfigs (32): effective values with where they come from. v1 sources and synonyms (KIP-226), v3 types (KIP-569).
 * Source: org.apache.kafka.server.ConfigHelper#describeConfigs.
 */
export const describeConfigs: Handler<'DescribeConfigs'> = (request, context) => ({
  throttleTimeMs: 0,
  results: request.resources.map((resource) => {
    const found = entriesOf(resource, context)
    const { resourceType, resourceName, configurationKeys } = resource
    if (isFailure(found))
      return {
        errorCode: errorCodes[found.error],
        errorMessage: found.message,
        resourceType,
        resourceName,
        configs: []
      }
    const wanted = configurationKeys === null || configurationKeys.length === 0 ? null : new Set(configurationKeys)
    const configs = found
      .filter(({ row }) => wanted === null || wanted.has(row[0]))
      .map((entry) => answerOf(entry, resourceType, request, context.apiVersion))
    return { errorCode: 0, errorMessage: null, resourceType, resourceName, configs }
  })
})

function entriesOf(
  { resourceType, resourceName }: DescribeConfigsRequestResource,
  { broker, connection }: RequestContext
): ConfigEntry[] | Failure {
  const may = (type: 'TOPIC' | 'CLUSTER' | 'GROUP', name: string) =>
    broker.authorizer.may(connection.principal, 'DESCRIBE_CONFIGS', type, name)
  if (resourceType === resourceTypes.topic) {
    if (!may('TOPIC', resourceName)) return failed('TOPIC_AUTHORIZATION_FAILED', 'Authorization failed.')
    const badName = invalidTopicName(resourceName)
    if (badName !== null) return failed('INVALID_TOPIC_EXCEPTION', badName)
    if (broker.image.topic(resourceName) === undefined) return failed('UNKNOWN_TOPIC_OR_PARTITION', null)
    const overrides = broker.image.configs('topics', resourceName)
    return [...topicTable.values()].filter(shown).map((row) => broker.config.describeTopic(row[0], overrides))
  }
  if (resourceType === resourceTypes.broker) return brokerEntries(resourceName, may('CLUSTER', 'kafka-cluster'), broker)
  if (resourceType === resourceTypes.brokerLogger) return brokerIdFault(resourceName, broker.brokerId) ?? []
  if (resourceType === resourceTypes.clientMetrics) {
    if (resourceName === '') return failed('INVALID_REQUEST', 'Client metrics subscription name must not be empty')
    const values = broker.image.configs('client-metrics', resourceName)
    return [...clientMetricsTable.values()].map((row) =>
      plainEntry(row, values.get(row[0]), configSources.clientMetrics)
    )
  }
  if (resourceType === resourceTypes.group) {
    if (resourceName === '') return failed('INVALID_REQUEST', 'Group name must not be empty')
    const values = broker.image.configs('groups', resourceName)
    return [...groupTable.values()].map((row) => plainEntry(row, values.get(row[0]), configSources.group))
  }
  return failed('INVALID_REQUEST', `Unsupported resource type: ${resourceType}`)
}

const shown = (row: ConfigRow) => !row[7].includes('internal')

function plainEntry(row: ConfigRow, value: string | undefined, source: number): ConfigEntry {
  const fallback = { name: row[0], value: row[2], source: configSources.default }
  if (value === undefined) return { row, value: row[2], source: configSources.default, synonyms: [fallback] }
  return { row, value, source, synonyms: [{ name: row[0], value, source }, fallback] }
}

function brokerIdFault(name: string, brokerId: number): Failure | null {
  if (!/^-?\d+$/.test(name)) return failed('INVALID_REQUEST', `Broker id must be an integer, but it is: ${name}`)
  if (Number(name) !== brokerId)
    return failed('INVALID_REQUEST', `Unexpected broker id, expected ${brokerId} or empty string, but received ${name}`)
  return null
}

/** An empty name asks for the dynamic defaults of all brokers alone. */
function brokerEntries(name: string, may: boolean, broker: RequestContext['broker']): ConfigEntry[] | Failure {
  if (!may) return failed('CLUSTER_AUTHORIZATION_FAILED', 'Authorization failed.')
  if (name === '') {
    const values = broker.image.configs('brokers', '')
    return [...values].flatMap(([config, value]) => {
      const row = brokerTable.get(config)
      const source = configSources.dynamicDefaultBroker
      return row === undefined ? [] : [{ row, value, source, synonyms: [{ name: config, value, source }] }]
    })
  }
  return (
    brokerIdFault(name, broker.brokerId) ??
    [...brokerTable.values()].filter(shown).map((row) => broker.config.describeBroker(row[0]))
  )
}

function answerOf(
  { row, value, source, synonyms }: ConfigEntry,
  resourceType: number,
  request: DescribeConfigsRequest,
  version: number
): ConfigAnswer {
  const isSensitive = sensitive(row)
  const hide = (text: string | null) => (isSensitive ? null : text)
  return {
    name: row[0],
    value: hide(value),
    readOnly: resourceType === resourceTypes.broker && (row[5] === 'read-only' || row[5] === ''),
    ...(version === 0 ? { isDefault: source === configSources.default } : {}),
    configSource: source,
    isSensitive,
    synonyms: request.includeSynonyms
      ? synonyms.map((synonym) => ({ name: synonym.name, value: hide(synonym.value), source: synonym.source }))
      : [],
    configType: typeNumbers[row[1]],
    documentation: request.includeDocumentation
      ? `${row[0]} (${row[1]}): see the configuration reference of Apache Kafka.`
      : null
  }
}
