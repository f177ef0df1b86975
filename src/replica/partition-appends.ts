/*
 * Appends records to a led partition: the checks before, their order, and the metrics after. Checking and appending happen in one
 * synchronous step, so that nothing can change in between.
 */
import type { AppendResult, PartitionLog, Verification } from '../log/index.ts'
import { type Failure, failed, isFailure } from '../protocol/index.ts'
import { baseSequence, beginsTransactional, producerEpoch, producerId, type Validation } from '../records/index.ts'
import type { ClientAppend, OwnAppend } from './contract.ts'
import type { Traffic } from './traffic.ts'

const notGuarded = failed('INVALID_TXN_STATE')
/** The broker's own batches follow the rules of this version: format 2. */
const ownProduceVersion = 3

/** The partition's conditions for an append. */
interface AppendRules {
  /** Null if this broker leads and enough replicas are in sync for these acks. */
  refusalOf(acks: number): Failure | null
}

export class PartitionAppends {
  readonly #of: { readonly topic: string; readonly partition: number; readonly leaderEpoch: number }
  #log: PartitionLog
  readonly #traffic: readonly Traffic[]
  readonly #rules: AppendRules

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
  }

  /** Switches to another log with the same records. */
  use(log: PartitionLog): void {
    this.#log = log
  }

  fromClient(records: Buffer, options: ClientAppend): AppendResult | Promise<AppendResult> {
    if (beginsTransactional(records)) return this.#guarded(records, options)
    return this.#checkAndAppend(records, options, undefined)
  }

  #guarded(records: Buffer, options: ClientAppend): AppendResult | Promise<AppendResult> {
    const { guard } = options
    if (guard === undefined) return notGuarded
    const producer = {
      producerId: producerId(records, 0),
      producerEpoch: producerEpoch(records, 0),
      baseSequence: baseSequence(records, 0)
    }
    const begun = this.#log.beginVerification(producer, guard.bumpsEpoch)
    if (isFailure(begun)) return begun
    const { topic, partition } = this.#of
    const verdict = begun === null ? null : guard.ask({ topic, partition, ...producer })
    // Copied, because the caller reuses its buffer.
    if (verdict instanceof Promise) return this.#whenAsked(verdict, Buffer.from(records), options, begun)
    if (verdict !== null) return verdict
    return this.#checkAndAppend(records, options, begun)
  }

  async #whenAsked(
    asked: Promise<Failure | null>,
    records: Buffer,
    options: ClientAppend,
    verification: Verification | null
  ): Promise<AppendResult> {
    const failure = await asked
    return failure === null ? this.#checkAndAppend(records, options, verification) : failure
  }

  #checkAndAppend(
    records: Buffer,
    options: ClientAppend,
    verification: Verification | null | undefined
  ): AppendResult | Promise<AppendResult> {
    const valid = this.#check(records, options)
    return valid instanceof Promise
      ? valid.then((later) => this.#append(later, options, verification))
      : this.#append(valid, options, verification)
  }

  #check(records: Buffer, { produceVersion }: ClientAppend): Validation | Promise<Validation> {
    const { leaderEpoch } = this.#of
    return this.#log.check(records, { origin: 'client', leaderEpoch, produceVersion, mustFit: true })
  }

  #append(
    valid: Validation,
    { produceVersion, acks, clientBytes }: ClientAppend,
    verification: Verification | null | undefined
  ): AppendResult {
    const refusal = this.#rules.refusalOf(acks)
    if (refusal !== null) return refusal
    const { leaderEpoch } = this.#of
    const end = this.#log.logEndOffset
    const result = this.#log.append(valid, {
      origin: 'client',
      leaderEpoch,
      produceVersion,
      mustFit: true,
      verification,
      markerVersion: 0
    })
    const appended = this.#log.logEndOffset - end
    if (clientBytes !== undefined && appended > 0) this.#count(appended, clientBytes)
    return result
  }

  own(records: Buffer, { acks, verification, markerVersion }: OwnAppend): AppendResult {
    const refusal = this.#rules.refusalOf(acks)
    if (refusal !== null) return refusal
    const { leaderEpoch } = this.#of
    return this.#log.append(records, {
      origin: 'coordinator',
      leaderEpoch,
      produceVersion: ownProduceVersion,
      mustFit: false,
      verification,
      markerVersion
    })
  }

  #count(messages: number, bytes: number): void {
    for (const traffic of this.#traffic) {
      traffic.messagesIn += messages
      traffic.bytesIn += bytes
    }
  }
}
