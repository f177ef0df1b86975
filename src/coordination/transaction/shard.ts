/*
 * The transactions of one partition of __transaction_state while this broker leads it: executes commands, aborts timed-out
 * transactions and removes expired transactional ids. Decisions are in `init.ts`, `add-partitions.ts` and `end.ts`. Kafka keeps a
 * pending state until its record is acknowledged; here the state changes immediately, and only the responses wait.
 */
import { beginPause, type Env, type Logger, type Pause, pause } from '../../env/index.ts'
import { type Failure, failed, isFailure } from '../../protocol/index.ts'
import type { CoordinatorKind, ShardWriter } from '../runtime/kind.ts'
import { type AddPartitionsCommand, addPartitions, isPartOf, verifyFailure } from './add-partitions.ts'
import type { TransactionConfigReader } from './config-reader.ts'
import { completed, type EndCommand, endTransaction, preparedResult } from './end.ts'
import { fencedTransaction, type InitCommand, initProducer } from './init.ts'
import { type MarkerWriter, markerOf, partitionsIn, retryMarkersMs, writeMarkers } from './markers.ts'
import { type TransactionRecord, transactionRecords } from './records.ts'
import {
  isAtRest,
  isPreparing,
  noProducerId,
  noTimeoutMs,
  type Transaction,
  type TransactionVersion
} from './transaction.ts'

export interface TransactionShardOptions {
  readonly env: Env
  readonly log: Logger
  readonly config: TransactionConfigReader
  readonly markers: MarkerWriter
  /** Allocates a new producer id. */
  readonly newProducerId: () => Promise<number | Failure>
  /** The level of the feature `transaction.version`. */
  readonly version: () => TransactionVersion
}

/** The transaction coordinator as a kind for the runtime. */
export function transactionKind(
  options: TransactionShardOptions
): CoordinatorKind<TransactionShard, TransactionRecord> {
  return {
    records: transactionRecords(options.version),
    writeTimeoutMs: () => options.config.number('request.timeout.ms'),
    make: (shard) => new TransactionShard(options, shard),
    replay: (state, record) => state.replay(record),
    loaded: (state) => state.loaded(),
    closed: (state) => state.closed()
  }
}

export interface ProducerAnswer {
  readonly producerId: number
  readonly producerEpoch: number
}

/** How long a request waits for the previous transaction's markers. Kafka makes the client retry instead. */
const settleMs = 100
/** Tombstones per append, because the batch size is limited. */
const removalsPerBatch = 1000

export class TransactionShard {
  readonly transactions = new Map<string, Transaction>()
  readonly #options: TransactionShardOptions
  readonly #shard: ShardWriter<TransactionRecord>
  /** Open transactions and their deadlines, on the monotonic clock because the wall clock may go back. */
  readonly #ongoing = new Map<string, number>()
  /** Requests waiting for a transaction's markers to be written, by transactional id. */
  readonly #settled = new Map<string, Set<Pause>>()

  constructor(options: TransactionShardOptions, shard: ShardWriter<TransactionRecord>) {
    this.#options = options
    this.#shard = shard
  }

  replay({ transactionalId, transaction }: TransactionRecord): void {
    const before = this.transactions.get(transactionalId)
    if (transaction === null) this.transactions.delete(transactionalId)
    else this.transactions.set(transactionalId, transaction)
    if (transaction?.state !== 'Ongoing') this.#ongoing.delete(transactionalId)
    else if (!this.#ongoing.has(transactionalId)) this.#ongoing.set(transactionalId, this.#deadlineOf(transaction))
    if (transaction === null || isAtRest(transaction)) this.#wake(transactionalId)
    if (this.#shard.phase === 'active' && before?.state !== transaction?.state) this.#tell(transactionalId, before)
  }

  #deadlineOf({ startedMs, timeoutMs }: Transaction): number {
    const { clock } = this.#options.env
    const leftMs = startedMs + timeoutMs - clock.wallMs()
    return clock.monotonicMs() + Math.max(0, Math.min(timeoutMs, leftMs))
  }

  #tell(transactionalId: string, before: Transaction | undefined): void {
    const now = this.transactions.get(transactionalId)
    this.#options.log.debug('transaction state changed', {
      transactionalId,
      from: before?.state ?? 'none',
      to: now?.state ?? 'none',
      producerId: now?.producerId ?? -1,
      producerEpoch: now?.producerEpoch ?? -1
    })
  }

  /** Completes prepared transactions: only some of their markers, or none, may have been written. */
  loaded(): void {
    for (const transaction of this.transactions.values()) if (isPreparing(transaction)) void this.#finish(transaction)
    this.#expectTimeouts()
    this.#expectExpiry()
  }

  closed(): void {
    for (const transactionalId of [...this.#settled.keys()]) this.#wake(transactionalId)
  }

  async init(command: InitCommand): Promise<ProducerAnswer | Failure> {
    const { env, version } = this.#options
    const { transactionalId } = command
    await this.#whenSettled(transactionalId)
    for (let producerId: number | null = null; ; ) {
      const known = this.transactions.get(transactionalId)
      const step = initProducer(known, command, { producerId, nowMs: env.clock.wallMs(), version: version() })
      if (isFailure(step)) return step
      if (step.kind === 'fenced') {
        const prepared = await this.#prepare(step.next)
        return isFailure(prepared) ? prepared : failed('CONCURRENT_TRANSACTIONS')
      }
      if (step.kind === 'initialized') return this.#write(step.next, producerOf(step.next))
      const newId = await this.#options.newProducerId()
      if (typeof newId !== 'number') return newId
      producerId = newId
    }
  }

  async add(command: AddPartitionsCommand): Promise<Failure | null> {
    await this.#whenSettled(command.transactionalId)
    const transaction = this.transactions.get(command.transactionalId)
    const next = addPartitions(transaction, command, this.#options.env.clock.wallMs())
    if (isFailure(next)) return next
    if (next === null) return this.#shard.shown<Failure | null>(null, (failure) => failure)
    return this.#tooNew(next) ?? this.#write(next, null)
  }

  /** Returns, per partition, null if it is part of the transaction and TRANSACTION_ABORTABLE if not. */
  verify(command: AddPartitionsCommand): readonly (Failure | null)[] | Promise<readonly (Failure | null)[]> {
    const transaction = this.transactions.get(command.transactionalId)
    const refusal = verifyFailure(transaction, command)
    const failures = command.partitions.map((partition) => {
      if (refusal !== null || transaction === undefined) return refusal
      return isPartOf(transaction, partition) ? null : failed('TRANSACTION_ABORTABLE')
    })
    return this.#shard.shown<readonly (Failure | null)[]>(failures, (failure) => failures.map(() => failure))
  }

  /** Resolves once the decision is committed. The markers are written afterwards. */
  async end(command: EndCommand): Promise<ProducerAnswer | Failure> {
    const { env } = this.#options
    for (let producerId: number | null = null; ; ) {
      const known = this.transactions.get(command.transactionalId)
      const step = endTransaction(known, command, { producerId, nowMs: env.clock.wallMs() })
      if (isFailure(step)) return step
      if (step.kind === 'prepared') return this.#tooNew(step.next) ?? this.#prepare(step.next)
      if (step.kind === 'ended' && known !== undefined) {
        return this.#shard.shown<ProducerAnswer | Failure>(producerOf(known), (failure) => failure)
      }
      const newId = await this.#options.newProducerId()
      if (typeof newId !== 'number') return newId
      producerId = newId
    }
  }

  /**
   * Records of transaction.version 0 cannot represent a version 2 producer, so its changes are rejected. Kafka 4.3.1 rejects them too,
   * but then returns CONCURRENT_TRANSACTIONS for the id until the coordinator is reloaded. Here the id stays usable.
   */
  #tooNew({ clientVersion }: Transaction): Failure | null {
    return clientVersion >= 2 && this.#options.version() === 0 ? failed('UNSUPPORTED_VERSION') : null
  }

  #write<A>(next: Transaction, answer: A): Promise<A | Failure> {
    const { transactionalId } = next
    return this.#shard.run({ records: [{ transactionalId, transaction: next }], answer })
  }

  async #prepare(next: Transaction): Promise<ProducerAnswer | Failure> {
    const written = this.#write(next, producerOf(next))
    if (this.transactions.get(next.transactionalId) === next) void this.#finish(next)
    return written
  }

  /** Once the decision is committed, writes the markers, and then the completion record. */
  async #finish(prepared: Transaction): Promise<void> {
    const { env, log, markers } = this.#options
    const { transactionalId } = prepared
    const isWanted = () => this.#isActive() && this.transactions.get(transactionalId) === prepared
    const wait = (ms: number) => pause(env.timers, ms)
    // Unlike Kafka, waits after a load too: the decision may only be in this leader's log.
    while (!(await this.#shard.isCommitted())) {
      if (!isWanted()) return
      await wait(retryMarkersMs)
    }
    if (!isWanted()) return
    const isDone = await writeMarkers({
      writer: markers,
      marker: markerOf(prepared, preparedResult(prepared), this.#shard.partition.leaderEpoch),
      partitions: [...partitionsIn(prepared.partitions)],
      isWanted,
      wait,
      refused: ({ topic, partition }, error, isFinal) =>
        log.warn('failed to write transaction marker', {
          transactionalId,
          topic,
          partition,
          error,
          isTriedAgain: !isFinal
        })
    })
    while (isDone && isWanted()) {
      const appended = this.#shard.append([{ transactionalId, transaction: completed(prepared, env.clock.wallMs()) }])
      if (isFailure(appended)) await wait(retryMarkersMs)
    }
  }

  #isActive(): boolean {
    return this.#shard.phase === 'active'
  }

  /** Waits for the previous transaction to complete, which usually takes a turn or two of the event loop. */
  async #whenSettled(transactionalId: string): Promise<void> {
    const transaction = this.transactions.get(transactionalId)
    if (transaction === undefined || !isPreparing(transaction)) return
    const waiting = this.#settled.get(transactionalId) ?? new Set()
    this.#settled.set(transactionalId, waiting)
    const wait = beginPause(this.#options.env.timers, settleMs)
    waiting.add(wait)
    await wait.over
    waiting.delete(wait)
  }

  #wake(transactionalId: string): void {
    const waiting = this.#settled.get(transactionalId)
    if (waiting === undefined) return
    this.#settled.delete(transactionalId)
    for (const wait of waiting) wait.end()
  }

  #expectTimeouts(): void {
    const everyMs = this.#options.config.number('transaction.abort.timed.out.transaction.cleanup.interval.ms')
    this.#shard.deadlines.schedule('timeouts', everyMs, () => {
      this.abortTimedOut()
      this.#expectTimeouts()
    })
  }

  /** Aborts transactions that have exceeded their timeout, with a bumped epoch to fence the producer. */
  abortTimedOut(): void {
    for (const transactionalId of [...this.#ongoing.keys()]) void this.#abortTimedOut(transactionalId)
  }

  async #abortTimedOut(transactionalId: string): Promise<void> {
    const { env, log, version } = this.#options
    for (let newId: number | null = null; ; ) {
      const transaction = this.transactions.get(transactionalId)
      const deadlineMs = this.#ongoing.get(transactionalId)
      if (transaction === undefined || deadlineMs === undefined || transaction.timeoutMs === noTimeoutMs) return
      if (deadlineMs >= env.clock.monotonicMs()) return
      const nowMs = env.clock.wallMs()
      const step = fencedTransaction(transaction, { producerId: newId, nowMs, version: version() })
      if (step.kind === 'fenced') {
        const { startedMs, timeoutMs, producerId, producerEpoch } = transaction
        const openMs = nowMs - startedMs
        const fields = { transactionalId, producerId, producerEpoch, timeoutMs, openMs }
        log.info('aborting timed-out transaction', fields)
        void this.#prepare(step.next)
        return
      }
      const found = await this.#options.newProducerId()
      // Without a producer id, the next round retries.
      if (typeof found !== 'number' || !this.#isActive()) return
      newId = found
    }
  }

  #expectExpiry(): void {
    const everyMs = this.#options.config.number('transaction.remove.expired.transaction.cleanup.interval.ms')
    this.#shard.deadlines.schedule('expiry', everyMs, () => {
      this.removeExpired()
      this.#expectExpiry()
    })
  }

  /** Removes transactional ids that have been unused for `transactional.id.expiration.ms`. */
  removeExpired(): void {
    const { config, env, log } = this.#options
    const beforeMs = env.clock.wallMs() - config.number('transactional.id.expiration.ms')
    const removals: TransactionRecord[] = []
    for (const [transactionalId, transaction] of this.transactions)
      if (isAtRest(transaction) && transaction.updatedMs <= beforeMs)
        removals.push({ transactionalId, transaction: null })
    for (let from = 0; from < removals.length; from += removalsPerBatch) {
      const appended = this.#shard.append(removals.slice(from, from + removalsPerBatch))
      if (!isFailure(appended)) continue
      const { partition } = this.#shard.partition
      log.warn('failed to remove expired transactional ids', { partition, error: appended.error })
      return
    }
    if (removals.length > 0) log.info('removed expired transactional ids', { count: removals.length })
  }
}

/** The producer id and epoch to use next. If the id is exhausted, the one it gets once the transaction is complete. */
const producerOf = ({ producerId, producerEpoch, nextProducerId }: Transaction): ProducerAnswer =>
  nextProducerId === noProducerId ? { producerId, producerEpoch } : { producerId: nextProducerId, producerEpoch: 0 }
