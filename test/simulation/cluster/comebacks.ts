/**
 * Checks a broker's registration after a restart: it must not be in any ISR and, after an unclean shutdown, not be an eligible leader
 * replica (KIP-966).
 */
import type { ImageDelta } from '../../../src/metadata/index.ts'
import { Violation } from '../../kit/sim-world.ts'
import type { ClusterScene } from './cluster-scene.ts'

export class Comebacks {
  readonly #scene: ClusterScene
  readonly #incarnations = new Map<number, string>()
  /** When each topic was created, by id. */
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
      // The topic was created by a broker that did not know yet that this one was down: no earlier process had any of it.
      if ((this.#madeMs.get(topicId) ?? 0) >= bornMs) continue
      for (const [n, { replicas, isr, elr }] of partitions.entries()) {
        if (replicas.length === 1) continue
        if (isr.includes(id)) throw new Violation(`${name}-${n}: ${id} is a new process, and in sync`)
        if (wasKilled && elr.includes(id)) throw new Violation(`${name}-${n}: ${id} was killed, and is eligible`)
      }
    }
  }
}
