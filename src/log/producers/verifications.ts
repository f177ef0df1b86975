/*
 * Owns which producers are about to begin a transaction in a log: their coordinator is asked whether the partition is part of it
 * before the first batch is appended. What comes between question and append, such as the transaction's end, ends the
 * question, and the batch is refused. Source: KIP-890; org.apache.kafka.storage.internals.log.VerificationGuard,
 * VerificationStateEntry.
 */
import type { Verification } from '../contract.ts'

interface Asked {
  readonly verification: Verification
  readonly beganMs: number
  epoch: number
  lowestSequence: number
  bumpsEpoch: boolean
}

/** Questions that were never followed by a batch; beyond them the oldest are forgotten, and their batches refused. */
const verificationsMax = 100_000

export class Verifications {
  readonly #byProducer = new Map<number, Asked>()

  /** `bumpsEpoch`: the producer gets a new epoch with each transaction, so that it begins each with sequence 0. */
  begin(producerId: number, epoch: number, sequence: number, bumpsEpoch: boolean, nowMs: number): Verification {
    const known = this.#byProducer.get(producerId)
    if (known !== undefined) {
      if (epoch > known.epoch || (epoch === known.epoch && sequence < known.lowestSequence)) {
        known.epoch = epoch
        known.lowestSequence = sequence
      }
      known.bumpsEpoch = bumpsEpoch
      return known.verification
    }
    const verification: Verification = { producerId }
    this.#byProducer.set(producerId, { verification, beganMs: nowMs, epoch, lowestSequence: sequence, bumpsEpoch })
    if (this.#byProducer.size > verificationsMax) {
      const [oldest] = this.#byProducer.keys()
      if (oldest !== undefined) this.#byProducer.delete(oldest)
    }
    return verification
  }

  isCurrent(verification: Verification): boolean {
    return this.#byProducer.get(verification.producerId)?.verification === verification
  }

  /** Why a batch with this sequence cannot be the first that the log has of a transaction; null when it can. */
  sequenceFault(producerId: number, sequence: number, isKnownProducer: boolean): string | null {
    const known = this.#byProducer.get(producerId)
    if (known === undefined) return null
    if (known.bumpsEpoch && sequence !== 0 && !isKnownProducer)
      return `sequence ${sequence} of producer ${producerId}, of which nothing is known, is not 0`
    return sequence > known.lowestSequence
      ? `sequence ${sequence} of producer ${producerId} came before ${known.lowestSequence}`
      : null
  }

  end(producerId: number): void {
    if (this.#byProducer.size > 0) this.#byProducer.delete(producerId)
  }

  expire(beforeMs: number): void {
    for (const [producerId, { beganMs }] of this.#byProducer)
      if (beganMs < beforeMs) this.#byProducer.delete(producerId)
  }

  clear(): void {
    this.#byProducer.clear()
  }
}
