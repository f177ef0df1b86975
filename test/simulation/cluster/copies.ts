/**
 * Compares the bytes of all replicas of a partition on disk: below its high watermark, every replica must have the same batches, without
 * gaps. Each batch is checked once per life of a replica. A restarted broker is checked from the beginning.
 */
import type { Partition } from '../../../src/replica/index.ts'
import { crc32c } from '../../../src/wire/index.ts'
import { Violation } from '../../kit/sim-world.ts'
import type { ClusterScene } from './cluster-scene.ts'
import { Endings } from './endings.ts'
import type { ClusterNode } from './node.ts'
import type { Truth } from './truth.ts'

/** Check interval, in virtual time. */
const everyMs = 250
/** Field positions in a batch (KIP-98). */
const lengthAt = 8
const lastOffsetDeltaAt = 23
const headerBytes = 12

/** How far one replica was read. */
interface Read {
  next: number
  /** Base offset of the file that contains `next`; -1 before the first. */
  file: number
  position: number
}

interface Batch {
  readonly crc: number
  readonly brokerId: number
}

export class Copies {
  readonly #scene: ClusterScene
  #read = new Map<Partition, Read>()
  /** Batches of each partition by base offset, from the first replica that had them. */
  readonly #batches = new Map<string, Map<number, Batch>>()
  #lookedMs = 0
  readonly #endings: Endings
  readonly #truth: Truth

  constructor(scene: ClusterScene, truth: Truth) {
    this.#scene = scene
    this.#truth = truth
    this.#endings = new Endings(scene)
  }

  readonly look = (): void => {
    const { nowMs } = this.#scene.world
    if (nowMs - this.#lookedMs < everyMs) return
    this.#lookedMs = nowMs
    this.#lookAtAll()
  }

  /** Every committed record must exist in the files. */
  checkWhole(): void {
    this.#lookAtAll()
    for (const [{ topic, partition, highWatermark }, { next }] of this.#read)
      if (next < highWatermark)
        throw new Violation(`${topic}-${partition}: files end at ${next}, and all below ${highWatermark} is committed`)
  }

  #lookAtAll(): void {
    const before = this.#read
    this.#read = new Map()
    for (const { name, topicId, partitions } of this.#scene.image.topics)
      for (const n of partitions.keys())
        for (const node of this.#scene.nodes) {
          const replica = this.#scene.replica(node.id, name, topicId, n)
          if (replica === undefined) continue
          const read = before.get(replica) ?? { next: 0, file: -1, position: 0 }
          this.#read.set(replica, read)
          this.#lookAt(node, replica, read)
        }
    this.#endings.check((topicId, partition) => this.#truth.highWatermark(topicId, partition))
  }

  #lookAt(node: ClusterNode, replica: Partition, read: Read): void {
    const { topic, partition, topicId, logStartOffset, highWatermark, directory } = replica
    const written = node.life?.running?.broker.logs.find(topic, partition)?.writtenOffset ?? 0
    const end = Math.min(written, highWatermark)
    if (read.next < logStartOffset) Object.assign(read, { next: logStartOffset, file: -1 })
    if (read.next >= end) return
    const key = `${topicId}/${partition}`
    const batches = this.#batches.get(key) ?? new Map<number, Batch>()
    this.#batches.set(key, batches)
    const path = `${directory}/${topic}-${partition}`
    for (const base of segments(node, path)) {
      if (base.next <= read.next || base.first < read.file) continue
      if (base.first !== read.file) Object.assign(read, { file: base.first, position: 0 })
      const bytes = node.disk.peek(`${path}/${base.name}`)
      if (bytes !== undefined) this.#readFile(node.id, replica, { bytes, read, end, batches })
      if (read.next >= end) return
    }
  }

  #readFile(
    brokerId: number,
    { topic, partition, logStartOffset }: Partition,
    file: { readonly bytes: Buffer; readonly read: Read; readonly end: number; readonly batches: Map<number, Batch> }
  ): void {
    const { bytes, read, end, batches } = file
    const where = `${topic}-${partition} of broker ${brokerId}`
    while (read.next < end && read.position + headerBytes < bytes.length) {
      const at = read.position
      const first = Number(bytes.readBigInt64BE(at))
      const size = headerBytes + bytes.readInt32BE(at + lengthAt)
      const next = first + bytes.readInt32BE(at + lastOffsetDeltaAt) + 1
      if (next > end) return
      read.position += size
      if (next <= read.next) continue
      if (first > read.next) throw new Violation(`${where}: ${first} comes behind ${read.next}: a hole`)
      if (first < read.next && read.next !== logStartOffset)
        throw new Violation(`${where}: ${first} comes behind ${read.next}`)
      read.next = next
      const crc = crc32c(bytes.subarray(at, at + size))
      const other = batches.get(first)
      if (other === undefined) {
        batches.set(first, { crc, brokerId })
        this.#endings.see(where, bytes.subarray(at, at + size))
      } else if (other.crc !== crc)
        throw new Violation(`${where}: the batch at ${first} is not the one that broker ${other.brokerId} has`)
    }
  }
}

interface Segment {
  readonly name: string
  readonly first: number
  /** Start of the next batch. */
  readonly next: number
}

function segments({ disk }: ClusterNode, path: string): Segment[] {
  const names = disk.exists(path) ? disk.list(path).map(({ name }) => name) : []
  const logs = names.filter((name) => name.endsWith('.log')).sort()
  const firsts = logs.map((name) => Number.parseInt(name, 10))
  return logs.map((name, n) => ({ name, first: firsts[n] as number, next: firsts[n + 1] ?? Number.POSITIVE_INFINITY }))
}
