/*
 * Owns who leads a partition: state in, state out. Writes nothing.
 * Source: org.apache.kafka.controller.PartitionChangeBuilder; KIP-966 for eligible leader replicas.
 */
import type { PartitionImage } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'

/** Kafka's names of elections (org.apache.kafka.common.ElectionType). */
export type Election = 'preferred' | 'unclean'

/**
 * The state with a leader that this election gives it, or Kafka's words for why it gives none. A leader comes from the in-sync
 * replicas, or where there are none from the eligible ones: they have every acknowledged record. An unclean election takes any
 * other replica that is alive, and with it the loss of what that replica does not have.
 */
export function electLeader(
  state: PartitionImage,
  election: Election,
  isAlive: (brokerId: number) => boolean
): PartitionImage | Failure {
  const { replicas, isr, elr, leader } = state
  const isPreferred = election === 'preferred'
  if (isPreferred ? leader >= 0 && leader === replicas[0] : leader >= 0)
    return failed('ELECTION_NOT_NEEDED', 'Leader election not needed for topic partition.')
  // An eligible one that took the place of those in sync would leave them behind, which have as much.
  const clean = isr.length > 0 ? isr : elr
  const isClean = (id: number) => clean.includes(id) && isAlive(id)
  const order = isPreferred ? [replicas[0] ?? -1, leader, ...replicas] : [leader, ...replicas]
  const elected = order.find(isClean) ?? (isPreferred ? undefined : replicas.find(isAlive))
  if (elected !== undefined && elected !== leader) return ledBy(state, elected)
  return isPreferred
    ? failed('PREFERRED_LEADER_NOT_AVAILABLE', 'The preferred leader was not available.')
    : failed('ELIGIBLE_LEADERS_NOT_AVAILABLE', 'Eligible topic partition leaders are not available.')
}

/** A leader that was not in sync is the only one that is now: the others have to follow it first. */
export function ledBy(state: PartitionImage, leader: number): PartitionImage {
  const isInSync = state.isr.includes(leader)
  const isEligible = state.elr.includes(leader)
  return {
    ...state,
    leader,
    isr: isInSync ? state.isr : [leader],
    elr: isInSync ? state.elr : isEligible ? state.elr.filter((id) => id !== leader) : [],
    lastKnownElr: [],
    leaderEpoch: state.leaderEpoch + 1,
    partitionEpoch: state.partitionEpoch + 1
  }
}
