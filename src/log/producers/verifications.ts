/*
 * Tracks producers about to start a transaction in a log: before the first batch is appended, their coordinator verifies that the
 * transaction includes this partition. Anything between verification and append, such as the end of the transaction, invalidates
 * the verification, and the batch is refused. Source: KIP-890; org.apache.kafka.storage.internals.log.VerificationGuard,
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

/** Maximum number of verifications not yet followed by a batch. Beyond it the oldest are dropped, and their batches refused. */
const verificationsMax = 100_000

export class Verifications {
  readonly #byProducer = new Map<number, Asked>()

  /** `bumpsEpoch`: the producer gets a new epoch with each transaction, and so starts each at sequence 0. */
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

  /** Why a batch with this sequence cannot be the transaction's first in this log, or null if it can. */
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
