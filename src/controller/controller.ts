/*
 * The controller's work while this broker holds that role: checks the partitions affected by brokers that come or go, and writes
 * the decisions of `leadership.ts`. Every write is conditional on still being the controller. Source:
 * org.apache.kafka.controller.ReplicationControlManager.
 */
import { type Env, type Logger, messageOf, type Timer } from '../env/index.ts'
import {
  type ImageDelta,
  keys,
  type MetadataImage,
  type MetadataStore,
  type PartitionImage,
  type TopicImage
} from '../metadata/index.ts'
import { isFailure } from '../protocol/index.ts'
import { electLeader } from './election.ts'
import { brokersIn, type LeadershipView, settled } from './leadership.ts'
import { partitionChange } from './partition-change.ts'
import { Room } from './room.ts'
import { type MetadataChange, together, writeOnce } from './write-metadata.ts'

interface ControllerOptions {
  readonly env: Env
  readonly log: Logger
  readonly brokerId: number
  readonly metadata: MetadataStore
  readonly image: MetadataImage
  /** min.insync.replicas of a topic. */
  readonly minInSyncOf: (topic: string) => number
  /** unclean.leader.election.enable of a topic. */
  readonly isUncleanAllowed: (topic: string) => boolean
  /** leader.imbalance.check.interval.seconds in milliseconds; undefined while auto.leader.rebalance.enable is off. */
  readonly rebalanceMs: () => number | undefined
}

/** Delay after the store refused a change. */
const retryMs = 500

type Placed = readonly [topicId: string, partition: number]

/** The decision for a partition. */
interface Decided {
  readonly placed: Placed
  readonly topic: string
  readonly from: PartitionImage
  readonly to: PartitionImage
  readonly change: MetadataChange
}

export class Controller {
  readonly #options: ControllerOptions
  /** Partitions to check, by topic id and index. Those without a leader come first. */
  readonly #leaderless = new Map<string, Placed>()
  readonly #due = new Map<string, Placed>()
  #isWriting = false
  #isStopped = false
  #retry: Timer | undefined
  #rebalance: Timer | undefined

  constructor(options: ControllerOptions) {
    this.#options = options
  }

  get isActive(): boolean {
    const { image, brokerId } = this.#options
    return image.controllerId === brokerId && !this.#isStopped
  }

  /** Call it in the turn of each metadata change. */
  onImage(delta: ImageDelta): void {
    if (!this.isActive) {
      this.#forgetDue()
      return
    }
    const { image } = this.#options
    if (delta.isControllerChanged) {
      const brokers = image.aliveBrokers.map(({ id }) => id)
      if (brokers.length > 1) this.#options.log.info('this broker is now the controller', { brokers })
      for (const topic of image.topics) this.#look(topic, () => true)
      this.#rebalanceLater()
    } else {
      const { added, changed, removed } = delta.brokers
      const moved = new Set([...added, ...changed, ...removed].map(({ id }) => id))
      if (moved.size > 0)
        for (const topic of image.topics)
          this.#look(topic, (n) => topic.partitions[n]?.replicas.some((id) => moved.has(id)))
      for (const topic of delta.topics) this.#look(topic, () => true)
      this.#lookAtConfigs(delta)
      for (const { topic, partition } of delta.partitions) this.#look(topic, (n) => n === partition, [partition])
    }
    this.#write()
  }

  /** A change of unclean.leader.election.enable or min.insync.replicas may allow or forbid a leader. */
  #lookAtConfigs({ configs }: ImageDelta): void {
    const { image } = this.#options
    const names = new Set(configs.filter(({ type }) => type === 'topics').map(({ name }) => name))
    const isOfAll = configs.some(({ type }) => type === 'brokers')
    for (const topic of isOfAll ? image.topics : [...names].flatMap((name) => image.topic(name) ?? []))
      this.#look(topic, (n) => {
        const state = topic.partitions[n]
        return state !== undefined && (state.leader < 0 || state.elr.length > 0)
      })
  }

  #look(
    { name, topicId, partitions }: TopicImage,
    isTouched: (partition: number) => boolean | undefined,
    among: Iterable<number> = partitions.keys()
  ): void {
    let view: LeadershipView | undefined
    for (const n of among) {
      const state = partitions[n]
      if (state === undefined || !isTouched(n)) continue
      view ??= this.#viewOf(name)
      const next = settled(state, view)
      if (next !== null) this.#isDue([topicId, n], next.leader !== state.leader)
    }
  }

  #isDue([topicId, n]: Placed, isLeaderless = false): void {
    const key = `${topicId}/${n}`
    if (isLeaderless) {
      this.#due.delete(key)
      this.#leaderless.set(key, [topicId, n])
    } else if (!this.#leaderless.has(key)) this.#due.set(key, [topicId, n])
  }

  #forgetDue(): void {
    this.#leaderless.clear()
    this.#due.clear()
  }

  stop(): void {
    this.#isStopped = true
    this.#retry?.cancel()
    this.#rebalance?.cancel()
    this.#forgetDue()
  }

  /** One write at a time. Partitions that become due meanwhile are decided on the image of that time. */
  #write(): void {
    if (this.#isWriting || this.#retry !== undefined || this.#due.size + this.#leaderless.size === 0) return
    this.#isWriting = true
    this.#writeAll()
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.stack : String(error)
        this.#options.log.error('could not elect partition leaders', { error: why })
      })
      .finally(() => {
        this.#isWriting = false
      })
  }

  async #writeAll(): Promise<void> {
    for (let chunk = this.#takeChunk(); chunk.length > 0; chunk = this.#takeChunk()) {
      const written = await writeOnce(this.#options.metadata, this.#together(chunk.map(({ change }) => change)))
      if (written === true) {
        for (const each of chunk) this.#tell(each)
        continue
      }
      if (isFailure(written)) {
        this.#options.log.warn('could not store partition leaders', { error: written.message })
        this.#again(chunk.map(({ placed }) => placed))
        return
      }
      // Someone else changed one of them, so each is decided again.
      if (!(await this.#writeEach(chunk.map(({ placed }) => placed)))) return
    }
  }

  /** Returns false if the store currently refuses changes. */
  async #writeEach(chunk: readonly Placed[]): Promise<boolean> {
    for (const [at, placed] of chunk.entries()) {
      const decided = this.isActive ? this.#decide(placed) : undefined
      if (decided === undefined) continue
      // The image already contains the change that broke a comparison, and the watch that delivered it has queued the partition
      // again.
      const written = await writeOnce(this.#options.metadata, this.#together([decided.change]))
      if (written === true) this.#tell(decided)
      if (!isFailure(written)) continue
      this.#again(chunk.slice(at))
      return false
    }
    return true
  }

  #again(placed: readonly Placed[]): void {
    if (this.#isStopped) return
    for (const each of placed) this.#isDue(each)
    this.#retry = this.#options.env.timers.after(retryMs, () => {
      this.#retry = undefined
      this.#write()
    })
  }

  /** Takes due partitions until a transaction is full. */
  #takeChunk(): Decided[] {
    const chunk: Decided[] = []
    const room = new Room()
    for (const due of [this.#leaderless, this.#due])
      for (const [key, placed] of due) {
        if (!this.isActive) return chunk
        const decided = this.#decide(placed)
        if (decided !== undefined && !room.takes(decided.change)) return chunk
        due.delete(key)
        if (decided !== undefined) chunk.push(decided)
      }
    return chunk
  }

  #decide(placed: Placed): Decided | undefined {
    const { image } = this.#options
    const [topicId, partition] = placed
    const topic = image.topicById(topicId)
    const state = topic?.partitions[partition]
    if (topic === undefined || state === undefined) return undefined
    const next = settled(state, this.#viewOf(topic.name))
    if (next === null) return undefined
    return { placed, topic: topic.name, from: state, to: next, change: partitionChange(image, topic, partition, next) }
  }

  #tell({ placed, topic, from, to }: Decided): void {
    if (to.leader === from.leader) return
    const [, partition] = placed
    const fields = { topic, partition, from: from.leader, to: to.leader, isr: to.isr }
    this.#options.log.info('elected a new partition leader', fields)
  }

  #viewOf(topic: string): LeadershipView {
    const { image, minInSyncOf, isUncleanAllowed } = this.#options
    return { ...brokersIn(image), minInSync: minInSyncOf(topic), isUncleanAllowed: isUncleanAllowed(topic) }
  }

  /** Combines changes into one transaction that is conditional on still being the controller. */
  #together(changes: readonly MetadataChange[]): MetadataChange {
    const own = { key: keys.controller, modRevision: this.#options.image.controllerRevision }
    return together([{ compare: [own], operations: [] }, ...changes])
  }

  // ------------------------------------------------------------------ preferred leaders

  #rebalanceLater(): void {
    this.#rebalance?.cancel()
    const ms = this.#options.rebalanceMs()
    if (ms === undefined) return
    this.#rebalance = this.#options.env.timers.after(ms, () => {
      if (!this.isActive) return
      this.#rebalanceLater()
      this.#lead().catch((error: unknown) => {
        const why = messageOf(error)
        this.#options.log.warn('could not store preferred leader elections', { error: why })
      })
    })
  }

  /** Returns leadership to preferred leaders that are back in the ISR. */
  async #lead(): Promise<void> {
    let chunk: MetadataChange[] = []
    let room = new Room()
    for (const placed of this.#notPreferred()) {
      const change = this.#preferred(placed)
      if (change === undefined) continue
      if (!room.takes(change)) {
        if (!(await this.#writePreferred(chunk))) return
        chunk = []
        room = new Room()
        // Earlier writes may have invalidated this decision.
        const again = this.#preferred(placed)
        if (again === undefined || !room.takes(again)) continue
        chunk.push(again)
      } else chunk.push(change)
    }
    if (chunk.length > 0) await this.#writePreferred(chunk)
  }

  /** Returns false if someone else changed one of them, or the store refuses changes. The rest follows with the next check. */
  async #writePreferred(changes: readonly MetadataChange[]): Promise<boolean> {
    const { metadata, log } = this.#options
    if (!this.isActive) return false
    const written = await writeOnce(metadata, this.#together(changes))
    if (isFailure(written)) log.warn('could not store preferred leader elections', { error: written.message })
    return written === true
  }

  #notPreferred(): Placed[] {
    const found: Placed[] = []
    for (const { topicId, partitions } of this.#options.image.topics)
      for (const [n, { leader, replicas }] of partitions.entries())
        if (leader >= 0 && leader !== replicas[0]) found.push([topicId, n])
    return found
  }

  /** The change that gives a partition its preferred leader; undefined if it has it already or cannot have it now. */
  #preferred([topicId, n]: Placed): MetadataChange | undefined {
    const { image } = this.#options
    const topic = image.topicById(topicId)
    const state = topic?.partitions[n]
    if (topic === undefined || state === undefined || state.leader < 0) return undefined
    const elected = electLeader(state, 'preferred', (id) => image.isAlive(id))
    return isFailure(elected) ? undefined : partitionChange(image, topic, n, elected)
  }
}
