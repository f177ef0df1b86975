import { keys, storeLimits } from '../metadata/index.ts'
import type { MetadataChange } from './write-metadata.ts'

/** One less than a store allows, because the store on etcd adds a mark of its own. */
const atOnceMax = storeLimits.operationsMax - 1

/** Tracks what still fits into a transaction that combines several changes. Partitions of one topic share a comparison. */
export class Room {
  /** The controller also compares its own key with every transaction, which leaves one comparison fewer for the changes. */
  readonly #compared = new Set<string>([keys.controller])
  #operations = 0

  /** Returns false, without reserving anything, if the change does not fit. */
  takes({ compare, operations }: MetadataChange): boolean {
    const added = compare.filter(({ key }) => !this.#compared.has(key))
    if (this.#compared.size + added.length > atOnceMax || this.#operations + operations.length > atOnceMax) return false
    for (const { key } of added) this.#compared.add(key)
    this.#operations += operations.length
    return true
  }
}
