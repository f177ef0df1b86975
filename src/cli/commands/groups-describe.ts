import { usageError } from '../cli-error.ts'
import type { Cluster } from '../client/cluster.ts'
import { type DescribedMember, describedGroup, type GroupDescription, type Tasks } from '../client/group-description.ts'
import { type GroupOffset, offsetsOfGroup } from '../client/group-offsets.ts'
import { countText, type Output } from '../output.ts'
import { clusterOptions, command, withCluster, wordsOf } from './common.ts'
import { groupsMeant } from './groups-meant.ts'

interface DescribeArguments {
  readonly json: boolean
  readonly members: boolean
  readonly state: boolean
  readonly verbose: boolean
}

const placesOf = (assigned: DescribedMember['assignment']): string =>
  assigned.map(({ topic, partitions }) => `${topic}:${partitions.join(',')}`).join(' ') || '-'

/** `0:0,1 1:0 standby 1:1`: active tasks have no label. */
function tasksText({ active, standby, warmup }: Tasks): string {
  const text = (word: string, tasks: Tasks['active']) =>
    tasks.length === 0
      ? []
      : [word, ...tasks.map(({ subtopology, partitions }) => `${subtopology}:${partitions.join(',')}`)]
  const words = [...text('', active), ...text('standby', standby), ...text('warmup', warmup)]
  return words.join(' ').trim() || '-'
}

function showMembers({ type, members }: GroupDescription, { json, verbose }: DescribeArguments, out: Output): void {
  if (json) {
    for (const { streams, ...member } of members) out.json({ ...member, ...streams })
    return
  }
  if (members.length === 0) return
  const isStreams = type === 'streams'
  const heading = ['MEMBER', 'INSTANCE', 'CLIENT', 'HOST', 'PROTOCOL', 'EPOCH', 'ASSIGNMENT', 'TARGET']
  const more = isStreams ? ['PROCESS', 'TOPOLOGY', 'RACK', 'ENDPOINT', 'TAGS'] : ['RACK']
  const rows = members.map((each) => {
    const { member, instance, client, host, protocol, epoch, rack, assignment, target, streams } = each
    const has = streams === undefined ? placesOf(assignment) : tasksText(streams.tasks)
    const wanted = streams !== undefined ? tasksText(streams.targetTasks) : target === null ? '-' : placesOf(target)
    const row = [member, instance ?? '-', client, host, protocol, epoch ?? '-', has, wanted]
    if (!verbose) return row
    if (!isStreams) return [...row, rack ?? '-']
    const tags = Object.entries(streams?.tags ?? {}).map(([key, value]) => `${key}=${value}`)
    const process = [streams?.process ?? '-', streams?.topologyEpoch ?? '-']
    return [...row, ...process, rack ?? '-', streams?.endpoint ?? '-', tags.join(' ') || '-']
  })
  out.table(verbose ? [...heading, ...more] : heading, rows)
}

/** The fields shown for every group, in one line. */
function headOf(group: string, found: GroupDescription, verbose: boolean): string {
  const { state, type, protocol, epoch, assignmentEpoch, members, coordinator, topology } = found
  const parts = [`${group}: ${state}`, `${type} group`, countText(members.length, 'member')]
  if (protocol !== '') parts.push(protocol)
  if (epoch !== null) parts.push(`epoch ${epoch}`, `assignment of epoch ${assignmentEpoch}`)
  if (topology !== null) parts.push(`topology of epoch ${topology.epoch}`)
  if (verbose) parts.push(`coordinator ${coordinator}`)
  return parts.join(', ')
}

const headJson = (group: string, found: GroupDescription) => {
  const { state, type, protocol, epoch, assignmentEpoch, coordinator, topology, members } = found
  const subtopologies = topology === null ? {} : { topology }
  return {
    group,
    state,
    type,
    protocol,
    epoch,
    assignmentEpoch,
    coordinator,
    ...subtopologies,
    members: members.length
  }
}

function showOffsets(rows: readonly GroupOffset[], verbose: boolean, out: Output): void {
  if (rows.length === 0) return
  const heading = ['TOPIC', 'PARTITION', 'OFFSET', 'END', 'LAG', 'MEMBER', 'HOST']
  const cells = rows.map(({ topic, partition, offset, leaderEpoch, end, lag, owner }) => {
    const place = [owner?.memberId ?? '-', owner?.clientHost ?? '-']
    const row = [topic, partition, offset ?? '-', end ?? '-', lag ?? '-', ...place]
    return verbose ? [...row, leaderEpoch ?? '-'] : row
  })
  out.table(verbose ? [...heading, 'LEADER EPOCH'] : heading, cells)
}

async function describeGroup(group: string, args: DescribeArguments, cluster: Cluster, out: Output): Promise<void> {
  const { json, members, state, verbose } = args
  const found = await describedGroup(cluster, group)
  if (!json) out.line(headOf(group, found, verbose || state))
  if (members) showMembers(found, args, out)
  else if (state) {
    if (json) out.json(headJson(group, found))
  } else {
    const offsets = await offsetsOfGroup(cluster, group, found)
    if (json) out.json({ ...headJson(group, found), offsets })
    else showOffsets(offsets, verbose, out)
  }
}

export const describeCommand = command(
  'describe [groups..]',
  'Members, offsets and how far behind they are',
  (y) =>
    clusterOptions(y)
      .positional('groups', { type: 'string', array: true })
      .option('all', { type: 'boolean', default: false, describe: 'All groups' })
      .option('type', { type: 'string', array: true, default: [], describe: 'With --all: only groups of these types' })
      .option('members', { type: 'boolean', default: false, describe: 'Members with their epochs and assignments' })
      .option('state', {
        type: 'boolean',
        default: false,
        describe: 'Only the state of the group, and its coordinator'
      })
      .option('verbose', { type: 'boolean', default: false, describe: 'Also racks, processes, leader epochs' })
      .example('$0 groups describe audit', '')
      .example('$0 groups describe audit --members --verbose', ''),
  (args) =>
    withCluster(args.bootstrap, async (cluster, out) => {
      if (args.members && args.state) throw usageError('--members and --state exclude one another')
      const meant = { groups: wordsOf(args.groups), isAll: args.all, types: wordsOf(args.type) }
      for (const group of await groupsMeant(cluster, meant)) await describeGroup(group, args, cluster, out)
    })
)
