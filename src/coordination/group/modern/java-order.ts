/*
 * Iteration order of Java's HashMap and HashSet. Kafka's assignors iterate over such maps, so their assignments depend on it. Here the
 * same members and topics must result in the same assignment.
 */
import { zeroUuid } from '../../../wire/index.ts'
import { javaHash } from '../../runtime/partition-of.ts'

const smallestTable = 16
const loadFactor = 0.75
/** Up to this many keys are sorted by insertion. */
const fewKeys = 32

/** org.apache.kafka.common.Uuid#hashCode. */
function uuidHash(uuid: string): number {
  const bytes = uuid === zeroUuid ? Buffer.alloc(16) : Buffer.from(uuid, 'base64url')
  return bytes.readInt32BE(0) ^ bytes.readInt32BE(8) ^ bytes.readInt32BE(4) ^ bytes.readInt32BE(12)
}

/** org.apache.kafka.common.Uuid#compareTo: compares both halves as signed numbers. */
export function compareUuids(a: string, b: string): number {
  const [first, second] = [Buffer.from(a, 'base64url'), Buffer.from(b, 'base64url')]
  for (const half of [0, 8]) {
    const [one, other] = [first.readBigInt64BE(half), second.readBigInt64BE(half)]
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}

/**
 * Returns the keys in HashMap order, after inserting them one by one. `expected` is the size of a collection that a HashSet is created
 * from, which sizes its table; by default, the table grows from 16. Keys in the same bucket keep their order.
 */
function inJavaOrder<K>(keys: Iterable<K>, hashOf: (key: K) => number, expected = 0): K[] {
  const all = [...keys]
  return all.length < 2 ? all : inBuckets(all, hashOf, tableSize(all.length, expected))
}

function tableSize(count: number, expected = 0): number {
  let size = smallestTable
  while (size < Math.floor(expected / loadFactor) + 1 || count > size * loadFactor) size *= 2
  return size
}

const bucketOf = (hash: number, size: number): number => (hash ^ (hash >>> 16)) & (size - 1)

function inBuckets<K>(all: readonly K[], hashOf: (key: K) => number, size: number): K[] {
  if (all.length <= fewKeys) return insertedInBuckets(all, hashOf, size)
  // Bucket and position in one number: a large group is sorted for every assignment, and sorting numbers is fastest.
  const places = new Float64Array(all.length)
  for (const [place, key] of all.entries()) {
    places[place] = bucketOf(hashOf(key), size) * all.length + place
  }
  const ordered: K[] = []
  for (const each of places.sort()) ordered.push(all[each % all.length] as K)
  return ordered
}

/** Like `inBuckets`, for so few keys that an array of positions would not pay off. */
function insertedInBuckets<K>(all: readonly K[], hashOf: (key: K) => number, size: number): K[] {
  const ordered: K[] = []
  const buckets: number[] = []
  for (const key of all) {
    const bucket = bucketOf(hashOf(key), size)
    let at = ordered.length
    for (; at > 0 && (buckets[at - 1] as number) > bucket; at--) {
      buckets[at] = buckets[at - 1] as number
      ordered[at] = ordered[at - 1] as K
    }
    buckets[at] = bucket
    ordered[at] = key
  }
  return ordered
}

/**
 * The keys of a map in Java's order, maintained as keys are added. Otherwise a growing group would be sorted again for every new
 * member.
 */
export class KeptJavaOrder {
  readonly #keys: ReadonlyMap<string, unknown>
  /** Undefined until requested. */
  #ordered: string[] | undefined
  #size = smallestTable

  constructor(keys: ReadonlyMap<string, unknown>) {
    this.#keys = keys
  }

  /** Must be called when a key was added to the map. */
  added(key: string): void {
    if (this.#ordered === undefined) return
    if (tableSize(this.#keys.size) === this.#size) this.#ordered.splice(this.#endOfBucket(key), 0, key)
    else this.#ordered = undefined
  }

  /** Must be called when keys were removed from the map. */
  removed(): void {
    this.#ordered = undefined
  }

  /** Returns the order with `key` included, whether or not the map has it. Valid until the map changes. */
  with(key: string): readonly string[] {
    if (this.#ordered === undefined) {
      this.#ordered = stringsInJavaOrder(this.#keys.keys())
      this.#size = tableSize(this.#keys.size)
    }
    if (this.#keys.has(key)) return this.#ordered
    if (tableSize(this.#keys.size + 1) !== this.#size) return stringsInJavaOrder([...this.#keys.keys(), key])
    const ordered = this.#ordered.slice()
    ordered.splice(this.#endOfBucket(key), 0, key)
    return ordered
  }

  /** Index of the first key in a bucket after this key's. */
  #endOfBucket(key: string): number {
    const ordered = this.#ordered ?? []
    const bucket = bucketOf(javaHash(key), this.#size)
    let from = 0
    for (let to = ordered.length; from < to; ) {
      const middle = (from + to) >>> 1
      if (bucketOf(javaHash(ordered[middle] as string), this.#size) > bucket) to = middle
      else from = middle + 1
    }
    return from
  }
}

/** Returns the keys in the order of a HashMap created with `capacity`. */
export function inJavaTable<K>(keys: Iterable<K>, hashOf: (key: K) => number, capacity: number): K[] {
  const all = [...keys]
  let size = 1
  while (size < capacity || all.length > size * loadFactor) size *= 2
  return inBuckets(all, hashOf, size)
}

export const stringsInJavaTable = (keys: readonly string[], capacity: number): string[] =>
  inJavaTable(keys, javaHash, capacity)

/** java.lang.Integer#hashCode. */
export const numberHash = (value: number): number => value

/** Hash code of the record org.apache.kafka.server.common.TopicIdPartition. */
export const topicPartitionHash = (topicId: string, partition: number): number =>
  (Math.imul(31, uuidHash(topicId)) + partition) | 0

export const stringsInJavaOrder = (keys: Iterable<string>): string[] => inJavaOrder(keys, javaHash)
export const uuidsInJavaOrder = (keys: Iterable<string>, expected = 0): string[] =>
  inJavaOrder(keys, uuidHash, expected)
/** Returns the numbers in the order of a HashSet created from a list of the same size. */
export function numbersInJavaOrder(numbers: ReadonlySet<number>): number[] {
  return inJavaOrder(numbers, numberHash, numbers.size)
}
