/*
 * Owns how the replicas of a partition move: what begins, cancels and completes a reassignment. State in, state out; writes nothing.
 * Source: KIP-455; org.apache.kafka.controller.PartitionReassignmentReplicas, PartitionReassignmentRevert.
 */
import type { PartitionImage } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import { withInSync } from './in-sync-state.ts'

const none: readonly never[] = []

/** Ids of the log directory that a replica on this broker goes to; undefined while the broker chooses. */
type DirectoryOf = (brokerId: number) => string | undefined

export const isReassigning = ({ adding, removing }: PartitionImage): boolean => adding.length > 0 || removing.length > 0

/**
 * The state in which the partition moves to `target`: its new replicas first, and behind them those that leave at the end. Where
 * nothing has to be waited for, the move is complete at once. Where this move adds nothing, or removes nothing, what an earlier one
 * adds or removes stays, as in Kafka: who wants back has to cancel. The epochs are those of before.
 */
export function reassigned(
  state: PartitionImage,
  target: readonly number[],
  directoryOf: DirectoryOf,
  minInSync: number
): PartitionImage {
  const sorted = (ids: readonly number[]) => [...ids].sort((a, b) => a - b)
  const leaving = sorted(state.replicas.filter((id) => !target.includes(id)))
  const coming = sorted(target.filter((id) => !state.replicas.includes(id)))
  const adding = coming.length > 0 ? coming : state.adding
  const removing = leaving.length > 0 ? leaving : state.removing
  const moved = { ...withReplicas(state, [...target, ...leaving], directoryOf), adding, removing }
  return completed(moved, minInSync)
}

/**
 * The state without the move that is under way: what it was adding is gone, what it was removing stays. Refused where only new
 * replicas are in sync, unless the topic allows unclean elections.
 */
export function cancelled(
  state: PartitionImage,
  name: string,
  directoryOf: DirectoryOf,
  { minInSync, isUncleanAllowed }: { readonly minInSync: number; readonly isUncleanAllowed: boolean }
): PartitionImage | Failure {
  if (!isReassigning(state)) return failed('NO_REASSIGNMENT_IN_PROGRESS')
  const stays = (id: number) => !state.adding.includes(id)
  const replicas = state.replicas.filter(stays)
  const isr = state.isr.filter(stays)
  const [first] = replicas
  if (first === undefined)
    return failed('INVALID_REPLICA_ASSIGNMENT', 'Invalid replica assignment: addingReplicas contains all replicas.')
  if (isr.length === 0 && !isUncleanAllowed)
    return failed(
      'INVALID_REPLICA_ASSIGNMENT',
      `Unable to revert partition assignment for ${name} because it would require an unclean leader election.`
    )
  const reverted = { ...withReplicas(state, replicas, directoryOf), adding: none, removing: none }
  return withInSync(reverted, isr.length === 0 ? [first] : isr, minInSync)
}

/**
 * The state with its move complete, where all who come are in sync, and where there will be fewer replicas, all who stay; the same
 * state otherwise. The epochs are those of before.
 */
export function completed(state: PartitionImage, minInSync: number): PartitionImage {
  if (!isReassigning(state)) return state
  const stays = (id: number) => !state.removing.includes(id)
  const replicas = state.replicas.filter(stays)
  const isr = state.isr.filter(stays)
  if (replicas.length === 0 || isr.length === 0) return state
  const mustBeInSync = state.adding.length < state.removing.length ? [...replicas, ...state.adding] : state.adding
  if (!mustBeInSync.every((id) => isr.includes(id))) return state
  const done = { ...withReplicas(state, replicas, () => undefined), adding: none, removing: none }
  return withInSync(done, isr, minInSync)
}

/** How many replicas the partition has once what is under way is done. */
export const replicationFactorOf = ({ replicas, removing }: PartitionImage): number =>
  replicas.filter((id) => !removing.includes(id)).length

/** While the directory of one replica is not known, none is named, as for new partitions. */
function withReplicas(state: PartitionImage, replicas: readonly number[], directoryOf: DirectoryOf): PartitionImage {
  const known = new Map(state.directories.map((directory, at) => [state.replicas[at], directory]))
  const directories = replicas.map((id) => known.get(id) ?? directoryOf(id)).filter((each) => each !== undefined)
  return { ...state, replicas, directories: directories.length === replicas.length ? directories : none }
}
