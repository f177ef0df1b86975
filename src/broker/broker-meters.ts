/*
 * Owns which metrics a broker has of topics, partitions, logs and groups, under the names that Kafka's JMX exporter gives
 * them with its usual rules (lower case, `_total` for counts). Everything is read of the state when somebody asks.
 */
import type { Meters } from '../env/index.ts'
import { isFailure } from '../protocol/index.ts'
import type { Partition, Traffic } from '../replica/index.ts'
import type { Broker } from './broker.ts'

const lowDiskShare = 0.05

/** Sizes of a volume that cannot be asked are -1. */
const isVolume = (totalBytes: number) => totalBytes > 0

export function meterBroker(broker: Broker, meters: Meters): void {
  meterTraffic(broker, meters)
  meterReplicas(broker, meters)
  meterLogs(broker, meters)
  meterGroups(broker, meters)
}

function meterTraffic({ replicas }: Broker, meters: Meters): void {
  const kinds: readonly [string, string, (traffic: Traffic) => number][] = [
    ['messagesin', 'Records that clients wrote', ({ messagesIn }) => messagesIn],
    ['bytesin', 'Bytes of records that clients wrote, as they came', ({ bytesIn }) => bytesIn],
    ['bytesout', 'Bytes of records that were read for clients', ({ bytesOut }) => bytesOut]
  ]
  for (const [kind, what, read] of kinds) {
    const name = `kafka_server_brokertopicmetrics_${kind}_total`
    const help = `${what}: with a topic of that, without one of all`
    meters.counted({ name, help, labels: ['topic'] }, (show) => {
      show(read(replicas.traffic), '')
      for (const [topic, traffic] of replicas.trafficByTopic) show(read(traffic), topic)
    })
  }
}

/** Partitions that this broker leads. */
function* led({ replicas }: Broker): Iterable<Partition> {
  for (const partition of replicas.all) if (partition.isLeader) yield partition
}

function meterReplicas(broker: Broker, meters: Meters): void {
  const count = (name: string, help: string, read: () => number) =>
    meters.gauge({ name: `kafka_${name}`, help }, (show) => show(read()))
  const ledHere = (isCounted: (partition: Partition) => boolean) => {
    let counted = 0
    for (const partition of led(broker)) if (isCounted(partition)) counted++
    return counted
  }
  count(
    'server_replicamanager_partitioncount',
    'Partitions that this broker holds',
    () => [...broker.replicas.all].length
  )
  count('server_replicamanager_leadercount', 'Partitions that this broker leads', () => ledHere(() => true))
  count('server_replicamanager_underreplicatedpartitions', 'Led partitions with a replica that is not in sync', () =>
    ledHere(({ isr, replicas }) => isr.length < replicas.length)
  )
  count(
    'server_replicamanager_offlinereplicacount',
    'Partitions whose log failed or could not be made',
    () => broker.replicas.offline().length
  )
  count('controller_kafkacontroller_activecontrollercount', '1: this broker is the controller', () => 1)
  count('controller_kafkacontroller_globaltopiccount', 'Topics of the cluster', () => [...broker.image.topics].length)
  count('controller_kafkacontroller_globalpartitioncount', 'Partitions of the cluster', () => {
    let partitions = 0
    for (const topic of broker.image.topics) partitions += topic.partitions.length
    return partitions
  })
  count(
    'controller_kafkacontroller_offlinepartitionscount',
    'Partitions that no broker can lead now',
    () => broker.replicas.offline().length
  )
}

function meterLogs(broker: Broker, meters: Meters): void {
  const kinds: readonly [string, string, (partition: Partition) => number][] = [
    ['size', 'Bytes of the log', ({ sizeBytes }) => sizeBytes],
    ['logstartoffset', 'First offset of the log', ({ logStartOffset }) => logStartOffset],
    ['logendoffset', 'Offset that the next record gets', ({ logEndOffset }) => logEndOffset]
  ]
  for (const [kind, what, read] of kinds) {
    const options = {
      name: `kafka_log_log_${kind}`,
      help: `${what}, of led partitions`,
      labels: ['topic', 'partition']
    }
    meters.gauge(options, (show) => {
      for (const partition of led(broker)) show(read(partition), partition.topic, partition.partition)
    })
  }
  const ofDirectories = (
    name: string,
    help: string,
    read: (usage: ReturnType<Broker['replicas']['directories']>[number]) => number
  ) =>
    meters.gauge({ name, help, labels: ['directory'] }, (show) => {
      for (const usage of broker.replicas.directories())
        if (isVolume(usage.totalBytes)) show(read(usage), usage.directory)
    })
  ofDirectories('ottla_disk_total_bytes', 'Size of the volume that holds the directory', ({ totalBytes }) => totalBytes)
  ofDirectories('ottla_disk_free_bytes', 'What is free on that volume', ({ usableBytes }) => usableBytes)
  ofDirectories('ottla_disk_low', `1: less than ${lowDiskShare * 100} % are free`, ({ totalBytes, usableBytes }) =>
    usableBytes < totalBytes * lowDiskShare ? 1 : 0
  )
}

function meterGroups({ groups, replicas }: Broker, meters: Meters): void {
  meters.gauge(
    { name: 'kafka_coordinator_group_groupmetadatamanager_numgroups', help: 'Groups whose coordinator this broker is' },
    (show) => {
      const list = groups.list()
      if (!isFailure(list)) show(list.length)
    }
  )
  const name = 'kafka_coordinator_group_groupmetadatamanager_numgroups_by_state'
  meters.gauge({ name, help: 'The same by state', labels: ['state'] }, (show) => {
    const list = groups.list()
    if (isFailure(list)) return
    const byState = new Map<string, number>()
    for (const { state } of list) byState.set(state, (byState.get(state) ?? 0) + 1)
    for (const [state, count] of byState) show(count, state)
  })
  const coordinator = 'kafka_server_group_coordinator_metrics'
  const byType = { name: `${coordinator}_group_count`, help: 'Groups by their kind', labels: ['protocol'] }
  meters.gauge(byType, (show) => {
    const list = groups.list()
    for (const protocol of ['classic', 'consumer', 'share', 'streams'])
      if (!isFailure(list)) show(list.filter(({ type }) => type === protocol).length, protocol)
  })
  const consumers = { name: `${coordinator}_consumer_group_count`, help: 'Consumer groups by state', labels: ['state'] }
  meters.gauge(consumers, (show) => {
    const list = groups.list()
    for (const state of ['Empty', 'Assigning', 'Reconciling', 'Stable', 'Dead'])
      if (!isFailure(list))
        show(list.filter((each) => each.type === 'consumer' && each.state === state).length, state.toLowerCase())
  })
  meters.counted(
    { name: `${coordinator}_consumer_group_rebalance_count`, help: 'New epochs of consumer groups since the start' },
    (show) => show(groups.consumerRebalances)
  )
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
  meters.counted(
    {
      name: 'kafka_server_group_coordinator_metrics_group_completed_rebalance_count',
      help: 'Rebalances that were completed since the start'
    },
    (show) => show(groups.completedRebalances)
  )
}
