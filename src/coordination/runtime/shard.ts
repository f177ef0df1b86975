/*
 * The lifecycle of one shard: one partition of an internal topic while this broker leads it. Records are appended, replayed into
 * the state immediately, and acknowledged later. A load replays the log the same way.
 * Does not interpret the records. Never awaits between reading the state and changing it.
 */
import type { Env, Logger } from '../../env/index.ts'
import type { ImageDelta } from '../../metadata/index.ts'
import { type Failure, failed, isFailure } from '../../protocol/index.ts'
import { buildMarker, buildMessageBatch } from '../../records/index.ts'
import type { OwnAppend } from '../../replica/index.ts'
import { refusedAppend } from './append-errors.ts'
import { Deadlines } from './deadlines.ts'
import type { Decided, Decision } from './decision.ts'
import type {
  Appended,
  AppendOptions,
  CoordinatedPartition,
  CoordinatorKind,
  ShardPhase,
  ShardWriter,
  TransactionEnd
} from './kind.ts'
import { isEmptyLog, loadLog } from './load.ts'

/** Retry delay for a timer whose records could not be appended, as in Kafka's CoordinatorRuntime. */
const retryTimerMs = 500

interface ShardOptions<State, R> {
  readonly env: Env
  readonly log: Logger
  readonly kind: CoordinatorKind<State, R>
  readonly partition: CoordinatedPartition
  /** Called when the log has lost records that the state reflects, so this shard must be replaced. */
  readonly lost: () => void
}

export class Shard<State, R> implements ShardWriter<R> {
  readonly partition: CoordinatedPartition
  /** Leader epoch under which this shard was created. */
  readonly leaderEpoch: number
  readonly deadlines: Deadlines
  readonly state: State
  readonly #options: ShardOptions<State, R>
  /** Metadata changes that arrived during the load. */
  readonly #missedDeltas: ImageDelta[] = []
  #phase: ShardPhase = 'loading'
  #loadedTo = 0
  /** Offset after the last record appended by this shard. */
  #appendedTo = 0
  #acknowledgedTo = 0

  constructor(options: ShardOptions<State, R>) {
    this.#options = options
    this.partition = options.partition
    this.leaderEpoch = options.partition.leaderEpoch
    this.deadlines = new Deadlines(options.env)
    this.state = options.kind.make(this)
  }

  get phase(): ShardPhase {
    return this.#phase
  }

  /** Loads the log. An empty log is loaded synchronously. */
  load(): void {
    if (isEmptyLog(this.partition)) this.#loaded()
    else void this.#loadAll()
  }

  async #loadAll(): Promise<void> {
    const { env, log, kind } = this.#options
    const { partition, state } = this
    const startedMs = env.machine.monotonicMs()
    const toOffset = await loadLog({
      env,
      log,
      partition,
      sink: {
        isWanted: () => this.phase === 'loading',
        record: (key, value, place) => {
          const record = kind.records.decode(key, value)
          if (record !== null) kind.replay(state, record, place)
        },
        marker: (producerId, result) => kind.endTransaction?.(state, producerId, result)
      }
    })
    if (this.phase !== 'loading') return
    this.#loadedTo = toOffset
    this.#loaded()
    const tookMs = Math.round(env.machine.monotonicMs() - startedMs)
    log.info('loaded coordinator', { topic: partition.topic, partition: partition.partition, toOffset, tookMs })
  }

  #loaded(): void {
    const { kind } = this.#options
    this.#phase = 'active'
    kind.loaded?.(this.state)
    for (const delta of this.#missedDeltas.splice(0)) kind.onImage?.(this.state, delta)
  }

  onImage(delta: ImageDelta): void {
    if (this.phase === 'active') this.#options.kind.onImage?.(this.state, delta)
    else if (this.phase === 'loading') this.#missedDeltas.push(delta)
  }

  /** Closes the shard after leadership moved, or before a reload. Completes all pending requests. */
  close(): void {
    if (this.phase === 'closed') return
    this.#phase = 'closed'
    this.#missedDeltas.length = 0
    this.deadlines.cancelAll()
    this.#options.kind.closed?.(this.state)
  }

  append(decided: readonly R[], options: AppendOptions = {}): Appended {
    const { env, kind } = this.#options
    const { producer, isInState = false, timeoutMs, verification } = options
    const messages = decided.map((record) => kind.records.encode(record))
    const batch = buildMessageBatch(messages, { timestampMs: env.clock.wallMs(), producer })
    return this.#append(batch, { origin: 'coordinator', acks: -1, verification }, timeoutMs, (firstOffset) => {
      if (isInState) return
      const producerId = producer?.producerId ?? -1
      for (let index = 0; index < decided.length; index++)
        kind.replay(this.state, decided[index] as R, { offset: firstOffset + index, producerId })
    })
  }

  /** Appends a transaction marker, and applies it as a load would. */
  complete({ producerId, producerEpoch, result, coordinatorEpoch, transactionVersion }: TransactionEnd): Appended {
    const { env, kind } = this.#options
    const timestampMs = env.clock.wallMs()
    const marker = buildMarker({ producerId, producerEpoch, type: result, coordinatorEpoch, timestampMs })
    const how: OwnAppend = { origin: 'marker', acks: -1, markerVersion: transactionVersion }
    return this.#append(marker, how, undefined, () => kind.endTransaction?.(this.state, producerId, result))
  }

  #append(
    batch: Buffer,
    how: OwnAppend,
    timeoutMs: number | undefined,
    replay: (firstOffset: number) => void
  ): Appended {
    if (this.phase !== 'active')
      return failed(this.phase === 'loading' ? 'COORDINATOR_LOAD_IN_PROGRESS' : 'NOT_COORDINATOR')
    const appended = this.partition.append(batch, how)
    if (isFailure(appended)) return failed(appended.error)
    replay(appended.firstOffset)
    this.#appendedTo = appended.lastOffset + 1
    return { acknowledged: this.#acknowledgement(this.#appendedTo, timeoutMs) }
  }

  async #acknowledgement(offset: number, timeoutMs = this.#options.kind.writeTimeoutMs()): Promise<Failure | null> {
    const failure = await this.partition.whenAcknowledged(offset, -1, timeoutMs)
    // On a full disk the log drops appended records. The state would still show them, but a restart would not find them.
    if (failure !== null && failure.error !== 'REQUEST_TIMED_OUT' && this.phase === 'active') this.#options.lost()
    if (this.phase === 'closed') return failed('NOT_COORDINATOR')
    if (failure !== null) return failure
    this.#acknowledgedTo = Math.max(this.#acknowledgedTo, offset)
    return null
  }

  async run<A>(decision: Decision<R, A>): Promise<A | Failure> {
    if (isFailure(decision)) return decision
    const appended = this.#carryOut(decision)
    const failure = isFailure(appended) ? appended : await appended.acknowledged
    return failure === null ? decision.answer : refusedAppend(failure)
  }

  #carryOut({ records, producer, verification, timers = [], cancelled = [] }: Decided<R, unknown>): Appended {
    const appended: Appended =
      records.length === 0 ? { acknowledged: nothingToWrite } : this.append(records, { producer, verification })
    if (isFailure(appended)) return appended
    for (const name of cancelled) this.deadlines.cancel(name)
    for (const { name, afterMs, decide } of timers) this.later(name, afterMs, decide)
    return appended
  }

  /** Schedules a named deadline. Its decision is carried out, and made again after a delay if the append fails. */
  later(name: string, afterMs: number, decide: () => Decision<R, unknown> | null): void {
    this.deadlines.schedule(name, afterMs, () => {
      const decision = decide()
      if (decision === null || isFailure(decision)) return
      if (isFailure(this.#carryOut(decision)) && this.phase === 'active') this.later(name, retryTimerMs, decide)
    })
  }

  /** Returns an answer read from the state: immediately if all records are acknowledged, otherwise once they are. */
  shown<A>(answer: A, refused: (failure: Failure) => A): A | Promise<A> {
    if (this.#acknowledgedTo >= this.#appendedTo) return answer
    return this.#acknowledgement(this.#appendedTo).then((failure) =>
      failure === null ? answer : refused(refusedAppend(failure))
    )
  }

  async isCommitted(): Promise<boolean> {
    return (await this.#acknowledgement(Math.max(this.#loadedTo, this.#appendedTo))) === null
  }
}

const nothingToWrite: Promise<null> = Promise.resolve(null)
