/*
 * The view that groups of the new protocols have of the cluster's topics, and the hash by which they detect changes.
 * Source: org.apache.kafka.coordinator.group.Utils#computeTopicHash, #computeGroupHash.
 */
import type { MetadataImage, TopicImage } from '../../../metadata/index.ts'
import { zeroUuid } from '../../../wire/index.ts'
import { xxh3 } from './xxh3.ts'

/** Implemented by the metadata image. */
export type TopicsView = Pick<MetadataImage, 'topic' | 'topicById' | 'topics' | 'revision' | 'broker'>

const hashForm = 0

/** A string as hash4j hashes it: UTF-16 code units followed by their count. */
function hashedText(text: string): Buffer {
  const buf = Buffer.alloc(text.length * 2 + 4)
  buf.write(text, 'utf16le')
  buf.writeInt32LE(text.length, text.length * 2)
  return buf
}

function hashedInt(value: number): Buffer {
  const buf = Buffer.alloc(4)
  buf.writeInt32LE(value)
  return buf
}

/** Hash of a topic's id, name, partitions and the racks of their replicas. */
function topicHash(topic: TopicImage, rackOf: (brokerId: number) => string | null): bigint {
  const id = topic.topicId === zeroUuid ? Buffer.alloc(16) : Buffer.from(topic.topicId, 'base64url')
  // Both halves are hashed as little-endian numbers.
  const halves = Buffer.concat([Buffer.from(id.subarray(0, 8)).reverse(), Buffer.from(id.subarray(8, 16)).reverse()])
  const parts = [Buffer.of(hashForm), halves, hashedText(topic.name), hashedInt(topic.partitions.length)]
  for (const [index, { replicas }] of topic.partitions.entries()) {
    parts.push(hashedInt(index))
    const racks = replicas.map(rackOf).filter((rack) => rack !== null)
    for (const rack of racks.sort()) parts.push(hashedInt(rack.length), hashedText(rack))
  }
  return xxh3(Buffer.concat(parts))
}

/** Hash of a group's existing subscribed topics; 0 if there are none. */
function groupHash(hashes: ReadonlyMap<string, bigint>): bigint {
  if (hashes.size === 0) return 0n
  const buf = Buffer.alloc(8 * hashes.size)
  const names = [...hashes.keys()].sort()
  for (const [index, name] of names.entries()) buf.writeBigInt64LE(hashes.get(name) ?? 0n, 8 * index)
  return xxh3(buf)
}

/** Caches topic hashes until a topic changes. */
export class TopicHashes {
  readonly #topics: TopicsView
  readonly #known = new Map<string, bigint>()
  /** Last computed hash of a single-topic group, the most common case. */
  #ofOne: { readonly topic: bigint; readonly group: bigint } | undefined

  constructor(topics: TopicsView) {
    this.#topics = topics
  }

  forget(name: string): void {
    this.#known.delete(name)
  }

  ofGroup(names: Iterable<string>): bigint {
    const hashes = new Map<string, bigint>()
    for (const name of names) {
      const topic = this.#topics.topic(name)
      if (topic === undefined) continue
      const hash = this.#known.get(name) ?? topicHash(topic, (id) => this.#topics.broker(id)?.rack ?? null)
      this.#known.set(name, hash)
      hashes.set(name, hash)
    }
    if (hashes.size !== 1) return groupHash(hashes)
    const [topic = 0n] = hashes.values()
    if (this.#ofOne?.topic !== topic) this.#ofOne = { topic, group: groupHash(hashes) }
    return this.#ofOne.group
  }
}
