/*
 * Chooses the brokers for the replicas of new partitions: those a client asked for, or a spread by `rack-stripes.ts`. Writes
 * nothing. Source: org.apache.kafka.controller.ReplicationControlManager.
 */
import type { BrokerImage, MetadataImage, ReplicaSet } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import { RackStripes } from './rack-stripes.ts'

/** Replicas by partition, the leader first. */
export type Placement = readonly (readonly number[])[]

/** Maximum number of partitions per request, as in KRaft. */
const partitionsPerRequestMax = 10_000

/** Kafka's error for a request that would create too many partitions in total; null for others. Nothing is created then. */
export function tooManyPartitions(counts: Iterable<number>): Failure | null {
  let sum = 0
  for (const count of counts) sum += Math.max(0, count)
  return sum > partitionsPerRequestMax
    ? failed('POLICY_VIOLATION', 'Excessively large number of partitions per request.')
    : null
}

/** The replicas requested by a client, or why they are invalid. */
export function assigned(
  image: MetadataImage,
  assignments: readonly { readonly partition: number; readonly brokerIds: readonly number[] }[]
): Placement | Failure {
  const byPartition = new Map<number, readonly number[]>()
  for (const { partition, brokerIds } of assignments) {
    if (byPartition.has(partition)) {
      return failed(
        'INVALID_REPLICA_ASSIGNMENT',
        `Found multiple manual partition assignments for partition ${partition}`
      )
    }
    const fault =
      faultOfReplicas(image, brokerIds, assignments[0]?.brokerIds.length) ?? faultOfAbsence(image, brokerIds, partition)
    if (fault !== null) return fault
    byPartition.set(partition, brokerIds)
  }
  const replicas: (readonly number[])[] = []
  for (let n = 0; n < byPartition.size; n++) {
    const brokerIds = byPartition.get(n)
    if (brokerIds === undefined)
      return failed('INVALID_REPLICA_ASSIGNMENT', 'partitions should be a consecutive 0-based integer sequence')
    replicas.push(brokerIds)
  }
  return replicas
}

/** What is wrong with the replicas of one partition; all partitions must have the same number. */
export function faultOfReplicas(
  image: MetadataImage,
  brokerIds: readonly number[],
  wanted: number | undefined
): Failure | null {
  if (brokerIds.length === 0)
    return failed('INVALID_REPLICA_ASSIGNMENT', 'The manual partition assignment includes an empty replica list.')
  const sorted = [...brokerIds].sort((a, b) => a - b)
  const list = `[${sorted.join(', ')}]`
  for (const [at, id] of sorted.entries()) {
    if (image.broker(id) === undefined) {
      return failed(
        'INVALID_REPLICA_ASSIGNMENT',
        `The manual partition assignment includes broker ${id}, but no such broker is registered.`
      )
    }
    if (at > 0 && sorted[at - 1] === id) {
      return failed(
        'INVALID_REPLICA_ASSIGNMENT',
        `The manual partition assignment includes the broker ${id} more than once.`
      )
    }
  }
  if (wanted !== undefined && brokerIds.length !== wanted) {
    return failed(
      'INVALID_REPLICA_ASSIGNMENT',
      `The manual partition assignment includes a partition with ${brokerIds.length} replica(s), but this is not consistent with previous partitions, which have ${wanted} replica(s). (${list})`
    )
  }
  return null
}

/** Whether a new partition would have no leader. */
export const faultOfAbsence = (
  image: MetadataImage,
  brokerIds: readonly number[],
  partition: number
): Failure | null =>
  brokerIds.some((id) => image.isAlive(id))
    ? null
    : failed(
        'INVALID_REPLICA_ASSIGNMENT',
        `All brokers specified in the manual partition assignment for partition ${partition} are fenced or in controlled shutdown.`
      )

/**
 * Replicas for new partitions, spread over racks and brokers. `firstIndex` determines the first rack and its first broker. @param
 * below a random number below `count`
 */
export function place(
  image: MetadataImage,
  partitions: number,
  replicationFactor: number,
  firstIndex: number,
  below: (count: number) => number
): Placement | Failure {
  const brokers = [...image.brokers].filter((each) => !isFull(each)).sort((a, b) => a.id - b.id)
  const refused = (why: string) =>
    failed('INVALID_REPLICATION_FACTOR', `Unable to replicate the partition ${replicationFactor} time(s): ${why}`)
  if (!brokers.some(({ isFenced }) => !isFenced))
    return refused('All brokers are currently fenced, or have all their log directories cordoned.')
  if (replicationFactor > brokers.length) {
    const why = `The target replication factor of ${replicationFactor} cannot be reached because only ${brokers.length} broker(s) are registered or some brokers have all their log directories cordoned.`
    return refused(why)
  }
  const stripes = new RackStripes(brokers, firstIndex, below)
  return Array.from({ length: partitions }, () => stripes.next(replicationFactor))
}

/**
 * Adds the log directories of the replicas: the broker's directory with the fewest partitions, like
 * kafka.log.LogManager#nextLogDirs. None are named if one of the brokers reports no directories (like KIP-858's `UNASSIGNED`).
 * Replicas on absent brokers do not start in the ISR.
 */
export function replicaSets(image: MetadataImage, placement: Placement): ReplicaSet[] {
  const next = directoryChooser(image)
  return placement.map((replicas) => {
    const directories = replicas.map(next).filter((directory) => directory !== undefined)
    const isr = replicas.filter((id) => image.isAlive(id))
    const named = { replicas, directories: directories.length === replicas.length ? directories : [] }
    return isr.length === replicas.length || isr.length === 0 ? named : { ...named, isr }
  })
}

/** All its log directories are cordoned, so it gets no new partitions unless someone names it (KIP-1066). */
const isFull = ({ directories, cordoned = [] }: BrokerImage): boolean =>
  directories.length > 0 && directories.every((id) => cordoned.includes(id))

/**
 * Picks the directory for the next replica of a broker and counts it; undefined if the broker reports none. Cordoned directories
 * are used only if all are cordoned.
 */
export function directoryChooser(image: MetadataImage): (brokerId: number) => string | undefined {
  let counts: Map<string, number> | undefined
  return (brokerId) => {
    const { directories = [], cordoned = [] } = image.broker(brokerId) ?? {}
    const open = directories.filter((id) => !cordoned.includes(id))
    const [first, ...others] = open.length > 0 ? open : directories
    if (first === undefined || others.length === 0) return first
    counts ??= countsIn(image)
    let least = first
    for (const each of others) if ((counts.get(each) ?? 0) < (counts.get(least) ?? 0)) least = each
    counts.set(least, (counts.get(least) ?? 0) + 1)
    return least
  }
}

function countsIn(image: MetadataImage): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { partitions } of image.topics)
    for (const { directories } of partitions) for (const id of directories) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}
