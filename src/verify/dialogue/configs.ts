import type { DescribeConfigsResponse } from '../../protocol/index.ts'
import { found, only } from '../expect.ts'
import type { Trial } from '../trial.ts'

/** Kafka's numbers of what configs belong to. */
export const resource = { topic: 2, broker: 4, brokerLogger: 8, clientMetrics: 16, group: 32 } as const
/** Kafka's numbers of where a value comes from. */
export const source = { topic: 1, dynamicBroker: 2, staticBroker: 4, default: 5, clientMetrics: 7, group: 8 } as const
export const operation = { set: 0, delete: 1, append: 2, subtract: 3 } as const

interface DescribeOptions {
  readonly version?: number
  readonly keys?: readonly string[] | null
  readonly synonyms?: boolean
  readonly documentation?: boolean
}

export type ConfigsDescribed = DescribeConfigsResponse['results'][number]

export async function describeConfigs(
  t: Trial,
  resourceType: number,
  resourceName: string,
  options: DescribeOptions = {}
): Promise<ConfigsDescribed> {
  const { version = 4, keys = null, synonyms = false, documentation = false } = options
  const answer = await t.call('DescribeConfigs', version, {
    resources: [{ resourceType, resourceName, configurationKeys: keys }],
    ...(version >= 1 ? { includeSynonyms: synonyms } : {}),
    ...(version >= 3 ? { includeDocumentation: documentation } : {})
  })
  return only(answer.results, 'resources in the DescribeConfigs answer')
}

/** One value as DescribeConfigs gives it at the moment, outside of the transcript. */
export async function currentValue(
  t: Trial,
  resourceType: number,
  resourceName: string,
  name: string
): Promise<{ value: string | null; configSource: number }> {
  const answer = await t.quietly('DescribeConfigs', {
    resources: [{ resourceType, resourceName, configurationKeys: [name] }]
  })
  return found(answer.results[0]?.configs, (config) => config.name === name, name)
}

export type Change = readonly [name: string, operation: number, value: string | null]

interface AlterOptions {
  readonly version?: number
  readonly validateOnly?: boolean
}

/** Changes single configs (IncrementalAlterConfigs). */
export async function change(
  t: Trial,
  resourceType: number,
  resourceName: string,
  changes: readonly Change[],
  options: AlterOptions = {}
) {
  const configs = changes.map(([name, configOperation, value]) => ({ name, configOperation, value }))
  const answer = await t.call('IncrementalAlterConfigs', options.version ?? 1, {
    resources: [{ resourceType, resourceName, configs }],
    validateOnly: options.validateOnly ?? false
  })
  return only(answer.responses, 'resources in the IncrementalAlterConfigs answer')
}

/** Replaces all configs of a resource (AlterConfigs). */
export async function replace(
  t: Trial,
  resourceType: number,
  resourceName: string,
  values: Readonly<Record<string, string | null>>,
  options: AlterOptions = {}
) {
  const configs = Object.entries(values).map(([name, value]) => ({ name, value }))
  const answer = await t.call('AlterConfigs', options.version ?? 2, {
    resources: [{ resourceType, resourceName, configs }],
    validateOnly: options.validateOnly ?? false
  })
  return only(answer.responses, 'resources in the AlterConfigs answer')
}

/** Waits until a config has a value: brokers may learn of it a moment after the answer. */
export async function settled(
  t: Trial,
  resourceType: number,
  resourceName: string,
  name: string,
  value: string | null
): Promise<void> {
  await t.until(
    `${name} to be ${value}`,
    async () => (await currentValue(t, resourceType, resourceName, name)).value === value
  )
}
