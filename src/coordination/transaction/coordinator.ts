/*
 * Owns the transaction coordinator of one broker as handlers see it: it finds the shard that a transactional id belongs to.
 * Never checks permissions or topics: that is the handlers'.
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
  /** Partitions of __transaction_state as the metadata has it now; 0 while it does not exist. */
  partitionCount(): number
  /** Asks the coordinator of the transactional id where that is another broker. Absent: there is none. */
  readonly elsewhere?: ((command: AdmitCommand) => Promise<readonly (Failure | null)[]>) | undefined
}

interface InitProducerCommand extends InitCommand {
  readonly enablesTwoPhaseCommit: boolean
  readonly keepsPreparedTransaction: boolean
}

export interface AdmitCommand extends Omit<AddPartitionsCommand, 'clientVersion'> {
  /** The client leaves it to the broker to add what it writes to. */
  readonly adds: boolean
  /** The client knows TRANSACTION_ABORTABLE. */
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

  /** The partition of __transaction_state that a transactional id belongs to; -1 while the topic does not exist. */
  partitionFor(transactionalId: string): number {
    return this.#runtime.partitionFor(transactionalId)
  }

  /** Takes and gives up shards as the leadership of the partitions says now. */
  refresh(): void {
    this.#runtime.refresh()
  }

  /** Call it in the turn of each change of the metadata, once the partitions have it. */
  onImage(delta: ImageDelta): void {
    this.#runtime.onImage(delta)
  }

  stop(): void {
    this.#runtime.stop()
  }

  /** Partitions of __transaction_state whose coordinator answers nobody now. */
  notReady(): number[] {
    return this.#runtime.notReady()
  }

  #of(transactionalId: string): TransactionShard | Failure {
    const shard = this.#runtime.of(transactionalId)
    return isFailure(shard) ? shard : shard.state
  }

  /** A producer id and epoch for a transactional id; who had it before is fenced. */
  init(command: InitProducerCommand): Promise<ProducerAnswer | Failure> {
    const { transactionalId, timeoutMs, enablesTwoPhaseCommit, keepsPreparedTransaction } = command
    const { config } = this.#options
    const refuse = (error: ErrorName) => Promise.resolve(failed(error))
    if (transactionalId === '') return refuse('INVALID_REQUEST')
    if (enablesTwoPhaseCommit && !config.isOn('transaction.two.phase.commit.enable'))
      return refuse('TRANSACTIONAL_ID_AUTHORIZATION_FAILED')
    // Kafka 4.3 has the field and does not serve it (KIP-939).
    if (keepsPreparedTransaction) return refuse('UNSUPPORTED_VERSION')
    const isAllowed = timeoutMs > 0 && timeoutMs <= config.number('transaction.max.timeout.ms')
    if (!enablesTwoPhaseCommit && !isAllowed) return refuse('INVALID_TRANSACTION_TIMEOUT')
    const shard = this.#of(transactionalId)
    if (isFailure(shard)) return Promise.resolve(shard)
    return shard.init({ ...command, timeoutMs: enablesTwoPhaseCommit ? noTimeoutMs : timeoutMs })
  }

  /** Null: all of the partitions are part of the transaction. */
  addPartitions(command: AddPartitionsCommand): Promise<Failure | null> {
    if (command.transactionalId === '') return Promise.resolve(failed('INVALID_REQUEST'))
    const shard = this.#of(command.transactionalId)
    return isFailure(shard) ? Promise.resolve(shard) : shard.add(command)
  }

  /** Null for each partition that is part of the transaction. */
  async verifyPartitions(command: AddPartitionsCommand): Promise<readonly (Failure | null)[]> {
    const shard = command.transactionalId === '' ? failed('INVALID_REQUEST') : this.#of(command.transactionalId)
    return isFailure(shard) ? command.partitions.map(() => shard) : shard.verify(command)
  }

  /**
   * Before the first batch of a transaction is appended to partitions: null for each that is part of it. With `adds` they
   * become part of it (KIP-890, part 2). The failures are those that a broker has of its coordinator
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

  /** Transactions of all shards that are led here; a failure while one of them is loading. */
  list(filter: ListFilter): readonly Transaction[] | Failure {
    const shards = this.#runtime.all()
    if (isFailure(shards)) return shards
    const nowMs = this.#options.env.clock.wallMs()
    return shards.flatMap(({ state }) =>
      [...state.transactions.values()].filter((transaction) => isListed(transaction, filter, nowMs))
    )
  }
}
