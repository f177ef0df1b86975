/*
 * The transaction coordinator of one broker, as seen by request handlers. Routes each command to the shard of its transactional id.
 * Does not check permissions or topics: the handlers do.
 */
import { transactionsTopic } from '../../controller/index.ts'
import type { ImageDelta } from '../../metadata/index.ts'
import { type ErrorName, type Failure, failed, isFailure } from '../../protocol/index.ts'
import type { Partition } from '../../replica/index.ts'
import { CoordinatorRuntime } from '../runtime/runtime.ts'
import type { AddPartitionsCommand } from './add-partitions.ts'
import type { EndCommand } from './end.ts'
import type { InitCommand } from './init.ts'
import { isListed, type ListFilter } from './list.ts'
import type { TransactionRecord } from './records.ts'
import { type ProducerAnswer, type TransactionShard, type TransactionShardOptions, transactionKind } from './shard.ts'
import { noTimeoutMs, type Transaction } from './transaction.ts'

interface TransactionCoordinatorOptions extends TransactionShardOptions {
  readonly replicas: { leader(topic: string, partition: number): Partition | Failure }
  /** Current partition count of __transaction_state; 0 if it does not exist. */
  partitionCount(): number
  /** Forwards to the transaction coordinator on another broker. Undefined if there are no other brokers. */
  readonly elsewhere?: ((command: AdmitCommand) => Promise<readonly (Failure | null)[]>) | undefined
}

interface InitProducerCommand extends InitCommand {
  readonly enablesTwoPhaseCommit: boolean
  readonly keepsPreparedTransaction: boolean
}

export interface AdmitCommand extends Omit<AddPartitionsCommand, 'clientVersion'> {
  /** The client relies on the broker to add the partitions it writes to. */
  readonly adds: boolean
  /** The client supports TRANSACTION_ABORTABLE. */
  readonly knowsAbortable: boolean
}

export class TransactionCoordinator {
  readonly #options: TransactionCoordinatorOptions
  readonly #runtime: CoordinatorRuntime<TransactionShard, TransactionRecord>

  constructor(options: TransactionCoordinatorOptions) {
    const { env, log, replicas } = options
    this.#options = options
    const partitionCount = () => options.partitionCount()
    this.#runtime = new CoordinatorRuntime({
      env,
      log,
      replicas,
      topic: transactionsTopic,
      partitionCount,
      kind: () => transactionKind(options)
    })
  }

  /** Returns the __transaction_state partition of a transactional id; -1 if the topic does not exist. */
  partitionFor(transactionalId: string): number {
    return this.#runtime.partitionFor(transactionalId)
  }

  /** Loads and unloads shards to match current partition leadership. */
  refresh(): void {
    this.#runtime.refresh()
  }

  /** Must be called in the same turn as each metadata change, after the partitions have applied it. */
  onImage(delta: ImageDelta): void {
    this.#runtime.onImage(delta)
  }

  stop(): void {
    this.#runtime.stop()
  }

  /** Partitions of __transaction_state whose coordinator is currently unavailable. */
  notReady(): number[] {
    return this.#runtime.notReady()
  }

  #of(transactionalId: string): TransactionShard | Failure {
    const shard = this.#runtime.of(transactionalId)
    return isFailure(shard) ? shard : shard.state
  }

  /** Assigns a producer id and epoch to a transactional id, and fences its previous producer. */
  init(command: InitProducerCommand): Promise<ProducerAnswer | Failure> {
    const { transactionalId, timeoutMs, enablesTwoPhaseCommit, keepsPreparedTransaction } = command
    const { config } = this.#options
    const refuse = (error: ErrorName) => Promise.resolve(failed(error))
    if (transactionalId === '') return refuse('INVALID_REQUEST')
    if (enablesTwoPhaseCommit && !config.isOn('transaction.two.phase.commit.enable'))
      return refuse('TRANSACTIONAL_ID_AUTHORIZATION_FAILED')
    // Kafka 4.3 has the field but does not support it (KIP-939).
    if (keepsPreparedTransaction) return refuse('UNSUPPORTED_VERSION')
    const isAllowed = timeoutMs > 0 && timeoutMs <= config.number('transaction.max.timeout.ms')
    if (!enablesTwoPhaseCommit && !isAllowed) return refuse('INVALID_TRANSACTION_TIMEOUT')
    const shard = this.#of(transactionalId)
    if (isFailure(shard)) return Promise.resolve(shard)
    return shard.init({ ...command, timeoutMs: enablesTwoPhaseCommit ? noTimeoutMs : timeoutMs })
  }

  /** Resolves with null once all of the partitions are part of the transaction. */
  addPartitions(command: AddPartitionsCommand): Promise<Failure | null> {
    if (command.transactionalId === '') return Promise.resolve(failed('INVALID_REQUEST'))
    const shard = this.#of(command.transactionalId)
    return isFailure(shard) ? Promise.resolve(shard) : shard.add(command)
  }

  /** Returns null for each partition that is part of the transaction. */
  async verifyPartitions(command: AddPartitionsCommand): Promise<readonly (Failure | null)[]> {
    const shard = command.transactionalId === '' ? failed('INVALID_REQUEST') : this.#of(command.transactionalId)
    return isFailure(shard) ? command.partitions.map(() => shard) : shard.verify(command)
  }

  /**
   * Must be called before a transaction's first batch is appended to a partition. Returns null for each partition that is part of the
   * transaction; `adds` adds them first (KIP-890, part 2). Failures are the ones a broker sees from its transaction coordinator
   * (org.apache.kafka.server.transaction.AddPartitionsToTxnManager).
   */
  async admit(command: AdmitCommand): Promise<readonly (Failure | null)[]> {
    const { partitions, adds, knowsAbortable } = command
    const asked: AddPartitionsCommand = { ...command, clientVersion: 2 }
    const { elsewhere } = this.#options
    const shard = elsewhere === undefined ? undefined : this.#of(command.transactionalId)
    const isElsewhere = shard !== undefined && isFailure(shard) && shard.error === 'NOT_COORDINATOR'
    const ask = () => (adds ? this.#addAll(asked) : this.verifyPartitions(asked))
    const failures = await (isElsewhere && elsewhere !== undefined ? elsewhere(command) : ask())
    return failures.slice(0, partitions.length).map((failure) => {
      if (failure?.error === 'PRODUCER_FENCED') return failed('INVALID_PRODUCER_EPOCH')
      return failure?.error === 'TRANSACTION_ABORTABLE' && !knowsAbortable ? failed('INVALID_TXN_STATE') : failure
    })
  }

  async #addAll(command: AddPartitionsCommand): Promise<readonly (Failure | null)[]> {
    const failure = await this.addPartitions(command)
    return command.partitions.map(() => failure)
  }

  end(command: EndCommand): Promise<ProducerAnswer | Failure> {
    if (command.transactionalId === '') return Promise.resolve(failed('INVALID_REQUEST'))
    const shard = this.#of(command.transactionalId)
    return isFailure(shard) ? Promise.resolve(shard) : shard.end(command)
  }

  describe(transactionalId: string): Transaction | Failure {
    if (transactionalId === '') return failed('INVALID_REQUEST')
    const shard = this.#of(transactionalId)
    if (isFailure(shard)) return shard
    return shard.transactions.get(transactionalId) ?? failed('TRANSACTIONAL_ID_NOT_FOUND')
  }

  /** Lists the transactions of all shards led by this broker. Fails while any of them is loading. */
  list(filter: ListFilter): readonly Transaction[] | Failure {
    const shards = this.#runtime.all()
    if (isFailure(shards)) return shards
    const nowMs = this.#options.env.clock.wallMs()
    return shards.flatMap(({ state }) =>
      [...state.transactions.values()].filter((transaction) => isListed(transaction, filter, nowMs))
    )
  }
}
