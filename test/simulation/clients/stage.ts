/** Clients' view of a simulation of one broker or a cluster: the world, the phase of the run, and shared knowledge. */
import type { RecordView } from '../../../src/records/index.ts'
import type { Random, SimWorld } from '../../kit/sim-world.ts'
import type { Caller, Link } from './client.ts'
import type { Holdings } from './holdings.ts'

/** Known facts about a partition. */
export interface ReadLedger {
  readonly name: string
  readonly kind: 'plain' | 'retained' | 'compacted' | 'churned'
  readonly isDeleted: boolean
  readonly logStart: number
  readonly highWatermark: number
  /** Position of a reader that has read everything. */
  readonly end: number
  /** Number of power losses that took records, as settings allow. */
  readonly forgets: number
  /** A reader got this record. Returns its id. @throws Violation for an impossible record */
  see(record: RecordView): string
  /** A read at `position` returned nothing, and the log ends at `highWatermark`. */
  endBefore(position: number, highWatermark: number): void
}

export interface ReadTopic {
  readonly name: string
  readonly topicId: string
  readonly partitions: readonly ReadLedger[]
}

/** Known facts about a group's committed offset in a partition. */
export interface CommitLedger {
  /** Highest acknowledged offset, or -1. */
  acknowledged: number
  /** Highest offset ever sent. */
  sent: number
  /** The group has received all records below this offset. */
  coveredTo: number
}

/** Leader of a partition: as long as it is the same one, its in-memory state is not lost. */
export interface Seat {
  readonly by: object
  readonly leaderEpoch: number
  /** Number of operations refused by its disk. */
  readonly refusals: number
}

export const isSameSeat = (one: Seat | undefined, other: Seat | undefined): boolean =>
  one !== undefined && one.by === other?.by && one.leaderEpoch === other.leaderEpoch && one.refusals === other.refusals

export interface Stage {
  readonly world: SimWorld
  /** Nothing new is produced. */
  readonly isWindingDown: boolean
  /** Actors end. */
  readonly isOver: boolean
  /** Whether a power loss has ever taken data, as settings allow. */
  readonly isForgetful: boolean
  /** Whether a disk has ever refused an operation. */
  readonly hadErrors: boolean
  /** Responses may come from a former leader that does not know yet that it has been replaced. */
  readonly hasFormerLeaders: boolean
  /** Minimum fraction of a timeout that passes before a broker's clock considers it expired. */
  readonly sureShare: number
  readonly replicationFactor: number
  readonly transactionTimeoutMs: number
  /** Mean time between the job's transactions. */
  readonly transactionPauseMs: number
  /** Whether every partition has the marker once EndTxn gets its response. */
  readonly endsAtOnce: boolean
  /** Partition owners in each generation of a classic group. */
  readonly owners: Map<string, string>
  /** Runs an actor. An exception ends the run. */
  act(what: string, actor: Promise<void>): void
  /** @throws Lost */
  connect(name: string): Promise<Caller>
  commitOf(group: string, ledger: ReadLedger): CommitLedger
  holdingsOf(group: string): Holdings
  /** All currently accessible replicas of a partition. `log` is the same object as long as none of its offsets may go back. */
  logsOf(topic: string, partition: number): readonly { readonly log: object; readonly lastStableOffset: number }[]
  /** The current leader and the number of operations its disk has refused; undefined if there is none, or it is unknown. */
  answering(): { readonly by: object; readonly refusals: number } | undefined
  /** Finds the leader of a partition, over a client of `connect`. @throws Lost */
  leaderOf(client: Caller, topic: string, partition: number): Promise<Link>
  /** Undefined unless that broker is the leader, both in the metadata and in its own view. */
  seatOf(topic: string, partition: number, at: string): Seat | undefined
  highWatermarkOf(topic: string, partition: number): number
  /** Actors to notify when a power loss takes data. */
  readonly onForget: (() => void)[]
  /** Errors that mean "not here, or not now". */
  readonly passing: ReadonlySet<number>
  /** The broker whose clock times out a transaction: another one may consider it expired. */
  timekeeperOf(transactionalId: string): string
}

/** Lets time pass. */
export const wait = (stage: { readonly world: SimWorld }, random: Random, meanMs: number): Promise<void> =>
  stage.world.pause(random.exponential(meanMs), 'actor')
