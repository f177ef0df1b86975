/*
 * Determines which partitions of a fetch session a Fetch must look at: those it names, those with something left to send, and
 * those with something new. The others stay idle, however many there are. Does not read logs.
 */
import { getOrAdd } from '../env/index.ts'
import type { AskedPartition } from './asked-partition.ts'
import type { Partition } from './contract.ts'
import type { AskedClock } from './leader-state.ts'

/** When the follower last fetched one partition: advances with each Fetch until its session drops the partition. */
class PartitionClock implements AskedClock {
  readonly #watch: SessionWatch
  #stoppedMs: number | undefined

  constructor(watch: SessionWatch) {
    this.#watch = watch
  }

  get askedMs(): number {
    return this.#stoppedMs ?? this.#watch.askedMs
  }

  stop(): void {
    this.#stoppedMs = this.#watch.askedMs
  }
}

export class SessionWatch {
  /** Id of the follower; negative for a consumer. */
  readonly replicaId: number
  /** When the follower last fetched, in monotonic milliseconds; -1 before. */
  askedMs = -1
  readonly #clocks = new Map<AskedPartition, PartitionClock>()
  /** Partitions for the next Fetch, in this order. */
  readonly #due = new Set<AskedPartition>()
  /** Idle partitions: the reader has everything and knows it. */
  readonly #resting = new Map<AskedPartition, { cancel(): void }>()
  /** For each topic, one partition that is idle or was last. */
  readonly #topics = new Map<string, AskedPartition>()
  #isOver = false
  #connectionEnd: { cancel(): void } | undefined
  /** Notified of partitions with something new. */
  #tell: ((asked: AskedPartition) => void) | undefined

  constructor(replicaId: number) {
    this.replicaId = replicaId
  }

  get isOfFollower(): boolean {
    return this.replicaId >= 0
  }

  get due(): Iterable<AskedPartition> {
    return this.#due
  }

  /** One idle partition per topic, possibly with a few extra ones. */
  get restingTopics(): Iterable<AskedPartition> {
    return this.#topics.values()
  }

  get restingCount(): number {
    return this.#resting.size
  }

  /** A Fetch names the partition. */
  name(asked: AskedPartition): void {
    this.#wake(asked)
    this.#due.add(asked)
  }

  /** Moves it behind the partitions that did not fit into a response. */
  goesLast(asked: AskedPartition): void {
    if (this.#due.delete(asked)) this.#due.add(asked)
  }

  /** Nothing is left to send, so it is not looked at until something happens to it. */
  rest(asked: AskedPartition, partition: Partition): void {
    if (this.#isOver || !this.#due.delete(asked)) return
    const isolation = this.isOfFollower ? 'written' : 'read_uncommitted'
    const news = partition.onceReadable(() => {
      this.#resting.delete(asked)
      this.#due.add(asked)
      this.#tell?.(asked)
    }, isolation)
    this.#resting.set(asked, news)
    if (!this.isOfFollower) this.#topics.set(asked.topicId === '' ? asked.topic : asked.topicId, asked)
  }

  /** Makes all partitions active. */
  wakeAll(): void {
    for (const [asked, news] of this.#resting) {
      news.cancel()
      this.#due.add(asked)
    }
    this.#resting.clear()
    this.#topics.clear()
  }

  clockOf(asked: AskedPartition): AskedClock {
    return getOrAdd(this.#clocks, asked, () => new PartitionClock(this))
  }

  /** The session no longer contains it. */
  forget(asked: AskedPartition): void {
    this.#clocks.get(asked)?.stop()
    this.#clocks.delete(asked)
    this.#due.delete(asked)
    this.#wake(asked)
  }

  /** It is no longer idle. */
  #wake(asked: AskedPartition): void {
    this.#resting.get(asked)?.cancel()
    this.#resting.delete(asked)
  }

  /** Until cancelled, calls `tell` for each idle partition that gets something new. Only one listener at a time. */
  listen(tell: (asked: AskedPartition) => void): { cancel(): void } {
    this.#tell = tell
    return {
      cancel: () => {
        if (this.#tell === tell) this.#tell = undefined
      }
    }
  }

  /** Once the session is over, there is no need to wait for its connection to close. */
  endsWith(connectionEnd: { cancel(): void }): void {
    this.#connectionEnd = connectionEnd
  }

  /** The session is over. */
  end(): void {
    this.#isOver = true
    this.#connectionEnd?.cancel()
    for (const news of this.#resting.values()) news.cancel()
    this.#resting.clear()
    this.#topics.clear()
    this.#due.clear()
  }
}
