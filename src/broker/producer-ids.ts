import { keys, type MetadataStore } from '../metadata/index.ts'

/** Producer ids come in blocks from the metadata store, so that no id is ever given twice, over restarts and brokers. */
const blockSize = 1000

export class ProducerIds {
  readonly #store: MetadataStore
  #next = 0
  #end = 0
  #fetching: Promise<void> | undefined

  constructor(store: MetadataStore) {
    this.#store = store
  }

  async next(): Promise<number> {
    while (this.#next >= this.#end) {
      this.#fetching ??= this.#takeBlock().finally(() => {
        this.#fetching = undefined
      })
      await this.#fetching
    }
    return this.#next++
  }

  async #takeBlock(): Promise<void> {
    for (;;) {
      const found = await this.#store.get(keys.nextProducerId)
      const first = Number(found?.value ?? 0)
      const compare = [{ key: keys.nextProducerId, modRevision: found?.modRevision ?? 0 }]
      const { succeeded } = await this.#store.transaction(compare, [
        { put: keys.nextProducerId, value: String(first + blockSize) }
      ])
      if (!succeeded) continue
      this.#next = first
      this.#end = first + blockSize
      return
    }
  }
}
