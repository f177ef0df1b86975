/*
 * Decisions for the five share coordinator requests: checks them against the state, then returns records and an answer
 * (org.apache.kafka.coordinator.share.ShareCoordinatorShard).
 */
import { type Failure, failed } from '../../protocol/index.ts'
import type { Decision } from '../runtime/decision.ts'
import { combineBatches, type StateBatch } from './batches.ts'
import type { ShareRecord } from './records.ts'
import { type SharePartitionKey, type ShareState, type ShareStates, wireBatches } from './state.ts'

type Decided<A> = Decision<ShareRecord, A>

export interface ShareContext {
  readonly states: ShareStates
  readonly nowMs: number
  /** Number of updates after which a snapshot is written. */
  readonly updatesPerSnapshot: number
  /** Whether the partition is in the metadata. */
  exists(key: SharePartitionKey): boolean
}

export interface InitializeCommand {
  readonly key: SharePartitionKey
  readonly stateEpoch: number
  readonly startOffset: number
}

export interface WriteCommand {
  readonly key: SharePartitionKey
  readonly stateEpoch: number
  readonly leaderEpoch: number
  readonly startOffset: number
  readonly deliveryCompleteCount: number
  readonly batches: readonly StateBatch[]
}

export interface ReadAnswer {
  readonly stateEpoch: number
  readonly startOffset: number
  readonly batches: readonly StateBatch[]
}

export interface SummaryAnswer {
  readonly stateEpoch: number
  readonly leaderEpoch: number
  readonly startOffset: number
  readonly deliveryCompleteCount: number
}

const negativePartition = failed('INVALID_REQUEST', 'The partition id cannot be a negative number.')

function missing(context: ShareContext, key: SharePartitionKey): Failure | null {
  return context.exists(key) ? null : failed('UNKNOWN_TOPIC_OR_PARTITION')
}

const isOlder = (given: number, known: number): boolean => given !== -1 && known > given

export function initializeState(context: ShareContext, command: InitializeCommand): Decided<null> {
  const { key, stateEpoch, startOffset } = command
  if (key.partition < 0) return negativePartition
  const known = context.states.get(key)
  if (known !== undefined && isOlder(stateEpoch, known.stateEpoch)) return failed('FENCED_STATE_EPOCH')
  const refusal = missing(context, key)
  if (refusal !== null) return refusal
  const state: ShareState = {
    key,
    snapshotEpoch: known === undefined ? 0 : known.snapshotEpoch + 1,
    stateEpoch,
    leaderEpoch: 0,
    startOffset,
    deliveryCompleteCount: startOffset === -1 ? -1 : 0,
    createTimestampMs: context.nowMs,
    writeTimestampMs: context.nowMs,
    batches: []
  }
  return { records: [snapshotRecord(state)], answer: null }
}

export function writeState(context: ShareContext, command: WriteCommand): Decided<null> {
  const { key } = command
  if (key.partition < 0) return negativePartition
  const known = context.states.get(key)
  if (known === undefined)
    return failed('INVALID_REQUEST', 'Write operation on uninitialized share partition not allowed.')
  if (isOlder(command.leaderEpoch, known.leaderEpoch)) return failed('FENCED_LEADER_EPOCH')
  if (isOlder(command.stateEpoch, known.stateEpoch)) return failed('FENCED_STATE_EPOCH')
  const refusal = missing(context, key)
  if (refusal !== null) return refusal
  return { records: [writtenRecord(context, known, command, known.leaderEpoch)], answer: null }
}

/** Writes an update, or a snapshot once enough updates have been written. */
function writtenRecord(
  context: ShareContext,
  known: ShareState,
  command: WriteCommand,
  leaderEpoch: number
): ShareRecord {
  const { key, startOffset, deliveryCompleteCount } = command
  if (context.states.updatesOf(key) < context.updatesPerSnapshot) {
    return {
      kind: 'update',
      key,
      value: {
        snapshotEpoch: known.snapshotEpoch,
        leaderEpoch,
        startOffset: BigInt(startOffset),
        deliveryCompleteCount,
        stateBatches: wireBatches(combineBatches([], command.batches, startOffset))
      }
    }
  }
  const start = startOffset === -1 ? known.startOffset : startOffset
  return snapshotRecord({
    ...known,
    snapshotEpoch: known.snapshotEpoch + 1,
    leaderEpoch,
    startOffset: start,
    deliveryCompleteCount,
    createTimestampMs: context.nowMs,
    writeTimestampMs: context.nowMs,
    batches: combineBatches(known.batches, command.batches, start)
  })
}

/** Reads the state. Records a newer leader epoch, so that requests from older leaders are fenced. */
export function readState(context: ShareContext, key: SharePartitionKey, leaderEpoch: number): Decided<ReadAnswer> {
  if (key.partition < 0) return negativePartition
  const known = context.states.get(key)
  if (known === undefined)
    return failed('INVALID_REQUEST', 'Read operation on uninitialized share partition not allowed.')
  if (isOlder(leaderEpoch, known.leaderEpoch)) return failed('FENCED_LEADER_EPOCH')
  const refusal = missing(context, key)
  if (refusal !== null) return refusal
  const { stateEpoch, startOffset, batches, deliveryCompleteCount } = known
  const answer = { stateEpoch, startOffset, batches }
  if (leaderEpoch === -1 || leaderEpoch === known.leaderEpoch) return { records: [], answer }
  const command = { key, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount, batches: [] }
  return { records: [writtenRecord(context, known, command, leaderEpoch)], answer }
}

/** Returns the summary. An uninitialized share partition has an empty one, and is not an error. */
export function summaryOf(context: ShareContext, key: SharePartitionKey): Decided<SummaryAnswer> {
  if (key.partition < 0) return negativePartition
  const refusal = missing(context, key)
  if (refusal !== null) return refusal
  const known = context.states.get(key)
  if (known === undefined)
    return { records: [], answer: { stateEpoch: 0, leaderEpoch: 0, startOffset: -1, deliveryCompleteCount: -1 } }
  const { stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount } = known
  return { records: [], answer: { stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount } }
}

export function deleteState(context: ShareContext, key: SharePartitionKey): Decided<null> {
  if (key.partition < 0) return negativePartition
  const refusal = missing(context, key)
  if (refusal !== null) return refusal
  return { records: context.states.get(key) === undefined ? [] : [tombstone(key)], answer: null }
}

export const tombstone = (key: SharePartitionKey): ShareRecord => ({ kind: 'snapshot', key, value: null })

function snapshotRecord(state: ShareState): ShareRecord {
  const { key, snapshotEpoch, stateEpoch, leaderEpoch, deliveryCompleteCount } = state
  return {
    kind: 'snapshot',
    key,
    value: {
      snapshotEpoch,
      stateEpoch,
      leaderEpoch,
      deliveryCompleteCount,
      startOffset: BigInt(state.startOffset),
      createTimestamp: BigInt(state.createTimestampMs),
      writeTimestamp: BigInt(state.writeTimestampMs),
      stateBatches: wireBatches(state.batches)
    }
  }
}

/**
 * Writes new snapshots of share partitions that have been idle for a long time, so that their old ones do not block pruning. Writes
 * none if all of them are such snapshots already.
 */
export function coldSnapshots({ states, nowMs }: ShareContext, intervalMs: number): ShareRecord[] {
  const all = [...states.all()]
  if (all.every(({ createTimestampMs, writeTimestampMs }) => createTimestampMs !== writeTimestampMs)) return []
  return all
    .filter(({ writeTimestampMs }) => nowMs - writeTimestampMs >= intervalMs)
    .map((state) => snapshotRecord({ ...state, snapshotEpoch: state.snapshotEpoch + 1, writeTimestampMs: nowMs }))
}
