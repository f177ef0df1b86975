import type { Argv } from 'yargs'
import { errorCodes } from '../../protocol/index.ts'
import { brokerError, type Cluster } from '../client/cluster.ts'
import { foundGroup, internalTopicsOf } from '../client/group-description.ts'
import type { Output } from '../output.ts'
import { type Command, clusterOptions, command, withCluster, wordsOf } from './common.ts'
import { describeCommand } from './groups-describe.ts'
import { eachGroup, type Filters, groupsMeant, listedGroups } from './groups-meant.ts'
import { deleteOffsetsCommand, removeTopics, resetCommand } from './groups-reset.ts'

async function list(filters: Filters, json: boolean, cluster: Cluster, out: Output): Promise<void> {
  const listed = await listedGroups(cluster, filters)
  if (json) for (const group of listed) out.json(group)
  else if (listed.length === 0) out.line('no groups')
  else
    out.table(
      ['GROUP', 'STATE', 'TYPE', 'PROTOCOL'],
      listed.map(({ group, state, type, protocolType }) => [group, state, type, protocolType])
    )
}

interface DeleteArguments {
  readonly deleteAllInternalTopics: boolean
  readonly json: boolean
}

async function removeGroup(group: string, args: DeleteArguments, cluster: Cluster, out: Output): Promise<void> {
  const { deleteAllInternalTopics, json } = args
  const found = deleteAllInternalTopics ? await foundGroup(cluster, group) : null
  const broker = await cluster.coordinator(group)
  const { results } = await broker.call('DeleteGroups', { groupsNames: [group] })
  for (const { errorCode } of results) if (errorCode !== errorCodes.NONE) throw brokerError(`group ${group}`, errorCode)
  if (json) out.json({ group, deleted: true })
  else out.line(`deleted ${group}`)
  if (found !== null) await removeTopics(internalTopicsOf(found), json, cluster, out)
}

/** Words with commas between them, too, as Kafka's tools take them. */
const listOf = (value: unknown) => wordsOf(value).flatMap((each) => each.split(','))

const words = { type: 'string', array: true, default: [] as string[], requiresArg: true } as const

const listCommand = command(
  'list',
  'All groups, their state and type',
  (y) =>
    clusterOptions(y)
      .option('state', { ...words, describe: 'Only groups in these states' })
      .option('type', { ...words, describe: 'Only classic, consumer, share or streams groups' })
      .option('protocol', { ...words, describe: 'Only of these protocol types: consumer, connect, ...' })
      .example('$0 groups list --type consumer', ''),
  (args) =>
    withCluster(args.bootstrap, (cluster, out) =>
      list(
        { states: listOf(args.state), types: listOf(args.type), protocols: wordsOf(args.protocol) },
        args.json,
        cluster,
        out
      )
    )
)

const deleteCommand = command(
  'delete [groups..]',
  'Deletes groups that have no members',
  (y) =>
    clusterOptions(y)
      .positional('groups', { type: 'string', array: true })
      .option('all', { type: 'boolean', default: false, describe: 'All groups' })
      .option('type', { ...words, describe: 'With --all: only groups of these types' })
      .option('delete-all-internal-topics', {
        type: 'boolean',
        default: false,
        describe: 'Also deletes the internal topics of streams groups'
      })
      .example('$0 groups delete audit', ''),
  (args) =>
    withCluster(args.bootstrap, async (cluster, out) => {
      const meant = { groups: wordsOf(args.groups), isAll: args.all, types: wordsOf(args.type) }
      await eachGroup(await groupsMeant(cluster, meant), (group) => removeGroup(group, args, cluster, out))
    })
)

export const shared = (yargs: Argv): Argv => clusterOptions(yargs)
export const commands: readonly Command[] = [
  listCommand,
  describeCommand,
  resetCommand,
  deleteCommand,
  deleteOffsetsCommand
]
