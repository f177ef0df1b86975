import type { Argv } from 'yargs'
import { consumerProtocolAssignment, errorCodes } from '../../protocol/index.ts'
import { CliError } from '../cli-error.ts'
import { brokerError, type Cluster } from '../client/cluster.ts'
import { listOffset, startOffset } from '../client/consumer.ts'
import { committedOffsets, decodeWithVersion } from '../client/group.ts'
import type { Output } from '../output.ts'
import { clusterOptions, withCluster } from './common.ts'
import { parseStart } from './consume.ts'

const latestTimestamp = -1

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
        end,
        lag: end === undefined ? undefined : end - offset,
        owner: owners.get(`${topic}-${partition}`)
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
    `${group}: ${found.groupState}, ${found.members.length} members${found.protocolData ? `, ${found.protocolData}` : ''}`
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

async function remove(groups: readonly string[], cluster: Cluster): Promise<void> {
  for (const group of groups) {
    const broker = await cluster.coordinator(group)
    const { results } = await broker.call('DeleteGroups', { groupsNames: [group] })
    for (const { errorCode } of results)
      if (errorCode !== errorCodes.NONE) throw brokerError(`group ${group}`, errorCode)
  }
}

/** Commits new offsets from outside the group, which the broker allows while it has no members. */
async function reset(
  group: string,
  topics: readonly string[],
  to: string,
  cluster: Cluster,
  out: Output
): Promise<void> {
  const start = parseStart(to)
  const committed = []
  for (const topic of topics) {
    const partitions = []
    for (const partition of (await cluster.leaders(topic)).keys()) {
      const offset = await startOffset(cluster, topic, partition, start)
      partitions.push({ partitionIndex: partition, committedOffset: BigInt(offset), committedMetadata: '' })
      out.line(`${topic}-${partition} ${offset}`)
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
}

export function build(yargs: Argv): Argv {
  return clusterOptions(yargs)
    .command('list', 'All groups and their state', {}, (args) =>
      withCluster((args as unknown as { bootstrap: string }).bootstrap, (cluster, out) =>
        list(Boolean(args.json), cluster, out)
      )
    )
    .command(
      'describe <group>',
      'Members, committed offsets and how far behind they are',
      (y) => y.positional('group', { type: 'string', demandOption: true }),
      (args) => withCluster(args.bootstrap, (cluster, out) => describeGroup(args.group, args.json, cluster, out))
    )
    .command(
      'delete <groups..>',
      'Deletes groups that have no members',
      (y) => y.positional('groups', { type: 'string', array: true, demandOption: true }),
      (args) => withCluster(args.bootstrap, (cluster) => remove((args.groups as unknown[]).map(String), cluster))
    )
    .command(
      'reset <group> <topics..>',
      'Moves the committed offsets of a group that has no members',
      (y) =>
        y
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
          reset(args.group, (args.topics as unknown[]).map(String), args.to, cluster, out)
        )
    )
    .demandCommand(1, 'say what to do: list, describe, delete or reset')
}

/** Only reached when no subcommand was given. */
export function run(): never {
  throw new CliError('say what to do: list, describe, delete or reset', 2)
}
