/*
 * Owns what becomes of a partition when brokers come and go: who is in sync, who leads. State in, state out; writes nothing.
 * Source: org.apache.kafka.controller.ReplicationControlManager#generateLeaderAndIsrUpdates, PartitionChangeBuilder; KIP-966.
 */
import type { PartitionImage } from '../metadata/index.ts'
import { ledBy } from './election.ts'
import { withInSync } from './in-sync-state.ts'
import { completed } from './reassignment.ts'

/** What the decision must know of the world around a partition. */
export interface LeadershipView {
  /** Registered, not fenced and not shutting down. */
  isAlive(brokerId: number): boolean
  /** Ids of the log directories that the broker registered with; empty: not known. */
  directoriesOf(brokerId: number): readonly string[]
  /** min.insync.replicas of the topic. */
  readonly minInSync: number
  /** unclean.leader.election.enable of the topic. */
  readonly isUncleanAllowed: boolean
}

/**
 * The state that the partition should have now; null: it is as it should be. Replicas that are gone leave the in-sync ones at
 * once. A leader that is gone is followed by the first replica of the assignment that is in sync, or else by one that is eligible:
 * both have every acknowledged record. With neither of them alive there is no leader, unless an unclean election is allowed.
 * A reassignment whose new replicas are all in sync is completed.
 */
export function settled(state: PartitionImage, view: LeadershipView): PartitionImage | null {
  const kept = withoutLost(withoutStale(state, view), view)
  const isr = kept.isr.filter((id) => view.isAlive(id))
  const inSync = completed(
    isr.length === kept.isr.length ? kept : withInSync(kept, isr, view.minInSync),
    view.minInSync
  )
  return inSync === state && leaderOf(state, view) === state.leader ? null : settledOn(state, inSync, view)
}

/** The next state, with whoever leads it, after `before`. The leader epoch grows where a replica left, so that it stops following. */
export function settledOn(before: PartitionImage, next: PartitionImage, view: LeadershipView): PartitionImage {
  const leader = leaderOf(next, view)
  const isEpochNew = leader !== before.leader || before.replicas.some((id) => !next.replicas.includes(id))
  if (isEpochNew && leader >= 0) return withoutStale(ledBy(next, leader), view)
  const leaderEpoch = before.leaderEpoch + (isEpochNew ? 1 : 0)
  return { ...next, leader, leaderEpoch, partitionEpoch: before.partitionEpoch + 1 }
}

/** With as many in sync as must be, records are committed that the eligible replicas do not have: min.insync.replicas is lower now. */
const withoutStale = (state: PartitionImage, { minInSync }: LeadershipView): PartitionImage =>
  state.elr.length > 0 && state.isr.length >= Math.min(minInSync, state.replicas.length)
    ? withInSync(state, state.isr, minInSync)
    : state

/**
 * A broker that came back without the directory that held its replica has none of its records, and must not count as in sync
 * (KIP-858). Where there is no other replica, nobody has more: it goes on with what it has.
 */
function withoutLost(state: PartitionImage, view: LeadershipView): PartitionImage {
  const { replicas, directories, isr, elr } = state
  if (directories.length === 0 || replicas.length === 1) return state
  const isLost = (id: number) => {
    const registered = view.isAlive(id) ? view.directoriesOf(id) : []
    return registered.length > 0 && !registered.includes(directories[replicas.indexOf(id)] ?? '')
  }
  if (!isr.some(isLost) && !elr.some(isLost)) return state
  return { ...state, isr: isr.filter((id) => !isLost(id)), elr: elr.filter((id) => !isLost(id)) }
}

/** -1 when nobody may lead. */
function leaderOf({ leader, replicas, isr, elr }: PartitionImage, view: LeadershipView): number {
  if (leader >= 0 && isr.includes(leader)) return leader
  const inSync = replicas.find((id) => isr.includes(id))
  if (inSync !== undefined) return inSync
  const eligible = replicas.find((id) => elr.includes(id) && view.isAlive(id))
  if (eligible !== undefined) return eligible
  return (view.isUncleanAllowed ? replicas.find((id) => view.isAlive(id)) : undefined) ?? -1
}
