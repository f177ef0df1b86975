/*
 * Owns which partitions of a fetch session a Fetch has to look at: those that it names, those of which something is left to tell, and
 * those that have something new since. The others rest, however many they are. Never reads a log.
 */
import { getOrAdd } from '../env/index.ts'
import type { AskedPartition } from './asked-partition.ts'
import type { Partition } from './contract.ts'
import type { AskedClock } from './leader-state.ts'

/** When the follower last asked for one partition: with each Fetch, until its session has the partition no more. */
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
  /** Of the follower that asks; below 0 for a consumer. */
  readonly replicaId: number
  /** When the follower asked last, in monotonic milliseconds; -1 before. */
  askedMs = -1
  readonly #clocks = new Map<AskedPartition, PartitionClock>()
  /** The next Fetch looks at them, in this order. */
  readonly #due = new Set<AskedPartition>()
  /** What whoever asks has all of, and has been told all of. */
  readonly #resting = new Map<AskedPartition, { cancel(): void }>()
  /** Of each topic one that rests, or rested last. */
  readonly #topics = new Map<string, AskedPartition>()
  #isOver = false
  #connectionEnd: { cancel(): void } | undefined
  /** Told of what has something new. */
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

  /** The topics of partitions that rest: one of each, and maybe some more. */
  get restingTopics(): Iterable<AskedPartition> {
    return this.#topics.values()
  }

  get restingCount(): number {
    return this.#resting.size
  }

  /** A Fetch names it. */
  name(asked: AskedPartition): void {
    this.#wake(asked)
    this.#due.add(asked)
  }

  /** Moves it behind the others, which had no room in an answer. */
  goesLast(asked: AskedPartition): void {
    if (this.#due.delete(asked)) this.#due.add(asked)
  }

  /** Nothing is left to tell of it: it is not looked at again before something new happens to it. */
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

  /** Nothing rests any more. */
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

  /** The session does not have it any more. */
  forget(asked: AskedPartition): void {
    this.#clocks.get(asked)?.stop()
    this.#clocks.delete(asked)
    this.#due.delete(asked)
    this.#wake(asked)
  }

  /** It rests no more. */
  #wake(asked: AskedPartition): void {
    this.#resting.get(asked)?.cancel()
    this.#resting.delete(asked)
  }

  /** Until it is cancelled, `tell` hears of each partition that rested and has something new. One listens at a time. */
  listen(tell: (asked: AskedPartition) => void): { cancel(): void } {
    this.#tell = tell
    return {
      cancel: () => {
        if (this.#tell === tell) this.#tell = undefined
      }
    }
  }

  /** The end of its connection, which ends the session, is waited for no longer once the session is over. */
  endsWith(connectionEnd: { cancel(): void }): void {
    this.#connectionEnd = connectionEnd
  }

  /** The session is over: nobody asks in it any more. */
  end(): void {
    this.#isOver = true
    this.#connectionEnd?.cancel()
    for (const news of this.#resting.values()) news.cancel()
    this.#resting.clear()
    this.#topics.clear()
    this.#due.clear()
  }
}
