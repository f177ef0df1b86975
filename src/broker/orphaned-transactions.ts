/*
 * Owns ending transactions that nobody is left to end: those that an adopted directory of Apache Kafka has open. Readers with
 * read_committed would stand still before them for ever. Called once in a start. Goes when there is a transaction coordinator,
 * which ends them after their timeout (org.apache.kafka.coordinator.transaction.TransactionCoordinator).
 */
import type { Env, Logger } from '../env/index.ts'
import { buildMarker } from '../records/index.ts'
import type { Partition, Replicas } from '../replica/index.ts'

/** A full or failing disk refuses the marker: then again after this time. */
const retryMs = 5_000

/** Writes an abort marker for each transaction that is open. The result stops what is to be tried again. */
export function endOrphanedTransactions(env: Env, replicas: Replicas, log: Logger): { cancel(): void } {
  const refused = new Set<string>()
  for (const partition of replicas.all) {
    if (!endIn(partition, env, log)) refused.add(`${partition.topic} ${partition.partition}`)
  }
  if (refused.size === 0) return { cancel: () => {} }
  let again: { cancel(): void } = { cancel: () => {} }
  const timer = env.timers.after(retryMs, () => {
    again = endOrphanedTransactions(env, replicas, log)
  })
  return {
    cancel: () => {
      timer.cancel()
      again.cancel()
    }
  }
}

/** False when a marker could not be written. */
function endIn(partition: Partition, env: Env, log: Logger): boolean {
  if (partition.log.failed) return false
  for (const producer of partition.producers()) {
    const { producerId, producerEpoch, coordinatorEpoch, currentTransactionFirstOffset: firstOffset } = producer
    if (firstOffset < 0 || !partition.isLeader) continue
    const marker = buildMarker({
      type: 'ABORT',
      coordinatorEpoch: Math.max(0, coordinatorEpoch),
      timestampMs: env.clock.wallMs(),
      baseOffset: 0,
      producerId,
      producerEpoch,
      partitionLeaderEpoch: partition.leaderEpoch
    })
    const result = partition.append(marker, { origin: 'coordinator', produceVersion: 3, acks: 1 })
    const name = `${partition.topic}-${partition.partition}`
    if (result.error !== null) {
      log.warn(`${name}: the open transaction of producer ${producerId} could not be aborted: ${result.error}`)
      return false
    }
    log.warn(
      `${name}: the transaction that producer ${producerId} began at offset ${firstOffset} was open, and nobody is left to end it; it was aborted`
    )
  }
  return true
}
