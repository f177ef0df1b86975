/*
 * Owns the order in which Java's HashMap and HashSet are walked. Kafka's assignors go through such maps, so that who gets which
 * partition depends on it: the same members and topics are to have the same assignment here.
 */
import { zeroUuid } from '../../../wire/index.ts'
import { javaHash } from '../../runtime/partition-of.ts'

const smallestTable = 16
const loadFactor = 0.75
/** Up to so many keys are ordered by insertion. */
const fewKeys = 32

/** org.apache.kafka.common.Uuid#hashCode. */
function uuidHash(uuid: string): number {
  const bytes = uuid === zeroUuid ? Buffer.alloc(16) : Buffer.from(uuid, 'base64url')
  return bytes.readInt32BE(0) ^ bytes.readInt32BE(8) ^ bytes.readInt32BE(4) ^ bytes.readInt32BE(12)
}

/** org.apache.kafka.common.Uuid#compareTo: by both halves as signed numbers. */
export function compareUuids(a: string, b: string): number {
  const [first, second] = [Buffer.from(a, 'base64url'), Buffer.from(b, 'base64url')]
  for (const half of [0, 8]) {
    const [one, other] = [first.readBigInt64BE(half), second.readBigInt64BE(half)]
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}

/**
 * Keys as a HashMap gives them that they were put into one after another. `expected` is the size that a HashSet made from a
 * collection of so many reserves; without it the table grows from 16. Keys of one bucket keep their order.
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
  // Bucket and place in one number: a large group is ordered for each of its assignments, and numbers are sorted fastest.
  const places = new Float64Array(all.length)
  for (const [place, key] of all.entries()) {
    places[place] = bucketOf(hashOf(key), size) * all.length + place
  }
  const ordered: K[] = []
  for (const each of places.sort()) ordered.push(all[each % all.length] as K)
  return ordered
}

/** As `inBuckets`, for so few keys that an array of places would cost more than it saves. */
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
 * The keys of a map in Java's order, kept while keys are added to it: a group that grows to many members would be ordered anew for
 * each of them.
 */
export class KeptJavaOrder {
  readonly #keys: ReadonlyMap<string, unknown>
  /** Undefined: to be made when it is asked for. */
  #ordered: string[] | undefined
  #size = smallestTable

  constructor(keys: ReadonlyMap<string, unknown>) {
    this.#keys = keys
  }

  /** The map has a key that it did not have. */
  added(key: string): void {
    if (this.#ordered === undefined) return
    if (tableSize(this.#keys.size) === this.#size) this.#ordered.splice(this.#endOfBucket(key), 0, key)
    else this.#ordered = undefined
  }

  /** Keys have left the map. */
  removed(): void {
    this.#ordered = undefined
  }

  /** As the order is once the map has `key`, which it may have. Good until the map changes. */
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

  /** Where the keys of later buckets than this one's begin. */
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

/** Keys as a HashMap gives them that was made with room for `capacity`, which grows from there. */
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

/** Of the record org.apache.kafka.server.common.TopicIdPartition. */
export const topicPartitionHash = (topicId: string, partition: number): number =>
  (Math.imul(31, uuidHash(topicId)) + partition) | 0

export const stringsInJavaOrder = (keys: Iterable<string>): string[] => inJavaOrder(keys, javaHash)
export const uuidsInJavaOrder = (keys: Iterable<string>, expected = 0): string[] =>
  inJavaOrder(keys, uuidHash, expected)
/** A set made from a list of as many numbers. */
export function numbersInJavaOrder(numbers: ReadonlySet<number>): number[] {
  return inJavaOrder(numbers, numberHash, numbers.size)
}
