/*
 * Owns the controller's work while this broker is the controller: it looks at the partitions that brokers coming and going
 * touch, and has what `leadership.ts` decides written. Whatever it writes holds only while it is still the controller.
 * Source: org.apache.kafka.controller.ReplicationControlManager.
 */
import type { Env, Logger, Timer } from '../env/index.ts'
import { type ImageDelta, keys, type MetadataImage, type MetadataStore, type TopicImage } from '../metadata/index.ts'
import { isFailure } from '../protocol/index.ts'
import { electLeader } from './election.ts'
import { type LeadershipView, settled } from './leadership.ts'
import { partitionChange } from './partition-change.ts'
import { type MetadataChange, writeOnce } from './write-metadata.ts'

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

/** Each partition takes two comparisons, and one more is for the controller itself: within what a store takes. */
const partitionsAtOnce = 60
/** How long the store is left alone after it refused a change. */
const retryMs = 500

type Placed = readonly [topicId: string, partition: number]

export class Controller {
  readonly #options: ControllerOptions
  /** Partitions to look at, by id and index. */
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

  /** Call it in the turn of each change of the metadata. */
  onImage(delta: ImageDelta): void {
    if (!this.isActive) {
      this.#due.clear()
      return
    }
    const { image } = this.#options
    if (delta.isControllerChanged) {
      const brokers = image.aliveBrokers.map(({ id }) => id)
      if (brokers.length > 1) this.#options.log.info('this broker is the controller', { brokers })
      for (const topic of image.topics) this.#look(topic, () => true)
      this.#rebalanceLater()
    } else {
      const { added, changed, removed } = delta.brokers
      const moved = new Set([...added, ...changed, ...removed].map(({ id }) => id))
      if (moved.size > 0)
        for (const topic of image.topics)
          this.#look(topic, (n) => topic.partitions[n]?.replicas.some((id) => moved.has(id)))
      for (const topic of delta.topics) this.#look(topic, () => true)
      for (const { topic, partition } of delta.partitions) this.#look(topic, (n) => n === partition, [partition])
    }
    this.#write()
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
      if (settled(state, view) !== null) this.#due.set(`${topicId}/${n}`, [topicId, n])
    }
  }

  stop(): void {
    this.#isStopped = true
    this.#retry?.cancel()
    this.#rebalance?.cancel()
    this.#due.clear()
  }

  /** One write at a time; what becomes due meanwhile is decided on the image of then. */
  #write(): void {
    if (this.#isWriting || this.#retry !== undefined || this.#due.size === 0) return
    this.#isWriting = true
    this.#writeAll()
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.stack : String(error)
        this.#options.log.error('the leaders of partitions could not be decided', { error: why })
      })
      .finally(() => {
        this.#isWriting = false
      })
  }

  async #writeAll(): Promise<void> {
    for (let chunk = this.#takeChunk(); chunk.length > 0; chunk = this.#takeChunk()) {
      const written = await writeOnce(this.#options.metadata, this.#together(chunk.map(({ change }) => change)))
      if (written === true) continue
      if (isFailure(written)) {
        this.#options.log.warn('the leaders of partitions could not be written', { error: written.message })
        this.#again(chunk)
        return
      }
      // Somebody else changed one of them: each is decided anew.
      for (const { placed } of chunk) this.#due.set(`${placed[0]}/${placed[1]}`, placed)
      await this.#writeEach(chunk.map(({ placed }) => placed))
    }
  }

  async #writeEach(chunk: readonly Placed[]): Promise<void> {
    for (const placed of chunk) {
      this.#due.delete(`${placed[0]}/${placed[1]}`)
      const change = this.isActive ? this.#decide(placed) : undefined
      // The image has what broke a comparison, and a watch that brings it makes the partition due again.
      if (change !== undefined) await writeOnce(this.#options.metadata, this.#together([change]))
    }
  }

  #again(chunk: readonly { readonly placed: Placed }[]): void {
    if (this.#isStopped) return
    for (const { placed } of chunk) this.#due.set(`${placed[0]}/${placed[1]}`, placed)
    this.#retry = this.#options.env.timers.after(retryMs, () => {
      this.#retry = undefined
      this.#write()
    })
  }

  /** Takes what is due until a transaction is full. */
  #takeChunk(): { readonly placed: Placed; readonly change: MetadataChange }[] {
    const chunk: { readonly placed: Placed; readonly change: MetadataChange }[] = []
    for (const [key, placed] of this.#due) {
      if (!this.isActive || chunk.length === partitionsAtOnce) break
      this.#due.delete(key)
      const change = this.#decide(placed)
      if (change !== undefined) chunk.push({ placed, change })
    }
    return chunk
  }

  #decide([topicId, partition]: Placed): MetadataChange | undefined {
    const { image } = this.#options
    const topic = image.topicById(topicId)
    const state = topic?.partitions[partition]
    if (topic === undefined || state === undefined) return undefined
    const next = settled(state, this.#viewOf(topic.name))
    if (next === null) return undefined
    if (next.leader !== state.leader)
      this.#options.log.info('a partition has another leader', {
        topic: topic.name,
        partition,
        from: state.leader,
        to: next.leader,
        isr: next.isr
      })
    return partitionChange(image, topic, partition, next)
  }

  #viewOf(topic: string): LeadershipView {
    const { image, minInSyncOf, isUncleanAllowed } = this.#options
    return {
      isAlive: (id) => image.isAlive(id),
      directoriesOf: (id) => image.broker(id)?.directories ?? [],
      minInSync: minInSyncOf(topic),
      isUncleanAllowed: isUncleanAllowed(topic)
    }
  }

  /** Changes as one transaction, which holds only while this broker is the controller. */
  #together(changes: readonly MetadataChange[]): MetadataChange {
    const { image } = this.#options
    const compare = new Map(changes.flatMap((change) => change.compare).map((each) => [each.key, each]))
    return {
      compare: [{ key: keys.controller, modRevision: image.controllerRevision }, ...compare.values()],
      operations: changes.flatMap(({ operations }) => operations)
    }
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
        const why = error instanceof Error ? error.message : String(error)
        this.#options.log.warn('preferred leaders could not be written', { error: why })
      })
    })
  }

  /** Gives partitions back to their preferred leaders, where those are in sync again. */
  async #lead(): Promise<void> {
    const { metadata, log } = this.#options
    for (let changes = this.#preferred(); changes.length > 0 && this.isActive; changes = this.#preferred()) {
      const written = await writeOnce(metadata, this.#together(changes))
      if (written === true) continue
      // Somebody else changed one of them, or the store takes nothing: what is left comes with the next look.
      if (isFailure(written)) log.warn('preferred leaders could not be written', { error: written.message })
      return
    }
  }

  /** Changes of the first partitions that have another leader than they could have: as many as a transaction takes. */
  #preferred(): MetadataChange[] {
    const { image } = this.#options
    const changes: MetadataChange[] = []
    for (const topic of image.topics) {
      for (const [n, state] of topic.partitions.entries()) {
        const elected = state.leader < 0 ? null : electLeader(state, 'preferred', (id) => image.isAlive(id))
        if (elected === null || isFailure(elected)) continue
        changes.push(partitionChange(image, topic, n, elected))
        if (changes.length === partitionsAtOnce) return changes
      }
    }
    return changes
  }
}
