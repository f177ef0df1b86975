/*
 * Owns ending transactions that nobody is left to end: those that an adopted directory of Apache Kafka has open. Readers with
 * read_committed would stand still before them for ever. Goes when there is a transaction coordinator,
 * which ends them after their timeout (org.apache.kafka.coordinator.transaction.TransactionCoordinator).
 */
import { offsetsTopic } from '../controller/index.ts'
import type { GroupCoordinator } from '../coordination/index.ts'
import type { Env, Logger } from '../env/index.ts'
import type { ProducerState } from '../log/index.ts'
import { type ErrorName, isFailure } from '../protocol/index.ts'
import { buildMarker } from '../records/index.ts'
import type { Partition, Replicas } from '../replica/index.ts'

/** A full or failing disk refuses the marker: then again after this time. */
const retryMs = 5_000

interface OrphanOptions {
  readonly env: Env
  readonly log: Logger
  readonly replicas: Replicas
  readonly groups: Pick<GroupCoordinator, 'completeTransaction'>
}

/** Writes an abort marker for each transaction that is open. The result stops what is to be tried again. */
export function endOrphanedTransactions(options: OrphanOptions): { cancel(): void } {
  const { env, replicas } = options
  const refused = new Set<string>()
  for (const partition of replicas.all) {
    if (!endIn(partition, options)) refused.add(`${partition.topic} ${partition.partition}`)
  }
  if (refused.size === 0) return { cancel: () => {} }
  let again: { cancel(): void } = { cancel: () => {} }
  const timer = env.timers.after(retryMs, () => {
    again = endOrphanedTransactions(options)
  })
  return {
    cancel: () => {
      timer.cancel()
      again.cancel()
    }
  }
}

/** False when a marker could not be written. */
function endIn(partition: Partition, options: OrphanOptions): boolean {
  if (partition.isOffline) return false
  for (const producer of partition.producers()) {
    const { producerId, currentTransactionFirstOffset: firstOffset } = producer
    if (firstOffset < 0 || !partition.isLeader) continue
    const error = writeAbort(partition, producer, options)
    const name = `${partition.topic}-${partition.partition}`
    if (error !== null) {
      options.log.warn(`${name}: the open transaction of producer ${producerId} could not be aborted: ${error}`)
      return false
    }
    options.log.warn(
      `${name}: the transaction that producer ${producerId} began at offset ${firstOffset} was open, and nobody is left to end it; it was aborted`
    )
  }
  return true
}

function writeAbort(partition: Partition, producer: ProducerState, { env, groups }: OrphanOptions): ErrorName | null {
  const { producerId, producerEpoch } = producer
  const coordinatorEpoch = Math.max(0, producer.coordinatorEpoch)
  if (partition.topic === offsetsTopic) {
    // A coordinator that has loaded the partition has to hear of the marker; one that still loads reads it.
    const completed = groups.completeTransaction(
      partition.partition,
      { producerId, producerEpoch },
      'ABORT',
      coordinatorEpoch
    )
    if (!isFailure(completed)) return null
    const { error } = completed
    if (error !== 'COORDINATOR_LOAD_IN_PROGRESS' && error !== 'NOT_COORDINATOR') return error
  }
  const marker = buildMarker({
    type: 'ABORT',
    coordinatorEpoch,
    timestampMs: env.clock.wallMs(),
    baseOffset: 0,
    producerId,
    producerEpoch,
    partitionLeaderEpoch: partition.leaderEpoch
  })
  return partition.append(marker, { origin: 'marker', acks: 1 }).error
}
