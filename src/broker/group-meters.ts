/*
 * Metrics of groups and their offsets, named as Kafka's JMX exporter names them.
 */
import type { Meters } from '../env/index.ts'
import { isFailure } from '../protocol/index.ts'
import type { Broker } from './broker.ts'

const coordinator = 'kafka_server_group_coordinator_metrics'
const manager = 'kafka_coordinator_group_groupmetadatamanager'

/** The states that Kafka counts for each group type, in its spelling. */
const statesOf = {
  consumer: ['Empty', 'Assigning', 'Reconciling', 'Stable', 'Dead'],
  share: ['Empty', 'Stable', 'Dead'],
  streams: ['Empty', 'NotReady', 'Assigning', 'Reconciling', 'Stable', 'Dead']
} as const
const types = ['classic', 'consumer', 'share', 'streams'] as const
const classicStates = ['PreparingRebalance', 'CompletingRebalance', 'Stable', 'Dead', 'Empty'] as const

export function meterGroups(broker: Broker, meters: Meters): void {
  meterCountsOfGroups(broker, meters)
  meterEvents(broker, meters)
  meterOffsets(broker, meters)
}

/** Number of groups by type and state; nothing while a coordinator is loading. */
function meterCountsOfGroups({ coordinators: { groups } }: Broker, meters: Meters): void {
  const listed = () => {
    const list = groups.list()
    return isFailure(list) ? null : list
  }
  const counted = (type: string, state?: string) =>
    listed()?.filter((each) => each.type === type && (state === undefined || each.state === state)).length
  const gauge = (name: string, help: string, read: () => number | undefined) =>
    meters.gauge({ name, help }, (show) => {
      const count = read()
      if (count !== undefined) show(count)
    })
  gauge(`${manager}_numgroups`, 'Classic groups whose coordinator this broker is', () => counted('classic'))
  for (const state of classicStates)
    gauge(`${manager}_numgroups${state.toLowerCase()}`, `Classic groups that are ${state}`, () =>
      counted('classic', state)
    )
  gauge(`${manager}_numoffsets`, 'Offsets that are committed', () => [...groups.committedOffsets()].length)
  const byType = { name: `${coordinator}_group_count`, help: 'Groups by their type', labels: ['protocol'] }
  meters.gauge(byType, (show) => {
    const list = listed()
    if (list === null) return
    for (const type of types) show(list.filter((each) => each.type === type).length, type)
  })
  for (const [type, states] of Object.entries(statesOf)) {
    const name = `${coordinator}_${type}_group_count`
    meters.gauge({ name, help: `Groups of the type ${type} by state`, labels: ['state'] }, (show) => {
      const list = listed()
      if (list === null) return
      for (const state of states) show(list.filter((each) => each.type === type && each.state === state).length, state)
    })
  }
}

/** Counters since the start. */
function meterEvents({ coordinators: { groups } }: Broker, meters: Meters): void {
  const counted = (name: string, help: string, read: () => number) =>
    meters.counted({ name: `${coordinator}_${name}_count`, help: `${help} since the start` }, (show) => show(read()))
  counted('group_completed_rebalance', 'Completed rebalances of classic groups', () => groups.counts.completed)
  counted('consumer_group_rebalance', 'New epochs of consumer groups', () => groups.counts.consumer)
  counted('share_group_rebalance', 'New epochs of share groups', () => groups.counts.share)
  counted('streams_group_rebalance', 'New epochs of streams groups', () => groups.counts.streams)
  counted('offset_commit', 'Offsets that were committed', () => groups.counts.offsetCommits)
  counted('offset_deletion', 'Offsets that clients deleted', () => groups.counts.offsetDeletions)
  counted('offset_expiration', 'Offsets that expired', () => groups.counts.offsetExpirations)
}

function meterOffsets({ coordinators: { groups }, replicas }: Broker, meters: Meters): void {
  const labels = ['group', 'topic', 'partition']
  meters.gauge(
    { name: 'kafka_consumergroup_lag', help: 'Records between committed offset and high watermark', labels },
    (show) => {
      for (const { groupId, topic, partition, offset } of groups.committedOffsets()) {
        const found = replicas.find(topic, partition)
        if (found !== undefined) show(Math.max(0, found.highWatermark - offset), groupId, topic, partition)
      }
    }
  )
  meters.gauge({ name: 'kafka_consumergroup_current_offset', help: 'Committed offset', labels }, (show) => {
    for (const { groupId, topic, partition, offset } of groups.committedOffsets())
      show(offset, groupId, topic, partition)
  })
}
