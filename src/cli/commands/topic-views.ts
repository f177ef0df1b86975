import { errorCodes } from '../../protocol/index.ts'
import type { Cluster } from '../client/cluster.ts'
import { type ConfigOf, describeConfigs, isOverride } from '../client/configs.ts'
import { logSizes, sizeKey } from '../client/log-dirs.ts'
import { earliestTimestamp, type FoundOffset, latestTimestamp, listOffsets } from '../client/offsets.ts'
import { bytesText, type Output } from '../output.ts'
import { clusterOptions, command, withCluster, wordsOf } from './common.ts'

const byName = (a: { readonly name: string | null }, b: { readonly name: string | null }) =>
  (a.name ?? '') < (b.name ?? '') ? -1 : 1

interface ListArguments {
  readonly json: boolean
  readonly internal: boolean
  readonly names: boolean
}

async function list({ json, internal, names }: ListArguments, cluster: Cluster, out: Output): Promise<void> {
  const { topics } = await cluster.metadata(null)
  const shown = topics.filter(({ isInternal }) => internal || !isInternal).sort(byName)
  if (names && !json) {
    for (const { name } of shown) out.line(name ?? '')
    return
  }
  const sizes = await logSizes(cluster)
  const rows = shown.map(({ name, partitions, isInternal }) => ({
    name: name ?? '',
    partitions: partitions.length,
    replicationFactor: partitions[0]?.replicaNodes.length ?? 0,
    bytes:
      sizes === undefined
        ? null
        : partitions.reduce(
            (sum, each) => sum + (sizes.get(sizeKey(each.leaderId, name ?? '', each.partitionIndex)) ?? 0),
            0
          ),
    internal: isInternal
  }))
  if (json) for (const row of rows) out.json(row)
  else if (rows.length === 0) out.line('no topics')
  else
    out.table(
      ['TOPIC', 'PARTITIONS', 'REPLICATION', 'SIZE'],
      rows.map(({ name, partitions, replicationFactor, bytes }) => [
        name,
        partitions,
        replicationFactor,
        bytes === null ? '-' : bytesText(bytes)
      ])
    )
}

/** Offsets are left out where the partition's leader does not answer for them. */
async function endsOf(cluster: Cluster, topic: string, timestamp: number): Promise<Map<number, FoundOffset>> {
  const found = await listOffsets(cluster, topic, timestamp)
  return new Map(found.map((each) => [each.partition, each]))
}

async function describe(names: readonly string[], json: boolean, cluster: Cluster, out: Output): Promise<void> {
  const { topics } = await cluster.metadata(names.length === 0 ? null : names)
  const sizes = await logSizes(cluster)
  let isFirst = true
  for (const topic of topics.sort(byName)) {
    const name = topic.name ?? ''
    if (topic.errorCode !== errorCodes.NONE) throw await cluster.topicError(name, topic.errorCode)
    const hasLeaders = topic.partitions.every(({ leaderId }) => leaderId >= 0)
    const starts = hasLeaders ? await endsOf(cluster, name, earliestTimestamp) : undefined
    const ends = hasLeaders ? await endsOf(cluster, name, latestTimestamp) : undefined
    const configs = await topicConfigs(cluster, name)
    const partitions = [...topic.partitions]
      .sort((a, b) => a.partitionIndex - b.partitionIndex)
      .map(({ partitionIndex, leaderId, leaderEpoch, replicaNodes, isrNodes, offlineReplicas }) => ({
        partition: partitionIndex,
        leader: leaderId,
        leaderEpoch,
        replicas: replicaNodes,
        isr: isrNodes,
        offlineReplicas,
        startOffset: starts?.get(partitionIndex)?.offset ?? null,
        endOffset: ends?.get(partitionIndex)?.offset ?? null,
        bytes: sizes?.get(sizeKey(leaderId, name, partitionIndex)) ?? null
      }))
    if (json) {
      const overrides = configs && Object.fromEntries(configs.map(({ name: config, value }) => [config, value]))
      out.json({ name, topicId: topic.topicId, internal: topic.isInternal, partitions, configs: overrides ?? null })
      continue
    }
    if (!isFirst) out.line('')
    isFirst = false
    out.table(
      ['TOPIC', 'PARTITION', 'LEADER', 'REPLICAS', 'ISR', 'START', 'END', 'SIZE'],
      partitions.map((each) => [
        name,
        each.partition,
        each.leader < 0 ? 'none' : each.leader,
        each.replicas.join(','),
        each.isr.join(','),
        each.startOffset ?? '-',
        each.endOffset ?? '-',
        each.bytes === null ? '-' : bytesText(each.bytes)
      ])
    )
    if (configs !== undefined)
      out.line(
        configs.length === 0
          ? 'configs: no overrides'
          : `configs: ${configs.map(({ name: config, value }) => `${config}=${value ?? ''}`).join(' ')}`
      )
  }
}

/** The configs that are set for this topic; undefined where the broker does not tell. */
async function topicConfigs(cluster: Cluster, name: string): Promise<ConfigOf[] | undefined> {
  const broker = await cluster.controller()
  if (!broker.supports('DescribeConfigs')) return undefined
  return (await describeConfigs(cluster, 'topic', name)).filter((config) => isOverride('topic', config))
}

export const listCommand = command(
  'list',
  'All topics with their partitions and sizes',
  (y) =>
    clusterOptions(y)
      .option('internal', { type: 'boolean', default: false, describe: 'Include internal topics' })
      .option('names', { alias: 'q', type: 'boolean', default: false, describe: 'Names only, one a line' })
      .example('$0 topics list', '')
      .example('$0 topics list --names', 'for scripts'),
  (args) => withCluster(args.bootstrap, (cluster, out) => list(args, cluster, out))
)

export const describeCommand = command(
  'describe [names..]',
  'Partitions with leader, replicas, offsets and size; configs that are set',
  (y) =>
    clusterOptions(y)
      .positional('names', { type: 'string', array: true, describe: 'Names of topics; all topics if omitted' })
      .example('$0 topics describe orders', ''),
  (args) => withCluster(args.bootstrap, (cluster, out) => describe(wordsOf(args.names), args.json, cluster, out))
)
