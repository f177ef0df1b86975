import type { Argv } from 'yargs'
import { errorCodes } from '../../protocol/index.ts'
import { CliError } from '../cli-error.ts'
import { brokerError, type Cluster } from '../client/cluster.ts'
import type { BrokerConnection } from '../client/connection.ts'
import { type Output, parseAssignment } from '../output.ts'
import { clusterOptions, withCluster } from './common.ts'

const resourceTypes = { topic: 2, broker: 4, 'client-metrics': 16, group: 32 } as const
type ResourceType = keyof typeof resourceTypes
const kinds = Object.keys(resourceTypes) as ResourceType[]
const sources = ['unknown', 'topic', 'broker', 'cluster', 'static', 'default', 'logger', 'client-metrics', 'group']
const setOperation = 0
const deleteOperation = 1

/** A broker's own settings are asked of that broker. */
function ownerOf(kind: ResourceType, name: string, cluster: Cluster): Promise<BrokerConnection> {
  return kind === 'broker' && /^\d+$/.test(name) ? cluster.node(Number(name)) : cluster.controller()
}

async function show(
  kind: ResourceType,
  name: string,
  all: boolean,
  json: boolean,
  cluster: Cluster,
  out: Output
): Promise<void> {
  const broker = await ownerOf(kind, name, cluster)
  const answer = await broker.call('DescribeConfigs', {
    resources: [{ resourceType: resourceTypes[kind], resourceName: name, configurationKeys: null }]
  })
  const found = answer.results[0]
  if (found === undefined) throw new CliError(`${kind} ${name}: the broker says nothing of it`)
  if (found.errorCode !== errorCodes.NONE) throw brokerError(`${kind} ${name}`, found.errorCode, found.errorMessage)
  const isDefault = (source: number, flag: boolean) => flag || source === 5
  const configs = found.configs
    .filter(({ configSource, isDefault: flag }) => all || !isDefault(configSource, flag))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const { name: config, value, configSource, isSensitive } of configs) {
    const source = sources[configSource] ?? 'unknown'
    if (json) out.json({ name: config, value, source, sensitive: isSensitive })
  }
  if (json) return
  out.table(
    ['NAME', 'VALUE', 'SOURCE'],
    configs.map((each) => [
      each.name,
      each.isSensitive ? '(hidden)' : (each.value ?? 'null'),
      sources[each.configSource] ?? 'unknown'
    ])
  )
}

interface Change {
  readonly name: string
  readonly configOperation: number
  readonly value: string | null
}

async function change(kind: ResourceType, name: string, configs: readonly Change[], cluster: Cluster): Promise<void> {
  const broker = await ownerOf(kind, name, cluster)
  const answer = await broker.call('IncrementalAlterConfigs', {
    resources: [{ resourceType: resourceTypes[kind], resourceName: name, configs }],
    validateOnly: false
  })
  for (const { errorCode, errorMessage } of answer.responses) {
    if (errorCode !== errorCodes.NONE) throw brokerError(`${kind} ${name}`, errorCode, errorMessage)
  }
}

const withResource = <T>(y: Argv<T>) =>
  y.positional('kind', { choices: kinds, demandOption: true, describe: 'What has the config' }).positional('name', {
    type: 'string',
    demandOption: true,
    describe: "Its name; a broker's id, or '' for all brokers"
  })

export function build(yargs: Argv): Argv {
  return clusterOptions(yargs)
    .command(
      'show <kind> <name>',
      'What is set, and where',
      (y) => withResource(y).option('all', { alias: 'a', type: 'boolean', default: false, describe: 'Defaults too' }),
      (args) =>
        withCluster(args.bootstrap, (cluster, out) =>
          show(args.kind as ResourceType, String(args.name), args.all, args.json, cluster, out)
        )
    )
    .command(
      'set <kind> <name> <configs..>',
      'Sets configs: name=value',
      (y) =>
        withResource(y)
          .positional('configs', { type: 'string', array: true, demandOption: true })
          .example('$0 configs set topic orders retention.ms=3600000', ''),
      (args) => {
        const changes = (args.configs as string[])
          .map(parseAssignment)
          .map(({ name, value }) => ({ name, value, configOperation: setOperation }))
        return withCluster(args.bootstrap, (cluster) =>
          change(args.kind as ResourceType, String(args.name), changes, cluster)
        )
      }
    )
    .command(
      'unset <kind> <name> <configs..>',
      'Back to the default',
      (y) => withResource(y).positional('configs', { type: 'string', array: true, demandOption: true }),
      (args) => {
        const changes = (args.configs as string[]).map((name) => ({
          name,
          value: null,
          configOperation: deleteOperation
        }))
        return withCluster(args.bootstrap, (cluster) =>
          change(args.kind as ResourceType, String(args.name), changes, cluster)
        )
      }
    )
    .demandCommand(1, 'say what to do: show, set or unset')
}

/** Only reached when no subcommand was given. */
export function run(): never {
  throw new CliError('say what to do: show, set or unset', 2)
}
