import type { Argv } from 'yargs'
import { errorCodes } from '../../protocol/index.ts'
import { brokerError, type Cluster } from '../client/cluster.ts'
import { deleteTopics } from '../client/topics.ts'
import { countText, type Output, parseAssignment } from '../output.ts'
import {
  type ClusterArguments,
  type Command,
  clusterOptions,
  command,
  wholeNumber,
  withCluster,
  wordsOf
} from './common.ts'
import { deleteRecordsCommand, offsetsCommand } from './topic-records.ts'
import { describeCommand, listCommand } from './topic-views.ts'

const requestMs = 30_000

interface CreateArguments extends ClusterArguments {
  readonly partitions: number | undefined
  readonly replication: number | undefined
  readonly config: readonly string[]
  readonly ifNotExists: boolean
}

async function create(names: readonly string[], args: CreateArguments, cluster: Cluster, out: Output): Promise<void> {
  const configs = args.config.map(parseAssignment)
  const broker = await cluster.controller()
  // -1 asks for the broker's own defaults, which brokers before CreateTopics v4 do not know (KIP-464).
  const unspecified = broker.versionOf('CreateTopics') >= 4 ? -1 : 1
  const answer = await broker.call('CreateTopics', {
    topics: names.map((name) => ({
      name,
      numPartitions: args.partitions ?? unspecified,
      replicationFactor: args.replication ?? unspecified,
      assignments: [],
      configs
    })),
    timeoutMs: requestMs
  })
  for (const { name, errorCode, errorMessage, numPartitions } of answer.topics) {
    if (errorCode === errorCodes.TOPIC_ALREADY_EXISTS && args.ifNotExists) continue
    if (errorCode !== errorCodes.NONE) throw brokerError(`topic ${name}`, errorCode, errorMessage)
    // Brokers before v5 do not say how many partitions there are.
    const partitions = numPartitions === undefined || numPartitions < 0 ? (args.partitions ?? null) : numPartitions
    if (args.json) out.json({ name, partitions })
    else out.line(`created ${name}${partitions === null ? '' : ` with ${countText(partitions, 'partition')}`}`)
  }
}

async function remove(names: readonly string[], json: boolean, cluster: Cluster, out: Output): Promise<void> {
  for (const name of await deleteTopics(cluster, names)) {
    if (json) out.json({ name, deleted: true })
    else out.line(`deleted ${name}`)
  }
}

async function grow(name: string, count: number, json: boolean, cluster: Cluster, out: Output): Promise<void> {
  const broker = await cluster.controller()
  const answer = await broker.call('CreatePartitions', {
    topics: [{ name, count, assignments: null }],
    timeoutMs: requestMs,
    validateOnly: false
  })
  for (const { errorCode, errorMessage } of answer.results) {
    if (errorCode !== errorCodes.NONE) throw await cluster.topicError(name, errorCode, errorMessage)
    if (json) out.json({ name, partitions: count })
    else out.line(`${name} has ${countText(count, 'partition')} now`)
  }
}

const createCommand = command(
  'create <names..>',
  'Creates topics',
  (y) =>
    clusterOptions(y)
      .positional('names', { type: 'string', array: true, demandOption: true })
      .option('partitions', {
        alias: 'p',
        requiresArg: true,
        coerce: wholeNumber('--partitions', 1),
        defaultDescription: "the broker's num.partitions",
        describe: 'How many partitions'
      })
      .option('replication', {
        alias: 'r',
        requiresArg: true,
        coerce: wholeNumber('--replication', 1, 32_767),
        defaultDescription: "the broker's default.replication.factor",
        describe: 'How many replicas of each partition'
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
        describe: 'Do not fail if the topic already exists'
      })
      .example('$0 topics create orders -p 6 -c retention.ms=3600000', ''),
  (args) => withCluster(args.bootstrap, (cluster, out) => create(wordsOf(args.names), args, cluster, out))
)

const deleteCommand = command(
  'delete <names..>',
  'Deletes topics with all their records',
  (y) => clusterOptions(y).positional('names', { type: 'string', array: true, demandOption: true }),
  (args) => withCluster(args.bootstrap, (cluster, out) => remove(wordsOf(args.names), args.json, cluster, out))
)

const growCommand = command(
  'grow <name> <partitions>',
  'Gives a topic more partitions',
  (y) =>
    clusterOptions(y)
      .positional('name', { type: 'string', demandOption: true })
      .positional('partitions', { demandOption: true, coerce: wholeNumber('partitions', 1) })
      .example('$0 topics grow orders 12', 'twelve in all'),
  (args) =>
    withCluster(args.bootstrap, (cluster, out) =>
      grow(String(args.name), args.partitions as number, args.json, cluster, out)
    )
)

export const shared = (yargs: Argv): Argv => clusterOptions(yargs)
export const commands: readonly Command[] = [
  listCommand,
  createCommand,
  deleteCommand,
  describeCommand,
  growCommand,
  offsetsCommand,
  deleteRecordsCommand
]
