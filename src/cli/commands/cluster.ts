import { placeOf } from '../../client/index.ts'
import { apiByKey } from '../../protocol/index.ts'
import type { Cluster } from '../client/cluster.ts'
import {
  type BrokerState,
  type ClusterState,
  clusterState,
  faultsOf,
  type PartitionState
} from '../client/cluster-state.ts'
import { type Feature, featuresOf, versionsOf } from '../client/features.ts'
import { countText, type Output } from '../output.ts'
import { featureCommand } from './cluster-feature.ts'
import { drainCommand, rebalanceCommand } from './cluster-moves.ts'
import { partitionsCommand } from './cluster-partitions.ts'
import { asDefault, type Command, clusterOptions, command, withCluster } from './common.ts'

const countOf = (partitions: readonly PartitionState[], has: (each: PartitionState) => boolean) =>
  partitions.reduce((sum, each) => sum + (has(each) ? 1 : 0), 0)

interface Shown {
  readonly state: ClusterState
  readonly brokers: readonly (BrokerState & { readonly leaders: number; readonly replicas: number })[]
  readonly counts: Counts
  readonly features: readonly Feature[]
  readonly ranges: readonly { api: string; apiKey: number; minVersion: number; maxVersion: number }[]
}

async function look(cluster: Cluster): Promise<Shown> {
  const state = await clusterState(cluster)
  const { partitions } = state
  const versions = await versionsOf(cluster)
  const faults = [...(await faultsOf(cluster, partitions)).values()]
  return {
    state,
    brokers: state.brokers.map((each) => ({
      ...each,
      leaders: countOf(partitions, ({ leader }) => leader === each.id),
      replicas: countOf(partitions, ({ replicas }) => replicas.includes(each.id))
    })),
    counts: {
      total: partitions.length,
      underReplicated: faults.filter(({ isUnderReplicated }) => isUnderReplicated).length,
      underMinIsr: faults.filter(({ isUnderMinIsr }) => isUnderMinIsr).length,
      offline: faults.filter(({ isOffline }) => isOffline).length
    },
    features: featuresOf(versions),
    ranges: versions.apiKeys
      .map(({ apiKey, minVersion, maxVersion }) => ({
        api: apiByKey(apiKey)?.name ?? String(apiKey),
        apiKey,
        minVersion,
        maxVersion
      }))
      .sort((a, b) => a.apiKey - b.apiKey)
  }
}

async function show(json: boolean, apis: boolean, cluster: Cluster, out: Output): Promise<void> {
  const shown = await look(cluster)
  if (!json) return showText(shown, apis, out)
  const { state, counts, features, ranges } = shown
  const brokers = shown.brokers.map(({ id, isFenced, ...rest }) => ({ broker: id, fenced: isFenced, ...rest }))
  const { clusterId, controller } = state
  out.json({ clusterId, controller, brokers, partitions: counts, features, apis: ranges })
}

function showText({ state, brokers, counts, features, ranges }: Shown, apis: boolean, out: Output): void {
  const { clusterId, controller } = state
  out.line(`cluster ${clusterId ?? 'without an id'}, controller ${controller ?? 'unknown'}`)
  out.line('')
  out.table(
    ['BROKER', 'ADDRESS', 'RACK', 'STATE', 'LEADERS', 'REPLICAS'],
    brokers.map(({ id, host, port, rack, isFenced, leaders, replicas }) => [
      id,
      placeOf({ host, port }),
      rack ?? '-',
      isFenced ? 'fenced' : id === controller ? 'controller' : 'running',
      leaders,
      replicas
    ])
  )
  out.line('')
  out.line(healthText(counts))
  if (features.length > 0) {
    out.line('')
    out.table(
      ['FEATURE', 'LEVEL', 'SUPPORTED'],
      features.map(({ feature, level, minVersion, maxVersion }) => [
        feature,
        level ?? '-',
        `${minVersion}-${maxVersion}`
      ])
    )
  }
  out.line('')
  if (apis)
    out.table(
      ['API', 'KEY', 'VERSIONS'],
      ranges.map(({ api, apiKey, minVersion, maxVersion }) => [api, apiKey, `${minVersion}-${maxVersion}`])
    )
  else out.line(`${ranges.length} APIs; --apis lists them with their versions`)
}

interface Counts {
  readonly total: number
  readonly underReplicated: number
  readonly underMinIsr: number
  readonly offline: number
}

function healthText({ total, underReplicated, underMinIsr, offline }: Counts): string {
  const all = countText(total, 'partition')
  if (underReplicated === 0) return `${all}, all replicas in sync`
  return `${all}: ${underReplicated} under-replicated, ${underMinIsr} under min ISR, ${offline} offline; see ottla cluster partitions`
}

const showCommand = command(
  'show',
  'Brokers with leaders and replicas, what is not in sync, features and API versions',
  (y) =>
    clusterOptions(y)
      .option('apis', { type: 'boolean', default: false, describe: 'List the APIs and their versions' })
      .example('$0 cluster', '')
      .example('$0 cluster --apis', ''),
  (args) => withCluster(args.bootstrap, (cluster, out) => show(args.json, args.apis, cluster, out))
)

export const commands: readonly Command[] = [
  asDefault(showCommand),
  partitionsCommand,
  drainCommand,
  rebalanceCommand,
  featureCommand
]
