/** What clients see of a simulation, of one broker or of a cluster: the world, how far the run has come, and what others know. */
import type { RecordView } from '../../../src/records/index.ts'
import type { Random, SimWorld } from '../../kit/sim-world.ts'
import type { Caller, Link } from './client.ts'
import type { Holdings } from './holdings.ts'

/** What is known of a partition. */
export interface ReadLedger {
  readonly name: string
  readonly kind: 'plain' | 'retained' | 'compacted' | 'churned'
  readonly isDeleted: boolean
  readonly logStart: number
  readonly highWatermark: number
  /** Where one who reads all that there is comes to. */
  readonly end: number
  /** How often records were lost with the power, as settings allow. */
  readonly forgets: number
  /** Somebody read it; its id. @throws Violation for what cannot be there */
  see(record: RecordView): string
  /** A read at `position` gave nothing, and the log ends at `highWatermark`. */
  endBefore(position: number, highWatermark: number): void
}

export interface ReadTopic {
  readonly name: string
  readonly topicId: string
  readonly partitions: readonly ReadLedger[]
}

/** What is known of the committed offset of a group in a partition. */
export interface CommitLedger {
  /** The furthest that was acknowledged, -1 for none. */
  acknowledged: number
  /** The furthest that was ever sent. */
  sent: number
  /** The group has been given all records below it. */
  coveredTo: number
}

/** Who leads a partition: while it is the same one, nothing of what it has in memory is lost. */
export interface Seat {
  readonly by: object
  readonly leaderEpoch: number
  /** How often its disk has refused something. */
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
  /** The power took something, ever, as settings allow. */
  readonly isForgetful: boolean
  /** A disk refused something, ever. */
  readonly hadErrors: boolean
  /** Who answers may have been followed by another leader and not know it yet. */
  readonly hasFormerLeaders: boolean
  /** So much of any timeout passes at least before a broker's clock says that it is over. */
  readonly sureShare: number
  readonly replicationFactor: number
  readonly transactionTimeoutMs: number
  /** Mean time between two transactions of the job. */
  readonly transactionPauseMs: number
  /** Once the end of a transaction is answered, every partition has it. */
  readonly endsAtOnce: boolean
  /** Who has which partition in which generation of a classic group. */
  readonly owners: Map<string, string>
  /** Runs an actor; what it throws ends the run. */
  act(what: string, actor: Promise<void>): void
  /** @throws Lost */
  connect(name: string): Promise<Caller>
  commitOf(group: string, ledger: ReadLedger): CommitLedger
  holdingsOf(group: string): Holdings
  /** All replicas of a partition that can be looked at now; `log` is the same object as long as nothing may go back there. */
  logsOf(topic: string, partition: number): readonly { readonly log: object; readonly lastStableOffset: number }[]
  /** Who answers now, and how often its disk has refused something; undefined where nobody does, or it is not known. */
  answering(): { readonly by: object; readonly refusals: number } | undefined
  /** The way to whoever leads a partition, over a client of `connect`. @throws Lost */
  leaderOf(client: Caller, topic: string, partition: number): Promise<Link>
  /** Undefined where that broker does not lead it, as the metadata has it and as it knows itself. */
  seatOf(topic: string, partition: number, at: string): Seat | undefined
  highWatermarkOf(topic: string, partition: number): number
  /** Who forgets something where the power takes it. */
  readonly onForget: (() => void)[]
  /** Answers that say "not here, or not now". */
  readonly passing: ReadonlySet<number>
  /** By whose clock a transaction runs out: another one may think that it is over. */
  timekeeperOf(transactionalId: string): string
}

/** Time that an actor lets pass. */
export const wait = (stage: { readonly world: SimWorld }, random: Random, meanMs: number): Promise<void> =>
  stage.world.pause(random.exponential(meanMs), 'actor')
