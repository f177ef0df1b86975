/*
 * Producer ids for batches sent to brokers on other threads: a batch can be resent, also to the next leader, and is written once
 * (KIP-98). An id serves one append at a time, because its sequence must have no gaps.
 */
import { ProducerIds } from '../controller/index.ts'
import type { MetadataStore } from '../metadata/index.ts'
import { type Failure, isFailure } from '../protocol/index.ts'
import { incrementSequence, recordCount, setProducer } from '../records/index.ts'

/** One producer id. */
class Producer {
  readonly #id: number
  /** The next sequence in each partition. */
  readonly #sequences = new Map<string, number>()

  constructor(id: number) {
    this.#id = id
  }

  /** A copy of the batch that can be resent as often as needed. */
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

  /** For a single append. Return it after success; after a failure its sequence is unknown, so drop it. */
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
