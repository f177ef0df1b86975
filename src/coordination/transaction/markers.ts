/*
 * Owns the writing of the markers that end a transaction, until each partition has one. Who leads a partition, and how it is
 * reached, is behind `MarkerWriter`.
 */
import type { ErrorName, Failure } from '../../protocol/index.ts'
import type { TransactionResult } from '../runtime/kind.ts'
import type { PartitionOfTopic } from './add-partitions.ts'
import type { PartitionSet, Transaction, TransactionVersion } from './transaction.ts'

/** What a marker says, and who says it. */
export interface TransactionMarker {
  readonly producerId: number
  readonly producerEpoch: number
  readonly result: TransactionResult
  /** The leader epoch of the partition of __transaction_state. */
  readonly coordinatorEpoch: number
  /** From 2 on the marker's epoch has to be newer than what the producer wrote with (KIP-1228). */
  readonly transactionVersion: TransactionVersion
}

/** Writes markers to the leaders of partitions, here or elsewhere. */
export interface MarkerWriter {
  /** Resolves when the marker is acknowledged, or with why the partition's leader did not take it. */
  write(marker: TransactionMarker, partition: PartitionOfTopic): Promise<Failure | null>
}

/** Kafka waits as long between two attempts (TransactionMarkerChannelManager). */
export const retryMarkersMs = 100

/**
 * Errors after which another attempt comes to the same: the topic was deleted, or a newer coordinator or producer has ended
 * the transaction there.
 */
const isFinal: ReadonlySet<ErrorName> = new Set<ErrorName>([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'INVALID_PRODUCER_EPOCH',
  'TRANSACTION_COORDINATOR_FENCED'
])

export function* partitionsIn(set: PartitionSet): Iterable<PartitionOfTopic> {
  for (const [topic, partitions] of set) for (const partition of partitions) yield { topic, partition }
}

export const markerOf = (
  { producerId, producerEpoch, clientVersion }: Transaction,
  result: TransactionResult,
  coordinatorEpoch: number
): TransactionMarker => ({ producerId, producerEpoch, result, coordinatorEpoch, transactionVersion: clientVersion })

interface MarkerRun {
  readonly writer: MarkerWriter
  readonly marker: TransactionMarker
  readonly partitions: readonly PartitionOfTopic[]
  readonly isWanted: () => boolean
  readonly wait: (ms: number) => Promise<void>
  /** Told once of each partition and error. */
  readonly refused: (partition: PartitionOfTopic, error: ErrorName, isFinal: boolean) => void
}

/** True when every partition has its marker, or needs none; false when nobody wants them any more. */
export async function writeMarkers(run: MarkerRun): Promise<boolean> {
  const told = new Set<string>()
  let left = run.partitions
  for (;;) {
    const failures = await Promise.all(left.map((partition) => run.writer.write(run.marker, partition)))
    if (!run.isWanted()) return false
    left = left.filter((partition, index) => {
      const error = failures[index]?.error ?? null
      if (error === null) return false
      const key = `${partition.topic}-${partition.partition} ${error}`
      if (!told.has(key)) run.refused(partition, error, isFinal.has(error))
      told.add(key)
      return !isFinal.has(error)
    })
    if (left.length === 0) return true
    await run.wait(retryMarkersMs)
    if (!run.isWanted()) return false
  }
}
