/*
 * Writes markers to partitions that this broker leads. Markers for __consumer_offsets go through the group coordinator, which must
 * apply them. Source: kafka.server.KafkaApis#handleWriteTxnMarkersRequest.
 */

import { offsetsTopic } from '../../controller/index.ts'
import type { Env } from '../../env/index.ts'
import { type Failure, failed, isFailure } from '../../protocol/index.ts'
import { buildMarker } from '../../records/index.ts'
import type { Replicas } from '../../replica/index.ts'
import type { GroupCoordinator } from '../group/coordinator.ts'
import type { PartitionOfTopic } from './add-partitions.ts'
import type { MarkerWriter, TransactionMarker } from './markers.ts'

interface LocalMarkersOptions {
  readonly env: Env
  readonly replicas: Pick<Replicas, 'leader'>
  readonly groups: Pick<GroupCoordinator, 'completeTransaction'>
  /** How long to wait for a marker to be replicated, in milliseconds. */
  readonly timeoutMs: () => number
}

export class LocalMarkers implements MarkerWriter {
  readonly #options: LocalMarkersOptions

  constructor(options: LocalMarkersOptions) {
    this.#options = options
  }

  async write(marker: TransactionMarker, { topic, partition }: PartitionOfTopic): Promise<Failure | null> {
    const { env, replicas, groups, timeoutMs } = this.#options
    const fault = faultOf(marker)
    if (topic === offsetsTopic) {
      if (fault !== null) return fault
      const appended = groups.completeTransaction(partition, marker)
      return isFailure(appended) ? asPartitionError(appended) : appended.acknowledged
    }
    const led = replicas.leader(topic, partition)
    if (isFailure(led)) return led
    if (fault !== null) return fault
    const { producerId, producerEpoch, result, coordinatorEpoch, transactionVersion } = marker
    const batch = buildMarker({
      type: result,
      coordinatorEpoch,
      producerId,
      producerEpoch,
      timestampMs: env.clock.wallMs()
    })
    const appended = led.append(batch, { origin: 'marker', acks: -1, markerVersion: transactionVersion })
    if (isFailure(appended)) return failed(appended.error)
    return led.whenAcknowledged(appended.lastOffset + 1, -1, timeoutMs())
  }
}

/** Rejects a marker without a producer, which no broker sends. Kafka cannot build a batch for one and returns UNKNOWN_SERVER_ERROR. */
function faultOf({ producerId, producerEpoch }: TransactionMarker): Failure | null {
  if (producerId === -1 || producerEpoch === -1) return failed('UNKNOWN_SERVER_ERROR')
  return producerEpoch < 0 ? failed('INVALID_PRODUCER_EPOCH') : null
}

/** Maps coordinator errors to partition errors: the sender only knows about partition leaders. */
function asPartitionError(failure: Failure): Failure {
  const { error } = failure
  const isCoordinators =
    error === 'COORDINATOR_LOAD_IN_PROGRESS' || error === 'COORDINATOR_NOT_AVAILABLE' || error === 'NOT_COORDINATOR'
  return isCoordinators ? failed('NOT_LEADER_OR_FOLLOWER') : failure
}
