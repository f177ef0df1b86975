/**
 * State shared by the actors of one simulation: the world and its network, the topics, the ledgers, and the phase of the run.
 */
import type { Partition } from '../../../src/replica/index.ts'
import { type SimWorld, Violation } from '../../kit/sim-world.ts'
import { type Caller, Client, type Link, Lost } from '../clients/client.ts'
import { GroupBook } from '../clients/group-book.ts'
import type { Seat, Stage } from '../clients/stage.ts'
import { PartitionLedger, type TopicKind } from './ledger.ts'
import type { SimNet } from './net.ts'
import type { BrokerProcess, DiskTrouble } from './process.ts'

export const endpoint = { host: '127.0.0.1', port: 9092 } as const

export interface SimTopic {
  readonly name: string
  /** Unique, even if several topics have had the name. */
  readonly label: string
  readonly topicId: string
  readonly kind: TopicKind
  readonly partitions: readonly PartitionLedger[]
  readonly deletion: { isAcknowledged: boolean }
}

export class Scene extends GroupBook implements Stage {
  readonly net: SimNet
  readonly trouble: DiskTrouble
  readonly topics: SimTopic[] = []
  /** Topic configs that may be in effect; several while a response is outstanding. */
  readonly configs = new Map<string, Set<string | null>>()
  process: BrokerProcess | undefined
  /** Size of the largest records, which may or may not fill the tail cache. */
  largestValueBytes = 9_000

  /** Segment sizes. The smallest is just large enough for the largest batch. */
  get segmentBytes(): readonly number[] {
    const least = Math.max(3_000, this.largestValueBytes + 1_000)
    return [least, 4 * least, Math.max(1_000_000, 2 * least)]
  }

  readonly hasFormerLeaders = false
  readonly sureShare = 1
  readonly replicationFactor = 1
  readonly transactionTimeoutMs = 5_000
  readonly transactionPauseMs = 250
  readonly endsAtOnce = true
  readonly passing: ReadonlySet<number> = new Set()
  /** A power loss may have taken unsynced data. */
  mustForget = false
  /** Nothing new is produced. */
  isWindingDown = false
  /** Actors end. */
  isOver = false
  /** Actors that track data which a power loss may take. */
  readonly onForget: (() => void)[] = []
  /** The object it checked last, and when. */
  #last: { readonly process: BrokerProcess; readonly wallMs: number } | undefined

  constructor(world: SimWorld, net: SimNet, trouble: DiskTrouble) {
    super(world)
    this.net = net
    this.trouble = trouble
  }

  connect(name: string): Promise<Client> {
    return Client.open(this.world, this.net.of(undefined), name, endpoint)
  }

  addTopic(name: string, topicId: string, kind: TopicKind, partitions: number): SimTopic {
    const before = this.topics.filter((topic) => topic.name === name).length
    const label = before === 0 ? name : `${name}.${before}`
    const ledgers = Array.from({ length: partitions }, (_, n) => new PartitionLedger(`${label}-${n}`, kind))
    const topic = { name, label, topicId, kind, partitions: ledgers, deletion: { isAcknowledged: false } }
    this.topics.push(topic)
    return topic
  }

  /** Whether a power loss has ever taken data, as settings allow. */
  get isForgetful(): boolean {
    return this.mustForget || (this.topics[0]?.partitions[0]?.forgets ?? 0) > 0
  }

  get hadErrors(): boolean {
    return this.trouble.hadErrors
  }

  logsOf(topic: string, partition: number): { readonly log: object; readonly lastStableOffset: number }[] {
    const { process } = this
    if (process?.running === undefined || process.isDead || process.isStopping) return []
    const log = process.running.broker.replicas.find(topic, partition)
    return log === undefined || log.isOffline ? [] : [{ log: this, lastStableOffset: log.lastStableOffset }]
  }

  answering(): { readonly by: object; readonly refusals: number } | undefined {
    const { process, trouble } = this
    if (process === undefined || process.isDead || process.isStopping) return undefined
    return { by: process, refusals: trouble.refusals }
  }

  async leaderOf(client: Caller): Promise<Link> {
    return { client: client as Client, at: 'broker' }
  }

  seatOf(): Seat | undefined {
    const answering = this.answering()
    return answering && { ...answering, leaderEpoch: 0 }
  }

  highWatermarkOf(topic: string, partition: number): number {
    return this.process?.running?.broker.replicas.find(topic, partition)?.highWatermark ?? Number.POSITIVE_INFINITY
  }

  /** A jump of the wall clock can end or prolong transactions. */
  timekeeperOf(): string {
    return String(this.world.wallOffsetMs)
  }

  /** Groups that have not committed all readable records yet. */
  lateGroups(groups: readonly string[]): string[] {
    const late: string[] = []
    for (const { kind, partitions } of this.topics) {
      for (const ledger of kind === 'churned' ? [] : partitions) {
        for (const group of groups) late.push(...this.lateIn(group, ledger))
      }
    }
    return late
  }

  /** Runs an actor. An exception ends the run. */
  act(what: string, actor: Promise<void>): void {
    actor.catch((error) => this.world.fail(error instanceof Lost ? new Violation(`${what}: ${error.message}`) : error))
  }

  /** Compares the broker's in-memory state with the ledgers, after every event. */
  readonly look = (): void => {
    const { process } = this
    if (process === undefined || process.isDead || process.running === undefined || process.isStopping) return
    if (this.mustForget) this.#forgetLost()
    const { wallMs } = this.world
    const last = this.#last
    this.#last = { process, wallMs }
    const { replicas } = process.running.broker
    for (const { name, topicId, partitions } of this.topics) {
      for (const [index, ledger] of partitions.entries()) {
        if (ledger.isDeleted) continue
        const partition = replicas.find(name, index)
        if (partition === undefined || partition.topicId !== topicId || partition.isOffline) continue
        if (ledger.kind === 'retained' && last?.process === process && partition.logStartOffset > ledger.logStart)
          this.#checkRetention(name, ledger, partition, Math.max(last.wallMs, wallMs))
        ledger.observe(partition.logStartOffset, partition.highWatermark)
      }
    }
    const pending = this.net.mostPendingBytes
    if (pending > pendingBytesMax) throw new Violation(`${pending} bytes wait for a client that does not read`)
  }

  /** The log start offset has just moved: all records that the possible configs retain must remain. */
  #checkRetention(topic: string, ledger: PartitionLedger, log: Partition, nowMs: number): void {
    const least = (config: string) => {
      const values = [...(this.configs.get(`${topic} ${config}`) ?? [])].map(Number)
      return Math.min(...values.map((value) => (value < 0 ? Number.POSITIVE_INFINITY : value)))
    }
    const [ms, bytes] = [least('retention.ms'), least('retention.bytes')]
    if (bytes === Number.POSITIVE_INFINITY) ledger.mayRetire(log.logStartOffset, nowMs - ms)
    else if (ms === Number.POSITIVE_INFINITY && log.sizeBytes < bytes)
      throw new Violation(`${ledger.name}: retention left ${log.sizeBytes} bytes of ${bytes}`)
  }

  /** A power loss may have taken unsynced data: adopts what the broker found as the known state. */
  #forgetLost(): void {
    this.mustForget = false
    this.owners.clear()
    for (const forget of this.onForget) forget()
    for (const holdings of this.holdings.values()) holdings.forget()
    const broker = this.process?.running?.broker
    for (const { name, partitions } of this.topics) {
      partitions.forEach((ledger, index) => {
        const log = broker?.replicas.find(name, index)
        // A log truncated below its start restarts there: no earlier record is left.
        const isEmpty = log === undefined || log.logEndOffset === log.logStartOffset
        ledger.forgetFrom(isEmpty ? 0 : log.logEndOffset)
        // Unsynced segments may be lost even though later ones survived.
        ledger.deletedBelowMost = Math.max(ledger.deletedBelowMost, log?.logStartOffset ?? 0)
      })
    }
    for (const commit of this.commits.values()) {
      commit.acknowledged = -1
      commit.sent = Number.MAX_SAFE_INTEGER
      commit.coveredTo = Number.MAX_SAFE_INTEGER
    }
  }
}

/** Bytes that a client may leave unread (1 MiB), plus responses in progress when it stopped reading. */
const pendingBytesMax = 4 << 20
