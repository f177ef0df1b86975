import { errorCodes } from '../../protocol/index.ts'
import { CliError } from '../cli-error.ts'
import { brokerError, type Cluster } from './cluster.ts'
import type { BrokerClient } from './connection.ts'

/** Kafka's ConfigResource.Type. */
export const resourceTypes = { topic: 2, broker: 4, 'client-metrics': 16, group: 32 } as const
export type ResourceType = keyof typeof resourceTypes

/** Kafka's ConfigEntry.ConfigSource, by its code. */
const sources = ['unknown', 'topic', 'broker', 'cluster', 'static', 'default', 'logger', 'client-metrics', 'group']
const ownSource: Readonly<Record<ResourceType, readonly string[]>> = {
  topic: ['topic'],
  broker: ['broker', 'cluster', 'static'],
  'client-metrics': ['client-metrics'],
  group: ['group']
}

export interface ConfigOf {
  readonly name: string
  readonly value: string | null
  readonly source: string
  readonly isDefault: boolean
  readonly isSensitive: boolean
}

/** Only the broker itself knows its own settings. */
function ownerOf(kind: ResourceType, name: string, cluster: Cluster): Promise<BrokerClient> {
  return kind === 'broker' && /^\d+$/.test(name) ? cluster.node(Number(name)) : cluster.controller()
}

/** The error of a resource; for a missing topic, with the nearest name. */
async function resourceError(
  cluster: Cluster,
  kind: ResourceType,
  name: string,
  code: number,
  message: string | null
): Promise<CliError> {
  return kind === 'topic' ? cluster.topicError(name, code, message) : brokerError(`${kind} ${name}`, code, message)
}

/** All configs of a resource including defaults, sorted by name. @throws CliError */
export async function describeConfigs(cluster: Cluster, kind: ResourceType, name: string): Promise<ConfigOf[]> {
  const broker = await ownerOf(kind, name, cluster)
  const answer = await broker.call('DescribeConfigs', {
    resources: [{ resourceType: resourceTypes[kind], resourceName: name, configurationKeys: null }]
  })
  const found = answer.results[0]
  if (found === undefined) throw new CliError(`${kind} ${name}: the broker says nothing of it`)
  if (found.errorCode !== errorCodes.NONE)
    throw await resourceError(cluster, kind, name, found.errorCode, found.errorMessage)
  return found.configs
    .map(({ name: config, value, configSource, isDefault, isSensitive }) => ({
      name: config,
      value,
      // Version 0 only says whether it is a default.
      source: configSource > 0 ? (sources[configSource] ?? 'unknown') : isDefault ? 'default' : 'unknown',
      isDefault: isDefault || configSource === 5,
      isSensitive
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Set on this resource itself, not inherited: a topic's own configs, whatever the broker's are. */
export function isOverride(kind: ResourceType, { source, isDefault }: ConfigOf): boolean {
  return source === 'unknown' ? !isDefault : ownSource[kind].includes(source)
}

/** Kafka's AlterConfigOp.OpType. */
const setOperation = 0
const deleteOperation = 1

export interface ConfigChange {
  readonly name: string
  /** Null removes an override. */
  readonly value: string | null
}

/** Changes configs of one resource. @throws CliError */
export async function alterConfigs(
  cluster: Cluster,
  kind: ResourceType,
  name: string,
  changes: readonly ConfigChange[]
): Promise<void> {
  const configs = changes.map((each) => ({
    ...each,
    configOperation: each.value === null ? deleteOperation : setOperation
  }))
  const broker = await ownerOf(kind, name, cluster)
  const answer = await broker.call('IncrementalAlterConfigs', {
    resources: [{ resourceType: resourceTypes[kind], resourceName: name, configs }],
    validateOnly: false
  })
  for (const { errorCode, errorMessage } of answer.responses)
    if (errorCode !== errorCodes.NONE) throw await resourceError(cluster, kind, name, errorCode, errorMessage)
}
