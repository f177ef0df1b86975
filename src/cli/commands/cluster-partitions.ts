import type { Cluster } from '../client/cluster.ts'
import { clusterState, type Fault, faultsOf, isMoving, type PartitionState } from '../client/cluster-state.ts'
import type { Output } from '../output.ts'
import { clusterOptions, command, withCluster } from './common.ts'

interface PartitionsArguments {
  readonly json: boolean
  readonly underReplicated: boolean
  readonly underMinIsr: boolean
  readonly offline: boolean
  readonly moving: boolean
}

function stateText({ isOffline, isUnderMinIsr, isUnderReplicated }: Fault, state: PartitionState): string {
  const words: string[] = []
  if (isOffline) words.push('offline')
  else if (isUnderMinIsr) words.push('under min ISR')
  else if (isUnderReplicated) words.push('under-replicated')
  if (isMoving(state)) {
    const { adding, removing } = state
    if (adding.length > 0) words.push(`adding ${adding.join(',')}`)
    if (removing.length > 0) words.push(`removing ${removing.join(',')}`)
  }
  return words.join(', ')
}

async function partitions(args: PartitionsArguments, cluster: Cluster, out: Output): Promise<void> {
  const { json, underReplicated, underMinIsr, offline, moving } = args
  const isAny = !underReplicated && !underMinIsr && !offline && !moving
  const state = await clusterState(cluster)
  const shown = [...(await faultsOf(cluster, state.partitions))].filter(
    ([each, fault]) =>
      ((isAny || underReplicated) && fault.isUnderReplicated) ||
      ((isAny || underMinIsr) && fault.isUnderMinIsr) ||
      ((isAny || offline) && fault.isOffline) ||
      ((isAny || moving) && isMoving(each))
  )
  if (json) {
    for (const [each, { isOffline, isUnderMinIsr, isUnderReplicated }] of shown)
      out.json({
        topic: each.topic,
        partition: each.partition,
        leader: each.leader,
        replicas: each.replicas,
        isr: each.isr,
        adding: each.adding,
        removing: each.removing,
        underReplicated: isUnderReplicated,
        underMinIsr: isUnderMinIsr,
        offline: isOffline
      })
    return
  }
  if (shown.length === 0) {
    out.line('no such partitions')
    return
  }
  out.table(
    ['TOPIC', 'PARTITION', 'LEADER', 'REPLICAS', 'ISR', 'STATE'],
    shown.map(([each, fault]) => [
      each.topic,
      each.partition,
      each.leader < 0 ? 'none' : each.leader,
      each.replicas.join(','),
      each.isr.join(','),
      stateText(fault, each)
    ])
  )
}

const flag = { type: 'boolean', default: false } as const

export const partitionsCommand = command(
  'partitions',
  'Partitions that are not in sync, have no leader, or are being moved',
  (y) =>
    clusterOptions(y)
      .option('under-replicated', { ...flag, describe: 'Only those with a replica that is not in sync' })
      .option('under-min-isr', { ...flag, describe: 'Only those with too few in sync for acks=all' })
      .option('offline', { ...flag, describe: 'Only those without a leader' })
      .option('moving', { ...flag, describe: 'Only those being reassigned' })
      .example('$0 cluster partitions', '')
      .example('$0 cluster partitions --under-min-isr --json', ''),
  (args) => withCluster(args.bootstrap, (cluster, out) => partitions(args, cluster, out))
)
