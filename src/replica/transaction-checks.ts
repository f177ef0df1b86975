/*
 * Owns which producers have a transactional batch on its way into a log: asked about, or checked in a worker. A marker that
 * overtakes such a batch ends its transaction, so that the batch must not be appended any more.
 * Source: KIP-890; org.apache.kafka.storage.internals.log.VerificationGuard.
 */

interface TransactionCheck {
  readonly producerId: number
  isOvertaken: boolean
}

export class TransactionChecks {
  readonly #running = new Set<TransactionCheck>()

  /** A batch is on its way; `end` it in any case. */
  begin(producerId: number): TransactionCheck {
    const check = { producerId, isOvertaken: false }
    this.#running.add(check)
    return check
  }

  end(check: TransactionCheck): void {
    this.#running.delete(check)
  }

  /** A marker of the producer was appended. */
  markerCame(producerId: number): void {
    for (const check of this.#running) if (check.producerId === producerId) check.isOvertaken = true
  }
}
