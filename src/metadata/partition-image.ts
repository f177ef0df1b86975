/*
 * The metadata of one partition and its stored form: the initial state, and states that differ from it. Does not know where it is
 * stored.
 */

/** The replicas of one partition. */
export interface ReplicaSet {
  /** The preferred leader first. */
  readonly replicas: readonly number[]
  /** Ids of their log directories, one per replica; empty until they have been chosen. */
  readonly directories: readonly string[]
  /** The initial ISR if it is not all replicas: those whose brokers were alive when the partition was created. */
  readonly isr?: readonly number[]
}

export interface PartitionImage extends ReplicaSet {
  readonly isr: readonly number[]
  /** Eligible leader replicas, and the last known ones (KIP-966). */
  readonly elr: readonly number[]
  readonly lastKnownElr: readonly number[]
  /** Adding and removing replicas of a reassignment; both are contained in `replicas` (KIP-455). */
  readonly adding: readonly number[]
  readonly removing: readonly number[]
  /** -1 if there is none. */
  readonly leader: number
  readonly leaderEpoch: number
  readonly partitionEpoch: number
  /** Revision of the partition's own key; 0 if it has none and matches its assignment. */
  readonly revision: number
  /** Its key is unreadable, so it is unknown who has its records, and nobody may delete them. */
  readonly isUnreadable?: boolean
}

/** The stored form of a partition with a state of its own. Without replicas, those of the assignment apply. */
interface PartitionValue {
  readonly replicas?: readonly number[]
  readonly directories?: readonly string[]
  readonly isr: readonly number[]
  readonly elr?: readonly number[]
  readonly lastKnownElr?: readonly number[]
  readonly adding?: readonly number[]
  readonly removing?: readonly number[]
  readonly leader: number
  readonly leaderEpoch: number
  readonly partitionEpoch: number
}

const none: readonly never[] = []

/** Stands for a log directory that the broker cannot use (Kafka's DirectoryId.LOST). */
export const lostDirectory = 'AAAAAAAAAAAAAAAAAAAAAQ'

/** The initial state of a partition: the first replica in sync leads. */
export const initialPartition = (
  replicas: readonly number[],
  directories: readonly string[] = none,
  isr: readonly number[] = replicas
): PartitionImage => ({
  replicas,
  directories,
  isr,
  elr: none,
  lastKnownElr: none,
  adding: none,
  removing: none,
  leader: isr[0] ?? -1,
  leaderEpoch: 0,
  partitionEpoch: 0,
  revision: 0
})

const epochMax = 0x7ffffffe
/** More revisions than a standalone broker can have had before its metadata moved to a store whose revisions start over. */
const epochsApart = 1_000_000

/**
 * The state of a partition whose value cannot be read: no leader and no ISR, until another value is written by an unclean
 * election or from outside. Every broker derives the same state, whatever it knew before. The epoch is higher than any earlier
 * one, since each of those took a revision of its own.
 */
export const unreadablePartition = ({ replicas, directories }: ReplicaSet, revision: number): PartitionImage => {
  const epoch = Math.min(revision + epochsApart, epochMax)
  const nobody = { isr: none, elr: none, lastKnownElr: none, adding: none, removing: none, leader: -1 }
  return { replicas, directories, ...nobody, leaderEpoch: epoch, partitionEpoch: epoch, revision, isUnreadable: true }
}

const same = <T>(one: readonly T[], other: readonly T[]): boolean =>
  one === other || (one.length === other.length && one.every((item, n) => item === other[n]))

/** Whether a partition matches its assignment, so that it needs no key of its own. */
export const isInitial = (state: PartitionImage): boolean =>
  state.leaderEpoch === 0 &&
  state.partitionEpoch === 0 &&
  state.leader === (state.replicas[0] ?? -1) &&
  same(state.isr, state.replicas) &&
  state.elr.length === 0 &&
  state.lastKnownElr.length === 0 &&
  state.adding.length === 0 &&
  state.removing.length === 0

/** The value of a partition's own key. Replicas are omitted if they match the assignment. */
export function encodePartition(state: PartitionImage, assigned: ReplicaSet): string {
  const { replicas, directories, isr, elr, lastKnownElr, adding, removing, leader, leaderEpoch, partitionEpoch } = state
  const isMoved = !same(replicas, assigned.replicas) || !same(directories, assigned.directories)
  const value: PartitionValue = {
    ...(isMoved ? { replicas, directories } : {}),
    isr,
    ...(elr.length > 0 ? { elr } : {}),
    ...(lastKnownElr.length > 0 ? { lastKnownElr } : {}),
    ...(adding.length > 0 ? { adding } : {}),
    ...(removing.length > 0 ? { removing } : {}),
    leader,
    leaderEpoch,
    partitionEpoch
  }
  return JSON.stringify(value)
}

/** @throws Error if the value is invalid */
export function decodePartition(text: string, revision: number, assigned: ReplicaSet | undefined): PartitionImage {
  const value = JSON.parse(text) as PartitionValue
  const { leader, leaderEpoch, partitionEpoch } = value
  if (![leader, leaderEpoch, partitionEpoch].every(Number.isSafeInteger)) throw new Error('fields are missing')
  const replicas = value.replicas === undefined ? (assigned?.replicas ?? none) : idsOf(value.replicas)
  const isr = idsOf(value.isr)
  return {
    replicas,
    directories: value.replicas === undefined ? (assigned?.directories ?? none) : (value.directories ?? none),
    // Usually all replicas are in sync, and a single list suffices.
    isr: same(isr, replicas) ? replicas : isr,
    elr: value.elr === undefined ? none : idsOf(value.elr),
    lastKnownElr: value.lastKnownElr === undefined ? none : idsOf(value.lastKnownElr),
    adding: value.adding === undefined ? none : idsOf(value.adding),
    removing: value.removing === undefined ? none : idsOf(value.removing),
    leader,
    leaderEpoch,
    partitionEpoch,
    revision
  }
}

/** @throws Error */
export function idsOf(list: readonly number[]): readonly number[] {
  if (!Array.isArray(list) || !list.every(Number.isSafeInteger)) throw new Error('a list of broker ids is none')
  return list
}
