/*
 * Owns what the metadata says of one partition, and its form as a value: the state that a partition begins with, and the state
 * that differs from it. Never knows where it is kept.
 */

/** Where the replicas of one partition are. */
export interface ReplicaSet {
  /** The preferred leader first. */
  readonly replicas: readonly number[]
  /** Ids of their log directories, one for each replica; empty while nobody has chosen them. */
  readonly directories: readonly string[]
  /** Those that are in sync at first, where not all are: whose brokers were there when the partition was made. */
  readonly isr?: readonly number[]
}

export interface PartitionImage extends ReplicaSet {
  readonly isr: readonly number[]
  /** Eligible leader replicas, and those that were last in it (KIP-966). */
  readonly elr: readonly number[]
  readonly lastKnownElr: readonly number[]
  /** Replicas that a reassignment brings in, and those that it takes away at its end; both are among `replicas` (KIP-455). */
  readonly adding: readonly number[]
  readonly removing: readonly number[]
  /** -1 when there is none. */
  readonly leader: number
  readonly leaderEpoch: number
  readonly partitionEpoch: number
  /** Of the partition's own key; 0: it has none, and is what the assignment says. */
  readonly revision: number
  /** Its key says nothing that can be read: who has its records is not known, and nobody may remove them. */
  readonly isUnreadable?: boolean
}

/** What is written of a partition whose state is its own; without replicas they are those of the assignment. */
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

/** In place of the id of a log directory: the broker cannot use the replica that it has there (Kafka's DirectoryId.LOST). */
export const lostDirectory = 'AAAAAAAAAAAAAAAAAAAAAQ'

/** How a partition begins: the first replica in sync leads. */
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
/** More than a node can have had before its metadata moved to a store whose revisions begin anew. */
const epochsApart = 1_000_000

/**
 * What a partition is while its value cannot be read: nobody leads it and nobody counts as in sync, until another value is written,
 * by an unclean election or from outside. Every broker makes the same of it, whatever it knew. The epoch is higher than any before:
 * each of those took a revision of its own.
 */
export const unreadablePartition = ({ replicas, directories }: ReplicaSet, revision: number): PartitionImage => {
  const epoch = Math.min(revision + epochsApart, epochMax)
  const nobody = { isr: none, elr: none, lastKnownElr: none, adding: none, removing: none, leader: -1 }
  return { replicas, directories, ...nobody, leaderEpoch: epoch, partitionEpoch: epoch, revision, isUnreadable: true }
}

const same = <T>(one: readonly T[], other: readonly T[]): boolean =>
  one === other || (one.length === other.length && one.every((item, n) => item === other[n]))

/** Is a partition what its assignment says, so that it needs no key of its own? */
export const isInitial = (state: PartitionImage): boolean =>
  state.leaderEpoch === 0 &&
  state.partitionEpoch === 0 &&
  state.leader === (state.replicas[0] ?? -1) &&
  same(state.isr, state.replicas) &&
  state.elr.length === 0 &&
  state.lastKnownElr.length === 0 &&
  state.adding.length === 0 &&
  state.removing.length === 0

/** The value of a partition's own key. Replicas are left out where the assignment has them. */
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

/** @throws Error for what is no such value. */
export function decodePartition(text: string, revision: number, assigned: ReplicaSet | undefined): PartitionImage {
  const value = JSON.parse(text) as PartitionValue
  const { leader, leaderEpoch, partitionEpoch } = value
  if (![leader, leaderEpoch, partitionEpoch].every(Number.isSafeInteger)) throw new Error('fields are missing')
  const replicas = value.replicas === undefined ? (assigned?.replicas ?? none) : idsOf(value.replicas)
  const isr = idsOf(value.isr)
  return {
    replicas,
    directories: value.replicas === undefined ? (assigned?.directories ?? none) : (value.directories ?? none),
    // Most often all replicas are in sync: one list is enough.
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
