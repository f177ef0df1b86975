/*
 * Owns the producer ids with which batches are sent to brokers that have threads of their own: so a batch can be sent again, also to
 * the next leader, and is written once (KIP-98). One append at a time uses an id, because its sequence must have no gap.
 */
import { ProducerIds } from '../controller/index.ts'
import type { MetadataStore } from '../metadata/index.ts'
import { type Failure, isFailure } from '../protocol/index.ts'
import { incrementSequence, recordCount, setProducer } from '../records/index.ts'

/** One producer id. */
class Producer {
  readonly #id: number
  /** What comes next in each partition. */
  readonly #sequences = new Map<string, number>()

  constructor(id: number) {
    this.#id = id
  }

  /** A copy of the batch that can be sent as often as it has to be. */
  stamped(topicId: string, partition: number, batch: Buffer): Buffer {
    const key = `${topicId}/${partition}`
    const sequence = this.#sequences.get(key) ?? 0
    this.#sequences.set(key, incrementSequence(sequence, recordCount(batch, 0)))
    const copy = Buffer.from(batch)
    setProducer(copy, 0, this.#id, 0, sequence)
    return copy
  }
}

export class Producers {
  readonly #ids: ProducerIds
  readonly #free: Producer[] = []

  constructor(store: MetadataStore) {
    this.#ids = new ProducerIds(store)
  }

  /** For one append. Give it back where that succeeded: of one that failed nobody knows the sequence. */
  async take(): Promise<Producer | Failure> {
    const free = this.#free.pop()
    if (free !== undefined) return free
    const id = await this.#ids.next()
    return isFailure(id) ? id : new Producer(id)
  }

  give(producer: Producer): void {
    this.#free.push(producer)
  }
}
