import { readFileSync } from 'node:fs'
import { CliError, usageError } from '../cli-error.ts'
import type { Cluster } from '../client/cluster.ts'
import { describedGroup, foundGroup, type GroupDescription, internalTopicsOf } from '../client/group-description.ts'
import {
  type Aim,
  deleteOffsets,
  type Place,
  parseScope,
  partitionsMeant,
  placesFor,
  setOffsets
} from '../client/group-reset.ts'
import { deleteTopics } from '../client/topics.ts'
import type { Output } from '../output.ts'
import { parseDuration, parseStart } from '../start-point.ts'
import { clusterOptions, command, wholeNumber, withCluster, wordsOf } from './common.ts'
import { eachGroup, groupsMeant } from './groups-meant.ts'

interface ResetArguments {
  readonly topics: readonly string[]
  readonly allTopics: boolean
  readonly to: string | undefined
  readonly shiftBy: number | undefined
  readonly byDuration: string | undefined
  readonly fromFile: string | undefined
  /** The contents of that file. */
  readonly text: string
  /** Several groups are reset, so each line names its group. */
  readonly areSeveral: boolean
  readonly dryRun: boolean
  readonly export: boolean
  readonly deleteInternalTopics: readonly string[]
  readonly deleteAllInternalTopics: boolean
  readonly json: boolean
}

function aimOf({ to, shiftBy, byDuration }: ResetArguments): Aim {
  if (shiftBy !== undefined) return { at: 'shift', by: shiftBy }
  if (byDuration !== undefined)
    return { at: 'time', timestamp: Date.now() - parseDuration('--by-duration', byDuration) }
  return to === 'current' ? { at: 'current' } : parseStart('--to', to ?? '')
}

/** Parses lines of `topic,partition,offset`, optionally preceded by the group, as `--export` writes them. @throws CliError */
function placesIn(text: string, file: string, group: string): Place[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .flatMap((line, index) => {
      const cells = line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
      if (cells.length === 4 && cells[0] !== group) return []
      const [topic, partition, offset] = cells.slice(-3)
      const isPlace = /^\d+$/.test(partition ?? '') && /^\d+$/.test(offset ?? '') && (topic ?? '') !== ''
      if (topic === undefined || !isPlace || cells.length > 4)
        throw new CliError(`${file}, line ${index + 1}: write topic,partition,offset`)
      return [{ topic, partition: Number(partition), offset: Number(offset) }]
    })
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw new CliError(`cannot read ${file}: ${(error as Error).message}`)
  }
}

async function plan(
  cluster: Cluster,
  group: string,
  found: GroupDescription | null,
  args: ResetArguments
): Promise<Place[]> {
  const { topics, allTopics, fromFile, text } = args
  if (fromFile === undefined) {
    if (allTopics === topics.length > 0) throw usageError('name topics, or say --all-topics')
    const meant = await partitionsMeant(cluster, group, found, allTopics ? null : topics.map(parseScope))
    return placesFor(cluster, group, found, meant, aimOf(args))
  }
  if (allTopics || topics.length > 0) throw usageError('--from-file says which topics')
  const places: Place[] = []
  for (const { topic, partition, offset } of placesIn(text, fromFile, group)) {
    const meant = await partitionsMeant(cluster, group, found, [{ topic, partitions: [partition] }])
    places.push(...(await placesFor(cluster, group, found, meant, { at: 'offset', offset })))
  }
  return places
}

/** The internal topics of a streams group to delete. @throws CliError */
function internalTopics(
  found: GroupDescription | null,
  named: readonly string[],
  isAll: boolean,
  group: string
): readonly string[] {
  if (!isAll && named.length === 0) return []
  if (found?.type !== 'streams') throw usageError(`group ${group} is no streams group and has no internal topics`)
  const known = internalTopicsOf(found)
  const foreign = named.find((topic) => !known.includes(topic))
  if (foreign !== undefined) throw new CliError(`${foreign} is no internal topic of group ${group}`)
  return isAll ? known : named
}

function show(group: string, places: readonly Place[], { json, ...args }: ResetArguments, out: Output): void {
  for (const { topic, partition, offset } of places) {
    if (json) out.json({ group, topic, partition, offset })
    else if (args.export) out.line(`${args.areSeveral ? `${group},` : ''}${topic},${partition},${offset}`)
    else out.line(`${args.areSeveral ? `${group} ` : ''}${topic}-${partition} ${offset}`)
  }
}

async function reset(group: string, args: ResetArguments, cluster: Cluster, out: Output): Promise<void> {
  const { dryRun } = args
  const found = await foundGroup(cluster, group)
  if (found !== null && found.members.length > 0)
    throw new CliError(`group ${group} is ${found.state}: offsets can be moved while it has no members`)
  const internal = internalTopics(found, args.deleteInternalTopics, args.deleteAllInternalTopics, group)
  const places = await plan(cluster, group, found, args)
  if (!dryRun) await setOffsets(cluster, group, found, places)
  show(group, places, args, out)
  if (!dryRun) await removeTopics(internal, args.json, cluster, out)
}

/** Internal topics that are already gone are not an error. */
export async function removeTopics(
  topics: readonly string[],
  json: boolean,
  cluster: Cluster,
  out: Output
): Promise<void> {
  for (const name of await deleteTopics(cluster, topics, { isMissingFine: true })) {
    if (json) out.json({ name, deleted: true })
    else out.line(`deleted ${name}`)
  }
}

async function forget(
  group: string,
  topics: readonly string[],
  json: boolean,
  cluster: Cluster,
  out: Output
): Promise<void> {
  const found = await describedGroup(cluster, group)
  const scopes = topics.map(parseScope)
  if (found.type === 'share' && scopes.some(({ partitions }) => partitions !== null))
    throw usageError('offsets of a share group are deleted by whole topics')
  const meant = await partitionsMeant(cluster, group, found, scopes)
  await deleteOffsets(cluster, group, found, meant)
  for (const { topic, partition } of meant) {
    if (json) out.json({ group, topic, partition, deleted: true })
    else out.line(`${topic}-${partition} deleted`)
  }
}

export const resetCommand = command(
  'reset [group] [topics..]',
  'Moves the offsets of groups that have no members',
  (y) =>
    clusterOptions(y)
      .positional('group', { type: 'string', describe: 'The group; omitted with --all' })
      .positional('topics', { type: 'string', array: true, describe: 'A topic, or topic:0,2' })
      .option('also', {
        type: 'string',
        array: true,
        default: [],
        requiresArg: true,
        describe: 'Another group to reset (repeat for more)'
      })
      .option('all', { type: 'boolean', default: false, describe: 'All groups' })
      .option('type', {
        type: 'string',
        array: true,
        default: [],
        requiresArg: true,
        describe: 'With --all: only groups of these types'
      })
      .option('all-topics', { type: 'boolean', default: false, describe: 'Everything the group reads' })
      .option('to', {
        type: 'string',
        requiresArg: true,
        describe: 'beginning, end, current, an offset, -N, or a time'
      })
      .option('shift-by', {
        type: 'string',
        requiresArg: true,
        describe: 'Forward or back by this many records',
        coerce: wholeNumber('--shift-by', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
      })
      .option('by-duration', { type: 'string', requiresArg: true, describe: 'This long ago: P1DT2H3M4S' })
      .option('from-file', {
        type: 'string',
        requiresArg: true,
        describe: 'Lines of topic,partition,offset; - is stdin'
      })
      .option('dry-run', { type: 'boolean', default: false, describe: 'Only show what would be set' })
      .option('export', { type: 'boolean', default: false, describe: 'Write what --from-file reads' })
      .option('delete-internal-topic', {
        type: 'string',
        array: true,
        default: [],
        requiresArg: true,
        describe: 'Also deletes this internal topic of a streams group'
      })
      .option('delete-all-internal-topics', {
        type: 'boolean',
        default: false,
        describe: 'Also deletes the internal topics of a streams group'
      })
      .example('$0 groups reset audit orders --to beginning', '')
      .example('$0 groups reset audit --all-topics --shift-by -10 --dry-run', '')
      .example('$0 groups reset audit orders --also billing --to end', ''),
  (args) => {
    const { to, shiftBy, byDuration, fromFile, all } = args
    if ([to, shiftBy, byDuration, fromFile].filter((each) => each !== undefined).length !== 1)
      throw usageError('write one of --to, --shift-by, --by-duration and --from-file')
    const words = [...wordsOf(args.group === undefined ? [] : [args.group]), ...wordsOf(args.topics)]
    // With --all no group is named, so the first word is a topic too.
    const groups = [...(all ? [] : words.splice(0, 1)), ...wordsOf(args.also)]
    const text = fromFile === undefined ? '' : textOf(fromFile)
    const deleteInternalTopics = wordsOf(args.deleteInternalTopic)
    return withCluster(args.bootstrap, async (cluster, out) => {
      const meant = await groupsMeant(cluster, { groups, isAll: all, types: wordsOf(args.type) })
      const wanted = { ...args, topics: words, text, areSeveral: meant.length > 1, deleteInternalTopics }
      await eachGroup(meant, (group) => reset(group, wanted, cluster, out))
    })
  }
)

export const deleteOffsetsCommand = command(
  'delete-offsets <group> <topics..>',
  'Forgets what a group has committed in topics that it does not read',
  (y) =>
    clusterOptions(y)
      .positional('group', { type: 'string', demandOption: true })
      .positional('topics', { type: 'string', array: true, demandOption: true, describe: 'A topic, or topic:0,2' })
      .example('$0 groups delete-offsets audit orders', ''),
  (args) =>
    withCluster(args.bootstrap, (cluster, out) =>
      forget(String(args.group), wordsOf(args.topics), args.json, cluster, out)
    )
)
