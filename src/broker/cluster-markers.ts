/*
 * Writes transaction markers to the leader of each partition: locally through `LocalMarkers`, elsewhere with WriteTxnMarkers, one
 * request per broker and turn. Source: kafka.coordinator.transaction.TransactionMarkerChannelManager.
 */
import { isCallFailure } from '../client/index.ts'
import type { MarkerWriter, PartitionOfTopic, TransactionMarker } from '../coordination/index.ts'
import type { MetadataImage } from '../metadata/index.ts'
import { type Failure, failed, type WriteTxnMarkersResponse } from '../protocol/index.ts'
import { failuresIn, indexesByTopic } from './partition-results.ts'
import type { Peers } from './peers.ts'

interface Waiting {
  readonly partition: PartitionOfTopic
  readonly answer: (failure: Failure | null) => void
}

/** Markers for one broker. */
type Batch = Map<TransactionMarker, Waiting[]>

const noLeader = failed('LEADER_NOT_AVAILABLE')

export class ClusterMarkers implements MarkerWriter {
  readonly #local: MarkerWriter
  readonly #brokerId: number
  readonly #image: MetadataImage
  readonly #peers: Peers
  readonly #batches = new Map<number, Batch>()

  constructor(local: MarkerWriter, brokerId: number, image: MetadataImage, peers: Peers) {
    this.#local = local
    this.#brokerId = brokerId
    this.#image = image
    this.#peers = peers
  }

  write(marker: TransactionMarker, partition: PartitionOfTopic): Promise<Failure | null> {
    const state = this.#image.topic(partition.topic)?.partitions[partition.partition]
    // A deleted topic needs no marker; the local writer reports that.
    if (state === undefined || state.leader === this.#brokerId) return this.#local.write(marker, partition)
    const { leader } = state
    if (leader < 0) return Promise.resolve(noLeader)
    return new Promise((answer) => {
      let batch = this.#batches.get(leader)
      if (batch === undefined) {
        batch = new Map()
        this.#batches.set(leader, batch)
        queueMicrotask(() => this.#send(leader))
      }
      const waiting = batch.get(marker) ?? []
      batch.set(marker, waiting)
      waiting.push({ partition, answer })
    })
  }

  #send(leader: number): void {
    const batch = this.#batches.get(leader)
    if (batch === undefined) return
    this.#batches.delete(leader)
    const markers = [...batch].map(([marker, waiting]) => ({
      producerId: BigInt(marker.producerId),
      producerEpoch: marker.producerEpoch,
      transactionResult: marker.result === 'COMMIT',
      topics: byTopic(waiting),
      coordinatorEpoch: marker.coordinatorEpoch,
      transactionVersion: marker.transactionVersion
    }))
    void this.#peers.call(leader, 'WriteTxnMarkers', { markers }, { role: 'markers' }).then((answer) => {
      if (isCallFailure(answer)) for (const { answer: told } of [...batch.values()].flat()) told(failed(answer.error))
      else tell([...batch], answer)
    })
  }
}

const byTopic = (waiting: readonly Waiting[]) =>
  [...indexesByTopic(waiting.map(({ partition }) => partition))].map(([name, partitionIndexes]) => ({
    name,
    partitionIndexes
  }))

/** Answers are in the order of the markers sent. */
function tell(batch: readonly (readonly [TransactionMarker, Waiting[]])[], { markers }: WriteTxnMarkersResponse): void {
  for (const [n, [, waiting]] of batch.entries()) {
    const answered = (markers[n]?.topics ?? []).flatMap(({ name, partitions }) =>
      partitions.map(({ partitionIndex, errorCode }) => ({ topic: name, partition: partitionIndex, errorCode }))
    )
    const failureOf = failuresIn(answered)
    for (const { partition, answer } of waiting) {
      const failure = failureOf(partition)
      // The leader does not know the topic yet. If the topic was deleted, this broker will know by the next attempt.
      answer(failure?.error === 'UNKNOWN_TOPIC_OR_PARTITION' ? noLeader : failure)
    }
  }
}
