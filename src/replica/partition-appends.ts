/*
 * Owns how records come into a led partition: what is checked before, in which order, and what is counted after. To check and
 * to append is one act, so that nothing comes between them that is not looked at again.
 */
import type { AppendResult, PartitionLog } from '../log/index.ts'
import { type ErrorName, type Failure, failed } from '../protocol/index.ts'
import { beginsTransactional, producerEpoch, producerId, type Validation } from '../records/index.ts'
import type { ClientAppend, OwnAppend } from './contract.ts'
import type { Traffic } from './traffic.ts'
import { TransactionChecks } from './transaction-checks.ts'

const refused = ({ error, message }: Failure): AppendResult => ({ error, message, recordErrors: [] })
const notGuarded = failed('INVALID_TXN_STATE')
const overtaken = failed('INVALID_TXN_STATE', 'Record was not part of an ongoing transaction')
/** The version whose rules the broker's own batches follow: format 2. */
const ownProduceVersion = 3

/** What appends ask the partition. */
interface AppendRules {
  /** Null: this broker leads, and enough replicas are in sync for these acks. */
  refusalOf(acks: number): Failure | null
  /** What was appended is written, or why it is not. Called in offset order. */
  written(error: ErrorName | null): void
}

export class PartitionAppends {
  readonly #of: { readonly topic: string; readonly partition: number; readonly leaderEpoch: number }
  readonly #log: PartitionLog
  readonly #traffic: readonly Traffic[]
  readonly #rules: AppendRules
  readonly #written: (error: ErrorName | null) => void
  readonly #transactions = new TransactionChecks()

  constructor(
    of: { readonly topic: string; readonly partition: number; readonly leaderEpoch: number },
    log: PartitionLog,
    traffic: readonly Traffic[],
    rules: AppendRules
  ) {
    this.#of = of
    this.#log = log
    this.#traffic = traffic
    this.#rules = rules
    // One function for all appends.
    this.#written = (error) => rules.written(error)
  }

  fromClient(records: Buffer, options: ClientAppend): AppendResult | Promise<AppendResult> {
    if (beginsTransactional(records)) return this.#guarded(records, options)
    const valid = this.#check(records, options)
    return valid instanceof Promise ? valid.then((later) => this.#append(later, options)) : this.#append(valid, options)
  }

  #guarded(records: Buffer, options: ClientAppend): AppendResult | Promise<AppendResult> {
    const { topic, partition } = this.#of
    const id = producerId(records, 0)
    const isOpen = this.#log.hasOpenTransaction(id)
    const verdict =
      options.guard === undefined
        ? notGuarded
        : options.guard({ topic, partition, producerId: id, producerEpoch: producerEpoch(records, 0), isOpen })
    if (verdict instanceof Promise) {
      // The caller takes its buffer back.
      const copy = Buffer.from(records)
      return this.#unlessOvertaken(id, verdict, () => this.#check(copy, options), options)
    }
    if (verdict !== null) return refused(verdict)
    const valid = this.#check(records, options)
    return valid instanceof Promise
      ? this.#unlessOvertaken(id, verdict, () => valid, options)
      : this.#append(valid, options)
  }

  async #unlessOvertaken(
    id: number,
    verdict: Promise<Failure | null> | null,
    check: () => Validation | Promise<Validation>,
    options: ClientAppend
  ): Promise<AppendResult> {
    const running = this.#transactions.begin(id)
    try {
      const failure = await verdict
      if (failure !== null) return refused(failure)
      const valid = await check()
      return running.isOvertaken ? refused(overtaken) : this.#append(valid, options)
    } finally {
      this.#transactions.end(running)
    }
  }

  #check(records: Buffer, { produceVersion }: ClientAppend): Validation | Promise<Validation> {
    const { leaderEpoch } = this.#of
    return this.#log.check(records, { origin: 'client', leaderEpoch, produceVersion, mustFit: true })
  }

  #append(valid: Validation, { produceVersion, acks, clientBytes }: ClientAppend): AppendResult {
    const refusal = this.#rules.refusalOf(acks)
    if (refusal !== null) return refused(refusal)
    const { leaderEpoch } = this.#of
    const end = this.#log.logEndOffset
    const result = this.#log.append(valid, { origin: 'client', leaderEpoch, produceVersion, mustFit: true })
    if (this.#awaits(end, result) && clientBytes !== undefined) this.#count(this.#log.logEndOffset - end, clientBytes)
    return result
  }

  own(records: Buffer, { origin, acks }: OwnAppend): AppendResult {
    const refusal = this.#rules.refusalOf(acks)
    if (refusal !== null) return refused(refusal)
    const { leaderEpoch } = this.#of
    const end = this.#log.logEndOffset
    const result = this.#log.append(records, {
      origin: 'coordinator',
      leaderEpoch,
      produceVersion: ownProduceVersion,
      mustFit: false
    })
    const isAppended = this.#awaits(end, result)
    if (isAppended && origin === 'marker') this.#transactions.markerCame(producerId(records, 0))
    return result
  }

  /** False when nothing was appended: a refusal, or a retry of what is there. */
  #awaits(endBefore: number, { error }: AppendResult): boolean {
    const { logEndOffset } = this.#log
    if (error !== null || logEndOffset === endBefore) return false
    this.#log.whenWritten(logEndOffset, this.#written)
    return true
  }

  #count(messages: number, bytes: number): void {
    for (const traffic of this.#traffic) {
      traffic.messagesIn += messages
      traffic.bytesIn += bytes
    }
  }
}
