/*
 * Decides the leader and ISR of a partition when brokers come and go. State in, state out; writes nothing. Source:
 * org.apache.kafka.controller.ReplicationControlManager#generateLeaderAndIsrUpdates, PartitionChangeBuilder; KIP-966.
 */
import type { MetadataImage, PartitionImage } from '../metadata/index.ts'
import { ledBy } from './election.ts'
import { withInSync } from './in-sync-state.ts'
import { completed } from './reassignment.ts'

/** What the decision needs to know besides the partition. */
export interface LeadershipView {
  /** Registered, not fenced and not shutting down. */
  isAlive(brokerId: number): boolean
  /** Ids of the log directories in the broker's registration; empty if unknown. */
  directoriesOf(brokerId: number): readonly string[]
  /** Some of its log directories have failed and may come back. */
  lacksDirectories(brokerId: number): boolean
  /** min.insync.replicas of the topic. */
  readonly minInSync: number
  /** unclean.leader.election.enable of the topic. */
  readonly isUncleanAllowed: boolean
  /** Brokers that return after an unclean shutdown and may lack records they had acknowledged (KIP-966). */
  readonly unclean?: readonly number[]
}

/** What a decision needs to know about brokers. */
type Brokers = Pick<LeadershipView, 'isAlive' | 'directoriesOf' | 'lacksDirectories'>

export const brokersIn = (image: MetadataImage): Brokers => ({
  isAlive: (id) => image.isAlive(id),
  directoriesOf: (id) => image.broker(id)?.directories ?? [],
  lacksDirectories: (id) => image.broker(id)?.lacksDirectories === true
})

/**
 * The state that the partition should have now; null if it is already correct. Dead replicas leave the ISR immediately. A dead
 * leader is replaced by the first replica of the assignment that is in sync, or else eligible: both have every acknowledged
 * record. If all of these came back from an unclean shutdown, the last leader leads once it is alive. Otherwise there is no
 * leader, unless unclean elections are allowed. Completes a reassignment whose new replicas are all in sync.
 */
export function settled(state: PartitionImage, view: LeadershipView): PartitionImage | null {
  const { minInSync, unclean = [] } = view
  const kept = withoutLost(withoutStale(state, view), view)
  const isr = kept.isr.filter((id) => view.isAlive(id) && !unclean.includes(id))
  const isSame = isr.length === kept.isr.length && !kept.elr.some((id) => unclean.includes(id))
  const inSync = completed(isSame ? kept : withInSync(kept, isr, minInSync, unclean), minInSync)
  return inSync === state && leaderOf(state, view) === state.leader ? null : settledOn(state, inSync, view)
}

/**
 * The next state with its leader, after `before`. The leader epoch is bumped if a replica was removed, so that it stops
 * following.
 */
export function settledOn(before: PartitionImage, next: PartitionImage, view: LeadershipView): PartitionImage {
  const leader = leaderOf(next, view)
  const isEpochNew = leader !== before.leader || before.replicas.some((id) => !next.replicas.includes(id))
  if (isEpochNew && leader >= 0) return withoutStale(ledBy(next, leader), view)
  const leaderEpoch = before.leaderEpoch + (isEpochNew ? 1 : 0)
  const lastKnownElr = lastLeaderOf(before, leader)
  return { ...next, leader, lastKnownElr, leaderEpoch, partitionEpoch: before.partitionEpoch + 1 }
}

/** While there is no leader, the last one is remembered. */
function lastLeaderOf({ leader: before, lastKnownElr }: PartitionImage, leader: number): readonly number[] {
  if (leader >= 0) return []
  return before >= 0 ? [before] : lastKnownElr
}

/** With a large enough ISR, records are committed that the eligible replicas lack: min.insync.replicas is lower now. */
const withoutStale = (state: PartitionImage, { minInSync }: LeadershipView): PartitionImage =>
  state.elr.length > 0 && state.isr.length >= Math.min(minInSync, state.replicas.length)
    ? withInSync(state, state.isr, minInSync)
    : state

/**
 * A broker that came back without the directory of its replica has none of its records and must not count as in sync (KIP-858). A
 * single replica continues with whatever it has, since nobody has more, unless the directory may come back.
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

/** Whether the replica can have a log now: its broker is alive and its directory has not failed. */
export const isUsable = (id: number, state: PartitionImage, view: Brokers): boolean =>
  view.isAlive(id) && !(view.lacksDirectories(id) && hasLost(id, state, view))

/** -1 if nobody may lead. */
function leaderOf(state: PartitionImage, view: LeadershipView): number {
  const { leader, replicas, isr, elr, lastKnownElr } = state
  if (leader >= 0 && isr.includes(leader)) return leader
  const inSync = replicas.find((id) => isr.includes(id))
  if (inSync !== undefined) return inSync
  const eligible = replicas.find((id) => elr.includes(id) && isUsable(id, state, view))
  if (eligible !== undefined) return eligible
  // Kafka elects it even without its directory, and loses what the others have.
  const isLastAlive = (id: number) => replicas.includes(id) && view.isAlive(id) && !hasLost(id, state, view)
  const last = isr.length + elr.length === 0 ? lastKnownElr.find(isLastAlive) : undefined
  if (last !== undefined) return last
  if (!view.isUncleanAllowed) return -1
  const usable = replicas.filter((id) => isUsable(id, state, view))
  return usable.find((id) => !hasLost(id, state, view)) ?? usable[0] ?? -1
}
