/*
 * Owns what becomes of a partition when brokers come and go: who is in sync, who leads. State in, state out; writes nothing.
 * Source: org.apache.kafka.controller.ReplicationControlManager#generateLeaderAndIsrUpdates, PartitionChangeBuilder; KIP-966.
 */
import type { MetadataImage, PartitionImage } from '../metadata/index.ts'
import { ledBy } from './election.ts'
import { withInSync } from './in-sync-state.ts'
import { completed } from './reassignment.ts'

/** What the decision must know of the world around a partition. */
export interface LeadershipView {
  /** Registered, not fenced and not shutting down. */
  isAlive(brokerId: number): boolean
  /** Ids of the log directories that the broker registered with; empty: not known. */
  directoriesOf(brokerId: number): readonly string[]
  /** Some of its log directories have failed, and may be back. */
  lacksDirectories(brokerId: number): boolean
  /** min.insync.replicas of the topic. */
  readonly minInSync: number
  /** unclean.leader.election.enable of the topic. */
  readonly isUncleanAllowed: boolean
  /** Brokers that come back after they stopped in no good order: they may lack what they had acknowledged (KIP-966). */
  readonly unclean?: readonly number[]
}

/** What a decision must know of the brokers. */
type Brokers = Pick<LeadershipView, 'isAlive' | 'directoriesOf' | 'lacksDirectories'>

export const brokersIn = (image: MetadataImage): Brokers => ({
  isAlive: (id) => image.isAlive(id),
  directoriesOf: (id) => image.broker(id)?.directories ?? [],
  lacksDirectories: (id) => image.broker(id)?.lacksDirectories === true
})

/**
 * The state that the partition should have now; null: it is as it should be. Replicas that are gone leave the in-sync ones at
 * once. A leader that is gone is followed by the first replica of the assignment that is in sync, or else by one that is eligible:
 * both have every acknowledged record. Where all of them came back from an unclean stop, the one that led last leads once it is
 * there. Otherwise there is no leader, unless an unclean election is allowed.
 * A reassignment whose new replicas are all in sync is completed.
 */
export function settled(state: PartitionImage, view: LeadershipView): PartitionImage | null {
  const { minInSync, unclean = [] } = view
  const kept = withoutLost(withoutStale(state, view), view)
  const isr = kept.isr.filter((id) => view.isAlive(id) && !unclean.includes(id))
  const isSame = isr.length === kept.isr.length && !kept.elr.some((id) => unclean.includes(id))
  const inSync = completed(isSame ? kept : withInSync(kept, isr, minInSync, unclean), minInSync)
  return inSync === state && leaderOf(state, view) === state.leader ? null : settledOn(state, inSync, view)
}

/** The next state, with whoever leads it, after `before`. The leader epoch grows where a replica left, so that it stops following. */
export function settledOn(before: PartitionImage, next: PartitionImage, view: LeadershipView): PartitionImage {
  const leader = leaderOf(next, view)
  const isEpochNew = leader !== before.leader || before.replicas.some((id) => !next.replicas.includes(id))
  if (isEpochNew && leader >= 0) return withoutStale(ledBy(next, leader), view)
  const leaderEpoch = before.leaderEpoch + (isEpochNew ? 1 : 0)
  const lastKnownElr = lastLeaderOf(before, leader)
  return { ...next, leader, lastKnownElr, leaderEpoch, partitionEpoch: before.partitionEpoch + 1 }
}

/** While nobody leads, whoever led last is kept in mind. */
function lastLeaderOf({ leader: before, lastKnownElr }: PartitionImage, leader: number): readonly number[] {
  if (leader >= 0) return []
  return before >= 0 ? [before] : lastKnownElr
}

/** With as many in sync as must be, records are committed that the eligible replicas do not have: min.insync.replicas is lower now. */
const withoutStale = (state: PartitionImage, { minInSync }: LeadershipView): PartitionImage =>
  state.elr.length > 0 && state.isr.length >= Math.min(minInSync, state.replicas.length)
    ? withInSync(state, state.isr, minInSync)
    : state

/**
 * A broker that came back without the directory that held its replica has none of its records, and must not count as in sync
 * (KIP-858). Where there is no other replica, nobody has more: it goes on with what it has, unless the directory may be back.
 */
function withoutLost(state: PartitionImage, view: LeadershipView): PartitionImage {
  const { replicas, isr, elr } = state
  const isLost = (id: number) => hasLost(id, state, view)
  if (replicas.length === 1) return isr.some(isLost) ? { ...state, isr: [], elr: replicas } : state
  if (!isr.some(isLost) && !elr.some(isLost)) return state
  return { ...state, isr: isr.filter((id) => !isLost(id)), elr: elr.filter((id) => !isLost(id)) }
}

function hasLost(id: number, { replicas, directories }: PartitionImage, view: Brokers): boolean {
  if (directories.length === 0 || (replicas.length === 1 && !view.lacksDirectories(id))) return false
  const registered = view.isAlive(id) ? view.directoriesOf(id) : []
  return registered.length > 0 && !registered.includes(directories[replicas.indexOf(id)] ?? '')
}

/** Whether the replica can have a log now: its broker is there, and its directory has not failed. */
export const isUsable = (id: number, state: PartitionImage, view: Brokers): boolean =>
  view.isAlive(id) && !(view.lacksDirectories(id) && hasLost(id, state, view))

/** -1 when nobody may lead. */
function leaderOf(state: PartitionImage, view: LeadershipView): number {
  const { leader, replicas, isr, elr, lastKnownElr } = state
  if (leader >= 0 && isr.includes(leader)) return leader
  const inSync = replicas.find((id) => isr.includes(id))
  if (inSync !== undefined) return inSync
  const eligible = replicas.find((id) => elr.includes(id) && isUsable(id, state, view))
  if (eligible !== undefined) return eligible
  // Kafka takes it without its directory too, and with it the loss of what the others have.
  const isLastAlive = (id: number) => replicas.includes(id) && view.isAlive(id) && !hasLost(id, state, view)
  const last = isr.length + elr.length === 0 ? lastKnownElr.find(isLastAlive) : undefined
  if (last !== undefined) return last
  if (!view.isUncleanAllowed) return -1
  const usable = replicas.filter((id) => isUsable(id, state, view))
  return usable.find((id) => !hasLost(id, state, view)) ?? usable[0] ?? -1
}
