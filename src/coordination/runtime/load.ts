/*
 * Reads a partition of an internal topic from start to end, in bounded chunks so that a long log does not block the event loop. Does not
 * interpret the records. Retries failed reads indefinitely.
 */

import { type Env, type Logger, pause, turnEnd } from '../../env/index.ts'
import { isFailure } from '../../protocol/index.ts'
import {
  baseOffset,
  entryLastOffset,
  entryPositions,
  isControl,
  isTransactional,
  magic,
  producerId as producerIdOf,
  RecordsError,
  readMarker,
  recordsOf
} from '../../records/index.ts'
import { oneBuffer } from '../../wire/index.ts'
import type { CoordinatedPartition, RecordPlace, TransactionResult } from './kind.ts'

/** Receives the loaded records. Keys and values are views, so the sink must copy what it keeps. */
interface LoadSink {
  /** Returns false to stop the load. */
  isWanted(): boolean
  record(key: Buffer | null, value: Buffer | null, place: RecordPlace): void
  marker(producerId: number, result: TransactionResult): void
}

/** Bytes per read. */
const loadChunkBytes = 1 << 20
/** Retry delay after a failed read: the disk may recover, and no other broker loads this shard. */
const retryLoadMs = 1_000

interface LoadOptions {
  readonly env: Env
  readonly log: Logger
  readonly partition: CoordinatedPartition
  readonly sink: LoadSink
}

export const isEmptyLog = ({ logStartOffset, logEndOffset }: CoordinatedPartition): boolean =>
  logStartOffset === logEndOffset

/** Resolves with the end offset of the load. The caller continues in the same turn, so nothing is appended in between. */
export async function loadLog(options: LoadOptions): Promise<number> {
  const { env, log, partition, sink } = options
  let from = partition.logStartOffset
  while (sink.isWanted() && from < partition.logEndOffset) {
    const read = await partition.read(from, {
      maxBytes: loadChunkBytes,
      atLeastOneBatch: true,
      isolation: 'log_end',
      currentLeaderEpoch: -1,
      lastFetchedEpoch: -1
    })
    const error = isFailure(read) ? read.error : null
    if (error === 'OFFSET_OUT_OF_RANGE' && from < partition.logStartOffset) {
      from = partition.logStartOffset
      continue
    }
    if (isFailure(read) || read.data === null) {
      log.error('failed to load coordinator; retrying', {
        topic: partition.topic,
        partition: partition.partition,
        error
      })
      await pause(env.timers, retryLoadMs)
      continue
    }
    const next = sink.isWanted() ? replayBatches(options, read.data.chunks, from) : from
    read.data.release()
    if (next === from) break
    from = next
    await turnEnd(env.timers)
  }
  return from
}

/** Returns the offset after the last complete batch, or `from` if there is none. */
function replayBatches(options: LoadOptions, chunks: readonly Uint8Array[], from: number): number {
  const buf = oneBuffer(chunks)
  let next = from
  try {
    for (const at of entryPositions(buf)) {
      const last = entryLastOffset(buf, at)
      if (last >= from) replayBatch(options, buf, at, from)
      next = Math.max(next, last + 1)
    }
  } catch (error) {
    if (!(error instanceof RecordsError)) throw error
    skipDamaged(options, next, error)
  }
  return next
}

function replayBatch(options: LoadOptions, buf: Buffer, at: number, from: number): void {
  const { sink } = options
  const isModern = magic(buf, at) === 2
  const producerId = isModern && isTransactional(buf, at) ? producerIdOf(buf, at) : -1
  try {
    if (isModern && isControl(buf, at)) {
      const marker = readMarker(buf, at)
      if (marker !== null) sink.marker(producerId, marker.type)
      return
    }
    for (const { offset, key, value } of recordsOf(buf, at)) {
      if (offset >= from) sink.record(key, value, { offset, producerId })
    }
  } catch (error) {
    if (!(error instanceof RecordsError)) throw error
    skipDamaged(options, baseOffset(buf, at), error)
  }
}

function skipDamaged({ log, partition }: LoadOptions, offset: number, error: RecordsError): void {
  log.error('skipped corrupt batch while loading coordinator', {
    topic: partition.topic,
    partition: partition.partition,
    offset,
    error: error.message
  })
}
