/*
 * Elects partition leaders: state in, state out. Writes nothing. Source: org.apache.kafka.controller.PartitionChangeBuilder;
 * KIP-966 for eligible leader replicas.
 */
import type { PartitionImage } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'

/** Kafka's election types (org.apache.kafka.common.ElectionType). */
export type Election = 'preferred' | 'unclean'

/**
 * The state with the leader that this election chooses, or Kafka's message why there is none. The leader comes from the ISR, or
 * if that is empty from the eligible leader replicas: all of them have every acknowledged record. An unclean election takes any
 * other live replica, and loses what that replica lacks.
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
  // If an eligible replica replaced ISR members as leader, they would drop out although they have just as much.
  const clean = isr.length > 0 ? isr : elr
  const isClean = (id: number) => clean.includes(id) && isAlive(id)
  const order = isPreferred ? [replicas[0] ?? -1, leader, ...replicas] : [leader, ...replicas]
  const elected = order.find(isClean) ?? (isPreferred ? undefined : replicas.find(isAlive))
  if (elected !== undefined && elected !== leader) return ledBy(state, elected)
  return isPreferred
    ? failed('PREFERRED_LEADER_NOT_AVAILABLE', 'The preferred leader was not available.')
    : failed('ELIGIBLE_LEADERS_NOT_AVAILABLE', 'Eligible topic partition leaders are not available.')
}

/** A leader from outside the ISR becomes the only member; the others must follow it first. */
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
