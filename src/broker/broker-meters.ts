/*
 * Metrics of topics, partitions and logs, named as Kafka's JMX exporter names them by default (lower case, `_total` for
 * counters). Values are read from the state on demand.
 */
import type { Meters } from '../env/index.ts'
import type { Partition, Traffic } from '../replica/index.ts'
import type { Broker } from './broker.ts'
import { meterGroups } from './group-meters.ts'

const lowDiskShare = 0.05

/** Sizes of a volume are -1 if they cannot be determined. */
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

/** Partitions led by this broker. */
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
  const directories = () => broker.replicas.directories()
  meters.gauge(
    { name: 'kafka_log_logmanager_offlinelogdirectorycount', help: 'Log directories that cannot be used' },
    (show) => show(directories().filter(({ isOffline }) => isOffline).length)
  )
  meters.gauge(
    {
      name: 'kafka_log_logmanager_logdirectoryoffline',
      help: '1: the log directory cannot be used, and its partitions are offline',
      labels: ['directory']
    },
    (show) => {
      for (const { directory, isOffline } of directories()) show(isOffline ? 1 : 0, directory)
    }
  )
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
