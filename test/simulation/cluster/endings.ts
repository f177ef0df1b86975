/**
 * A transaction must not end in a partition before its coordinator's decision is committed: for every committed marker, the decision is
 * committed in __transaction_state (T4). Otherwise the next coordinator might decide differently for the other partitions.
 */
import { transactionRecords } from '../../../src/coordination/transaction/records.ts'
import {
  entryPositions,
  isControl,
  producerEpoch,
  producerId,
  readMarker,
  recordsOf
} from '../../../src/records/index.ts'
import { Violation } from '../../kit/sim-world.ts'
import type { ClusterScene } from './cluster-scene.ts'
import type { ClusterNode } from './node.ts'

const stateTopic = '__transaction_state'
const results = { PrepareCommit: 'COMMIT', PrepareAbort: 'ABORT' } as const

interface Ending {
  readonly where: string
  readonly key: string
}

export class Endings {
  readonly #scene: ClusterScene
  readonly #records = transactionRecords(() => 2)
  /** Markers whose decision has not been found yet. */
  #open: Ending[] = []
  readonly #decided = new Set<string>()

  constructor(scene: ClusterScene) {
    this.#scene = scene
  }

  /** A batch was committed in a partition. */
  see(where: string, batch: Buffer): void {
    if (!isControl(batch, 0)) return
    const marker = readMarker(batch, 0)
    if (marker !== null)
      this.#open.push({ where, key: keyOf(producerId(batch, 0), producerEpoch(batch, 0), marker.type) })
  }

  /** `committedTo`: highest high watermark that a leader of a partition has ever had. */
  check(committedTo: (topicId: string, partition: number) => number): void {
    this.#open = this.#open.filter(({ key }) => !this.#decided.has(key))
    if (this.#open.length === 0) return
    const topic = this.#scene.image.topic(stateTopic)
    if (topic === undefined) return
    let isAllRead = true
    for (const [partition, { leader }] of topic.partitions.entries()) {
      const end = committedTo(topic.topicId, partition)
      // The replicas that have all of it are down.
      if (leader < 0) isAllRead = false
      for (const node of this.#scene.nodes) {
        const replica = this.#scene.replica(node.id, stateTopic, topic.topicId, partition)
        const written = node.life?.running?.broker.logs.find(stateTopic, partition)?.writtenOffset ?? 0
        if (node.id === leader && (replica?.isLeader !== true || written < end)) isAllRead = false
        if (replica !== undefined)
          this.#read(node, `${replica.directory}/${stateTopic}-${partition}`, Math.min(written, end))
        else if (node.id === leader) isAllRead = false
      }
    }
    const missing = this.#open.find(({ key }) => !this.#decided.has(key))
    if (isAllRead && missing !== undefined)
      throw new Violation(`${missing.where}: the marker ${missing.key} is committed, and no such decision is`)
  }

  #read({ disk }: ClusterNode, path: string, end: number): void {
    const names = disk.exists(path) ? disk.list(path).map(({ name }) => name) : []
    for (const name of names) {
      const bytes = name.endsWith('.log') ? disk.peek(`${path}/${name}`) : undefined
      if (bytes === undefined) continue
      for (const at of entryPositions(bytes))
        for (const { offset, key, value } of isControl(bytes, at) ? [] : recordsOf(bytes, at))
          if (offset < end) this.#note(key, value)
    }
  }

  #note(key: Buffer | null, value: Buffer | null): void {
    const transaction = this.#records.decode(key, value)?.transaction
    if (transaction?.state !== 'PrepareCommit' && transaction?.state !== 'PrepareAbort') return
    this.#decided.add(keyOf(transaction.producerId, transaction.producerEpoch, results[transaction.state]))
  }
}

const keyOf = (id: number, epoch: number, result: 'COMMIT' | 'ABORT'): string => `${result} of ${id}/${epoch}`
