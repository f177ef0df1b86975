/**
 * What must be so when a new process of a broker registers: it counts as in sync nowhere, and after an end that was not clean it is
 * eligible nowhere (KIP-966).
 */
import type { ImageDelta } from '../../../src/metadata/index.ts'
import { Violation } from '../../kit/sim-world.ts'
import type { ClusterScene } from './cluster-scene.ts'

export class Comebacks {
  readonly #scene: ClusterScene
  readonly #incarnations = new Map<number, string>()
  /** When each topic came, by its id. */
  readonly #madeMs = new Map<string, number>()

  constructor(scene: ClusterScene) {
    this.#scene = scene
    for (const { id, incarnation } of scene.image.brokers) this.#incarnations.set(id, incarnation)
    scene.listeners.push((delta) => this.#look(delta))
  }

  #look({ topics, brokers: { added, changed } }: ImageDelta): void {
    for (const { topicId } of topics) if (!this.#madeMs.has(topicId)) this.#madeMs.set(topicId, this.#scene.world.nowMs)
    for (const { id, incarnation } of [...added, ...changed]) {
      const before = this.#incarnations.get(id)
      this.#incarnations.set(id, incarnation)
      if (before !== undefined && before !== incarnation) this.#check(id)
    }
  }

  #check(id: number): void {
    const { wasKilled = false, bornMs = 0 } = this.#scene.node(id) ?? {}
    for (const { name, topicId, partitions } of this.#scene.image.topics) {
      // Whoever made it meanwhile did not know yet that the broker was gone: no earlier process had anything of it.
      if ((this.#madeMs.get(topicId) ?? 0) >= bornMs) continue
      for (const [n, { replicas, isr, elr }] of partitions.entries()) {
        if (replicas.length === 1) continue
        if (isr.includes(id)) throw new Violation(`${name}-${n}: ${id} is a new process, and in sync`)
        if (wasKilled && elr.includes(id)) throw new Violation(`${name}-${n}: ${id} was killed, and is eligible`)
      }
    }
  }
}
