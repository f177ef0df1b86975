/*
 * Partition reassignments: how they start, complete and are cancelled. State in, state out; writes nothing. Source: KIP-455;
 * org.apache.kafka.controller.PartitionReassignmentReplicas, PartitionReassignmentRevert.
 */
import type { PartitionImage } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import { withInSync } from './in-sync-state.ts'

const none: readonly never[] = []

/** Id of the log directory for a replica on this broker; undefined if the broker chooses. */
type DirectoryOf = (brokerId: number) => string | undefined

export const isReassigning = ({ adding, removing }: PartitionImage): boolean => adding.length > 0 || removing.length > 0

/**
 * The state in which the partition moves to `target`: first the new replicas, then those that will be removed at the end.
 * Completes immediately if there is nothing to wait for. If this reassignment adds or removes nothing, the adding or removing
 * replicas of an earlier one stay, as in Kafka: to go back, it has to be cancelled. Epochs are unchanged.
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
 * The state with the ongoing reassignment cancelled: adding replicas are gone, removing ones stay. Refused if only new replicas
 * are in sync, unless the topic allows unclean elections.
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
 * The state with its reassignment completed, if all adding replicas are in sync and, when the replication factor shrinks, all
 * remaining ones too; otherwise the same state. Epochs are unchanged.
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

/** The number of replicas after the ongoing reassignment. */
export const replicationFactorOf = ({ replicas, removing }: PartitionImage): number =>
  replicas.filter((id) => !removing.includes(id)).length

/** While the directory of one replica is unknown, none is named, as for new partitions. */
function withReplicas(state: PartitionImage, replicas: readonly number[], directoryOf: DirectoryOf): PartitionImage {
  const known = new Map(state.directories.map((directory, at) => [state.replicas[at], directory]))
  const directories = replicas.map((id) => known.get(id) ?? directoryOf(id)).filter((each) => each !== undefined)
  return { ...state, replicas, directories: directories.length === replicas.length ? directories : none }
}
