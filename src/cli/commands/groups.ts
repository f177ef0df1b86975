import type { Argv } from 'yargs'
import { errorCodes } from '../../protocol/index.ts'
import { brokerError, type Cluster } from '../client/cluster.ts'
import { committedOffsets } from '../client/group.ts'
import { type DescribedMember, describedGroup, type GroupDescription } from '../client/group-description.ts'
import { latestTimestamp, listOffset, startOffset } from '../client/offsets.ts'
import { countText, type Output } from '../output.ts'
import { parseStart } from '../start-point.ts'
import { type Command, clusterOptions, command, withCluster, wordsOf } from './common.ts'

interface ListArguments {
  readonly json: boolean
  readonly state: readonly string[]
  readonly type: readonly string[]
}

/** Every broker lists the groups that it coordinates. */
async function list({ json, state, type }: ListArguments, cluster: Cluster, out: Output): Promise<void> {
  const { brokers } = await cluster.metadata([])
  const filters = {
    ...(state.length > 0 ? { statesFilter: [...state] } : {}),
    ...(type.length > 0 ? { typesFilter: [...type] } : {})
  }
  const leastVersion = type.length > 0 ? 5 : state.length > 0 ? 4 : 0
  const rows: (readonly [string, string, string, string])[] = []
  for (const { nodeId } of brokers) {
    const answer = await (await cluster.node(nodeId)).call('ListGroups', filters, { leastVersion })
    if (answer.errorCode !== errorCodes.NONE) throw brokerError('groups', answer.errorCode)
    for (const { groupId, protocolType, groupState, groupType } of answer.groups)
      rows.push([groupId, groupState, groupType, protocolType])
  }
  rows.sort(([a], [b]) => (a < b ? -1 : 1))
  if (json)
    for (const [group, groupState, groupType, protocolType] of rows)
      out.json({ group, state: groupState, type: groupType, protocolType })
  else if (rows.length === 0) out.line('no groups')
  else out.table(['GROUP', 'STATE', 'TYPE', 'PROTOCOL'], rows)
}

interface DescribeArguments {
  readonly json: boolean
  readonly members: boolean
}

const placesOf = (assigned: DescribedMember['assignment']): string =>
  assigned.map(({ topic, partitions }) => `${topic}:${partitions.join(',')}`).join(' ') || '-'

function showMembers(members: readonly DescribedMember[], json: boolean, out: Output): void {
  if (json) for (const member of members) out.json({ ...member })
  else if (members.length > 0)
    out.table(
      ['MEMBER', 'INSTANCE', 'CLIENT', 'HOST', 'PROTOCOL', 'EPOCH', 'ASSIGNMENT', 'TARGET'],
      members.map(({ member, instance, client, host, protocol, epoch, assignment, target }) => [
        member,
        instance ?? '-',
        client,
        host,
        protocol,
        epoch ?? '-',
        placesOf(assignment),
        target === null ? '-' : placesOf(target)
      ])
    )
}

/** In a line: what is shown of every group. */
function headOf(group: string, { state, type, protocol, epoch, assignmentEpoch, members }: GroupDescription): string {
  const parts = [`${group}: ${state}`, `${type} group`, countText(members.length, 'member')]
  if (protocol !== '') parts.push(protocol)
  if (epoch !== null) parts.push(`epoch ${epoch}`, `assignment of epoch ${assignmentEpoch}`)
  return parts.join(', ')
}

async function describeGroup(
  group: string,
  { json, members }: DescribeArguments,
  cluster: Cluster,
  out: Output
): Promise<void> {
  const found = await describedGroup(cluster, group)
  if (members) {
    if (!json) out.line(headOf(group, found))
    showMembers(found.members, json, out)
    return
  }
  const rows = await offsetsOf(cluster, group, found)
  if (json) {
    const { state, type, protocol, epoch, assignmentEpoch } = found
    const counted = { members: found.members.length, offsets: rows }
    out.json({ group, state, type, protocol, epoch, assignmentEpoch, ...counted })
    return
  }
  out.line(headOf(group, found))
  const cells = rows.map(({ topic, partition, offset, end, lag, owner }) => [
    topic,
    partition,
    offset,
    end ?? '-',
    lag ?? '-',
    owner?.memberId ?? '-',
    owner?.clientHost ?? '-'
  ])
  if (cells.length > 0) out.table(['TOPIC', 'PARTITION', 'OFFSET', 'END', 'LAG', 'MEMBER', 'HOST'], cells)
}

interface Owner {
  readonly memberId: string
  readonly clientId: string
  readonly clientHost: string
}

async function offsetsOf(cluster: Cluster, group: string, { members }: GroupDescription) {
  const owners = new Map<string, Owner>()
  for (const { member: memberId, client: clientId, host: clientHost, assignment } of members)
    for (const { topic, partitions } of assignment)
      for (const partition of partitions) owners.set(`${topic}-${partition}`, { memberId, clientId, clientHost })
  const offsets = await committedOffsets(cluster, group, null)
  const rows = await Promise.all(
    offsets.map(async ({ topic, partition, offset }) => {
      const end = await listOffset(cluster, topic, partition, latestTimestamp).catch(() => undefined)
      return {
        topic,
        partition,
        offset,
        end: end ?? null,
        lag: end === undefined || offset < 0 ? null : Math.max(0, end - offset),
        owner: owners.get(`${topic}-${partition}`) ?? null
      }
    })
  )
  return rows.sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1))
}

async function remove(groups: readonly string[], json: boolean, cluster: Cluster, out: Output): Promise<void> {
  for (const group of groups) {
    const broker = await cluster.coordinator(group)
    const { results } = await broker.call('DeleteGroups', { groupsNames: [group] })
    for (const { errorCode } of results)
      if (errorCode !== errorCodes.NONE) throw brokerError(`group ${group}`, errorCode)
    if (json) out.json({ group, deleted: true })
    else out.line(`deleted ${group}`)
  }
}

interface ResetArguments {
  readonly topics: readonly string[]
  readonly to: string
  readonly json: boolean
}

/** Commits new offsets from outside the group, which the broker allows while it has no members. */
async function reset(
  group: string,
  { topics, to, json }: ResetArguments,
  cluster: Cluster,
  out: Output
): Promise<void> {
  const start = parseStart('--to', to)
  const committed = []
  for (const topic of topics) {
    const partitions = []
    for (const partition of (await cluster.leaders(topic)).keys()) {
      const offset = await startOffset(cluster, topic, partition, start)
      partitions.push({ partitionIndex: partition, committedOffset: BigInt(offset), committedMetadata: '' })
    }
    committed.push({ name: topic, partitions })
  }
  const broker = await cluster.coordinator(group)
  const answer = await broker.call('OffsetCommit', { groupId: group, topics: committed })
  for (const { name, partitions } of answer.topics) {
    for (const { partitionIndex, errorCode } of partitions) {
      if (errorCode !== errorCodes.NONE) throw brokerError(`${name}-${partitionIndex} in group ${group}`, errorCode)
    }
  }
  for (const { name, partitions } of committed) {
    for (const { partitionIndex, committedOffset } of partitions) {
      if (json) out.json({ group, topic: name, partition: partitionIndex, offset: committedOffset })
      else out.line(`${name}-${partitionIndex} ${committedOffset}`)
    }
  }
}

const listCommand = command(
  'list',
  'All groups, their state and kind',
  (y) =>
    clusterOptions(y)
      .option('state', { type: 'string', array: true, default: [], describe: 'Only groups in these states' })
      .option('type', { type: 'string', array: true, default: [], describe: 'Only classic, consumer, ... groups' })
      .example('$0 groups list --type consumer', ''),
  (args) =>
    withCluster(args.bootstrap, (cluster, out) =>
      list({ json: args.json, state: wordsOf(args.state), type: wordsOf(args.type) }, cluster, out)
    )
)

const describeCommand = command(
  'describe <group>',
  'Members, committed offsets and how far behind they are',
  (y) =>
    clusterOptions(y)
      .positional('group', { type: 'string', demandOption: true })
      .option('members', {
        type: 'boolean',
        default: false,
        describe: 'Members with their epochs and assignments instead of offsets'
      })
      .example('$0 groups describe audit', '')
      .example('$0 groups describe audit --members', ''),
  (args) => withCluster(args.bootstrap, (cluster, out) => describeGroup(String(args.group), args, cluster, out))
)

const resetCommand = command(
  'reset <group> <topics..>',
  'Moves the committed offsets of a group that has no members',
  (y) =>
    clusterOptions(y)
      .positional('group', { type: 'string', demandOption: true })
      .positional('topics', { type: 'string', array: true, demandOption: true })
      .option('to', {
        type: 'string',
        demandOption: true,
        requiresArg: true,
        describe: 'beginning, end, an offset, -N, or a time'
      })
      .example('$0 groups reset audit orders --to beginning', ''),
  (args) =>
    withCluster(args.bootstrap, (cluster, out) =>
      reset(String(args.group), { ...args, topics: wordsOf(args.topics) }, cluster, out)
    )
)

const deleteCommand = command(
  'delete <groups..>',
  'Deletes groups that have no members',
  (y) =>
    clusterOptions(y)
      .positional('groups', { type: 'string', array: true, demandOption: true })
      .example('$0 groups delete audit', ''),
  (args) => withCluster(args.bootstrap, (cluster, out) => remove(wordsOf(args.groups), args.json, cluster, out))
)

export const shared = (yargs: Argv): Argv => clusterOptions(yargs)
export const commands: readonly Command[] = [listCommand, describeCommand, resetCommand, deleteCommand]
