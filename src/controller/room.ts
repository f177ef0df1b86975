import { keys, storeLimits } from '../metadata/index.ts'
import type { MetadataChange } from './write-metadata.ts'

/** One less than a store takes: the one on etcd adds a mark of its own. */
const atOnceMax = storeLimits.operationsMax - 1

/** What still fits into a transaction that makes several changes as one. Partitions of one topic share a comparison. */
export class Room {
  /** The controller compares its own key with everything that it changes. Others have one comparison fewer by that. */
  readonly #compared = new Set<string>([keys.controller])
  #operations = 0

  /** False, and nothing is taken, when there is no room for the change. */
  takes({ compare, operations }: MetadataChange): boolean {
    const added = compare.filter(({ key }) => !this.#compared.has(key))
    if (this.#compared.size + added.length > atOnceMax || this.#operations + operations.length > atOnceMax) return false
    for (const { key } of added) this.#compared.add(key)
    this.#operations += operations.length
    return true
  }
}
