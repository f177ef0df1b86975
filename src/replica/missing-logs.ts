/*
 * Creates logs that do not exist yet: those of new partitions, in slices, and those that the disk refused, with retries. Never
 * creates a log for a partition that is gone: `make` checks each time.
 */
import { DiskError, type Env, type Logger, type Timer } from '../env/index.ts'
import { SlicedWork } from '../log/index.ts'

/** Minimum time between two attempts for a partition, whoever requests it. */
const retryMs = 1_000

interface Missing {
  readonly topic: string
  readonly partition: number
  /** Why the last attempt failed. */
  error: string | undefined
  triedMs: number
}

interface MissingLogsOptions {
  readonly env: Env
  /** Creates the log of a partition, or does nothing if it exists or is not wanted. @throws DiskError */
  readonly make: (topic: string, partition: number) => void
  readonly log: Logger
}

export class MissingLogs {
  readonly #options: MissingLogsOptions
  readonly #slices: SlicedWork
  /** By topic and partition. */
  readonly #missing = new Map<string, Map<number, Missing>>()
  readonly #waiters = new Set<() => void>()
  #retry: Timer | undefined
  #isStopped = false

  constructor(options: MissingLogsOptions) {
    this.#options = options
    this.#slices = new SlicedWork(options.env)
  }

  /** Creates as many in this turn as one slice allows. */
  add(topic: string, partitions: readonly number[]): void {
    const known = this.#missing.get(topic) ?? new Map<number, Missing>()
    this.#missing.set(topic, known)
    const added: Missing[] = []
    for (const partition of partitions) {
      if (known.has(partition)) continue
      const missing: Missing = { topic, partition, error: undefined, triedMs: Number.NEGATIVE_INFINITY }
      known.set(partition, missing)
      added.push(missing)
    }
    this.#slices.run(added.map((missing) => () => this.#attempt(missing)))
  }

  /** The topic is deleted. */
  forget(topic: string): void {
    this.#missing.delete(topic)
    this.#tellWaiters()
  }

  /** Someone needs a partition that has no log yet, so it skips the queue and the retry timer. */
  demand(topic: string, partition: number): void {
    const missing = this.#missing.get(topic)?.get(partition)
    if (missing === undefined || this.#options.env.machine.monotonicMs() - missing.triedMs < retryMs) return
    this.#attempt(missing)
  }

  #attempt(missing: Missing): void {
    const { topic, partition } = missing
    if (this.#isStopped || this.#missing.get(topic)?.get(partition) !== missing) return
    missing.triedMs = this.#options.env.machine.monotonicMs()
    try {
      this.#options.make(topic, partition)
      this.#made(missing)
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      this.#refused(missing, error)
    }
    this.#tellWaiters()
  }

  #made({ topic, partition, error }: Missing): void {
    const known = this.#missing.get(topic)
    known?.delete(partition)
    if (known?.size === 0) this.#missing.delete(topic)
    if (error !== undefined && known?.size === 0)
      this.#options.log.info('created the missing logs of a topic', { topic })
  }

  #refused(missing: Missing, error: DiskError): void {
    const { topic, partition } = missing
    const { env, log } = this.#options
    // Logs one line per topic, however many partitions it has.
    const isTold = [...(this.#missing.get(topic)?.values() ?? [])].some((each) => each.error !== undefined)
    if (!isTold)
      log.error('could not create the log of a partition; will retry', {
        topic,
        partition,
        error: error.message
      })
    missing.error = error.message
    this.#retry ??= env.timers.after(retryMs, () => this.#retryAll())
  }

  #retryAll(): void {
    this.#retry = undefined
    if (this.#isStopped) return
    const refused = [...this.#missing.values()].flatMap((known) =>
      [...known.values()].filter(({ error }) => error !== undefined)
    )
    this.#slices.run(refused.map((missing) => () => this.#attempt(missing)))
  }

  /** Resolves with null once all logs of these topics exist, or with the reason why one of them was refused. */
  async tried(topics: readonly string[]): Promise<string | null> {
    while (!this.#isStopped && topics.some((topic) => this.#untried(topic)))
      await new Promise<void>((resolve) => this.#waiters.add(resolve))
    for (const topic of topics)
      for (const { error } of this.#missing.get(topic)?.values() ?? []) if (error !== undefined) return error
    return null
  }

  #untried(topic: string): boolean {
    for (const { error } of this.#missing.get(topic)?.values() ?? []) if (error === undefined) return true
    return false
  }

  #tellWaiters(): void {
    if (this.#waiters.size === 0) return
    for (const tell of this.#waiters) tell()
    this.#waiters.clear()
  }

  stop(): void {
    this.#isStopped = true
    this.#retry?.cancel()
    this.#tellWaiters()
  }
}
