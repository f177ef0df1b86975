import { keys, type MetadataStore } from '../metadata/index.ts'
import { type Failure, isFailure } from '../protocol/index.ts'
import { writeOnce } from './write-metadata.ts'

/** Allocates producer ids in blocks from the metadata store, so that no id is ever used twice, across restarts and brokers. */
const blockSize = 1000

export class ProducerIds {
  readonly #store: MetadataStore
  #next = 0
  #end = 0
  #fetching: Promise<Failure | null> | undefined

  constructor(store: MetadataStore) {
    this.#store = store
  }

  /** A new id, or why no block is available now. */
  async next(): Promise<number | Failure> {
    while (this.#next >= this.#end) {
      this.#fetching ??= this.#takeBlock().finally(() => {
        this.#fetching = undefined
      })
      const failure = await this.#fetching
      if (failure !== null) return failure
    }
    return this.#next++
  }

  async #takeBlock(): Promise<Failure | null> {
    for (;;) {
      const found = await this.#store.get(keys.nextProducerId)
      const first = Number(found?.value ?? 0)
      const compare = [{ key: keys.nextProducerId, modRevision: found?.modRevision ?? 0 }]
      const operations = [{ put: keys.nextProducerId, value: String(first + blockSize) }]
      const written = await writeOnce(this.#store, { compare, operations })
      if (isFailure(written)) return written
      if (!written) continue
      this.#next = first
      this.#end = first + blockSize
      return null
    }
  }
}
