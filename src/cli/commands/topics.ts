import type { Argv } from 'yargs'
import { errorCodes } from '../../protocol/index.ts'
import { zeroUuid } from '../../wire/index.ts'
import { CliError } from '../cli-error.ts'
import { brokerError, type Cluster } from '../client/cluster.ts'
import { type Output, parseAssignment } from '../output.ts'
import { type ClusterArguments, clusterOptions, withCluster } from './common.ts'

const requestMs = 30_000

interface CreateArguments extends ClusterArguments {
  readonly names: readonly string[]
  readonly partitions: number
  readonly replication: number
  readonly config: readonly string[]
  readonly ifNotExists: boolean
}

async function list(
  { json, internal }: { json: boolean; internal: boolean },
  cluster: Cluster,
  out: Output
): Promise<void> {
  const { topics } = await cluster.metadata(null)
  const shown = topics
    .filter(({ isInternal }) => internal || !isInternal)
    .sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
  for (const { name, partitions, isInternal } of shown) {
    if (json) out.json({ name, partitions: partitions.length, internal: isInternal })
    else out.line(name ?? '')
  }
}

async function describe(names: readonly string[], json: boolean, cluster: Cluster, out: Output): Promise<void> {
  const { topics } = await cluster.metadata(names.length === 0 ? null : names)
  for (const topic of topics) {
    if (topic.errorCode !== errorCodes.NONE) throw brokerError(`topic ${topic.name}`, topic.errorCode)
    if (json) out.json(topic)
  }
  if (json) return
  const rows = topics.flatMap(({ name, partitions }) =>
    [...partitions]
      .sort((a, b) => a.partitionIndex - b.partitionIndex)
      .map((each) => [
        name ?? '',
        each.partitionIndex,
        each.leaderId,
        each.replicaNodes.join(','),
        each.isrNodes.join(',')
      ])
  )
  out.table(['TOPIC', 'PARTITION', 'LEADER', 'REPLICAS', 'ISR'], rows)
}

async function create(args: CreateArguments, cluster: Cluster, out: Output): Promise<void> {
  const configs = args.config.map(parseAssignment)
  const broker = await cluster.controller()
  // -1 asks for the broker's own defaults, which brokers before CreateTopics v4 do not know (KIP-464).
  const knowsDefaults = broker.versionOf('CreateTopics') >= 4
  const orDefault = (count: number) => (count === -1 && !knowsDefaults ? 1 : count)
  const answer = await broker.call('CreateTopics', {
    topics: args.names.map((name) => ({
      name,
      numPartitions: orDefault(args.partitions),
      replicationFactor: orDefault(args.replication),
      assignments: [],
      configs
    })),
    timeoutMs: requestMs
  })
  for (const { name, errorCode, errorMessage, numPartitions } of answer.topics) {
    if (errorCode === errorCodes.TOPIC_ALREADY_EXISTS && args.ifNotExists) continue
    if (errorCode !== errorCodes.NONE) throw brokerError(`topic ${name}`, errorCode, errorMessage)
    if (args.json) out.json({ name, partitions: numPartitions })
  }
}

async function remove(names: readonly string[], cluster: Cluster): Promise<void> {
  const broker = await cluster.controller()
  const byName = broker.versionOf('DeleteTopics') < 6
  const answer = await broker.call('DeleteTopics', {
    topicNames: byName ? names : [],
    topics: byName ? [] : names.map((name) => ({ name, topicId: zeroUuid })),
    timeoutMs: requestMs
  })
  for (const { name, errorCode, errorMessage } of answer.responses) {
    if (errorCode !== errorCodes.NONE) throw brokerError(`topic ${name}`, errorCode, errorMessage)
  }
}

async function grow(name: string, count: number, cluster: Cluster): Promise<void> {
  const broker = await cluster.controller()
  const answer = await broker.call('CreatePartitions', {
    topics: [{ name, count, assignments: null }],
    timeoutMs: requestMs,
    validateOnly: false
  })
  for (const { errorCode, errorMessage } of answer.results) {
    if (errorCode !== errorCodes.NONE) throw brokerError(`topic ${name}`, errorCode, errorMessage)
  }
}

const namesOf = (value: unknown): string[] => (value === undefined ? [] : (value as unknown[]).map(String))

export function build(yargs: Argv): Argv {
  return clusterOptions(yargs)
    .command(
      'list',
      'Names of all topics',
      (y) => y.option('internal', { type: 'boolean', default: false, describe: 'Internal topics too' }),
      (args) => withCluster(args.bootstrap, (cluster, out) => list(args, cluster, out))
    )
    .command(
      'create <names..>',
      'Creates topics',
      (y) =>
        y
          .positional('names', { type: 'string', array: true, demandOption: true })
          .option('partitions', {
            alias: 'p',
            type: 'number',
            default: -1,
            defaultDescription: "the broker's num.partitions"
          })
          .option('replication', {
            alias: 'r',
            type: 'number',
            default: -1,
            defaultDescription: "the broker's default.replication.factor"
          })
          .option('config', {
            alias: 'c',
            type: 'string',
            array: true,
            default: [] as string[],
            requiresArg: true,
            nargs: 1,
            describe: 'A topic config: name=value'
          })
          .option('if-not-exists', {
            type: 'boolean',
            default: false,
            describe: 'A topic that is there already is no error'
          })
          .example('$0 topics create orders -p 6 -c retention.ms=3600000', ''),
      (args) =>
        withCluster(args.bootstrap, (cluster, out) => create({ ...args, names: namesOf(args.names) }, cluster, out))
    )
    .command(
      'delete <names..>',
      'Deletes topics with all their records',
      (y) => y.positional('names', { type: 'string', array: true, demandOption: true }),
      (args) => withCluster(args.bootstrap, (cluster) => remove(namesOf(args.names), cluster))
    )
    .command(
      'describe [names..]',
      'Partitions, leaders and replicas',
      (y) => y.positional('names', { type: 'string', array: true }),
      (args) => withCluster(args.bootstrap, (cluster, out) => describe(namesOf(args.names), args.json, cluster, out))
    )
    .command(
      'grow <name> <partitions>',
      'Gives a topic more partitions',
      (y) =>
        y
          .positional('name', { type: 'string', demandOption: true })
          .positional('partitions', { type: 'number', demandOption: true }),
      (args) => withCluster(args.bootstrap, (cluster) => grow(args.name, args.partitions, cluster))
    )
    .demandCommand(1, 'say what to do: list, create, delete, describe or grow')
}

/** Only reached when no subcommand was given. */
export function run(): never {
  throw new CliError('say what to do: list, create, delete, describe or grow', 2)
}
