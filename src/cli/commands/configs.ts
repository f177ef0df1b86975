import type { Argv } from 'yargs'
import { usageError } from '../cli-error.ts'
import type { Cluster } from '../client/cluster.ts'
import {
  alterConfigs,
  type ConfigChange,
  describeConfigs,
  isOverride,
  type ResourceType,
  resourceTypes
} from '../client/configs.ts'
import { type Output, parseAssignment } from '../output.ts'
import { type ClusterArguments, type Command, clusterOptions, command, withCluster } from './common.ts'

const kinds = Object.keys(resourceTypes) as ResourceType[]

interface ShowArguments extends ClusterArguments {
  readonly all: boolean
}

async function show(
  kind: ResourceType,
  name: string,
  { all, json }: ShowArguments,
  cluster: Cluster,
  out: Output
): Promise<void> {
  const every = await describeConfigs(cluster, kind, name)
  const configs = every.filter((config) => all || isOverride(kind, config))
  if (json) {
    for (const { name: config, value, source, isSensitive } of configs)
      out.json({ name: config, value, source, sensitive: isSensitive })
    return
  }
  if (!all && configs.length === 0)
    out.line(`no overrides for ${kind} ${name === '' ? '(all brokers)' : name}; --all shows the defaults`)
  if (configs.length > 0)
    out.table(
      ['NAME', 'VALUE', 'SOURCE'],
      configs.map(({ name: config, value, source, isSensitive }) => [
        config,
        isSensitive ? '(hidden)' : (value ?? 'null'),
        source
      ])
    )
}

async function change(
  kind: ResourceType,
  name: string,
  configs: readonly ConfigChange[],
  { json, bootstrap }: ClusterArguments
): Promise<void> {
  await withCluster(bootstrap, async (cluster, out) => {
    await alterConfigs(cluster, kind, name, configs)
    for (const { name: config, value } of configs) {
      if (json) out.json({ [kind]: name, name: config, value })
      else out.line(value === null ? `${config} is back to its default` : `${config}=${value}`)
    }
  })
}

const withResource = <T>(y: Argv<T>) =>
  clusterOptions(y)
    .positional('kind', { choices: kinds, demandOption: true, describe: 'The kind of resource' })
    .positional('name', {
      type: 'string',
      demandOption: true,
      describe: "Its name; a broker's id, or '' for all brokers"
    })

const showCommand = command(
  'show <kind> <name>',
  'What is set, and where',
  (y) =>
    withResource(y)
      .option('all', { alias: 'a', type: 'boolean', default: false, describe: 'Include defaults' })
      .example('$0 configs show topic orders', '')
      .example('$0 configs show broker 1 --all', ''),
  (args) =>
    withCluster(args.bootstrap, (cluster, out) =>
      show(args.kind as ResourceType, String(args.name), args, cluster, out)
    )
)

const setCommand = command(
  'set <kind> <name> <configs..>',
  'Sets configs: name=value',
  (y) =>
    withResource(y)
      .positional('configs', { type: 'string', array: true, demandOption: true, describe: 'name=value' })
      .example('$0 configs set topic orders retention.ms=3600000', ''),
  (args) => {
    const changes = (args.configs as unknown[]).map((each) => parseAssignment(String(each)))
    return change(args.kind as ResourceType, String(args.name), changes, args)
  }
)

const unsetCommand = command(
  'unset <kind> <name> <configs..>',
  'Takes back what was set',
  (y) =>
    withResource(y)
      .positional('configs', { type: 'string', array: true, demandOption: true, describe: 'Names of configs' })
      .example('$0 configs unset topic orders retention.ms', ''),
  (args) => {
    const names = (args.configs as unknown[]).map(String)
    const assigned = names.find((name) => name.includes('='))
    if (assigned !== undefined) throw usageError(`'${assigned}': unset takes names without values`)
    const changes = names.map((name) => ({ name, value: null }))
    return change(args.kind as ResourceType, String(args.name), changes, args)
  }
)

export const shared = (yargs: Argv): Argv => clusterOptions(yargs)
export const commands: readonly Command[] = [showCommand, setCommand, unsetCommand]
