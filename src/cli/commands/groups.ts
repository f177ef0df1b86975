import type { Argv } from 'yargs'
import { consumerProtocolAssignment, errorCodes } from '../../protocol/index.ts'
import { CliError } from '../cli-error.ts'
import { brokerError, type Cluster } from '../client/cluster.ts'
import { committedOffsets, decodeWithVersion } from '../client/group.ts'
import { latestTimestamp, listOffset, startOffset } from '../client/offsets.ts'
import { countText, type Output } from '../output.ts'
import { parseStart } from '../start-point.ts'
import { type Command, clusterOptions, command, withCluster, wordsOf } from './common.ts'

/** Every broker lists the groups that it coordinates. */
async function list(json: boolean, cluster: Cluster, out: Output): Promise<void> {
  const { brokers } = await cluster.metadata([])
  const rows: (readonly [string, string, string])[] = []
  for (const { nodeId } of brokers) {
    const answer = await (await cluster.node(nodeId)).call('ListGroups', {})
    if (answer.errorCode !== errorCodes.NONE) throw brokerError('groups', answer.errorCode)
    for (const { groupId, protocolType, groupState } of answer.groups) rows.push([groupId, groupState, protocolType])
  }
  rows.sort(([a], [b]) => (a < b ? -1 : 1))
  if (json) for (const [group, state, protocolType] of rows) out.json({ group, state, protocolType })
  else if (rows.length === 0) out.line('no groups')
  else out.table(['GROUP', 'STATE', 'PROTOCOL'], rows)
}

interface Owner {
  readonly memberId: string
  readonly clientId: string
  readonly clientHost: string
}

async function describeGroup(group: string, json: boolean, cluster: Cluster, out: Output): Promise<void> {
  const broker = await cluster.coordinator(group)
  const answer = await broker.call('DescribeGroups', { groups: [group] })
  const found = answer.groups[0]
  if (found === undefined) throw new CliError(`group ${group}: the broker says nothing of it`)
  if (found.errorCode !== errorCodes.NONE) throw brokerError(`group ${group}`, found.errorCode, found.errorMessage)
  const owners = new Map<string, Owner>()
  for (const { memberId, clientId, clientHost, memberAssignment } of found.members) {
    if (memberAssignment.length === 0) continue
    const { assignedPartitions } = decodeWithVersion(consumerProtocolAssignment, memberAssignment)
    for (const { topic, partitions } of assignedPartitions) {
      for (const partition of partitions) owners.set(`${topic}-${partition}`, { memberId, clientId, clientHost })
    }
  }
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
  rows.sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1))
  if (json) {
    out.json({
      group,
      state: found.groupState,
      protocol: found.protocolData,
      members: found.members.length,
      offsets: rows
    })
    return
  }
  out.line(
    `${group}: ${found.groupState}, ${countText(found.members.length, 'member')}${found.protocolData ? `, ${found.protocolData}` : ''}`
  )
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
  'All groups and their state',
  (y) => clusterOptions(y).example('$0 groups list', ''),
  (args) => withCluster(args.bootstrap, (cluster, out) => list(args.json, cluster, out))
)

const describeCommand = command(
  'describe <group>',
  'Members, committed offsets and how far behind they are',
  (y) =>
    clusterOptions(y)
      .positional('group', { type: 'string', demandOption: true })
      .example('$0 groups describe audit', ''),
  (args) => withCluster(args.bootstrap, (cluster, out) => describeGroup(String(args.group), args.json, cluster, out))
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
