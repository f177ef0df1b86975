/*
 * Writes the markers that end a transaction, retrying until each partition has one. `MarkerWriter` finds and contacts the partition
 * leaders.
 */
import type { ErrorName, Failure } from '../../protocol/index.ts'
import type { TransactionResult } from '../runtime/kind.ts'
import type { PartitionOfTopic } from './add-partitions.ts'
import type { PartitionSet, Transaction, TransactionVersion } from './transaction.ts'

/** The content of a marker, and the coordinator that sends it. */
export interface TransactionMarker {
  readonly producerId: number
  readonly producerEpoch: number
  readonly result: TransactionResult
  /** Leader epoch of the __transaction_state partition. */
  readonly coordinatorEpoch: number
  /** From version 2 on, the marker's epoch must be greater than the producer's (KIP-1228). */
  readonly transactionVersion: TransactionVersion
}

/** Writes markers to partition leaders, on this broker or others. */
export interface MarkerWriter {
  /** Resolves with null once the marker is acknowledged, or with the partition leader's failure. */
  write(marker: TransactionMarker, partition: PartitionOfTopic): Promise<Failure | null>
}

/** Kafka's delay between attempts (TransactionMarkerChannelManager). */
export const retryMarkersMs = 100

/**
 * Errors that make a retry pointless: the topic was deleted, or a newer coordinator or producer has already ended the transaction
 * there.
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
  /** Called once per partition and error. */
  readonly refused: (partition: PartitionOfTopic, error: ErrorName, isFinal: boolean) => void
}

/** Resolves with true once every partition has its marker or needs none; with false if the run is no longer wanted. */
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
